//! The texts of one language, so that those similar to a query are found.

use std::borrow::Cow;

use crate::by_length::ByLength;
use crate::error::Error;
use crate::measure::{Measure, grams, normal, sketch};
use crate::postings::Postings;
use crate::query::{Match, Query};

/// Where the texts of units are.
pub trait Texts {
    /// The text of a unit, as it stands in the memory.
    ///
    /// # Errors
    /// When it cannot be read.
    fn text(&self, unit: u32) -> Result<Cow<'_, str>, Error>;
}

impl<T: AsRef<str>> Texts for &[T] {
    fn text(&self, unit: u32) -> Result<Cow<'_, str>, Error> {
        let text = self.get(unit as usize).ok_or(Error::Index)?;
        Ok(Cow::Borrowed(text.as_ref()))
    }
}

/// Gathers the texts of an index.
#[derive(Debug)]
pub struct IndexBuilder {
    measure: Measure,
    has_grams: bool,
    /// Length, unit and sketch of each text.
    all: Vec<(u32, u32, u64)>,
    /// Gram (upper half) and unit (lower half).
    pairs: Vec<u64>,
}

impl IndexBuilder {
    /// An index without texts.
    pub fn new(measure: Measure) -> Self {
        Self { measure, has_grams: true, all: Vec::new(), pairs: Vec::new() }
    }

    /// An index that has no lists of grams: it is made faster, and searches by lengths and sketches
    /// alone.
    pub fn without_grams(measure: Measure) -> Self {
        Self { has_grams: false, ..Self::new(measure) }
    }

    /// Adds the text of a unit. A text without any token is not found.
    pub fn push(&mut self, unit: u32, text: &str) {
        let text = normal(text);
        let (length, bits) = sketch(self.measure, &text);
        if length == 0 {
            return;
        }
        self.all.push((length, unit, bits));
        if self.has_grams {
            let pair = |gram: u32| u64::from(gram) << 32 | u64::from(unit);
            self.pairs.extend(grams(self.measure, &text).into_iter().map(pair));
        }
    }

    /// The index.
    pub fn finish(self) -> Index {
        let by_length = ByLength::new(self.all);
        let postings = self.has_grams.then(|| {
            let last = by_length.units.iter().max().map_or(0, |unit| unit + 1);
            let mut slots = vec![0_u32; last as usize];
            for (slot, unit) in (0..).zip(&by_length.units) {
                slots[*unit as usize] = slot;
            }
            let by_slot = |pair: &mut u64| {
                let unit = *pair as u32;
                *pair = *pair >> 32 << 32 | u64::from(slots[unit as usize]);
            };
            let mut pairs = self.pairs;
            pairs.iter_mut().for_each(by_slot);
            Postings::new(pairs)
        });
        Index { by_length, postings }
    }
}

/// The texts of one language, so that those similar to a query are found.
#[derive(Debug, Clone)]
pub struct Index {
    pub(crate) by_length: ByLength,
    pub(crate) postings: Option<Postings>,
}

impl Index {
    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.by_length.units.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_length.units.is_empty()
    }

    /// Every unit whose score is at least `min` (0 to 100), best first, then by number.
    ///
    /// Law: those that a comparison with every text finds, whatever the length of the query.
    ///
    /// # Errors
    /// When a text cannot be read, or the index is damaged.
    pub fn search(&self, texts: &impl Texts, query: &Query, min: f64) -> Result<Vec<Match>, Error> {
        if query.is_empty() {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        for slot in self.likely(query, min)? {
            let unit = *self.by_length.units.get(slot as usize).ok_or(Error::Index)?;
            found.extend(query.compare(unit, &texts.text(unit)?, min));
        }
        // The same order as by score, without its rounding.
        found.sort_unstable_by(|a, b| {
            let of = |it: &Match, other: &Match| u64::from(it.distance) * u64::from(other.longer);
            of(a, b).cmp(&of(b, a)).then(a.unit.cmp(&b.unit))
        });
        Ok(found)
    }
}
