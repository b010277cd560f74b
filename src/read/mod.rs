//! A file becomes a [`Document`]: one file per format, one trait.
//!
//! The format is found by content first, then by name; an option overrides.
//! Whatever is read comes with a [`Report`] of what was left out and why.

mod archive;
mod counting;
mod docx;
mod encoding;
mod epub;
mod error;
mod flow;
mod format;
mod html;
mod markdown;
mod ods;
mod pairs;
mod pdf;
mod report;
mod srx;
mod text;
pub(crate) mod workbook;
mod xml;

use std::{
    fs::File,
    io::{self, Read as _},
    path::Path,
};

use diptych_segments::{Block, Document, Layout, Role};

pub use encoding::encoding;
pub use error::{Error, ErrorKind};
pub use format::Format;
pub use pairs::{Bilingual, Pair};
pub use report::{Encoding, Evidence, LeftOut, Report};
pub use srx::read_srx;

/// The largest file that is read, in bytes.
pub const MAX_FILE: u64 = 1 << 30;

/// How to read a file.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The format, where the file's content and name are not to decide.
    pub from: Option<Format>,
    /// The encoding, where the bytes are not to decide (a byte order mark still does).
    pub encoding: Option<&'static encoding_rs::Encoding>,
    /// The option of the command that sets the encoding, for messages; none where there is none.
    pub encoding_option: Option<&'static str>,
    /// Put U+FFFD where bytes cannot be decoded, and count them, instead of failing.
    pub replace: bool,
}

/// A file that was read.
#[derive(Debug, Clone)]
pub struct Read {
    /// Its text.
    pub document: Document,
    /// What became of it.
    pub report: Report,
}

/// Reads a file; `-` is the standard input.
///
/// A bilingual file gives its source side, one segment a line.
///
/// # Errors
/// [`Error`], with the path as given, the line where there is one, and what to do.
pub fn read(path: &Path, options: &Options) -> Result<Read, Error> {
    document(Input::open(path)?, options)
}

/// Reads the bytes of a file of that name; nothing is opened.
///
/// # Errors
/// As [`read`].
pub fn read_bytes(name: &str, bytes: Vec<u8>, options: &Options) -> Result<Read, Error> {
    document(Input { bytes, shown: name.to_owned(), name: name.to_owned() }, options)
}

fn document(input: Input, options: &Options) -> Result<Read, Error> {
    let (content, mut report) = content(&input, options)?;
    let document = match content {
        Content::Blocks(layout, blocks) => Document { name: input.name, layout, blocks },
        Content::Pairs(both) => {
            report.leave_out("target sides", "only the source side of the file is read", None, "");
            both.documents().0
        }
    };
    let blocks = &document.blocks;
    if blocks.iter().all(|b| b.text.trim().is_empty()) {
        return Err(Error::new(input.shown, ErrorKind::Empty));
    }
    report.notes = blocks.iter().filter(|b| b.role == Role::Note).count();
    report.blocks = blocks.iter().filter(|b| !b.text.trim().is_empty()).count() - report.notes;
    Ok(Read { document, report })
}

/// Reads a file that holds both sides of its segments.
///
/// # Errors
/// As [`read`]; [`ErrorKind::NotBilingual`] for a format that holds one language.
pub fn read_pairs(path: &Path, options: &Options) -> Result<(Bilingual, Report), Error> {
    let input = Input::open(path)?;
    let (content, mut report) = content(&input, options)?;
    match content {
        Content::Blocks(..) => Err(Error::new(input.shown, ErrorKind::NotBilingual)),
        Content::Pairs(both) if both.pairs.is_empty() => {
            Err(Error::new(input.shown, ErrorKind::Empty))
        }
        Content::Pairs(both) => {
            report.blocks = both.pairs.len();
            Ok((both, report))
        }
    }
}

/// What the file holds, by the format that the options, its content or its name say.
fn content(input: &Input, options: &Options) -> Result<(Content, Report), Error> {
    let format = match options.from {
        Some(format) => format,
        None => Format::of(&input.bytes, Path::new(&input.name))
            .map_err(|kind| Error::new(input.shown.clone(), kind))?,
    };
    let mut report = Report::new(input.shown.clone(), format);
    let content = reader(format).read(input, options, &mut report)?;
    Ok((content, report))
}

/// Reads a text file whole, as a glossary or a list needs it.
///
/// # Errors
/// As [`read`].
pub fn read_text(path: &Path, options: &Options) -> Result<(String, Report), Error> {
    let input = Input::open(path)?;
    Format::refuse_binary(&input.bytes).map_err(|kind| Error::new(input.shown.clone(), kind))?;
    let mut report = Report::new(input.shown.clone(), Format::Text);
    let text = text::decoded(&input, options, &mut report)?;
    Ok((text, report))
}

/// Reads the rows of a spreadsheet's first sheet with their number, from 1.
///
/// # Errors
/// As [`read`].
pub fn read_sheet(path: &Path) -> Result<Vec<(usize, Vec<String>)>, Error> {
    let input = Input::open(path)?;
    let mut report = Report::new(input.shown.clone(), Format::Xlsx);
    pairs::first_sheet(&input, &mut report)
}

/// The bytes of a file and its names.
struct Input {
    bytes: Vec<u8>,
    /// As the user named it.
    shown: String,
    /// Without its folder.
    name: String,
}

/// What a reader makes of a file.
enum Content {
    /// Lines or paragraphs in document order.
    Blocks(Layout, Vec<Block>),
    /// Both sides of segments.
    Pairs(Bilingual),
}

/// A format's reader.
trait Reader {
    /// Reads the whole file, and says in `report` what was left out.
    fn read(&self, input: &Input, options: &Options, report: &mut Report)
    -> Result<Content, Error>;
}

fn reader(format: Format) -> &'static dyn Reader {
    match format {
        Format::Text => &text::PlainText,
        Format::Markdown => &markdown::Markdown,
        Format::Html => &html::Html,
        Format::Epub => &epub::Epub,
        Format::Docx => &docx::Docx,
        Format::Xliff => &pairs::Xliff,
        Format::Tmx => &pairs::Tmx,
        Format::Po => &pairs::Po,
        Format::Xlsx => &pairs::Xlsx,
        Format::Csv => &pairs::Table { delimiter: b',' },
        Format::Tsv => &pairs::Table { delimiter: b'\t' },
        Format::Pdf => &pdf::Pdf,
    }
}

impl Input {
    fn open(path: &Path) -> Result<Self, Error> {
        let stdin = path == Path::new("-");
        let mut bytes = Vec::new();
        let taken = if stdin {
            io::stdin().lock().take(MAX_FILE + 1).read_to_end(&mut bytes)
        } else {
            File::open(path).and_then(|file| {
                if file.metadata()?.is_dir() {
                    return Err(io::ErrorKind::IsADirectory.into());
                }
                file.take(MAX_FILE + 1).read_to_end(&mut bytes)
            })
        };
        taken.map_err(|error| Error::io(path, error))?;
        let shown = if stdin { "<stdin>".to_owned() } else { path.display().to_string() };
        let name = match path.file_name() {
            Some(name) if !stdin => name.to_string_lossy().into_owned(),
            _ => shown.clone(),
        };
        if bytes.len() as u64 > MAX_FILE {
            return Err(Error::new(shown, ErrorKind::TooLarge { limit: MAX_FILE }));
        }
        if bytes.is_empty() {
            return Err(Error::new(shown, ErrorKind::Empty));
        }
        Ok(Self { bytes, shown, name })
    }
}
