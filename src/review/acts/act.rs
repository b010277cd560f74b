//! One act of a reviewer.

use serde::{Deserialize, Serialize};

/// A side of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Half {
    /// The first file's.
    Source,
    /// The second file's.
    Target,
}

/// Where a sentence goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Towards {
    /// To the row above.
    Up,
    /// To the row below.
    Down,
}

/// A place in a side of a row: before this character of this sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The sentence of the side, from 0.
    pub sentence: usize,
    /// The character in it, from 0.
    #[serde(default)]
    pub offset: usize,
}

/// What a reviewer said of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Worth {
    /// It is no fault here.
    Waived,
    /// It is a fault, to be mended.
    Accepted,
    /// Nothing any more.
    Open,
}

/// What a reviewer said of a finding, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruled {
    /// What it is worth.
    pub worth: Worth,
    /// Why; empty where they did not say.
    pub reason: String,
}

/// A bead that an aligner made, by the numbers of its segments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Realigned {
    /// Source segments, from 0.
    pub source: Vec<usize>,
    /// Target segments, from 0.
    pub target: Vec<usize>,
    /// The probability that they belong together.
    pub score: f32,
}

/// One act of a reviewer, as the page sends it and the journal keeps it:
/// `{"act":"merge","bead":12}`. A bead is the number of a row as they stand now, from 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "lowercase")]
pub enum Act {
    /// The row is right: a fixed point from now on. With `to`, so are all open rows up to that one.
    Accept {
        /// The row.
        bead: usize,
        /// The last row.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<usize>,
    },
    /// Nothing is decided about the row any more, or about the rows up to `to`.
    Reopen {
        /// The row.
        bead: usize,
        /// The last row.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<usize>,
    },
    /// The two sides are no pair: they part, and stay apart in every later alignment.
    Reject {
        /// The row.
        bead: usize,
    },
    /// The row and the next are one.
    Merge {
        /// The upper row.
        bead: usize,
    },
    /// The row becomes two. A side without a place stays above.
    Split {
        /// The row.
        bead: usize,
        /// Where the source parts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<Place>,
        /// Where the target parts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        target: Option<Place>,
    },
    /// The side's first sentence goes up, or its last one down, to the neighbouring row. A row
    /// without sentences disappears.
    Move {
        /// The row that the sentence leaves.
        bead: usize,
        /// The side.
        side: Half,
        /// Where to.
        to: Towards,
    },
    /// The side of the row and of all rows below goes up or down by a row, up to the next pin: a row
    /// that was accepted or dropped.
    Shift {
        /// The first row whose side moves.
        bead: usize,
        /// The side.
        side: Half,
        /// Where to.
        to: Towards,
    },
    /// The side reads so now.
    Edit {
        /// The row.
        bead: usize,
        /// The side.
        side: Half,
        /// The whole new text of the side.
        text: String,
    },
    /// A side, or both, is in no edition and no memory. It stays in the alignment.
    Drop {
        /// The row.
        bead: usize,
        /// The side; both without it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        side: Option<Half>,
    },
    /// What there is to say about the row; the empty text takes it back.
    Comment {
        /// The row.
        bead: usize,
        /// The whole comment.
        text: String,
    },
    /// Somebody is to look at the row again.
    Flag {
        /// The row.
        bead: usize,
        /// Whether so.
        #[serde(default = "yes")]
        on: bool,
    },
    /// The text of the side may not be edited any more, in this row or in those up to `to`.
    Lock {
        /// The row.
        bead: usize,
        /// The last row.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<usize>,
        /// The side.
        side: Half,
        /// Whether so.
        #[serde(default = "yes")]
        on: bool,
    },
    /// What a finding of the row is worth.
    Finding {
        /// The row.
        bead: usize,
        /// The finding's name.
        fingerprint: String,
        /// What it is worth.
        worth: Worth,
        /// Why.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// The rows are aligned again, and these are their beads: an act carries them, so that a journal
    /// gives the same state whatever the aligner's version.
    Realign {
        /// The first row.
        bead: usize,
        /// The last row.
        to: usize,
        /// The beads that take their place.
        beads: Vec<Realigned>,
    },
    /// The last act that is not undone is undone.
    Undo,
    /// The last act that was undone is done again.
    Redo,
}

fn yes() -> bool {
    true
}
