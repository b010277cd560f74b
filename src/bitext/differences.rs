//! Where two states of a bitext differ.

use std::collections::HashMap;
use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::{Bead, Bitext};

/// The beads that differ, each run with the one that stands in its place (indices from 0).
///
/// Law: outside the runs both have the same texts, comments and dropped sides, in the same order.
pub fn differences(old: &Bitext, new: &Bitext) -> Vec<(Range<usize>, Range<usize>)> {
    let mut known = HashMap::new();
    let mut names = |bitext: &Bitext| -> Vec<usize> {
        let mut name = |bead: &Bead| {
            let texts = (bitext.source_text(bead), bitext.target_text(bead));
            let key = (texts, bead.comment().to_owned(), bead.dropped());
            let next = known.len();
            *known.entry(key).or_insert(next)
        };
        bitext.beads.iter().map(&mut name).collect()
    };
    let (old, new) = (names(old), names(new));
    let runs = capture_diff_slices(Algorithm::Patience, &old, &new);
    let differ = runs.into_iter().filter(|run| run.tag() != DiffTag::Equal);
    differ.map(|run| (run.old_range(), run.new_range())).collect()
}
