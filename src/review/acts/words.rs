//! An act in words.

use std::fmt;

use super::act::{Act, Half, Towards, Worth};

impl Act {
    /// The row that it is about, from 1, as the rows stood; none of undo and redo.
    pub fn bead(&self) -> Option<usize> {
        match *self {
            Self::Accept { bead, .. }
            | Self::Reopen { bead, .. }
            | Self::Reject { bead }
            | Self::Merge { bead }
            | Self::Split { bead, .. }
            | Self::Move { bead, .. }
            | Self::Shift { bead, .. }
            | Self::Edit { bead, .. }
            | Self::Drop { bead, .. }
            | Self::Comment { bead, .. }
            | Self::Flag { bead, .. }
            | Self::Lock { bead, .. }
            | Self::Finding { bead, .. }
            | Self::Realign { bead, .. } => Some(bead),
            Self::Undo | Self::Redo => None,
        }
    }
}

impl fmt::Display for Half {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::Source => "source",
            Self::Target => "target",
        })
    }
}

impl fmt::Display for Towards {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::Up => "up",
            Self::Down => "down",
        })
    }
}

/// What it does to its row.
impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Accept { to: Some(to), .. } => write!(f, "accepted, up to pair {to}"),
            Self::Accept { .. } => f.write_str("accepted"),
            Self::Reopen { to: Some(to), .. } => write!(f, "opened again, up to pair {to}"),
            Self::Reopen { .. } => f.write_str("opened again"),
            Self::Reject { .. } => f.write_str("rejected: the two sides are separate now"),
            Self::Merge { .. } => f.write_str("merged with the next pair"),
            Self::Split { .. } => f.write_str("split"),
            Self::Move { side, to, .. } => write!(f, "{side}: a sentence moved {to}"),
            Self::Shift { side, to, .. } => {
                write!(f, "{side}: this pair and those below moved {to}")
            }
            Self::Edit { side, text, .. } => write!(f, "{side}: now “{text}”"),
            Self::Drop { side: Some(side), .. } => write!(f, "{side}: dropped"),
            Self::Drop { .. } => f.write_str("dropped: in no edition and no memory"),
            Self::Comment { text, .. } => write!(f, "comment: {text}"),
            Self::Flag { on: true, .. } => f.write_str("flagged"),
            Self::Flag { .. } => f.write_str("no longer flagged"),
            Self::Lock { side, on: true, .. } => write!(f, "{side}: locked"),
            Self::Lock { side, .. } => write!(f, "{side}: no longer locked"),
            Self::Finding { worth: Worth::Waived, .. } => f.write_str("a finding was waived"),
            Self::Finding { worth: Worth::Accepted, .. } => f.write_str("a finding was accepted"),
            Self::Finding { .. } => f.write_str("a finding was opened again"),
            Self::Realign { to, .. } => write!(f, "aligned again, up to pair {to}"),
            Self::Undo => f.write_str("undone"),
            Self::Redo => f.write_str("done again"),
        }
    }
}
