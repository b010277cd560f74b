//! Files that appear whole or not at all.
//!
//! A file is written beside its final place and renamed when it is complete,
//! so that neither a full disk nor a signal leaves half of one.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::beside::folder_of;
use super::refuse::no_file;
use super::{Error, beside};

/// A file being written. Dropped before it is committed, it leaves nothing. Its errors as a
/// writer carry its name: [`Error::within`] finds it.
#[derive(Debug)]
pub struct WholeFile {
    /// What the user called it.
    path: PathBuf,
    /// Where it will stand: links are followed.
    place: PathBuf,
    /// `None` where the place is no regular file (a pipe, a device) and is written directly.
    beside: Option<PathBuf>,
    /// `None` once everything is written and the file is closed.
    file: Option<BufWriter<File>>,
}

impl WholeFile {
    /// Starts a file that will stand at `path`.
    ///
    /// # Errors
    /// When there can be no such file, or its folder cannot be written to.
    pub fn create(path: &Path) -> Result<Self, Error> {
        no_file(path)?;
        let failed = |error: io::Error| Error::writing(path, &error);
        if fs::metadata(path).is_ok_and(|m| !m.is_file()) {
            let file = OpenOptions::new().write(true).open(path).map_err(failed)?;
            let file = Some(BufWriter::new(file));
            return Ok(Self { path: path.to_owned(), place: path.to_owned(), beside: None, file });
        }
        // A link stays a link: the file it leads to is written.
        let place = if path.is_symlink() {
            fs::canonicalize(path).map_err(failed)?
        } else {
            path.to_owned()
        };
        let (beside, file) = beside::create(&place).map_err(failed)?;
        let file = Some(BufWriter::new(file));
        Ok(Self { path: path.to_owned(), place, beside: Some(beside), file })
    }

    /// The name it was given.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the file in its place, over one that may be there.
    ///
    /// # Errors
    /// When what is left cannot be written or the file not renamed; then nothing has changed.
    pub fn commit(self) -> Result<(), Error> {
        commit(vec![self])
    }

    /// Ends the writing, so that many files need not be open at once; what is written later fails.
    /// The process keeps another file open until these are in place.
    ///
    /// # Errors
    /// When what is left cannot be written.
    pub fn close(&mut self) -> Result<(), Error> {
        self.finish().map_err(|error| Error::writing(&self.path, &error))?;
        self.file = None;
        Ok(())
    }

    /// The file that holds what was written so far; none where it is written directly.
    ///
    /// # Errors
    /// When what is left cannot be written.
    pub(super) fn written(&mut self) -> Result<Option<&Path>, Error> {
        self.flush().map_err(|error| Error::writing(&self.path, &error))?;
        Ok(self.beside.as_deref())
    }

    /// Everything is on the disk, still beside its place.
    fn finish(&mut self) -> io::Result<()> {
        let Some(file) = &mut self.file else { return Ok(()) };
        file.flush()?;
        if let Some(beside) = &self.beside {
            if let Ok(old) = fs::metadata(&self.place) {
                fs::set_permissions(beside, old.permissions())?;
            }
            file.get_ref().sync_all()?;
        }
        Ok(())
    }
}

/// Puts files in place together: first all are on the disk, then all are renamed.
///
/// # Errors
/// When what is left of one cannot be written; then no file has changed. A file that cannot be
/// renamed leaves those before it in place.
pub fn commit(mut files: Vec<WholeFile>) -> Result<(), Error> {
    for file in &mut files {
        file.finish().map_err(|error| Error::writing(&file.path, &error))?;
    }
    // What is written directly has no place to be put in.
    files.retain(|file| file.beside.is_some());
    let places = files.iter().filter_map(|file| Some((file.beside.as_deref()?, &*file.place)));
    let renamed = beside::put_in_place(places);
    let done = renamed.as_ref().map_or_else(|(index, _)| *index, |()| files.len());
    // Each stays open, and so locked, until its name is gone.
    files[..done].iter_mut().for_each(|file| file.beside = None);
    renamed.map_err(|(index, error)| Error::writing(&files[index].path, &error))?;
    let folders: BTreeSet<&Path> = files.iter().map(|file| folder_of(&file.place)).collect();
    for folder in folders {
        // Not every system can; the files are in place either way.
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    Ok(())
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(file) = &mut self.file else { return Err(io::ErrorKind::NotConnected.into()) };
        file.write(bytes).map_err(|error| named(&self.path, error))
    }

    fn flush(&mut self) -> io::Result<()> {
        let Some(file) = &mut self.file else { return Ok(()) };
        file.flush().map_err(|error| named(&self.path, error))
    }
}

/// The error with the name of its file; one that only asks to try again stays as it is.
fn named(name: &Path, error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::Interrupted => error,
        _ => Error::writing(name, &error).into(),
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        if let Some(beside) = &self.beside {
            let _ = fs::remove_file(beside);
            beside::forget(beside);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("双语.tmx");
        let mut file = WholeFile::create(&path).unwrap();
        file.write_all(b"half").unwrap();
        assert!(!path.exists());
        drop(file);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);

        let mut file = WholeFile::create(&path).unwrap();
        file.write_all(b"whole").unwrap();
        file.commit().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"whole");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let [folder, elsewhere] = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let (link, real) = (folder.path().join("out.tmx"), elsewhere.path().join("real.tmx"));
        fs::write(&real, b"old").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        let mut file = WholeFile::create(&link).unwrap();
        file.write_all(b"new").unwrap();
        file.commit().unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read(&real).unwrap(), b"new");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_names_the_output() {
        let full = Path::new("/dev/full");
        let mut file = WholeFile::create(full).unwrap();
        let error = file.write_all(&vec![0; 100_000]).unwrap_err();
        assert_eq!(Error::within(&error).unwrap().path(), full);
    }
}
