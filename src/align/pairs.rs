//! How likely pairs that somebody else made are translations, each judged by itself.
//!
//! A pair of a memory or a table has no place in a text: what stands before or after it says
//! nothing, and an empty neighbour takes nothing away. So each pair is scored by what its words
//! answer, by its lengths, and by how much better it fits than the same sides paired with others
//! of the file. A logistic function of these features is the probability.
//!
//! ```text
//! p = 1 / (1 + e^-(bias + sum of weight x feature))
//! ```

use super::extra::Extra;
use super::group::Group;
use super::learn;
use super::links::{self, Links};
use super::tokens::{self, Kind, Side};
use super::weights::WEIGHTS;
use crate::lexicon::Lexicon;

/// How many features there are, with the constant one.
const FEATURES: usize = 9;

/// Fitted on the structure sets, `academic` and `political`: their right pairs, as four fifths of
/// all, against the same sides shuffled, shifted by one, and with a clause removed.
const FITTED: [f32; FEATURES] = [1.52, 1.70, -5.64, 3.64, 1.24, 0.370, -1.49, -2.27, 0.110];

/// Files whose pairs have less support than this hold no translations.
pub const UNRELATED_PAIRS: f32 = 0.45;

/// The other pairs whose English sides a Chinese side is tried with: so many pairs further on, around the end.
const OTHERS: [usize; 3] = [1, 17, 101];
/// A longer file is scored by the dictionary alone: learning from it would take too much memory.
const MOST_LEARNT: usize = 200_000;
/// Of a longer side the first tokens are looked at: all of one against all of the other would take
/// time by the square.
const MOST_TOKENS: usize = 2000;
/// The largest log ratio of lengths that counts.
const MOST_STRETCH: f32 = 3.0;
/// English length per Chinese length of usual texts, and how many Chinese characters it counts for.
const USUAL_RATIO: f32 = 3.3;
const USUAL_COUNT: f32 = 200.0;

/// How likely pairs are.
#[derive(Debug, Clone, Default)]
pub struct PairScores {
    /// Of each pair the probability that its sides translate each other.
    pub scores: Vec<f32>,
    /// How likely the likelier quarter of the pairs is: of unrelated texts it is below
    /// [`UNRELATED_PAIRS`].
    pub support: f32,
}

/// The pairs, Chinese side first, each with the probability that its sides translate each other.
///
/// Law: there is one score for each pair, in their order. A pair with an empty side translates
/// nothing, takes nothing from its neighbours, and its other side surely stands alone.
pub fn score_pairs<'t>(
    pairs: impl Iterator<Item = (&'t str, &'t str)> + Clone,
    lexicon: &Lexicon,
    extra: &Extra,
) -> PairScores {
    let is_full = |(chinese, english): &(&str, &str)| !chinese.is_empty() && !english.is_empty();
    let (chinese, english): (Vec<&str>, Vec<&str>) = pairs.clone().filter(is_full).unzip();
    let full = likelihoods(&chinese, &english, lexicon, extra);
    let mut likelier = full.clone();
    likelier.sort_unstable_by(|a, b| b.total_cmp(a));
    likelier.truncate(likelier.len().div_ceil(4));
    let support = likelier.iter().sum::<f32>() / likelier.len().max(1) as f32;
    let mut full = full.into_iter();
    let score = |pair| if is_full(&pair) { full.next().unwrap_or(0.0) } else { 1.0 };
    PairScores { scores: pairs.map(score).collect(), support }
}

/// The probability that each Chinese side and the English one of the same number translate each other.
pub fn likelihoods(
    chinese: &[&str],
    english: &[&str],
    lexicon: &Lexicon,
    extra: &Extra,
) -> Vec<f32> {
    let judge = Judge::new(chinese, english, lexicon, extra);
    let probability = |n: usize| {
        let logit: f32 = judge.features(n).iter().zip(FITTED).map(|(f, w)| f * w).sum();
        1.0 / (1.0 + (-logit).exp())
    };
    (0..chinese.len()).map(probability).collect()
}

struct Judge {
    chinese: Side,
    english: Side,
    links: Links,
    /// English length per Chinese length.
    ratio: f32,
}

/// What one side's words answer of the other's, and the reverse.
#[derive(Debug, Clone, Copy, Default)]
struct Answers {
    /// Share of the evidence that is answered, of each side, 0 to 1.
    shares: [f32; 2],
    /// Mean log likelihood ratio a token, of each side.
    ratios: [f32; 2],
}

