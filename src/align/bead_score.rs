//! What a bead is worth.
//!
//! ```text
//! S = prior * ln P(shape) + length * Len + chinese * LZ + english * LE
//! Len = -min(d^2/v, cap)/2 - norm * ln v,   d = le - r lz,  v = variance * (le + r lz)/2 + .7
//! LZ  = sum over Chinese tokens z of ln( (1-p) + p/|E| * sum over English tokens e of w a(z,e) )
//! LE  = the mirror image
//! ```
//!
//! `r` is the document's ratio of lengths, `|E|` the number of English tokens in
//! the bead: it is what a bead pays for being large. The position discount `w`
//! (beads of more than two sentences) says that a word is expected at the same
//! relative place on the other side: w = 1/(1 + (position * distance)^2), the
//! distance from that place to the sentence the counterpart stands in.
//!
//! A sentence alone: S = alone - `alone_character` * its length.

use super::boundary::{Commas, Ends};
use super::group::Group;
use super::labels::Labels;
use super::overlap::{Answer, Overlaps, Product};
use super::prior::Prior;
use super::structure::Structure;
use super::times::Times;
use super::tokens::{Kind, Side};
use super::weights::Weights;

/// What is measured of both sides, and what each pass learns of them.
pub(super) struct Measures {
    chinese: Lengths,
    english: Lengths,
    /// English length per Chinese length.
    pub(super) ratio: f32,
    ends: Ends,
    /// What ends in commas cost; learnt.
    commas: Commas,
    /// What ends of paragraphs and headings say; learnt.
    pub(super) structure: Structure,
    /// What numbers of headings say.
    pub(super) labels: Labels,
    /// What times say.
    pub(super) times: Times,
    /// How likely each shape is; learnt.
    pub(super) prior: Prior,
}

/// The lengths of one side's sentences.
struct Lengths {
    /// Sum of the lengths of the sentences before; one more than there are sentences.
    before: Vec<f32>,
    tokens: Vec<f32>,
    /// Sum of ln(1-p) over a sentence's tokens: what it is worth when nothing answers.
    silence: Vec<f32>,
}

impl Lengths {
    fn new(side: &Side, weights: &Weights) -> Self {
        let mut before = vec![0.0];
        before.extend(side.lengths.iter().scan(0.0, |sum, length| {
            *sum += length;
            Some(*sum)
        }));
        let rows = || (0..side.len()).map(|n| side.row(n));
        let silence = |row: &[u32]| {
            row.iter()
                .map(|&t| match side.types[t as usize].kind {
                    Kind::Content => (1.0 - weights.content).ln(),
                    Kind::Punctuation => (1.0 - weights.punctuation).ln(),
                    Kind::Function => 0.0,
                })
                .sum()
        };
        Self {
            before,
            tokens: rows().map(|row| row.len() as f32).collect(),
            silence: rows().map(silence).collect(),
        }
    }

    fn of(&self, range: (usize, usize)) -> f32 {
        self.before[range.1] - self.before[range.0]
    }

    fn silence_of(&self, (from, to): (usize, usize)) -> f32 {
        self.silence[from..to].iter().sum()
    }
}

impl Measures {
    /// Measures both sides.
    pub(super) fn new(
        chinese: &Side,
        english: &Side,
        ends: Ends,
        structure: Structure,
        labels: Labels,
        times: Times,
        weights: &Weights,
    ) -> Self {
        let chinese = Lengths::new(chinese, weights);
        let english = Lengths::new(english, weights);
        let mut measures = Self {
            chinese,
            english,
            ratio: 1.0,
            ends,
            commas: Commas::default(),
            structure,
            labels,
            times,
            prior: Prior::new(&[], weights),
        };
        let whole = Group {
            chinese: (0, measures.ends.chinese.len()),
            english: (0, measures.ends.english.len()),
        };
        measures.set_ratio(std::iter::once(whole));
        measures
    }

    /// Learns from the path of a pass.
    pub(super) fn learn(&mut self, path: &[Group], weights: &Weights) {
        self.prior = Prior::new(path, weights);
        self.structure.learn(path);
        self.commas = Commas::learn(path, &self.ends);
        self.set_ratio(path.iter().copied());
    }

    /// Takes the ratio of lengths from stretches that translate each other, so
    /// that what only one side has does not bend it. Too short ones change nothing.
    pub(super) fn set_ratio(&mut self, stretches: impl Iterator<Item = Group>) {
        let (z, e) = stretches.filter(Group::is_two_sided).fold((0.0, 0.0), |(z, e), g| {
            (z + self.chinese.of(g.chinese), e + self.english.of(g.english))
        });
        if z > ENOUGH && e > ENOUGH {
            self.ratio = e / z;
        }
    }

