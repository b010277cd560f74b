//! What is known of an alignment as a whole, and what to look at first.

use std::fmt;
use std::ops::Range;
use std::time::Duration;

use super::unmatched::Unmatched;
use crate::bitext::{Bead, Bitext};
use crate::read::Report;

/// So many segments alone in a row are a gap to report.
const GAP: usize = 5;
/// Texts with fewer segments on a side are too short to be called unrelated …
const TOO_SHORT_TO_TELL: usize = 3;
/// … and with fewer than this, half the support is enough: of short stretches of
/// the development texts none has less than .67, half of those paired at random
/// have less than .3.
const SHORT: usize = 5;

/// What is known of an alignment as a whole.
#[derive(Debug, Clone, Default)]
pub struct Diagnosis {
    /// What was read of each input, and what was left out: two reports, one of a bilingual file.
    pub inputs: Vec<Report>,
    /// How much of both texts the other one answers, from 0 up; translations have 1 and more.
    pub support: f32,
    /// Set where the support is too low for translations, and the texts were aligned anyway.
    pub unrelated: Option<Unrelated>,
    /// Stretches without a counterpart, the source's first.
    pub gaps: Vec<Gap>,
    /// Sections that stand elsewhere on the other side, as source and target segments from 0.
    pub moved: Vec<(Range<usize>, Range<usize>)>,
    /// Stretches whose pairs are guesses; none in a bilingual file, whose pairs stand.
    pub unmatched: Vec<Unmatched>,
    /// The numbers (from 1) of the [doubtful](Bead::is_doubtful) beads outside such stretches, the
    /// most doubtful first.
    pub doubtful: Vec<usize>,
    /// How long it took to read, align and check.
    pub took: Duration,
}

/// Texts that do not look like translations of each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unrelated {
    /// How much of both texts the other one answers.
    pub support: f32,
    /// How much it should be, at least.
    pub needed: f32,
}

impl fmt::Display for Unrelated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "support {:.2}, needed {:.2}", self.support, self.needed)
    }
}

impl Unrelated {
    /// Whether two aligned texts with so many segments do not look like translations of each other:
    /// whether they have less than the `usual` support.
    pub(super) fn find((source, target): (usize, usize), support: f32, usual: f32) -> Option<Self> {
        let shorter = source.min(target);
        let needed = if shorter < SHORT { usual / 2.0 } else { usual };
        (shorter >= TOO_SHORT_TO_TELL && support < needed).then_some(Self { support, needed })
    }
}

/// A side of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GapSide {
    /// The first text.
    Source,
    /// The second text.
    Target,
}

/// A stretch of one side without a counterpart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The side it stands on.
    pub side: GapSide,
    /// The name of its file.
    pub file: String,
    /// Its segments, from 0.
    pub segments: Range<usize>,
    /// The lines of its first and last paragraph, from 1.
    pub lines: (usize, usize),
}

/// The stretches of either side that have no counterpart.
///
/// The two functions give the line of each segment of a side.
pub(super) fn gaps(
    bitext: &Bitext,
    source_line: impl Fn(usize) -> usize,
    target_line: impl Fn(usize) -> usize,
) -> Vec<Gap> {
    let ids: [fn(&Bead) -> &[usize]; 2] = [|bead| &bead.source.ids, |bead| &bead.target.ids];
    let (source, target) = (&bitext.source.file, &bitext.target.file);
    let mut gaps = gaps_of((GapSide::Source, source), source_line, bitext, ids);
    let turned = [ids[1], ids[0]];
    gaps.extend(gaps_of((GapSide::Target, target), target_line, bitext, turned));
    gaps
}

fn gaps_of(
    (side, file): (GapSide, &str),
    line: impl Fn(usize) -> usize,
    bitext: &Bitext,
    [own, other]: [fn(&Bead) -> &[usize]; 2],
) -> Vec<Gap> {
    let runs = bitext.beads.chunk_by(|a, b| other(a).is_empty() == other(b).is_empty());
    runs.filter(|run| other(&run[0]).is_empty())
        .filter_map(|run| {
            let ids: Vec<usize> = run.iter().flat_map(own).copied().collect();
            let (&first, &last) = (ids.first()?, ids.last()?);
            (ids.len() >= GAP).then(|| Gap {
                side,
                file: file.to_owned(),
                segments: first..last + 1,
                lines: (line(first), line(last)),
            })
        })
        .collect()
}

/// The numbers of the doubtful beads outside the stretches that could not be matched, the most
/// doubtful first.
pub(super) fn doubtful(bitext: &Bitext, unmatched: &[Unmatched]) -> Vec<usize> {
    let beads = &bitext.beads;
    let alone = |n: &usize| !unmatched.iter().any(|stretch| stretch.beads.contains(&(n - 1)));
    let mut doubtful: Vec<usize> =
        (1..=beads.len()).filter(|n| beads[n - 1].is_doubtful()).filter(alone).collect();
    doubtful.sort_by(|a, b| beads[a - 1].score.total_cmp(&beads[b - 1].score));
    doubtful
}
