//! The units of a memory, from a store or from any file that holds both sides.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use diptych_memory::{Index, IndexBuilder, Measure, Record, Saved, Store, StoreError, Texts};
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
    /// A TMX cannot be read.
    #[error("{path}: {error}")]
    Tmx {
        /// The file.
        path: String,
        /// Where and why.
        error: diptych_tmx::Error,
    },
    /// What a unit of a TMX has besides its texts cannot be kept.
    #[error("unit {0}: {1}")]
    Details(u64, serde_json::Error),
    /// A document cannot be read.
    #[error(transparent)]
    Document(#[from] prepare::Error),
    /// The store cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
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
    /// Where it was seen, in a store; in a file the units around it tell.
    pub(super) contexts: Option<Vec<[u32; 4]>>,
}

impl Unit {
    /// Its text in a language.
    pub fn text(&self, lang: Lang) -> &str {
        if lang == self.lang { &self.source } else { &self.target }
    }
}

impl From<Record> for Unit {
    fn from(record: Record) -> Self {
        Self {
            number: record.id as usize,
            lang: if record.is_chinese { Lang::Zh } else { Lang::En },
            source: record.source,
            target: record.target,
            origin: record.origin.into(),
            score: record.score,
            contexts: Some(record.contexts),
        }
    }
}

/// A memory that can be searched in both languages.
#[derive(Debug)]
pub struct Memory {
    units: Units,
    chinese: OnceCell<Index>,
    english: OnceCell<Index>,
    /// Where an index is read from when it is asked for.
    saved: Option<Saved>,
}

#[derive(Debug)]
enum Units {
    /// In memory, in their order; the index has their places.
    Held(Vec<Unit>),
    /// In a store, so many; the index has their numbers.
    Stored(Box<Store>, usize),
}

/// What became of the index beside a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexFile {
    /// The memory needs none.
    None,
    /// It was read.
    Read,
    /// It was made, because there was none for this state of the store.
    Made,
    /// It was made again, because it was damaged.
    Mended,
}

/// How many queries are worth the lists of an index that is held.
const MANY: usize = 100;
/// With fewer units a store needs no index beside it.
const SMALL: usize = 100_000;

/// Whether a file is a store, by its name or its first bytes.
pub fn is_store(path: &Path) -> bool {
    if path.extension().is_some_and(|it| it.eq_ignore_ascii_case("dtm")) {
        return true;
    }
    let mut head = [0; 16];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head == *b"SQLite format 3\0"
}

impl Memory {
    /// Reads a file that holds both sides. `queries` is how many texts will be looked up, about.
    ///
    /// # Errors
    /// When it cannot be read, or holds no unit in Chinese and English.
    pub fn open(path: &Path, options: &Options, queries: usize) -> Result<(Self, Heading), Error> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let origin: Arc<str> = name.into();
        let mut held = Held::new(queries);
        let heading = each_pair(path, options, |pair, lang| {
            held.push(Unit {
                number: pair.number,
                lang,
                source: pair.source,
                target: pair.target,
                origin: origin.clone(),
                score: pair.score,
                contexts: None,
            });
        })?;
        Ok((held.finish(), heading))
    }

    /// Opens a store. The index beside a large one is made where it is missing, does not belong to
    /// this state, or is damaged; with `anew` in any case. Where it cannot be written, it is held.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn of_store(path: &Path, queries: usize, anew: bool) -> Result<(Self, IndexFile), Error> {
        let store = Store::open(path)?;
        // What other programs write from now on belongs to another index.
        store.hold()?;
        let count = store.len()?;
        if count < SMALL {
            let mut held = Held::new(queries);
            store.each(|record| {
                held.push(record.into());
                Ok::<(), Error>(())
            })?;
            return Ok((held.finish(), IndexFile::None));
        }
        let (file, stamp) = (index_path(path), store.stamp()?);
        let opened =
            if anew { Err(diptych_memory::Error::Index) } else { Saved::open(&file, stamp) };
        let why = match opened {
            Ok(Some(saved)) => {
                let units = Units::Stored(Box::new(store), count);
                let (chinese, english) = (OnceCell::new(), OnceCell::new());
                let memory = Self { units, chinese, english, saved: Some(saved) };
                return Ok((memory, IndexFile::Read));
            }
            Err(diptych_memory::Error::Index) => IndexFile::Mended,
            _ => IndexFile::Made,
        };
        let (chinese, english) = indexes(&store)?;
        // A folder that cannot be written to costs time at the next start, nothing else.
        let _ = Index::save([&chinese, &english], stamp, &file);
        let units = Units::Stored(Box::new(store), count);
        Ok((Self::whole(units, chinese, english), why))
    }

    /// How many units it has.
    pub fn len(&self) -> usize {
        match &self.units {
            Units::Held(units) => units.len(),
            Units::Stored(_, count) => *count,
        }
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn whole(units: Units, chinese: Index, english: Index) -> Self {
        Self { units, chinese: chinese.into(), english: english.into(), saved: None }
    }

    /// The texts of a language, to search.
    pub(super) fn index(&self, lang: Lang) -> Result<&Index, Error> {
        let (held, which) = if lang == Lang::Zh { (&self.chinese, 0) } else { (&self.english, 1) };
        if let Some(index) = held.get() {
            return Ok(index);
        }
        let saved = self.saved.as_ref().ok_or(diptych_memory::Error::Index)?;
        let index = saved.index(which)?;
        Ok(held.get_or_init(|| index))
    }

    /// The unit that the index calls so.
    pub(super) fn unit(&self, place: u32) -> Result<Cow<'_, Unit>, Error> {
        match &self.units {
            Units::Held(units) => {
                let unit = units.get(place as usize).ok_or(diptych_memory::Error::Index)?;
                Ok(Cow::Borrowed(unit))
            }
            Units::Stored(store, _) => Ok(Cow::Owned(store.record(place)?.into())),
        }
    }

    /// The text of the unit at a place of a file; in a store none, as places mean nothing there.
    pub(super) fn text_at(&self, place: Option<u32>, lang: Lang) -> Option<&str> {
        let Units::Held(units) = &self.units else { return None };
        Some(units.get(place? as usize)?.text(lang))
    }

    /// Gives every unit to `each`, in order.
    pub(super) fn each(&self, mut each: impl FnMut(&Unit)) -> Result<(), Error> {
        match &self.units {
            Units::Held(units) => {
                units.iter().for_each(each);
                Ok(())
            }
            Units::Stored(store, _) => store.each(|record| {
                each(&record.into());
                Ok(())
            }),
        }
    }
}

