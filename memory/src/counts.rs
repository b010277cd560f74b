//! In how many lists each slot is.

use std::ops::Range;

use crate::error::Error;
use crate::postings::{Entry, Postings};

/// In how many of some lists each slot of a range is.
pub(crate) enum Counts {
    /// A counter for each slot from the first on. It stops at 255.
    Dense(u32, Vec<u8>),
    /// The slots that are in any list, ascending, each as often as it is in one.
    Sparse(Vec<u32>),
}

/// With fewer slots in the lists than one in so many of the range, they are sorted: that is faster than to
/// walk over the counters.
const SPARSE: usize = 32;

impl Counts {
    /// Reads lists.
    ///
    /// # Errors
    /// When they cannot be read, or the index is damaged.
    pub(crate) fn of(
        lists: &[Entry],
        postings: &Postings,
        range: Range<u32>,
    ) -> Result<Self, Error> {
        let work: usize = lists.iter().map(|it| it.count as usize).sum();
        let mut slots = Vec::new();
        let mut counts = Vec::new();
        let is_sparse = work < range.len() / SPARSE;
        if !is_sparse {
            counts.resize(range.len(), 0_u8);
        }
        for list in lists {
            postings.each(*list, |slot| {
                if slot >= range.start && slot < range.end {
                    match counts.get_mut((slot - range.start) as usize) {
                        Some(count) => *count = count.saturating_add(1),
                        None => slots.push(slot),
                    }
                }
                slot < range.end
            })?;
        }
        if !is_sparse {
            return Ok(Self::Dense(range.start, counts));
        }
        slots.sort_unstable();
        Ok(Self::Sparse(slots))
    }

    /// Gives each slot of a part of the range that is in at least so many lists, ascending. Not less than
    /// one.
    pub(crate) fn each_with(&self, least: u32, part: Range<u32>, mut each: impl FnMut(u32)) {
        match self {
            Self::Dense(start, counts) => {
                let least = u8::try_from(least).unwrap_or(u8::MAX);
                let at = |slot: u32| (slot - start) as usize;
                let counts = counts.get(at(part.start)..at(part.end)).unwrap_or_default();
                // Most stretches have none: that is seen at once.
                for (first, stretch) in (part.start..).step_by(STRETCH).zip(counts.chunks(STRETCH))
                {
                    if stretch.iter().fold(0, |most, it| most.max(*it)) < least {
                        continue;
                    }
                    let with = (first..).zip(stretch).filter(|it| *it.1 >= least);
                    with.for_each(|(slot, _)| each(slot));
                }
            }
            Self::Sparse(slots) => {
                let from = slots.partition_point(|slot| *slot < part.start);
                let to = slots.partition_point(|slot| *slot < part.end);
                for same in slots[from..to].chunk_by(|a, b| a == b) {
                    if same.len() >= least as usize {
                        each(same[0]);
                    }
                }
            }
        }
    }
}

/// So many counters are looked at together.
const STRETCH: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_counted_however_many_there_are() {
        let gram = |gram: u32, slots: &[u32]| -> Vec<u64> {
            slots.iter().map(|slot| u64::from(gram) << 32 | u64::from(*slot)).collect()
        };
        let many: Vec<u32> = (0..500).map(|it| it * 7).collect();
        let pairs = [gram(1, &[3, 700, 7000]), gram(2, &[700, 7000]), gram(3, &many)].concat();
        let postings = Postings::new(pairs);
        let entry = |gram| postings.entry(gram).unwrap().unwrap();
        let found = |counts: &Counts, least, part: Range<u32>| {
            let mut found = Vec::new();
            counts.each_with(least, part, |slot| found.push(slot));
            found
        };
        let sparse = Counts::of(&[entry(1), entry(2)], &postings, 0..7000).unwrap();
        assert!(matches!(sparse, Counts::Sparse(_)));
        assert_eq!(found(&sparse, 1, 0..7000), [3, 700]);
        assert_eq!(found(&sparse, 2, 4..7000), [700]);
        let dense = Counts::of(&[entry(1), entry(2), entry(3)], &postings, 2..7001).unwrap();
        assert!(matches!(dense, Counts::Dense(..)));
        assert_eq!(found(&dense, 2, 2..7001), [700, 7000]);
        assert_eq!(found(&dense, 3, 2..7001), [700]);
        assert_eq!(found(&dense, 1, 2..15), [3, 7, 14]);
        let all: Vec<_> = std::iter::repeat_n(entry(1), 300).collect();
        assert_eq!(found(&Counts::of(&all, &postings, 0..9).unwrap(), 280, 0..9), [3]);
    }
}
