//! Associations learnt from the document's own beads.
//!
//! Words that the dictionary does not link but that keep meeting in the same
//! beads (names above all) get an association; dictionary links that the
//! document never uses lose some. Model 1 of Brown et al. 1993 in both
//! directions, with the dictionary as prior counts:
//!
//! ```text
//! a(z,e) = [ k a_dictionary(z,e) + (C(z,e) - discount)+ / p(e) ] / (k + c(z))
//! C(z,e) = sum over beads of sqrt(p(z->e) p(e->z))
//! ```
//!
//! It starts from C = cooccurrence * n^2/max(c(z), c(e)) for pairs that meet in n >= 2 beads.

use super::group::Group;
use super::links::Links;
use super::tokens::{Kind, Side};
use super::weights::Weights;

/// Shares of a token's count below this are dropped.
const LEAST_SHARE: f32 = 0.02;

/// Learns associations from beads.
pub(super) fn learn(
    chinese: &Side,
    english: &Side,
    dictionary: &Links,
    probabilities: &[f32],
    beads: &[Group],
    weights: &Weights,
) -> Links {
    let contents: Vec<(Vec<u32>, Vec<u32>)> = beads
        .iter()
        .filter(|bead| bead.is_two_sided())
        .map(|bead| (distinct(chinese, bead.chinese), distinct(english, bead.english)))
        .collect();
    let counts = chinese.counts();
    // The dictionary's share of each row, and what was learnt on top of it.
    let mix = |z: u32, learnt: &mut dyn Iterator<Item = (u32, f32)>| -> Vec<(u32, f32)> {
        let total = weights.dictionary_count + counts[z as usize];
        let mut row: Vec<(u32, f32)> = dictionary
            .of(z)
            .iter()
            .map(|&(e, a)| (e, a * weights.dictionary_count / total))
            .collect();
        let known = row.len();
        for (e, count) in learnt {
            let kept = count - weights.count_discount;
            if kept > 0.0 {
                let more = kept / total / probabilities[e as usize];
                match row[..known].binary_search_by_key(&e, |&(e, _)| e) {
                    Ok(at) => row[at].1 += more,
                    Err(_) => row.push((e, more)),
                }
            }
        }
        row
    };
    let met = cooccurrences(&contents, &counts, &english.counts(), weights);
    let rows = (0u32..).zip(&met).map(|(z, met)| mix(z, &mut met.iter().copied()));
    let mut links = Links::new(rows, weights);
    for _ in 0..weights.rounds {
        let expected = expected_counts(&contents, english, &links, weights);
        let rows = (0..counts.len() as u32).map(|z| {
            let counts = &expected[links.places(z)];
            mix(z, &mut links.of(z).iter().zip(counts).map(|(&(e, _), &count)| (e, count)))
        });
        links = Links::new(rows, weights);
    }
    links
}

/// The distinct tokens of a bead's side that are evidence.
fn distinct(side: &Side, (from, to): (usize, usize)) -> Vec<u32> {
    let mut tokens: Vec<u32> = (from..to)
        .flat_map(|n| side.row(n))
        .copied()
        .filter(|&t| side.types[t as usize].kind != Kind::Function)
        .collect();
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}

/// First guess at the counts, for pairs that meet often enough to matter; by Chinese token.
fn cooccurrences(
    contents: &[(Vec<u32>, Vec<u32>)],
    chinese_counts: &[f32],
    english_counts: &[f32],
    weights: &Weights,
) -> Vec<Vec<(u32, f32)>> {
    let mut beads_of: Vec<Vec<u32>> = vec![vec![]; chinese_counts.len()];
    for (bead, (zs, _)) in (0u32..).zip(contents) {
        for &z in zs {
            beads_of[z as usize].push(bead);
        }
    }
    let mut met = vec![0u32; english_counts.len()];
    let mut seen = vec![];
    let row = |(beads, &of_chinese): (&Vec<u32>, &f32)| {
        if beads.len() < 2 {
            return vec![];
        }
        for &e in beads.iter().flat_map(|&bead| &contents[bead as usize].1) {
            if met[e as usize] == 0 {
                seen.push(e);
            }
            met[e as usize] += 1;
        }
        let mut row = vec![];
        for e in seen.drain(..) {
            let n = std::mem::take(&mut met[e as usize]) as f32;
            let count = weights.cooccurrence * n * n;
            let larger = of_chinese.max(english_counts[e as usize]);
            if n >= 2.0 && count > weights.count_discount * larger {
                row.push((e, count / larger));
            }
        }
        row
    };
    beads_of.iter().zip(chinese_counts).map(row).collect()
}

/// One round: how often each linked pair translates each other, by the present
/// links and in their order ([`Links::places`]).
fn expected_counts(
    contents: &[(Vec<u32>, Vec<u32>)],
    english: &Side,
    links: &Links,
    weights: &Weights,
) -> Vec<f32> {
    let odds = weights.content / (1.0 - weights.content);
    let mut counts = vec![0.0f32; links.len()];
    // Where each English type stands in the bead at hand.
    let mut place = vec![u32::MAX; english.types.len()];
    let mut pairs: Vec<(u32, u32, usize, f32)> = vec![];
    let (mut of_chinese, mut of_english) = (vec![], vec![]);
    for (zs, es) in contents {
        for (k, &e) in (0u32..).zip(es) {
            place[e as usize] = k;
        }
        of_chinese.clear();
        of_chinese.resize(zs.len(), 0.0f32);
        of_english.clear();
        of_english.resize(es.len(), 0.0f32);
        pairs.clear();
        for (k, &z) in (0u32..).zip(zs) {
            for (link, &(e, a)) in links.places(z).zip(links.of(z)) {
                let at = place[e as usize];
                if at != u32::MAX {
                    pairs.push((k, at, link, a));
                    of_chinese[k as usize] += a;
                    of_english[at as usize] += a;
                }
            }
        }
        let (nz, ne) = (zs.len() as f32, es.len() as f32);
        for &(k, at, link, a) in &pairs {
            let to_english = odds * a / (nz + odds * of_english[at as usize]);
            let to_chinese = odds * a / (ne + odds * of_chinese[k as usize]);
            let share = (to_english * to_chinese).sqrt();
            if share > LEAST_SHARE {
                counts[link] += share;
            }
        }
        for &e in es {
            place[e as usize] = u32::MAX;
        }
    }
    counts
}
