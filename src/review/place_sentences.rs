//! Finds out which sentences stand in which cells of one column that came back.
//!
//! Exact matches come first, wherever they stand. A character diff over the rows around the
//! change then looks for the rest of the sentences in the rest of the cells.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::cell_diff::{Cut, Diff, texts};
use super::column::{Cell, Portion, Sentence, byte_after, letters, places};
use super::exact_match::ExactMatches;

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

impl Fault {
    fn sentence(&self) -> usize {
        match self {
            Self::Lost(sentence)
            | Self::Repeated { sentence, .. }
            | Self::Garbled { sentence, .. } => *sentence,
        }
    }
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
///
/// Law: every sentence stands in exactly one cell, whole or in parts that follow one another.
///
/// # Errors
/// The sentences that are lost, repeated or garbled, in their order.
pub(super) fn place_sentences(
    sentences: &[Sentence],
    cells: &[Cell],
) -> Result<Vec<Vec<Portion>>, Vec<Fault>> {
    let mut every: HashMap<Vec<char>, Vec<usize>> = HashMap::new();
    for (index, sentence) in sentences.iter().enumerate() {
        every.entry(letters(sentence.text)).or_default().push(index);
    }
    let ExactMatches { found, copies } = ExactMatches::find(sentences, cells, &every);
    let known: BTreeSet<usize> = found.iter().flatten().map(|found| found.sentence).collect();
    let rest: Vec<usize> = (0..sentences.len()).filter(|index| !known.contains(index)).collect();
    let left: Vec<Sentence> = rest.iter().map(|&index| sentences[index].clone()).collect();
    let mut cuts: Vec<Vec<Cut>> = Vec::new();
    let mut fragments: Vec<(usize, usize)> = Vec::new();
    let mut between: Vec<Cell> = Vec::new();
    for (index, (cell, found)) in cells.iter().zip(&found).enumerate() {
        let mut own = Vec::new();
        let mut done = 0;
        for found in found {
            let [from, to] =
                [found.start, found.start + found.length].map(|n| byte_after(cell.text, n));
            own.push((done, from));
            cuts.resize_with(index + 1, Vec::new);
            cuts[index].push(Cut { at: from, sentence: Some(found.sentence), part: 0 });
            done = to;
        }
        own.push((done, cell.text.len()));
        cuts.resize_with(index + 1, Vec::new);
        for (from, to) in
            own.into_iter().filter(|&(from, to)| !cell.text[from..to].trim().is_empty())
        {
            fragments.push((index, from));
            between.push(Cell { bead: cell.bead, text: &cell.text[from..to] });
        }
    }

    let (placed, lost) = Rest::new(&left, &between, &every).place();
    for (&(cell, offset), fragment) in fragments.iter().zip(placed) {
        let stands_alone = cuts[cell].is_empty();
        cuts[cell].extend(
            fragment.into_iter().filter(|cut| cut.sentence.is_some() || stands_alone).map(|cut| {
                Cut {
                    at: offset + cut.at,
                    sentence: cut.sentence.map(|sentence| rest[sentence]),
                    part: cut.part,
                }
            }),
        );
    }
    let portions = |(cell, cuts): (&Cell, &mut Vec<Cut>)| portions(cell.text, sentences, cuts);
    let portions: Vec<Vec<Portion>> = cells.iter().zip(&mut cuts).map(portions).collect();
    let mut faults: Vec<Fault> =
        lost.into_iter().map(|sentence| Fault::Lost(rest[sentence])).collect();
    faults.extend(copies.into_iter().map(|(cell, sentence)| Fault::Repeated { cell, sentence }));
    faults.extend(garbled(sentences, &portions));
    faults.sort_by_key(Fault::sentence);
    if faults.is_empty() { Ok(portions) } else { Err(faults) }
}

/// The cell's text by its cuts; what stands before the first belongs to it.
fn portions(text: &str, sentences: &[Sentence], cuts: &mut [Cut]) -> Vec<Portion> {
    cuts.sort_by_key(|cut| cut.at);
    for index in 1..cuts.len() {
        let before = &text[cuts[index - 1].at.min(cuts[index].at)..cuts[index].at];
        // Where the sentence before ended so already, the mark is its own.
        let had = cuts[index - 1].sentence.map_or(0, |it| opening_length(sentences[it].text));
        if had == 0 {
            cuts[index].at -= opening_length(before);
        }
    }
    if let Some(first) = cuts.first_mut() {
        first.at = 0;
    }
    let ends = cuts.iter().skip(1).map(|cut| cut.at).chain([text.len()]);
    let raw: Vec<&str> =
        cuts.iter().zip(ends).map(|(cut, end)| &text[cut.at.min(end)..end]).collect();
    let last = cuts.len().saturating_sub(1);
    let portion = |(place, (cut, own)): (usize, (&Cut, &str))| Portion {
        sentence: cut.sentence,
        part: cut.part,
        text: if place < last && breaks_line(raw[place], raw[place + 1]) {
            format!("{own}\n")
        } else {
            own.to_owned()
        },
    };
    cuts.iter().zip(texts(text, cuts)).enumerate().map(portion).collect()
}

/// Whether a line ends between two texts: a reviewer broke it there.
fn breaks_line(text: &str, next: &str) -> bool {
    let blank = |c: char| c.is_whitespace();
    let end = &text[text.trim_end_matches(blank).len()..];
    let start = &next[..next.len() - next.trim_start_matches(blank).len()];
    end.contains('\n') || start.contains('\n')
}

/// The length in bytes of the marks at the end of a text that open what follows: a quotation mark
/// that a reviewer added before a sentence belongs to that sentence.
fn opening_length(before: &str) -> usize {
    let opens = |c: char| matches!(c, '“' | '‘' | '「' | '『' | '《' | '（' | '(' | '[' | '【');
    let rest = before.trim_end_matches(|c| opens(c) || matches!(c, '"' | '\''));
    let marks = &before[rest.len()..];
    // A straight one opens behind a blank; else it closes what stands before.
    let straight = marks
        .find(['"', '\''])
        .filter(|_| !rest.is_empty() && !rest.ends_with(char::is_whitespace));
    match straight {
        Some(at) => {
            let behind = marks[at..].trim_start_matches(['"', '\'']);
            behind.len()
        }
        None => marks.len(),
    }
}

/// The cells that a program wrote in an encoding without Chinese.
fn garbled(sentences: &[Sentence], portions: &[Vec<Portion>]) -> Vec<Fault> {
    let is_garbled = |text: &str| {
        let (marks, others): (Vec<char>, Vec<char>) =
            letters(text).into_iter().partition(|&c| c == '?' || c == '\u{fffd}');
        marks.len() > 1 && marks.len() >= others.len()
    };
    let cells = portions.iter().enumerate();
    cells
        .flat_map(|(cell, portions)| portions.iter().map(move |portion| (cell, portion)))
        .filter(|(_, portion)| is_garbled(&portion.text))
        .filter_map(|(cell, portion)| Some((cell, portion.sentence?)))
        .filter(|&(_, sentence)| !is_garbled(sentences[sentence].text))
        .map(|(cell, sentence)| Fault::Garbled { cell, sentence })
        .collect()
}

/// The sentences of a bead, or of several in a row, and the cells about them.
#[derive(Debug, Clone)]
struct Stretch {
    sentences: Range<usize>,
    cells: Range<usize>,
}

/// The sentences that are left, and the text that is left in the cells.
struct Rest<'a> {
    sentences: &'a [Sentence<'a>],
    cells: &'a [Cell<'a>],
    cuts: Vec<Vec<Cut>>,
    lost: Vec<usize>,
    /// Every sentence of the column, by its letters.
    every: &'a HashMap<Vec<char>, Vec<usize>>,
}

