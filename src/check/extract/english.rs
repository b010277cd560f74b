//! English phrases, and which of them goes with a set of units.

use diptych_glossary::in_singular;
use rustc_hash::FxHashMap;

use crate::lexicon::function_words;

/// The longest phrase in words.
const LONGEST: usize = 7;

/// The phrases of the units of a text.
pub(super) struct Phrases {
    names: Interned,
    /// The phrases of each unit, each once.
    units: Vec<Vec<u32>>,
    /// How many units have each phrase.
    counts: Vec<u32>,
}

impl Phrases {
    pub(super) fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut all = Self { names: Interned::default(), units: Vec::new(), counts: Vec::new() };
        let mut singulars: FxHashMap<String, String> = FxHashMap::default();
        for text in texts {
            let mut phrases = Vec::new();
            for clause in text.split(|c: char| {
                !(c.is_alphanumeric() || c.is_whitespace() || matches!(c, '-' | '\'' | '’' | '&'))
            }) {
                let words: Vec<String> =
                    clause.split_whitespace().map(|it| singular(it, &mut singulars)).collect();
                all.add(&words, &mut phrases);
            }
            phrases.sort_unstable();
            phrases.dedup();
            for &phrase in &phrases {
                all.counts[phrase as usize] += 1;
            }
            all.units.push(phrases);
        }
        all
    }

    fn add(&mut self, words: &[String], phrases: &mut Vec<u32>) {
        let is_function = |word: &str| function_words::is_english(word) || word.len() < 2;
        for from in 0..words.len() {
            if is_function(&words[from]) {
                continue;
            }
            for to in from + 1..=words.len().min(from + LONGEST) {
                if is_function(&words[to - 1]) {
                    continue;
                }
                let phrase = self.names.number(&words[from..to].join(" "));
                if self.counts.len() <= phrase as usize {
                    self.counts.push(0);
                }
                phrases.push(phrase);
            }
        }
    }

    /// The phrases that go best with these units, each with the number of units it shares; of equal
    /// ones the longest.
    pub(super) fn best(&self, units: &[u32], most: usize) -> Vec<(String, usize)> {
        let mut shared: FxHashMap<u32, u32> = FxHashMap::default();
        for &unit in units {
            for &phrase in &self.units[unit as usize] {
                *shared.entry(phrase).or_default() += 1;
            }
        }
        let dice = |(phrase, both): (u32, u32)| {
            2.0 * f64::from(both) / (units.len() as f64 + f64::from(self.counts[phrase as usize]))
        };
        let name = |phrase: u32| &self.names.texts[phrase as usize];
        let least = if units.len() > 2 { 2 } else { 1 };
        let mut all: Vec<(u32, u32)> = shared.into_iter().filter(|it| it.1 >= least).collect();
        all.sort_by(|a, b| {
            dice(*b)
                .total_cmp(&dice(*a))
                .then_with(|| name(b.0).len().cmp(&name(a.0).len()))
                .then_with(|| name(a.0).cmp(name(b.0)))
        });
        // A part of a better phrase is no rival.
        let mut best: Vec<(u32, u32)> = Vec::new();
        for it in all {
            let is_part = |other: &&(u32, u32)| {
                let (long, short) = (format!(" {} ", name(other.0)), format!(" {} ", name(it.0)));
                long.contains(&short) || short.contains(&long)
            };
            if best.len() < most && !best.iter().any(|other| is_part(&other)) {
                best.push(it);
            }
        }
        best.into_iter().map(|(phrase, both)| (name(phrase).clone(), both as usize)).collect()
    }
}

/// A word in lower case and in the singular, without quotes around it.
fn singular(word: &str, known: &mut FxHashMap<String, String>) -> String {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    known.entry(word).or_insert_with_key(|word| in_singular(word)).clone()
}

/// Numbers for strings.
#[derive(Default)]
struct Interned {
    numbers: FxHashMap<String, u32>,
    texts: Vec<String>,
}

impl Interned {
    fn number(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let number = self.texts.len() as u32;
        self.numbers.insert(text.to_owned(), number);
        self.texts.push(text.to_owned());
        number
    }
}
