//! A file becomes numbered segments in a known language.

mod choices;
mod inline;
mod paired;

use std::{path::Path, sync::Arc};

use diptych_segments::{
    Detected, Document, Lang, Layout, Paragraph, Refusal, Role, SplitOptions, Srx, SrxFault,
    SrxMode, Text, detect, is_han, layout_of, reflow, segment, segment_by, segment_lines,
};

use diptych_tmx::Fault;

use crate::bitext::{Side, units};
use crate::lang_code::{default_code, lang_of_code};
use crate::read::{self, Report};

pub use choices::{Choice, Choices, Named, States, TextEncoding};
pub use paired::{Paired, pairs};

/// How to prepare a file.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How to read it.
    pub read: read::Options,
    /// BCP 47 code that the user gave.
    pub code: Option<String>,
    /// What its lines are; [`Layout::Auto`] leaves that to the file.
    pub layout: Layout,
    /// What becomes of notes.
    pub notes: Notes,
    /// How to split.
    pub split: SplitOptions,
    /// The rules of another tool that split instead, and how they are applied.
    pub srx: Option<(Arc<Srx>, SrxMode)>,
}

/// What becomes of footnotes and endnotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Notes {
    /// They are segments after the body, and are aligned with each other.
    #[default]
    Align,
    /// They are left out, and so are their marks.
    Drop,
    /// They stand in the body after the sentence of their mark.
    Inline,
}

/// A file as numbered segments.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// Its name and language.
    pub side: Side,
    /// Its segments.
    pub text: Text,
    /// What its lines were taken for.
    pub layout: Layout,
    /// What was read and what was left out.
    pub report: Report,
    /// Rules of the SRX file that could not be used.
    pub srx_faults: Vec<SrxFault>,
    /// What keeps XML tools from reading the memory that it comes from; its whole units were read.
    pub damage: Vec<Fault>,
}

/// Why a file could not be prepared.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It could not be read.
    #[error(transparent)]
    Read(#[from] read::Error),
    /// It gives no units.
    #[error(transparent)]
    Units(#[from] units::Error),
    /// It is a damaged memory, and no unit of it is whole.
    #[error("{name}:{line}: the file is damaged ({fault}), and no unit of it is whole")]
    Damaged {
        /// The file.
        name: String,
        /// The line of the first damage, from 1.
        line: u64,
        /// What it is.
        fault: String,
    },
    /// Its lines hold pieces of several columns or cells.
    #[error("{name}: {refusal}")]
    Refused {
        /// The file.
        name: String,
        /// Where and why.
        refusal: Refusal,
    },
    /// The code that was given is neither Chinese nor English.
    #[error(
        "`{0}` is neither Chinese nor English: give a code such as zh-CN, zh-TW, en-US or en-GB"
    )]
    Code(String),
    /// The text is in the other language than the code says.
    #[error(
        "{name}: the text is {detected}, not {code}: check whether source and target are swapped"
    )]
    Swapped {
        /// The file.
        name: String,
        /// What it is.
        detected: &'static str,
        /// What was given.
        code: String,
    },
    /// The text is in a third language, or holds too little to tell.
    #[error(
        "{name}: {what}: Diptych reads Chinese and English; if it is one of them, say so with {flag}"
    )]
    Language {
        /// The file.
        name: String,
        /// What it seems to be.
        what: String,
        /// The option that overrides.
        flag: &'static str,
    },
    /// The SRX file has no rules for the language.
    #[error("the SRX file has no rules for {0}: check the patterns of its language map")]
    NoRules(String),
    /// One side holds both languages.
    #[error(
        "{name}: Chinese and English stand by turns in this file: align it without a second file, or remove one of the languages"
    )]
    Mixed {
        /// The file.
        name: String,
    },
    /// Both sides are in one language.
    #[error("both files are {0}: one side must be Chinese, the other English")]
    SameLanguage(&'static str),
}

/// Reads, reflows and splits one file whose language stands for itself.
///
/// # Errors
/// [`Error`].
pub fn one(path: &Path, options: &Options) -> Result<Prepared, Error> {
    one_read(read::read(path, &options.read)?, options)
}

