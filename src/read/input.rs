//! A file as it stands on the disk, and how to read it.

use std::{
    fs::File,
    io::{self, Read as _},
    path::Path,
};

use super::{
    archive::Archive,
    error::{Error, ErrorKind},
    format::Format,
};

/// The largest file that is read, in bytes.
pub const MAX_FILE: u64 = 1 << 30;

/// How to read a file.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The format, where the file's content and name are not to decide.
    pub from: Option<Format>,
    /// The encoding, where the bytes are not to decide (a byte order mark still does).
    pub encoding: Option<&'static encoding_rs::Encoding>,
    /// The option of the command that sets the encoding, for messages; none where there is none.
    pub encoding_option: Option<&'static str>,
    /// Put U+FFFD where bytes cannot be decoded, and count them, instead of failing.
    pub replace: bool,
    /// Of bilingual files: also take targets that are untranslated, rejected, or unconfirmed machine
    /// translations by the file's own word.
    pub all_states: bool,
}

/// The bytes of a file and its names.
pub(crate) struct Input {
    pub(crate) bytes: Vec<u8>,
    /// As the user named it.
    pub(crate) shown: String,
    /// Without its folder.
    pub(crate) name: String,
}

impl Input {
    /// Reads a file, or the standard input for `-`.
    ///
    /// # Errors
    /// When it cannot be read, is empty or larger than [`MAX_FILE`].
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let stdin = path == Path::new("-");
        let mut bytes = Vec::new();
        let taken = if stdin {
            io::stdin().lock().take(MAX_FILE + 1).read_to_end(&mut bytes)
        } else {
            File::open(path).and_then(|file| {
                if file.metadata()?.is_dir() {
                    return Err(io::ErrorKind::IsADirectory.into());
                }
                file.take(MAX_FILE + 1).read_to_end(&mut bytes)
            })
        };
        taken.map_err(|error| Error::io(path, error))?;
        let shown = if stdin { "<stdin>".to_owned() } else { path.display().to_string() };
        let name = match path.file_name() {
            Some(name) if !stdin => name.to_string_lossy().into_owned(),
            _ => shown.clone(),
        };
        if bytes.len() as u64 > MAX_FILE {
            return Err(Error::new(shown, ErrorKind::TooLarge { limit: MAX_FILE }));
        }
        if bytes.is_empty() {
            return Err(Error::new(shown, ErrorKind::Empty));
        }
        let is_package = path.extension().is_some_and(|it| it.eq_ignore_ascii_case("mqxlz"));
        match if is_package { of_package(&bytes) } else { Ok(None) } {
            Ok(inside) => Ok(Self { bytes: inside.unwrap_or(bytes), shown, name }),
            Err(kind) => Err(Error::new(shown, kind)),
        }
    }
}

/// The XLIFF in a package of memoQ (`document.mqxliff`), if it has one.
fn of_package(bytes: &[u8]) -> Result<Option<Vec<u8>>, ErrorKind> {
    let mut archive = Archive::open(bytes)?;
    let name = archive.names().into_iter().find(|it| it.ends_with(".mqxliff")).map(str::to_owned);
    name.map_or(Ok(None), |name| archive.part(&name))
}
