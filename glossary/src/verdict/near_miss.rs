//! The place that looks most like a rendering, where no rendering stands.

use std::ops::Range;

use crate::english::phrase::{Lexicon, Pattern, Word};
use crate::english::tokens::{English, Sign, Token};
use crate::english::words::{Function, is_number};

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
    /// Whether it is little like a rendering of three words or more.
    pub(crate) weak: bool,
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
    let of_text: Vec<&[Word]> = words.iter().map(|&at| lexicon.words(english.folded(at))).collect();
    let mut best: Option<(NearMiss, Rank)> = None;
    for (number, pattern) in patterns.iter().enumerate().filter(|(_, it)| !it.words.is_empty()) {
        let marks = Marks::of(english, &words, &of_text, &pattern.words, taken);
        let search = Search { english, words: &words, wanted: &pattern.words, marks };
        search.places(|near, rank| {
            if best.as_ref().is_none_or(|(_, it)| rank.beats(it)) {
                best = Some((NearMiss { pattern: number, ..near }, rank));
            }
        });
    }
    best.map(|(mut near, _)| {
        near.tokens = trimmed(english, lexicon, patterns[near.pattern], near.tokens);
        if numbered_otherwise(english, patterns[near.pattern], near.tokens.start) {
            near.tokens.start -= 1;
            near.doubtful = false;
        }
        near
    })
}

/// `tokens` without a phrase before or behind that a preposition parts from the rest, where the rest
/// still has two words of the rendering: the `anniversary of` the five principles, protect rights `in
/// accordance`.
fn trimmed(
    english: &English,
    lexicon: &Lexicon,
    pattern: &Pattern,
    tokens: Range<usize>,
) -> Range<usize> {
    let is = |at: usize, word: &Word| lexicon.words(english.folded(at)).contains(word);
    let is_own = |at: usize| pattern.words.iter().any(|it| !it.2 && is(at, &it.0));
    let is_preposition = |at: usize| english.tokens[at].function == Some(Function::Preposition);
    let own: Vec<usize> = tokens.clone().filter(|&at| is_own(at)).collect();
    let (Some(&first), Some(&last)) = (own.first(), own.last()) else { return tokens };
    if own.len() < 2 {
        return tokens;
    }
    // In `law with local features` for `customs with local features` another head stands before.
    let before = pattern.words.first().is_some_and(|it| is(first, &it.0));
    let behind = (last + 1..tokens.end).any(is_preposition);
    (if before { first } else { tokens.start })..(if behind { last + 1 } else { tokens.end })
}

/// A rendering's words with their folded form and whether they are function words.
type Wanted = [(Word, Box<str>, bool)];

/// What the words of a text are to one rendering.
struct Marks {
    /// Which word of the rendering each is, if any.
    same: Vec<Option<usize>>,
    /// Whether a place may be near for its sake.
    anchor: Vec<bool>,
    /// Whether it is a word of the rendering or like one.
    known: Vec<bool>,
}

impl Marks {
    fn of(
        english: &English,
        words: &[usize],
        of_text: &[&[Word]],
        wanted: &Wanted,
        taken: &[bool],
    ) -> Self {
        let same: Vec<Option<usize>> = of_text
            .iter()
            .map(|of_text| wanted.iter().position(|it| of_text.contains(&it.0)))
            .collect();
        // Likeness is costly: only words that begin alike are compared.
        let is_like = |at: usize| {
            let other = english.folded(at);
            wanted.iter().any(|(_, folded, _)| {
                folded.as_bytes().get(..3) == other.as_bytes().get(..3)
                    && strsim::sorensen_dice(folded, other) >= 0.6
            })
        };
        let is_anchor = |(&at, same): (&usize, &Option<usize>)| {
            !taken[at] && same.map_or_else(|| is_like(at), |place| !wanted[place].2)
        };
        let anchor: Vec<bool> = words.iter().zip(&same).map(is_anchor).collect();
        let known = same.iter().zip(&anchor).map(|(same, like)| same.is_some() || *like).collect();
        Self { same, anchor, known }
    }
}

/// The search for one rendering.
struct Search<'a> {
    english: &'a English,
    /// The words of the text, and the stops.
    words: &'a [usize],
    wanted: &'a Wanted,
    marks: Marks,
}

impl Search<'_> {
    /// Every place that is near enough, with its rank.
    fn places(&self, mut each: impl FnMut(NearMiss, Rank)) {
        let Self { english, words, wanted, marks } = self;
        let letters = Letters::of(wanted.iter().map(|(_, folded, _)| &**folded));
        for start in 0..words.len() {
            let mut window = letters.window();
            let (mut common, mut anchored) = (0, false);
            for end in start + 1..=(start + wanted.len() + 3).min(words.len()) {
                let at = end - 1;
                if english.tokens[words[at]].sign == Sign::Stop {
                    break;
                }
                let same = marks.same[at];
                window.take(same.map_or(english.folded(words[at]), |it| &*wanted[it].1));
                common += usize::from(same.is_some());
                anchored |= marks.anchor[at];
                let length = end - start;
                if !anchored || !is_whole(english, &words[start..end], &marks.known[start..end]) {
                    continue;
                }
                let by_letter = window.likeness();
                // No more words can agree than are common.
                let at_best = common as f32 / wanted.len().max(length) as f32;
                if by_letter.max(at_best) >= DOUBTFUL
                    && let Some((near, rank)) = self.place(start..end, by_letter)
                {
                    each(near, rank);
                }
            }
        }
    }

    fn place(&self, place: Range<usize>, by_letter: f32) -> Option<(NearMiss, Rank)> {
        let Self { words, wanted, marks, .. } = self;
        let found = &marks.same[place.clone()];
        // A word that stands twice in the rendering is one.
        let places: Vec<usize> = wanted
            .iter()
            .map(|(word, _, _)| wanted.iter().position(|(other, _, _)| other == word))
            .map(Option::unwrap_or_default)
            .collect();
        let by_word = word_likeness(&places, found);
        let score = by_word.max(by_letter);
        if score < DOUBTFUL {
            return None;
        }
        let content = wanted.iter().filter(|it| !it.2).count();
        let covered = covered(wanted, found);
        let is_cut = place.len() < content;
        let near = NearMiss {
            tokens: words[place.start]..words[place.end - 1] + 1,
            score,
            doubtful: score < SURE || (content > 2 || is_cut) && covered * 2 <= content,
            weak: score < SURE && content > 2,
            pattern: 0,
        };
        Some((near, Rank { by_word, by_letter, off: place.len().abs_diff(wanted.len()) }))
    }
}

