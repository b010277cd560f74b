//! The units of a memory, from a file that holds both sides.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use diptych_memory::{Index, IndexBuilder, Measure, Texts};
use diptych_segments::Lang;

use crate::check::units::{self, Heading, each_pair};
use crate::prepare;
use crate::read::Options;

/// Why a memory cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file cannot be read, or holds no unit in Chinese and English.
    #[error(transparent)]
    Units(#[from] units::Error),
    /// A document cannot be read.
    #[error(transparent)]
    Document(#[from] prepare::Error),
    /// It failed while it was searched.
    #[error(transparent)]
    Search(#[from] diptych_memory::Error),
}

/// A unit of a memory.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// Its number in the memory, from 1.
    pub number: usize,
    /// The language of the source; the target is in the other one.
    pub lang: Lang,
    /// The source text.
    pub source: String,
    /// The target text.
    pub target: String,
    /// The file that it comes from.
    pub origin: Arc<str>,
    /// The probability that its sides belong together, where they were aligned.
    pub score: Option<f32>,
}

impl Unit {
    /// Its text in a language.
    pub fn text(&self, lang: Lang) -> &str {
        if lang == self.lang { &self.source } else { &self.target }
    }
}

/// A memory that can be searched in both languages.
#[derive(Debug)]
pub struct Memory {
    pub(super) units: Vec<Unit>,
    chinese: Index,
    english: Index,
}

/// How many queries are worth the lists of an index.
const MANY: usize = 100;

impl Memory {
    /// Reads a file that holds both sides. `queries` is how many texts will be looked up, about.
    ///
    /// # Errors
    /// When it cannot be read, or holds no unit in Chinese and English.
    pub fn open(path: &Path, options: &Options, queries: usize) -> Result<(Self, Heading), Error> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let origin: Arc<str> = name.into();
        let new = |measure| {
            if queries > MANY {
                IndexBuilder::new(measure)
            } else {
                IndexBuilder::without_grams(measure)
            }
        };
        let (mut chinese, mut english) = (new(Measure::Characters), new(Measure::Words));
        let mut all = Vec::new();
        let heading = each_pair(path, options, |pair, lang| {
            let unit = Unit {
                number: pair.number,
                lang,
                source: pair.source,
                target: pair.target,
                origin: origin.clone(),
                score: pair.score,
            };
            let place = all.len() as u32;
            chinese.push(place, unit.text(Lang::Zh));
            english.push(place, unit.text(Lang::En));
            all.push(unit);
        })?;
        let memory = Self { units: all, chinese: chinese.finish(), english: english.finish() };
        Ok((memory, heading))
    }

    /// How many units it has.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The texts of a language, to search.
    pub(super) fn index(&self, lang: Lang) -> &Index {
        if lang == Lang::Zh { &self.chinese } else { &self.english }
    }
}

/// What a text of this language is measured in.
pub(super) fn measure(lang: Lang) -> Measure {
    if lang == Lang::Zh { Measure::Characters } else { Measure::Words }
}

/// The texts of a memory in one language.
pub(super) struct Side<'m>(pub(super) &'m Memory, pub(super) Lang);

impl Texts for Side<'_> {
    fn text(&self, unit: u32) -> Result<Cow<'_, str>, diptych_memory::Error> {
        let unit = self.0.units.get(unit as usize).ok_or(diptych_memory::Error::Index)?;
        Ok(Cow::Borrowed(unit.text(self.1)))
    }
}
