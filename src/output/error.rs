//! Why an output cannot be written.

use std::error::Error as StdError;
use std::io;
use std::path::{Path, PathBuf};

/// Why an output cannot be written: always with the output's own name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {message}", path.display())]
pub struct Error {
    path: PathBuf,
    message: String,
}

impl Error {
    /// An error about the output at `path`.
    pub fn new(path: &Path, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), message: message.into() }
    }

    /// The output it is about.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What went wrong while the output at `path` was made. An error that names its output already
    /// is given as it is.
    pub fn writing(path: &Path, error: &io::Error) -> Self {
        if let Some(own) = Self::within(error) {
            return own.clone();
        }
        // The format's own refusal: it says what to do.
        if error.kind() == io::ErrorKind::InvalidInput {
            return Self::new(path, error.to_string());
        }
        // What is no failure of the system has nothing to do with the folder.
        if error.kind() == io::ErrorKind::Other {
            return Self::new(path, format!("cannot be written: {error}"));
        }
        Self::new(
            path,
            format!(
                "cannot be written ({error}): check the folder's permissions and the space left"
            ),
        )
    }

    /// What went wrong on the standard output.
    pub(super) fn stdout(error: &io::Error) -> Self {
        Self::within(error)
            .cloned()
            .unwrap_or_else(|| Self::new(Path::new("stdout"), error.to_string()))
    }

    /// The error of an output inside an error of something that wrote to it.
    ///
    /// A command that reads and writes at once gets both failures by one way; this tells them apart.
    pub fn within<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a Self> {
        let mut next = Some(error);
        while let Some(error) = next {
            if let Some(own) = error.downcast_ref::<Self>() {
                return Some(own);
            }
            let carried = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
            next = match carried {
                Some(carried) => Some(carried),
                None => error.source(),
            };
        }
        None
    }
}

/// As the error of a writer, so that it keeps its name on the way.
impl From<Error> for io::Error {
    fn from(error: Error) -> Self {
        Self::other(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_error_keeps_the_name_of_its_output() {
        let own = Error::new(Path::new("out.tmx"), "cannot be written");
        let wrapped = diptych_tmx::Error::from(io::Error::from(own.clone()));
        assert_eq!(Error::within(&wrapped), Some(&own));
        assert_eq!(Error::writing(Path::new("other"), &io::Error::other(wrapped)), own);
        assert_eq!(Error::within(&io::Error::other("else")), None);
        let advice =
            |error| Error::writing(Path::new("o"), &error).to_string().contains("permissions");
        assert!(advice(io::ErrorKind::PermissionDenied.into()));
        assert!(!advice(io::Error::other("a cell is too long")));
    }
}
