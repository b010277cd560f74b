//! What the lattice makes of whole segments: how likely each bead is, the
//! likeliest beads, and the best rival of one.
//!
//! A cell is *whole* when no segment runs over it on either side, and no bead that is fixed. A bead of
//! segments is a piece of a path from one whole cell to the next, so its
//! probability is the sum over all such pieces; where every segment is one
//! sentence, that is one edge.

use rustc_hash::FxHashMap;

use super::group::Group;
use super::inner::Segments;
use super::lattice::{Edge, Lattice, NONE};
use super::weights::Weights;

/// A bead of whole segments: from one whole cell to the next.
struct Span {
    from: u32,
    to: u32,
    probability: f32,
}

/// Pieces of paths less likely than this are forgotten: their logarithm.
const FORGOTTEN: f64 = -16.0;

impl Lattice {
    /// The beads of whole segments that are likeliest to be right, one by one, and
    /// how likely each is: maximises the sum of (probability - threshold).
    pub(super) fn likely_path(
        &self,
        segments: &Segments<'_>,
        weights: &Weights,
    ) -> Vec<(Group, f32)> {
        self.likeliest(segments, weights, FORGOTTEN).unwrap_or_else(|| {
            self.likeliest(segments, weights, f64::NEG_INFINITY).unwrap_or_default()
        })
    }

    fn likeliest(
        &self,
        segments: &Segments<'_>,
        weights: &Weights,
        forgotten: f64,
    ) -> Option<Vec<(Group, f32)>> {
        let spans = self.spans(segments, weights.temperature, forgotten);
        let mut value = vec![f32::NEG_INFINITY; self.best.len()];
        let mut back = vec![NONE; self.best.len()];
        value[0] = 0.0;
        for (number, span) in spans.iter().enumerate() {
            let bead = self.bead(span, segments);
            let beads = bead.one_by_one().count() as f32;
            let worth =
                value[span.from as usize] + beads * (span.probability - weights.bead_threshold);
            if worth > value[span.to as usize] {
                value[span.to as usize] = worth;
                back[span.to as usize] = number as u32;
            }
        }
        let mut beads: Vec<(Group, f32)> = vec![];
        let mut at = self.best.len() - 1;
        while at > 0 {
            let span = spans.get(back[at] as usize)?;
            let bead = self.bead(span, segments);
            let alone: Vec<Group> = bead.one_by_one().collect();
            beads.extend(alone.into_iter().rev().map(|bead| (bead, span.probability)));
            at = span.from as usize;
        }
        beads.reverse();
        make_confidences(&mut beads, weights);
        Some(beads)
    }

    /// The segments of a span.
    fn bead(&self, span: &Span, segments: &Segments<'_>) -> Group {
        let (from, to) = (self.cells.place(span.from), self.cells.place(span.to));
        segments.in_segments(Group { chinese: (from.0, to.0), english: (from.1, to.1) })
    }

    /// Which cells are whole.
    fn whole(&self, segments: &Segments<'_>) -> Vec<bool> {
        if segments.is_plain() {
            return vec![true; self.best.len()];
        }
        self.cells.places().map(|cell| segments.is_whole(cell)).collect()
    }

