//! Which unit of one memory is which of another: the same, changed, added or removed.

use crate::digest::seeded;
use crate::error::Error;
use crate::fault::Fault;
use crate::maintain::dedupe::{key, source_key, target_key};
use crate::read::reader::{Part, Reader};
use crate::unit::TranslationUnit;
use std::collections::{HashMap, VecDeque};
use std::io::Read;

/// What is remembered of the units of a memory to find them in another: 32 bytes a unit. Units are
/// counted from 0, broken ones included, which are like no other.
#[derive(Clone, Debug, Default)]
pub struct Fingerprints {
    units: Vec<Print>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Print {
    /// All languages, texts and codes, and the context.
    content: u64,
    /// The source, the languages and the context.
    source: u64,
    /// The other texts, the languages and the context.
    target: u64,
    /// The id, where it is more than a number of the unit in its file.
    id: Option<std::num::NonZeroU64>,
}

impl Fingerprints {
    /// Takes in all units of a file; `tell` gets the faults that reading meets.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn read<R: Read>(
        reader: &mut Reader<R>,
        mut tell: impl FnMut(&Fault),
    ) -> Result<Self, Error> {
        let srclang = reader.header().srclang().to_owned();
        let (mut units, mut unit) = (Vec::new(), TranslationUnit::default());
        while let Some(part) = reader.next_part(&mut unit)? {
            reader.take_faults().iter().for_each(&mut tell);
            match part {
                Part::Unit => units.push(print(&unit, &srclang)),
                Part::Broken => units.push(Print::default()),
                Part::Between => {}
            }
        }
        reader.take_faults().iter().for_each(&mut tell);
        Ok(Self { units })
    }

    /// How many units there are.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// Whether a unit says the same as one of another memory.
    pub fn says_the_same(&self, own: usize, other: &Self, its: usize) -> bool {
        self.units[own].content == other.units[its].content
    }
}

fn print(unit: &TranslationUnit, srclang: &str) -> Print {
    // An id of digits is often the unit's place, which moves.
    let id = unit.id().filter(|id| !id.bytes().all(|b| b.is_ascii_digit()));
    Print {
        content: key(unit, 0),
        source: source_key(unit, srclang, 0),
        target: target_key(unit, srclang, 0),
        id: id.and_then(|id| std::num::NonZeroU64::new(seeded(0, &id))),
    }
}

/// For each unit of two memories the one of the other that it is.
///
/// Law: the two lists are each other's inverse.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matching {
    /// For each unit of the old memory, the one of the new; `None` where it is removed.
    pub of_old: Vec<Option<usize>>,
    /// For each unit of the new memory, the one of the old; `None` where it is added.
    pub of_new: Vec<Option<usize>>,
}

impl Matching {
    /// Finds equal units first; of the others those with one source, then those with one translation,
    /// then those with one id.
    pub fn new(old: &Fingerprints, new: &Fingerprints) -> Self {
        let mut matching = Self { of_old: vec![None; old.len()], of_new: vec![None; new.len()] };
        let is_read = |print: &Print| print.content != 0;
        let by: [fn(&Print) -> Option<u64>; 4] = [
            |print| Some(print.content),
            |print| Some(print.source),
            |print| Some(print.target),
            |print| print.id.map(Into::into),
        ];
        for by in by {
            let mut free: HashMap<u64, VecDeque<usize>> = HashMap::new();
            let open = (0..old.len()).filter(|&at| matching.of_old[at].is_none());
            for at in open.filter(|&at| is_read(&old.units[at])) {
                if let Some(key) = by(&old.units[at]) {
                    free.entry(key).or_default().push_back(at);
                }
            }
            for (at, print) in new.units.iter().enumerate().filter(|(_, print)| is_read(print)) {
                if matching.of_new[at].is_some() {
                    continue;
                }
                let found = by(print).and_then(|key| free.get_mut(&key)?.pop_front());
                if let Some(old) = found {
                    matching.of_new[at] = Some(old);
                    matching.of_old[old] = Some(at);
                }
            }
        }
        matching
    }
}
