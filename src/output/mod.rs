//! Outputs: which files a command writes, and that all of them appear whole or none does.
//!
//! One place refuses what cannot be meant ([`refuse`]: an output that is an input, that is named
//! twice, or whose folder is missing), writes each file beside its place, and puts them in place
//! together ([`commit`]): first every file is on the disk, then all are renamed, then the folders
//! are on the disk. A program that ends early leaves nothing: [`remove_unfinished_then`] is for its
//! signal handler, and what a killed one left is removed by the next that writes in that folder.

mod beside;
mod error;
mod format;
mod new_file;
mod refuse;
mod set;
mod stdout;
mod whole_file;

use std::io::{self, Write};
use std::path::Path;

pub use beside::{remove_unfinished, remove_unfinished_then};
pub use error::Error;
pub use format::Format;
pub use new_file::NewFile;
pub use refuse::{place, refuse};
pub use set::Set;
pub use stdout::{Stdout, to_stdout};
pub use whole_file::{WholeFile, commit};

/// Writes one file through `emit`, whole or not at all.
///
/// # Errors
/// When the file cannot be written, or `emit` fails.
pub fn write(
    path: &Path,
    emit: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Error> {
    let mut file = WholeFile::create(path)?;
    emit(&mut file).map_err(|error| Error::writing(path, &error))?;
    file.commit()
}

/// A file that is being written, or the standard output.
#[derive(Debug)]
pub enum Output {
    /// A file that appears when it is complete.
    File(WholeFile),
    /// The standard output.
    Stdout(Stdout),
}

impl Output {
    /// Starts the output; `-` is the standard output.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn new(path: &Path) -> Result<Self, Error> {
        if path == Path::new("-") {
            return Ok(Self::Stdout(Stdout::new()));
        }
        WholeFile::create(path).map(Self::File)
    }

    /// Ends the writing of a file: see [`WholeFile::close`].
    ///
    /// # Errors
    /// When what is left cannot be written.
    pub fn close(&mut self) -> Result<(), Error> {
        match self {
            Self::File(file) => file.close(),
            Self::Stdout(_) => Ok(()),
        }
    }

    /// Puts these outputs in place, together.
    ///
    /// # Errors
    /// When what is left of one cannot be written; then no file has changed.
    pub fn commit(outputs: impl IntoIterator<Item = Self>) -> Result<(), Error> {
        let mut files = vec![];
        for output in outputs {
            match output {
                Self::File(file) => files.push(file),
                Self::Stdout(mut out) => out.flush().map_err(|error| Error::stdout(&error))?,
            }
        }
        commit(files)
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.write(bytes),
            Self::Stdout(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::File(file) => file.flush(),
            Self::Stdout(out) => out.flush(),
        }
    }
}
