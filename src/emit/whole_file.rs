//! Files that appear whole or not at all.
//!
//! A file is written beside its final place and renamed when it is complete,
//! so that neither a full disk nor Ctrl-C leaves half of one.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// Files that are being written, for [`remove_unfinished`].
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A file being written. Dropped before [`commit`](Self::commit), it leaves nothing.
#[derive(Debug)]
pub struct WholeFile {
    path: PathBuf,
    /// `None` where the place is no regular file (a pipe, a device) and is written directly.
    beside: Option<PathBuf>,
    file: Option<BufWriter<File>>,
}

impl WholeFile {
    /// Starts a file that will stand at `path`.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn create(path: &Path) -> io::Result<Self> {
        let special = fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir());
        if special {
            let file = OpenOptions::new().write(true).open(path)?;
            return Ok(Self {
                path: path.to_owned(),
                beside: None,
                file: Some(BufWriter::new(file)),
            });
        }
        if path.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "is a folder"));
        }
        // A link stays a link: the file it leads to is written.
        let path = if path.is_symlink() { fs::canonicalize(path)? } else { path.to_owned() };
        let (beside, file) = create_beside(&path)?;
        Ok(Self { path, beside: Some(beside), file: Some(BufWriter::new(file)) })
    }

    /// Where the file will stand.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the file in its place, over one that may be there.
    ///
    /// # Errors
    /// When what is left cannot be written or the file not renamed; then nothing has changed.
    pub fn commit(mut self) -> io::Result<()> {
        if let Some(file) = self.file.take() {
            let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
            if self.beside.is_some() {
                file.sync_all()?;
            }
        }
        if let Some(beside) = &self.beside {
            if let Ok(old) = fs::metadata(&self.path) {
                fs::set_permissions(beside, old.permissions())?;
            }
            fs::rename(beside, &self.path)?;
        }
        Ok(())
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.as_mut().map_or(Ok(0), |file| file.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        self.file = None;
        if let Some(beside) = &self.beside {
            // After `commit` the name is gone; before, it is the debris to remove.
            let _ = fs::remove_file(beside);
            if let Ok(mut unfinished) = UNFINISHED.lock() {
                unfinished.retain(|path| path != beside);
            }
        }
    }
}

/// Removes the files being written: what a program does last on Ctrl-C.
pub fn remove_unfinished() {
    if let Ok(mut unfinished) = UNFINISHED.lock() {
        for path in unfinished.drain(..) {
            let _ = fs::remove_file(path);
        }
    }
}

/// A new hidden file beside `path`, under a name that was free.
fn create_beside(path: &Path) -> io::Result<(PathBuf, File)> {
    let name = path.file_name().ok_or_else(|| io::Error::other("is no file name"))?;
    for attempt in 0..1000 {
        let mut beside = std::ffi::OsString::from(".");
        beside.push(name);
        beside.push(format!(".{}-{attempt}.part", std::process::id()));
        let beside = path.with_file_name(beside);
        // Registered first, so that no moment is left in which Ctrl-C would miss it.
        if let Ok(mut unfinished) = UNFINISHED.lock() {
            unfinished.push(beside.clone());
        }
        match OpenOptions::new().write(true).create_new(true).open(&beside) {
            Ok(file) => return Ok((beside, file)),
            Err(error) => {
                if let Ok(mut unfinished) = UNFINISHED.lock() {
                    unfinished.retain(|path| *path != beside);
                }
                if error.kind() != io::ErrorKind::AlreadyExists {
                    return Err(error);
                }
            }
        }
    }
    Err(io::Error::other("no free name for the file while it is written"))
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
}
