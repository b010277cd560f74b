//! A file becomes a [`Document`]: one file per format, one trait.
//!
//! The format is found by content first, then by name; an option overrides.
//! Whatever is read comes with a [`Report`] of what was left out and why.

mod archive;
pub(crate) mod cell_comments;
mod cells;
mod characters;
mod counting;
mod damage;
mod docx;
mod drawingml;
mod encoding;
mod epub;
mod error;
mod flow;
pub(crate) mod folder;
mod format;
mod formula;
mod guess;
mod html;
mod input;
mod markdown;
mod ods;
mod odt;
mod omml;
pub mod pairs;
mod pdf;
mod plain_text;
mod pptx;
mod reader;
mod relations;
mod report;
mod srx;
mod subtitles;
mod text;
pub(crate) mod workbook;
mod xls;
mod xml;

use std::{fs::File, io::Read as _, path::Path};

use diptych_segments::{Document, Role};

pub use encoding::encoding;
pub use error::{Error, ErrorKind};
pub use format::Format;
pub(crate) use input::Input;
pub use input::{MAX_FILE, Options};
pub use pairs::{Bilingual, Pair};
pub use report::{Encoding, Evidence, LeftOut, Report};
pub use srx::read_srx;

use characters::Characters;
use damage::Damages;
use reader::{Content, Reader};

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
            let targets = both.pairs.iter().filter(|pair| !pair.target.trim().is_empty()).count();
            let why = "only the source side of the file is read";
            report.leave_out_all("target sides", why, targets);
            both.on_lines().sources()
        }
    };
    let document =
        plain(document, &mut report).map_err(|kind| Error::new(input.shown.clone(), kind))?;
    let blocks = &document.blocks;
    if blocks.iter().all(|b| b.text.trim().is_empty()) {
        return Err(Error::new(input.shown, ErrorKind::Empty));
    }
    report.notes = blocks.iter().filter(|b| b.role == Role::Note).count();
    report.blocks = blocks.iter().filter(|b| !b.text.trim().is_empty()).count() - report.notes;
    Ok(Read { document, report })
}

/// The pairs of a document in which both languages stand by turns.
fn turns(document: &Document) -> Option<(Vec<Pair>, usize)> {
    let texts = document.blocks.iter().filter(|block| block.role != Role::Note);
    pairs::by_turns(texts.map(|block| (block.line, block.text.as_str())))
}

/// Whether a document holds Chinese and English by turns, and so is no side of a pair.
pub(crate) fn is_by_turns(document: &Document) -> bool {
    turns(document).is_some()
}

/// A document in plain characters; its damage goes to the report.
fn plain(mut document: Document, report: &mut Report) -> Result<Document, ErrorKind> {
    let (mut characters, mut damages) = (Characters::default(), Damages::default());
    for (at, block) in (1..).zip(&mut document.blocks) {
        characters.plain(&mut block.text);
        damages.look(&block.text, || match (block.page, block.line) {
            (Some(page), line) => format!("page {page}, line {line}"),
            (None, 0) => format!("paragraph {at}"),
            (None, line) => format!("line {line}"),
        });
    }
    characters.report(report);
    damages.report(report)?;
    Ok(document)
}

/// Reads a file that holds both sides of its segments.
///
/// # Errors
/// As [`read`]; [`ErrorKind::NotBilingual`] for a format that holds one language.
pub fn read_pairs(path: &Path, options: &Options) -> Result<(Bilingual, Report), Error> {
    let (both, mut report) = pairs_of(&Input::open(path)?, options)?;
    let both = both.on_lines();
    report.blocks = both.pairs.len();
    Ok((both, report))
}

/// Whether a file is a translation memory, by its first bytes or its name.
pub(crate) fn is_memory(head: &[u8], path: &Path) -> bool {
    Format::is_memory(head, path)
}

