//! Faults among the renderings of one entry.

use daachorse::DoubleArrayAhoCorasick;
use rustc_hash::FxHashMap;

use crate::han::is_han;
use crate::lint::entry::{count_step, excerpt, words};
use crate::termbase::concept::{Concept, Status, Term};
use crate::termbase::fault::Grade;

/// The faults of an entry's English terms, in their order.
pub(super) fn faults(concept: &Concept) -> Vec<(Grade, String)> {
    let terms: Vec<&Term> = concept.english().collect();
    let keys: Vec<String> = terms.iter().map(|term| key(&term.text)).collect();
    let within = approved_around(&terms, &keys);
    // The terms seen so far: whether one that may be used was among them, and one that may not.
    let mut seen: FxHashMap<&str, [bool; 2]> = FxHashMap::default();
    let mut spelt: FxHashMap<String, &str> = FxHashMap::default();
    let mut faults = Vec::new();
    for (at, (term, key)) in terms.iter().zip(&keys).enumerate() {
        let text = &term.text;
        faults.extend(of_text(text));
        let seen = seen.entry(key).or_default();
        let own = usize::from(term.is_approved());
        if seen[1 - own] {
            faults.push((Grade::Fault, format!("“{text}” is both approved and not")));
        } else if seen[own] {
            faults.push((Grade::Note, format!("“{text}” is given twice")));
        }
        seen[own] = true;
        if own == 1 {
            spelt.entry(letters(text)).or_insert(text);
        }
        if let Some(around) = within.get(&at) {
            let around = excerpt(&terms[*around].text);
            faults.push((
                Grade::Note,
                format!("the forbidden “{text}” is part of the approved “{around}”, and counts only outside of it"),
            ));
        }
    }
    for term in terms.iter().filter(|it| !it.is_approved()) {
        let text = &term.text;
        if let Some(approved) = spelt.get(&letters(text)).filter(|it| **it != text) {
            let message = format!(
                "the forbidden “{text}” is the approved “{approved}” but for a blank, a hyphen or capitals, and counts only as it is written"
            );
            faults.push((Grade::Note, message));
        }
    }
    faults
}

/// The letters and digits of a text, in lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn of_text(text: &str) -> Vec<(Grade, String)> {
    let mut faults = Vec::new();
    if text.chars().any(is_han) {
        let message = format!("“{text}” mixes Chinese and English: are the columns exchanged?");
        faults.push((Grade::Fault, message));
    }
    if text.starts_with(['=', '+', '@']) {
        faults.push((Grade::Fault, format!("“{text}” looks like a formula of a spreadsheet")));
    }
    if let Some(mark) = separates(text) {
        let message = format!(
            "“{text}” seems to be several renderings, with “{mark}” between them: it is looked for as a whole; write | between renderings"
        );
        faults.push((Grade::Note, message));
    }
    if text.chars().any(is_invisible) {
        let text = text.escape_default();
        let message = format!("“{text}” holds an invisible character: type it anew");
        faults.push((Grade::Fault, message));
    }
    faults
}

/// What seems to stand between several terms in a cell. A slash between words of letters does, but
/// for `and/or`, and names such as `TCP/IP` and `I/O`.
pub(super) fn separates(text: &str) -> Option<char> {
    if let Some(mark) = text.chars().find(|c| matches!(c, ';' | '；')) {
        return Some(mark);
    }
    let is_word = |word: &str| {
        let letters = word.chars().filter(|c| c.is_alphabetic());
        let is_lower = word.chars().all(|c| !c.is_uppercase());
        letters.count() >= 3 && is_lower || word.chars().any(is_han)
    };
    let slash = text.char_indices().filter(|(_, c)| matches!(c, '/' | '／'));
    let parts = |at: usize, slash: char| {
        let before = text[..at].trim_end().rsplit(' ').next().unwrap_or_default();
        let after =
            text[at + slash.len_utf8()..].trim_start().split(' ').next().unwrap_or_default();
        (before, after)
    };
    slash
        .filter(|&(at, slash)| {
            let (before, after) = parts(at, slash);
            is_word(before) && is_word(after)
        })
        .map(|(_, slash)| slash)
        .next()
}

/// Control characters, and those that take no place and are not seen.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// The words of a text, each between two marks that no word holds.
fn key(text: &str) -> String {
    format!("\n{}\n", words(text).join("\n"))
}

/// For each forbidden rendering, the first approved one whose words hold its words and more.
///
/// One automaton of all forbidden ones runs over each approved one.
fn approved_around(terms: &[&Term], keys: &[String]) -> FxHashMap<usize, usize> {
    let mut forbidden: FxHashMap<&str, usize> = FxHashMap::default();
    for (at, term) in terms.iter().enumerate() {
        if term.status == Status::Forbidden {
            forbidden.entry(&keys[at]).or_insert(at);
        }
    }
    let mut around = FxHashMap::default();
    let (patterns, places): (Vec<&str>, Vec<usize>) = forbidden.into_iter().unzip();
    // An automaton of nothing is an error.
    let Ok(automaton) = DoubleArrayAhoCorasick::<u32>::new(&patterns) else { return around };
    for approved in (0..terms.len()).filter(|at| terms[*at].is_approved()) {
        for hit in automaton.find_overlapping_iter(&keys[approved]) {
            count_step();
            if hit.end() - hit.start() < keys[approved].len() {
                around.entry(places[hit.value() as usize]).or_insert(approved);
            }
        }
    }
    around
}
