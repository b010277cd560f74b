//! The numbers of segments when two reviews are one: as they were, unless a sentence was split or
//! added; then each side is numbered anew, in the old order.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::bitext::{Bead, Bitext, Cell};

/// The place of a segment in the order of the base: its number there, and which part or addition.
pub(super) type Key = (usize, usize);

/// A side of a bead.
pub(super) type SideOf = fn(&Bead) -> &Cell;

/// For each number of a side of `now` its place in the order of `base`. `spans` are the rows of both
/// that hold the same sentences, in order, all rows covered.
pub(super) fn keys(
    base: &Bitext,
    now: &Bitext,
    spans: &[(Range<usize>, Range<usize>)],
    side: SideOf,
) -> HashMap<usize, Key> {
    let all = |bitext: &Bitext| numbers(&bitext.beads, side);
    if all(base) == all(now) {
        return all(now).into_iter().map(|id| (id, (id, 0))).collect();
    }
    let mut keys = HashMap::new();
    let mut last = 0;
    for (old, new) in spans {
        let old: Vec<usize> = numbers(&base.beads[old.clone()], side).into_iter().collect();
        let new = numbers(&now.beads[new.clone()], side);
        for (place, id) in new.into_iter().enumerate() {
            let key = match old.get(place).or(old.last()) {
                Some(&own) => (own, (place + 1).saturating_sub(old.len())),
                // Behind what stands before, and its parts.
                None => (last, usize::MAX / 2 + place),
            };
            keys.insert(id, key);
        }
        last = old.last().copied().unwrap_or(last);
    }
    keys
}

fn numbers(rows: &[Bead], side: SideOf) -> BTreeSet<usize> {
    rows.iter().flat_map(|row| side(row).ids.iter().copied()).collect()
}

/// The numbers that segments get: those of the base where all have one of their own, else anew.
pub(super) fn numbered(keys: &[Key]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by_key(|&at| keys[at]);
    let is_as_before = keys.iter().all(|key| key.1 == 0)
        && order.windows(2).all(|pair| keys[pair[0]].0 != keys[pair[1]].0);
    if is_as_before {
        return keys.iter().map(|key| key.0).collect();
    }
    let mut numbers = vec![0; keys.len()];
    for (number, at) in order.into_iter().enumerate() {
        numbers[at] = number;
    }
    numbers
}
