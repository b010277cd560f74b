//! A conflict of two reviews, and its words.

use std::fmt;

use crate::bitext::{Bead, Bitext, State};
use crate::review::row::Status;

/// So many characters of one version are shown: a run of rows would fill more than a cell of a
/// spreadsheet takes (32,767 characters), and nobody reads it there.
const LONGEST: usize = 1000;

/// What begins each line of a comment that has one version of a conflict.
const MARK: &str = "CONFLICT 冲突: ";

/// The comment of the other rows of a conflict.
pub(super) const ABOVE: &str = "CONFLICT 冲突: ↑";

/// Where both reviews changed the same rows of the base in other ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The rows of the base, from 1 and to the last.
    pub beads: (usize, usize),
    /// The rows as the first review left them.
    pub ours: Version,
    /// The rows as the second review left them.
    pub theirs: Version,
    /// What stands there now.
    pub kept: Keep,
}

/// What stands where two reviews are in conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// What stood there before either.
    Base,
    /// What the first review left.
    Ours,
}

/// Rows as a review left them. In words: texts and decisions, the first thousand characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version(pub Vec<Reading>);

/// A row as a review left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The source text.
    pub source: String,
    /// The target text.
    pub target: String,
    /// What was decided about the row.
    pub status: Status,
}

impl Version {
    pub(super) fn new(bitext: &Bitext, beads: &[Bead]) -> Self {
        Self(beads.iter().map(|bead| Reading::new(bitext, bead)).collect())
    }

    /// The line of a comment that has it.
    pub(super) fn comment(&self) -> String {
        format!("{MARK}{self}")
    }
}

impl Reading {
    /// That of a row.
    pub fn new(bitext: &Bitext, bead: &Bead) -> Self {
        let status = match bead.state() {
            State::Rejected => Status::Rejected,
            _ => Status::of(bead),
        };
        Self { source: bitext.source_text(bead), target: bitext.target_text(bead), status }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let rows: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        let text = rows.join(" ‖ ").replace(['\n', '\r'], " ");
        match text.char_indices().nth(LONGEST) {
            Some((end, _)) => write!(f, "{}… ({})", &text[..end], self.0.len()),
            None => f.write_str(&text),
        }
    }
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "“{}” | “{}”", self.source, self.target)?;
        match self.status {
            Status::Open => Ok(()),
            decided => write!(f, " ({})", decided.shown()),
        }
    }
}

/// Whether reviews are in conflict about a row, and nobody has decided since: the row is flagged and
/// its comment has the versions.
pub(super) fn is_contested(bead: &Bead) -> bool {
    bead.is_flagged() && bead.comment().lines().any(|line| line.starts_with(MARK))
}
