//! A termbase ready for checking.

use crate::chinese::source_terms::SourceIndex;
use crate::english::phrase::Pattern;
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
    /// A rule that is switched off.
    without: Option<&'static str>,
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
            without: None,
        })
    }

    /// Switches off one of the [`rules`](crate::rules) that excuse, and on the one that was off: what
    /// then is judged otherwise is the rule's effect.
    pub fn switch_off(&mut self, rule: &'static str) {
        self.without = Some(rule);
    }

    /// Whether a rule is not switched off.
    pub fn has(&self, rule: &str) -> bool {
        self.without != Some(rule)
    }

    /// The patterns of a concept's approved renderings, each with its term's number.
    pub(crate) fn approved(&self, concept: usize) -> impl Iterator<Item = (&Pattern, usize)> {
        let patterns = self.target.patterns_of(concept);
        patterns.filter(move |&(_, term)| self.concepts[concept].terms[term].is_approved())
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
