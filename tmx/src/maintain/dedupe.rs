//! Finds units that say the same.

use crate::attributes::Attributes;
use crate::context::{confirmation, context};
use crate::date;
use crate::digest::seeded;
use crate::error::Error;
use crate::fault::Fault;
use crate::read::reader::{Part, Reader};
use crate::unit::{TranslationUnit, Variant};
use crate::write::copier::Copier;
use std::hash::{Hash, Hasher};
use std::io::{Read, Write};

/// Which of several units that say the same is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// The one changed last; then the most confirmed, the most used, the first.
    #[default]
    Newest,
    /// The most confirmed; then the newest, the most used, the first.
    Confirmed,
    /// The most used; then the newest, the most confirmed, the first.
    Used,
    /// The first in the file.
    First,
}

/// What makes two units the same. The context is always part of it: two units that stand in
/// different places are two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Same {
    /// All languages, texts and codes are equal, in whatever order the variants stand.
    #[default]
    All,
    /// The source variant and the other languages are equal, whatever the translation.
    Source,
}

/// Which units of one or several files are duplicates of which.
///
/// Two passes: first every file is [`read`](Self::read); then [`find`](Self::find) says which units are to
/// be left out, and [`dedupe`] leaves them out. Units are counted from 0 over all files, broken ones
/// included. It takes 32 bytes a unit.
#[derive(Clone, Debug, Default)]
pub struct Duplicates {
    keep: Keep,
    same: Same,
    units: Vec<Entry>,
}

/// A unit: what it says, how good it is, and its number. As small as can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    key: [u64; 2],
    /// The higher, the worse: sorting brings the best first.
    rank: u64,
    number: u32,
}

impl Duplicates {
    /// Looks for units that are the same in the sense of `same`.
    pub fn new(keep: Keep, same: Same) -> Self {
        Self { keep, same, units: Vec::new() }
    }

    /// Takes in all units of a file; `tell` gets the faults that reading meets.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn read<R: Read>(
        &mut self,
        reader: &mut Reader<R>,
        mut tell: impl FnMut(&Fault),
    ) -> Result<(), Error> {
        let srclang = reader.header().srclang().to_owned();
        let mut unit = TranslationUnit::default();
        loop {
            let part = reader.next_part(&mut unit)?;
            reader.take_faults().iter().for_each(&mut tell);
            match part {
                Some(Part::Unit) => self.add(&unit, &srclang),
                Some(Part::Broken) => self.add(&TranslationUnit::default(), &srclang),
                Some(Part::Between) => {}
                None => return Ok(()),
            }
        }
    }

    /// Takes in the next unit, of a file with that `srclang`. A unit without variants is the same as
    /// no other.
    pub fn add(&mut self, unit: &TranslationUnit, srclang: &str) {
        let number = self.units.len() as u32;
        let key = if unit.variants.is_empty() {
            [u64::from(number), u64::MAX]
        } else {
            SEEDS.map(|seed| match self.same {
                Same::All => key(unit, seed),
                Same::Source => source_key(unit, srclang, seed),
            })
        };
        self.units.push(Entry { key, rank: !self.rank(unit), number });
    }

    /// Date (as the number `YYYYMMDDhhmmss`, 47 bits), confirmation (4 bits), use (13 bits).
    fn rank(&self, unit: &TranslationUnit) -> u64 {
        let attributes =
            || std::iter::once(&unit.attributes).chain(unit.variants.iter().map(|v| &v.attributes));
        let newest = attributes()
            .flat_map(|attributes| ["changedate", "creationdate"].map(|name| attributes.get(name)))
            .flatten()
            .filter_map(moment)
            .max()
            .unwrap_or(0);
        let used: u64 = attributes()
            .filter_map(|attributes| attributes.get("usagecount")?.trim().parse().ok())
            .max()
            .unwrap_or(0)
            .min((1 << 13) - 1);
        let confirmed = u64::from(confirmation(unit));
        match self.keep {
            Keep::Newest => newest << 17 | confirmed << 13 | used,
            Keep::Confirmed => confirmed << 60 | newest << 13 | used,
            Keep::Used => used << 51 | newest << 4 | confirmed,
            Keep::First => 0,
        }
    }

    /// Every unit that is to be left out, with the one that is kept in its place, in order.
    pub fn find(mut self) -> Vec<(u32, u32)> {
        self.units.sort_unstable();
        let mut found: Vec<(u32, u32)> = self
            .units
            .chunk_by(|one, other| one.key == other.key)
            .flat_map(|same| same[1..].iter().map(|entry| (entry.number, same[0].number)))
            .collect();
        found.sort_unstable();
        found
    }
}