    /// All spans with their probabilities, forward times through times backward, in the order of their ends.
    fn spans(&self, segments: &Segments<'_>, temperature: f32, forgotten: f64) -> Vec<Span> {
        let whole = self.whole(segments);
        let temperature = f64::from(temperature);
        let weight =
            |edge: &Edge| temperature * f64::from(edge.score + self.boundaries[edge.from as usize]);
        let last = self.best.len() - 1;
        let mut forward = vec![f64::NEG_INFINITY; self.best.len()];
        forward[0] = 0.0;
        for edge in &self.edges {
            let value = forward[edge.from as usize] + weight(edge);
            let to = &mut forward[edge.to as usize];
            *to = log_sum(*to, value);
        }
        let mut backward = vec![f64::NEG_INFINITY; self.best.len()];
        backward[last] = 0.0;
        for edge in self.edges.iter().rev() {
            let value = backward[edge.to as usize] + weight(edge);
            let from = &mut backward[edge.from as usize];
            *from = log_sum(*from, value);
        }
        // The pieces of paths that end at a cell that is not whole: whole start, weight.
        let mut open: FxHashMap<u32, Vec<(u32, f64)>> = FxHashMap::default();
        let mut spans = vec![];
        let mut pieces: Vec<(u32, f64)> = vec![];
        for edges in self.edges.chunk_by(|a, b| a.to == b.to) {
            let to = edges[0].to;
            pieces.clear();
            for edge in edges {
                if whole[edge.from as usize] {
                    add_piece(&mut pieces, edge.from, weight(edge));
                } else {
                    for &(start, before) in open.get(&edge.from).into_iter().flatten() {
                        add_piece(&mut pieces, start, before + weight(edge));
                    }
                }
            }
            let likely = |&(start, through): &(u32, f64)| {
                forward[start as usize] + through + backward[to as usize] - forward[last]
            };
            pieces.retain(|piece| likely(piece) >= forgotten);
            if whole[to as usize] {
                spans.extend(pieces.iter().map(|piece| Span {
                    from: piece.0,
                    to,
                    probability: likely(piece).exp() as f32,
                }));
            } else {
                open.insert(to, pieces.clone());
            }
        }
        spans
    }

    /// The best path that has a bead of segments (`true`) or does without it
    /// (`false`), as beads of sentences; empty where there is none.
    pub(super) fn best_path_with(
        &self,
        bead: Group,
        segments: &Segments<'_>,
        has: bool,
    ) -> Vec<Group> {
        const WITHOUT: usize = 0;
        const INSIDE: usize = 1;
        const BEHIND: usize = 2;
        let bead = segments.in_sentences(bead);
        let ends = (
            self.cells.find(bead.chinese.0, bead.english.0),
            self.cells.find(bead.chinese.1, bead.english.1),
        );
        let (Some(start), Some(end)) = ends else { return vec![] };
        let whole = self.whole(segments);
        // Of each cell the best path that has not come to the bead or goes without it, one that is
        // inside the bead, and one that has it behind.
        let mut value = vec![[f32::NEG_INFINITY; 3]; self.best.len()];
        let mut back = vec![[(NONE, WITHOUT); 3]; self.best.len()];
        value[0][WITHOUT] = 0.0;
        for (number, edge) in self.edges.iter().enumerate() {
            let (from, to) = (edge.from as usize, edge.to as usize);
            for before in [WITHOUT, INSIDE, BEHIND] {
                let goes_in = before == INSIDE || before == WITHOUT && from == start;
                let state = match before {
                    BEHIND => BEHIND,
                    _ if goes_in && to == end => BEHIND,
                    _ if goes_in && !whole[to] => INSIDE,
                    _ => WITHOUT,
                };
                let reached = value[from][before] + edge.score + self.boundaries[from];
                if reached > value[to][state] {
                    value[to][state] = reached;
                    back[to][state] = (number as u32, before);
                }
            }
        }
        let (mut at, mut state) = (self.best.len() - 1, if has { BEHIND } else { WITHOUT });
        let mut path = vec![];
        while at > 0 {
            let (number, before) = back[at][state];
            let Some(edge) = self.edges.get(number as usize) else { return vec![] };
            path.push(self.group(edge));
            (at, state) = (edge.from as usize, before);
        }
        path.reverse();
        path.into_iter().flat_map(Group::one_by_one).collect()
    }
}

