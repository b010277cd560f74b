//! A local server for one person at this machine: the page of a review, and nothing else.
//!
//! [`Server`] speaks HTTP and knows no review; a [`Service`] makes an [`Answer`] of a [`Request`],
//! which are plain values; [`Guard`] decides who comes in. [`ReviewService`] has the routes of the
//! review page, whose files are embedded (`page/`).

mod annotations;
mod answer;
mod browser;
mod download;
mod guard;
mod http;
mod page;
mod refusal;
mod review;
mod row;

pub(crate) use browser::open;
pub(crate) use guard::Guard;
pub(crate) use http::Server;
pub(crate) use review::ReviewService;