/// As [`one`], of a text that was read already.
///
/// # Errors
/// [`Error`].
pub fn one_read(mut read: read::Read, options: &Options) -> Result<Prepared, Error> {
    if read::is_by_turns(&read.document) {
        let count = read.document.blocks.len();
        read.report.change("paragraphs of both languages by turns", "`align` pairs them", count);
    }
    let detected = detected(&read.document, options);
    let (lang, code) =
        language(&read.document.name, detected, options.code.as_deref(), None, "--lang")?;
    segmented(read, lang, code, options)
}

/// Reads, reflows and splits both files; one must be Chinese, the other English.
///
/// # Errors
/// [`Error`].
pub fn both(
    (source, source_options): (&Path, &Options),
    (target, target_options): (&Path, &Options),
) -> Result<(Prepared, Prepared), Error> {
    let source = read::read(source, &source_options.read)?;
    let target = read::read(target, &target_options.read)?;
    both_read((source, source_options), (target, target_options))
}

/// As [`both`], of texts that were read already.
///
/// # Errors
/// [`Error`].
pub fn both_read(
    (source, source_options): (read::Read, &Options),
    (target, target_options): (read::Read, &Options),
) -> Result<(Prepared, Prepared), Error> {
    if let Some(mixed) = [&source, &target].into_iter().find(|it| read::is_by_turns(&it.document)) {
        return Err(Error::Mixed { name: mixed.document.name.clone() });
    }
    sides((source, source_options), (target, target_options))
}

fn sides(
    (source, source_options): (read::Read, &Options),
    (target, target_options): (read::Read, &Options),
) -> Result<(Prepared, Prepared), Error> {
    let found =
        [detected(&source.document, source_options), detected(&target.document, target_options)];
    let names = [source.document.name.as_str(), target.document.name.as_str()];
    let given = [source_options.code.as_deref(), target_options.code.as_deref()];
    let [(lang, code), (target_lang, target_code)] = languages(names, found, given)?;
    Ok((
        segmented(source, lang, code, source_options)?,
        segmented(target, target_lang, target_code, target_options)?,
    ))
}

/// The languages and codes of two sides, from what was found and what was given: one must be
/// Chinese, the other English.
fn languages(
    names: [&str; 2],
    found: [Detected; 2],
    given: [Option<&str>; 2],
) -> Result<[(Lang, String); 2], Error> {
    let other = |detected: Detected| {
        detected.lang().map(|lang| if lang == Lang::Zh { Lang::En } else { Lang::Zh })
    };
    let source = language(names[0], found[0], given[0], other(found[1]), "--source-lang")?;
    let target = language(names[1], found[1], given[1], other(found[0]), "--target-lang")?;
    if source.0 == target.0 {
        return Err(Error::SameLanguage(if source.0 == Lang::Zh { "Chinese" } else { "English" }));
    }
    Ok([source, target])
}

/// A text with fewer letters is brief.
const BRIEF: usize = 100;

/// The language of a document. A brief one in which both languages stand says
/// nothing against a code that was given.
fn detected(document: &Document, options: &Options) -> Detected {
    let text: Vec<&str> = document.blocks.iter().map(|block| block.text.as_str()).collect();
    detected_in(&text.join("\n"), options)
}

/// The language of a text, as [`detected`].
fn detected_in(text: &str, options: &Options) -> Detected {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let mixed = || letters().any(|c| c.is_ascii()) && letters().any(is_han);
    if options.code.is_some() && letters().nth(BRIEF).is_none() && mixed() {
        return Detected::Unknown;
    }
    detect(text)
}

/// The language of a side and the code to write, from what was found and what was given.
fn language(
    name: &str,
    detected: Detected,
    given: Option<&str>,
    fallback: Option<Lang>,
    flag: &'static str,
) -> Result<(Lang, String), Error> {
    if let Some(code) = given {
        let lang = lang_of_code(code).ok_or_else(|| Error::Code(code.to_owned()))?;
        if detected.lang().is_some_and(|found| found != lang) {
            let (name, code) = (name.to_owned(), code.to_owned());
            return Err(Error::Swapped { name, detected: detected.name(), code });
        }
        return Ok((lang, code.to_owned()));
    }
    match (detected, fallback) {
        (Detected::Unknown, Some(lang)) => Ok((lang, default_code(lang).to_owned())),
        (Detected::Unknown, None) => Err(Error::Language {
            name: name.to_owned(),
            what: "too little text to tell the language".to_owned(),
            flag,
        }),
        (Detected::Other(language), _) => Err(Error::Language {
            name: name.to_owned(),
            what: format!("the text is in {language}"),
            flag,
        }),
        _ => {
            let lang = detected.lang().unwrap_or(Lang::En);
            Ok((lang, detected.code().unwrap_or(default_code(lang)).to_owned()))
        }
    }
}