/// Copies a file without the units that `found` names: pairs of a unit to leave out and the one that is
/// kept in its place, as [`Duplicates::find`] gives them for a single file. `removed` gets each unit that
/// is left out and the number of the one that is kept, from 1.
///
/// # Errors
/// Reading or writing fails, or `removed` does.
pub fn dedupe<R: Read, W: Write>(
    reader: &mut Reader<R>,
    out: W,
    found: &[(u32, u32)],
    mut removed: impl FnMut(&Reader<R>, &mut TranslationUnit, u64) -> Result<(), Error>,
) -> Result<(W, Deduped), Error> {
    let mut copier = Copier::new(out, reader)?;
    let mut unit = TranslationUnit::default();
    let mut left = found.iter().peekable();
    // What is kept need not be understood a second time.
    while let Some(part) = reader.skip_part()? {
        reader.take_faults();
        let number = reader.unit_number();
        let is_next = |(loser, _): &&(u32, u32)| u64::from(*loser) + 1 == number;
        let Some((_, winner)) = left.next_if(|pair| part == Part::Unit && is_next(pair)) else {
            copier.keep(part, reader)?;
            continue;
        };
        reader.parse_part(&mut unit)?;
        copier.remove();
        removed(reader, &mut unit, u64::from(*winner) + 1)?;
    }
    let (read, removed) = (reader.unit_number(), found.len() as u64);
    Ok((copier.finish()?, Deduped { read, kept: read - removed, removed }))
}

/// What [`dedupe`] did: `read = kept + removed`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Deduped {
    /// Every `<tu>` of the file, broken ones included.
    pub read: u64,
    /// Units that are as they were, byte for byte.
    pub kept: u64,
    /// Units left out.
    pub removed: u64,
}

/// Two hashes of 64 bits make a fingerprint of 128.
const SEEDS: [u64; 2] = [0, 0x9E37_79B9_7F4A_7C15];

/// A fingerprint of all that a unit says: its languages, texts and codes in whatever order the variants
/// stand, and its context.
pub(crate) fn key(unit: &TranslationUnit, seed: u64) -> u64 {
    let mut variants: Vec<u64> = unit
        .variants
        .iter()
        .map(|variant| seeded(seed, &(Code(variant.lang()), &variant.seg)))
        .collect();
    variants.sort_unstable();
    seeded(seed, &(variants, context(unit)))
}

/// A fingerprint of the source, the languages and the context of a unit.
pub(crate) fn source_key(unit: &TranslationUnit, srclang: &str, seed: u64) -> u64 {
    let source = unit.source(srclang).map(|source| (Code(source.lang()), &source.seg));
    let mut langs: Vec<u64> =
        unit.variants.iter().map(|variant| seeded(seed, &Code(variant.lang()))).collect();
    langs.sort_unstable();
    seeded(seed, &(source, langs, context(unit)))
}

/// A fingerprint of the source and the context of a unit, whatever its other languages are.
pub(crate) fn source_text_key(unit: &TranslationUnit, srclang: &str, seed: u64) -> u64 {
    let source = unit.source(srclang).map(|source| (Code(source.lang()), &source.seg));
    seeded(seed, &(source, context(unit)))
}

/// A fingerprint of everything in a unit, in whatever order attributes and variants stand.
pub(crate) fn whole_key(unit: &TranslationUnit) -> u64 {
    fn sorted(attributes: &Attributes) -> Vec<(&str, &str)> {
        let mut attributes: Vec<_> = attributes.iter().collect();
        attributes.sort_unstable();
        attributes
    }
    let of_variant = |it: &Variant| seeded(0, &(sorted(&it.attributes), &it.details, &it.seg));
    let mut variants: Vec<u64> = unit.variants.iter().map(of_variant).collect();
    variants.sort_unstable();
    seeded(0, &(sorted(&unit.attributes), &unit.details, variants))
}

/// A fingerprint of the other texts, the languages and the context of a unit.
pub(crate) fn target_key(unit: &TranslationUnit, srclang: &str, seed: u64) -> u64 {
    let source = unit.source_index(srclang);
    let others = unit.variants.iter().enumerate().filter(|(at, _)| Some(*at) != source);
    let mut others: Vec<u64> =
        others.map(|(_, variant)| seeded(seed, &(Code(variant.lang()), &variant.seg))).collect();
    others.sort_unstable();
    seeded(seed, &(others, context(unit)))
}

/// A language code whose hash is the same in small letters and capitals, with `-` and with `_`.
struct Code<'c>(&'c str);

impl Hash for Code<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for byte in self.0.bytes() {
            state.write_u8(if byte == b'_' { b'-' } else { byte.to_ascii_lowercase() });
        }
        state.write_u8(0xFF);
    }
}

/// A date as a number that sorts as the dates do.
fn moment(written: &str) -> Option<u64> {
    let digits = |date: &str| format!("{}{}", &date[..8], &date[9..15]).parse().ok();
    if date::is_strict(written) { digits(written) } else { digits(&date::strict(written)?) }
}
