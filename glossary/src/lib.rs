#![doc = include_str!("../README.md")]

mod chinese;
mod concept;
mod credit;
mod decide;
mod diff;
mod english;
mod error;
mod fix;
mod format;
mod inflection;
mod lint;
mod near_miss;
mod omegat;
mod phrase;
mod rendering;
mod source_terms;
mod stand_in;
mod table;
mod target_spans;
mod tbx;
mod termbase;
mod typo;
mod utx;
mod words;
mod write;

pub use concept::{Case, Concept, Inflect, Kind, Origin, Status, Term, Weight};
pub use diff::{Change, diff};
pub use error::{Error, ErrorKind};
pub use fix::replacement;
pub use format::read;
pub use lint::{Fault, Grade, lint};
pub use rendering::{Checked, Reason, Rendering, Skipped, Spare, StandIn, Verdict};
pub use table::{Row, read_csv, read_rows, read_tsv};
pub use termbase::Termbase;
pub use words::is_common_abbreviation;
pub use write::{to_omegat, to_tbx, to_tsv};
