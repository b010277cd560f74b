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
use super::streams::{Aligned, Link};
use super::tokens::{self, Kind, Side};
use super::weights::WEIGHTS;
use crate::lexicon::Lexicon;
use diptych_segments::{Lang, Text};

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

/// The pairs of two texts, segment n with segment n, each with the probability that its sides
/// translate each other.
///
/// Law: every segment with text stands in exactly one link, in the order of the pairs. A pair with
/// an empty side translates nothing, and its other side surely stands alone; an empty side is a
/// place in the file and no segment, and a pair of two gives no link. The support is how likely the
/// likelier quarter of the pairs is: of unrelated texts it is below [`UNRELATED_PAIRS`].
pub fn score_pairs(source: &Text, target: &Text, lexicon: &Lexicon, extra: &Extra) -> Aligned {
    let (sources, targets) = (source.segments().len(), target.segments().len());
    let text = |text: &Text, count: usize, n: usize| n < count && !text.segment(n).is_empty();
    let sides = |n: usize| (text(source, sources, n), text(target, targets, n));
    let full: Vec<usize> =
        (0..sources.min(targets)).filter(|&n| sides(n) == (true, true)).collect();
    let (chinese, english) =
        if source.lang() == Lang::En { (target, source) } else { (source, target) };
    let [chinese, english] =
        [chinese, english].map(|text| full.iter().map(|&n| text.segment(n)).collect::<Vec<&str>>());
    let scores = likelihoods(&chinese, &english, lexicon, extra);
    let mut likelier = scores.clone();
    likelier.sort_by(|a, b| b.total_cmp(a));
    likelier.truncate(likelier.len().div_ceil(4));
    let support = likelier.iter().sum::<f32>() / likelier.len().max(1) as f32;
    let mut scores = scores.into_iter();
    let links = (0..sources.max(targets)).filter_map(|n| {
        let score = match sides(n) {
            (false, false) => return None,
            (true, true) => scores.next().unwrap_or(0.0),
            _ => 1.0,
        };
        let ids = |holds: bool| if holds { vec![n] } else { vec![] };
        Some(Link { source: ids(sides(n).0), target: ids(sides(n).1), score })
    });
    Aligned { links: links.collect(), support, moved: vec![] }
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
    use diptych_segments::{Paragraph, Role, segment_lines};

    use super::*;

    fn text(lang: Lang, lines: &[&str]) -> Text {
        segment_lines(lang, lines.iter().map(|l| Paragraph::new(Role::Paragraph, *l)).collect())
    }

    fn scored(source: &[&str], target: &[&str]) -> Vec<Link> {
        let (source, target) = (text(Lang::Zh, source), text(Lang::En, target));
        score_pairs(&source, &target, &Lexicon::embedded(), &Extra::default()).links
    }

    #[test]
    fn right_pairs_score_high_however_short_and_wrong_ones_low() {
        let links = scored(
            &["图书馆今天开放。", "保存", "多少钱？", "老师在花园里读报纸。", "河上有一座桥。"],
            &[
                "The library is open today.",
                "Save",
                "How much money?",
                "There is a bridge over the river.",
                "The teacher reads the newspaper in the garden.",
            ],
        );
        let scores: Vec<f32> = links.iter().map(|link| link.score).collect();
        assert!(scores[..3].iter().all(|&p| p > 0.7), "{scores:?}");
        assert!(scores[3..].iter().all(|&p| p < 0.3), "{scores:?}");
    }

    #[test]
    fn an_empty_side_takes_nothing_from_its_neighbours() {
        let links = scored(
            &["图书馆今天开放。", "河上有一座桥。", "", ""],
            &["The library is open today.", "", "The door is shut.", ""],
        );
        assert!(links[0].score > 0.7, "{}", links[0].score);
        let sides: Vec<_> = links.iter().map(|l| (l.source.clone(), l.target.clone())).collect();
        assert_eq!(sides, [(vec![0], vec![0]), (vec![1], vec![]), (vec![], vec![2])]);
    }
}
