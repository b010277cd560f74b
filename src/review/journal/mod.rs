//! The journal of a review: one line of JSON an act, only ever added to.
//!
//! The first line names the alignment. Every other line is an act with the texts it was about, who
//! did it and when. A journal and its alignment give the state of the review on every machine.

mod entry;
mod file;
mod replay;
mod whole_lines;

pub use self::entry::{Entry, Head};
pub use self::file::{ActError, Journal, Opened};
pub use self::replay::{JournalError, Replayed, replay};
pub(super) use self::replay::{base_of, is_of};
pub(super) use self::whole_lines::WholeLines;
