//! Diptych turns a Chinese text and its English translation into a
//! translation memory that can be trusted.
//!
//! One straight pipe of plain values: [`read`] and [`prepare`] make a file
//! into numbered segments, [`align`] pairs them, [`bitext`] holds the pairs,
//! checks make [`finding`]s, [`emit`] makes bytes.

pub mod align;
pub mod bitext;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod emit;
pub mod finding;
pub mod lang_code;
pub mod lexicon;
pub mod memory;
pub mod numbers;
pub mod output;
pub mod pipeline;
pub mod prepare;
pub mod project;
pub mod read;
pub mod review;
#[cfg(feature = "cli")]
mod server;
#[cfg(feature = "cli")]
mod words;

pub use pipeline::{align_file, align_files};
