//! Termbase files become one termbase.

use std::path::{Path, PathBuf};

use diptych_glossary::{Concept, Termbase};

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
