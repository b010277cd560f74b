//! A journal's lines become the state of a review.

use std::path::PathBuf;

use super::entry::{Entry, Head};
use crate::bitext::{Bitext, saved};
use crate::review::acts::{Refused, Review};
use crate::review::fingerprint::of_bitext;

/// Why a journal cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// It cannot be read or written.
    #[error("{}: {error}", path.display())]
    Io {
        /// The journal.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// Somebody else has it open.
    #[error("{}: another review has this journal open: close it first", path.display())]
    InUse {
        /// The journal.
        path: PathBuf,
    },
    /// A line is not in UTF-8.
    #[error(
        "line {line}: this journal is not in UTF-8: give the file as `diptych review` wrote it"
    )]
    Encoding {
        /// From 1.
        line: usize,
    },
    /// The first line is not that of a journal.
    #[error("line 1: this is not a journal of `diptych review`")]
    NoJournal,
    /// A later program wrote it.
    #[error("line 1: this journal was written by a newer version of diptych: update diptych")]
    Newer,
    /// It was made from another alignment, or from another state of it.
    #[error(
        "line 1: this journal was made from another alignment (or from another state of it): give the \
         alignment that was reviewed"
    )]
    OtherAlignment,
    /// A line is no act.
    #[error("line {line}: this is not an act: {error}")]
    Line {
        /// From 1.
        line: usize,
        /// Why.
        error: serde_json::Error,
    },
    /// A line is about other texts than those that stand there.
    #[error(
        "line {line}: pair {bead} has other texts than this act was about: the journal was edited"
    )]
    OtherTexts {
        /// From 1.
        line: usize,
        /// The row.
        bead: usize,
    },
    /// An act makes no sense where it stands.
    #[error("line {line}: {refused}: the journal was edited")]
    Refused {
        /// From 1.
        line: usize,
        /// Why.
        refused: Refused,
    },
}

/// What a journal led to.
#[derive(Debug)]
pub struct Replayed {
    /// The review as the last act left it.
    pub review: Review,
    /// The acts, in order.
    pub entries: Vec<Entry>,
}

/// The alignment that a journal has with it; none where it has none.
pub(in crate::review) fn base_of(journal: &str) -> Option<Bitext> {
    let head: Head = serde_json::from_str(journal.lines().next()?).ok()?;
    let lines: Option<Vec<String>> =
        head.beads.iter().map(|bead| serde_json::to_string(bead).ok()).collect();
    let base = saved::parse(&lines?.join("\n")).ok()?;
    (of_bitext(&base) == head.alignment).then_some(base)
}

/// Whether a journal is of this state of an alignment: of the same lines, where it has them with it.
/// The name alone leaves out what no sheet has: white space, flags, locks.
pub(in crate::review) fn is_of(journal: &str, bitext: &Bitext) -> bool {
    let head = journal.lines().next().and_then(|line| serde_json::from_str::<Head>(line).ok());
    head.is_some_and(|head| head.is_of(bitext))
}

/// Applies the whole lines of a journal to the alignment that it was made from.
///
/// # Errors
/// When it is no journal, is one of another alignment, or holds an act that makes no sense.
pub fn replay(bitext: Bitext, journal: &str) -> Result<Replayed, JournalError> {
    let mut numbered = (1..).zip(journal.lines());
    let (_, first) = numbered.next().ok_or(JournalError::NoJournal)?;
    let head: Head = serde_json::from_str(first).map_err(|_| JournalError::NoJournal)?;
    if head.journal > Head::VERSION {
        return Err(JournalError::Newer);
    }
    if !head.is_of(&bitext) {
        return Err(JournalError::OtherAlignment);
    }
    let mut review = Review::new(bitext);
    let mut entries = vec![];
    for (line, text) in numbered.filter(|(_, text)| !text.trim().is_empty()) {
        let entry: Entry =
            serde_json::from_str(text).map_err(|error| JournalError::Line { line, error })?;
        let changed =
            review.act(&entry.act).map_err(|refused| JournalError::Refused { line, refused })?;
        if !entry.base.is_empty() && entry.base != changed.base {
            return Err(JournalError::OtherTexts { line, bead: changed.bead });
        }
        entries.push(entry);
    }
    Ok(Replayed { review, entries })
}
