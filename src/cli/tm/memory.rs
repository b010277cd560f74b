//! The memory that a command searches, and the language of what is looked for.

use std::path::Path;

use diptych_memory::{Store, StoreError};
use diptych_segments::Lang;

use crate::cli::console::Console;
use crate::cli::outcome::Failure;
use crate::cli::summary::warn_of;
use crate::memory::{Amount, Error, IndexFile, Memory, index_path, is_store};
use crate::read;

/// A language as an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum LangArg {
    Zh,
    En,
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Self {
        match lang {
            LangArg::Zh => Self::Zh,
            LangArg::En => Self::En,
        }
    }
}

/// Opens a memory and works with it; `queries` is how many texts will be looked up, about. Where the
/// index of a store turns out to be damaged, it is made again, and so is the work.
pub(super) fn with<T>(
    path: &Path,
    queries: usize,
    console: &Console,
    work: impl Fn(&Memory) -> Result<T, Error>,
) -> Result<T, Failure> {
    if !is_store(path) {
        let (memory, heading) = Memory::open(path, &read::Options::default(), queries)?;
        warn_of(&heading.file.damage, path, console);
        return Ok(work(&memory)?);
    }
    let (memory, index) = Memory::of_store(path, queries, false)?;
    say(path, index, console);
    match work(&memory) {
        Err(Error::Search(diptych_memory::Error::Index)) if index == IndexFile::Read => {
            drop(memory);
            let (memory, index) = Memory::of_store(path, queries, true)?;
            say(path, index, console);
            Ok(work(&memory)?)
        }
        done => Ok(done?),
    }
}

/// Opens a store, and refuses one whose file is damaged.
pub(super) fn whole(path: &Path) -> Result<Store, Failure> {
    let store = Store::open(path)?;
    match store.fault()? {
        None => Ok(store),
        Some(what) => Err(StoreError::Damaged { path: path.to_owned(), what }.into()),
    }
}

/// What became of the index of a store.
pub(super) fn say(path: &Path, index: IndexFile, console: &Console) {
    let file = index_path(path);
    match index {
        IndexFile::None | IndexFile::Read => {}
        IndexFile::Made => console.say(format!("{}: index made", file.display())),
        IndexFile::Mended => {
            console.warn(format!("{}: the index was damaged: it is made again", file.display()));
        }
    }
}

/// The language of a text to look up: Chinese where it has no fewer Chinese characters than other
/// words.
pub(super) fn lang_of(text: &str) -> Lang {
    let amount = Amount::of(text);
    let is_chinese = amount.characters > 0 && amount.characters >= amount.words;
    if is_chinese { Lang::Zh } else { Lang::En }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_a_text_is_that_of_most_of_it() {
        assert_eq!(lang_of("使用 Windows 10 系统"), Lang::Zh);
        assert_eq!(lang_of("合同"), Lang::Zh);
        assert_eq!(lang_of("The word 合同 is a legal term."), Lang::En);
        assert_eq!(lang_of("2024"), Lang::En);
    }
}
