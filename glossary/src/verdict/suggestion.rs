//! What to write in place of what was found.

use crate::index::Termbase;
use crate::termbase::concept::{Kind, Status, Term};
use crate::verdict::diff::{Change, diff};
use crate::verdict::rendering::{Rendering, Verdict};

impl Termbase {
    /// The rendering a writer is led to from what was found: for a variant the nearest approved
    /// one, else the first choice.
    pub fn suggestion(&self, rendering: &Rendering) -> Option<&Term> {
        let concept = &self.concepts()[rendering.concept];
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
        rendering.term.map(|it| self.concepts()[rendering.concept].terms[it].status)
    }
}
