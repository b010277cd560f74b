//! The whole algorithm, in the order of its passes; each step's formula stands in its module.

use diptych_segments::Lang;

use super::alignment::Alignment;
use super::bead_score::{Measures, Scorer};
use super::boundary::Ends;
use super::corridor::Corridor;
use super::explain::{self, Explanation};
use super::extra::Extra;
use super::group::Group;
use super::inner::{Inner, Segments};
use super::labels::Labels;
use super::lattice::Lattice;
use super::moved::{moved, put_section};
use super::overlap::{Evidence, Overlaps};
use super::search::{Beam, Search};
use super::sentences::Sentences;
use super::structure::Structure;
use super::times::Times;
use super::tokens::{self, Side};
use super::weights::{WEIGHTS, Weights};
use super::{coarse, grow, learn, links};
use crate::lexicon::Lexicon;

/// What an alignment tells besides its beads.
#[derive(Clone, Copy)]
enum Asked {
    Nothing,
    /// Why a bead was chosen.
    Why(Group),
}

/// What an alignment goes by, besides the sentences.
#[derive(Clone, Copy)]
struct Given<'a> {
    lexicon: &'a Lexicon,
    extra: &'a Extra,
    /// Beads that are so and not otherwise.
    fixed: &'a [Group],
    weights: &'a Weights,
    search: Search,
    asked: Asked,
}

impl<'a> Given<'a> {
    fn new(lexicon: &'a Lexicon, extra: &'a Extra) -> Self {
        Self {
            lexicon,
            extra,
            fixed: &[],
            weights: &WEIGHTS,
            search: Search::SHIPPED,
            asked: Asked::Nothing,
        }
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

/// The same as [`align_sentences`] with other weights and another search.
pub fn align_with(
    chinese: &Sentences<'_>,
    english: &Sentences<'_>,
    lexicon: &Lexicon,
    extra: &Extra,
    weights: &Weights,
    search: Search,
) -> Alignment {
    align_with_moved(chinese, english, Given { weights, search, ..Given::new(lexicon, extra) })
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
        Ends::new(&chinese.texts, &english.texts),
        Structure::new(chinese.places.clone(), english.places.clone()),
        Labels::new(&chinese.texts, &english.texts),
        Times::new(chinese.times.clone(), english.times.clone()),
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
    let width = given.search.corridors[0];
    let mut corridor = Corridor::along(&anchors, n, m, width)
        .opened(&measures.times.meetings(), width)
        .through(segments.corners());
    let mut links = dictionary.clone();

    for (pass, beam) in given.search.passes.into_iter().enumerate() {
        let evidence = Evidence {
            chinese,
            english,
            postings: &postings,
            links: &links,
            corridor: &corridor,
            weights,
        };
        let scorer = Scorer { measures: &measures, weights };
        // Rivals of a bead that is asked about may be far below it.
        let slack = if let Asked::Nothing = asked { beam.slack } else { f32::INFINITY };
        let lattice = search(&scorer, evidence, Beam { slack, ..beam });
        if pass + 1 == given.search.passes.len() {
            let beads = lattice.likely_path(segments, weights);
            let moved = moved(&beads, &segments.points(&points));
            let overlaps = Overlaps::new(evidence, 0, beam.together);
            let support = scorer.support(&lattice.best_path(), overlaps);
            let explanation = match asked {
                Asked::Nothing => None,
                Asked::Why(bead) => {
                    Some(explain::explain(bead, segments, &lattice, &scorer, evidence))
                }
            };
            return Alignment { beads, moved, support, explanation };
        }
        let path = lattice.best_path();
        links = learn::learn(chinese, english, &dictionary, &probabilities, &path, weights);
        measures.learn(&path, weights);
        let width = given.search.corridors[pass + 1];
        corridor = Corridor::around(&cells(&path), n, m, width)
            .narrowed(&lattice.hopeful(given.search.regret))
            .opened(&measures.times.meetings(), width)
            .through(segments.corners());
    }
    unreachable!("the last pass returns")
}

/// The lattice of a corridor; without the beam when the beam has cut off the
/// end. A corridor's law makes its end reachable by sentences alone.
fn search(scorer: &Scorer<'_>, evidence: Evidence<'_>, beam: Beam) -> Lattice {
    let lattice = grow::lattice(scorer, Overlaps::new(evidence, 0, beam.together), beam);
    if lattice.is_complete() {
        return lattice;
    }
    let beam = Beam { width: f32::INFINITY, ..beam };
    grow::lattice(scorer, Overlaps::new(evidence, 0, beam.together), beam)
}

/// The cells that a path goes through.
fn cells(path: &[Group]) -> Vec<(usize, usize)> {
    std::iter::once((0, 0))
        .chain(path.iter().map(|bead| (bead.chinese.1, bead.english.1)))
        .collect()
}
