//! Faults of a termbase that a check would stumble over.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::chinese::{fold, is_han};
use crate::concept::{Concept, Origin, Status};
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
    faults.extend(between_entries(concepts));
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

/// Renderings that are those of another entry, or the end of one of its renderings though the
/// Chinese term is no part of that entry's.
fn between_entries(concepts: &[Concept]) -> Vec<Fault> {
    let mut owners: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    let mut phrases: Vec<(usize, &str, Vec<String>)> = Vec::new();
    for (number, concept) in concepts.iter().enumerate() {
        for term in concept.approved() {
            let words = words(&term.text);
            let owners = owners.entry(words.join(" ")).or_default();
            if !owners.contains(&number) {
                owners.push(number);
            }
            phrases.push((number, &term.text, words));
        }
    }
    let names =
        |number: usize| concepts[number].chinese().map(|it| fold(&it.text)).collect::<Vec<_>>();
    let mut faults = Vec::new();
    let mut ends: BTreeMap<usize, Vec<(usize, &str)>> = BTreeMap::new();
    for (number, text, words) in &phrases {
        let of_same = owners.get(&words.join(" ")).into_iter().flatten().filter(|it| *it < number);
        for &other in of_same.filter(|it| names(**it) != names(*number)) {
            let origin = &concepts[other].origin;
            faults.push(fault(
                &concepts[*number],
                Grade::Note,
                format!("“{text}” renders the term of {}:{} too", origin.file, origin.line),
            ));
        }
        for start in 1..words.len() {
            for &other in owners.get(&words[start..].join(" ")).into_iter().flatten() {
                let (long, short) = (names(*number), names(other));
                let is_nested = short.iter().any(|it| long.iter().any(|long| long.contains(it)));
                if other != *number && !is_nested {
                    ends.entry(other).or_default().push((*number, text));
                }
            }
        }
    }
    for (short, longer) in ends {
        let (number, text) = longer[0];
        let more = match longer.len() - 1 {
            0 => String::new(),
            more => format!(" and of {more} more"),
        };
        let origin = &concepts[number].origin;
        faults.push(fault(
            &concepts[short],
            Grade::Note,
            format!(
                "a rendering is the end of “{text}” ({}:{}){more}: inside it, it counts for that term",
                origin.file, origin.line
            ),
        ));
    }
    faults
}

fn words(text: &str) -> Vec<String> {
    let english = English::new(text);
    (0..english.tokens.len()).map(|at| english.folded(at).to_owned()).collect()
}

/// Control characters, and those that take no place and are not seen.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

fn english_faults(concept: &Concept) -> Vec<(Grade, String)> {
    let mut faults = Vec::new();
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
        if text.chars().any(is_invisible) {
            faults.push((
                Grade::Fault,
                format!("“{}” holds an invisible character: type it anew", text.escape_default()),
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