    /// Whether a bead of more than two sentences is so lopsided that it need not be scored.
    pub(super) fn is_lopsided(&self, group: Group) -> bool {
        const MOST: f32 = 2.5;
        const ROOM: f32 = 40.0;
        let (z, e) = (self.chinese.of(group.chinese) * self.ratio, self.english.of(group.english));
        z > MOST * e + ROOM || e > MOST * z + ROOM
    }

    /// The score of a boundary after `i` Chinese and `j` English sentences.
    pub(super) fn boundary(&self, i: usize, j: usize, weights: &Weights) -> f32 {
        if i == 0 || j == 0 || i == self.ends.chinese.len() || j == self.ends.english.len() {
            return 0.0;
        }
        self.ends.boundary(i, j, self.commas, weights)
            + self.structure.boundary(i, j)
            + self.times.boundary(i, j)
    }
}

/// Stretches shorter than this, in characters, say nothing about the ratio of lengths.
const ENOUGH: f32 = 10.0;

/// The parts of a bead's score, before they are weighted.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Parts {
    /// Log prior of the shape, or the whole score of a sentence alone.
    pub(super) prior: f32,
    /// The length term.
    pub(super) length: f32,
    /// What the Chinese tokens say.
    pub(super) chinese: f32,
    /// What the English tokens say.
    pub(super) english: f32,
}

/// What a row of sentences alone costs, besides its first sentence.
pub(super) struct RunPrice {
    /// Once, and …
    pub(super) opening: f32,
    /// … what the first so many sentences of a side, none and more, would cost: a row costs the
    /// difference between its ends.
    pub(super) chinese: Vec<f32>,
    /// See `chinese`.
    pub(super) english: Vec<f32>,
}

/// Scores beads within one pass.
pub(super) struct Scorer<'a> {
    /// The pass's measures.
    pub(super) measures: &'a Measures,
    /// The weights.
    pub(super) weights: &'a Weights,
}

