//! Why a file could not be read at all.

use std::fmt;

/// Why reading or writing stopped, and where.
///
/// Faults that reading survives are [`Fault`](crate::Fault)s, not errors.
#[derive(Debug, thiserror::Error)]
pub struct Error {
    kind: ErrorKind,
    position: Option<Position>,
    #[source]
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// A place in the decoded text of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u64,
    /// The character in the line, from 1.
    pub column: u64,
}

impl Position {
    /// The beginning of a file.
    pub(crate) const START: Self = Self { line: 1, column: 1 };

    /// The position after `text`, which begins here.
    pub(crate) fn after(self, text: &str) -> Self {
        match memchr::memrchr(b'\n', text.as_bytes()) {
            None => Self { column: self.column + text.chars().count() as u64, ..self },
            Some(last) => Self {
                line: self.line + memchr::memchr_iter(b'\n', text.as_bytes()).count() as u64,
                column: 1 + text[last + 1..].chars().count() as u64,
            },
        }
    }
}

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file holds nothing.
    Empty,
    /// The file is something else; the text says what was found.
    NotTmx(String),
    /// An encoding this crate does not read, by its name.
    Encoding(String),
    /// A compressed file that cannot be unpacked; the text says why.
    Archive(String),
    /// Strict reading met a fault.
    Fault(String),
    /// The system failed to read or write.
    Io,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self { kind, position: None, source: None }
    }

    pub(crate) fn at(kind: ErrorKind, position: Position) -> Self {
        Self { kind, position: Some(position), source: None }
    }

    /// What went wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }

    /// Where, if at a place in the file.
    pub fn position(&self) -> Option<Position> {
        self.position
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self { kind: ErrorKind::Io, position: None, source: Some(Box::new(error)) }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(position) = self.position {
            write!(f, "line {}, column {}: ", position.line, position.column)?;
        }
        match (&self.kind, &self.source) {
            (ErrorKind::Io, Some(source)) => source.fmt(f),
            (kind, _) => kind.fmt(f),
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the file is empty; export the memory again"),
            Self::NotTmx(found) => write!(f, "this is no TMX: {found}"),
            Self::Encoding(name) => {
                write!(f, "the encoding {name} is not known; save the file as UTF-8")
            }
            Self::Archive(why) => write!(f, "cannot unpack: {why}"),
            Self::Fault(fault) => f.write_str(fault),
            Self::Io => f.write_str("reading or writing failed"),
        }
    }
}