/// Opens a translation memory that is to be read unit by unit, if the file is one.
pub(crate) fn each_pair_of_memory(
    path: &Path,
    options: &Options,
    each: &mut dyn FnMut(Pair),
) -> Result<Option<(Bilingual, Report)>, Error> {
    if path == Path::new("-") || options.from.is_some_and(|from| from != Format::Tmx) {
        return Ok(None);
    }
    let failed = |error| Error::io(path, error);
    let mut file = File::open(path).map_err(failed)?;
    let mut head = Vec::new();
    if file.metadata().map_err(failed)?.is_file() {
        file.by_ref().take(HEAD).read_to_end(&mut head).map_err(failed)?;
    }
    if options.from.is_none() && !Format::is_memory(&head, path) {
        return Ok(None);
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut both = Bilingual { name, ..Bilingual::default() };
    let mut report = Report::new(path.display().to_string(), Format::Tmx);
    let memory = head.as_slice().chain(file);
    let mut count = 0;
    pairs::each_pair_of_tmx(memory, &mut both, &mut report, &mut |pair| {
        count += 1;
        each(pair);
    })?;
    report.blocks = count;
    Ok(Some((both, report)))
}

/// How many bytes of a file tell its format.
const HEAD: u64 = 4096;

/// The pairs of a file, each text as it stands there.
pub(crate) fn pairs_of(input: &Input, options: &Options) -> Result<(Bilingual, Report), Error> {
    if format_of(input, options)? == Format::Pdf {
        return Err(Error::new(input.shown.clone(), ErrorKind::NotBilingual));
    }
    let (content, mut report) = content(input, options)?;
    match content {
        Content::Blocks(layout, blocks) => {
            let document = Document { name: input.name.clone(), layout, blocks };
            let document = plain(document, &mut report)
                .map_err(|kind| Error::new(input.shown.clone(), kind))?;
            let Some((pairs, wordless)) = turns(&document) else {
                return Err(Error::new(input.shown.clone(), ErrorKind::NotBilingual));
            };
            report.leave_out_all("paragraphs without words", "they pair nothing", wordless);
            report.blocks = pairs.len();
            let why = "each paragraph follows its translation";
            report.change("paragraphs by turns paired", why, pairs.len());
            Ok((Bilingual { name: document.name, pairs, ..Bilingual::default() }, report))
        }
        Content::Pairs(both) if both.has_one_side() => {
            Err(Error::new(input.shown.clone(), ErrorKind::NotBilingual))
        }
        Content::Pairs(both) if both.pairs.is_empty() => {
            Err(Error::new(input.shown.clone(), ErrorKind::Empty))
        }
        Content::Pairs(both) => {
            report.blocks = both.pairs.len();
            Ok((both, report))
        }
    }
}

/// What the file holds, by the format that the options, its content or its name say.
fn content(input: &Input, options: &Options) -> Result<(Content, Report), Error> {
    let format = format_of(input, options)?;
    let mut report = Report::new(input.shown.clone(), format);
    let content = reader(format).read(input, options, &mut report)?;
    Ok((content, report))
}

fn format_of(input: &Input, options: &Options) -> Result<Format, Error> {
    match options.from {
        Some(format) => Ok(format),
        None => Format::of(&input.bytes, Path::new(&input.name))
            .map_err(|kind| Error::new(input.shown.clone(), kind)),
    }
}

/// Reads a text file whole, as a glossary or a list needs it.
///
/// # Errors
/// As [`read`].
pub fn read_text(path: &Path, options: &Options) -> Result<(String, Report), Error> {
    text_of(&Input::open(path)?, options)
}

/// The text of a file that was opened.
pub(crate) fn text_of(input: &Input, options: &Options) -> Result<(String, Report), Error> {
    Format::refuse_binary(&input.bytes).map_err(|kind| Error::new(input.shown.clone(), kind))?;
    let mut report = Report::new(input.shown.clone(), Format::Text);
    let text = text::decoded(input, options, &mut report)?;
    Ok((text, report))
}

/// A sheet of a workbook: its name, and its rows with their numbers, from 1.
pub type NamedSheet = (String, Vec<(usize, Vec<String>)>);

/// Reads the visible sheets of a workbook that have cells; a cell that was merged over several rows
/// stands in each of them.
///
/// # Errors
/// As [`read`], and a workbook without cells.
pub fn read_sheets(path: &Path) -> Result<Vec<NamedSheet>, Error> {
    let input = Input::open(path)?;
    let mut report = Report::new(input.shown.clone(), Format::Xlsx);
    let sheets = pairs::sheets(&input, &mut report)?;
    if sheets.is_empty() {
        return Err(Error::new(input.shown, ErrorKind::Empty));
    }
    Ok(sheets.into_iter().map(|(name, grid)| (name, grid.repeated())).collect())
}

fn reader(format: Format) -> &'static dyn Reader {
    match format {
        Format::Text => &plain_text::PlainText,
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
        Format::Odt => &odt::Odt,
        Format::Pptx => &pptx::Pptx,
        Format::Subtitles => &subtitles::Subtitles,
        Format::Pdf => &pdf::Pdf,
    }
}
