//! Bytes that are held, or read from a file where they are wanted.

use std::borrow::Cow;
use std::fs::File;
use std::io;
use std::sync::Arc;

/// A stretch of bytes.
#[derive(Debug, Clone)]
pub(crate) enum Section {
    /// In memory.
    Held(Vec<u8>),
    /// In a file, from a byte on, so many.
    File(Arc<File>, u64, u64),
}

impl Section {
    /// How many bytes there are.
    pub(crate) fn len(&self) -> u64 {
        match self {
            Self::Held(bytes) => bytes.len() as u64,
            Self::File(_, _, length) => *length,
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
            Self::File(file, offset, _) => {
                let mut bytes = vec![0; count as usize];
                read_at(file, &mut bytes, offset + start)?;
                Ok(Cow::Owned(bytes))
            }
        }
    }
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut at: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let count = std::os::windows::fs::FileExt::seek_read(file, bytes, at)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes = &mut bytes[count..];
        at += count as u64;
    }
    Ok(())
}
