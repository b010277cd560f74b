//! What the faults of one entry are made of.

use std::borrow::Cow;

use crate::english::tokens::English;
use crate::termbase::concept::{Concept, Origin};
use crate::termbase::fault::{Fault, Grade};

/// A fault of an entry.
pub(super) fn fault(concept: &Concept, grade: Grade, message: String) -> Fault {
    let Origin { file, line } = concept.origin.clone();
    Fault { file, line, grade, message }
}

pub(super) fn words(text: &str) -> Vec<String> {
    let english = English::new(text);
    (0..english.tokens.len()).map(|at| english.folded(at).to_owned()).collect()
}

/// The beginning of a text that a message names: its length never grows with the file.
pub(super) fn excerpt(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Tests hold the work, not the time: every comparison that could grow faster than its input is
/// counted here.
pub(super) fn count_step() {
    #[cfg(test)]
    STEPS.set(STEPS.get() + 1);
}

/// The steps that `work` takes.
#[cfg(test)]
pub(super) fn steps_of(work: impl FnOnce()) -> usize {
    let before = STEPS.get();
    work();
    STEPS.get() - before
}
