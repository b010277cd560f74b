//! Sure points: pairs of sentences that can hardly be anything but translations.
//!
//! Every Chinese sentence votes, through its links, for English sentences
//! anywhere in the text; words that stand in too many sentences do not vote.
//! The points of the best monotone chain are the anchors of the search. There
//! is no band around the diagonal: a missing chapter costs nothing.
//!
//! ```text
//! score(i,j) = sum over tokens z of i: ln(1 + c * sum of a(z,e) over e in j / |j|),  c = p/(1-p)
//! chain      = maximise sum (score - sure) - bend(how far each step leaves the slope)
//! ```

use super::group::{Group, Point};
use super::links::Links;
use super::overlap::Product;
use super::tokens::{Kind, Postings, Side};
use super::weights::Weights;

/// A word votes when it stands in at most this many sentences, or in this share of them if that is more …
const VOTER_PLACES: usize = 20;
const VOTER_SHARE: f32 = 0.10;
/// … but never in more than this, which keeps the pass linear: 40 and 120 give the same beads on
/// the development, structure and damaged sets.
const VOTER_MOST: usize = 40;
/// Where less than this share of the sentences has a point, the text has few
/// words, and words that stand in so many times as many sentences vote too.
const FEW_POINTS: f32 = 0.5;
const MORE_VOTERS: usize = 10;
/// How many points a sentence may propose.
const PROPOSALS: usize = 6;
/// How many earlier points a chain step looks back to one by one.
const LOOK_BACK: usize = 60;
/// A step may leave the slope by so many sentences for nothing; beyond that it
/// costs this to begin with, this for each sentence, and at most `LEAP`: one
/// long jump over a gap is cheaper than two short ones with a chance hit between.
const STRAY: f32 = 4.0;
const BEND: f32 = 6.0;
const BEND_EACH: f32 = 0.04;
const LEAP: f32 = 12.0;

/// All points worth proposing, by Chinese sentence and, within it, by English sentence.
pub(super) fn points(
    chinese: &Side,
    english: &Side,
    postings: &Postings,
    links: &Links,
    weights: &Weights,
) -> Vec<Point> {
    let most_places =
        VOTER_PLACES.max((VOTER_SHARE * english.len() as f32) as usize).min(VOTER_MOST);
    let of =
        |most_places| points_of_voters(chinese, english, postings, links, weights, most_places);
    let points = of(most_places);
    let tied = points.chunk_by(|a, b| a.chinese == b.chinese).count() as f32;
    if tied < FEW_POINTS * chinese.len().min(english.len()) as f32 {
        return of(MORE_VOTERS * most_places);
    }
    points
}

/// The points for which words vote that stand in at most so many sentences.
fn points_of_voters(
    chinese: &Side,
    english: &Side,
    postings: &Postings,
    links: &Links,
    weights: &Weights,
    most_places: usize,
) -> Vec<Point> {
    let odds = weights.content / (1.0 - weights.content);
    let sure = f64::from(weights.sure).exp();
    let counts = chinese.counts();
    let mut sums = vec![0.0f32; english.len()];
    let mut scores = vec![Product::default(); english.len()];
    let (mut summed, mut scored) = (vec![], vec![]);
    let mut all = vec![];
    for i in 0..chinese.len() {
        for &z in chinese.row(i) {
            let frequent = counts[z as usize] as usize > most_places;
            if frequent || chinese.types[z as usize].kind == Kind::Function {
                continue;
            }
            for &(e, a) in links.of(z) {
                let places = postings.of(e);
                if places.len() > most_places || english.types[e as usize].kind == Kind::Function {
                    continue;
                }
                for &(j, _) in places {
                    if sums[j as usize] == 0.0 {
                        summed.push(j);
                    }
                    sums[j as usize] += a;
                }
            }
            for j in summed.drain(..) {
                let length = english.row(j as usize).len().max(4) as f32;
                let sum = std::mem::take(&mut sums[j as usize]);
                if scores[j as usize].is_one() {
                    scored.push(j);
                }
                scores[j as usize].factor(1.0 + odds * sum / length);
            }
        }
        let mut own: Vec<Point> = scored
            .drain(..)
            .filter_map(|j| {
                let gain = std::mem::take(&mut scores[j as usize]).ln_above(sure)? - weights.sure;
                Some(Point { chinese: i, english: j as usize, gain })
            })
            .collect();
        if own.len() > PROPOSALS {
            own.select_nth_unstable_by(PROPOSALS, |a, b| b.gain.total_cmp(&a.gain));
            own.truncate(PROPOSALS);
        }
        own.sort_unstable_by_key(|point| point.english);
        all.extend(own);
    }
    all
}

