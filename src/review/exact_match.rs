//! Finds the sentences that stand unchanged in the cells, wherever they are.

use std::collections::HashMap;

use super::column::{Cell, Sentence, letters};

/// A sentence of fewer letters than this may be a part of another text by chance.
const LONG: usize = 6;

/// A sentence in a cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    /// The first of the cell's letters that it takes.
    pub(super) start: usize,
    /// How many it takes.
    pub(super) length: usize,
    /// The index of the sentence.
    pub(super) sentence: usize,
}

/// The sentences that stand unchanged in the cells.
pub(super) struct ExactMatches {
    /// The sentences in each cell, in order.
    pub(super) found: Vec<Vec<Found>>,
    /// Copies: the cell, and the sentence that stands more often than before.
    pub(super) copies: Vec<(usize, usize)>,
}

/// Where a text stands: the cell, and the letter in it.
type Place = (usize, usize);

impl ExactMatches {
    /// Looks for every sentence of six letters or more; `every` has the sentences by their letters.
    ///
    /// A sentence is found in its own row first, then in the order of the rows, but only where
    /// as many places are left as sentences with that text.
    pub(super) fn find(
        sentences: &[Sentence],
        cells: &[Cell],
        every: &HashMap<Vec<char>, Vec<usize>>,
    ) -> Self {
        let known = Known::new(every);
        let mut balance: HashMap<&[char], isize> = HashMap::new();
        for bead in sentences.chunk_by(|a, b| a.bead == b.bead) {
            let text: Vec<char> = bead.iter().flat_map(|sentence| letters(sentence.text)).collect();
            for known in (0..text.len()).flat_map(|place| known.at(&text, place)) {
                *balance.entry(known).or_default() += 1;
            }
        }
        let mut holders: HashMap<&[char], Vec<usize>> = HashMap::new();
        let mut places: HashMap<&[char], Vec<Place>> = HashMap::new();
        for (cell, content) in cells.iter().enumerate() {
            let text = letters(content.text);
            let mut free_from = 0;
            for place in 0..text.len() {
                let known = known.at(&text, place);
                for &known in &known {
                    *balance.entry(known).or_default() -= 1;
                    holders.entry(known).or_default().push(cell);
                }
                if let Some(longest) = known.first().filter(|_| place >= free_from) {
                    places.entry(longest).or_default().push((cell, place));
                    free_from = place + longest.len();
                }
            }
        }

        let mut found = vec![Vec::new(); cells.len()];
        for (text, places) in places {
            for (sentence, (cell, start)) in
                matched(&every[text], &places, |s| sentences[s].bead, |c| cells[c].bead)
            {
                found[cell].push(Found { start, length: text.len(), sentence });
            }
        }
        for cell in &mut found {
            cell.sort_by_key(|found| found.start);
        }
        let copies = balance.iter().filter(|(_, left)| **left < 0).map(|(text, _)| {
            // The copy is the one that is not in its own row.
            let (sentence, holders) = (every[*text][0], &holders[text]);
            let home = sentences[sentence].bead;
            let copy = holders.iter().rev().find(|&&cell| cells[cell].bead != home);
            (*copy.unwrap_or(&holders[holders.len() - 1]), sentence)
        });
        Self { found, copies: copies.collect() }
    }
}

/// The texts that are looked for.
struct Known<'a> {
    every: &'a HashMap<Vec<char>, Vec<usize>>,
    /// The lengths of the texts that begin with these letters, each once, the longest first.
    lengths: HashMap<&'a [char], Vec<usize>>,
}

impl<'a> Known<'a> {
    fn new(every: &'a HashMap<Vec<char>, Vec<usize>>) -> Self {
        let mut lengths: HashMap<&[char], Vec<usize>> = HashMap::new();
        for text in every.keys().filter(|text| text.len() >= LONG) {
            lengths.entry(&text[..LONG]).or_default().push(text.len());
        }
        for lengths in lengths.values_mut() {
            lengths.sort_unstable_by(|a, b| b.cmp(a));
            lengths.dedup();
        }
        Self { every, lengths }
    }

    /// The texts that stand at a place of `text`, the longest first. Each length is looked up: the
    /// sentences of a list may all begin alike.
    fn at(&self, text: &[char], place: usize) -> Vec<&'a [char]> {
        let lengths = text.get(place..place + LONG).and_then(|start| self.lengths.get(start));
        let known = |length: &usize| self.every.get_key_value(text.get(place..place + length)?);
        lengths.into_iter().flatten().filter_map(known).map(|(text, _)| text.as_slice()).collect()
    }
}

/// Which of some sentences of one text stands in which place.
fn matched(
    sentences: &[usize],
    places: &[Place],
    home: impl Fn(usize) -> usize,
    bead: impl Fn(usize) -> usize,
) -> Vec<(usize, Place)> {
    let mut free = places.to_vec();
    let mut matched = Vec::new();
    let mut elsewhere = Vec::new();
    for &sentence in sentences {
        match free.iter().position(|&(cell, _)| bead(cell) == home(sentence)) {
            Some(own) => matched.push((sentence, free.remove(own))),
            None => elsewhere.push(sentence),
        }
    }
    if elsewhere.len() == free.len() {
        matched.extend(elsewhere.into_iter().zip(free));
    }
    matched
}
