//! What paragraphs and headings say about where beads end.
//!
//! Translators mostly keep paragraphs, but not always, so the strength of this
//! evidence is learnt from the document itself: after each pass the log ratio
//! of how often ends of these kinds meet to how often they would by chance.

use super::group::Group;
use super::sentences::Place;

/// Cost of a bead for each end of a paragraph it runs over, and for each heading it joins with something else.
const OVER_PARAGRAPH: f32 = -1.5;
const OVER_HEADING: f32 = -5.0;
/// Cost of a bead that is a heading on one side only.
const NOT_BOTH_HEADINGS: f32 = -4.0;
/// Weight of the log ratios.
const WEIGHT: f32 = 1.0;
/// Before anything is learnt. Rows Chinese, columns English: inside, paragraph end, heading.
const FIRST: [[f32; 3]; 3] = [[0.1, -0.7, -1.5], [-0.7, 1.0, -1.0], [-1.5, -1.0, 2.5]];
/// What a count is smoothed with.
const SMOOTHING: f32 = 3.0;

/// The structure of both sides; silent when either side has none.
#[derive(Debug, Clone, Default)]
pub(super) struct Structure {
    chinese: Vec<Place>,
    english: Vec<Place>,
    ratios: [[f32; 3]; 3],
}

impl Structure {
    /// From what ends with each sentence. A side in which no sentence or every
    /// sentence ends a paragraph has no structure.
    pub(super) fn new(chinese: Vec<Place>, english: Vec<Place>) -> Self {
        let has_structure = |places: &[Place]| {
            places.iter().any(|p| *p != Place::Inside) && places.contains(&Place::Inside)
        };
        if has_structure(&chinese) && has_structure(&english) {
            Self { chinese, english, ratios: FIRST }
        } else {
            Self::default()
        }
    }

    /// Learns from the beads of a pass.
    pub(super) fn learn(&mut self, beads: &[Group]) {
        if self.chinese.is_empty() {
            return;
        }
        let share = |places: &[Place]| {
            let mut shares = [0.0f32; 3];
            for place in places {
                shares[*place as usize] += 1.0 / places.len() as f32;
            }
            shares
        };
        let (zs, es) = (share(&self.chinese), share(&self.english));
        let ends: Vec<(usize, usize)> = beads
            .iter()
            .filter(|b| b.is_two_sided())
            .map(|b| (b.chinese.1 - 1, b.english.1 - 1))
            .collect();
        let mut met = [[0.0f32; 3]; 3];
        for (i, j) in &ends {
            met[self.chinese[*i] as usize][self.english[*j] as usize] += 1.0;
        }
        for (z, row) in self.ratios.iter_mut().enumerate() {
            for (e, ratio) in row.iter_mut().enumerate() {
                let chance = ends.len() as f32 * zs[z] * es[e];
                *ratio = ((met[z][e] + SMOOTHING) / (chance + SMOOTHING)).ln();
            }
        }
    }

    /// The score of a boundary after `i` Chinese and `j` English sentences, both at least 1.
    pub(super) fn boundary(&self, i: usize, j: usize) -> f32 {
        if self.chinese.is_empty() {
            return 0.0;
        }
        WEIGHT * self.ratios[self.chinese[i - 1] as usize][self.english[j - 1] as usize]
    }

    /// What a two-sided bead pays for the ends it runs over.
    pub(super) fn bead(&self, group: Group) -> f32 {
        if self.chinese.is_empty() {
            return 0.0;
        }
        let inner = |places: &[Place], (from, to): (usize, usize)| -> f32 {
            if to - from < 2 {
                return 0.0;
            }
            let count =
                |places: &[Place], wanted| places.iter().filter(|p| **p == wanted).count() as f32;
            OVER_PARAGRAPH * count(&places[from..to - 1], Place::ParagraphEnd)
                + OVER_HEADING * count(&places[from..to], Place::Heading)
        };
        let heads = |places: &[Place], (from, to): (usize, usize)| {
            places[from..to].contains(&Place::Heading)
        };
        let same = heads(&self.chinese, group.chinese) == heads(&self.english, group.english);
        inner(&self.chinese, group.chinese)
            + inner(&self.english, group.english)
            + if same { 0.0 } else { NOT_BOTH_HEADINGS }
    }
}
