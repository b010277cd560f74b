//! Two texts become beads.
//!
//! The whole algorithm, in the order of its passes, is [`align_sides`]; each
//! step's formula stands in its module. Inside, the sides are called Chinese
//! and English, whichever is the source.

mod bead_score;
mod boundary;
mod coarse;
mod corridor;
pub mod function_words;
mod lattice;
mod learn;
pub mod lexicon;
mod links;
mod overlap;
mod streams;
mod structure;
pub mod tokens;
pub mod weights;

use rustc_hash::FxHashMap;

pub use bead_score::Group;
use bead_score::{Measures, Prior, Scorer};
use corridor::Corridor;
use lattice::{Beam, Lattice};
pub use lexicon::Lexicon;
use overlap::Overlaps;
pub use streams::{Link, align};
pub use structure::Place;
use structure::Structure;
use tokens::Side;
use weights::{WEIGHTS, Weights};

/// Further renderings that are as good as certain: glossary terms, a user's lexicon.
#[derive(Debug, Clone, Default)]
pub struct Extra {
    renderings: FxHashMap<String, Vec<(String, f32)>>,
}

impl Extra {
    /// The English stems that a Chinese word goes with, and how surely.
    fn of(&self, word: &str) -> &[(String, f32)] {
        self.renderings.get(word).map_or(&[], Vec::as_slice)
    }
}

/// The sentences of one side, and what ends with each of them.
#[derive(Debug, Clone, Default)]
pub struct Sentences<'a> {
    /// The texts, in order.
    pub texts: Vec<&'a str>,
    /// What ends with each; empty where nothing is known of paragraphs.
    pub places: Vec<Place>,
}

/// The beams of the passes.
const PASSES: [Beam; 3] = [
    Beam { width: 30.0, together: 5 },
    Beam { width: 40.0, together: 8 },
    Beam { width: 60.0, together: 8 },
];
/// The beam when a side runs on alone somewhere.
const WIDE_BEAM: f32 = 300.0;
/// Half the width of the corridor along anchors, and around the path of an earlier pass.
const FIRST_WIDTH: usize = 8;
const WIDTH: usize = 6;

/// Aligns Chinese with English sentences: beads in order, each with its probability.
///
/// Law: every sentence of both sides stands in exactly one bead.
pub fn align_sentences(
    chinese: &Sentences<'_>,
    english: &Sentences<'_>,
    lexicon: &Lexicon,
    extra: &Extra,
) -> Vec<(Group, f32)> {
    align_with(chinese, english, lexicon, extra, &WEIGHTS)
}

/// The same with other weights, for fitting them.
pub fn align_with(
    chinese: &Sentences<'_>,
    english: &Sentences<'_>,
    lexicon: &Lexicon,
    extra: &Extra,
    weights: &Weights,
) -> Vec<(Group, f32)> {
    let (english_side, names) = tokens::english(&english.texts, lexicon);
    let chinese_side = tokens::chinese(&chinese.texts, lexicon, &names);
    let measures = Measures::new(
        &chinese_side,
        &english_side,
        (boundary::chinese_ends(&chinese.texts), boundary::english_ends(&english.texts)),
        Structure::new(chinese.places.clone(), english.places.clone()),
        weights,
    );
    align_sides(&chinese_side, &english_side, measures, lexicon, extra, weights)
}

fn align_sides(
    chinese: &Side,
    english: &Side,
    mut measures: Measures,
    lexicon: &Lexicon,
    extra: &Extra,
    weights: &Weights,
) -> Vec<(Group, f32)> {
    let (n, m) = (chinese.len(), english.len());
    let probabilities = links::probabilities(english, lexicon, weights);
    let dictionary = links::dictionary(chinese, english, &probabilities, lexicon, extra, weights);
    let postings = english.postings();

    let points = coarse::points(chinese, english, &postings, &dictionary, weights);
    let anchors = coarse::chain(&points, m, m as f32 / n.max(1) as f32);
    measures.set_ratio(coarse::stretches(&anchors));
    let mut corridor = Corridor::along(&anchors, n, m, FIRST_WIDTH);
    let mut prior = Prior::new(&[], weights);
    let mut links = dictionary.clone();

    for (pass, beam) in PASSES.into_iter().enumerate() {
        let overlaps = Overlaps::new(chinese, english, &postings, &links, &corridor, weights);
        let scorer = Scorer { measures: &measures, overlaps: &overlaps, prior: &prior, weights };
        let lattice = search(&scorer, &corridor, (n, m), beam);
        if pass + 1 == PASSES.len() {
            return lattice.likely_path(&scorer);
        }
        let path = lattice.best_path();
        links = learn::learn(chinese, english, &dictionary, &probabilities, &path, weights);
        prior = Prior::new(&path, weights);
        measures.structure.learn(&path);
        measures.set_ratio(path.iter().copied());
        corridor = Corridor::around(&cells(&path), n, m, WIDTH);
    }
    unreachable!("the last pass returns")
}

/// The lattice of a corridor; without the beam when the beam has cut off the
/// end. A corridor's law makes its end reachable by sentences alone.
fn search(scorer: &Scorer<'_>, corridor: &Corridor, (n, m): (usize, usize), beam: Beam) -> Lattice {
    let width = if corridor.has_gaps() { WIDE_BEAM } else { beam.width };
    let lattice = Lattice::new(scorer, corridor, n, m, Beam { width, ..beam });
    if lattice.is_complete() {
        return lattice;
    }
    Lattice::new(scorer, corridor, n, m, Beam { width: f32::INFINITY, ..beam })
}

/// The cells that a path goes through.
fn cells(path: &[Group]) -> Vec<(usize, usize)> {
    std::iter::once((0, 0))
        .chain(path.iter().map(|bead| (bead.chinese.1, bead.english.1)))
        .collect()
}
