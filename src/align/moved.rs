//! Sections that stand elsewhere on the other side.
//!
//! A path ascends on both sides, so of two swapped sections it follows one and
//! leaves the other alone on both sides. Long stretches left alone are looked
//! at again: where the sure points tie a Chinese one to an English one, they
//! are one section that was moved.

use super::Group;
use super::coarse::{self, Point};

/// A stretch left alone is looked at from this length on; so many in between may have been paired by chance.
const SHORTEST: usize = 8;
const STRAY_BEADS: usize = 2;
/// The share of the shorter side's sentences that must be tied.
const TIED: f32 = 0.3;

/// The pairs of stretches that translate each other although the path left them alone.
///
/// The points are sorted by their Chinese side.
pub(super) fn moved(beads: &[(Group, f32)], points: &[Point]) -> Vec<Group> {
    let beads: Vec<Group> = beads.iter().map(|(bead, _)| *bead).collect();
    let (chinese_len, english_len) =
        beads.last().map_or((0, 0), |bead| (bead.chinese.1, bead.english.1));
    let slope = english_len as f32 / chinese_len.max(1) as f32;
    let chinese = lone_stretches(&beads, |bead| bead.chinese, |bead| bead.english);
    let english = lone_stretches(&beads, |bead| bead.english, |bead| bead.chinese);
    let mut pairs = vec![];
    for &z in &chinese {
        let before = |end: usize| points.partition_point(|p| p.chinese < end);
        let own = &points[before(z.0)..before(z.1)];
        let best = english
            .iter()
            .map(|&e| {
                let inside: Vec<Point> =
                    own.iter().filter(|p| (e.0..e.1).contains(&p.english)).copied().collect();
                (coarse::chain(&inside, english_len, slope).len(), e)
            })
            .max_by_key(|&(tied, _)| tied);
        let Some((tied, e)) = best else { continue };
        if tied as f32 >= TIED * (z.1 - z.0).min(e.1 - e.0) as f32 {
            pairs.push(Group { chinese: z, english: e });
        }
    }
    // Each English stretch can be one section only.
    let mut taken: Vec<(usize, usize)> = vec![];
    pairs.retain(|pair| {
        let free = !taken.contains(&pair.english);
        taken.push(pair.english);
        free
    });
    pairs
}

/// The stretches of one side that stand alone, as ranges of its sentences.
fn lone_stretches(
    beads: &[Group],
    own: impl Fn(&Group) -> (usize, usize),
    other: impl Fn(&Group) -> (usize, usize),
) -> Vec<(usize, usize)> {
    let mut stretches: Vec<(usize, usize)> = vec![];
    let (mut current, mut stray) = (None::<(usize, usize)>, 0);
    for bead in beads {
        let (from, to) = own(bead);
        if from == to {
            continue;
        }
        if other(bead).0 == other(bead).1 {
            current = Some((current.map_or(from, |(start, _)| start), to));
            stray = 0;
        } else {
            stray += 1;
            if stray > STRAY_BEADS {
                stretches.extend(current.take());
            }
        }
    }
    stretches.extend(current);
    stretches.retain(|(from, to)| to - from >= SHORTEST);
    stretches
}
