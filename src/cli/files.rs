//! The files that a command takes several of, and folders of them.

use std::path::{Path, PathBuf};

use super::outcome::Failure;

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
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let before = files.len();
        in_folder(path, &termbases, &mut files)?;
        if files.len() == before {
            return Err(Failure::new(format!(
                "{}: the folder holds no file with both sides: its name would end in .{}",
                path.display(),
                BILINGUAL.join(", .")
            )));
        }
    }
    Ok(files)
}

fn in_folder(
    folder: &Path,
    termbases: &[PathBuf],
    files: &mut Vec<PathBuf>,
) -> Result<(), Failure> {
    let failed = |error| Failure::io(folder, &error);
    let entries = std::fs::read_dir(folder).map_err(failed)?;
    let mut paths: Vec<PathBuf> =
        entries.map(|it| it.map(|it| it.path())).collect::<Result<_, _>>().map_err(failed)?;
    paths.sort();
    for path in paths {
        // A link may lead back to the folder.
        let is_folder = path.is_dir() && !path.is_symlink();
        if is_folder {
            in_folder(&path, termbases, files)?;
        } else if is_bilingual(&path) && path.is_file() {
            let is_termbase = path.canonicalize().is_ok_and(|it| termbases.contains(&it));
            files.extend((!is_termbase).then_some(path));
        }
    }
    Ok(())
}
