//! What helps to align, and what texts are checked against: read once, used for every pair.

use std::fmt;
use std::path::{Path, PathBuf};

use diptych_glossary::{Fault, Termbase};

use super::Error;
use crate::align::Extra;
use crate::check::termbases;
use crate::lexicon::Lexicon;
use crate::read;

/// The lexicon, word lists and termbases.
pub struct Resources {
    /// The program's own dictionary.
    pub lexicon: Lexicon,
    /// Words that translate each other besides: of word lists, and of the termbase.
    pub extra: Extra,
    /// The termbase that pairs are checked against; none checks nothing.
    pub termbase: Option<Termbase>,
}

impl Default for Resources {
    fn default() -> Self {
        Self { lexicon: Lexicon::embedded(), extra: Extra::default(), termbase: None }
    }
}

impl fmt::Debug for Resources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let concepts = self.termbase.as_ref().map(|base| base.concepts().len());
        f.debug_struct("Resources").field("concepts", &concepts).finish_non_exhaustive()
    }
}

impl Resources {
    /// Reads termbases, whose terms also help to align, and word lists. `on_warning` gets what was
    /// left out of a termbase.
    ///
    /// # Errors
    /// The first fault, with file and line.
    pub fn load(
        termbases: &[PathBuf],
        word_lists: &[PathBuf],
        on_warning: impl FnMut(Fault),
    ) -> Result<Self, Error> {
        let mut resources = Self::default();
        if !termbases.is_empty() {
            resources.enforce(termbases::load(termbases, on_warning)?);
        }
        for list in word_lists {
            words(list, &resources.lexicon, &mut resources.extra)?;
        }
        Ok(resources)
    }

    /// Checks against this termbase, and lets its approved renderings help to align.
    pub fn enforce(&mut self, termbase: Termbase) {
        for (chinese, english) in Self::approved(&termbase) {
            self.extra.add(chinese, english, &self.lexicon);
        }
        self.termbase = Some(termbase);
    }

    /// The Chinese terms of a termbase with their approved renderings: what helps to align.
    pub fn approved(termbase: &Termbase) -> impl Iterator<Item = (&str, &str)> {
        termbase.concepts().iter().flat_map(|concept| {
            concept.chinese().flat_map(move |chinese| {
                let approved = concept.english().filter(|english| english.is_approved());
                approved.map(move |english| (chinese.text.as_str(), english.text.as_str()))
            })
        })
    }
}

/// Reads a list of words: Chinese, tab, English.
fn words(path: &Path, lexicon: &Lexicon, extra: &mut Extra) -> Result<(), Error> {
    let (text, _) = read::read_text(path, &read::Options::default())?;
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let mut cells = line.split('\t').map(str::trim);
        match (cells.next(), cells.next()) {
            (Some(chinese), Some(english)) if !chinese.is_empty() && !english.is_empty() => {
                extra.add(chinese, english, lexicon);
            }
            _ => {
                return Err(Error::Line {
                    file: path.to_owned(),
                    line: number,
                    message: "each line of a word list is a Chinese word, a tab and its English"
                        .to_owned(),
                });
            }
        }
    }
    Ok(())
}
