//! The place that looks most like a rendering, where no rendering stands.

use std::ops::Range;

use crate::english::{English, Sign};
use crate::phrase::{Lexicon, Pattern, Word};
use crate::words::Function;

/// From here on it is a variant; measured on published translations (see the crate's README).
pub(crate) const SURE: f32 = 0.60;
/// From here on it may be one.
pub(crate) const DOUBTFUL: f32 = 0.50;

/// A place that resembles a rendering.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NearMiss {
    pub(crate) tokens: Range<usize>,
    pub(crate) score: f32,
    /// Whether it may be something else altogether: a low score, or half of the words or more are others or not there.
    pub(crate) doubtful: bool,
    /// Which of the patterns handed in.
    pub(crate) pattern: usize,
}

/// The place nearest to any of `patterns`. `taken` tokens are the rendering of other terms: a
/// place needs a likeness outside of them.
pub(crate) fn nearest(
    english: &English,
    lexicon: &Lexicon,
    patterns: &[&Pattern],
    taken: &[bool],
) -> Option<NearMiss> {
    // Words only, without articles; a stop keeps windows apart.
    let words: Vec<usize> = (0..english.tokens.len())
        .filter(|&at| match english.tokens[at].sign {
            Sign::Word => english.tokens[at].function != Some(Function::Article),
            sign => sign == Sign::Stop,
        })
        .collect();
    let mut best: Option<(NearMiss, Rank)> = None;
    for (number, pattern) in patterns.iter().enumerate() {
        let wanted = &pattern.words;
        if wanted.is_empty() {
            continue;
        }
        // Which word of the rendering each word of the text is, if any.
        let same: Vec<Option<usize>> = words
            .iter()
            .map(|&at| {
                let of_text = lexicon.words(english.folded(at));
                wanted.iter().position(|(word, folded, _)| {
                    of_text.contains(word) || **folded == *english.folded(at)
                })
            })
            .collect();
        let anchor: Vec<bool> = words
            .iter()
            .zip(&same)
            .map(|(&at, same)| {
                !taken[at]
                    && english.is_content(at)
                    && match same {
                        Some(place) => !wanted[*place].2,
                        None => wanted.iter().any(|(_, folded, function)| {
                            !function && dice(folded, english.folded(at)) >= 0.6
                        }),
                    }
            })
            .collect();
        let lengths = wanted.len().saturating_sub(2).max(1)..=wanted.len() + 3;
        for start in 0..words.len() {
            for length in lengths.clone() {
                let end = start + length;
                if end > words.len()
                    || english.tokens[words[end - 1]].sign == Sign::Stop
                    || english.tokens[words[start]].sign == Sign::Stop
                {
                    break;
                }
                if !anchor[start..end].contains(&true)
                    || !is_whole(english, words[start], words[end - 1])
                {
                    continue;
                }
                let by_word = word_likeness(wanted, &same[start..end]);
                let by_letter =
                    letter_likeness(english, wanted, &words[start..end], &same[start..end]);
                let score = by_word.max(by_letter);
                if score < DOUBTFUL {
                    continue;
                }
                let rank = Rank { by_word, by_letter, off: length.abs_diff(wanted.len()) };
                if best.as_ref().is_none_or(|(_, it)| rank.beats(it)) {
                    let tokens = words[start]..words[end - 1] + 1;
                    let content = wanted.iter().filter(|it| !it.2).count();
                    let covered = (0..wanted.len())
                        .filter(|&it| !wanted[it].2 && same[start..end].contains(&Some(it)))
                        .count();
                    let is_cut = end - start < content;
                    let doubtful =
                        score < SURE || (content > 2 || is_cut) && covered * 2 <= content;
                    best = Some((NearMiss { tokens, score, doubtful, pattern: number }, rank));
                }
            }
        }
    }
    best.map(|(it, _)| it)
}

/// Whole words choose the place, then its length, then the letters: letters alone prefer a place
/// that lacks the wrong word.
#[derive(Debug, Clone, Copy)]
struct Rank {
    by_word: f32,
    by_letter: f32,
    off: usize,
}

impl Rank {
    fn beats(&self, other: &Self) -> bool {
        let words = self.by_word.max(self.by_letter - 0.2);
        let others = other.by_word.max(other.by_letter - 0.2);
        if (words - others).abs() > 0.01 {
            return words > others;
        }
        if self.off != other.off {
            return self.off < other.off;
        }
        self.by_letter > other.by_letter
    }
}

/// A place neither begins nor ends with a joint or a preposition.
fn is_whole(english: &English, first: usize, last: usize) -> bool {
    let loose = |at: usize| {
        matches!(english.tokens[at].function, Some(Function::Joint | Function::Preposition))
    };
    !loose(first) && !loose(last)
}

/// One less the share of words to change.
fn word_likeness(wanted: &[(Word, Box<str>, bool)], found: &[Option<usize>]) -> f32 {
    let wanted: Vec<Option<usize>> = wanted
        .iter()
        .map(|(word, _, _)| wanted.iter().position(|(other, _, _)| other == word))
        .collect();
    // A word that is none of the rendering's differs from all of them.
    let distance = strsim::generic_damerau_levenshtein(
        &wanted,
        &found.iter().map(|it| it.or(Some(usize::MAX))).collect::<Vec<_>>(),
    );
    1.0 - distance as f32 / wanted.len().max(found.len()) as f32
}

/// How alike the letters are, with inflection taken away.
fn letter_likeness(
    english: &English,
    wanted: &[(Word, Box<str>, bool)],
    words: &[usize],
    same: &[Option<usize>],
) -> f32 {
    let ours: Vec<&str> = wanted.iter().map(|(_, folded, _)| &**folded).collect();
    let theirs: Vec<&str> = words
        .iter()
        .zip(same)
        .map(|(&at, same)| same.map_or(english.folded(at), |place| &*wanted[place].1))
        .collect();
    dice(&ours.join(" "), &theirs.join(" "))
}

/// Sørensen and Dice's share of common letter pairs.
pub(crate) fn dice(a: &str, b: &str) -> f32 {
    let pairs = |text: &str| {
        let bytes = text.as_bytes();
        let mut pairs: Vec<[u8; 2]> = bytes.windows(2).map(|it| [it[0], it[1]]).collect();
        pairs.sort_unstable();
        pairs
    };
    if a == b {
        return 1.0;
    }
    let (a, b) = (pairs(a), pairs(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let (mut i, mut j, mut common) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
        }
    }
    2.0 * common as f32 / (a.len() + b.len()) as f32
}
