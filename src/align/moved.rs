//! Sections that stand elsewhere on the other side.
//!
//! A path ascends on both sides, so of two swapped sections it follows one and
//! leaves the other alone on both sides. Long stretches left alone are looked
//! at again: where the sure points tie a Chinese one to an English one, they
//! are one section that was moved.

use super::coarse;
use super::group::{Group, Point};

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

/// Puts the beads of a moved section where its Chinese side stands, in place of what stood alone there.
pub(super) fn put_section(beads: &mut Vec<(Group, f32)>, section: Group, inside: &[(Group, f32)]) {
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
