//! What can be wrong with a termbase file.

use std::fmt;

/// A termbase file that cannot be used, with the place and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    file: String,
    line: usize,
    kind: ErrorKind,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A row has more or fewer cells than the header.
    #[error(
        "this row has {found} columns and the header has {expected}: add or remove a separator"
    )]
    Columns {
        /// The header's number of cells.
        expected: usize,
        /// The row's.
        found: usize,
    },
    /// A header without a Chinese or an English column.
    #[error("the header has no column for {0}: name one `{1}`")]
    NoColumn(&'static str, &'static str),
    /// Two columns with one meaning.
    #[error("two columns are named `{0}`: keep one")]
    TwiceNamed(String),
    /// A cell that is too long to be a term.
    #[error("the cell in column {0} is too long to hold terms: is this another kind of file?")]
    LongCell(usize),
    /// More entries than a termbase has.
    #[error(
        "the termbase has more than {0} entries: split it, or leave out what you do not enforce"
    )]
    ManyEntries(usize),
    /// A list of candidates of which none is taken.
    #[error("no row is taken: write `yes` into the column `take` of those you want")]
    NothingTaken,
    /// No entries at all.
    #[error("the file holds no entry: give at least one row with a Chinese and an English term")]
    Empty,
    /// A cell that must hold one of a few words.
    #[error("`{value}` is no {what}: use one of {allowed}")]
    Word {
        /// The cell.
        value: String,
        /// What the cell is.
        what: &'static str,
        /// The words it may hold.
        allowed: &'static str,
    },
    /// Markup that cannot be read.
    #[error("the XML is broken: {0}")]
    Xml(String),
    /// XML that is no termbase.
    #[error(
        "this is neither TBX, MultiTerm XML nor SKOS: its root is <{0}>, not <martif>, <tbx>, <TBX>, <mtf> or <rdf:RDF>"
    )]
    NoTbx(String),
    /// RDF in another form than XML.
    #[error("this is SKOS in Turtle: save it as RDF/XML (.rdf)")]
    Turtle,
    /// CSV that cannot be read.
    #[error("the CSV is broken: {0}")]
    Csv(String),
    /// A `#UTX` header without the term columns.
    #[error("the UTX header names no column `src` and `tgt`, or no languages zh and en")]
    UtxHeader,
    /// A term the automaton cannot hold.
    #[error("too many terms: {0}")]
    TooMany(String),
}

impl Error {
    /// An error at `line` (from 1) of `file`; line 0 stands for the whole file.
    pub fn new(file: &str, line: usize, kind: ErrorKind) -> Self {
        Self { file: file.to_owned(), line, kind }
    }

    /// Whether nothing says that this is a termbase at all.
    pub fn is_of_another_kind(&self) -> bool {
        matches!(self.kind, ErrorKind::NoColumn(..) | ErrorKind::Empty)
    }

    /// More terms than an index holds.
    #[allow(clippy::needless_pass_by_value, reason = "it is given to `map_err`")]
    pub(crate) fn too_many(error: impl ToString) -> Self {
        Self::new("termbase", 0, ErrorKind::TooMany(error.to_string()))
    }

    /// The file as it was named.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, from 1; 0 where the whole file is meant.
    pub fn line(&self) -> usize {
        self.line
    }

    /// What is wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.kind),
            line => write!(f, "{}:{line}: {}", self.file, self.kind),
        }
    }
}

impl std::error::Error for Error {}
