//! How a term was rendered in one place, and what is to be said about it.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// How one occurrence of a term was rendered.
#[derive(Debug, Clone, PartialEq)]
pub struct Rendering {
    /// The concept, as a number in [`Termbase::concepts`](crate::Termbase::concepts).
    pub concept: usize,
    /// Bytes of the Chinese text; none for a forbidden rendering whose term is absent.
    pub source: Option<Range<usize>>,
    /// Bytes of the English text that the verdict is about.
    pub target: Option<Range<usize>>,
    /// What is to be said.
    pub verdict: Verdict,
    /// The concept's term that was found, or that is nearest to what was found, as a number in its `terms`.
    pub term: Option<usize>,
    /// How near, 0 to 1, for a variant.
    pub score: Option<f32>,
    /// Whether a variant may be something else altogether.
    pub doubtful: bool,
    /// Whether the Chinese term has a slip of the pen here.
    pub typo: bool,
    /// For a missing rendering or a doubtful variant: what may stand for the term here.
    pub stand_in: Option<StandIn>,
}

/// What is to be said about an occurrence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// A preferred rendering.
    Ok,
    /// An admitted rendering.
    Admitted,
    /// Something near to an approved rendering.
    Variant,
    /// Nothing.
    Missing,
    /// A forbidden rendering.
    Forbidden,
    /// A rendering that is no longer to be used.
    Superseded,
    /// It cannot be told.
    Ambiguous(Reason),
    /// The term stands here more often than its rendering.
    Repeated,
    /// Its rendering is part of, or the same as, that of another term.
    Shared,
    /// It crosses another term, which counts here.
    Crossed,
}

/// Why it cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// A pronoun, or a demonstrative and a general noun.
    Pronoun,
    /// The head of the rendering is shared in a list.
    Coordination,
    /// A short form or an initialism.
    ShortForm,
    /// The rendering stands in the unit before or after.
    Neighbor,
    /// The Chinese term is part of a longer word: 共产党 in 共产党人.
    SourceWord,
    /// The Chinese term is misspelt.
    Typo,
    /// `one` stands for the head of the rendering.
    Ellipsis,
    /// The rendering's verb or noun stands here: `collided` for `collision`.
    WordClass,
}

/// Words of the English text that may stand for a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandIn {
    /// What they are.
    pub reason: Reason,
    /// Their bytes.
    pub target: Range<usize>,
    /// Whether they are a short form in common nouns: it holds only near to a full mention.
    pub is_common: bool,
}

/// All that one unit shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Checked {
    /// The occurrences in the order of the Chinese text; then what has no source.
    pub renderings: Vec<Rendering>,
    /// Approved renderings that no occurrence here needs: a neighbour may.
    pub spare: Vec<Spare>,
    /// Occurrences that were not looked at.
    pub skipped: Vec<Skipped>,
}

/// An approved rendering without an occurrence of its term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spare {
    /// The concept.
    pub concept: usize,
    /// The bytes of the English text.
    pub target: Range<usize>,
}

/// A match of a Chinese term that does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The concept.
    pub concept: usize,
    /// The bytes of the Chinese text.
    pub source: Range<usize>,
    /// The bytes of the longer or rival match; none where the entry's own rules forbid it.
    pub by: Option<Range<usize>>,
}
