//! Which rows of the base a review changed, and what stands there now.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::bitext::{Bead, Bitext, Cell};
use crate::review::column::letters;

/// Both texts of a row.
pub(super) type Texts = (String, String);

/// Rows that took the place of rows of the base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hunk {
    /// The rows of the base, from 0.
    pub(super) base: Range<usize>,
    /// The rows that stand there now, from 0.
    pub(super) now: Range<usize>,
    /// Hunks with one number go together: sentences moved between them.
    pub(super) family: usize,
}

/// Both texts of a row, to the last blank: an edit of nothing but white space is one too.
pub(super) fn texts(bitext: &Bitext, bead: &Bead) -> Texts {
    (bitext.source_text(bead), bitext.target_text(bead))
}

/// The hunks of a review, in order, and where the other rows of the base stand now.
pub(super) fn hunks(base: &Bitext, now: &Bitext) -> (Vec<Hunk>, HashMap<usize, usize>) {
    let all = |bitext: &Bitext| -> Vec<Texts> {
        bitext.beads.iter().map(|bead| texts(bitext, bead)).collect()
    };
    let (old, new) = (all(base), all(now));
    let mut hunks: Vec<Hunk> = vec![];
    let mut same = HashMap::new();
    let hunk = |base, now| Hunk { base, now, family: 0 };
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            for step in 0..len {
                let (b, n) = (old_index + step, new_index + step);
                if is_decided_alike(&base.beads[b], &now.beads[n]) {
                    same.insert(b, n);
                } else {
                    hunks.push(hunk(b..b + 1, n..n + 1));
                }
            }
            continue;
        }
        let (from, to) = (op.old_range(), op.new_range());
        // Rows that were changed side by side are one hunk, unless each still holds as many segments.
        let counts = |bead: &Bead| (bead.source.ids.len(), bead.target.ids.len());
        let alike = |(b, n): (usize, usize)| counts(&base.beads[b]) == counts(&now.beads[n]);
        if from.len() == to.len() && from.clone().zip(to.clone()).all(alike) {
            hunks.extend(from.zip(to).map(|(b, n)| hunk(b..b + 1, n..n + 1)));
        } else {
            let (from, to) = apart(base, now, from, to, &mut hunks);
            hunks.extend((!from.is_empty() || !to.is_empty()).then(|| hunk(from, to)));
        }
    }
    hunks.sort_by_key(|hunk| (hunk.base.start, hunk.now.start));
    families(base, now, &mut hunks);
    (hunks, same)
}

/// Rows of the same sentences at the ends of a change are changes of their own, where no sentence was
/// split and the numbers tell; gives what is left between them.
fn apart(
    base: &Bitext,
    now: &Bitext,
    mut from: Range<usize>,
    mut to: Range<usize>,
    hunks: &mut Vec<Hunk>,
) -> (Range<usize>, Range<usize>) {
    let sides: [fn(&Bead) -> &Cell; 2] = [|bead| &bead.source, |bead| &bead.target];
    if sides.into_iter().any(|side| numbers(&base.beads, side) != numbers(&now.beads, side)) {
        return (from, to);
    }
    let is_same = |b: usize, n: usize| {
        sides.into_iter().all(|side| side(&base.beads[b]).ids == side(&now.beads[n]).ids)
    };
    while !from.is_empty() && !to.is_empty() && is_same(from.end - 1, to.end - 1) {
        (from.end, to.end) = (from.end - 1, to.end - 1);
        hunks.push(Hunk { base: from.end..from.end + 1, now: to.end..to.end + 1, family: 0 });
    }
    while !from.is_empty() && !to.is_empty() && is_same(from.start, to.start) {
        hunks.push(Hunk {
            base: from.start..from.start + 1,
            now: to.start..to.start + 1,
            family: 0,
        });
        (from.start, to.start) = (from.start + 1, to.start + 1);
    }
    (from, to)
}

