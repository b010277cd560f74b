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
use crate::termbase::concept::{Concept, Origin, Term};
use crate::termbase::fault::{Fault, Grade};

/// All faults of `concepts`, in their order. The work grows with the length of the termbase.
pub fn lint(concepts: &[Concept]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for number in 0..concepts.len() {
        faults.extend(of_concept(concepts, number, &mut known));
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

/// The faults of one entry by itself, and of Chinese terms that an earlier one has too. `known` are
/// the terms so far.
fn of_concept<'a>(
    concepts: &'a [Concept],
    number: usize,
    known: &mut BTreeMap<String, usize>,
) -> impl Iterator<Item = Fault> + use<'a> {
    let concept = &concepts[number];
    let mut faults: Vec<(Grade, String)> = Vec::new();
    let mut add = |grade, message: String| faults.push((grade, message));
    if concept.chinese().next().is_none() {
        add(Grade::Fault, "the Chinese cell is empty: the entry is never looked for".into());
    }
    if concept.approved().is_empty() {
        add(Grade::Note, "there is no rendering to use: the term is not checked".into());
    }
    for Term { text, .. } in concept.chinese() {
        let form = fold(text);
        if !form.chars().any(is_han) {
            add(
                Grade::Fault,
                format!("“{text}” has no Chinese character: are the columns exchanged?"),
            );
        }
        if !concept.allow_short && form.chars().count() == 1 {
            let message = format!(
                "“{text}” is so short that it is never looked for: set allow_short to enforce it"
            );
            add(Grade::Note, message);
        }
        if let Some(mark) = renderings::separates(text) {
            let message = format!(
                "“{text}” seems to be several terms, with “{mark}” between them: it is looked for as a whole; write | between terms"
            );
            add(Grade::Note, message);
        }
        let first = *known.entry(form).or_insert(number);
        if first != number {
            let Origin { file, line } = &concepts[first].origin;
            let message = format!(
                "“{text}” stands in {file}:{line} too: any of the renderings will do; make it one entry"
            );
            add(Grade::Fault, message);
        }
    }
    faults.extend(renderings::faults(concept));
    faults.into_iter().map(|(grade, message)| fault(concept, grade, message))
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
