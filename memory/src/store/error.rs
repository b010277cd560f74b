//! Why a store cannot be used.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why a store cannot be used. Each message begins with the file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// It is not there.
    #[error("{}: there is no such store: `diptych tm import` makes one", .0.display())]
    Missing(PathBuf),
    /// It is no store.
    #[error("{}: this is no store of Diptych", .0.display())]
    Foreign(PathBuf),
    /// A later version of the program made it.
    #[error(
        "{}: this store has version {version} and this program reads version {}: use a newer program",
        path.display(), super::schema::VERSION
    )]
    Newer {
        /// The store.
        path: PathBuf,
        /// Its version.
        version: i64,
    },
    /// A program from before the first release made it.
    #[error(
        "{}: a trial version of this program made this store: export it with that version, and import \
         the TMX into a new store", .0.display()
    )]
    Older(PathBuf),
    /// Another program is writing to it.
    #[error("{}: another program is writing to the store: try again when it is done", .0.display())]
    Busy(PathBuf),
    /// Its bytes are not what they were.
    #[error("{}: the store is damaged ({what}): put a backup in its place", path.display())]
    Damaged {
        /// The store.
        path: PathBuf,
        /// What the database says.
        what: String,
    },
    /// It has as many units as can be numbered.
    #[error("{}: the store is full: use a second one", .0.display())]
    Full(PathBuf),
    /// Something else failed: the disk, the rights.
    #[error("{}: {what}", path.display())]
    Other {
        /// The store.
        path: PathBuf,
        /// What the database says.
        what: String,
    },
}

impl StoreError {
    /// What went wrong, without the name of the file where the message of the database tells it.
    pub fn what(&self) -> String {
        match self {
            Self::Damaged { what, .. } | Self::Other { what, .. } => what.clone(),
            other => other.to_string(),
        }
    }

    /// What an error of the database means.
    pub(super) fn of(path: &Path, error: &rusqlite::Error) -> Self {
        let (path, what) = (path.to_owned(), error.to_string());
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy(path),
            Some(ErrorCode::NotADatabase) => Self::Foreign(path),
            // Without a code: what a row holds is not what the tables say.
            Some(ErrorCode::DatabaseCorrupt) | None => Self::Damaged { path, what },
            Some(_) => Self::Other { path, what },
        }
    }
}
