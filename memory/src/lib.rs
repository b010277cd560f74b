#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod bound;
mod by_length;
mod cluster;
mod counts;
mod error;
mod file;
mod index;
mod likely;
mod measure;
mod postings;
mod query;
mod quote;
mod section;
mod store;

pub use error::Error;
pub use file::{Saved, Stamp};
pub use index::{Index, IndexBuilder, Texts};
pub use measure::{Measure, normal};
pub use query::{Match, Query};
pub use quote::{Quote, Span};
pub use store::{Entry, Import, Imported, Merge, Record, Store, StoreError, context_hash};