impl<'a> Rest<'a> {
    fn new(
        sentences: &'a [Sentence<'a>],
        cells: &'a [Cell<'a>],
        every: &'a HashMap<Vec<char>, Vec<usize>>,
    ) -> Self {
        Self { sentences, cells, cuts: vec![Vec::new(); cells.len()], lost: Vec::new(), every }
    }

    /// The cuts of every cell, and the sentences that are in none.
    fn place(mut self) -> (Vec<Vec<Cut>>, Vec<usize>) {
        let mut run: Vec<Stretch> = Vec::new();
        let mut passed = 0;
        for stretch in self.stretches() {
            if stretch.sentences.is_empty() && stretch.cells.is_empty() {
                // Text may have moved past a few beads that are as they were.
                passed += 1;
                if passed > NEAR {
                    self.change_run(&std::mem::take(&mut run));
                }
            } else if self.keep(&stretch) {
                self.change_run(&std::mem::take(&mut run));
            } else {
                run.push(stretch);
                passed = 0;
            }
        }
        self.change_run(&run);
        (self.cuts, self.lost)
    }

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
        let kept = slight && known && !self.takes_from_neighbours(stretch, &diff);
        if stretch.sentences.is_empty() || !kept {
            return false;
        }
        let held: Vec<(usize, usize)> = stretch.sentences.clone().map(|s| (s, 0)).collect();
        let cuts = diff.cut(cell, &held);
        let texts = texts(self.cells[cell].text, &cuts);
        if cuts.iter().zip(texts).any(|(cut, text)| self.is_of_another(cut, text)) {
            return false;
        }
        self.cuts[cell] = cuts;
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
        let old: usize = self.sentences[whole.sentences.clone()].iter().map(|s| s.text.len()).sum();
        let new: usize = self.cells[whole.cells.clone()].iter().map(|cell| cell.text.len()).sum();
        if old.max(new) <= LONG_RUN {
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
                None => self.lost.push(sentence),
            }
        }
        for cell in stretch.cells.clone() {
            let mut cuts = diff.cut(cell, &holds[cell]);
            let texts = texts(self.cells[cell].text, &cuts);
            for (cut, text) in cuts.iter_mut().zip(texts) {
                if self.is_of_another(cut, text) {
                    self.lost.extend(cut.sentence.take());
                }
            }
            self.cuts[cell] = cuts;
        }
    }

    /// Whether the text is word for word another sentence: that is no edit, however alike they are.
    fn is_of_another(&self, cut: &Cut, text: &str) -> bool {
        let Some(own) = cut.sentence else { return false };
        let text = letters(text);
        text != letters(self.sentences[own].text) && self.every.contains_key(&text)
    }

    /// Whether the cell's whole text is another sentence.
    fn copies(&self, cell: usize, sentence: usize) -> bool {
        let text = letters(self.cells[cell].text);
        text != letters(self.sentences[sentence].text) && self.every.contains_key(&text)
    }
}
