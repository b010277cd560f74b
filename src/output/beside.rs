//! Files beside their place: their names, and that none is left behind.
//!
//! A file is locked while it is written. The system takes the lock from a process that is gone, so
//! a file without a lock is debris, whatever machine left it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How the names of files being written begin and end. They are short, however long the name of
/// the file is.
const NAME: (&str, &str) = (".diptych-", ".part");
/// So many names may be taken by what another machine's process of the same number left.
const TRIED: usize = 10_000;
/// The number of the next file of this process.
static NEXT: AtomicUsize = AtomicUsize::new(0);

/// Files that are being written, for [`remove_unfinished`].
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
/// Folders in which this process has looked for debris.
static SWEPT: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn locked(set: &Mutex<BTreeSet<PathBuf>>) -> MutexGuard<'_, BTreeSet<PathBuf>> {
    set.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes the files being written.
pub fn remove_unfinished() {
    remove_unfinished_then(|| ());
}

/// Removes the files being written, then does `last`: for a program that must end now, which ends
/// in it. Until it is done no file is begun and none is put in place, so that several outputs are
/// all the old ones or all the new ones, and nothing is left.
pub fn remove_unfinished_then(last: impl FnOnce()) {
    let mut unfinished = locked(&UNFINISHED);
    for path in std::mem::take(&mut *unfinished) {
        let _ = fs::remove_file(path);
    }
    last();
}

/// Puts files in their places, which [`remove_unfinished_then`] does not interrupt.
///
/// # Errors
/// The index of the first that cannot be renamed; those before it are in place.
pub(super) fn put_in_place<'a>(
    files: impl Iterator<Item = (&'a Path, &'a Path)>,
) -> Result<(), (usize, io::Error)> {
    let mut unfinished = locked(&UNFINISHED);
    for (index, (beside, place)) in files.enumerate() {
        fs::rename(beside, place).map_err(|error| (index, error))?;
        unfinished.remove(beside);
    }
    Ok(())
}

/// Puts a file in a place where none is, which [`remove_unfinished_then`] does not interrupt.
///
/// # Errors
/// `AlreadyExists` where one is; else why it cannot be put there.
pub(super) fn put_new(beside: &Path, place: &Path) -> io::Result<()> {
    let mut unfinished = locked(&UNFINISHED);
    match fs::hard_link(beside, place) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            // A file system without links.
            if place.symlink_metadata().is_ok() {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            fs::rename(beside, place)?;
        }
        linked => {
            linked?;
            fs::remove_file(beside)?;
        }
    }
    unfinished.remove(beside);
    Ok(())
}

/// A new hidden file beside `path`, locked, under a name that was free.
pub(super) fn create(path: &Path) -> io::Result<(PathBuf, File)> {
    let folder = folder_of(path);
    if locked(&SWEPT).insert(folder.to_owned()) {
        sweep(folder);
    }
    for _ in 0..TRIED {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("{}{}-{number}{}", NAME.0, std::process::id(), NAME.1);
        let beside = path.with_file_name(name);
        // Held until the file is there, so that a signal finds it in the set or is waited for.
        let mut unfinished = locked(&UNFINISHED);
        match OpenOptions::new().write(true).create_new(true).open(&beside) {
            Ok(file) => {
                // File systems without locks have no sweeping either.
                let _ = file.lock();
                // Another process may have swept it before it was locked.
                if beside.exists() {
                    unfinished.insert(beside.clone());
                    return Ok((beside, file));
                }
            }
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            Err(_) => {}
        }
    }
    Err(io::Error::other("no free name for the file while it is written"))
}

/// Whether files can be made in the folder of `path`: one is made and removed.
///
/// # Errors
/// Why not.
pub(super) fn can_create(path: &Path) -> io::Result<()> {
    let (beside, _file) = create(path)?;
    let removed = fs::remove_file(&beside);
    forget(&beside);
    removed
}

/// The file is in its place, or removed.
pub(super) fn forget(beside: &Path) {
    locked(&UNFINISHED).remove(beside);
}

/// The folder in which a file stands.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Removes what processes that are gone have left in a folder.
///
/// A process that writes more files than it can keep open holds the lock of one of them; none of
/// its files is removed then.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut by_process: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for entry in entries.flatten() {
        let name = entry.file_name();
        let own = name.to_str().and_then(|name| name.strip_prefix(NAME.0)?.strip_suffix(NAME.1));
        if let Some((process, _)) = own.and_then(|own| own.split_once('-'))
            && entry.file_type().is_ok_and(|kind| kind.is_file())
        {
            by_process.entry(process.to_owned()).or_default().push(entry.path());
        }
    }
    for left in by_process.into_values() {
        // Held until the files are removed, so that nobody takes one for its own in between.
        let Some(_held) = all_locked(&left) else { continue };
        for path in left {
            let _ = fs::remove_file(path);
        }
    }
}

/// The files, locked; none where a process holds one of them.
fn all_locked(paths: &[PathBuf]) -> Option<Vec<File>> {
    let locked = |path: &PathBuf| {
        let file = OpenOptions::new().write(true).open(path).ok()?;
        file.try_lock().ok().map(|()| file)
    };
    paths.iter().map(locked).collect()
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
    fn files_that_a_process_closed_stay_while_it_holds_one() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let (_held, _file) = create(&at("a.tmx")).unwrap();
        let closed = at(&format!(".diptych-{}-closed.part", std::process::id()));
        fs::write(&closed, "whole").unwrap();
        sweep(folder.path());
        assert!(closed.exists());
    }

    #[test]
    fn what_is_to_be_removed_is_held_until_then() {
        let folder = tempfile::tempdir().unwrap();
        let left = folder.path().join(".diptych-1-0.part");
        fs::write(&left, "left").unwrap();
        let paths = [left];
        let held = all_locked(&paths).unwrap();
        assert!(all_locked(&paths).is_none());
        drop(held);
        assert!(all_locked(&paths).is_some());
    }

    #[test]
    fn nothing_is_put_in_place_while_the_program_ends() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let (beside, file) = create(&at("a.tmx")).unwrap();
        drop(file);
        let late = remove_unfinished_while(|| {
            let place = at("a.tmx");
            std::thread::spawn(move || put_in_place([(&*beside, &*place)].into_iter()).is_err())
        });
        assert!(late.join().unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    /// What `during` gives while the files being written are removed.
    fn remove_unfinished_while<T>(during: impl FnOnce() -> T) -> T {
        let mut given = None;
        remove_unfinished_then(|| given = Some(during()));
        given.unwrap()
    }

    #[test]
    fn a_long_name_has_a_short_one_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let long = folder.path().join("长".repeat(84));
        super::super::write(&long, |out| out.write_all(b"whole")).unwrap();
        assert_eq!(fs::read(&long).unwrap(), b"whole");
    }
}
