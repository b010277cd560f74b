//! Units in the order of their lengths.

use std::ops::Range;

/// Units in the order of their lengths, each with the sketch of its text. The place of a unit is its
/// slot, from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ByLength {
    /// The unit of each slot.
    pub(crate) units: Vec<u32>,
    /// The sketch of each slot.
    pub(crate) bits: Vec<u64>,
    /// Each length there is, ascending, with its first slot.
    pub(crate) lengths: Vec<(u32, u32)>,
}

impl ByLength {
    /// Puts units in order; each is its length, number and sketch.
    pub(crate) fn new(mut all: Vec<(u32, u32, u64)>) -> Self {
        all.sort_unstable();
        let mut by_length = Self::default();
        for (slot, (length, unit, bits)) in (0..).zip(all) {
            if by_length.lengths.last().is_none_or(|last| last.0 != length) {
                by_length.lengths.push((length, slot));
            }
            by_length.units.push(unit);
            by_length.bits.push(bits);
        }
        by_length
    }

    /// The slots of the texts with lengths from `shortest` to `longest`.
    pub(crate) fn slots(&self, shortest: u32, longest: u32) -> Range<u32> {
        let first = |length: u32| {
            let at = self.lengths.partition_point(|it| it.0 < length);
            self.lengths.get(at).map_or(self.units.len() as u32, |it| it.1)
        };
        first(shortest)..longest.checked_add(1).map_or(self.units.len() as u32, first)
    }

    /// The runs of slots of one length within `range`, each with that length.
    pub(crate) fn runs(&self, range: Range<u32>) -> impl Iterator<Item = (u32, Range<u32>)> {
        let from = self.lengths.partition_point(|it| it.1 <= range.start).saturating_sub(1);
        let of = self.lengths[from.min(self.lengths.len())..].iter().enumerate();
        of.map(move |(n, &(length, first))| {
            let next = self.lengths.get(from + n + 1).map_or(self.units.len() as u32, |it| it.1);
            (length, first.max(range.start)..next.min(range.end))
        })
        .take_while(move |(_, slots)| slots.start < range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_stand_by_length() {
        let by_length = ByLength::new(vec![(3, 0, 0), (1, 1, 0), (3, 2, 0), (7, 3, 0)]);
        assert_eq!(by_length.units, [1, 0, 2, 3]);
        assert_eq!(
            (by_length.slots(2, 3), by_length.slots(4, 6), by_length.slots(7, u32::MAX)),
            (1..3, 3..3, 3..4)
        );
        let runs: Vec<_> = by_length.runs(0..4).collect();
        assert_eq!(runs, [(1, 0..1), (3, 1..3), (7, 3..4)]);
        assert_eq!(by_length.runs(2..4).collect::<Vec<_>>(), [(3, 2..3), (7, 3..4)]);
        assert_eq!(ByLength::default().runs(0..0).count(), 0);
    }
}
