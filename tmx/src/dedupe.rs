//! Finds units that say the same.

use crate::context::{confirmation, context};
use crate::date;
use crate::digest::digest;
use crate::unit::TranslationUnit;

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
    /// All languages, texts and codes are equal.
    #[default]
    All,
    /// The first variant and the other languages are equal, whatever the translation.
    Source,
}

/// Which units of one or several files are duplicates of which.
///
/// Two passes: first every unit is [`add`](Self::add)ed; then [`find`](Self::find) says which are to
/// be left out. Units are counted from 0 in the order they are added. It takes 32 bytes a unit.
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

    /// Takes in the next unit. A unit without variants is the same as no other.
    pub fn add(&mut self, unit: &TranslationUnit) {
        let number = self.units.len() as u32;
        let key = if unit.variants.is_empty() {
            [u64::from(number), u64::MAX]
        } else {
            let key = self.key(unit);
            [(key >> 64) as u64, key as u64]
        };
        self.units.push(Entry { key, rank: !self.rank(unit), number });
    }

    fn key(&self, unit: &TranslationUnit) -> u128 {
        let lang = |code: &str| code.to_ascii_lowercase().replace('_', "-");
        let context = context(unit);
        match self.same {
            Same::All => {
                let variants: Vec<_> = unit
                    .variants
                    .iter()
                    .map(|variant| (lang(variant.lang()), &variant.seg))
                    .collect();
                digest(&(variants, context))
            }
            Same::Source => {
                let langs: Vec<_> =
                    unit.variants.iter().map(|variant| lang(variant.lang())).collect();
                digest(&(langs, &unit.variants[0].seg, context))
            }
        }
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

/// A date as a number that sorts as the dates do.
fn moment(written: &str) -> Option<u64> {
    let digits = |date: &str| format!("{}{}", &date[..8], &date[9..15]).parse().ok();
    if date::is_strict(written) { digits(written) } else { digits(&date::strict(written)?) }
}
