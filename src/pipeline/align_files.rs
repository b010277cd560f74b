//! One pair of texts, from files to a checked bitext.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use diptych_segments::{Lang, Layout, Text, segment_lines};

use super::anchors::anchored;
use super::diagnosis::{doubtful, gaps};
use super::unmatched::unmatched;
use super::{Diagnosis, Error, Resources, Unrelated, realign};
use crate::align::{self, Link, PairScores};
use crate::bitext::{Bitext, Side};
use crate::check::findings_of;
use crate::finding::Finding;
use crate::prepare::{self, Paired, Prepared};
use crate::read::{Format, Read};

/// How to align.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How the source is read and split.
    pub source: prepare::Options,
    /// How the target is read and split.
    pub target: prepare::Options,
    /// Lexicon, word lists and termbase.
    pub resources: Arc<Resources>,
    /// A file of beads that are fixed.
    pub anchors: Option<PathBuf>,
    /// Align texts that do not look like translations of each other.
    pub allow_unrelated: bool,
}

/// Two texts that were aligned and checked.
#[derive(Debug, Clone)]
pub struct AlignedPair {
    /// The source as it was read and split. Of a bilingual file, its text is empty: `bitext` holds
    /// the only copy of the pairs.
    pub source: Prepared,
    /// The target, likewise.
    pub target: Prepared,
    /// The beads.
    pub bitext: Bitext,
    /// What the check against the termbase found, and numbers that differ, in the order of the beads.
    pub findings: Vec<Finding>,
    /// What is known of the alignment as a whole.
    pub diagnosis: Diagnosis,
}

impl AlignedPair {
    /// The memory that the pairs were read from, where it can be read again.
    pub fn memory(&self) -> Option<PathBuf> {
        let report = &self.source.report;
        let is_memory = report.format == Format::Tmx && report.file != "<stdin>";
        is_memory.then(|| PathBuf::from(&report.file))
    }
}

/// Reads, aligns and checks two documents, one Chinese and one English.
///
/// # Errors
/// When a file cannot be used, or the texts are no translations of each other.
pub fn align_files(
    source: impl AsRef<Path>,
    target: impl AsRef<Path>,
    options: &Options,
) -> Result<AlignedPair, Error> {
    pair_files(source.as_ref(), target.as_ref(), options).map(|pair| checked(pair, options))
}

/// Reads, scores and checks one file that holds both sides; its pairs stay as they are.
///
/// # Errors
/// As [`align_files`]; when the file holds one language only.
pub fn align_file(file: impl AsRef<Path>, options: &Options) -> Result<AlignedPair, Error> {
    pair_file(file.as_ref(), options).map(|pair| checked(pair, options))
}

/// As [`align_files`] without the check: `findings` is empty.
///
/// # Errors
/// As [`align_files`].
pub fn pair_files(source: &Path, target: &Path, options: &Options) -> Result<AlignedPair, Error> {
    let start = Instant::now();
    let (source, target) = prepare::both((source, &options.source), (target, &options.target))?;
    aligned(source, target, options, start)
}

/// As [`pair_files`], of texts that were read already.
///
/// # Errors
/// As [`align_files`].
pub fn pair_read(source: Read, target: Read, options: &Options) -> Result<AlignedPair, Error> {
    let start = Instant::now();
    let (source, target) =
        prepare::both_read((source, &options.source), (target, &options.target))?;
    aligned(source, target, options, start)
}

/// As [`align_file`] without the check: `findings` is empty.
///
/// # Errors
/// As [`align_file`].
pub fn pair_file(file: &Path, options: &Options) -> Result<AlignedPair, Error> {
    if options.anchors.is_some() {
        return Err(Error::AnchorsOfOneFile);
    }
    let start = Instant::now();
    scored(prepare::pairs(file, &options.source, &options.target)?, options, start)
}

