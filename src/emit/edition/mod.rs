//! Editions: a bitext as a book to read, in one file per format.
//!
//! Every format writes the same `Book`, so the bead numbers, the
//! headings, the notes and the terms are the same in all of them.

mod book;
mod colophon;
mod docx;
mod docx_parts;
mod epub;
mod epub_page;
mod epub_pages;
mod html;
mod html_rows;
mod labels;
mod markdown;
mod markup;
mod notes;
mod package;
#[cfg(feature = "pdf")]
mod pdf;
mod pieces;
mod settings;
mod tei;
mod terms;

pub(crate) use book::in_words;
pub use book::title_of_files;
pub use docx::Docx;
pub use epub::Epub;
pub use html::Html;
pub use markdown::Markdown;
pub(super) use notes::{Mark, marks};
#[cfg(feature = "pdf")]
pub use pdf::Pdf;
pub use settings::{Edition, Fonts, Layout, Metadata, Place, Term, Which};
pub use tei::Tei;
pub use terms::terms;
