//! What the splitter may be told.

use std::collections::BTreeSet;

/// What the splitter may be told. The default is what suits a translation memory.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct SplitOptions {
    /// A semicolon ends a segment.
    pub semicolon: bool,
    /// A colon ends a segment.
    pub colon: bool,
    /// A quotation is kept whole: no stop inside it ends a segment.
    pub keep_quotation: bool,
    /// Superscript note marks may have become bare figures behind a stop (`治理。3 但是`).
    /// [`segment`](crate::segment) turns it on for a document whose notes are numbered so.
    pub bare_note_marks: bool,
    /// What a line break inside the text means.
    pub newline: Newline,
    /// Further abbreviations, without their last dot; it never ends a segment.
    pub abbreviations: BTreeSet<String>,
}

/// What a line break inside a paragraph means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Newline {
    /// It ends a segment.
    #[default]
    Hard,
    /// It is a space.
    Soft,
    /// Two of them end a segment, one is a space.
    Double,
}
