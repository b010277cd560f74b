#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

#[cfg(feature = "archives")]
mod archive;
mod attributes;
mod between;
pub mod characters;
mod clean;
pub mod context;
mod convention;
mod copier;
pub mod date;
mod dedupe;
mod digest;
mod dtd;
mod encoding;
mod error;
mod fault;
mod forecast;
mod header;
pub mod inline;
pub mod language;
mod mend;
mod parse;
mod parse_head;
mod parse_seg;
mod pieces;
mod reader;
mod references;
mod repair;
mod root;
mod stats;
mod strict;
mod strict_seg;
mod tally;
mod unit;
mod validate;
mod write_text;
mod writer;

#[cfg(feature = "archives")]
pub use archive::unpack;
pub use attributes::Attributes;
pub use clean::{Cleaner, NumbersDiffer, Preset, Reason, Tests};
pub use convention::{Convention, adapt, adapt_header};
pub use copier::Copier;
pub use dedupe::{Duplicates, Keep, Same};
pub use digest::digest;
pub use encoding::FileEncoding;
pub use error::{Error, ErrorKind, Position};
pub use fault::{Fault, Rule, Severity};
pub use forecast::{Effect, Forecast, Outlook, Tool};
pub use header::Header;
pub use inline::{Code, CodeKind, Inline};
pub use reader::{Options, Part, Reader};
pub use references::Illegal;
pub use repair::{Repaired, repair};
pub use stats::{LanguageStats, Stats};
pub use tally::Tally;
pub use unit::{Detail, Note, Prop, TranslationUnit, Ude, Variant};
pub use validate::Validator;
pub use writer::Writer;
