//! Why a bead was chosen: its score in parts, beside the best way to do without it.

use super::bead_score::{Parts, Scorer};
use super::group::Group;
use super::inner::Segments;
use super::lattice::Lattice;
use super::overlap::{Evidence, Overlaps};
use super::tokens::Kind;
use super::weights::MOST_TOGETHER;

/// How many links of a bead are shown, strongest first.
const MOST_LINKS: usize = 8;

/// A bead's choice explained.
#[derive(Debug, Clone, Default)]
pub struct Explanation {
    /// The bead, and what else would have to give way for the rival.
    pub chosen: Vec<ExplainedBead>,
    /// The beads of the best path without it, where that differs.
    pub rival: Vec<ExplainedBead>,
}

/// One bead's score in parts; all are weighted and sum to `score`.
#[derive(Debug, Clone)]
pub struct ExplainedBead {
    /// The segments that the sentences of the bead stand in.
    pub group: Group,
    /// The whole score, with the boundary it starts at.
    pub score: f32,
    /// Prior of the shape; of a sentence alone, the whole of its score.
    pub prior: f32,
    /// Agreement of lengths.
    pub length: f32,
    /// What the Chinese tokens say.
    pub chinese: f32,
    /// What the English tokens say.
    pub english: f32,
    /// Sentence ends and paragraph ends where the bead starts, and inside it.
    pub boundary: f32,
    /// The strongest links inside: Chinese token, English token, association.
    pub links: Vec<(String, String, f32)>,
}

impl Explanation {
    /// By how much the chosen beads beat the rival.
    pub fn contrast(&self) -> f32 {
        let sum = |beads: &[ExplainedBead]| beads.iter().map(|bead| bead.score).sum::<f32>();
        sum(&self.chosen) - sum(&self.rival)
    }
}

/// Explains a bead of the last pass, in segments; one that no path has gets an empty explanation.
pub(super) fn explain(
    asked: Group,
    segments: &Segments<'_>,
    lattice: &Lattice,
    scorer: &Scorer<'_>,
    evidence: Evidence<'_>,
) -> Explanation {
    let with = lattice.best_path_with(asked, segments, true);
    if with.is_empty() {
        return Explanation::default();
    }
    let without = lattice.best_path_with(asked, segments, false);
    let only = |path: &[Group], other: &[Group]| -> Vec<ExplainedBead> {
        path.iter()
            .filter(|group| !other.contains(group))
            .map(|&group| explained(group, scorer, evidence))
            .map(|bead| ExplainedBead { group: segments.in_segments(bead.group), ..bead })
            .collect()
    };
    Explanation { chosen: only(&with, &without), rival: only(&without, &with) }
}

fn explained(group: Group, scorer: &Scorer<'_>, evidence: Evidence<'_>) -> ExplainedBead {
    let weights = scorer.weights;
    let mut overlaps = Overlaps::new(evidence, group.chinese.0, MOST_TOGETHER);
    overlaps.read_to(group.chinese.1);
    let two_sided = group.is_two_sided();
    let parts =
        if two_sided { scorer.parts(group, &overlaps, &mut vec![]) } else { Parts::default() };
    let prior = if two_sided { weights.prior * parts.prior } else { scorer.alone(group) };
    let inside = if two_sided {
        scorer.measures.structure.bead(group) + scorer.measures.labels.bead(group)
    } else {
        0.0
    };
    let boundary = inside + scorer.measures.boundary(group.chinese.0, group.english.0, weights);
    let (length, zs, es) = (
        weights.length * parts.length,
        weights.chinese * parts.chinese,
        weights.english * parts.english,
    );
    ExplainedBead {
        group,
        score: prior + length + zs + es + boundary,
        prior,
        length,
        chinese: zs,
        english: es,
        boundary,
        links: strongest(group, evidence),
    }
}

fn strongest(group: Group, evidence: Evidence<'_>) -> Vec<(String, String, f32)> {
    let Evidence { chinese, english, links, .. } = evidence;
    let here: Vec<u32> =
        (group.english.0..group.english.1).flat_map(|j| english.row(j)).copied().collect();
    let mut found: Vec<(String, String, f32)> = vec![];
    for &z in (group.chinese.0..group.chinese.1).flat_map(|i| chinese.row(i)) {
        let from = &chinese.types[z as usize];
        if from.kind == Kind::Function {
            continue;
        }
        for &(e, a) in links.of(z).iter().filter(|(e, _)| here.contains(e)) {
            let to = &english.types[e as usize].key;
            if !found.iter().any(|(known, other, _)| *known == from.key && other == to) {
                found.push((from.key.clone(), to.clone(), a));
            }
        }
    }
    found.sort_by(|a, b| b.2.total_cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
    found.truncate(MOST_LINKS);
    found
}
