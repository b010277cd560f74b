//! Finds out which sentences stand in which cells of one column that came back.
//!
//! The sentences are poured into the cells: where the text is as it was, by
//! the text; where it was edited, by what is left of it (a character diff over
//! the few rows around the change).

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::census::Census;
use super::kept::{Diff, byte_after, letters, places};

/// A sentence of the saved alignment.
#[derive(Debug, Clone)]
pub(super) struct Sentence<'a> {
    /// The index of its bead.
    pub(super) bead: usize,
    /// Its text.
    pub(super) text: &'a str,
}

/// A cell of the sheet.
#[derive(Debug, Clone)]
pub(super) struct Cell<'a> {
    /// The index of the bead its row is about; cells ascend by it.
    pub(super) bead: usize,
    /// What stands in it.
    pub(super) text: &'a str,
}

/// What stands in a cell: a sentence, a part of one, or new text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Portion {
    /// The index of the sentence; none for new text.
    pub(super) sentence: Option<usize>,
    /// Which part of the sentence, from 0; 0 for a whole one.
    pub(super) part: usize,
    /// The text as it stands in the cell.
    pub(super) text: String,
}

/// Why a column cannot be taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// The sentence stands nowhere any more.
    Lost(usize),
    /// The cell repeats the sentence, which stands elsewhere too.
    Repeated {
        /// The index of the cell.
        cell: usize,
        /// The index of the sentence.
        sentence: usize,
    },
    /// The cell holds question marks where the sentence has none.
    Garbled {
        /// The index of the cell.
        cell: usize,
        /// The index of the sentence.
        sentence: usize,
    },
}

/// Of an edited sentence this share of its characters must be left for it to be known again.
const KNOWN: f32 = 0.4;
/// In a cell that holds less than this share of a sentence's characters they are chance.
const CHANCE: f32 = 0.15;
/// So many sentences before and behind a bead are looked for in it.
const NEAR: usize = 4;
/// Runs of changed beads of more bytes than this are taken bead by bead: a diff's cost is quadratic.
const LONG_RUN: usize = 60_000;

/// The portions of every cell.
pub(super) fn pour(
    sentences: &[Sentence],
    cells: &[Cell],
) -> Result<Vec<Vec<Portion>>, Vec<Fault>> {
    let mut poured = Poured {
        sentences,
        cells,
        portions: vec![Vec::new(); cells.len()],
        lost: BTreeSet::new(),
        every: HashMap::new(),
    };
    for (index, sentence) in sentences.iter().enumerate() {
        poured.every.entry(letters(sentence.text)).or_default().push(index);
    }
    let mut run: Vec<Stretch> = Vec::new();
    for stretch in poured.stretches() {
        // A sentence may have moved past a bead that has nothing on this side.
        let passed = stretch.sentences.is_empty() && !run.is_empty();
        if !passed && poured.keep(&stretch) {
            poured.change_run(&std::mem::take(&mut run));
        } else {
            run.push(stretch);
        }
    }
    poured.change_run(&run);
    poured.finish()
}

/// The sentences of a bead, or of several in a row, and the cells about them.
#[derive(Debug, Clone)]
struct Stretch {
    sentences: Range<usize>,
    cells: Range<usize>,
}

struct Poured<'a> {
    sentences: &'a [Sentence<'a>],
    cells: &'a [Cell<'a>],
    portions: Vec<Vec<Portion>>,
    /// Sentences that were not found in their neighbourhood.
    lost: BTreeSet<usize>,
    /// Every sentence by its letters.
    every: HashMap<Vec<char>, Vec<usize>>,
}