/// Makes each probability a confidence: 1/(1 + ((1-p)/p)^c e^-b). Source of the form: Platt 1999.
///
/// Where a text goes sentence by sentence, a bead of one sentence a side is mostly right, however
/// doubtful: b = `one_to_one_among_sure` * how far the share of sure ones among its neighbours is above
/// [`PLAIN`]. In a free translation, and among other doubtful beads, it is not: b = 0.
fn make_confidences(beads: &mut [(Group, f32)], weights: &Weights) {
    let is_one_to_one = |bead: &Group| bead.shape() == (1, 1);
    let is_sure = |(bead, p): &(Group, f32)| f32::from(u8::from(is_one_to_one(bead) && *p > SURE));
    let sure: Vec<f32> = beads.iter().map(is_sure).collect();
    let mut before = vec![0.0f32];
    before.extend(sure.iter().scan(0.0, |sum, one| {
        *sum += one;
        Some(*sum)
    }));
    for (n, (bead, p)) in beads.iter_mut().enumerate() {
        let (from, to) = (n.saturating_sub(NEIGHBOURS), (n + NEIGHBOURS + 1).min(sure.len()));
        let others = before[to] - before[from] - sure[n];
        let count = (to - from - 1) as f32;
        let share = (others + USUAL_COUNT * USUAL_SHARE) / (count + USUAL_COUNT);
        let plain = if is_one_to_one(bead) { (share - PLAIN).max(0.0) } else { 0.0 };
        let odds = ((1.0 - p.clamp(0.0, 1.0)) / p.clamp(0.0, 1.0)).powf(weights.confidence);
        *p = 1.0 / (1.0 + odds * (-weights.one_to_one_among_sure * plain).exp());
    }
}

/// How likely a bead must be to be a sure one, and how many beads to either side are neighbours.
const SURE: f32 = 0.9;
const NEIGHBOURS: usize = 20;
/// The share of sure beads of one sentence a side above which a text goes sentence by sentence.
const PLAIN: f32 = 0.6;
/// That share in a free translation, and for how many beads it counts where there are few.
const USUAL_SHARE: f32 = 0.5;
const USUAL_COUNT: f32 = 5.0;

/// Adds the weight of a piece of a path to those from the same start.
fn add_piece(pieces: &mut Vec<(u32, f64)>, start: u32, weight: f64) {
    match pieces.iter_mut().find(|(other, _)| *other == start) {
        Some((_, known)) => *known = log_sum(*known, weight),
        None => pieces.push((start, weight)),
    }
}

/// ln(e^a + e^b)
fn log_sum(a: f64, b: f64) -> f64 {
    let (small, large) = if a < b { (a, b) } else { (b, a) };
    if small == f64::NEG_INFINITY || large - small > 40.0 {
        return large;
    }
    large + (small - large).exp().ln_1p()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::weights::WEIGHTS;

    /// The confidence of a bead of one sentence a side, of one with two English sentences, both .7
    /// likely, and of another such one alone among doubtful ones, in a text in which every so many
    /// beads have two English sentences.
    fn confidences(every: usize) -> [f32; 3] {
        let bead = |n: usize, width, p| (Group { chinese: (n, n + 1), english: (n, n + width) }, p);
        let mut beads: Vec<(Group, f32)> =
            (0..200).map(|n| bead(n, if n % every == 1 { 2 } else { 1 }, 0.95)).collect();
        beads[50] = bead(50, 1, 0.7);
        beads[53] = bead(53, 2, 0.7);
        beads[120..170].iter_mut().for_each(|bead| bead.1 = 0.7);
        beads[146] = bead(146, 1, 0.7);
        make_confidences(&mut beads, &WEIGHTS);
        [50, 53, 146].map(|n| beads[n].1)
    }

    #[test]
    fn a_doubtful_bead_of_one_sentence_a_side_is_surer_among_sure_ones() {
        let [free_one, free_two, _] = confidences(2);
        let [plain_one, plain_two, guess] = confidences(50);
        let equal = |one: f32, other: f32| (one - other).abs() < 1e-6;
        assert!(equal(free_one, free_two), "in a free translation shapes are equal");
        assert!(equal(plain_two, free_two), "other shapes gain nothing");
        assert!(equal(guess, free_two), "among guesses nothing is gained");
        assert!(plain_one > free_one + 0.1, "{plain_one} {free_one}");
    }
}
