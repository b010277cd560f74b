//! Termbase files become one termbase.

use std::path::{Path, PathBuf};

use diptych_glossary::{Concept, Termbase};

use crate::align::Lexicon;
use crate::read;

/// Why there is no termbase.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file cannot be read or decoded.
    #[error(transparent)]
    Read(#[from] read::Error),
    /// A file is no termbase, or a faulty one.
    #[error(transparent)]
    Glossary(#[from] diptych_glossary::Error),
}

/// Reads files of any form, in any encoding, into one termbase; of equal entries the first file's counts.
///
/// # Errors
/// The first fault, with file and line.
pub fn load(files: &[PathBuf]) -> Result<Termbase, Error> {
    let mut concepts = Vec::new();
    for file in files {
        concepts.extend(concepts_of(file)?);
    }
    Ok(Termbase::new(concepts)?)
}

/// As [`load`], with traditional characters of the Chinese terms made simplified: for texts of
/// either script, which [`Checker::of_any_script`](super::Checker::of_any_script) reads likewise.
///
/// # Errors
/// As [`load`].
pub fn load_simplified(files: &[PathBuf]) -> Result<Termbase, Error> {
    let lexicon = Lexicon::embedded();
    let mut concepts = Vec::new();
    for file in files {
        concepts.extend(concepts_of(file)?);
    }
    for term in concepts.iter_mut().flat_map(|it| &mut it.terms) {
        if term.lang.to_lowercase().starts_with("zh") {
            term.text = simplified(&term.text, &lexicon);
            "zh".clone_into(&mut term.lang);
        }
    }
    Ok(Termbase::new(concepts)?)
}

/// `text` with simplified characters, each as many bytes long as the one it stands for.
pub(super) fn simplified(text: &str, lexicon: &Lexicon) -> String {
    let same_length = |c: char| {
        let simple = lexicon.simplified(c);
        if simple.len_utf8() == c.len_utf8() { simple } else { c }
    };
    text.chars().map(same_length).collect()
}

/// The concepts of one file.
///
/// # Errors
/// As [`load`].
pub fn concepts_of(file: &Path) -> Result<Vec<Concept>, Error> {
    #[cfg(feature = "xlsx")]
    if file.extension().is_some_and(|it| it.eq_ignore_ascii_case("xlsx")) {
        let rows: Vec<_> = read::read_sheet(file)?
            .into_iter()
            .map(|(line, cells)| diptych_glossary::Row { line, cells })
            .collect();
        return Ok(diptych_glossary::read_rows(&file.display().to_string(), &rows)?);
    }
    let (text, _) = read::read_text(file, &read::Options::default())?;
    Ok(diptych_glossary::read(&file.display().to_string(), &text)?)
}
