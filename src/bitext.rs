//! A bitext: two texts and their beads, as everything after alignment sees it.

use diptych_segments::{Lang, Role};

/// One side's name and language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The file name without its folder; empty where unknown.
    pub file: String,
    /// The language.
    pub lang: Lang,
    /// The BCP 47 code to write (`zh-CN`, `zh-TW`, `en-US`, or what the user gave).
    pub code: String,
}

/// Two texts and their beads: the saved alignment, and the input of every check and output.
///
/// Law: every numbered segment of both sides stands in exactly one bead.
#[derive(Debug, Clone, PartialEq)]
pub struct Bitext {
    /// The first file.
    pub source: Side,
    /// The second file.
    pub target: Side,
    /// In output order; bead `n` (from 1) is `beads[n - 1]`.
    pub beads: Vec<Bead>,
}

/// A group of segments that translate one another.
#[derive(Debug, Clone, PartialEq)]
pub struct Bead {
    /// The source segments.
    pub source: Cell,
    /// The target segments.
    pub target: Cell,
    /// The probability that exactly these segments belong together, 0 to 1.
    pub score: f32,
    /// What the segments are in their document.
    pub role: Role,
    /// Whether a person has confirmed it: a fixed point of every later alignment.
    pub accepted: bool,
}

/// One side of a bead.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// Segment numbers, from 0, ascending.
    pub ids: Vec<usize>,
    /// The text of each segment in `ids`, in that order.
    pub segments: Vec<String>,
    /// The paragraph (from 0, counted on this side) that the first segment belongs to, where known.
    pub paragraph: Option<usize>,
    /// The note's own label, where the bead is a note.
    pub label: Option<String>,
}

impl Cell {
    /// The segments joined as the language joins them; `""` for an empty side.
    pub fn text(&self, lang: Lang) -> String {
        self.segments.join(lang.joint())
    }

    /// Whether the side has no segment.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}

impl Bitext {
    /// The source text of `bead`, joined.
    pub fn source_text(&self, bead: &Bead) -> String {
        bead.source.text(self.source.lang)
    }

    /// The target text of `bead`, joined.
    pub fn target_text(&self, bead: &Bead) -> String {
        bead.target.text(self.target.lang)
    }
}
