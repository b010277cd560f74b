#![doc = include_str!("../README.md")]

mod chinese;
mod english;
mod han;
mod index;
mod lint;
mod markup;
mod span;
mod termbase;
mod verdict;

pub use english::inflection::in_singular;
pub use english::words::is_common_abbreviation;
pub use index::Termbase;
pub use lint::{lint, unused};
pub use termbase::concept::{Case, Concept, Inflect, Kind, Origin, Status, Term, Weight};
pub use termbase::error::{Error, ErrorKind};
pub use termbase::fault::{Fault, Grade};
pub use termbase::format::{Contents, read};
pub use termbase::merge::{Conflict, TermbaseChange, diff_of_termbases, merge};
pub use termbase::rows::Row;
pub use termbase::table::{read_csv, read_rows, read_tsv};
pub use termbase::write::{Holds, lost, to_omegat, to_rows, to_tsv, to_utx};
pub use termbase::write_xml::{to_multiterm, to_tbx, to_tbx_2};
pub use verdict::diff::{Change, diff};
pub use verdict::document::Document;
pub use verdict::excuses::rules;
pub use verdict::fix::replacement;
pub use verdict::rendering::{Checked, Reason, Rendering, Skipped, Spare, StandIn, Verdict};
pub use verdict::word_class::fits;
