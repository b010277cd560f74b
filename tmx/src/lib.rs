#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod attributes;
pub mod characters;
mod copier;
pub mod date;
mod dtd;
mod encoding;
mod error;
mod fault;
mod header;
pub mod inline;
pub mod language;
mod mend;
mod parse;
mod pieces;
mod reader;
mod references;
mod root;
mod strict;
mod strict_seg;
mod unit;
mod write_text;
mod writer;

pub use attributes::Attributes;
pub use copier::Copier;
pub use encoding::FileEncoding;
pub use error::{Error, ErrorKind, Position};
pub use fault::{Fault, Rule, Severity};
pub use header::Header;
pub use inline::{Code, CodeKind, Inline};
pub use reader::{Options, Part, Reader};
pub use references::Illegal;
pub use unit::{Detail, Note, Prop, TranslationUnit, Ude, Variant};
pub use writer::Writer;
