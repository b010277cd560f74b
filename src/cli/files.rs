//! The files that a command takes several of, and folders of them.

use std::path::{Path, PathBuf};

use super::outcome::Failure;
use crate::read::folder;

/// Files that hold both sides, by the endings of their names.
const BILINGUAL: [&str; 15] = [
    "tmx", "jsonl", "json", "tsv", "csv", "xlsx", "xls", "ods", "po", "xlf", "xliff", "sdlxliff",
    "mqxliff", "mqxlz", "gz",
];

/// Whether the name of a file says that it holds both sides.
pub(crate) fn is_bilingual(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    BILINGUAL.iter().any(|it| extension == *it)
}

/// The files, and those that hold both sides of each folder, in the order of their names, without
/// the termbases that lie in it: they are tables too.
pub(crate) fn inputs(paths: &[PathBuf], termbases: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let termbases: Vec<PathBuf> =
        termbases.iter().filter_map(|it| it.canonicalize().ok()).collect();
    let is_termbase = |it: &Path| it.canonicalize().is_ok_and(|it| termbases.contains(&it));
    let endings = BILINGUAL.join(", .");
    let none =
        format!("the folder holds no file with both sides: its name would end in .{endings}");
    with_folders(paths, |it| is_bilingual(it) && !is_termbase(it), &none)
}

/// The files, and of folders those that can be read, in the order of their names.
pub(crate) fn documents(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let none = "the folder holds no document that can be read";
    with_folders(paths, |it| folder::is_text(it) || is_bilingual(it), none)
}

/// The files, and those of each folder that `takes` accepts; `none` says that a folder has none.
fn with_folders(
    paths: &[PathBuf],
    takes: impl Fn(&Path) -> bool,
    none: &str,
) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let before = files.len();
        let inside = folder::files(path)?.into_iter().map(|it| path.join(it));
        files.extend(inside.filter(|it| takes(it)));
        if files.len() == before {
            return Err(Failure::new(format!("{}: {none}", path.display())));
        }
    }
    Ok(files)
}
