//! Two memories that were made of one, brought together.

use crate::error::{Error, ErrorKind};
use crate::maintain::matching::{Fingerprints, Matching};
use crate::read::between::Frame;
use crate::read::reader::{Part, Reader};
use crate::unit::{Detail, TranslationUnit};
use crate::write::copier::Copier;
use std::collections::HashMap;
use std::io::{Read, Write};

/// The type of the prop of a unit that both sides changed in different ways.
pub const CONFLICT: &str = "x-diptych-conflict";

/// What becomes of a unit of the first memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Keep,
    /// The other memory's unit stands in its place.
    Take(usize),
    Remove,
    /// Both were changed: both stay.
    Both(usize),
    /// It was changed here and removed there.
    Contested,
}

/// How two memories go together, by their units.
#[derive(Clone, Debug, Default)]
pub struct Merging {
    fates: Vec<Fate>,
    /// Units of the other memory that follow at the end, and whether the first memory removed them.
    added: Vec<(usize, bool)>,
}

/// What became of the units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Merged {
    /// Units of the first memory that stay byte for byte.
    pub kept: u64,
    /// Units that are taken from the other memory, changed or added there.
    pub taken: u64,
    /// Units that the other memory removed.
    pub removed: u64,
    /// Units that were changed on both sides in different ways, or changed on one and removed on the
    /// other. Both versions stay.
    pub conflicts: u64,
}

impl Merging {
    /// Decides by what `one` and `other` made of `base`. A note, prop or date makes a unit another, as a
    /// text does.
    ///
    /// # Errors
    /// A memory has [damage](Fingerprints::damage): what cannot be read would count as removed.
    pub fn new(
        base: &Fingerprints,
        one: &Fingerprints,
        other: &Fingerprints,
    ) -> Result<Self, Error> {
        if let Some(fault) = [base, one, other].into_iter().find_map(Fingerprints::damage) {
            return Err(Error::at(ErrorKind::Fault(fault.fault.clone()), fault.position()));
        }
        let (to_one, to_other) = (Matching::new(base, one), Matching::new(base, other));
        // What neither has from the base may have been added on both sides.
        let across = Matching::across(one, other);
        let is_new = |at: usize| to_other.of_new[at].is_none();
        let mut added_too = vec![false; other.len()];
        let mut fates = Vec::with_capacity(one.len());
        for at in 0..one.len() {
            let Some(old) = to_one.of_new[at] else {
                let twin = across.of_old[at].filter(|&twin| is_new(twin));
                fates.push(match twin {
                    None => Fate::Keep,
                    Some(twin) => {
                        added_too[twin] = true;
                        let is_same = one.is_equal(at, other, twin);
                        if is_same { Fate::Keep } else { Fate::Both(twin) }
                    }
                });
                continue;
            };
            let is_changed = !base.is_equal(old, one, at);
            fates.push(match to_other.of_old[old] {
                None if is_changed => Fate::Contested,
                None => Fate::Remove,
                Some(its) if base.is_equal(old, other, its) => Fate::Keep,
                Some(its) if !is_changed => Fate::Take(its),
                Some(its) if one.is_equal(at, other, its) => Fate::Keep,
                Some(its) => Fate::Both(its),
            });
        }
        let mut added = Vec::new();
        for (at, is_added_too) in added_too.iter().enumerate() {
            match to_other.of_new[at] {
                None if !is_added_too => added.push((at, false)),
                Some(old) if to_one.of_old[old].is_none() && !base.is_equal(old, other, at) => {
                    added.push((at, true));
                }
                _ => {}
            }
        }
        Ok(Self { fates, added })
    }

    /// The units of the other memory that the merge needs.
    fn needed(&self) -> impl Iterator<Item = usize> {
        let of_fates = self.fates.iter().filter_map(|fate| match fate {
            Fate::Take(its) | Fate::Both(its) => Some(*its),
            _ => None,
        });
        of_fates.chain(self.added.iter().map(|it| it.0))
    }

