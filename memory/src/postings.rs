//! For each gram, the slots of the texts that have it.

use crate::error::Error;
use crate::section::Section;

/// For each gram, the slots of the texts that have it, ascending.
///
/// A list is the differences of its slots as LEB128. An entry is 24 bytes in little-endian order:
/// gram, how many slots, where the list begins (8 bytes), how many bytes it has, its checksum.
#[derive(Debug, Clone)]
pub(crate) struct Postings {
    pub(crate) lists: Section,
    pub(crate) entries: Section,
    /// For the first 12 bits of a gram, the number of its first entry; one more at the end.
    pub(crate) firsts: Vec<u32>,
    /// The checksum of the entries of each bucket, as `firsts` parts them.
    pub(crate) sums: Vec<u32>,
}

/// Where a list stands, and how long it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) count: u32,
    start: u64,
    bytes: u32,
    sum: u32,
}

const ENTRY: u64 = 24;
const PREFIX: u32 = 20;

impl Postings {
    /// From a gram (upper half) and a slot (lower half) each.
    pub(crate) fn new(mut pairs: Vec<u64>) -> Self {
        pairs.sort_unstable();
        let (mut lists, mut entries) = (Vec::new(), Vec::new());
        let mut firsts = vec![0_u32];
        for of_gram in pairs.chunk_by(|a, b| a >> 32 == b >> 32) {
            let gram = (of_gram[0] >> 32) as u32;
            let number = (entries.len() as u64 / ENTRY) as u32;
            while firsts.len() as u32 <= gram >> PREFIX {
                firsts.push(number);
            }
            let start = lists.len();
            let (mut before, mut count) = (0, 0_u32);
            for slot in of_gram.iter().map(|pair| *pair as u32) {
                if count == 0 || slot != before {
                    push_number(slot - before, &mut lists);
                    (before, count) = (slot, count + 1);
                }
            }
            let list = &lists[start..];
            for part in [gram, count] {
                entries.extend(part.to_le_bytes());
            }
            entries.extend((start as u64).to_le_bytes());
            entries.extend((list.len() as u32).to_le_bytes());
            entries.extend(sum(list).to_le_bytes());
        }
        firsts.resize((1 << (32 - PREFIX)) + 1, (entries.len() as u64 / ENTRY) as u32);
        let bucket = |ends: &[u32]| {
            let byte = |entry: u32| entry as usize * ENTRY as usize;
            sum(&entries[byte(ends[0])..byte(ends[1])])
        };
        let sums = firsts.windows(2).map(bucket).chain([0]).collect();
        Self { lists: Section::Held(lists), entries: Section::Held(entries), firsts, sums }
    }

    /// Where the list of a gram stands, if there is one.
    pub(crate) fn entry(&self, gram: u32) -> Result<Option<Entry>, Error> {
        let at = (gram >> PREFIX) as usize;
        let (Some(&from), Some(&to)) = (self.firsts.get(at), self.firsts.get(at + 1)) else {
            return Err(Error::Index);
        };
        let count = u64::from(to.checked_sub(from).ok_or(Error::Index)?);
        let bytes = self.entries.read(u64::from(from) * ENTRY, count * ENTRY)?;
        if self.sums.get(at) != Some(&sum(&bytes)) {
            return Err(Error::Index);
        }
        let entries = bytes.as_chunks::<{ ENTRY as usize }>().0;
        let part = |entry: &[u8; 24], at: usize| {
            u32::from_le_bytes([entry[at], entry[at + 1], entry[at + 2], entry[at + 3]])
        };
        let found = entries.binary_search_by_key(&gram, |entry| part(entry, 0)).ok();
        Ok(found.map(|at| {
            let entry = &entries[at];
            let start = u64::from(part(entry, 8)) | u64::from(part(entry, 12)) << 32;
            Entry { count: part(entry, 4), start, bytes: part(entry, 16), sum: part(entry, 20) }
        }))
    }

    /// Gives each slot of a list to `each`, ascending, until it says no.
    pub(crate) fn each(
        &self,
        entry: Entry,
        mut each: impl FnMut(u32) -> bool,
    ) -> Result<(), Error> {
        let bytes = self.lists.read(entry.start, u64::from(entry.bytes))?;
        if sum(&bytes) != entry.sum {
            return Err(Error::Index);
        }
        let (mut slot, mut part, mut shift) = (0_u32, 0_u32, 0);
        for byte in &*bytes {
            part |= u32::from(byte & 0x7F).checked_shl(shift).ok_or(Error::Index)?;
            shift += 7;
            if byte & 0x80 == 0 {
                slot = slot.checked_add(part).ok_or(Error::Index)?;
                if !each(slot) {
                    return Ok(());
                }
                (part, shift) = (0, 0);
            }
        }
        Ok(())
    }
}

fn push_number(mut number: u32, bytes: &mut Vec<u8>) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// A checksum that finds a damaged list: Fletcher's, over 64 bits, folded.
pub(crate) fn sum(bytes: &[u8]) -> u32 {
    let (chunks, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let words = chunks.iter().chain(std::iter::once(&last)).map(|it| u64::from_le_bytes(*it));
    let (mut a, mut b) = (bytes.len() as u64, 0_u64);
    for word in words {
        a = a.wrapping_add(word).rotate_left(5);
        b = b.wrapping_add(a);
    }
    let mixed = (a ^ b.rotate_left(32)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    (mixed >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_gives_back_its_slots_once_each() {
        let pairs = [(7_u32, 3_u32), (7, 3), (7, 0), (7, 70_000), (u32::MAX, 5), (0, 9)];
        let pairs = pairs.map(|(gram, slot)| u64::from(gram) << 32 | u64::from(slot));
        let postings = Postings::new(pairs.to_vec());
        let slots = |gram| {
            let mut slots = Vec::new();
            if let Some(entry) = postings.entry(gram).unwrap() {
                postings
                    .each(entry, |slot| {
                        slots.push(slot);
                        true
                    })
                    .unwrap();
                assert_eq!(slots.len(), entry.count as usize);
            }
            slots
        };
        assert_eq!((slots(7), slots(u32::MAX), slots(0)), (vec![0, 3, 70_000], vec![5], vec![9]));
        assert_eq!(slots(8), []);
    }

    #[test]
    fn a_changed_byte_is_noticed() {
        let bytes: Vec<u8> = (0..100).collect();
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 4;
            assert_ne!(sum(&bytes), sum(&other), "{at}");
        }
        assert_ne!(sum(&[0]), sum(&[0, 0]));
    }
}