impl Scorer<'_> {
    /// The score of a two-sided bead, without its boundary; nothing where it is below `least`.
    ///
    /// What costs little comes first: a bound of both sides' evidence, then the evidence of the
    /// side that faces fewer sentences.
    pub(super) fn score(
        &self,
        group: Group,
        overlaps: &Overlaps<'_>,
        least: f32,
        scratch: &mut Vec<f32>,
    ) -> Option<f32> {
        let (m, w) = (self.measures, self.weights);
        let structure = m.structure.bead(group) + m.labels.bead(group);
        let sum = |parts: &Parts| {
            w.prior * parts.prior
                + w.length * parts.length
                + w.chinese * parts.chinese
                + w.english * parts.english
                + structure
        };
        let mut parts = Parts {
            prior: m.prior.log(group.shape()),
            length: self.length(group),
            chinese: m.chinese.silence_of(group.chinese),
            english: m.english.silence_of(group.english),
        };
        for i in group.chinese.0..group.chinese.1 {
            let [chinese, english] = overlaps.most(i, group.english);
            parts.chinese += chinese;
            parts.english += english;
        }
        let (a, b) = group.shape();
        for is_chinese in [a >= b, a < b] {
            if sum(&parts) < least {
                return None;
            }
            if is_chinese {
                parts.chinese = self.chinese(group, overlaps, scratch);
            } else {
                parts.english = self.english(group, overlaps, scratch);
            }
        }
        Some(sum(&parts))
    }

    /// The score of a sentence alone.
    pub(super) fn alone(&self, group: Group) -> f32 {
        let m = self.measures;
        let length = m.chinese.of(group.chinese) * m.ratio + m.english.of(group.english);
        self.weights.alone - self.weights.alone_character * length
    }

    /// The two prices of a row of sentences alone, of which the better one holds: a short row pays
    /// for each sentence, a missing section mostly for being opened. The price of a gap that grows
    /// more slowly the longer it is: Gotoh 1990, "Optimal sequence alignment allowing for long gaps".
    pub(super) fn run_prices(&self) -> [RunPrice; 2] {
        let w = self.weights;
        let price = |opening, each: f32, character: f32| {
            let costs = |lengths: &Lengths, ratio: f32| {
                let cost =
                    |(n, before): (usize, &f32)| n as f32 * each - character * before * ratio;
                lengths.before.iter().enumerate().map(cost).collect()
            };
            RunPrice {
                opening,
                chinese: costs(&self.measures.chinese, self.measures.ratio),
                english: costs(&self.measures.english, 1.0),
            }
        };
        [price(0.0, w.alone_too, w.alone_character), price(w.section, 0.0, w.section_character)]
    }

    /// The parts of the score of a two-sided bead.
    pub(super) fn parts(
        &self,
        group: Group,
        overlaps: &Overlaps<'_>,
        scratch: &mut Vec<f32>,
    ) -> Parts {
        Parts {
            prior: self.measures.prior.log(group.shape()),
            length: self.length(group),
            chinese: self.chinese(group, overlaps, scratch),
            english: self.english(group, overlaps, scratch),
        }
    }

    /// How much of a text is answered inside these beads: what the answers gain,
    /// as a share of what the silence of all its tokens costs, 0 and up. Of the
    /// side for which that is more, since the other may only be the longer one.
    pub(super) fn support(&self, beads: &[Group], mut overlaps: Overlaps<'_>) -> f32 {
        let m = self.measures;
        let mut scratch = vec![];
        let (mut gain, mut cost) = ([0.0f32; 2], [0.0f32; 2]);
        for &bead in beads {
            let silent = [m.chinese.silence_of(bead.chinese), m.english.silence_of(bead.english)];
            overlaps.read_to(bead.chinese.1);
            let (chinese, english) = if bead.is_two_sided() {
                (
                    self.chinese(bead, &overlaps, &mut scratch),
                    self.english(bead, &overlaps, &mut scratch),
                )
            } else {
                (silent[0], silent[1])
            };
            for (side, evidence) in [chinese, english].into_iter().enumerate() {
                gain[side] += evidence - silent[side];
                cost[side] -= silent[side];
            }
        }
        let share = |side: usize| if cost[side] > 0.0 { gain[side] / cost[side] } else { 0.0 };
        share(0).max(share(1))
    }

    fn length(&self, group: Group) -> f32 {
        let (m, w) = (self.measures, self.weights);
        let (z, e) = (m.chinese.of(group.chinese) * m.ratio, m.english.of(group.english));
        let variance = w.length_variance * f32::midpoint(z, e) + 0.7;
        let difference = e - z;
        -0.5 * (difference * difference / variance).min(w.length_cap)
            - w.length_norm * variance.ln()
    }

    /// LZ
    fn chinese(&self, group: Group, overlaps: &Overlaps<'_>, scratch: &mut Vec<f32>) -> f32 {
        let lengths = (&self.measures.chinese, &self.measures.english);
        let answers = |i, j| overlaps.chinese(i, j);
        self.side(group.chinese, group.english, lengths, scratch, answers)
    }

    /// LE
    fn english(&self, group: Group, overlaps: &Overlaps<'_>, scratch: &mut Vec<f32>) -> f32 {
        let lengths = (&self.measures.english, &self.measures.chinese);
        let answers = |j, i| overlaps.english(i, j);
        self.side(group.english, group.chinese, lengths, scratch, answers)
    }

    /// What the tokens of `own` sentences say, given the `other` ones.
    fn side<'o>(
        &self,
        own: (usize, usize),
        other: (usize, usize),
        (own_lengths, other_lengths): (&Lengths, &Lengths),
        scratch: &mut Vec<f32>,
        answers: impl Fn(usize, usize) -> &'o [Answer],
    ) -> f32 {
        let others: f32 = other_lengths.tokens[other.0..other.1].iter().sum();
        let share = 1.0 / others.max(1.0);
        let mut product = Product::default();
        let mut silence = 0.0;
        if other.1 - other.0 == 1 {
            // Every place is inside the only sentence.
            for own_sentence in own.0..own.1 {
                silence += own_lengths.silence[own_sentence];
                for &(_, a) in answers(own_sentence, other.0) {
                    product.factor(1.0 + share * a);
                }
            }
            return silence + product.ln();
        }
        let stretch = other_lengths.of(other) / own_lengths.of(own).max(0.1);
        for own_sentence in own.0..own.1 {
            silence += own_lengths.silence[own_sentence];
            let count = own_lengths.tokens[own_sentence];
            let start = (own_lengths.before[own_sentence] - own_lengths.before[own.0]) * stretch;
            let step = own_lengths.of((own_sentence, own_sentence + 1)) * stretch / count.max(1.0);
            scratch.clear();
            scratch.resize(count as usize, 0.0);
            for other_sentence in other.0..other.1 {
                let from = other_lengths.before[other_sentence] - other_lengths.before[other.0];
                let to = other_lengths.before[other_sentence + 1] - other_lengths.before[other.0];
                for &(position, a) in answers(own_sentence, other_sentence) {
                    let expected = start + (position as f32 + 0.5) * step;
                    let distance =
                        (from - expected).max(expected - to).max(0.0) * self.weights.position;
                    scratch[position as usize] += a / (1.0 + distance * distance);
                }
            }
            for &sum in scratch.iter().filter(|&&sum| sum > 0.0) {
                product.factor(1.0 + share * sum);
            }
        }
        silence + product.ln()
    }
}
