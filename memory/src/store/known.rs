//! The units of a store, as far as an import must know them: found by their texts, and all of one
//! source.

use std::collections::{HashMap, HashSet};

/// A unit, as far as an import must know it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit {
    /// Its number in the store.
    pub(super) id: u32,
    /// When it was changed last.
    pub(super) date: Option<u64>,
    /// The newest date of its source in the files that have it.
    pub(super) rank: Option<u64>,
    /// Whether some file has it without a date.
    pub(super) is_undated: bool,
    /// Whether it was there before this import.
    pub(super) is_old: bool,
    /// Whether this import keeps what it was before.
    pub(super) is_kept: bool,
    /// The file of this import that added it, from 1; 0 for none.
    pub(super) added_by: u32,
    /// The last file of this import that has it, from 1; 0 for none.
    pub(super) seen_in: u32,
    /// Its newest date in that file.
    pub(super) seen: Option<u64>,
    /// The hash of both texts.
    pair: u64,
    /// The next unit with the same source.
    next: u32,
}

/// The end of a chain.
const NONE: u32 = u32::MAX;

/// The units of a store. Those of one source form a chain.
#[derive(Debug, Default)]
pub(super) struct Known {
    units: Vec<Unit>,
    by_pair: HashMap<u64, u32>,
    by_source: HashMap<u64, u32>,
}

impl Unit {
    /// A unit that was there before this import.
    pub(super) fn old(id: u32, date: Option<u64>, rank: Option<u64>, is_undated: bool) -> Self {
        Self {
            id,
            date,
            rank,
            is_undated,
            is_old: true,
            is_kept: false,
            added_by: 0,
            seen_in: 0,
            seen: None,
            pair: 0,
            next: NONE,
        }
    }

    /// A unit that a file of this import adds.
    pub(super) fn new(id: u32, date: Option<u64>, file: u32) -> Self {
        let unit = Self::old(id, date, date, date.is_none());
        Self { is_old: false, added_by: file, seen_in: file, seen: date, ..unit }
    }
}

impl Known {
    /// Adds a unit with the hashes of its source and of both texts.
    pub(super) fn push(&mut self, source: u64, pair: u64, unit: Unit) {
        let at = self.units.len() as u32;
        let next = self.by_source.insert(source, at).unwrap_or(NONE);
        self.units.push(Unit { pair, next, ..unit });
        self.by_pair.insert(pair, at);
    }

    /// The unit with both texts.
    pub(super) fn find(&mut self, pair: u64) -> Option<&mut Unit> {
        self.units.get_mut(*self.by_pair.get(&pair)? as usize)
    }

    /// The units of a source: their places.
    pub(super) fn of_source(&self, source: u64) -> Vec<u32> {
        let mut places = Vec::new();
        let mut at = self.by_source.get(&source).copied().unwrap_or(NONE);
        while let Some(unit) = self.units.get(at as usize) {
            places.push(at);
            at = unit.next;
        }
        places
    }

    /// Whether a source has several units.
    pub(super) fn has_several(&self, source: u64) -> bool {
        let first = self.by_source.get(&source).and_then(|at| self.units.get(*at as usize));
        first.is_some_and(|unit| unit.next != NONE)
    }

    /// The unit at a place that [`of_source`](Self::of_source) gives.
    pub(super) fn at(&mut self, place: u32) -> &mut Unit {
        &mut self.units[place as usize]
    }

    /// Forgets units of a source by their places; the other places stay what they are.
    pub(super) fn forget(&mut self, source: u64, places: &HashSet<u32>) {
        let all = self.of_source(source);
        let (gone, kept): (Vec<u32>, Vec<u32>) =
            all.into_iter().partition(|it| places.contains(it));
        for (n, at) in kept.iter().enumerate() {
            self.units[*at as usize].next = kept.get(n + 1).copied().unwrap_or(NONE);
        }
        match kept.first() {
            Some(first) => self.by_source.insert(source, *first),
            None => self.by_source.remove(&source),
        };
        for at in gone {
            self.by_pair.remove(&self.units[at as usize].pair);
        }
    }
}