/// Whether the rendering begins with a number, and another one stands before the token `start`:
/// `four principles` for `five principles`.
fn numbered_otherwise(english: &English, pattern: &Pattern, start: usize) -> bool {
    let (Some(before), Some((_, wanted, _))) = (start.checked_sub(1), pattern.words.first()) else {
        return false;
    };
    let found = english.folded(before);
    is_number(wanted) && is_number(found)
}

/// How many content words of a rendering a place has.
fn covered(wanted: &Wanted, found: &[Option<usize>]) -> usize {
    (0..wanted.len()).filter(|&it| !wanted[it].2 && found.contains(&Some(it))).count()
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

/// How many words at an end of a place may be none of the rendering's.
const EDGE: usize = 2;

/// A place neither begins nor ends with a joint or a preposition, and what is none of the
/// rendering's words at its ends is content, is little, and is not parted from the rest.
fn is_whole(english: &English, words: &[usize], known: &[bool]) -> bool {
    let is_sound = |edge: usize, strange: usize| {
        let function = english.tokens[words[edge]].function;
        let loose = matches!(function, Some(Function::Joint | Function::Preposition));
        !loose && (strange == 0 || function.is_none() && strange <= EDGE)
    };
    let Some(first) = known.iter().position(|it| *it) else { return false };
    let last = known.iter().rposition(|it| *it).unwrap_or(first);
    let between = |from: usize, to: usize| english.tokens[words[from]..words[to]].iter();
    let is_parted = |it: &Token| matches!(it.sign, Sign::Comma | Sign::Colon);
    is_sound(0, first)
        && is_sound(words.len() - 1, words.len() - 1 - last)
        // `build a community`: what stands before an article is no part of the phrase after it.
        && !between(0, first).any(|it| it.function == Some(Function::Article))
        && !between(last, words.len() - 1).any(is_parted)
}

/// One less the share of words to change.
#[allow(clippy::ptr_arg, reason = "strsim takes only sized collections")]
fn word_likeness(wanted: &Vec<usize>, found: &[Option<usize>]) -> f32 {
    // A word that is none of the rendering's differs from all of them.
    let found: Vec<usize> = found.iter().map(|it| it.unwrap_or(usize::MAX)).collect();
    let distance = strsim::generic_levenshtein(wanted, &found);
    1.0 - distance as f32 / wanted.len().max(found.len()) as f32
}

/// How many kinds of letter are told apart: a to z, the digits, and all else.
const KINDS: usize = 37;

/// The letter pairs of a phrase, counted.
struct Letters {
    counts: [u8; KINDS * KINDS],
    total: usize,
}

/// What is left of a phrase's letter pairs while a window grows word by word.
struct Window<'a> {
    letters: &'a Letters,
    left: [u8; KINDS * KINDS],
    total: usize,
    common: usize,
    last: Option<usize>,
}

impl Letters {
    fn of<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut letters = Self { counts: [0; KINDS * KINDS], total: 0 };
        let mut last = None;
        for word in words {
            each_pair(word, &mut last, |pair| {
                letters.counts[pair] = letters.counts[pair].saturating_add(1);
                letters.total += 1;
            });
        }
        letters
    }

    fn window(&self) -> Window<'_> {
        Window { letters: self, left: self.counts, total: 0, common: 0, last: None }
    }
}

impl Window<'_> {
    fn take(&mut self, word: &str) {
        let (left, total, common) = (&mut self.left, &mut self.total, &mut self.common);
        each_pair(word, &mut self.last, |pair| {
            *total += 1;
            if left[pair] > 0 {
                left[pair] -= 1;
                *common += 1;
            }
        });
    }

    /// Sørensen and Dice's share of common letter pairs.
    fn likeness(&self) -> f32 {
        let all = (self.letters.total + self.total).max(1);
        2.0 * self.common as f32 / all as f32
    }
}

/// The letter pairs of a word, after a blank where another word stood before.
fn each_pair(word: &str, last: &mut Option<usize>, mut each: impl FnMut(usize)) {
    let blank = KINDS - 1;
    if let Some(before) = *last {
        each(before * KINDS + blank);
        *last = Some(blank);
    }
    for byte in word.bytes() {
        let kind = match byte {
            b'a'..=b'z' => usize::from(byte - b'a'),
            b'0'..=b'9' => usize::from(byte - b'0') + 26,
            _ => blank,
        };
        if let Some(before) = *last {
            each(before * KINDS + kind);
        }
        *last = Some(kind);
    }
}
