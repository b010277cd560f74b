//! What is wrong with an entry or a file of a termbase.

/// How much a fault matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// For information.
    Note,
    /// The entry does not do what it seems to.
    Fault,
}

/// A fault of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// How much it matters.
    pub grade: Grade,
    /// What is wrong and what to do.
    pub message: String,
}
