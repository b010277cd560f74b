//! Slips of the pen in Chinese terms: one character too many, too few or wrong, or two exchanged.

use std::ops::Range;

use daachorse::CharwiseDoubleArrayAhoCorasick;
use rustc_hash::FxHashMap;

use crate::han::is_han;
use crate::span::overlap;
use crate::termbase::error::Error;

/// Shorter terms have too many true neighbours.
const SHORTEST: usize = 5;

/// Characters whose exchange makes another term, not a slip: numbers, negations, opposites and
/// particles that may come and go.
const TELLING: &str = "零〇一二三四五六七八九十百千万亿两第不非无未反多单双大小上下中前后左右内外新旧高低\
                       东西南北男女老少软硬公私主副正负进出入的地得之与和及或并、，";

/// Finds slips. One slip leaves the beginning or the end of a term whole, so the halves are looked
/// for and what is around them is compared.
pub(crate) struct TypoIndex {
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
    /// For each half: the terms it begins (`true`) or ends.
    halves: Vec<Vec<(usize, bool)>>,
    terms: Vec<Vec<char>>,
}

impl TypoIndex {
    pub(crate) fn new(terms: &[String]) -> Result<Self, Error> {
        let terms: Vec<Vec<char>> = terms.iter().map(|it| it.chars().collect()).collect();
        let mut places: FxHashMap<String, usize> = FxHashMap::default();
        let mut halves: Vec<Vec<(usize, bool)>> = Vec::new();
        let mut forms = Vec::new();
        for (at, term) in terms.iter().enumerate() {
            if term.len() < SHORTEST || !term.iter().all(|&c| is_han(c)) {
                continue;
            }
            let half = (term.len() - 1) / 2;
            for (piece, begins) in [(&term[..half], true), (&term[term.len() - half..], false)] {
                let piece: String = piece.iter().collect();
                let place = *places.entry(piece.clone()).or_insert_with(|| {
                    forms.push(piece);
                    halves.push(Vec::new());
                    halves.len() - 1
                });
                halves[place].push((at, begins));
            }
        }
        let automaton = CharwiseDoubleArrayAhoCorasick::new(&forms).map_err(Error::too_many)?;
        Ok(Self { automaton, halves, terms })
    }

    /// Slips in a folded text: their bytes, which term is meant, and whether two characters are
    /// exchanged. Each place once.
    pub(crate) fn find(&self, text: &str) -> Vec<(Range<usize>, usize, bool)> {
        let mut found: Vec<(Range<usize>, usize, bool)> = Vec::new();
        for hit in self.automaton.find_overlapping_iter(text) {
            for &(term, begins) in &self.halves[hit.value() as usize] {
                let letters = &self.terms[term];
                let place = if begins {
                    slip(letters.iter().copied(), letters.len(), text[hit.start()..].chars())
                        .map(|(bytes, it)| (hit.start()..hit.start() + bytes, it))
                } else {
                    let before = text[..hit.end()].chars().rev();
                    slip(letters.iter().rev().copied(), letters.len(), before)
                        .map(|(bytes, it)| (hit.end() - bytes..hit.end(), it))
                };
                if let Some((place, exchanged)) = place
                    && !found.iter().any(|(it, _, _)| overlap(it, &place))
                {
                    found.push((place, term, exchanged));
                }
            }
        }
        found.sort_by_key(|(it, _, _)| it.start);
        found
    }
}

#[allow(clippy::needless_pass_by_value, reason = "the iterators are made for the call")]
/// How many bytes of `text` are `term` with one slip, where both begin alike. The slip is neither in the
/// first character nor (unless two are exchanged) in the last one.
fn slip(
    term: impl Iterator<Item = char> + Clone,
    length: usize,
    text: impl Iterator<Item = char> + Clone,
) -> Option<(usize, bool)> {
    let (mut rest, mut there) = (term, text);
    let (mut bytes, mut same) = (0, 0);
    loop {
        let (before_term, before_text) = (rest.clone(), there.clone());
        match (rest.next(), there.next()) {
            (Some(a), Some(b)) if a == b => {
                bytes += b.len_utf8();
                same += 1;
            }
            (Some(wanted), Some(is)) => {
                return after_difference(before_term, before_text, wanted, is, length - same)
                    .map(|(more, exchanged)| (bytes + more, exchanged));
            }
            _ => return None,
        }
    }
}

#[allow(clippy::needless_pass_by_value, reason = "the iterators are made for the call")]
/// As [`slip`], from the first difference on; `left` characters of the term are left.
fn after_difference(
    term: impl Iterator<Item = char> + Clone,
    text: impl Iterator<Item = char> + Clone,
    wanted: char,
    is: char,
    left: usize,
) -> Option<(usize, bool)> {
    let bytes = |count: usize| text.clone().take(count).map(char::len_utf8).sum::<usize>();
    let equal = |skip_term: usize, skip_text: usize| {
        let mut there = text.clone().skip(skip_text);
        term.clone().skip(skip_term).all(|c| there.next() == Some(c))
    };
    let exchanged = {
        let (mut a, mut b) = (term.clone(), text.clone());
        let (first, second) = (a.next(), a.next());
        b.next() == second && b.next() == first
    };
    if exchanged && equal(2, 2) {
        return Some((bytes(left), true));
    }
    let is_telling = |c: char| TELLING.contains(c);
    let (adds, lacks) = (!is_telling(is), !is_telling(wanted));
    if adds && equal(0, 1) {
        return Some((bytes(left + 1), false));
    }
    if left < 2 || !lacks {
        return None;
    }
    if adds && equal(1, 1) {
        return Some((bytes(left), false));
    }
    equal(1, 0).then(|| (bytes(left - 1), false))
}
