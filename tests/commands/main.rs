//! The command line as its user meets it.
//!
//! Most of it is data: see `cases/`, and `cases.rs` for what a case may say. What data cannot say is in
//! code, by command. Wording is nobody's law: tests look at exit codes, files, rules, places and numbers.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that cannot set itself up must fail, and one that is skipped must say so"
)]

mod align;
mod book;
mod cases;
mod check;
mod desk;
mod examples;
mod language;
mod memory;
mod read;
mod readme;
mod review;
mod sheet;
mod store;
mod streams;
mod tmx;
