//! Faults of a termbase that a check would stumble over.

mod between;
mod renderings;

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::chinese::{fold, is_han};
use crate::concept::{Concept, Origin};
use crate::english::English;
use crate::source_terms::is_short;
use crate::termbase::Termbase;

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

/// All faults of `concepts`, in their order. The work grows with the length of the termbase.
pub fn lint(concepts: &[Concept]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (number, concept) in concepts.iter().enumerate() {
        let mut add = |grade, message: String| {
            faults.push(Fault {
                file: concept.origin.file.clone(),
                line: concept.origin.line,
                grade,
                message,
            });
        };
        if concept.chinese().next().is_none() {
            add(Grade::Fault, "the Chinese cell is empty: the entry is never looked for".into());
        }
        if concept.approved().is_empty() {
            add(Grade::Note, "there is no rendering to use: the term is not checked".into());
        }
        for term in concept.chinese() {
            let form = fold(&term.text);
            if !form.chars().any(is_han) && !form.is_empty() {
                add(
                    Grade::Fault,
                    format!("“{}” has no Chinese character: are the columns exchanged?", term.text),
                );
            }
            if !concept.allow_short && is_short(&form) {
                let what = if form.chars().count() < 2 {
                    "is never looked for"
                } else {
                    "is enforced only where something stands for it"
                };
                add(
                    Grade::Note,
                    format!(
                        "“{}” is so short that it {what}: set allow_short to enforce it",
                        term.text
                    ),
                );
            }
            match known.get(&form) {
                Some(&first) if first != number => {
                    let origin = &concepts[first].origin;
                    let message = format!(
                        "“{}” stands in {}:{} too: any of the renderings will do; make it one entry",
                        term.text, origin.file, origin.line
                    );
                    add(Grade::Fault, message);
                }
                _ => {
                    known.insert(form, number);
                }
            }
        }
        for (grade, message) in renderings::faults(concept) {
            add(grade, message);
        }
    }
    faults.extend(between::faults(concepts));
    // Those of one entry stand together; the entries' own order is that of their lines.
    let place: FxHashMap<&Origin, usize> =
        concepts.iter().enumerate().map(|(at, it)| (&it.origin, at)).collect();
    let place_of = |fault: &Fault| {
        let origin = Origin { file: fault.file.clone(), line: fault.line };
        place.get(&origin).copied().unwrap_or_default()
    };
    faults.sort_by_key(place_of);
    faults
}

/// Entries that do nothing in a text: those that never occur, and those that occur only inside
/// longer terms or where their own rules exclude them. `texts` are Chinese.
pub fn unused<'a>(base: &Termbase, texts: impl IntoIterator<Item = &'a str>) -> Vec<Fault> {
    let count = base.concepts().len();
    let (mut occurs, mut shadowed) = (vec![false; count], vec![false; count]);
    for text in texts {
        let checked = base.check_unit(text, "");
        checked.renderings.iter().for_each(|it| occurs[it.concept] = true);
        checked.skipped.iter().for_each(|it| shadowed[it.concept] = true);
    }
    let concepts = base.concepts().iter().enumerate();
    concepts
        .filter(|(at, it)| {
            !occurs[*at] && it.chinese().next().is_some() && !it.approved().is_empty()
        })
        .map(|(at, it)| {
            let term = base.chinese(at);
            let message = if shadowed[at] {
                format!(
                    "“{term}” occurs only inside longer terms, or where its own rules exclude it"
                )
            } else {
                format!("“{term}” never occurs")
            };
            fault(it, Grade::Note, message)
        })
        .collect()
}

fn fault(concept: &Concept, grade: Grade, message: String) -> Fault {
    let Origin { file, line } = concept.origin.clone();
    Fault { file, line, grade, message }
}

fn words(text: &str) -> Vec<String> {
    let english = English::new(text);
    (0..english.tokens.len()).map(|at| english.folded(at).to_owned()).collect()
}

/// The beginning of a text that a message names: its length never grows with the file.
fn excerpt(text: &str) -> Cow<'_, str> {
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
fn count_step() {
    #[cfg(test)]
    STEPS.set(STEPS.get() + 1);
}

/// The steps that `work` takes.
#[cfg(test)]
fn steps_of(work: impl FnOnce()) -> usize {
    let before = STEPS.get();
    work();
    STEPS.get() - before
}
