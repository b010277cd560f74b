//! The file of a journal, held by one review at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::entry::{Entry, Head, now};
use super::replay::{JournalError, replay};
use super::whole_lines::WholeLines;
use crate::bitext::Bitext;
use crate::review::acts::{Act, Changed, Refused, Review};

/// A journal open for writing. Nobody else can open it until it is dropped.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    /// The bytes of the whole lines.
    length: u64,
    who: String,
}

/// A journal that was opened, and what it led to.
#[derive(Debug)]
pub struct Opened {
    /// The journal.
    pub journal: Journal,
    /// The review as the last act left it.
    pub review: Review,
    /// The acts so far, in order.
    pub entries: Vec<Entry>,
    /// The number of a last line that was cut and is gone now, from 1: worth a warning.
    pub cut: Option<usize>,
}

/// Why an act is not in the journal. The review is as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ActError {
    /// It makes no sense.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// It could not be written.
    #[error("{}: {error}: the last act was not saved", path.display())]
    Io {
        /// The journal.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
}

impl Journal {
    /// Opens the journal of an alignment and goes on where it ends; makes it where there is none.
    /// `who` stands in each act that is added.
    ///
    /// # Errors
    /// When the file cannot be read or written, another review has it open, or as
    /// [`replay`](super::replay()).
    pub fn open(path: &Path, bitext: Bitext, who: &str) -> Result<Opened, JournalError> {
        let io = |error| JournalError::Io { path: path.to_owned(), error };
        let options =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).clone();
        let mut file = options.open(path).map_err(io)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(JournalError::InUse { path: path.to_owned() });
            }
            // A file system without locks is no reason not to review.
            Err(TryLockError::Error(error)) if error.kind() == std::io::ErrorKind::Unsupported => {}
            Err(TryLockError::Error(error)) => return Err(io(error)),
        }
        let mut bytes = vec![];
        file.read_to_end(&mut bytes).map_err(io)?;
        let WholeLines { text, cut } = WholeLines::of(&bytes)?;
        let journal =
            |length, file| Journal { path: path.to_owned(), file, length, who: who.to_owned() };
        if text.is_empty() {
            if !looks_like_a_head(&bytes) {
                return Err(JournalError::NoJournal);
            }
            file.set_len(0).map_err(io)?;
            let mut journal = journal(0, file);
            let line =
                serde_json::to_string(&Head::new(&bitext)).map_err(|error| io(error.into()))?;
            journal.write(&line).map_err(io)?;
            return Ok(Opened { journal, review: Review::new(bitext), entries: vec![], cut });
        }
        let replayed = replay(bitext, text)?;
        if cut.is_some() {
            file.set_len(text.len() as u64).map_err(io)?;
            file.sync_all().map_err(io)?;
        }
        let mut journal = journal(text.len() as u64, file);
        if !text.ends_with('\n') {
            journal.write("").map_err(io)?;
        }
        Ok(Opened { journal, review: replayed.review, entries: replayed.entries, cut })
    }

    /// Applies an act to the review and writes it. When this returns, the act is on the disk.
    ///
    /// # Errors
    /// When the act makes no sense or cannot be written; then neither has changed.
    pub fn act(&mut self, review: &mut Review, act: &Act) -> Result<Changed, ActError> {
        let changed = review.act(act)?;
        let entry = Entry {
            act: act.clone(),
            base: changed.base.clone(),
            who: self.who.clone(),
            when: now(),
        };
        let written = serde_json::to_string(&entry)
            .map_err(std::io::Error::from)
            .and_then(|line| self.write(&line));
        if let Err(error) = written {
            review.take_back(act);
            return Err(ActError::Io { path: self.path.clone(), error });
        }
        Ok(changed)
    }

    fn write(&mut self, line: &str) -> std::io::Result<()> {
        let written = self.append(line);
        if written.is_err() {
            // A part of a line must not stand before the next one.
            let _ = self.file.set_len(self.length);
        }
        written
    }

    fn append(&mut self, line: &str) -> std::io::Result<()> {
        self.file.seek(SeekFrom::Start(self.length))?;
        self.file.write_all(format!("{line}\n").as_bytes())?;
        self.file.sync_data()?;
        self.length += line.len() as u64 + 1;
        Ok(())
    }
}

/// Whether these bytes, without a line break, may be the beginning of a first line that a kill cut.
fn looks_like_a_head(bytes: &[u8]) -> bool {
    let start = br#"{"journal":"#;
    let length = bytes.len().min(start.len());
    bytes[..length] == start[..length]
}
