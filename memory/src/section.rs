//! Bytes that lists stand in.

use std::borrow::Cow;
use std::io;

/// A stretch of bytes.
#[derive(Debug, Clone)]
pub(crate) enum Section {
    /// In memory.
    Held(Vec<u8>),
}

impl Section {
    /// How many bytes there are.
    pub(crate) fn len(&self) -> u64 {
        match self {
            Self::Held(bytes) => bytes.len() as u64,
        }
    }

    /// The bytes from `start`, so many.
    ///
    /// # Errors
    /// When they are not there, or cannot be read.
    pub(crate) fn read(&self, start: u64, count: u64) -> io::Result<Cow<'_, [u8]>> {
        let end = start.checked_add(count).filter(|end| *end <= self.len());
        let Some(end) = end else { return Err(io::ErrorKind::UnexpectedEof.into()) };
        match self {
            Self::Held(bytes) => Ok(Cow::Borrowed(&bytes[start as usize..end as usize])),
        }
    }
}
