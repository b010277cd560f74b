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

/// What is in the folder of the corrections.
#[derive(Debug, Clone, Default)]
pub(super) struct Given {
    /// The sheets and journals, by name.
    pub(super) files: Vec<PathBuf>,
    /// What is neither by its name, and is not read.
    pub(super) others: Vec<PathBuf>,
}

/// The sheets and journals of a project.
///
/// # Errors
/// When the folder is there and cannot be read.
pub(super) fn given(project: &Project) -> Result<Given, Error> {
    let folder = project.path(Path::new(FOLDER));
    let entries = match fs::read_dir(&folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Given::default()),
        entries => entries.and_then(|entries| {
            entries.map(|entry| entry.map(|it| it.path())).collect::<Result<Vec<_>, _>>()
        }),
    };
    let mut paths = entries.map_err(|error| Error::Io { file: folder, error })?;
    paths.sort();
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    // What Excel and the system keep beside files.
    paths.retain(|path| !name(path).starts_with(['~', '.']));
    let (files, others) = paths.into_iter().partition(|path| {
        let name = name(path);
        path.is_file()
            && [".xlsx", ".xls", ".ods", ".csv", ".journal.jsonl"]
                .iter()
                .any(|it| name.ends_with(it))
    });
    Ok(Given { files, others })
}

/// What came of the corrections.
#[derive(Debug, Clone, Default)]
pub(super) struct Applied {
    /// Where they and the chapters contradict each other.
    pub(super) contradictions: Vec<Contradiction>,
    /// Journals whose last line was cut and is left out, each with the number of that line, from 1.
    pub(super) cut: Vec<(PathBuf, usize)>,
}

/// Applies the corrections to the chapters that they are of: what a reviewer changed is taken, unless
/// the chapter reads otherwise there since.
///
/// # Errors
/// When one cannot be read, is refused, or is of other files than any chapter.
pub(super) fn apply(files: &[PathBuf], chapters: &mut [BuiltChapter]) -> Result<Applied, Error> {
    let mut applied = Applied::default();
    if files.is_empty() {
        return Ok(applied);
    }
    // What each was made from, whatever the files before it change.
    let fresh: Vec<Bitext> = chapters.iter().map(|chapter| chapter.bitext.clone()).collect();
    for file in files {
        let bytes = fs::read(file).map_err(|error| Error::Io { file: file.clone(), error })?;
        let (base, theirs) = read(&fresh, &bytes).map_err(|error| refused(file, &error))?;
        applied.cut.extend(theirs.cut.map(|line| (file.clone(), line)));
        let (bases, theirs) = (base.chapters(), theirs.bitext.chapters());
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
            applied.contradictions.extend(merged.conflicts.into_iter().map(|conflict| {
                Contradiction { file: file.clone(), chapter: number + 1, conflict }
            }));
        }
    }
    Ok(applied)
}

/// What a correction was made from, and what it makes of that.
fn read(fresh: &[Bitext], bytes: &[u8]) -> Result<(Bitext, Correction), CorrectionError> {
    let book = combined(fresh.to_vec());
    let mut first = None;
    for alignment in book.iter().chain(fresh) {
        match Correction::read(alignment, bytes) {
            Ok(correction) => {
                let base = correction.base().unwrap_or(alignment).clone();
                return Ok((base, correction));
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
