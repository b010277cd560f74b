//! Faults of a termbase that a check would stumble over.

use std::collections::BTreeMap;

use crate::chinese::{fold, is_han};
use crate::concept::{Concept, Status};
use crate::english::English;
use crate::source_terms::is_short;

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

/// All faults of `concepts`, in their order.
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
        for message in english_faults(concept) {
            add(message.0, message.1);
        }
    }
    faults
}

fn english_faults(concept: &Concept) -> Vec<(Grade, String)> {
    let mut faults = Vec::new();
    let words = |text: &str| {
        let english = English::new(text);
        (0..english.tokens.len()).map(|at| english.folded(at).to_owned()).collect::<Vec<_>>()
    };
    let terms: Vec<_> = concept.english().collect();
    for (at, term) in terms.iter().enumerate() {
        let text = &term.text;
        if text.chars().any(is_han) {
            faults.push((
                Grade::Fault,
                format!("“{text}” mixes Chinese and English: are the columns exchanged?"),
            ));
        }
        if text.starts_with(['=', '+', '@']) {
            faults.push((Grade::Fault, format!("“{text}” looks like a formula of a spreadsheet")));
        }
        if text.chars().any(char::is_control) {
            faults.push((
                Grade::Fault,
                format!("“{}” holds a control character", text.escape_debug()),
            ));
        }
        for other in &terms[..at] {
            let (a, b) = (words(&other.text), words(text));
            if a == b {
                let grade = if other.is_approved() == term.is_approved() {
                    Grade::Note
                } else {
                    Grade::Fault
                };
                let what = if grade == Grade::Fault {
                    "is both approved and not"
                } else {
                    "is given twice"
                };
                faults.push((grade, format!("“{text}” {what}")));
            } else if term.status == Status::Forbidden
                && other.is_approved()
                && a.windows(b.len().max(1)).any(|it| it == b.as_slice())
            {
                faults.push((
                    Grade::Note,
                    format!("the forbidden “{text}” is part of the approved “{}”, and counts only outside of it", other.text),
                ));
            }
        }
    }
    faults
}
