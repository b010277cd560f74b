//! The plain length-based aligner of Gale & Church 1993, "A program for aligning sentences in
//! bilingual corpora", as a yardstick: their shapes, priors and variance, the ratio of lengths from
//! the document.

use crate::gold::{Bead, Gold};

/// Chinese and English sentences of a bead, and how likely it is (table 5; halves where a shape and
/// its mirror image share a figure).
const SHAPES: [(usize, usize, f64); 6] =
    [(1, 1, 0.89), (1, 0, 0.00495), (0, 1, 0.00495), (2, 1, 0.0445), (1, 2, 0.0445), (2, 2, 0.011)];
/// Variance of the length per character (section 3.2).
const VARIANCE: f64 = 6.8;

/// Aligns a text by the lengths of its sentences in characters.
pub(crate) fn align(gold: &Gold) -> Vec<Bead> {
    let chinese = before(&gold.chinese);
    let english = before(&gold.english);
    let (n, m) = (gold.chinese.len(), gold.english.len());
    let ratio = english[m] / chinese[n].max(1.0);
    let width = m + 1;
    let mut best = vec![f64::INFINITY; (n + 1) * width];
    let mut shape_into = vec![0; (n + 1) * width];
    best[0] = 0.0;
    for i in 0..=n {
        for j in 0..=m {
            for (k, &(a, b, prior)) in SHAPES.iter().enumerate() {
                if a > i || b > j {
                    continue;
                }
                let z = (chinese[i] - chinese[i - a]) * ratio;
                let e = english[j] - english[j - b];
                let cost = best[(i - a) * width + j - b] - prior.ln() - log_chance(z, e);
                if cost < best[i * width + j] {
                    best[i * width + j] = cost;
                    shape_into[i * width + j] = k;
                }
            }
        }
    }
    let (mut i, mut j) = (n, m);
    let mut beads = vec![];
    while i + j > 0 {
        let (ours, theirs, _) = SHAPES[shape_into[i * width + j]];
        beads.push(((i - ours..i).collect(), (j - theirs..j).collect()));
        (i, j) = (i - ours, j - theirs);
    }
    beads.reverse();
    beads
}

/// How many characters stand before each sentence, and in all.
fn before(sentences: &[String]) -> Vec<f64> {
    let mut sums = vec![0.0];
    for sentence in sentences {
        sums.push(sums[sums.len() - 1] + sentence.chars().count() as f64);
    }
    sums
}

/// The logarithm of the chance that two lengths differ at least so much: 2 (1 - Phi(|delta|)).
fn log_chance(z: f64, e: f64) -> f64 {
    let mean = f64::midpoint(z, e);
    if mean == 0.0 {
        return 0.0;
    }
    let delta = (e - z).abs() / (mean * VARIANCE).sqrt();
    // Abramowitz & Stegun 1964, 26.2.17.
    let t = 1.0 / (1.0 + 0.231_641_9 * delta);
    let density = (-delta * delta / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    let polynomial = [1.330_274_429, -1.821_255_978, 1.781_477_937, -0.356_563_782, 0.319_381_530]
        .into_iter()
        .fold(0.0, |sum, c| (sum + c) * t);
    (2.0 * density * polynomial).max(1e-300).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_alone_find_a_merged_sentence() {
        let lines = |lengths: &[usize]| lengths.iter().map(|n| "x".repeat(*n)).collect();
        let gold = Gold {
            name: String::new(),
            chinese: lines(&[10, 30, 20, 25]),
            english: lines(&[30, 90, 135]),
            beads: vec![],
            certain: vec![],
        };
        let expected: Vec<Bead> =
            vec![(vec![0], vec![0]), (vec![1], vec![1]), (vec![2, 3], vec![2])];
        assert_eq!(align(&gold), expected);
        assert!((log_chance(10.0, 10.0)).abs() < 1e-6);
    }
}