impl Judge {
    fn new(chinese: &[&str], english: &[&str], lexicon: &Lexicon, extra: &Extra) -> Self {
        let (english_side, names) = tokens::english(english, lexicon);
        let chinese_side = tokens::chinese(chinese, lexicon, &names, extra);
        let probabilities = links::probabilities(&english_side, lexicon, &WEIGHTS);
        let dictionary = links::dictionary(
            &chinese_side,
            &english_side,
            &probabilities,
            lexicon,
            extra,
            &WEIGHTS,
        );
        let links = if chinese.len() > MOST_LEARNT {
            dictionary
        } else {
            let pair = |n| Group { chinese: (n, n + 1), english: (n, n + 1) };
            let pairs: Vec<Group> = (0..chinese.len()).map(pair).collect();
            let (zs, es) = (&chinese_side, &english_side);
            learn::learn(zs, es, &dictionary, &probabilities, &pairs, &WEIGHTS)
        };
        let z: f32 = chinese_side.lengths.iter().sum::<f32>() + USUAL_COUNT;
        let e: f32 = english_side.lengths.iter().sum::<f32>() + USUAL_COUNT * USUAL_RATIO;
        Self { ratio: e / z, chinese: chinese_side, english: english_side, links }
    }

    /// What is looked at of pair `n`.
    fn features(&self, n: usize) -> [f32; FEATURES] {
        let own = self.answers(n, n);
        let count = self.chinese.len();
        let mut rival = f32::NEG_INFINITY;
        for step in OTHERS {
            let other = (n + step) % count;
            for (z, e) in [(n, other), (other, n)] {
                if other == n {
                    continue;
                }
                let answers = self.answers(z, e);
                rival = rival.max(answers.ratios[0] + answers.ratios[1]);
            }
        }
        let (z, e) = (self.chinese.lengths[n] * self.ratio, self.english.lengths[n]);
        let stretch = ((e + 10.0) / (z + 10.0)).ln().abs().min(MOST_STRETCH);
        let contrast = if rival.is_finite() { own.ratios[0] + own.ratios[1] - rival } else { 1.0 };
        let size = (1.0 + z.min(e) / 20.0).ln();
        [
            1.0,
            own.shares[0],
            own.shares[1],
            own.shares[0].min(own.shares[1]),
            own.ratios[0].min(own.ratios[1]),
            contrast,
            stretch,
            stretch * size,
            size,
        ]
    }

    fn answers(&self, n: usize, m: usize) -> Answers {
        let (zs, es) = (self.chinese.row(n), self.english.row(m));
        let [zs, es] = [zs, es].map(|row| &row[..row.len().min(MOST_TOKENS)]);
        let mut mine = vec![0.0f32; zs.len()];
        let mut theirs = vec![0.0f32; es.len()];
        for (k, &z) in zs.iter().enumerate() {
            let links = self.links.of(z);
            for (l, e) in es.iter().enumerate() {
                if let Ok(at) = links.binary_search_by_key(e, |link| link.0) {
                    mine[k] += links[at].1;
                    theirs[l] += links[at].1;
                }
            }
        }
        let mut answers = Answers::default();
        let sides = [(&self.chinese, zs, &mine, es.len()), (&self.english, es, &theirs, zs.len())];
        for (at, (side, row, sums, others)) in sides.into_iter().enumerate() {
            let (mut answered, mut ratio, mut count) = (0.0, 0.0, 0.0f32);
            for (&token, sum) in row.iter().zip(sums) {
                let p = match side.types[token as usize].kind {
                    Kind::Content => WEIGHTS.content,
                    Kind::Punctuation => WEIGHTS.punctuation,
                    Kind::Function => continue,
                };
                let share = sum / (others as f32).max(1.0);
                answered += p * share / (1.0 - p + p * share);
                ratio += (1.0 - p + p * share).ln();
                count += 1.0;
            }
            answers.shares[at] = (answered + 0.5) / (count + 1.0);
            answers.ratios[at] = ratio / (count + 1.0);
        }
        answers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scored(chinese: &[&str], english: &[&str]) -> Vec<f32> {
        let pairs = chinese.iter().copied().zip(english.iter().copied());
        score_pairs(pairs, &Lexicon::embedded(), &Extra::default()).scores
    }

    #[test]
    fn right_pairs_score_high_however_short_and_wrong_ones_low() {
        let scores = scored(
            &["图书馆今天开放。", "保存", "多少钱？", "老师在花园里读报纸。", "河上有一座桥。"],
            &[
                "The library is open today.",
                "Save",
                "How much money?",
                "There is a bridge over the river.",
                "The teacher reads the newspaper in the garden.",
            ],
        );
        assert!(scores[..3].iter().all(|&p| p > 0.7), "{scores:?}");
        assert!(scores[3..].iter().all(|&p| p < 0.3), "{scores:?}");
    }

    #[test]
    fn an_empty_side_takes_nothing_from_its_neighbours() {
        let scores = scored(
            &["图书馆今天开放。", "河上有一座桥。", ""],
            &["The library is open today.", "", "The door is shut."],
        );
        assert!(scores[0] > 0.7, "{scores:?}");
        assert_eq!(scores[1..], [1.0, 1.0]);
    }
}
