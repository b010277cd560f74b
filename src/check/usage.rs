//! How often each term stands in the units, and how it was rendered.

use std::collections::BTreeMap;

use diptych_glossary::{Rendering, Termbase, Verdict};

use crate::check::unit::Unit;

/// How a document uses one term. An occurrence counts once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Usage {
    /// The entry's place in the termbase.
    pub concept: usize,
    /// The Chinese term.
    pub term: String,
    /// The renderings that would be right, best first.
    pub expected: Vec<String>,
    /// Rendered by the first choice or another preferred form.
    pub approved: usize,
    /// Rendered by an admitted form.
    pub admitted: usize,
    /// Rendered by a wrong form, or not at all.
    pub wrong: usize,
    /// It cannot be told.
    pub ambiguous: usize,
    /// The number of the first unit that has the term.
    pub first: Option<usize>,
    /// The number of the last one.
    pub last: Option<usize>,
}

impl Usage {
    /// How many times the term stands in the document.
    pub fn occurrences(&self) -> usize {
        self.approved + self.admitted + self.wrong + self.ambiguous
    }
}

/// The usage while units come in.
#[derive(Debug, Default)]
pub(super) struct Uses(BTreeMap<usize, Usage>);

impl Uses {
    /// Takes the next rendering; a forbidden rendering without its term is no occurrence.
    pub(super) fn see(&mut self, unit: &Unit, rendering: &Rendering) {
        if rendering.source.is_none() {
            return;
        }
        let usage = self.0.entry(rendering.concept).or_default();
        let count = match rendering.verdict {
            Verdict::Ok => &mut usage.approved,
            Verdict::Admitted => &mut usage.admitted,
            Verdict::Forbidden | Verdict::Superseded | Verdict::Missing | Verdict::Variant => {
                &mut usage.wrong
            }
            Verdict::Ambiguous(_) | Verdict::Repeated | Verdict::Shared | Verdict::Crossed => {
                &mut usage.ambiguous
            }
        };
        *count += 1;
        usage.first.get_or_insert(unit.number);
        usage.last = Some(unit.number);
    }

    /// The usage of every entry, in the order of the termbase; those that never occur too.
    pub(super) fn finish(mut self, base: &Termbase) -> Vec<Usage> {
        let concepts = 0..base.concepts().len();
        let of = |concept| Usage {
            concept,
            term: base.chinese(concept).to_owned(),
            expected: base.expected(concept),
            ..self.0.remove(&concept).unwrap_or_default()
        };
        concepts.map(of).filter(|it| !it.term.is_empty()).collect()
    }
}
