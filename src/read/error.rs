//! Why a file could not be read, and what to do about it.

use std::{fmt, io, path::Path};

/// A file that could not be read: which one, where in it, and why.
///
/// Shown, it is one line: `zh.txt:12: what is wrong: what to do`.
#[derive(Debug)]
pub struct Error {
    name: String,
    line: Option<usize>,
    kind: ErrorKind,
}

impl Error {
    pub(crate) fn new(name: impl Into<String>, kind: ErrorKind) -> Self {
        Self { name: name.into(), line: None, kind }
    }

    pub(crate) fn at_line(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }

    /// An error of the file system, told apart by what the user has to do.
    pub(crate) fn io(path: &Path, error: io::Error) -> Self {
        let kind = match error.kind() {
            io::ErrorKind::NotFound => ErrorKind::Missing,
            io::ErrorKind::IsADirectory => ErrorKind::Directory,
            io::ErrorKind::PermissionDenied => ErrorKind::Denied,
            _ => ErrorKind::Unreadable(error),
        };
        Self::new(path.display().to_string(), kind)
    }

    pub(crate) fn into_kind(self) -> ErrorKind {
        self.kind
    }

    /// The file as the user named it (`<stdin>` for `-`).
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The line of the file, from 1, where one can be named.
    pub fn line(&self) -> Option<usize> {
        self.line
    }

    /// What went wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.kind)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            ErrorKind::Unreadable(error) => Some(error),
            _ => None,
        }
    }
}

/// What kept a file from being read; its text says what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// No file of that name.
    #[error("there is no such file: check the name and the folder")]
    Missing,
    /// A folder where a file was expected.
    #[error("this is a folder: name a file in it")]
    Directory,
    /// The system refused.
    #[error("permission denied: make the file readable for you")]
    Denied,
    /// Any other fault of the file system.
    #[error("cannot be read ({0}): check the disk and the path")]
    Unreadable(io::Error),
    /// No byte, or nothing but white space.
    #[error("the file holds no text: check that it was saved or extracted completely")]
    Empty,
    /// More than [`MAX_FILE`](super::MAX_FILE) bytes.
    #[error("the file is larger than {} MB: split it", .limit >> 20)]
    TooLarge {
        /// The most that is read, in bytes.
        limit: u64,
    },
    /// Not text, and of a kind that is not read.
    #[error("this is {what}, not a text: {todo}")]
    NotText {
        /// What the file seems to be, with its article.
        what: &'static str,
        /// What to do.
        todo: &'static str,
    },
    /// A byte sequence that the encoding does not have.
    #[error(
        "byte {offset} is not {encoding}: {}", match .option {
            Some(option) => format!("name the right encoding with {option}, or put � in its place with --replace"),
            None => "mend it, or save the file as UTF-8".to_owned(),
        }
    )]
    Undecodable {
        /// The WHATWG name of the encoding tried.
        encoding: &'static str,
        /// Where, in bytes from 0.
        offset: usize,
        /// The option of the command that sets the encoding.
        option: Option<&'static str>,
    },
    /// The file ends in the middle of a character.
    #[error(
        "the file ends in the middle of a character of {encoding}: it was cut off; copy or fetch it again"
    )]
    CutOff {
        /// The WHATWG name of the encoding.
        encoding: &'static str,
    },
    /// The bytes fit no encoding well.
    #[error(
        "the encoding is not recognised: {}", match .option {
            Some(option) => format!("name it with {option} (for example gb18030, big5, utf-16le, windows-1252)"),
            None => "save it as UTF-8".to_owned(),
        }
    )]
    UnclearEncoding {
        /// The option of the command that sets the encoding.
        option: Option<&'static str>,
    },
    /// A label that is no encoding.
    #[error(
        "no encoding is called `{0}`: use a name such as utf-8, utf-16le, gb18030, big5 or windows-1252"
    )]
    UnknownEncoding(String),
    /// A name that is no format.
    #[error("no format is called `{0}`: use one of {names}", names = super::Format::names().collect::<Vec<_>>().join(", "))]
    UnknownFormat(String),
    /// The format's own structure is broken or cut off.
    #[error("the file is damaged: {0}: save or fetch it again")]
    Damaged(String),
    /// A workbook whose structure is broken or cut off.
    #[error("the workbook is damaged ({0}): save it as .xlsx")]
    DamagedWorkbook(String),
    /// Protected by a password or by digital rights management.
    #[error("the file is encrypted: save it without a password or copy protection")]
    Encrypted,
    /// Built to exhaust the reader: too large when unpacked, too deep, or full of entities.
    #[error("the file is refused: {0}: save it anew with the program it belongs to")]
    Hostile(String),
    /// PDF needs a program that is not there.
    #[error(
        "PDF is read with pdftotext, which is not installed: apt install poppler-utils poppler-data (macOS: brew install poppler)"
    )]
    NoPdftotext,
    /// A Chinese PDF needs tables that are not there.
    #[error(
        "pdftotext lacks the language pack for {0}: apt install poppler-data (macOS: brew reinstall poppler)"
    )]
    NoPopplerData(String),
    /// A PDF of pictures.
    #[error(
        "the PDF has no text layer: run text recognition on it first (for example ocrmypdf -l chi_sim)"
    )]
    NoTextLayer,
    /// A page whose fonts do not say which characters they show.
    #[error(
        "page {page} cannot be read: {per_cent} % of its characters are nameless glyphs: run text recognition on it first (for example ocrmypdf --force-ocr -l chi_sim)"
    )]
    UnreadablePage {
        /// The ordinal of the page, from 1.
        page: usize,
        /// The share of unreadable characters.
        per_cent: usize,
    },
    /// A page whose lines run from top to bottom.
    #[error(
        "page {0} is set vertically, and pdftotext gives its characters in no order: save it as text or .docx with the program it comes from, or run text recognition on it (for example ocrmypdf --force-ocr -l chi_tra_vert)"
    )]
    VerticalPage(usize),
    /// A text whose characters are glyphs without a name.
    #[error(
        "{0} of its characters are nameless glyphs, written (cid:…): the PDF it comes from has no usable text: run text recognition on that PDF first (for example ocrmypdf --force-ocr -l chi_sim)"
    )]
    NamelessGlyphs(usize),
    /// One language where both sides are needed.
    #[error("the file holds one language: name its translation as the second file")]
    NotBilingual,
    /// A table row without a second column.
    #[error("the row has no second column: put the source in one and the translation in another")]
    NotTwoColumns,
    /// A line of a message catalogue that is none.
    #[error(
        "this line is no PO: every line is a comment, a keyword with a string, or a string in quotes"
    )]
    NotPo,
    /// Not a file of segmentation rules.
    #[error("the file is no SRX: name one that has language rules and a language map")]
    NotSrx,
}
