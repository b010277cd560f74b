//! Faults of a termbase that a check would stumble over.

mod between;
mod entry;
mod renderings;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::chinese::folded::fold;
use crate::han::is_han;
use crate::index::Termbase;
use crate::lint::entry::fault;
use crate::termbase::concept::{Concept, Origin};
use crate::termbase::fault::{Fault, Grade};

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
            if !form.chars().any(is_han) {
                add(
                    Grade::Fault,
                    format!("“{}” has no Chinese character: are the columns exchanged?", term.text),
                );
            }
            if !concept.allow_short && form.chars().count() == 1 {
                let text = &term.text;
                let message = format!(
                    "“{text}” is so short that it is never looked for: set allow_short to enforce it"
                );
                add(Grade::Note, message);
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
