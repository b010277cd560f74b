//! Two texts become beads.
//!
//! The whole algorithm, in the order of its passes, is `align_sides`; each
//! step's formula stands in its module. Inside, the sides are called Chinese
//! and English, whichever is the source.

mod bead_score;
mod boundary;
mod coarse;
mod corridor;
mod explain;
mod extra;
mod inner;
mod lattice;
mod learn;
mod likely;
mod links;
mod moved;
mod overlap;
mod rescore;
mod streams;
mod structure;
pub mod tokens;
pub mod weights;

use crate::lexicon::Lexicon;
pub use bead_score::Group;
use bead_score::{Measures, Prior, Scorer};
use corridor::Corridor;
use diptych_segments::Lang;
pub use explain::{ExplainedBead, Explanation};
pub use extra::Extra;
use inner::{Inner, Segments};
use lattice::{Beam, Lattice};
use overlap::{Evidence, Overlaps};
pub use rescore::rescore;
pub use streams::{Aligned, ExplainedLink, ExplainedLinks, Link, align, explain};
pub use structure::Place;
use structure::Structure;
use tokens::Side;
use weights::{WEIGHTS, Weights};

/// The sentences of one side, and what ends with each of them.
#[derive(Debug, Clone, Default)]
pub struct Sentences<'a> {
    /// The texts, in order.
    pub texts: Vec<&'a str>,
    /// What ends with each; empty where nothing is known of paragraphs.
    pub places: Vec<Place>,
}

impl Sentences<'_> {
    /// The sentences from one number to before another.
    fn slice(&self, (from, to): (usize, usize)) -> Self {
        let places = self.places.get(from..to).unwrap_or_default().to_vec();
        Self { texts: self.texts[from..to].to_vec(), places }
    }
}

/// The beams of the passes.
const PASSES: [Beam; 3] = [
    Beam { width: 15.0, together: 4, slack: 0.0 },
    Beam { width: 18.0, together: 6, slack: 0.0 },
    Beam { width: 30.0, together: 9, slack: 20.0 },
];
/// Half the width of the corridor along anchors, and around the path of an earlier pass.
const FIRST_WIDTH: usize = 8;
const WIDTH: usize = 6;

/// The beads of two texts and what the search learnt about them as a whole.
#[derive(Debug, Clone, Default)]
pub struct Alignment {
    /// In order, each with its probability. Law: every sentence of both sides
    /// stands in exactly one bead.
    pub beads: Vec<(Group, f32)>,
    /// Sections that stand elsewhere on the other side. Their beads are among `beads`, where no bead
    /// of the path reaches into the section; it stands alone on both sides otherwise.
    pub moved: Vec<Group>,
    /// How much of both texts the other one answers, from 0 up; see [`UNRELATED`].
    pub support: f32,
    /// Why the bead that was asked about was chosen.
    pub explanation: Option<Explanation>,
    /// How likely each of the beads is that were asked about.
    pub probabilities: Vec<f32>,
}

/// What an alignment is to tell besides its beads.
#[derive(Clone, Copy)]
enum Asked<'a> {
    Nothing,
    /// Why a bead was chosen.
    Why(Group),
    /// How likely beads are, chosen or not.
    HowLikely(&'a [Group]),
}

/// Texts with less support than this are no translations of each other.
///
/// Every development text has 1.05 and more, texts paired at random
/// .2 and less (`cargo xtask accuracy`).
pub const UNRELATED: f32 = 0.45;

/// What an alignment goes by, besides the sentences.
#[derive(Clone, Copy)]
struct Given<'a> {
    lexicon: &'a Lexicon,
    extra: &'a Extra,
    /// Beads that are so and not otherwise.
    fixed: &'a [Group],
    weights: &'a Weights,
    asked: Asked<'a>,
}

impl<'a> Given<'a> {
    fn new(lexicon: &'a Lexicon, extra: &'a Extra) -> Self {
        Self { lexicon, extra, fixed: &[], weights: &WEIGHTS, asked: Asked::Nothing }
    }
}

