//! For each pair of sentences inside the corridor: which tokens of one are answered by the other, and how strongly.
//!
//! A bead's evidence is a sum over such pairs, so every link is followed once a
//! pass. The pairs are kept for the last few Chinese sentences only: a bead
//! holds no more of them, and what is small stays near the processor.

use std::collections::VecDeque;

use super::corridor::Corridor;
use super::links::Links;
use super::tokens::{Kind, Postings, Side};
use super::weights::{MOST_CHINESE, Weights};

/// A token's position in its sentence, and the sum of its associations with the
/// other sentence times p/(1-p) of its kind.
pub(super) type Answer = (u32, f32);

/// What the pairs of sentences are made from.
#[derive(Clone, Copy)]
pub(super) struct Evidence<'a> {
    /// The Chinese side.
    pub(super) chinese: &'a Side,
    /// The English side.
    pub(super) english: &'a Side,
    /// Where the English tokens stand.
    pub(super) postings: &'a Postings,
    /// The links to follow.
    pub(super) links: &'a Links,
    /// The sentences that can share a bead.
    pub(super) corridor: &'a Corridor,
    /// The weights.
    pub(super) weights: &'a Weights,
}

/// The answers of the pairs of the Chinese sentences read last.
pub(super) struct Overlaps<'a> {
    evidence: Evidence<'a>,
    /// How far in each English type's places the search has come, and the
    /// sentence there: most links are dismissed by that alone.
    cursors: Vec<u32>,
    next: Vec<u32>,
    by_pair: Vec<Vec<(u32, u32, f32)>>,
    /// The most Chinese sentences that a bead holds.
    reach: usize,
    /// The pairs of the Chinese sentences from `base` on, at most `reach` of them.
    rows: VecDeque<Row>,
    base: usize,
}

/// The pairs of one Chinese sentence with the English ones that it can share a bead with.
#[derive(Default)]
struct Row {
    /// The first of those English sentences.
    first: usize,
    chinese: Lists,
    english: Lists,
    /// Sum over the pairs before of the most they can add to the evidence of a bead, Chinese and English.
    most: Vec<[f32; 2]>,
}

/// Lists of answers, one a pair, laid end to end.
#[derive(Default)]
struct Lists {
    starts: Vec<u32>,
    answers: Vec<Answer>,
}

impl Lists {
    fn of(&self, pair: usize) -> &[Answer] {
        match self.starts.get(pair..pair + 2) {
            Some(&[from, to]) => &self.answers[from as usize..to as usize],
            _ => &[],
        }
    }

    fn clear(&mut self) {
        self.starts.clear();
        self.starts.push(0);
        self.answers.clear();
    }

    /// Adds the list of a pair: its links, each with its token's position and kind, by position.
    fn push(&mut self, links: impl Iterator<Item = (u32, Kind, f32)>, weights: &Weights) {
        let mut last = u32::MAX;
        for (position, kind, a) in links {
            let odds = odds(kind, weights);
            if position == last {
                self.answers.last_mut().expect("the token was just pushed").1 += odds * a;
            } else if odds > 0.0 {
                self.answers.push((position, odds * a));
                last = position;
            }
        }
        self.starts.push(self.answers.len() as u32);
    }

    /// What the answers of the last pair gain in a bead with so many tokens on the other side.
    fn last_gain(&self, others: usize) -> f32 {
        let share = 1.0 / (others as f32).max(1.0);
        let mut product = Product::default();
        for &(_, a) in self.of(self.starts.len() - 2) {
            product.factor(1.0 + share * a);
        }
        product.ln()
    }
}

impl<'a> Overlaps<'a> {
    /// Nothing read yet; the first sentence to be read is `start`, and beads
    /// hold at most `together` sentences.
    pub(super) fn new(evidence: Evidence<'a>, start: usize, together: usize) -> Self {
        let types = evidence.english.types.len() as u32;
        let first = |e: u32| evidence.postings.of(e).first().map_or(u32::MAX, |place| place.0);
        let (cursors, next) = (vec![0; types as usize], (0..types).map(first).collect());
        let reach = MOST_CHINESE.min(together - 1);
        Self { evidence, cursors, next, reach, by_pair: vec![], rows: VecDeque::new(), base: start }
    }

