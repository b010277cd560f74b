//! Termbase files become one termbase.

use std::path::{Path, PathBuf};

use diptych_glossary::{Concept, Contents, Fault, Termbase};
use diptych_segments::Lang;

use crate::lang_code::lang_of_code;
use crate::lexicon::Lexicon;
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

/// Reads files of any form, in any encoding, into one termbase; of equal entries the first file's
/// counts. `heed` gets what was passed over.
///
/// # Errors
/// The first fault, with file and line.
pub fn load(files: &[PathBuf], heed: impl FnMut(Fault)) -> Result<Termbase, Error> {
    Ok(Termbase::new(all(files, heed)?)?)
}

/// As [`load`], with traditional characters of the Chinese terms made simplified: for texts of
/// either script, which [`Checker::of_any_script`](crate::check::Checker::of_any_script) reads likewise.
///
/// # Errors
/// As [`load`].
pub fn load_simplified(files: &[PathBuf], heed: impl FnMut(Fault)) -> Result<Termbase, Error> {
    let lexicon = Lexicon::embedded();
    let mut concepts = all(files, heed)?;
    for term in concepts.iter_mut().flat_map(|it| &mut it.terms) {
        if lang_of_code(&term.lang) == Some(Lang::Zh) {
            term.text = simplified(&term.text, &lexicon);
            "zh".clone_into(&mut term.lang);
        }
    }
    Ok(Termbase::new(concepts)?)
}

fn all(files: &[PathBuf], mut heed: impl FnMut(Fault)) -> Result<Vec<Concept>, Error> {
    let mut concepts = Vec::new();
    for file in files {
        let contents = contents(file)?;
        concepts.extend(contents.concepts);
        contents.ignored.into_iter().for_each(&mut heed);
    }
    Ok(concepts)
}

/// `text` with simplified characters, each as many bytes long as the one it stands for.
pub(super) fn simplified(text: &str, lexicon: &Lexicon) -> String {
    let same_length = |c: char| {
        let simple = lexicon.simplified(c);
        if simple.len_utf8() == c.len_utf8() { simple } else { c }
    };
    text.chars().map(same_length).collect()
}

/// What one file holds.
///
/// # Errors
/// As [`load`].
pub fn contents(file: &Path) -> Result<Contents, Error> {
    let shown = file.display().to_string();
    if file.extension().is_some_and(|it| it.eq_ignore_ascii_case("xlsx")) {
        let rows: Vec<_> = read::read_sheet(file)?
            .into_iter()
            .map(|(line, cells)| diptych_glossary::Row { line, cells })
            .collect();
        return Ok(Contents::of_rows(&shown, &rows)?);
    }
    let (text, _) = read::read_text(file, &read::Options::default())?;
    Ok(Contents::of_text(&shown, &text)?)
}
