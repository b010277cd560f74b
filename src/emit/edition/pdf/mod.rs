//! The edition as a PDF, laid out by typst. What the page looks like stands in `edition.typ`.

mod book_json;
mod fonts;

use std::io::{self, Write};

use diptych_segments::Lang;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use super::book::Book;
use super::settings::Edition;
use crate::bitext::Bitext;
use crate::emit::Emit;
use crate::finding::Finding;

const LAYOUT: &str = include_str!("edition.typ");

/// An [`Edition`] as a PDF.
///
/// Law: every character is set in a font that has it; the same bitext, edition and fonts give
/// the same bytes.
#[derive(Debug, Clone, Copy)]
pub struct Pdf<'a>(pub &'a Edition);

impl Emit for Pdf<'_> {
    /// # Errors
    /// What `out` gives; of the kind `InvalidInput` where a font, or a character in it, is missing.
    fn emit(&self, bitext: &Bitext, findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
        let book = Book::new(bitext, findings, self.0);
        let bytes = pdf(&book, self.0)
            .map_err(|message| io::Error::new(io::ErrorKind::InvalidInput, message))?;
        out.write_all(&bytes)
    }
}

fn pdf(book: &Book, edition: &Edition) -> Result<Vec<u8>, String> {
    let fonts = fonts::find(&edition.fonts)?;
    let chinese = if book.source_lang == Lang::Zh { book.source_code } else { book.target_code };
    let families = fonts::choose(&edition.fonts, fonts.book(), chinese)?;
    fonts::check_coverage(book, fonts.book(), &families)?;
    let data = book_json::book_json(book, edition, &families).to_string();
    let desk = Desk::new(fonts, data);
    let compiled = typst::compile::<PagedDocument>(&desk);
    let said = |diagnostics: &[SourceDiagnostic]| {
        let lines: Vec<&str> = diagnostics.iter().map(|d| d.message.as_str()).collect();
        lines.join("; ")
    };
    // A warning means that the page is not what was asked for.
    if !compiled.warnings.is_empty() {
        return Err(said(&compiled.warnings));
    }
    let document = compiled.output.map_err(|errors| said(&errors))?;
    let options =
        PdfOptions { creator: Smart::Custom(Some("diptych".to_owned())), ..PdfOptions::default() };
    typst_pdf::pdf(&document, &options).map_err(|errors| said(&errors))
}

/// All that typst may see: the layout, the book, the fonts; no file, no clock.
struct Desk {
    library: LazyHash<Library>,
    fonts: FontStore,
    layout: Source,
    book: FileId,
    data: Bytes,
}

impl Desk {
    fn new(fonts: FontStore, data: String) -> Self {
        let file = |name: &str| {
            let path = VirtualPath::new(name).expect("a plain name is a path");
            FileId::new(RootedPath::new(VirtualRoot::Project, path))
        };
        Self {
            library: LazyHash::new(Library::default()),
            fonts,
            layout: Source::new(file("edition.typ"), LAYOUT.to_owned()),
            book: file("book.json"),
            data: Bytes::from_string(data),
        }
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.layout.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.layout.id() { Ok(self.layout.clone()) } else { Err(nothing_else()) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.book { Ok(self.data.clone()) } else { Err(nothing_else()) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn nothing_else() -> FileError {
    FileError::AccessDenied
}
