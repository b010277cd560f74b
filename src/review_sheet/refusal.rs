//! Why a sheet is refused: what a person must mend in which row.

use std::fmt;

/// Why a sheet is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A row is about a bead that the alignment does not have.
    NoSuchBead {
        /// The row of the sheet, from 1.
        row: usize,
        /// The number it gives.
        bead: usize,
    },
    /// The first row has no bead number, or is to be merged with a row above it.
    NothingAbove {
        /// The row of the sheet, from 1.
        row: usize,
    },
    /// A sentence stands nowhere any more.
    Lost {
        /// `source` or `target`.
        side: &'static str,
        /// The rows of its bead; none where they were deleted.
        rows: Vec<usize>,
        /// The number of its bead.
        bead: usize,
        /// The sentence.
        text: String,
    },
    /// A row holds question marks in the place of a sentence.
    Garbled {
        /// `source` or `target`.
        side: &'static str,
        /// The row.
        row: usize,
        /// The number of the bead that the sentence belongs to.
        bead: usize,
        /// The sentence.
        text: String,
    },
    /// A sentence stands in two places.
    Repeated {
        /// `source` or `target`.
        side: &'static str,
        /// The row that repeats it.
        row: usize,
        /// The number of the bead that it belongs to.
        bead: usize,
        /// The sentence.
        text: String,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::NoSuchBead { row, bead } => {
                write!(f, "row {row}: the alignment has no bead {bead}: is this its sheet?")
            }
            Self::NothingAbove { row } => {
                write!(f, "row {row}: there is no row above that it could belong to")
            }
            Self::Lost { side, rows, bead, text } => {
                match rows.as_slice() {
                    [] => write!(f, "the row of bead {bead} is gone")?,
                    [row] => write!(f, "row {row} (bead {bead})")?,
                    [first, .., last] => write!(f, "rows {first} to {last} (bead {bead})")?,
                }
                write!(
                    f,
                    ": the {side} sentence “{text}” would be lost: put it back, or set the row to `rejected` to part the sides"
                )
            }
            Self::Garbled { side, row, bead, text } => {
                write!(
                    f,
                    "row {row}: has question marks in the place of the {side} sentence “{text}” of bead {bead}: \
                     the program that saved the sheet has no Chinese in its encoding; save it as .xlsx or as CSV in UTF-8"
                )
            }
            Self::Repeated { side, row, bead, text } => {
                write!(
                    f,
                    "row {row}: repeats the {side} sentence “{text}” of bead {bead}: leave it in one place"
                )
            }
        }
    }
}
