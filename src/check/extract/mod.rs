//! Term candidates with their renderings, from aligned text.
//!
//! Chinese candidates are strings of two to twelve characters that neither begin nor end with a
//! function word, stand beside different characters on each side (accessor variety: H. Feng et al.,
//! "Accessor Variety Criteria for Chinese Word Extraction", Computational Linguistics 30/1, 2004),
//! and are ranked by their C-value (K. Frantzi, S. Ananiadou, H. Mima, "Automatic recognition of
//! multi-word terms: the C-value/NC-value method", IJDL 3/2, 2000). A rendering is the English phrase
//! with the best Dice coefficient over the units (F. Smadja, K. `McKeown`, V. Hatzivassiloglou,
//! "Translating Collocations for Bilingual Lexicons", Computational Linguistics 22/1, 1996).

mod chinese;
mod english;

use crate::check::unit::Unit;

/// How many rivals of a rendering are kept.
const RIVALS: usize = 3;
/// How many examples are kept.
const EXAMPLES: usize = 3;

/// What is asked of candidates.
#[derive(Debug, Clone)]
pub struct Asked {
    /// How many times a term must stand in the text.
    pub least: usize,
    /// How many candidates are given at most.
    pub most: usize,
    /// Terms that are known already, in Chinese.
    pub known: Vec<String>,
}

/// A term candidate.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The Chinese string.
    pub term: String,
    /// How many times it stands in the text.
    pub count: usize,
    /// Its C-value.
    pub rank: f64,
    /// The best rendering and its rivals, each with the number of units that it shares with the term.
    pub renderings: Vec<(String, usize)>,
    /// Some of the units that it stands in, by their places in the list.
    pub examples: Vec<usize>,
}

/// The candidates of units, the best first.
///
/// Law: the same units in the same order give the same candidates.
pub fn extract(units: &[Unit], asked: &Asked) -> Vec<Candidate> {
    let texts: Vec<&str> = units.iter().map(Unit::chinese).collect();
    let mut terms = chinese::terms(&texts, asked.least);
    terms.retain(|it| !asked.known.contains(&it.text));
    terms.truncate(asked.most);
    let english = english::Phrases::of(units.iter().map(Unit::english));
    terms
        .into_iter()
        .map(|term| {
            let renderings = english.best(&term.units, RIVALS + 1);
            let examples = term.units.iter().take(EXAMPLES).map(|&it| it as usize).collect();
            Candidate { term: term.text, count: term.count, rank: term.rank, renderings, examples }
        })
        .collect()
}
