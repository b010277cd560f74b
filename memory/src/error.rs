//! Why an index or a store cannot be used.

use std::io;

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file system failed.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// The store of the texts failed.
    #[error(transparent)]
    Store(#[from] crate::store::StoreError),
    /// The index does not hold what it says: it is to be made again.
    #[error("the index is damaged")]
    Index,
}