    /// Copies `one` with what `other` changed. Units of `one` that stay are kept byte for byte; only
    /// the units taken from `other` stand in memory. A conflict is two units, each with a prop
    /// [`CONFLICT`].
    ///
    /// # Errors
    /// Reading or writing fails; or there are units to add and `one` has no `<body>` for them.
    pub fn write<R: Read, S: Read, W: Write>(
        &self,
        one: &mut Reader<R>,
        other: &mut Reader<S>,
        out: W,
    ) -> Result<(W, Merged), Error> {
        let theirs = units(other, self.needed())?;
        let mut done = Merged::default();
        let mut unit = TranslationUnit::default();
        let (mut copier, mut is_added) = self.begin(one, out, &theirs, &mut done)?;
        let ends = ["body", "tmx"].map(|name| format!("</{}{name}", one.prefix()));
        while let Some(part) = one.next_part(&mut unit)? {
            one.take_faults();
            if part == Part::Between {
                if !is_added && ends.iter().any(|end| one.raw().contains(end)) {
                    self.add(&theirs, &mut copier, &mut done)?;
                    is_added = true;
                }
                copier.keep(part, one)?;
                continue;
            }
            let number = usize::try_from(one.unit_number()).unwrap_or(usize::MAX) - 1;
            let fate = self.fates.get(number).copied().unwrap_or(Fate::Keep);
            match fate {
                Fate::Keep => {
                    copier.keep(part, one)?;
                    done.kept += 1;
                }
                Fate::Remove => {
                    copier.remove();
                    done.removed += 1;
                }
                Fate::Take(its) => {
                    copier.change(&theirs[&its])?;
                    done.taken += 1;
                }
                Fate::Both(its) => {
                    for (unit, which) in [(&unit, "first"), (&theirs[&its], "second")] {
                        let why = format!("changed on both sides: this is the {which}");
                        copier.change(&contested(unit, &why))?;
                    }
                    done.conflicts += 1;
                }
                Fate::Contested => {
                    copier.change(&contested(&unit, "the second memory removed this unit"))?;
                    done.conflicts += 1;
                }
            }
        }
        if !is_added {
            let fault = "there is no <body> that the added units could stand in";
            return Err(Error::at(ErrorKind::Fault(fault.to_owned()), one.place()));
        }
        Ok((copier.finish()?, done))
    }

    /// Writes the head, and what is added where the body is empty; whether nothing is left to add.
    fn begin<R: Read, W: Write>(
        &self,
        one: &Reader<R>,
        out: W,
        theirs: &HashMap<usize, TranslationUnit>,
        done: &mut Merged,
    ) -> Result<(Copier<W>, bool), Error> {
        if self.added.is_empty() || Frame::after_head(one.head(), one.prefix()) != Frame::AfterBody
        {
            return Ok((Copier::new(out, one)?, self.added.is_empty()));
        }
        let mut copier = Copier::with_open_body(out, one)?;
        self.add(theirs, &mut copier, done)?;
        copier.close_body()?;
        Ok((copier, true))
    }

    fn add<W: Write>(
        &self,
        theirs: &HashMap<usize, TranslationUnit>,
        copier: &mut Copier<W>,
        done: &mut Merged,
    ) -> Result<(), Error> {
        for (at, is_contested) in &self.added {
            if *is_contested {
                copier.change(&contested(&theirs[at], "the first memory removed this unit"))?;
                done.conflicts += 1;
            } else {
                copier.change(&theirs[at])?;
                done.taken += 1;
            }
        }
        Ok(())
    }
}

fn contested(unit: &TranslationUnit, why: &str) -> TranslationUnit {
    let mut unit = unit.clone();
    // It may come from a merge before.
    unit.details.retain(|it| !matches!(it, Detail::Prop(prop) if prop.kind() == CONFLICT));
    unit.add_prop(CONFLICT, why);
    unit
}

/// The units with those numbers, from 0.
fn units<R: Read>(
    reader: &mut Reader<R>,
    numbers: impl Iterator<Item = usize>,
) -> Result<HashMap<usize, TranslationUnit>, Error> {
    let mut units: HashMap<usize, TranslationUnit> =
        numbers.map(|number| (number, TranslationUnit::default())).collect();
    let mut unit = TranslationUnit::default();
    while let Some(part) = reader.next_part(&mut unit)? {
        reader.take_faults();
        let number = usize::try_from(reader.unit_number()).unwrap_or(usize::MAX).checked_sub(1);
        if part == Part::Unit
            && let Some(place) = number.and_then(|number| units.get_mut(&number))
        {
            *place = unit.clone();
        }
    }
    Ok(units)
}
