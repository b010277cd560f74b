//! What the user knows of the texts: terms and words that translate each other for sure.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::lexicon::{Lexicon, function_words};

/// How surely a word of the user's list stands for its translation.
const SURE: f32 = 0.9;

/// Chinese words and terms, each with the English stems that stand for it.
#[derive(Debug, Clone, Default)]
pub struct Extra {
    renderings: FxHashMap<String, Vec<(String, f32)>>,
    starts: FxHashSet<char>,
    longest: usize,
}

impl Extra {
    /// Adds a Chinese word or term with one of its English renderings. A word
    /// without Chinese characters, or a rendering without a content word, adds nothing.
    pub fn add(&mut self, chinese: &str, english: &str, lexicon: &Lexicon) {
        let Some(start) = chinese.chars().next() else { return };
        let stems: Vec<String> = english
            .split(|c: char| !c.is_alphanumeric())
            .map(str::to_lowercase)
            .filter(|word| !word.is_empty() && !function_words::is_english(word))
            .map(|word| lexicon.stem(&word).into_owned())
            .collect();
        if stems.is_empty() || !chinese.chars().all(diptych_segments::is_han) {
            return;
        }
        let known = self.renderings.entry(chinese.to_owned()).or_default();
        let each = SURE / stems.len() as f32;
        for stem in stems {
            if !known.iter().any(|(other, _)| *other == stem) {
                known.push((stem, each));
            }
        }
        self.starts.insert(start);
        self.longest = self.longest.max(chinese.chars().count());
    }

    /// The English stems that a Chinese word goes with, and how surely.
    pub(super) fn of(&self, word: &str) -> &[(String, f32)] {
        self.renderings.get(word).map_or(&[], Vec::as_slice)
    }

    /// Calls `found` with the length in characters of every word that starts `text`.
    pub(super) fn at(&self, text: &[char], mut found: impl FnMut(usize)) {
        if text.first().is_none_or(|c| !self.starts.contains(c)) {
            return;
        }
        let mut word = String::new();
        for (index, &c) in text.iter().take(self.longest).enumerate() {
            word.push(c);
            if self.renderings.contains_key(&word) {
                found(index + 1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_found_where_it_stands() {
        let lexicon = Lexicon::embedded();
        let mut extra = Extra::default();
        extra.add("总分馆制", "the main-branch library system", &lexicon);
        extra.add("GDP", "output", &lexicon);
        let text: Vec<char> = "总分馆制度".chars().collect();
        let mut lengths = vec![];
        extra.at(&text, |len| lengths.push(len));
        assert_eq!(lengths, [4]);
        let stems: Vec<&str> = extra.of("总分馆制").iter().map(|(stem, _)| stem.as_str()).collect();
        assert_eq!(stems, ["main", "branch", "librari", "system"]);
    }
}