/// The best chain of points that ascends on both sides.
///
/// `points` must be sorted by Chinese sentence; `slope` is the number of
/// English sentences per Chinese one.
pub(super) fn chain(points: &[Point], english_len: usize, slope: f32) -> Vec<Point> {
    let mut best = vec![0.0f32; points.len()];
    let mut back = vec![usize::MAX; points.len()];
    let mut anywhere = PrefixMaximum::new(english_len);
    let mut entered = 0;
    for k in 0..points.len() {
        let point = points[k];
        while points[entered].chinese < point.chinese {
            anywhere.raise(points[entered].english, best[entered], entered);
            entered += 1;
        }
        let (value, from) = anywhere.below(point.english);
        let mut gain = 0.0f32;
        if from != usize::MAX && value - LEAP > gain {
            (gain, back[k]) = (value - LEAP, from);
        }
        for p in (k.saturating_sub(LOOK_BACK)..k).rev() {
            let before = points[p];
            if before.chinese >= point.chinese || before.english >= point.english {
                continue;
            }
            let rise = (point.english - before.english) as f32;
            let run = (point.chinese - before.chinese) as f32;
            let value = best[p] - bend((rise - slope * run).abs());
            if value > gain {
                (gain, back[k]) = (value, p);
            }
        }
        best[k] = gain + point.gain;
    }
    let mut at =
        (0..points.len()).max_by(|&a, &b| best[a].total_cmp(&best[b])).unwrap_or(usize::MAX);
    let mut chain = vec![];
    while at != usize::MAX {
        chain.push(points[at]);
        at = back[at];
    }
    chain.reverse();
    chain
}

/// What it costs a chain to leave the slope by `stray` sentences.
fn bend(stray: f32) -> f32 {
    if stray <= STRAY { 0.0 } else { (BEND + BEND_EACH * stray).min(LEAP) }
}

/// The stretches between neighbouring anchors that hold about as many sentences on both sides.
pub(super) fn stretches(anchors: &[Point]) -> impl Iterator<Item = Group> {
    const LONGEST: usize = 12;
    anchors.windows(2).filter_map(|pair| {
        let group = Group {
            chinese: (pair[0].chinese, pair[1].chinese),
            english: (pair[0].english, pair[1].english),
        };
        let (z, e) = group.shape();
        (z <= LONGEST && e <= LONGEST.max(3 * z)).then_some(group)
    })
}

/// The largest value below a position (a Fenwick tree).
struct PrefixMaximum {
    tree: Vec<(f32, usize)>,
}

impl PrefixMaximum {
    fn new(len: usize) -> Self {
        Self { tree: vec![(f32::NEG_INFINITY, usize::MAX); len + 1] }
    }

    fn raise(&mut self, position: usize, value: f32, owner: usize) {
        let mut k = position + 1;
        while k < self.tree.len() {
            if value > self.tree[k].0 {
                self.tree[k] = (value, owner);
            }
            k += k & k.wrapping_neg();
        }
    }

    /// The largest value at a position smaller than `position`.
    fn below(&self, position: usize) -> (f32, usize) {
        let mut k = position;
        let mut best = (f32::NEG_INFINITY, usize::MAX);
        while k > 0 {
            if self.tree[k].0 > best.0 {
                best = self.tree[k];
            }
            k -= k & k.wrapping_neg();
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(chinese: usize, english: usize, gain: f32) -> Point {
        Point { chinese, english, gain }
    }

    #[test]
    fn the_chain_follows_the_text_over_a_gap() {
        let mut points: Vec<Point> = (0..20).map(|k| point(k, k, 5.0)).collect();
        points.extend((20..40).map(|k| point(k, k + 400, 5.0)));
        points.insert(21, point(20, 2, 8.0));
        points.sort_by_key(|p| p.chinese);
        let chain = chain(&points, 500, 1.0);
        assert_eq!(chain.len(), 40);
        assert!(chain.iter().all(|p| p.gain < 6.0));
    }
}
