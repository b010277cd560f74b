//! The pairs of a bilingual file before they are beads: texts alone, held closely.

use super::{Bead, Bitext, Cell, Side};
use diptych_segments::Role;

/// The texts of a bilingual file, each on one line: pair `n` is line `n` of both sides, from 0.
///
/// A memory of a million pairs is one long string a side and nothing more, for as long as the pairs
/// are scored.
#[derive(Debug, Clone, Default)]
pub struct Pairs {
    source: Lines,
    target: Lines,
    places: Vec<usize>,
    /// The contexts of pairs that have one, each with the number of its pair, ascending.
    contexts: Vec<(usize, Box<str>)>,
}

/// Lines one after the other.
#[derive(Debug, Clone, Default)]
struct Lines {
    /// Each with a line end.
    text: String,
    /// Where each stops in `text`, in bytes, its line end not counted.
    ends: Vec<usize>,
}

impl Pairs {
    /// Adds a pair, with the line of the file that it starts on.
    pub fn push(&mut self, source: &str, target: &str, line: usize) {
        self.source.push(source);
        self.target.push(target);
        self.places.push(line);
    }

    /// Says where the last pair is used.
    pub fn set_context(&mut self, context: &str) {
        self.contexts.push((self.len().saturating_sub(1), context.into()));
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The source and the target of each pair.
    pub fn sides(&self) -> impl ExactSizeIterator<Item = (&str, &str)> + Clone {
        (0..self.len()).map(|n| (self.source.line(n), self.target.line(n)))
    }

    /// All sources, and all targets, with line ends between them.
    pub fn texts(&self) -> (&str, &str) {
        (self.source.whole(), self.target.whole())
    }

    /// The line of the file that each pair starts on, from 1; 0 where unknown.
    pub fn places(&self) -> &[usize] {
        &self.places
    }
}

/// So many lines are taken from the end of a text before its memory is given back.
const TAKEN: usize = 10_000;

impl Lines {
    fn push(&mut self, line: &str) {
        self.text.push_str(line);
        self.ends.push(self.text.len());
        self.text.push('\n');
    }

    fn start(&self, n: usize) -> usize {
        if n == 0 { 0 } else { self.ends[n - 1] + 1 }
    }

    fn line(&self, n: usize) -> &str {
        &self.text[self.start(n)..self.ends[n]]
    }

    fn whole(&self) -> &str {
        self.text.strip_suffix('\n').unwrap_or(&self.text)
    }

    /// Takes the last line, `n`, as a cell; one without text is no segment.
    fn pop(&mut self, n: usize) -> Cell {
        let text = self.line(n).to_owned();
        self.text.truncate(self.start(n));
        self.ends.pop();
        if n.is_multiple_of(TAKEN) {
            self.text.shrink_to_fit();
        }
        if text.is_empty() {
            return Cell::default();
        }
        let (ids, segments) = ([n].into_iter().collect(), [text].into_iter().collect());
        Cell { ids, segments, paragraph: Some(n), ..Cell::default() }
    }
}

impl Bitext {
    /// The pairs as beads, each with its score. An empty side has no segment.
    pub fn of_pairs(source: Side, target: Side, mut pairs: Pairs, scores: &[f32]) -> Self {
        // From the last to the first: what became a bead is no longer among the lines.
        let mut beads: Vec<Bead> = Vec::with_capacity(pairs.len());
        for (n, &score) in scores.iter().enumerate().rev() {
            let (source, target) = (pairs.source.pop(n), pairs.target.pop(n));
            let context = pairs.contexts.pop_if(|it| it.0 == n).map(|it| it.1);
            let (role, accepted) = (Role::Paragraph, false);
            let reviewed = None;
            beads.push(Bead { source, target, score, role, accepted, context, reviewed });
        }
        beads.reverse();
        Self { source, target, beads }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use diptych_segments::Lang;

    #[test]
    fn a_pair_is_a_bead_and_an_empty_side_no_segment() {
        let mut pairs = Pairs::default();
        for (n, (source, target)) in
            [("图书馆开放。", "It is open."), ("河上有桥。", ""), ("", "Shut.")].iter().enumerate()
        {
            pairs.push(source, target, n + 1);
        }
        assert_eq!(pairs.texts(), ("图书馆开放。\n河上有桥。\n", "It is open.\n\nShut."));
        let side = |lang, code: &str| Side { file: String::new(), lang, code: code.to_owned() };
        let sides = (side(Lang::Zh, "zh-CN"), side(Lang::En, "en-US"));
        let bitext = Bitext::of_pairs(sides.0, sides.1, pairs, &[0.5, 1.0, 1.0]);
        let ids: Vec<(Vec<usize>, Vec<usize>)> =
            bitext.beads.iter().map(|b| (b.source.ids.to_vec(), b.target.ids.to_vec())).collect();
        assert_eq!(ids, [(vec![0], vec![0]), (vec![1], vec![]), (vec![], vec![2])]);
        assert!((bitext.beads[0].score - 0.5).abs() < 0.001);
        assert_eq!(bitext.target_text(&bitext.beads[2]), "Shut.");
    }
}
