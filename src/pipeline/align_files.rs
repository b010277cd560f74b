//! One pair of texts, from files to a checked bitext.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use super::anchors::anchored;
use super::diagnosis::{doubtful, gaps};
use super::unmatched::unmatched;
use super::{Diagnosis, Error, Resources, Unrelated, realign};
use crate::align::{self, Link};
use crate::bitext::Bitext;
use crate::check::findings_of;
use crate::finding::Finding;
use crate::prepare::{self, Prepared};
use crate::read::Format;

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
    /// The source as it was read and split.
    pub source: Prepared,
    /// The target as it was read and split.
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
    aligned(source, target, false, options, start)
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
    let (source, target) = prepare::pairs(file, &options.source, &options.target)?;
    aligned(source, target, true, options, start)
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
    is_paired: bool,
    options: &Options,
    start: Instant,
) -> Result<AlignedPair, Error> {
    let Resources { lexicon, extra, .. } = &*options.resources;
    // The pairs of a bilingual file stay as they are: each gets a probability.
    let (first, second) = (&source.text, &target.text);
    let (aligned, usual) = if is_paired {
        (align::score_pairs(first, second, lexicon, extra), align::UNRELATED_PAIRS)
    } else {
        (align::align(first, second, lexicon, extra), align::UNRELATED)
    };
    let unrelated = Unrelated::find(&source.text, &target.text, &aligned, usual);
    if let Some(unrelated) = unrelated.filter(|_| !options.allow_unrelated) {
        return Err(Error::Unrelated {
            source_file: source.side.file,
            target_file: target.side.file,
            unrelated,
        });
    }
    let sides = |links: &[Link]| {
        Bitext::new((source.side.clone(), &source.text), (target.side.clone(), &target.text), links)
    };
    let bitext = match &options.anchors {
        Some(anchors) => {
            realign(&anchored(anchors, &source.text, &target.text, sides)?, &[], lexicon, extra)
        }
        None => sides(&aligned.links),
    };
    let mut inputs = vec![source.report.clone()];
    inputs.extend((!is_paired).then(|| target.report.clone()));
    let unmatched = if is_paired { vec![] } else { unmatched(&bitext) };
    let diagnosis = Diagnosis {
        inputs,
        support: aligned.support,
        unrelated,
        gaps: gaps(&bitext, &source, &target),
        moved: aligned.moved,
        doubtful: doubtful(&bitext, &unmatched),
        unmatched,
        took: start.elapsed(),
    };
    Ok(AlignedPair { source, target, bitext, findings: vec![], diagnosis })
}
