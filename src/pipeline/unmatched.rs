//! Stretches that the search could not match: one thing to say, not a doubtful pair after the other.

use std::ops::Range;

use crate::bitext::{Bead, Bitext};

/// So many beads in a row …
const STRETCH: usize = 20;
/// … with less confidence than this on average are not matched. No development text has such a row
/// with less than .72; a hundred sentences in random order, or of another book, have .51 and less.
const MATCHED: f32 = 0.6;

/// A stretch of both texts whose pairs are guesses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    /// Its source segments, from 0.
    pub source: Range<usize>,
    /// Its target segments, from 0.
    pub target: Range<usize>,
    /// Its beads, from 0.
    pub beads: Range<usize>,
}

/// The stretches in which pairs are guesses. What stands alone on both sides is a gap and none.
/// Law: they ascend and do not overlap.
pub(super) fn unmatched(bitext: &Bitext) -> Vec<Unmatched> {
    let scores: Vec<f32> = bitext.beads.iter().map(|bead| bead.score).collect();
    let span = |beads: &[Bead], ids: fn(&Bead) -> &[usize]| {
        let mut all = beads.iter().flat_map(ids).copied();
        let first = all.next().unwrap_or(0);
        first..all.last().map_or(first, |last| last + 1)
    };
    let stretch = |beads: Range<usize>| Unmatched {
        source: span(&bitext.beads[beads.clone()], |bead| &bead.source.ids),
        target: span(&bitext.beads[beads.clone()], |bead| &bead.target.ids),
        beads,
    };
    let holds_pairs = |beads: &Range<usize>| {
        bitext.beads[beads.clone()].iter().any(|b| !b.source.is_empty() && !b.target.is_empty())
    };
    doubtful_stretches(&scores).into_iter().filter(holds_pairs).map(stretch).collect()
}

/// The windows of `STRETCH` scores that are below `MATCHED` on average, those that overlap together,
/// without the sure scores at their ends.
fn doubtful_stretches(scores: &[f32]) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = vec![];
    for (from, window) in scores.windows(STRETCH).enumerate() {
        if window.iter().sum::<f32>() / STRETCH as f32 >= MATCHED {
            continue;
        }
        match stretches.last_mut() {
            Some(last) if from < last.end => last.end = from + STRETCH,
            _ => stretches.push(from..from + STRETCH),
        }
    }
    let trimmed = |stretch: Range<usize>| {
        let inside = &scores[stretch.clone()];
        let first = inside.iter().position(|&score| score < MATCHED)?;
        let last = inside.iter().rposition(|&score| score < MATCHED)?;
        Some(stretch.start + first..stretch.start + last + 1)
    };
    stretches.into_iter().filter_map(trimmed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_guesses_is_one_stretch_and_single_doubts_are_none() {
        let mut scores = vec![0.98; 100];
        for k in (5..100).step_by(10) {
            scores[k] = 0.3;
        }
        assert!(doubtful_stretches(&scores).is_empty());
        let mut scores = vec![0.98; 100];
        scores[41..76].fill(0.4);
        scores[50] = 0.98;
        let one = |stretch: Range<usize>| vec![stretch];
        assert_eq!(doubtful_stretches(&scores), one(41..76));
        assert!(doubtful_stretches(&[0.1; STRETCH - 1]).is_empty());
        assert_eq!(doubtful_stretches(&[0.1; STRETCH]), one(0..STRETCH));
    }
}
