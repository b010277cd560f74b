//! Both indexes of a store in one file, which is read where it is needed.
//!
//! The head is 64 numbers of 8 bytes in little-endian order: what the file is, which state of which
//! store it was made from, and for each index how many slots, lengths and buckets it has and where
//! its three parts stand. What stands by length is held in memory with the buckets; lists and entries stay in
//! the file. The head, each held part, each bucket and each list have a checksum.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read as _, Write};
use std::path::Path;
use std::sync::Arc;

use crate::by_length::ByLength;
use crate::error::Error;
use crate::index::Index;
use crate::postings::{Postings, sum};
use crate::section::Section;

/// Which state of which store an index belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The store's own number.
    pub store: u64,
    /// A random number that the store has in this state only: a count would be the same again in a
    /// backup that is put back and then changed.
    pub state: u64,
}

const MAGIC: u64 = u64::from_le_bytes(*b"DTMINDEX");
const VERSION: u64 = 2;
const HEAD: usize = 64;
/// Numbers in the head before those of the indexes, and for each of them.
const BEFORE: usize = 4;
const EACH: usize = 8;

impl Index {
    /// Writes two indexes that have lists of grams.
    ///
    /// # Errors
    /// What `out` gives, and an index without lists.
    pub fn write(both: [&Self; 2], stamp: Stamp, out: &mut dyn Write) -> io::Result<()> {
        let mut head = [0_u64; HEAD];
        head[..BEFORE].copy_from_slice(&[MAGIC, VERSION, stamp.store, stamp.state]);
        let mut at = (HEAD * 8) as u64;
        let mut parts = Vec::new();
        for (index, numbers) in both.iter().zip(head[BEFORE..].chunks_mut(EACH)) {
            let postings = index.postings.as_ref().ok_or(io::ErrorKind::InvalidInput)?;
            let held = held_bytes(index, postings);
            numbers.copy_from_slice(&[
                index.by_length.units.len() as u64,
                index.by_length.lengths.len() as u64,
                postings.firsts.len() as u64,
                at,
                u64::from(sum(&held)),
                postings.lists.len(),
                postings.entries.len(),
                0,
            ]);
            at += held.len() as u64 + postings.lists.len() + postings.entries.len();
            parts.push(held);
        }
        let bytes: Vec<u8> = head[..HEAD - 1].iter().flat_map(|it| it.to_le_bytes()).collect();
        out.write_all(&bytes)?;
        out.write_all(&u64::from(sum(&bytes)).to_le_bytes())?;
        for (index, held) in both.iter().zip(parts) {
            out.write_all(&held)?;
            for section in index.postings.iter().flat_map(|it| [&it.lists, &it.entries]) {
                out.write_all(&section.read(0, section.len())?)?;
            }
        }
        Ok(())
    }

    /// Writes two indexes to a file, whole or not at all. What a run that was killed left is written
    /// over by the next.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save(both: [&Self; 2], stamp: Stamp, path: &Path) -> io::Result<()> {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".new");
        let write = || {
            let mut out = BufWriter::new(File::create(&beside)?);
            Self::write(both, stamp, &mut out)?;
            out.into_inner()?.sync_data()?;
            fs::rename(&beside, path)
        };
        write().inspect_err(|_| {
            // Half an index serves nobody.
            let _ = fs::remove_file(&beside);
        })
    }
}

/// The indexes of a file. Each is read when it is asked for.
#[derive(Debug)]
pub struct Saved {
    file: Arc<File>,
    numbers: [[u64; EACH]; 2],
}

impl Saved {
    /// Opens a file of indexes. None where they belong to another state of the store.
    ///
    /// # Errors
    /// When the file cannot be read, or is damaged.
    pub fn open(path: &Path, stamp: Stamp) -> Result<Option<Self>, Error> {
        let mut file = File::open(path)?;
        let mut bytes = vec![0; HEAD * 8];
        file.read_exact(&mut bytes).map_err(|_| Error::Index)?;
        let head: Vec<u64> =
            bytes.as_chunks().0.iter().map(|chunk| u64::from_le_bytes(*chunk)).collect();
        if head[0] != MAGIC || head[HEAD - 1] != u64::from(sum(&bytes[..(HEAD - 1) * 8])) {
            return Err(Error::Index);
        }
        if head[1..BEFORE] != [VERSION, stamp.store, stamp.state] {
            return Ok(None);
        }
        let mut numbers = [[0; EACH]; 2];
        for (of, held) in numbers.iter_mut().zip(head[BEFORE..].chunks(EACH)) {
            of.copy_from_slice(held);
        }
        let saved = Self { file: Arc::new(file), numbers };
        let length = saved.file.metadata()?.len();
        for which in 0..saved.numbers.len() {
            let (_, end) = saved.place(which).ok_or(Error::Index)?;
            if end > length {
                return Err(Error::Index);
            }
        }
        Ok(Some(saved))
    }

    /// How many bytes are held of an index, and where it ends.
    fn place(&self, which: usize) -> Option<(u64, u64)> {
        let [units, lengths, firsts, at, _, lists, entries, _] = self.numbers[which];
        let parts = [(units, 12), (lengths, 8), (firsts, 8)];
        let held = parts.iter().try_fold(0_u64, |sum, (count, each): &(u64, u64)| {
            count.checked_mul(*each).and_then(|bytes| sum.checked_add(bytes))
        })?;
        Some((held, at.checked_add(held)?.checked_add(lists)?.checked_add(entries)?))
    }

    /// Reads the part of an index that is held: of the first (0) or the second (1) that was written.
    ///
    /// # Errors
    /// When the file cannot be read, or is damaged.
    pub fn index(&self, which: usize) -> Result<Index, Error> {
        let [units, lengths, firsts, at, wanted, lists, entries, _] = self.numbers[which];
        let (held, _) = self.place(which).ok_or(Error::Index)?;
        let all = Section::File(self.file.clone(), at, held);
        let bytes = all.read(0, held)?;
        if u64::from(sum(&bytes)) != wanted {
            return Err(Error::Index);
        }
        let (bits, rest) = bytes.split_at(units as usize * 8);
        let (slots, rest) = rest.split_at(units as usize * 4);
        let (runs, rest) = rest.split_at(lengths as usize * 8);
        let (starts, sums) = rest.split_at(firsts as usize * 4);
        let words = |bytes: &[u8]| -> Vec<u32> {
            bytes.as_chunks().0.iter().map(|chunk| u32::from_le_bytes(*chunk)).collect()
        };
        let by_length = ByLength {
            units: words(slots),
            bits: bits.as_chunks().0.iter().map(|chunk| u64::from_le_bytes(*chunk)).collect(),
            lengths: words(runs)
                .as_chunks()
                .0
                .iter()
                .map(|&[length, first]| (length, first))
                .collect(),
        };
        let postings = Postings {
            lists: Section::File(self.file.clone(), at + held, lists),
            entries: Section::File(self.file.clone(), at + held + lists, entries),
            firsts: words(starts),
            sums: words(sums),
        };
        Ok(Index { by_length, postings: Some(postings) })
    }
}

fn held_bytes(index: &Index, postings: &Postings) -> Vec<u8> {
    let by_length = &index.by_length;
    let mut bytes = Vec::with_capacity(by_length.units.len() * 12);
    bytes.extend(by_length.bits.iter().flat_map(|it| it.to_le_bytes()));
    let words =
        by_length.units.iter().copied().chain(by_length.lengths.iter().flat_map(|it| [it.0, it.1]));
    let words = words.chain(postings.firsts.iter().chain(&postings.sums).copied());
    bytes.extend(words.flat_map(u32::to_le_bytes));
    bytes
}
