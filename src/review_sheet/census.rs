//! Which whole sentences stand in which cells of a column, before and after.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::kept::letters;
use super::pour::{Cell, Sentence};

/// A sentence of fewer letters than this may be new text that happens to be the same.
const COPIED: usize = 6;

/// A count of every sentence of six letters or more, wherever it stands.
pub(super) struct Census<'e> {
    places: HashMap<&'e [char], Places>,
}

/// Where one sentence stands.
#[derive(Default)]
struct Places {
    /// How often it stood in the beads.
    before: usize,
    /// The cells that it stands in now, in order.
    now: Vec<usize>,
}

impl<'e> Census<'e> {
    /// Counts the sentences, whose letters are the keys of `every`.
    pub(super) fn new(
        sentences: &[Sentence],
        cells: &[Cell],
        every: &'e HashMap<Vec<char>, Vec<usize>>,
    ) -> Self {
        let mut by_start: HashMap<&[char], Vec<&[char]>> = HashMap::new();
        for text in every.keys().filter(|text| text.len() >= COPIED) {
            by_start.entry(&text[..COPIED]).or_default().push(text);
        }
        let mut census = Self { places: HashMap::new() };
        let mut each = |text: &[char], count: &mut dyn FnMut(&mut Places)| {
            for (at, start) in text.windows(COPIED).enumerate() {
                for &sentence in by_start.get(start).into_iter().flatten() {
                    if text[at..].starts_with(sentence) {
                        count(census.places.entry(sentence).or_default());
                    }
                }
            }
        };
        for bead in sentences.chunk_by(|a, b| a.bead == b.bead) {
            let text: Vec<char> = bead.iter().flat_map(|sentence| letters(sentence.text)).collect();
            each(&text, &mut |places| places.before += 1);
        }
        for (index, cell) in cells.iter().enumerate() {
            each(&letters(cell.text), &mut |places| places.now.push(index));
        }
        census
    }

    /// The cells in which the sentence with these letters stands; none for a short one.
    pub(super) fn cells(&self, text: &[char]) -> &[usize] {
        self.places.get(text).map_or(&[], |places| &places.now)
    }

    /// How often it stands in the cells, compared with before.
    pub(super) fn compared(&self, text: &[char]) -> Ordering {
        let compare = |places: &Places| places.now.len().cmp(&places.before);
        self.places.get(text).map_or(Ordering::Equal, compare)
    }
}