/// Aligns Chinese with English sentences with the shipped weights.
pub fn align_sentences(
    chinese: &Sentences<'_>,
    english: &Sentences<'_>,
    lexicon: &Lexicon,
    extra: &Extra,
) -> Alignment {
    align_with_moved(chinese, english, Given::new(lexicon, extra))
}

/// The same around beads that are known: each of them is a bead of the outcome, a one-sided one
/// sentence by sentence. They must hold something, ascend on both sides, and not overlap.
pub fn align_around(
    fixed: &[Group],
    chinese: &Sentences<'_>,
    english: &Sentences<'_>,
    lexicon: &Lexicon,
    extra: &Extra,
) -> Alignment {
    align_once(chinese, english, Given { fixed, ..Given::new(lexicon, extra) })
}

/// Why a bead of an alignment was chosen: the text is aligned once more.
pub fn explain_bead(
    chinese: &Sentences<'_>,
    english: &Sentences<'_>,
    lexicon: &Lexicon,
    extra: &Extra,
    bead: Group,
) -> Option<Explanation> {
    let given = Given { asked: Asked::Why(bead), ..Given::new(lexicon, extra) };
    align_once(chinese, english, given).explanation
}

/// How likely given beads are, whether they would be chosen or not, for fitting weights.
pub fn probabilities(
    chinese: &Sentences<'_>,
    english: &Sentences<'_>,
    lexicon: &Lexicon,
    weights: &Weights,
    beads: &[Group],
) -> Vec<f32> {
    let extra = Extra::default();
    let given = Given { weights, asked: Asked::HowLikely(beads), ..Given::new(lexicon, &extra) };
    align_once(chinese, english, given).probabilities
}

/// The same as [`align_sentences`] with other weights.
pub fn align_with(
    chinese: &Sentences<'_>,
    english: &Sentences<'_>,
    lexicon: &Lexicon,
    extra: &Extra,
    weights: &Weights,
) -> Alignment {
    align_with_moved(chinese, english, Given { weights, ..Given::new(lexicon, extra) })
}

fn align_with_moved(
    chinese: &Sentences<'_>,
    english: &Sentences<'_>,
    given: Given<'_>,
) -> Alignment {
    let mut alignment = align_once(chinese, english, given);
    for section in alignment.moved.clone() {
        let (z, e) = (chinese.slice(section.chinese), english.slice(section.english));
        put_section(&mut alignment.beads, section, &align_once(&z, &e, given).beads);
    }
    alignment
}

/// Puts the beads of a moved section where its Chinese side stands, in place of what stood alone there.
fn put_section(beads: &mut Vec<(Group, f32)>, section: Group, inside: &[(Group, f32)]) {
    let within =
        |(from, to): (usize, usize), (first, end): (usize, usize)| from >= first && to <= end;
    let replaced = |bead: &Group| {
        let (z, e) = (bead.chinese, bead.english);
        (e.0 == e.1 && within(z, section.chinese)) || (z.0 == z.1 && within(e, section.english))
    };
    let touched = |bead: &Group| {
        let meets = |a: (usize, usize), b: (usize, usize)| a.0 < b.1 && b.0 < a.1;
        meets(bead.chinese, section.chinese) || meets(bead.english, section.english)
    };
    if beads.iter().any(|(bead, _)| touched(bead) && !replaced(bead)) {
        return; // A bead reaches into the section: leave the path as it is.
    }
    let place =
        beads.iter().position(|(bead, _)| replaced(bead) && bead.chinese.0 == section.chinese.0);
    let Some(place) = place else { return };
    let moved = |(bead, p): &(Group, f32)| {
        let shift = |(from, to): (usize, usize), by: usize| (from + by, to + by);
        let chinese = shift(bead.chinese, section.chinese.0);
        (Group { chinese, english: shift(bead.english, section.english.0) }, *p)
    };
    let after = beads.split_off(place);
    beads.retain(|(bead, _)| !replaced(bead));
    beads.extend(inside.iter().map(moved));
    beads.extend(after.into_iter().filter(|(bead, _)| !replaced(bead)));
}

