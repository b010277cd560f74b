//! Scores of given pairs: how well they tell right pairs from wrong ones.

use std::error::Error;

use diptych::align::{Extra, likelihoods};
use diptych::lexicon::Lexicon;

use crate::gold::Gold;

/// Prints, for each set, the area under the ROC curve of right pairs against the same sides
/// shuffled, shifted by one, and with a clause removed from every fourth pair.
pub(crate) fn print() -> Result<(), Box<dyn Error>> {
    let lexicon = Lexicon::embedded();
    let score = |z: &[&str], e: &[&str]| likelihoods(z, e, &lexicon, &Extra::default());
    println!("{:<24} shuffled shifted  clause", "area under the curve");
    for gold in Gold::all()? {
        let pairs = pairs(&gold);
        let (z, e): (Vec<&str>, Vec<&str>) =
            pairs.iter().map(|(z, e)| (z.as_str(), e.as_str())).unzip();
        let n = pairs.len();
        let right = score(&z, &e);
        let against = |other: Vec<&str>| {
            let scores = score(&z, &other);
            let wrong = (0..n).filter(|&k| other[k] != e[k]).map(|k| scores[k]);
            area(&right, &wrong.collect::<Vec<_>>())
        };
        let shuffled = against((0..n).map(|k| e[(k * 7919 + n / 2) % n]).collect());
        let shifted = against((0..n).map(|k| e[(k + 1) % n]).collect());
        let cut = (0..n).map(|k| if k % 4 == 0 { without_clause(e[k]) } else { e[k] });
        let clause = against(cut.collect());
        println!("{:<24} {shuffled:.4}   {shifted:.4}   {clause:.4}", gold.name);
    }
    Ok(())
}

/// The texts of the certain beads that have two sides.
fn pairs(gold: &Gold) -> Vec<(String, String)> {
    let of = |lines: &[String], ids: &[usize], joint: &str| {
        ids.iter().map(|&n| lines[n].as_str()).collect::<Vec<_>>().join(joint)
    };
    let certain = gold.beads.iter().zip(&gold.certain).filter(|(_, certain)| **certain);
    certain
        .filter(|((z, e), _)| !z.is_empty() && !e.is_empty())
        .map(|((z, e), _)| (of(&gold.chinese, z, ""), of(&gold.english, e, " ")))
        .collect()
}

/// The longer part of a sentence that is cut at its middle clause mark; the sentence where it has none.
fn without_clause(sentence: &str) -> &str {
    let cuts: Vec<usize> = [", ", "; ", ": "]
        .iter()
        .flat_map(|mark| sentence.match_indices(mark).map(|(at, _)| at + 1))
        .collect();
    let Some(&cut) = cuts.get(cuts.len() / 2) else { return sentence };
    let (head, tail) = sentence.split_at(cut);
    if head.len() > tail.len() { head } else { tail.trim() }
}

/// How often a right pair scores higher than a wrong one; equal scores count half.
fn area(right: &[f32], wrong: &[f32]) -> f64 {
    let mut sorted = wrong.to_vec();
    sorted.sort_by(f32::total_cmp);
    let below = |score: f32| {
        let lower = sorted.partition_point(|&other| other < score);
        let equal = sorted.partition_point(|&other| other <= score) - lower;
        lower as f64 + equal as f64 / 2.0
    };
    let sum: f64 = right.iter().map(|&score| below(score)).sum();
    sum / (right.len() as f64 * wrong.len() as f64).max(1.0)
}
