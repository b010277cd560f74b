//! The files of a folder.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::{Error, ErrorKind};

/// The endings of the names of texts in one language.
const TEXTS: [&str; 16] = [
    "txt", "md", "mdx", "markdown", "html", "htm", "xhtml", "epub", "docx", "odt", "pptx", "pdf",
    "srt", "vtt", "ass", "lrc",
];

/// Whether the name of a file says that it is a text in one language.
pub(crate) fn is_text(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    TEXTS.iter().any(|it| extension == *it)
}

/// The files of a folder and of the folders in it, in the order of their names; paths are relative to
/// the folder. Hidden ones are passed over, and links to folders, which may lead back.
///
/// # Errors
/// When a folder cannot be read.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut found = vec![];
    below(folder, Path::new(""), &mut found)?;
    Ok(found)
}

fn below(folder: &Path, path: &Path, found: &mut Vec<PathBuf>) -> Result<(), Error> {
    let here = folder.join(path);
    let failed = |error| Error::new(here.display().to_string(), ErrorKind::Unreadable(error));
    let mut names: Vec<_> = fs::read_dir(&here)
        .and_then(|entries| entries.map(|entry| entry.map(|it| it.file_name())).collect())
        .map_err(failed)?;
    names.sort();
    for name in names {
        let (path, whole) = (path.join(&name), here.join(&name));
        if name.to_string_lossy().starts_with('.') {
            continue;
        }
        if whole.is_file() {
            found.push(path);
        } else if whole.is_dir() && !whole.is_symlink() {
            below(folder, &path, found)?;
        }
    }
    Ok(())
}
