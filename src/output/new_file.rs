//! A file that some other writer fills, and that never takes the place of one that is there.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::Error;
use super::beside::{self, folder_of};
use super::refuse::no_file;

/// A file that is filled beside its place. Dropped before it is put there, it leaves nothing.
#[derive(Debug)]
pub struct NewFile {
    path: PathBuf,
    beside: PathBuf,
    /// Locked as long as this process works, so that nobody takes the file for debris. The file itself
    /// is not: who fills it may want its own locks.
    guard: (PathBuf, File),
}

impl NewFile {
    /// An empty file that will stand at `path`.
    ///
    /// # Errors
    /// When there can be no such file, or its folder cannot be written to.
    pub fn create(path: &Path) -> Result<Self, Error> {
        no_file(path)?;
        let failed = |error: io::Error| Error::writing(path, &error);
        let guard = beside::create(path).map_err(failed)?;
        let (beside, file) = beside::create(path).map_err(failed)?;
        drop(file);
        Ok(Self { path: path.to_owned(), beside, guard })
    }

    /// The file to fill.
    pub fn beside(&self) -> &Path {
        &self.beside
    }

    /// Puts the file in its place, if no file is there.
    ///
    /// # Errors
    /// When one is there by now, or the file cannot be put there; then nothing has changed.
    pub fn put(self) -> Result<(), Error> {
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::AlreadyExists => {
                Error::new(&self.path, "another program made this file meanwhile: try again")
            }
            _ => Error::writing(&self.path, &error),
        };
        File::open(&self.beside).and_then(|file| file.sync_all()).map_err(failed)?;
        beside::put_new(&self.beside, &self.path).map_err(failed)?;
        // Not every system can; the file is in place either way.
        let _ = File::open(folder_of(&self.path)).and_then(|folder| folder.sync_all());
        Ok(())
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        for path in [&self.beside, &self.guard.0] {
            let _ = fs::remove_file(path);
            beside::forget(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_takes_no_place_that_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.dtm");
        let [first, second] = [(); 2].map(|()| NewFile::create(&path).unwrap());
        fs::write(first.beside(), "first").unwrap();
        fs::write(second.beside(), "second").unwrap();
        first.put().unwrap();
        assert!(second.put().is_err());
        drop(NewFile::create(&folder.path().join("b.dtm")).unwrap());
        assert_eq!(fs::read_to_string(&path).unwrap(), "first");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
