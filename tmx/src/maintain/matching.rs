//! Which unit of one memory is which of another: the same, changed, added or removed.

use crate::digest::seeded;
use crate::error::{Error, Position};
use crate::fault::{Fault, Rule, Severity};
use crate::maintain::dedupe::{key, source_key, source_text_key, target_key, whole_key};
use crate::read::reader::{Part, Reader};
use crate::unit::TranslationUnit;
use std::collections::{HashMap, VecDeque};
use std::io::Read;

/// What is remembered of the units of a memory to find them in another: 48 bytes a unit. Units are
/// counted from 0, broken ones included, which are like no other.
#[derive(Clone, Debug, Default)]
pub struct Fingerprints {
    units: Vec<Print>,
    srclang: String,
    damage: Option<Fault>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Print {
    /// All languages, texts and codes, and the context.
    content: u64,
    /// Everything, notes, props and attributes included.
    whole: u64,
    /// The source, the languages and the context.
    source: u64,
    /// The source and the context, whatever the other languages are.
    source_text: u64,
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
    pub fn read<R: Read>(reader: &mut Reader<R>, tell: impl FnMut(&Fault)) -> Result<Self, Error> {
        let srclang = reader.header().srclang().to_owned();
        Self::read_with(reader, srclang, tell)
    }

    /// The same of a file that is compared with the one of `first`: the source is what it is there, even
    /// where the headers name different languages.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn read_beside<R: Read>(
        reader: &mut Reader<R>,
        first: &Self,
        tell: impl FnMut(&Fault),
    ) -> Result<Self, Error> {
        Self::read_with(reader, first.srclang.clone(), tell)
    }

    fn read_with<R: Read>(
        reader: &mut Reader<R>,
        srclang: String,
        mut tell: impl FnMut(&Fault),
    ) -> Result<Self, Error> {
        let mut prints = Self { srclang, ..Self::default() };
        let mut unit = TranslationUnit::default();
        loop {
            let part = reader.next_part(&mut unit)?;
            for fault in reader.take_faults() {
                tell(&fault);
                if hides(fault.rule) {
                    prints.damage.get_or_insert(fault);
                }
            }
            match part {
                Some(Part::Unit) if unit.variants.is_empty() => {
                    prints
                        .damage
                        .get_or_insert_with(|| empty(reader.place(), reader.unit_number()));
                    prints.units.push(Print::default());
                }
                Some(Part::Unit) => prints.units.push(print(&unit, &prints.srclang)),
                Some(Part::Broken) => prints.units.push(Print::default()),
                Some(Part::Between) => {}
                None => return Ok(prints),
            }
        }
    }

    /// How many units there are.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The first fault that hides a unit or a text of it: one that cannot be read, bytes that are no text,
    /// or a file that is cut off. What such a memory lacks cannot be told from what was removed from it,
    /// nor what it garbles from what was changed.
    pub fn damage(&self) -> Option<&Fault> {
        self.damage.as_ref()
    }

    /// Whether a unit says the same as one of another memory: languages, texts, codes and context.
    pub fn says_the_same(&self, own: usize, other: &Self, its: usize) -> bool {
        self.units[own].content == other.units[its].content
    }

    /// Whether a unit is equal to one of another memory in all that it has, notes, props and dates
    /// included.
    pub(crate) fn is_equal(&self, own: usize, other: &Self, its: usize) -> bool {
        self.units[own].whole == other.units[its].whole
    }
}

/// Whether a fault hides a unit, or a text or characters of it.
fn hides(rule: Rule) -> bool {
    matches!(rule, Rule::UnitBroken | Rule::Truncated | Rule::SegmentMissing | Rule::BytesInvalid)
}

fn empty(Position { line, column }: Position, unit: u64) -> Fault {
    Fault {
        rule: Rule::UnitEmpty,
        severity: Severity::Error,
        line,
        column,
        unit: Some(unit),
        fault: "the unit has no <tuv>".to_owned(),
        done: "given up".to_owned(),
    }
}

fn print(unit: &TranslationUnit, srclang: &str) -> Print {
    // An id of digits is often the unit's place, which moves.
    let id = unit.id().filter(|id| !id.bytes().all(|b| b.is_ascii_digit()));
    Print {
        content: key(unit, 0),
        whole: whole_key(unit),
        source: source_key(unit, srclang, 0),
        source_text: source_text_key(unit, srclang, 0),
        target: target_key(unit, srclang, 0),
        id: id.and_then(|id| std::num::NonZeroU64::new(seeded(0, &id))),
    }
}

/// What two units may have in common.
type Key = fn(&Print) -> Option<u64>;

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
        let by: [Key; 5] = [
            |print| Some(print.content),
            |print| Some(print.source),
            // A language may have been added.
            |print| Some(print.source_text),
            |print| Some(print.target),
            |print| print.id.map(Into::into),
        ];
        Self::by(&by, old, new)
    }

    /// The same of two memories neither of which was made of the other: two sources that happen to have
    /// one translation are two units.
    pub(crate) fn across(one: &Fingerprints, other: &Fingerprints) -> Self {
        let by: [Key; 2] = [|print| Some(print.content), |print| Some(print.source)];
        Self::by(&by, one, other)
    }

    fn by(by: &[Key], old: &Fingerprints, new: &Fingerprints) -> Self {
        let mut matching = Self { of_old: vec![None; old.len()], of_new: vec![None; new.len()] };
        let is_read = |print: &Print| print.content != 0;
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
