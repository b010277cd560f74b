#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod attributes;
pub mod characters;
pub mod context;
pub mod date;
mod digest;
mod dtd;
mod error;
mod fault;
mod header;
pub mod inline;
pub mod language;
mod maintain;
mod read;
mod tally;
mod unit;
mod write;

pub use attributes::Attributes;
pub use error::{Error, ErrorKind, Position};
pub use fault::{Fault, Rule, Severity};
pub use header::Header;
pub use inline::{Code, CodeKind, Inline};
pub use maintain::clean::{Cleaned, Cleaner, NumbersDiffer, Preset, Reason, Removed, Tests, clean};
pub use maintain::codes::Codes;
pub use maintain::convention::{Convention, adapt, adapt_header};
pub use maintain::dedupe::{Deduped, Duplicates, Keep, Same, dedupe};
pub use maintain::edit::{Asked, Edit, Edited, edit, edit_with_head};
pub use maintain::filter::{Condition, Pattern};
pub use maintain::forecast::{Effect, Forecast, Outlook, Tool};
pub use maintain::matching::{Fingerprints, Matching};
pub use maintain::merge3::{CONFLICT, Merged, Merging};
pub use maintain::repair::{Repaired, repair};
pub use maintain::side::different_codes;
pub use maintain::stats::{LanguageStats, Stats};
pub use maintain::validate::Validator;
#[cfg(feature = "archives")]
pub use read::archive::unpack;
pub use read::encoding::FileEncoding;
pub use read::reader::{Options, Part, Reader};
pub use read::references::Illegal;
pub use tally::Tally;
pub use unit::{Detail, Note, Prop, TranslationUnit, Ude, Variant};
pub use write::copier::Copier;
#[cfg(feature = "archives")]
pub use write::pack::Packed;
pub use write::writer::Writer;
