//! How often names occur.

use std::collections::BTreeMap;

/// How many names are looked for one by one.
const FEW: usize = 48;

/// Counts of names. Files use few different names (languages, codes, props) very often, so the few
/// are found by comparing byte for byte, which is far faster than the ordered search of the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    few: Vec<(String, u64)>,
    rest: BTreeMap<String, u64>,
}

impl Tally {
    /// Counts the name once more.
    pub fn add(&mut self, name: &str) {
        if let Some((_, count)) = self.few.iter_mut().find(|(known, _)| same(known, name)) {
            *count += 1;
        } else if self.few.len() < FEW {
            self.few.push((name.to_owned(), 1));
        } else {
            *self.rest.entry(name.to_owned()).or_default() += 1;
        }
    }

    /// The names with their counts, by name.
    pub fn counts(&self) -> BTreeMap<&str, u64> {
        let few = self.few.iter().map(|(name, count)| (name.as_str(), *count));
        few.chain(self.rest.iter().map(|(name, count)| (name.as_str(), *count))).collect()
    }

    /// Whether nothing was counted.
    pub fn is_empty(&self) -> bool {
        self.few.is_empty()
    }
}

impl serde::Serialize for Tally {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.counts().serialize(serializer)
    }
}

/// Whether two short names are the same. The system's comparison of memory is made for long ones and
/// took half of the time of reading a file.
#[inline]
pub(crate) fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).all(|(a, b)| a == b)
}