fn segmented(
    mut read: read::Read,
    lang: Lang,
    code: String,
    options: &Options,
) -> Result<Prepared, Error> {
    if options.layout != Layout::Auto {
        read.document.layout = options.layout;
    }
    let name = read.document.name.clone();
    let layout = layout_of(lang, &read.document);
    read.document.layout = layout;
    let mut paragraphs = reflow(lang, &read.document)
        .map_err(|refusal| Error::Refused { name: name.clone(), refusal })?;
    let notes = (1..).zip(&read.document.blocks).filter(|(_, block)| block.role == Role::Note);
    let notes = notes.map(|(n, block)| if block.line == 0 { n } else { block.line }).collect();
    read.report.add_found(&paragraphs, &notes);
    if read.report.format == read::Format::Pdf {
        leave_out_bullets(&mut paragraphs, &mut read.report);
    }
    drop(read.document);
    let splitter = match &options.srx {
        Some((srx, mode)) => {
            Some(srx.splitter(&code, *mode).ok_or_else(|| Error::NoRules(code.clone()))?)
        }
        None => None,
    };
    let split = |paragraphs: Vec<Paragraph>| match &splitter {
        Some(splitter) => segment_by(lang, paragraphs, |text| splitter.split(text)),
        None => segment(lang, paragraphs, &options.split),
    };
    let text = if layout == Layout::Lines {
        segment_lines(lang, paragraphs)
    } else {
        match options.notes {
            Notes::Align => split(paragraphs),
            Notes::Drop => {
                for note in paragraphs.iter().filter(|paragraph| paragraph.role == Role::Note) {
                    read.report.leave_out("notes", "--notes drop", None, &note.text);
                }
                split(inline::without_notes(&split(paragraphs)))
            }
            Notes::Inline => split(inline::inline_notes(&split(paragraphs))),
        }
    };
    let mut srx_faults: Vec<SrxFault> =
        options.srx.iter().flat_map(|(srx, _)| srx.faults().to_vec()).collect();
    srx_faults.extend(splitter.iter().flat_map(|splitter| splitter.faults().to_vec()));
    Ok(Prepared {
        side: Side { file: name, lang, code },
        text,
        layout,
        report: read.report,
        srx_faults,
        damage: vec![],
    })
}

/// Takes the signs of lists off, as Word files have them outside of their text. They are needed
/// until here: that an item starts a paragraph is told by nothing else.
fn leave_out_bullets(paragraphs: &mut [Paragraph], report: &mut Report) {
    for paragraph in paragraphs {
        let item = paragraph.text.strip_prefix('•').map(str::trim_start);
        if let Some(item) = item.filter(|item| !item.is_empty()) {
            paragraph.text = item.to_owned();
            report.leave_out("bullets", "they are signs of a list, not text", None, "");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_items_of_a_list_are_paragraphs_without_their_signs() {
        let text = "出门以前，请大家务必再看一遍这张单子上面写着的所有东西，不要忘记\n\
                    • 一把结实的雨伞，因为山里的天气说变就变，谁也说不准什么时候会下雨\n\
                    • 一盏灯\n";
        let mut document = Document::from_lines("list.pdf", text);
        document.layout = Layout::Extracted;
        let mut paragraphs = reflow(Lang::Zh, &document).unwrap();
        let mut report = Report::new("list.pdf", read::Format::Pdf);
        leave_out_bullets(&mut paragraphs, &mut report);
        let heads: Vec<String> =
            paragraphs.iter().map(|p| p.text.chars().take(3).collect()).collect();
        assert_eq!(heads, ["出门以", "一把结", "一盏灯"]);
        assert_eq!(report.left_out[0].count, 2);
    }
}
