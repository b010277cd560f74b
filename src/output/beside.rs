//! Files beside their place: their names, and that none is left behind.
//!
//! A file is locked while it is written. The system takes the lock from a process that is gone, so
//! a file without a lock is debris, whatever machine left it.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::refuse::folder_of;

/// How the names of files being written begin and end. They are short, however long the name of
/// the file is.
const NAME: (&str, &str) = (".diptych-", ".part");

/// Files that are being written, for [`remove_unfinished`].
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
/// Folders in which this process has looked for debris.
static SWEPT: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn locked(set: &Mutex<BTreeSet<PathBuf>>) -> MutexGuard<'_, BTreeSet<PathBuf>> {
    set.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes the files being written: the last act of a program that is told to end.
pub fn remove_unfinished() {
    for path in std::mem::take(&mut *locked(&UNFINISHED)) {
        let _ = fs::remove_file(path);
    }
}

/// A new hidden file beside `path`, locked, under a name that was free.
pub(super) fn create(path: &Path) -> io::Result<(PathBuf, File)> {
    let folder = folder_of(path);
    if locked(&SWEPT).insert(folder.to_owned()) {
        sweep(folder);
    }
    for attempt in 0..10_000 {
        let name = format!("{}{}-{attempt}{}", NAME.0, std::process::id(), NAME.1);
        let beside = path.with_file_name(name);
        // Registered first, so that no moment is left in which a signal would miss it.
        if !locked(&UNFINISHED).insert(beside.clone()) {
            continue;
        }
        match OpenOptions::new().write(true).create_new(true).open(&beside) {
            Ok(file) => {
                // File systems without locks have no sweeping either.
                let _ = file.lock();
                // Another process may have swept it before it was locked.
                if beside.exists() {
                    return Ok((beside, file));
                }
            }
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                forget(&beside);
                return Err(error);
            }
            Err(_) => {}
        }
        forget(&beside);
    }
    Err(io::Error::other("no free name for the file while it is written"))
}

/// The file is in its place, or removed.
pub(super) fn forget(beside: &Path) {
    locked(&UNFINISHED).remove(beside);
}

/// Removes what processes that are gone have left in a folder.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_ours =
            name.to_str().is_some_and(|name| name.starts_with(NAME.0) && name.ends_with(NAME.1));
        if is_ours
            && entry.file_type().is_ok_and(|kind| kind.is_file())
            && let Ok(file) = OpenOptions::new().write(true).open(entry.path())
            && file.try_lock().is_ok()
        {
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nobody_writes_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at(".diptych-1-0.part"), "left").unwrap();
        fs::write(at("own.part"), "the user's").unwrap();
        let (first, _file) = create(&at("a.tmx")).unwrap();
        assert!(!at(".diptych-1-0.part").exists() && at("own.part").exists());
        sweep(folder.path());
        assert!(first.exists());
    }

    #[test]
    fn a_long_name_has_a_short_one_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let long = folder.path().join("长".repeat(84));
        super::super::write(&long, |out| out.write_all(b"whole")).unwrap();
        assert_eq!(fs::read(&long).unwrap(), b"whole");
    }
}