impl<'a> Poured<'a> {
    fn diff(&self, stretch: &Stretch) -> Diff<'a> {
        Diff::new((self.sentences, stretch.sentences.clone()), (self.cells, stretch.cells.clone()))
    }

    /// One stretch per bead, in order; a bead may lack sentences or cells.
    fn stretches(&self) -> Vec<Stretch> {
        let beads = self.sentences.iter().map(|s| s.bead).chain(self.cells.iter().map(|c| c.bead));
        let last = beads.max().map_or(0, |bead| bead + 1);
        let (mut sentence, mut cell) = (0, 0);
        (0..last)
            .map(|bead| {
                let sentences = sentence
                    ..sentence + self.sentences[sentence..].partition_point(|s| s.bead <= bead);
                let cells = cell..cell + self.cells[cell..].partition_point(|c| c.bead <= bead);
                (sentence, cell) = (sentences.end, cells.end);
                Stretch { sentences, cells }
            })
            .collect()
    }

    /// Takes a bead over that stands in one cell as it was, or only a little edited.
    fn keep(&mut self, stretch: &Stretch) -> bool {
        if stretch.cells.len() != 1 {
            return false;
        }
        let cell = stretch.cells.start;
        let diff = self.diff(stretch);
        let added: usize = diff.added.iter().map(Range::len).sum();
        let slight = added <= 8.max(diff.new.len() * 3 / 10)
            && !diff.added.iter().any(|range| self.is_sentence(&diff, range));
        let known = stretch.sentences.clone().all(|sentence| diff.kept_share(sentence) >= 0.5);
        let empty_still = !stretch.sentences.is_empty() || self.cells[cell].text.is_empty();
        let kept = slight && known && empty_still && !self.takes_from_neighbours(stretch, &diff);
        if !kept {
            return false;
        }
        let held: Vec<(usize, usize)> = stretch.sentences.clone().map(|s| (s, 0)).collect();
        let portions = diff.cut(cell, &held);
        if portions.iter().any(|portion| self.is_of_another(portion)) {
            return false;
        }
        self.portions[cell] = portions;
        true
    }

    /// Whether a sentence of a bead nearby now stands in the stretch.
    fn takes_from_neighbours(&self, stretch: &Stretch, diff: &Diff) -> bool {
        let (from, to) = (stretch.sentences.start, stretch.sentences.end);
        let before = from.saturating_sub(NEAR)..from;
        let after = to..(to + NEAR).min(self.sentences.len());
        !diff.added.is_empty()
            && before.chain(after).any(|sentence| {
                let text = letters(self.sentences[sentence].text);
                places(&diff.new, &text).len() > places(&diff.old, &text).len()
            })
    }

    fn is_sentence(&self, diff: &Diff, range: &Range<usize>) -> bool {
        self.every.contains_key(&diff.new[range.clone()])
    }

    /// Takes over a run of changed beads, together where that is not too much for a diff.
    fn change_run(&mut self, run: &[Stretch]) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
        let whole = Stretch {
            sentences: first.sentences.start..last.sentences.end,
            cells: first.cells.start..last.cells.end,
        };
        let letters: usize =
            self.sentences[whole.sentences.clone()].iter().map(|s| s.text.len()).sum();
        if letters <= LONG_RUN {
            self.change(&whole);
        } else {
            for stretch in run {
                self.change(stretch);
            }
        }
    }

    /// Takes over a run of beads between which text has moved.
    fn change(&mut self, stretch: &Stretch) {
        let diff = self.diff(stretch);
        let mut holds: Vec<Vec<(usize, usize)>> =
            vec![Vec::new(); self.cells.len().min(stretch.cells.end)];
        let mut unknown = Vec::new();
        for sentence in stretch.sentences.clone() {
            let length = diff.length(sentence);
            let homes: Vec<usize> = if diff.kept_share(sentence) >= KNOWN || length == 0 {
                let counts = diff.counts(sentence);
                let most = counts.iter().map(|&(_, count)| count).max().unwrap_or(0);
                let enough = |count: usize| {
                    count == most || (count >= 2 && count as f32 >= CHANCE * length as f32)
                };
                counts
                    .into_iter()
                    .filter(|&(_, count)| enough(count))
                    .map(|(cell, _)| cell)
                    .collect()
            } else {
                Vec::new()
            };
            if homes.is_empty() {
                unknown.push(sentence);
            }
            for (part, cell) in homes.into_iter().enumerate() {
                holds[cell].push((sentence, part));
            }
        }
        // A sentence that nothing is left of was written anew, if its own row has text of its own.
        for sentence in unknown {
            let own = stretch.cells.clone().find(|&cell| {
                self.cells[cell].bead == self.sentences[sentence].bead
                    && holds[cell].is_empty()
                    && !self.cells[cell].text.is_empty()
                    && !self.copies(cell, sentence)
            });
            match own {
                Some(cell) => holds[cell].push((sentence, 0)),
                None => drop(self.lost.insert(sentence)),
            }
        }
        for cell in stretch.cells.clone() {
            let mut portions = diff.cut(cell, &holds[cell]);
            for portion in &mut portions {
                if self.is_of_another(portion) {
                    self.lost.extend(portion.sentence.take());
                }
            }
            self.portions[cell] = portions;
        }
    }

    /// Whether the portion is word for word another sentence: that is no edit, however alike they are.
    fn is_of_another(&self, portion: &Portion) -> bool {
        let Some(own) = portion.sentence else { return false };
        let text = letters(&portion.text);
        text != letters(self.sentences[own].text) && self.every.contains_key(&text)
    }

    /// Whether the cell's whole text is another sentence.
    fn copies(&self, cell: usize, sentence: usize) -> bool {
        let others = self.every.get(&letters(self.cells[cell].text));
        others.is_some_and(|others| others.iter().all(|&other| other != sentence))
    }

    /// Brings home what moved farther than its neighbours, then looks at the whole column.
    fn finish(mut self) -> Result<Vec<Vec<Portion>>, Vec<Fault>> {
        let every = std::mem::take(&mut self.every);
        let census = Census::new(self.sentences, self.cells, &every);
        let moved: Vec<(usize, Vec<char>)> = self
            .lost
            .iter()
            .map(|&sentence| (sentence, letters(self.sentences[sentence].text)))
            .filter(|(_, text)| census.compared(text).is_eq())
            .collect();
        // Twice, since a text between two others can be cut out only after one of them.
        for (sentence, text) in moved.iter().chain(moved.iter().rev()) {
            for &cell in census.cells(text) {
                if self.lost.contains(sentence)
                    && let Some(at) = self.split_off(cell, text)
                {
                    self.lost.remove(sentence);
                    self.portions[cell][at].sentence = Some(*sentence);
                }
            }
        }
        let mut faults: Vec<Fault> = self.lost.iter().copied().map(Fault::Lost).collect();
        faults.extend(self.repeated(&every, &census));
        faults.extend(self.garbled());
        faults.sort_by_key(|fault| match fault {
            Fault::Lost(sentence)
            | Fault::Repeated { sentence, .. }
            | Fault::Garbled { sentence, .. } => *sentence,
        });
        if faults.is_empty() { Ok(self.portions) } else { Err(faults) }
    }

    /// The sentences that stand more often in the cells than they did in the beads.
    fn repeated(&self, every: &HashMap<Vec<char>, Vec<usize>>, census: &Census) -> Vec<Fault> {
        let copied = |(text, same): (&Vec<char>, &Vec<usize>)| {
            let cells = census.cells(text);
            let last = *cells.last().filter(|_| census.compared(text).is_gt())?;
            // The copy is the one that is not in its own row.
            let home = self.sentences[same[0]].bead;
            let copy = cells.iter().rev().find(|&&cell| self.cells[cell].bead != home);
            Some(Fault::Repeated { cell: *copy.unwrap_or(&last), sentence: same[0] })
        };
        every.iter().filter_map(copied).collect()
    }

    /// The cells that a program wrote in an encoding without Chinese.
    fn garbled(&self) -> Vec<Fault> {
        let is_garbled = |text: &str| {
            let (marks, others): (Vec<char>, Vec<char>) =
                letters(text).into_iter().partition(|&c| c == '?' || c == '\u{fffd}');
            marks.len() > 1 && marks.len() >= others.len()
        };
        let cells = self.portions.iter().enumerate();
        cells
            .flat_map(|(cell, portions)| portions.iter().map(move |portion| (cell, portion)))
            .filter(|(_, portion)| is_garbled(&portion.text))
            .filter_map(|(cell, portion)| Some((cell, portion.sentence?)))
            .filter(|&(_, sentence)| !is_garbled(self.sentences[sentence].text))
            .map(|(cell, sentence)| Fault::Garbled { cell, sentence })
            .collect()
    }

    /// Makes a portion of its own of the text with these letters at the start or end of what
    /// stands in a cell; its index.
    fn split_off(&mut self, cell: usize, text: &[char]) -> Option<usize> {
        let portions = &mut self.portions[cell];
        for at in 0..portions.len() {
            let whole = letters(&portions[at].text);
            if whole == text && portions[at].sentence.is_none() {
                return Some(at);
            }
            let starts = whole.starts_with(text);
            if whole.len() == text.len() || !(starts || whole.ends_with(text)) {
                continue;
            }
            let count = if starts { text.len() } else { whole.len() - text.len() };
            let (head, tail) = portions[at].text.split_at(byte_after(&portions[at].text, count));
            let (head, tail) = (head.trim().to_owned(), tail.trim().to_owned());
            let (own, rest, new) = if starts { (head, tail, at) } else { (tail, head, at + 1) };
            portions[at].text = rest;
            portions.insert(new, Portion { sentence: None, part: 0, text: own });
            return Some(new);
        }
        None
    }
}
