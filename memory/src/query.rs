//! A text that is looked for, and what is found.

use std::cell::RefCell;
use std::collections::HashMap;

use rapidfuzz::distance::levenshtein::{Args, BatchComparator};

use crate::bound;
use crate::measure::{Keys, Measure, keys, normal, sketch};

/// A text that is looked for.
pub struct Query {
    pub(crate) measure: Measure,
    pub(crate) text: String,
    pub(crate) length: u32,
    pub(crate) bits: u64,
    pub(crate) keys: Vec<Keys>,
    /// The numbers of its words; characters are their own numbers.
    words: HashMap<String, u32>,
    comparator: BatchComparator<u32>,
    /// The tokens of the text that is compared: room that is used again.
    tokens: RefCell<Vec<u32>>,
}

/// The number of every word that the query has not.
const STRANGE: u32 = u32::MAX;

/// A unit that is similar to a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// The unit's number, as it was given to the index.
    pub unit: u32,
    /// The Levenshtein distance in characters or words.
    pub distance: u32,
    /// The length of the longer of the two texts, in the same.
    pub longer: u32,
}

impl Match {
    /// 100 × (1 − distance / longer length).
    pub fn score(&self) -> f64 {
        bound::score(self.distance, self.longer)
    }
}

impl Query {
    /// Prepares a text for the search.
    pub fn new(measure: Measure, text: &str) -> Self {
        let text = normal(text).into_owned();
        let (length, bits) = sketch(measure, &text);
        let mut words = HashMap::new();
        let tokens: Vec<u32> = match measure {
            Measure::Characters => text.chars().map(u32::from).collect(),
            Measure::Words => {
                let number = |word: &str| {
                    let next = words.len() as u32;
                    *words.entry(word.to_owned()).or_insert(next)
                };
                text.split_whitespace().map(number).collect()
            }
        };
        let keys = keys(measure, &text);
        let comparator = BatchComparator::new(tokens);
        Self { measure, text, length, bits, keys, words, comparator, tokens: RefCell::default() }
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Its length in characters or words.
    pub fn length(&self) -> u32 {
        self.length
    }

    /// The distance to a text, where the score is at least `min`.
    pub fn compare(&self, unit: u32, text: &str, min: f64) -> Option<Match> {
        let text = normal(text);
        if *text == *self.text {
            return Some(Match { unit, distance: 0, longer: self.length });
        }
        let mut tokens = self.tokens.borrow_mut();
        tokens.clear();
        match self.measure {
            Measure::Characters => tokens.extend(text.chars().map(u32::from)),
            Measure::Words => tokens.extend(
                text.split_whitespace().map(|word| *self.words.get(word).unwrap_or(&STRANGE)),
            ),
        }
        let longer = self.length.max(tokens.len() as u32);
        let allowed = bound::distance(longer, min);
        if self.length.abs_diff(tokens.len() as u32) > allowed {
            return None;
        }
        let args = Args::default().score_cutoff(allowed as usize);
        let distance = self.comparator.distance_with_args(tokens.iter().copied(), &args)?;
        Some(Match { unit, distance: distance as u32, longer })
    }
}

impl std::fmt::Debug for Query {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Query")
            .field("measure", &self.measure)
            .field("text", &self.text)
            .finish_non_exhaustive()
    }
}
