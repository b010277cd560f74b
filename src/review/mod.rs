//! Reviewing: a bitext goes out as a spreadsheet, and comes back corrected.
//!
//! One row is one bead. A reviewer edits texts, moves sentences between
//! neighbouring rows, splits a bead by inserting a row beneath it, merges by
//! deleting a row whose text went elsewhere or by status, accepts and rejects.
//! [`revise`] applies what comes back, and refuses a sheet that would lose or
//! repeat a sentence. [`Review`] is the same in a program, act by act, and a [`Journal`] keeps the
//! acts. [`Correction`] is what came back in either form; [`merge`] makes one of several.

mod acts;
mod cell_diff;
mod changes;
mod column;
mod corrections;
mod csv;
mod decisions;
mod draft;
mod exact_match;
mod fingerprint;
mod group;
mod journal;
mod lines;
mod place_sentences;
mod read;
mod refusal;
mod revise;
mod row;
mod three_way;
mod xlsx;

pub use self::acts::{
    Act, Changed, Half, Place, Realigned, Refused, Review, Ruled, Towards, Worth,
};
pub use self::changes::Change;
pub use self::corrections::{Correction, CorrectionError, correct};
pub use self::csv::Csv;
pub use self::decisions::{Decision, DecisionError, Ruling, read_decisions};
pub use self::journal::{ActError, Entry, Head, Journal, JournalError, Opened, Replayed, replay};
pub use self::read::{Error, Sheet, read};
pub use self::refusal::Refusal;
pub use self::revise::{Revision, revise};
pub use self::row::{Row, Status};
pub use self::three_way::{Conflict, Keep, Merged, Reading, Version, merge};
pub use self::xlsx::Xlsx;
