//! The formats that an alignment can be written in, by name.

use std::path::Path;

#[cfg(feature = "pdf")]
use crate::emit::edition::Pdf;
use crate::emit::edition::{Docx, Edition, Epub, Html, Markdown, Tei};
use crate::emit::{ByName, Emit, Jsonl, Tmx, Tsv};
use crate::review::{Csv, Xlsx};

/// The formats that an alignment can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Translation memory.
    Tmx,
    /// Saved alignment, one bead a line.
    Jsonl,
    /// Source and target, tab-separated.
    Tsv,
    /// An edition as one web page.
    Html,
    /// An edition as an e-book.
    Epub,
    /// An edition as a Word document.
    Docx,
    /// An edition as a PDF.
    #[cfg(feature = "pdf")]
    Pdf,
    /// An edition as Markdown.
    Markdown,
    /// An edition as TEI P5 XML.
    Tei,
    /// The review sheet as an Excel workbook.
    Xlsx,
    /// The review sheet as CSV.
    Csv,
}

impl Format {
    /// All formats with their names, which are also their extensions.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("tmx", Self::Tmx),
        ("jsonl", Self::Jsonl),
        ("tsv", Self::Tsv),
        ("html", Self::Html),
        ("epub", Self::Epub),
        ("docx", Self::Docx),
        #[cfg(feature = "pdf")]
        ("pdf", Self::Pdf),
        ("md", Self::Markdown),
        ("tei", Self::Tei),
        ("xml", Self::Tei),
        ("xlsx", Self::Xlsx),
        ("csv", Self::Csv),
    ];

    /// Whether it is an edition: a book to read.
    pub fn is_edition(self) -> bool {
        !matches!(self, Self::Tmx | Self::Jsonl | Self::Tsv | Self::Xlsx | Self::Csv)
    }

    /// The format with this name or extension, in any case.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, format)| *format)
    }

    /// The format that a file's extension asks for.
    pub fn of(path: &Path) -> Option<Self> {
        Self::named(path.extension()?.to_str()?)
    }

    /// Why a file's extension asks for no format, and what to do.
    pub fn why_none(path: &Path) -> String {
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf")) {
            return "this build has no PDF (cargo feature `pdf`): write an .html edition, open it in a \
                    browser, and print it to PDF; it has a style sheet for that"
                .to_owned();
        }
        let names: Vec<&str> = Self::ALL.iter().map(|(name, _)| *name).collect();
        format!("the name does not say the format: end it in .{}", names.join(", ."))
    }

    /// What writes this format; `edition` says how editions are to look.
    pub fn emitter<'a>(self, edition: &'a Edition) -> Box<dyn Emit + 'a> {
        match self {
            Self::Tmx => Box::new(Tmx::default()),
            Self::Jsonl => Box::new(Jsonl),
            Self::Tsv => Box::new(Tsv),
            Self::Html => Box::new(Html(edition)),
            Self::Epub => Box::new(Epub(edition)),
            Self::Docx => Box::new(Docx(edition)),
            #[cfg(feature = "pdf")]
            Self::Pdf => Box::new(Pdf(edition)),
            Self::Markdown => Box::new(Markdown(edition)),
            Self::Tei => Box::new(Tei(edition)),
            Self::Xlsx => Box::new(Xlsx),
            Self::Csv => Box::new(Csv),
        }
    }
}

impl ByName for Format {
    fn by_name(path: &Path) -> Result<Self, String> {
        Self::of(path).ok_or_else(|| Self::why_none(path))
    }
}
