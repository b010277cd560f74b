//! Association of a Chinese and an English token, per document.
//!
//! `a(z,e)` is a ratio like p(e|z)/p(e): how many times likelier the English
//! token is in a bead that holds the Chinese one.
//!
//! ```text
//! a(z,e) = dictionary * share(e|z) / p(e)
//!        + parts/len(z) * the same for each character of z that is a content word
//!        + 2 parts/len(z) * the same for each inner pair of characters, from three characters on
//! ```
//!
//! and at least `t/p(e)` for sure renderings (names, numbers, equal marks).

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::extra::Extra;
use super::tokens::{Kind, Mark, Side};
use super::weights::Weights;
use crate::lexicon::{Lexicon, function_words};
use diptych_segments::is_han;

const SURE_NUMBER: f32 = 0.95;
const UNKNOWN_PROBABILITY: f32 = 1e-6;

/// For each Chinese type the English types it goes with.
#[derive(Debug, Clone)]
pub(super) struct Links {
    links: Vec<(u32, f32)>,
    /// Where the links of each Chinese type start; one more than there are types.
    starts: Vec<u32>,
}

impl Links {
    /// From rows in any order, keeping what is strong enough; each row ends up sorted by English type.
    pub(super) fn new(rows: impl Iterator<Item = Vec<(u32, f32)>>, weights: &Weights) -> Self {
        let (least, most) = weights.association;
        let mut all = Self { links: vec![], starts: vec![0] };
        for mut row in rows {
            row.retain(|&(_, a)| a > least);
            row.sort_unstable_by_key(|&(e, _)| e);
            all.links.extend(row.into_iter().map(|(e, a)| (e, a.min(most))));
            all.starts.push(all.links.len() as u32);
        }
        all
    }

    /// The English types a Chinese type goes with, ascending, with their association.
    pub(super) fn of(&self, chinese: u32) -> &[(u32, f32)] {
        &self.links[self.places(chinese)]
    }

    /// Where the links of a Chinese type stand among all links.
    pub(super) fn places(&self, chinese: u32) -> Range<usize> {
        self.starts[chinese as usize] as usize..self.starts[chinese as usize + 1] as usize
    }

    /// How many links there are.
    pub(super) fn len(&self) -> usize {
        self.links.len()
    }
}

/// The probability of each English type in this document, smoothed with general language.
pub(super) fn probabilities(english: &Side, lexicon: &Lexicon, weights: &Weights) -> Vec<f32> {
    let total = english.token_count() as f32 + weights.smoothing;
    let general =
        |word: Option<u32>| word.map_or(UNKNOWN_PROBABILITY, |w| lexicon.stem_probability(w));
    english
        .counts()
        .iter()
        .zip(&english.types)
        .map(|(count, t)| (count + weights.smoothing * general(t.lexicon)) / total)
        .collect()
}

/// The links that the lexicon and the sure renderings give.
pub(super) fn dictionary(
    chinese: &Side,
    english: &Side,
    probabilities: &[f32],
    lexicon: &Lexicon,
    extra: &Extra,
    weights: &Weights,
) -> Links {
    let here: FxHashMap<u32, u32> =
        english.types.iter().zip(0..).filter_map(|(t, e)| Some((t.lexicon?, e))).collect();
    let mut sum: FxHashMap<u32, f32> = FxHashMap::default();
    let rows = chinese.types.iter().map(|z| {
        sum.clear();
        let mut add = |word: u32, weight: f32| {
            for (stem, share) in lexicon.links(word) {
                if let Some(&e) = here.get(&stem) {
                    *sum.entry(e).or_default() +=
                        weight * weights.dictionary * share / probabilities[e as usize];
                }
            }
        };
        if let Some(word) = z.lexicon {
            add(word, 1.0);
        }
        parts(&z.key, lexicon, |word, weight| add(word, weights.parts * weight));
        let mut sure = |key: &str, sureness: f32| {
            if let Some(e) = english.find(key) {
                let known = sum.entry(e).or_default();
                *known = known.max(sureness / probabilities[e as usize]);
            }
        };
        for (key, sureness) in z.renderings.iter().chain(extra.of(&z.key)) {
            sure(key, *sureness);
        }
        if let Some(sureness) = same_key(&z.key, z.kind) {
            sure(&z.key, sureness);
        }
        sum.iter().map(|(&e, &a)| (e, a)).collect()
    });
    Links::new(rows, weights)
}

/// Calls `add` with the characters of a longer word that are content words
/// themselves, and with its inner pairs, each with its share.
fn parts(word: &str, lexicon: &Lexicon, mut add: impl FnMut(u32, f32)) {
    let starts: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    let len = starts.len() - 1;
    if !(2..=8).contains(&len) || !word.starts_with(is_han) {
        return;
    }
    for pair in starts.windows(2) {
        let character = &word[pair[0]..pair[1]];
        if let Some(number) =
            lexicon.word(character).filter(|_| !function_words::is_chinese(character))
        {
            add(number, 1.0 / len as f32);
        }
    }
    if len >= 3 {
        for triple in starts.windows(3) {
            if let Some(number) = lexicon.word(&word[triple[0]..triple[2]]) {
                add(number, 2.0 / len as f32);
            }
        }
    }
}

/// How surely a key that both sides have means the same.
fn same_key(key: &str, kind: Kind) -> Option<f32> {
    if kind == Kind::Punctuation {
        return Some(match Mark::of_key(key)? {
            Mark::Question | Mark::Percent => 0.8,
            Mark::Bracket | Mark::OpenQuote | Mark::CloseQuote => 0.7,
            Mark::Exclamation | Mark::Ellipsis => 0.5,
            _ => 0.3,
        });
    }
    key.starts_with('#').then_some(SURE_NUMBER)
}
