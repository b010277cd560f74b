//! What a run leaves in its folder.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

/// A file of unfinished work in the folder.
pub(super) fn unfinished(folder: &Path) -> Result<Option<String>, Box<dyn Error>> {
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name != ".diptych" && (name.starts_with('.') || name.contains(".part")) {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

/// Every file of a folder, by name.
pub(super) fn files(folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>, Box<dyn Error>> {
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            all.extend(files(&path)?);
        } else {
            let bytes = std::fs::read(&path)?;
            all.insert(path, bytes);
        }
    }
    Ok(all)
}