/// Aligns without looking for moved sections inside moved sections.
fn align_once(chinese: &Sentences<'_>, english: &Sentences<'_>, given: Given<'_>) -> Alignment {
    let segments = (Inner::new(Lang::Zh, chinese), Inner::new(Lang::En, english));
    let segments = Segments::new(&segments.0, &segments.1, given.fixed);
    let (chinese, english) = (&segments.chinese.sentences, &segments.english.sentences);
    let (english_side, names) = tokens::english(&english.texts, given.lexicon);
    let chinese_side = tokens::chinese(&chinese.texts, given.lexicon, &names, given.extra);
    let measures = Measures::new(
        &chinese_side,
        &english_side,
        (boundary::chinese_ends(&chinese.texts), boundary::english_ends(&english.texts)),
        Structure::new(chinese.places.clone(), english.places.clone()),
        given.weights,
    );
    align_sides((&chinese_side, &english_side), &segments, measures, given)
}

fn align_sides(
    (chinese, english): (&Side, &Side),
    segments: &Segments<'_>,
    mut measures: Measures,
    given: Given<'_>,
) -> Alignment {
    let Given { lexicon, extra, weights, asked, .. } = given;
    let (n, m) = (chinese.len(), english.len());
    let probabilities = links::probabilities(english, lexicon, weights);
    let dictionary = links::dictionary(chinese, english, &probabilities, lexicon, extra, weights);
    let postings = english.postings();

    let slope = m as f32 / n.max(1) as f32;
    let points = coarse::points(chinese, english, &postings, &dictionary, weights);
    let anchors = coarse::chain(&points, m, slope);
    measures.set_ratio(coarse::stretches(&anchors));
    let mut corridor = Corridor::along(&anchors, n, m, FIRST_WIDTH).through(segments.corners());
    let mut prior = Prior::new(&[], weights);
    let mut links = dictionary.clone();

    for (pass, beam) in PASSES.into_iter().enumerate() {
        let evidence = Evidence {
            chinese,
            english,
            postings: &postings,
            links: &links,
            corridor: &corridor,
            weights,
        };
        let scorer = Scorer { measures: &measures, prior: &prior, weights };
        // Rivals of a bead that is asked about may be far below it.
        let slack = if let Asked::Nothing = asked { beam.slack } else { f32::INFINITY };
        let lattice = search(&scorer, evidence, Beam { slack, ..beam });
        if pass + 1 == PASSES.len() {
            let beads = lattice.likely_path(segments, weights);
            let moved = moved::moved(&beads, &segments.points(&points));
            let overlaps = Overlaps::new(evidence, 0, beam.together);
            let support = scorer.support(&lattice.best_path(), overlaps);
            let (mut explanation, mut probabilities) = (None, vec![]);
            match asked {
                Asked::Nothing => {}
                Asked::Why(bead) => {
                    explanation =
                        Some(explain::explain(bead, segments, &lattice, &scorer, evidence));
                }
                Asked::HowLikely(beads) => {
                    probabilities = lattice.probabilities(segments, weights, beads);
                }
            }
            return Alignment { beads, moved, support, explanation, probabilities };
        }
        let path = lattice.best_path();
        links = learn::learn(chinese, english, &dictionary, &probabilities, &path, weights);
        prior = Prior::new(&path, weights);
        measures.structure.learn(&path);
        measures.set_ratio(path.iter().copied());
        corridor = Corridor::around(&cells(&path), n, m, WIDTH).through(segments.corners());
    }
    unreachable!("the last pass returns")
}

/// The lattice of a corridor; without the beam when the beam has cut off the
/// end. A corridor's law makes its end reachable by sentences alone.
fn search(scorer: &Scorer<'_>, evidence: Evidence<'_>, beam: Beam) -> Lattice {
    let lattice = Lattice::new(scorer, Overlaps::new(evidence, 0, beam.together), beam);
    if lattice.is_complete() {
        return lattice;
    }
    let beam = Beam { width: f32::INFINITY, ..beam };
    Lattice::new(scorer, Overlaps::new(evidence, 0, beam.together), beam)
}

/// The cells that a path goes through.
fn cells(path: &[Group]) -> Vec<(usize, usize)> {
    std::iter::once((0, 0))
        .chain(path.iter().map(|bead| (bead.chinese.1, bead.english.1)))
        .collect()
}
