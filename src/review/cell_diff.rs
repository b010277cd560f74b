//! How much of the sentences of a few beads is still in the cells that came back.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::column::{Cell, Sentence, byte_after, letters};

/// Whether a run of equal letters means nothing: any two texts share single letters in the
/// same order. A run counts from a short word on (two Chinese characters, four letters), or
/// where a whole sentence is no longer.
fn by_chance(old: &[char], run: Range<usize>, spans: &[Range<usize>]) -> bool {
    let chinese = old[run.clone()].iter().any(|&c| c >= '\u{2e80}');
    let short = run.len() < if chinese { 2 } else { 4 };
    short && !spans.iter().any(|span| run.start <= span.start && span.end <= run.end)
}

/// The letters of a stretch before and after.
pub(super) struct Diff<'a> {
    cells: &'a [Cell<'a>],
    /// The letters of the sentences.
    pub(super) old: Vec<char>,
    /// The letters of the cells.
    pub(super) new: Vec<char>,
    /// The cell of each new letter.
    pub(super) cell_of: Vec<usize>,
    /// Where each old letter stands now.
    now: Vec<Option<usize>>,
    /// Each sentence's old letters, by its index less the first.
    spans: Vec<Range<usize>>,
    first: usize,
    /// Runs of new letters within one cell that were not there before.
    pub(super) added: Vec<Range<usize>>,
}

impl<'a> Diff<'a> {
    /// Compares the sentences in the range `of` with the cells in the range `within`.
    pub(super) fn new(
        (sentences, of): (&[Sentence], Range<usize>),
        (cells, within): (&'a [Cell<'a>], Range<usize>),
    ) -> Self {
        let (mut old, mut new, mut cell_of, mut spans) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for sentence in &sentences[of.clone()] {
            let start = old.len();
            old.extend(letters(sentence.text));
            spans.push(start..old.len());
        }
        for cell in within {
            new.extend(letters(cells[cell].text));
            cell_of.resize(new.len(), cell);
        }
        let mut now = vec![None; old.len()];
        let mut added = Vec::new();
        let mut done = 0;
        // What lies between two runs that were kept, cell by cell.
        let mut add = |run: Range<usize>| {
            let letters: Vec<usize> = run.collect();
            let by_cell = letters.chunk_by(|&a, &b| cell_of[a] == cell_of[b]);
            added.extend(by_cell.map(|part| part[0]..part[part.len() - 1] + 1));
        };
        for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
            let DiffOp::Equal { old_index, new_index, len } = op else { continue };
            if by_chance(&old, old_index..old_index + len, &spans) {
                continue;
            }
            for step in 0..len {
                now[old_index + step] = Some(new_index + step);
            }
            add(done..new_index);
            done = new_index + len;
        }
        add(done..new.len());
        Self { cells, old, new, cell_of, now, spans, first: of.start, added }
    }

    /// The sentence's place in the old letters.
    pub(super) fn span(&self, sentence: usize) -> Range<usize> {
        self.spans[sentence - self.first].clone()
    }

    /// How many letters the sentence had.
    pub(super) fn length(&self, sentence: usize) -> usize {
        self.span(sentence).len()
    }

    /// The share of the sentence's letters that are still there.
    pub(super) fn kept_share(&self, sentence: usize) -> f32 {
        let span = self.span(sentence);
        let kept = self.now[span.clone()].iter().flatten().count();
        if span.is_empty() { 1.0 } else { kept as f32 / span.len() as f32 }
    }

    /// The cells that hold letters of the sentence, in order, and how many.
    pub(super) fn counts(&self, sentence: usize) -> Vec<(usize, usize)> {
        let cells: Vec<usize> =
            self.now[self.span(sentence)].iter().flatten().map(|&at| self.cell_of[at]).collect();
        cells.chunk_by(|a, b| a == b).map(|same| (same[0], same.len())).collect()
    }

    /// Where in the cell's text each of the sentences (or parts) that it holds starts; the first
    /// takes what stands before it.
    pub(super) fn cut(&self, cell: usize, held: &[(usize, usize)]) -> Vec<Cut> {
        let Some(base) = self.cell_of.iter().position(|&c| c == cell) else { return Vec::new() };
        if held.is_empty() {
            return vec![Cut { at: 0, sentence: None, part: 0 }];
        }
        let start = |sentence: usize| {
            let mut letters = self.now[self.span(sentence)].iter().flatten();
            letters
                .find(|&&at| self.cell_of[at] == cell)
                .map_or(0, |&at| byte_after(self.cells[cell].text, at - base))
        };
        let cut = |(index, &(sentence, part)): (usize, &(usize, usize))| Cut {
            at: if index == 0 { 0 } else { start(sentence) },
            sentence: Some(sentence),
            part,
        };
        held.iter().enumerate().map(cut).collect()
    }
}

/// Where a sentence, a part of one, or new text starts in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    /// The byte of the cell's text.
    pub(super) at: usize,
    /// The index of the sentence; none for new text.
    pub(super) sentence: Option<usize>,
    /// Which part of the sentence, from 0; 0 for a whole one.
    pub(super) part: usize,
}

/// The text of each cut: up to the next one.
pub(super) fn texts<'t>(text: &'t str, cuts: &[Cut]) -> Vec<&'t str> {
    let ends = cuts.iter().skip(1).map(|cut| cut.at).chain([text.len()]);
    cuts.iter().zip(ends).map(|(cut, end)| text[cut.at..end.max(cut.at)].trim()).collect()
}