fn checked(mut pair: AlignedPair, options: &Options) -> AlignedPair {
    let start = Instant::now();
    pair.findings = findings_of(&pair.bitext, options.resources.termbase.as_ref());
    pair.diagnosis.took += start.elapsed();
    pair
}

fn aligned(
    source: Prepared,
    target: Prepared,
    options: &Options,
    start: Instant,
) -> Result<AlignedPair, Error> {
    let Resources { lexicon, extra, .. } = &*options.resources;
    let aligned = align::align(&source.text, &target.text, lexicon, extra);
    let counts = (source.text.segments().len(), target.text.segments().len());
    let unrelated = related(
        (&source.side, &target.side),
        counts,
        (aligned.support, align::UNRELATED),
        options,
    )?;
    let sides = |links: &[Link]| {
        Bitext::new((source.side.clone(), &source.text), (target.side.clone(), &target.text), links)
    };
    let bitext = match &options.anchors {
        Some(anchors) => {
            realign(&anchored(anchors, &source.text, &target.text, sides)?, &[], lexicon, extra)
        }
        None => sides(&aligned.links),
    };
    let unmatched = unmatched(&bitext);
    let diagnosis = Diagnosis {
        inputs: vec![source.report.clone(), target.report.clone()],
        support: aligned.support,
        unrelated,
        gaps: gaps(&bitext, line_in(&source.text), line_in(&target.text)),
        moved: aligned.moved,
        doubtful: doubtful(&bitext, &unmatched),
        unmatched,
        took: start.elapsed(),
    };
    Ok(AlignedPair { source, target, bitext, findings: vec![], diagnosis })
}

/// The pairs of a bilingual file stay as they are: each gets a probability.
fn scored(paired: Paired, options: &Options, start: Instant) -> Result<AlignedPair, Error> {
    let Resources { lexicon, extra, .. } = &*options.resources;
    let Paired { source, target, pairs, report, damage } = paired;
    let is_english = source.lang == Lang::En;
    let sides = pairs.sides().map(|(a, b)| if is_english { (b, a) } else { (a, b) });
    let PairScores { scores, support } = align::score_pairs(sides, lexicon, extra);
    let counts = (pairs.len(), pairs.len());
    let unrelated =
        related((&source, &target), counts, (support, align::UNRELATED_PAIRS), options)?;
    let lines = pairs.places().to_vec();
    let side = |side: &Side, damage| Prepared {
        side: side.clone(),
        text: segment_lines(side.lang, vec![]),
        layout: Layout::Lines,
        report: report.clone(),
        srx_faults: vec![],
        damage,
    };
    let prepared = (side(&source, damage), side(&target, vec![]));
    let bitext = Bitext::of_pairs(source, target, pairs, &scores);
    let diagnosis = Diagnosis {
        inputs: vec![report],
        support,
        unrelated,
        gaps: gaps(&bitext, |segment| lines[segment], |segment| lines[segment]),
        moved: vec![],
        doubtful: doubtful(&bitext, &[]),
        unmatched: vec![],
        took: start.elapsed(),
    };
    Ok(AlignedPair { source: prepared.0, target: prepared.1, bitext, findings: vec![], diagnosis })
}

/// What is to be said of texts that do not look like translations of each other, where they are
/// allowed: sides with so many segments, and the support that they have and usual ones need.
fn related(
    sides: (&Side, &Side),
    counts: (usize, usize),
    (support, usual): (f32, f32),
    options: &Options,
) -> Result<Option<Unrelated>, Error> {
    match Unrelated::find(counts, support, usual) {
        Some(unrelated) if !options.allow_unrelated => Err(Error::Unrelated {
            source_file: sides.0.file.clone(),
            target_file: sides.1.file.clone(),
            unrelated,
        }),
        unrelated => Ok(unrelated),
    }
}

/// The line of each segment of a text.
fn line_in(text: &Text) -> impl Fn(usize) -> usize + '_ {
    |segment| text.paragraphs()[text.segments()[segment].paragraph].line
}
