//! A termbase ready for checking.

use crate::chinese::source_terms::SourceIndex;
use crate::english::renderings::TargetIndex;
use crate::termbase::concept::{Concept, Term};
use crate::termbase::error::Error;

/// Concepts, and the indexes that find their terms in texts.
pub struct Termbase {
    concepts: Vec<Concept>,
    /// Which concepts have an approved rendering.
    checkable: Vec<bool>,
    pub(crate) source: SourceIndex,
    pub(crate) target: TargetIndex,
}

impl Termbase {
    /// Indexes concepts. Those without a Chinese or an English term are kept and never checked.
    ///
    /// # Errors
    /// More terms than the index holds.
    pub fn new(concepts: Vec<Concept>) -> Result<Self, Error> {
        Ok(Self {
            source: SourceIndex::new(&concepts)?,
            target: TargetIndex::new(&concepts),
            checkable: concepts.iter().map(|it| it.english().any(Term::is_approved)).collect(),
            concepts,
        })
    }

    /// The concepts in the order they were given.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// Whether a concept has a rendering to check for.
    pub(crate) fn is_checkable(&self, concept: usize) -> bool {
        self.checkable[concept]
    }

    /// The renderings that would be right for a concept, best first.
    pub fn expected(&self, concept: usize) -> Vec<String> {
        self.concepts[concept].approved().into_iter().map(|term| term.text.clone()).collect()
    }

    /// The Chinese term of a concept that a piece of text stands for.
    pub fn chinese(&self, concept: usize) -> &str {
        self.concepts[concept].chinese().next().map_or("", |term| &term.text)
    }
}
