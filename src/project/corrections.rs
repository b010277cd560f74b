//! What reviewers gave back of a book: the sheets and journals in its folder `review/`.

use std::fs;
use std::path::{Path, PathBuf};

use super::build::BuiltChapter;
use super::{Error, Project};
use crate::bitext::{Bitext, combined};
use crate::review::{Conflict, Correction, CorrectionError, Keep, merge};

/// The folder, beside the project file, where reviewed sheets and journals are looked for.
const FOLDER: &str = "review";

/// Where a correction and the book contradict each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The sheet or journal.
    pub file: PathBuf,
    /// The chapter, from 1.
    pub chapter: usize,
    /// What is in conflict; pairs are numbered as in the chapter when it was reviewed.
    pub conflict: Conflict,
}

/// The sheets and journals of a project, by name.
pub(super) fn files(project: &Project) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(project.path(Path::new(FOLDER))) else { return vec![] };
    let paths = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file());
    let is_correction = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        let ends = |end: &&str| name.ends_with(*end);
        // What Excel keeps beside a sheet that is open.
        !name.starts_with(['~', '.'])
            && [".xlsx", ".xls", ".ods", ".csv", ".journal.jsonl"].iter().any(ends)
    };
    let mut files: Vec<PathBuf> = paths.filter(is_correction).collect();
    files.sort();
    files
}

/// Applies the corrections to the chapters that they are of: what a reviewer changed is taken, unless
/// the chapter reads otherwise there since.
///
/// # Errors
/// When one cannot be read, is refused, or is of other files than any chapter.
pub(super) fn apply(
    files: &[PathBuf],
    chapters: &mut [BuiltChapter],
) -> Result<Vec<Contradiction>, Error> {
    let mut contradictions = vec![];
    if files.is_empty() {
        return Ok(contradictions);
    }
    // What each was made from, whatever the files before it change.
    let fresh: Vec<Bitext> = chapters.iter().map(|chapter| chapter.bitext.clone()).collect();
    for file in files {
        let bytes = fs::read(file).map_err(|error| Error::Io { file: file.clone(), error })?;
        let (base, theirs) = read(&fresh, &bytes).map_err(|error| refused(file, &error))?;
        let (bases, theirs) = (base.chapters(), theirs.chapters());
        for (place, base) in bases.iter().enumerate() {
            let is_same = |it: &Bitext| {
                it.source.file == base.source.file && it.target.file == base.target.file
            };
            // Of several chapters with the same files, the first of the sheet is the first here.
            let nth = bases[..place].iter().filter(|it| is_same(it)).count();
            let theirs = theirs.iter().filter(|it| is_same(it)).nth(nth);
            let number = (0..fresh.len()).filter(|&at| is_same(&fresh[at])).nth(nth);
            let (Some(theirs), Some(number)) = (theirs, number) else {
                return Err(Error::NoChapterOf {
                    file: file.clone(),
                    source_file: base.source.file.clone(),
                    target_file: base.target.file.clone(),
                });
            };
            let chapter = &mut chapters[number];
            let merged = merge(base, &chapter.bitext, theirs, Keep::Ours);
            chapter.bitext = merged.bitext;
            contradictions.extend(merged.conflicts.into_iter().map(|conflict| Contradiction {
                file: file.clone(),
                chapter: number + 1,
                conflict,
            }));
        }
    }
    Ok(contradictions)
}

/// What a correction was made from, and what it makes of that.
fn read(fresh: &[Bitext], bytes: &[u8]) -> Result<(Bitext, Bitext), CorrectionError> {
    let book = combined(fresh.to_vec());
    let mut first = None;
    for alignment in book.iter().chain(fresh) {
        match Correction::read(alignment, bytes) {
            Ok(correction) => {
                let base = correction.base().unwrap_or(alignment).clone();
                return Ok((base, correction.bitext));
            }
            // It may be of one chapter.
            Err(error) if error.is_of_another_state() => {
                first.get_or_insert(error);
            }
            Err(error) => return Err(error),
        }
    }
    Err(first.unwrap_or(CorrectionError::OtherState))
}

fn refused(file: &Path, error: &CorrectionError) -> Error {
    let mut message = error.to_string();
    if let CorrectionError::Refused(refusals) = error {
        for refusal in refusals {
            message.push_str("; ");
            message.push_str(&refusal.to_string());
        }
    }
    Error::Correction { file: file.to_owned(), message }
}
