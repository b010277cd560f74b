//! For each pair of sentences inside the corridor: which tokens of one are answered by the other, and how strongly.
//!
//! A bead's evidence is a sum over such pairs, so every link is followed once a pass.

use super::corridor::Corridor;
use super::links::Links;
use super::tokens::{Kind, Postings, Side};
use super::weights::{MOST_CHINESE, Weights};

/// A token's position in its sentence, and the sum of its associations with the
/// other sentence times p/(1-p) of its kind.
pub(super) type Answer = (u32, f32);

/// The answers of all sentence pairs that the corridor reaches.
pub(super) struct Overlaps {
    /// The first English sentence that Chinese sentence i can share a bead with.
    first: Vec<usize>,
    /// Where the pairs of Chinese sentence i start.
    rows: Vec<usize>,
    chinese: Lists,
    english: Lists,
}

/// Lists of answers, one a pair, laid end to end.
struct Lists {
    starts: Vec<u32>,
    answers: Vec<Answer>,
}

impl Lists {
    fn of(&self, pair: usize) -> &[Answer] {
        &self.answers[self.starts[pair] as usize..self.starts[pair + 1] as usize]
    }
}

impl Overlaps {
    /// Follows all links between sentences that can share a bead.
    pub(super) fn new(
        chinese: &Side,
        english: &Side,
        postings: &Postings,
        links: &Links,
        corridor: &Corridor,
        weights: &Weights,
    ) -> Self {
        let n = chinese.len();
        let mut overlaps = Self {
            first: Vec::with_capacity(n),
            rows: vec![0],
            chinese: Lists { starts: vec![0], answers: vec![] },
            english: Lists { starts: vec![0], answers: vec![] },
        };
        let mut cursors = vec![0u32; english.types.len()];
        let mut by_pair: Vec<Vec<(u32, u32, f32)>> = vec![];
        for i in 0..n {
            let first = corridor.row((i + 1).saturating_sub(MOST_CHINESE)).0;
            let end = corridor.row((i + MOST_CHINESE).min(n)).1;
            by_pair.iter_mut().for_each(Vec::clear);
            by_pair.resize_with(by_pair.len().max(end - first), Vec::new);
            for (t, &z) in (0u32..).zip(chinese.row(i)) {
                for &(e, a) in links.of(z) {
                    let places = postings.of(e);
                    let cursor = &mut cursors[e as usize];
                    while places.get(*cursor as usize).is_some_and(|&(j, _)| (j as usize) < first) {
                        *cursor += 1;
                    }
                    for &(j, u) in &places[*cursor as usize..] {
                        if j as usize >= end {
                            break;
                        }
                        by_pair[j as usize - first].push((t, u, a));
                    }
                }
            }
            for (j, answers) in (first..end).zip(&mut by_pair) {
                overlaps.push(answers, chinese, chinese.row(i), english, english.row(j), weights);
            }
            overlaps.first.push(first);
            overlaps.rows.push(overlaps.rows[i] + (end - first));
        }
        overlaps
    }

    /// What of Chinese sentence `i` English sentence `j` answers, by position.
    pub(super) fn chinese(&self, i: usize, j: usize) -> &[Answer] {
        self.pair(i, j).map_or(&[], |pair| self.chinese.of(pair))
    }

    /// What of English sentence `j` Chinese sentence `i` answers, by position.
    pub(super) fn english(&self, i: usize, j: usize) -> &[Answer] {
        self.pair(i, j).map_or(&[], |pair| self.english.of(pair))
    }

    fn pair(&self, i: usize, j: usize) -> Option<usize> {
        let pair = self.rows[i] + j.checked_sub(self.first[i])?;
        (pair < self.rows[i + 1]).then_some(pair)
    }

    fn push(
        &mut self,
        answers: &mut [(u32, u32, f32)],
        chinese: &Side,
        zs: &[u32],
        english: &Side,
        es: &[u32],
        weights: &Weights,
    ) {
        let list = &mut self.chinese;
        let mut last = u32::MAX;
        for &(t, _, a) in answers.iter() {
            let odds = odds(chinese.types[zs[t as usize] as usize].kind, weights);
            if t == last {
                list.answers.last_mut().expect("the token was just pushed").1 += odds * a;
            } else if odds > 0.0 {
                list.answers.push((t, odds * a));
                last = t;
            }
        }
        list.starts.push(list.answers.len() as u32);
        answers.sort_unstable_by_key(|&(_, u, _)| u);
        let list = &mut self.english;
        last = u32::MAX;
        for &(_, u, a) in answers.iter() {
            let odds = odds(english.types[es[u as usize] as usize].kind, weights);
            if u == last {
                list.answers.last_mut().expect("the token was just pushed").1 += odds * a;
            } else if odds > 0.0 {
                list.answers.push((u, odds * a));
                last = u;
            }
        }
        list.starts.push(list.answers.len() as u32);
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