    /// The corridor that the pairs lie in.
    pub(super) fn corridor(&self) -> &'a Corridor {
        self.evidence.corridor
    }

    /// Reads on until `end` Chinese sentences have been read; those too far back to matter are forgotten.
    pub(super) fn read_to(&mut self, end: usize) {
        while self.base + self.rows.len() < end {
            let mut row = if self.rows.len() == self.reach {
                self.base += 1;
                self.rows.pop_front().unwrap_or_default()
            } else {
                Row::default()
            };
            self.fill(&mut row, self.base + self.rows.len());
            self.rows.push_back(row);
        }
    }

    /// Follows all links of Chinese sentence `i`.
    fn fill(&mut self, row: &mut Row, i: usize) {
        let Evidence { chinese, english, postings, links, corridor, weights } = self.evidence;
        let first = corridor.row((i + 1).saturating_sub(self.reach)).0;
        let end = corridor.row((i + self.reach).min(chinese.len())).1;
        self.by_pair.iter_mut().for_each(Vec::clear);
        self.by_pair.resize_with(self.by_pair.len().max(end - first), Vec::new);
        let zs = chinese.row(i);
        for (t, &z) in (0u32..).zip(zs) {
            for &(e, a) in links.of(z) {
                let next = &mut self.next[e as usize];
                if *next as usize >= end {
                    continue;
                }
                let places = postings.of(e);
                let cursor = &mut self.cursors[e as usize];
                while (*next as usize) < first {
                    *cursor += 1;
                    *next = places.get(*cursor as usize).map_or(u32::MAX, |place| place.0);
                }
                for &(j, u) in &places[*cursor as usize..] {
                    if j as usize >= end {
                        break;
                    }
                    self.by_pair[j as usize - first].push((t, u, a));
                }
            }
        }
        row.first = first;
        row.chinese.clear();
        row.english.clear();
        row.most.clear();
        let mut most = [0.0; 2];
        for (j, pair) in (first..end).zip(&mut self.by_pair) {
            let es = english.row(j);
            let kind = |side: &Side, token: u32| side.types[token as usize].kind;
            let of_chinese = pair.iter().map(|&(t, _, a)| (t, kind(chinese, zs[t as usize]), a));
            row.chinese.push(of_chinese, weights);
            pair.sort_unstable_by_key(|&(_, u, _)| u);
            let of_english = pair.iter().map(|&(_, u, a)| (u, kind(english, es[u as usize]), a));
            row.english.push(of_english, weights);
            row.most.push(most);
            most[0] += row.chinese.last_gain(es.len());
            most[1] += row.english.last_gain(zs.len());
        }
        row.most.push(most);
    }

    /// What of Chinese sentence `i` English sentence `j` answers, by position.
    pub(super) fn chinese(&self, i: usize, j: usize) -> &[Answer] {
        self.row(i).map_or(&[], |row| j.checked_sub(row.first).map_or(&[], |k| row.chinese.of(k)))
    }

    /// What of English sentence `j` Chinese sentence `i` answers, by position.
    pub(super) fn english(&self, i: usize, j: usize) -> &[Answer] {
        self.row(i).map_or(&[], |row| j.checked_sub(row.first).map_or(&[], |k| row.english.of(k)))
    }

    /// The most that the answers between Chinese sentence `i` and a range of
    /// English ones can add to the evidence, Chinese and English, of a bead that
    /// holds them, which is what each pair would add as a bead of its own. Law: a
    /// bead's evidence is at most the sum over its pairs, as every answer is shared
    /// out over at least the tokens of its own pair.
    pub(super) fn most(&self, i: usize, (from, to): (usize, usize)) -> [f32; 2] {
        let Some(row) = self.row(i) else { return [0.0; 2] };
        let at = |j: usize| {
            let last = row.most.len() - 1;
            row.most[j.saturating_sub(row.first).min(last)]
        };
        let (before, after) = (at(from), at(to));
        [after[0] - before[0], after[1] - before[1]]
    }

    fn row(&self, i: usize) -> Option<&Row> {
        self.rows.get(i.checked_sub(self.base)?)
    }
}

/// p/(1-p), where p is the chance that a token of this kind has a counterpart.
fn odds(kind: Kind, weights: &Weights) -> f32 {
    let p = match kind {
        Kind::Content => weights.content,
        Kind::Punctuation => weights.punctuation,
        Kind::Function => 0.0,
    };
    p / (1.0 - p)
}

/// The logarithm of a product of numbers of at least 1, with few logarithms taken.
#[derive(Clone, Copy)]
pub(super) struct Product {
    pending: f64,
    sum: f64,
}

impl Default for Product {
    fn default() -> Self {
        Self { pending: 1.0, sum: 0.0 }
    }
}

impl Product {
    /// Multiplies by a factor of 1 and more.
    pub(super) fn factor(&mut self, factor: f32) {
        const FULL: f64 = 1e200;
        self.pending *= f64::from(factor);
        if self.pending > FULL {
            self.sum += self.pending.ln();
            self.pending = 1.0;
        }
    }

    /// Whether nothing but 1 has been multiplied.
    pub(super) fn is_one(&self) -> bool {
        self.pending <= 1.0 && self.sum <= 0.0
    }

    /// The logarithm, if the product is more than `least`.
    pub(super) fn ln_above(&self, least: f64) -> Option<f32> {
        (self.sum > 0.0 || self.pending > least).then(|| self.ln())
    }

    /// The logarithm.
    pub(super) fn ln(&self) -> f32 {
        if self.is_one() { 0.0 } else { (self.sum + self.pending.ln()) as f32 }
    }
}