/// Units that are gathered, with their texts.
struct Held {
    units: Vec<Unit>,
    chinese: IndexBuilder,
    english: IndexBuilder,
}

impl Held {
    fn new(queries: usize) -> Self {
        let new = |measure| {
            if queries > MANY {
                IndexBuilder::new(measure)
            } else {
                IndexBuilder::without_grams(measure)
            }
        };
        let (chinese, english) = (new(Measure::Characters), new(Measure::Words));
        Self { units: Vec::new(), chinese, english }
    }

    fn push(&mut self, unit: Unit) {
        let place = self.units.len() as u32;
        self.chinese.push(place, unit.text(Lang::Zh));
        self.english.push(place, unit.text(Lang::En));
        self.units.push(unit);
    }

    fn finish(self) -> Memory {
        let (chinese, english) = (self.chinese.finish(), self.english.finish());
        Memory::whole(Units::Held(self.units), chinese, english)
    }
}

/// Where the index of a store is.
pub fn index_path(store: &Path) -> PathBuf {
    let mut name = store.as_os_str().to_owned();
    name.push(".index");
    name.into()
}

/// Makes the indexes of both languages, one after the other: each takes 300 bytes a unit while it is
/// made.
fn indexes(store: &Store) -> Result<(Index, Index), StoreError> {
    let of = |measure: Measure| {
        let mut index = IndexBuilder::new(measure);
        store.each_text(|id, chinese, english| {
            index.push(id, if measure == Measure::Characters { chinese } else { english });
        })?;
        Ok(index.finish())
    };
    Ok((of(Measure::Characters)?, of(Measure::Words)?))
}

/// Makes the index beside a store, if it is large enough to need one.
///
/// # Errors
/// When the store cannot be read.
pub fn make_index(path: &Path) -> Result<IndexFile, Error> {
    Ok(Memory::of_store(path, 0, false)?.1)
}

/// What a text of this language is measured in.
pub(super) fn measure(lang: Lang) -> Measure {
    if lang == Lang::Zh { Measure::Characters } else { Measure::Words }
}

/// The texts of a memory in one language.
pub(super) struct Side<'m>(pub(super) &'m Memory, pub(super) Lang);

impl Texts for Side<'_> {
    fn text(&self, unit: u32) -> Result<Cow<'_, str>, diptych_memory::Error> {
        let none = diptych_memory::Error::Index;
        match &self.0.units {
            Units::Held(units) => {
                Ok(Cow::Borrowed(units.get(unit as usize).ok_or(none)?.text(self.1)))
            }
            Units::Stored(store, _) => {
                Ok(Cow::Owned(store.text(unit, self.1 == Lang::Zh)?.ok_or(none)?))
            }
        }
    }
}
