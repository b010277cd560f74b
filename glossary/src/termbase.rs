//! A termbase ready for checking.

use crate::chinese::Folded;
use crate::concept::{Concept, Kind, Status, Term};
use crate::decide;
use crate::diff::{Change, diff};
use crate::english::English;
use crate::error::Error;
use crate::rendering::{Checked, Rendering, Verdict};
use crate::source_terms::SourceIndex;
use crate::target_spans::TargetIndex;

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

    /// How every term in `chinese` is rendered in `english`.
    pub fn check(&self, chinese: &str, english: &str) -> Vec<Rendering> {
        self.check_unit(chinese, english).renderings
    }

    /// As [`check`](Self::check), with what a check over many units needs.
    pub fn check_unit(&self, chinese: &str, english: &str) -> Checked {
        decide::decide(self, chinese, &Folded::new(chinese), english, &English::new(english))
    }

    /// The renderings that would be right for a concept, best first.
    pub fn expected(&self, concept: usize) -> Vec<String> {
        self.concepts[concept].approved().into_iter().map(|term| term.text.clone()).collect()
    }

    /// The Chinese term of a concept that a piece of text stands for.
    pub fn chinese(&self, concept: usize) -> &str {
        self.concepts[concept].chinese().next().map_or("", |term| &term.text)
    }

    /// The rendering a writer is led to from what was found: for a variant the nearest approved
    /// one, else the first choice.
    pub fn suggestion(&self, rendering: &Rendering) -> Option<&Term> {
        let concept = &self.concepts[rendering.concept];
        let near = rendering.term.map(|it| &concept.terms[it]).filter(|it| it.is_approved());
        near.or_else(|| concept.approved().into_iter().find(|it| it.kind == Kind::Full))
    }

    /// A word diff from what was found to the suggestion.
    pub fn diff(&self, rendering: &Rendering, found: &str) -> Option<Vec<(Change, String)>> {
        let wrong = matches!(
            rendering.verdict,
            Verdict::Variant | Verdict::Forbidden | Verdict::Superseded
        );
        let suggestion = self.suggestion(rendering).filter(|_| wrong)?;
        Some(diff(found, &suggestion.text))
    }

    /// The status of the term that was found.
    pub fn status(&self, rendering: &Rendering) -> Option<Status> {
        rendering.term.map(|it| self.concepts[rendering.concept].terms[it].status)
    }
}