/// The numbers of the segments that stand on a side of rows.
fn numbers(rows: &[Bead], side: fn(&Bead) -> &Cell) -> BTreeSet<usize> {
    rows.iter().flat_map(|bead| side(bead).ids.iter().copied()).collect()
}

/// Whether a person decided the same about both, comments aside.
pub(super) fn is_decided_alike(a: &Bead, b: &Bead) -> bool {
    let decided = |bead: &Bead| (bead.state(), bead.accepted, bead.dropped());
    decided(a) == decided(b)
}

/// Marks the hunks between which sentences moved.
fn families(base: &Bitext, now: &Bitext, hunks: &mut [Hunk]) {
    for (number, hunk) in hunks.iter_mut().enumerate() {
        hunk.family = number;
    }
    for side in [(|bead| &bead.source) as fn(&Bead) -> &Cell, |bead| &bead.target] {
        let moved = if numbers(&base.beads, side) == numbers(&now.beads, side) {
            moved_numbers(base, now, hunks, |rows| numbers(rows, side))
        } else {
            moved_texts(base, now, hunks, side)
        };
        for (from, to) in moved {
            join(hunks, from, to);
        }
    }
}

/// The hunks that lost a segment, each with the one that gained it.
fn moved_numbers(
    base: &Bitext,
    now: &Bitext,
    hunks: &[Hunk],
    numbers: impl Fn(&[Bead]) -> BTreeSet<usize>,
) -> Vec<(usize, usize)> {
    let mut home = HashMap::new();
    for (number, hunk) in hunks.iter().enumerate() {
        home.extend(numbers(&base.beads[hunk.base.clone()]).into_iter().map(|id| (id, number)));
    }
    let mut moved = vec![];
    for (to, hunk) in hunks.iter().enumerate() {
        let gained = numbers(&now.beads[hunk.now.clone()]);
        moved.extend(gained.iter().filter_map(|id| home.get(id)).map(|&from| (from, to)));
    }
    moved
}

/// As [`moved_numbers`], by the texts: the numbers are other ones since a sentence was split.
fn moved_texts(
    base: &Bitext,
    now: &Bitext,
    hunks: &[Hunk],
    side: fn(&Bead) -> &Cell,
) -> Vec<(usize, usize)> {
    let segments = |bitext: &Bitext, rows: Range<usize>| -> Vec<Vec<char>> {
        let cells = bitext.beads[rows].iter().map(side);
        cells.flat_map(|cell| &cell.segments).map(|text| letters(text)).collect()
    };
    // What a hunk lost and what it gained.
    let rest = |of: &[Vec<char>], without: &[Vec<char>]| -> Vec<Vec<char>> {
        of.iter().filter(|text| !without.contains(text)).cloned().collect()
    };
    let (mut lost, mut gained) = (vec![], vec![]);
    for hunk in hunks {
        let (old, new) = (segments(base, hunk.base.clone()), segments(now, hunk.now.clone()));
        lost.push(rest(&old, &new));
        gained.push(rest(&new, &old));
    }
    let mut moved = vec![];
    for (from, lost) in lost.iter().enumerate().filter(|(_, lost)| !lost.is_empty()) {
        for (to, gained) in gained.iter().enumerate().filter(|(to, _)| *to != from) {
            let is_moved = |a: &Vec<char>, b: &Vec<char>| is_part(a, b) || is_part(b, a);
            if lost.iter().any(|a| gained.iter().any(|b| is_moved(a, b))) {
                moved.push((from, to));
            }
        }
    }
    moved
}

/// Whether a text of some length stands in another.
fn is_part(part: &[char], whole: &[char]) -> bool {
    part.len() > 1 && part.len() <= whole.len() && whole.windows(part.len()).any(|it| it == part)
}

fn join(hunks: &mut [Hunk], a: usize, b: usize) {
    let (from, to) = (hunks[b].family, hunks[a].family);
    for hunk in hunks.iter_mut().filter(|hunk| hunk.family == from) {
        hunk.family = to;
    }
}
