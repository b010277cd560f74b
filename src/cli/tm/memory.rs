//! The memory that a command searches, and the language of what is looked for.

use std::path::Path;

use diptych_segments::{Lang, is_han};

use crate::cli::console::Console;
use crate::cli::outcome::Failure;
use crate::cli::summary::warn_of;
use crate::memory::Memory;
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

/// Opens a memory; `queries` is how many texts will be looked up, about.
pub(super) fn open(path: &Path, queries: usize, console: &Console) -> Result<Memory, Failure> {
    let (memory, heading) = Memory::open(path, &read::Options::default(), queries)?;
    warn_of(&heading.file.damage, path, console);
    Ok(memory)
}

/// The language of a text to look up: Chinese where it has no fewer Chinese characters than other
/// words.
pub(super) fn lang_of(text: &str) -> Lang {
    let han = text.chars().filter(|c| is_han(*c)).count();
    let is_word = |word: &&str| word.chars().any(char::is_alphanumeric);
    let words = text.split(|c: char| c.is_whitespace() || is_han(c)).filter(is_word).count();
    if han > 0 && han >= words { Lang::Zh } else { Lang::En }
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
