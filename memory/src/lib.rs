#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod bound;
mod cluster;
mod error;
mod index;
mod measure;
mod postings;
mod query;
mod quote;
mod section;
mod shelf;

pub use error::Error;
pub use index::{Index, IndexBuilder, Texts};
pub use measure::{Measure, normal};
pub use query::{Match, Query};
pub use quote::{Quote, Span};
