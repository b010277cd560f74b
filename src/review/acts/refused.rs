//! Why an act is refused.

/// Why an act is refused. The state stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// There is no such row.
    #[error("there is no pair {bead}: the last one is {last}")]
    NoSuchBead {
        /// The number given.
        bead: usize,
        /// The number of the last row.
        last: usize,
    },
    /// The last row of a range stands before the first.
    #[error("pair {to} stands before pair {bead}")]
    Backwards {
        /// The first row.
        bead: usize,
        /// The last row.
        to: usize,
    },
    /// No row stands there, or it belongs to another chapter or to the notes.
    #[error("pair {bead} has no neighbour there that its sentences could join")]
    NoNeighbour {
        /// The row.
        bead: usize,
    },
    /// The side of the row has no sentence.
    #[error("this side of pair {bead} is empty")]
    Empty {
        /// The row.
        bead: usize,
    },
    /// The row has one side only.
    #[error("pair {bead} has a text on one side only: there is nothing to separate")]
    OneSided {
        /// The row.
        bead: usize,
    },
    /// There is no such place in the side, or one of the two rows would be empty.
    #[error("pair {bead} cannot be split there")]
    NoSuchPlace {
        /// The row.
        bead: usize,
    },
    /// The row was accepted or dropped, and is not to move.
    #[error("pair {bead} is accepted or dropped and stays as it is: reopen it first")]
    Pinned {
        /// The row.
        bead: usize,
    },
    /// The text of this side may not be edited.
    #[error("this side of pair {bead} is locked")]
    Locked {
        /// The row.
        bead: usize,
    },
    /// The new text has no character.
    #[error("an edit cannot empty a text: drop this side of pair {bead} instead")]
    NoText {
        /// The row.
        bead: usize,
    },
    /// The act changes nothing.
    #[error("this changes nothing: pair {bead} is already like this")]
    Unchanged {
        /// The row.
        bead: usize,
    },
    /// The beads of an alignment are not of the same segments as the rows, or move a pin.
    #[error(
        "the new alignment of the pairs from {bead} to {to} has other sentences or moves what is accepted"
    )]
    OtherSentences {
        /// The first row.
        bead: usize,
        /// The last row.
        to: usize,
    },
    /// A score of an alignment is no probability.
    #[error("the new alignment of pair {bead} and those below has a score that is not from 0 to 1")]
    NoProbability {
        /// The first row.
        bead: usize,
    },
    /// There is no act to undo.
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// There is no act to do again.
    #[error("there is nothing to redo")]
    NothingToRedo,
}
