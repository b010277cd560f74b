//! Strings of Chinese characters that may be terms.

use std::collections::BTreeSet;

use diptych_segments::is_han;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::lexicon::function_words;

/// The longest candidate in characters.
const LONGEST: usize = 12;
/// How many different characters must stand on each side; the edges of a clause count each for one.
const VARIETY: usize = 2;

/// What neither begins nor ends a term: particles, pronouns, prepositions. Others of their kind are
/// parts of words as well (大会, 土地, 者).
const NO_EDGE: &str = "的了是在它这那就也都和与着过得其而以于为又还很把被给让从到对向吗呢吧啊呀么且并所或及只便才却更最再将由已该此各";

/// A string that may be a term.
pub(super) struct Term {
    pub(super) text: String,
    pub(super) count: usize,
    pub(super) rank: f64,
    /// The units it stands in, ascending.
    pub(super) units: Vec<u32>,
}

#[derive(Default)]
struct Seen {
    count: usize,
    units: Vec<u32>,
    before: BTreeSet<char>,
    after: BTreeSet<char>,
    edges: [usize; 2],
}

/// The strings that stand `least` times or more, by C-value, the highest first.
pub(super) fn terms(texts: &[&str], least: usize) -> Vec<Term> {
    let mut seen: FxHashMap<String, Seen> = FxHashMap::default();
    // Strings of one length are looked at after those one shorter: what is rare has no frequent
    // longer ones, so that memory follows what is kept.
    for length in 2..=LONGEST + 1 {
        let mut longer: FxHashMap<String, Seen> = FxHashMap::default();
        for (unit, text) in (0..).zip(texts) {
            for clause in clauses(text) {
                for at in 0..(clause.len() + 1).saturating_sub(length) {
                    let inside: String = clause[at..at + length - 1].iter().collect();
                    if length > 2 && seen.get(&inside).is_none_or(|it| it.count < least) {
                        continue;
                    }
                    let string: String = clause[at..at + length].iter().collect();
                    let it = longer.entry(string).or_default();
                    it.count += 1;
                    if it.units.last() != Some(&unit) {
                        it.units.push(unit);
                    }
                    match at.checked_sub(1).map(|it| clause[it]) {
                        Some(c) => _ = it.before.insert(c),
                        None => it.edges[0] += 1,
                    }
                    match clause.get(at + length) {
                        Some(&c) => _ = it.after.insert(c),
                        None => it.edges[1] += 1,
                    }
                }
            }
        }
        longer.retain(|_, it| it.count >= least);
        if longer.is_empty() {
            break;
        }
        seen.extend(longer);
    }
    ranked(&seen)
}

/// The runs of Chinese characters.
fn clauses(text: &str) -> Vec<Vec<char>> {
    text.split(|c: char| !is_han(c))
        .filter(|it| !it.is_empty())
        .map(|it| it.chars().collect())
        .collect()
}

/// Whether a string has the edges of a term.
fn is_whole(string: &str, seen: &Seen) -> bool {
    let variety = |sides: &BTreeSet<char>, edges: usize| sides.len() + edges >= VARIETY;
    let mut chars = string.chars();
    let ends = [chars.next(), chars.next_back()];
    let is_function = |c: char| NO_EDGE.contains(c);
    string.chars().count() <= LONGEST
        && variety(&seen.before, seen.edges[0])
        && variety(&seen.after, seen.edges[1])
        && !ends.into_iter().flatten().any(is_function)
        && !function_words::is_chinese(string)
}

fn ranked(seen: &FxHashMap<String, Seen>) -> Vec<Term> {
    let whole: FxHashSet<&String> =
        seen.iter().filter(|(string, it)| is_whole(string, it)).map(|it| it.0).collect();
    // How often each stands inside longer ones, and inside how many of them.
    let mut nested: FxHashMap<String, (usize, usize)> = FxHashMap::default();
    for string in &whole {
        let chars: Vec<char> = string.chars().collect();
        let mut inside: BTreeSet<String> = BTreeSet::new();
        for length in 2..chars.len() {
            inside.extend(chars.windows(length).map(|it| it.iter().collect::<String>()));
        }
        for part in inside {
            let it = nested.entry(part).or_default();
            *it = (it.0 + seen[*string].count, it.1 + 1);
        }
    }
    let mut terms: Vec<Term> = whole
        .into_iter()
        .filter_map(|string| {
            let it = &seen[string];
            let (inside, longer) = nested.get(string).copied().unwrap_or_default();
            let outside =
                it.count as f64 - if longer > 0 { inside as f64 / longer as f64 } else { 0.0 };
            let rank = (string.chars().count() as f64).log2() * outside;
            (rank > 0.0).then(|| Term {
                text: string.clone(),
                count: it.count,
                rank,
                units: it.units.clone(),
            })
        })
        .collect();
    terms.sort_by(|a, b| b.rank.total_cmp(&a.rank).then_with(|| a.text.cmp(&b.text)));
    terms
}
