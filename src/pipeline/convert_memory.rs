//! A memory written as a table or as lines of JSON, or as a memory of another tool.

use std::io::{Read, Write};

use diptych_tmx::context::context;
use diptych_tmx::{
    Codes, Convention, Error, Fault, Header, Reader, TranslationUnit, Writer, adapt, adapt_header,
    language,
};

use crate::read::pairs::PairChoice;

/// What became of the units of a memory that was written as a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TableWritten {
    /// How many have not both languages, and are left out.
    pub left_out: u64,
    /// How many have more than two languages.
    pub several: u64,
}

/// Reads the next unit and gives the faults found up to there; `false` at the end.
fn next<R: Read>(
    memory: &mut Reader<R>,
    unit: &mut TranslationUnit,
    on_fault: &mut impl FnMut(&Fault),
) -> Result<bool, Error> {
    let more = memory.read_unit(unit)?;
    memory.take_faults().iter().for_each(on_fault);
    Ok(more)
}

/// Writes each unit as a line: source, tab, target, in two languages that are named (a language
/// stands for its varieties too), or else in Chinese and English. Tabs and line breaks in a text
/// become blanks.
///
/// # Errors
/// What reading or writing gives.
pub fn write_table<R: Read>(
    memory: &mut Reader<R>,
    languages: Option<(&str, &str)>,
    out: &mut impl Write,
    mut on_unit: impl FnMut(&TranslationUnit),
    mut on_fault: impl FnMut(&Fault),
) -> Result<TableWritten, Error> {
    let mut unit = TranslationUnit::default();
    let mut choice = PairChoice::new(memory.header().srclang());
    let mut written = TableWritten::default();
    while next(memory, &mut unit, &mut on_fault)? {
        on_unit(&unit);
        let sides = match languages {
            // One variant is no pair, though it is in both ranges.
            Some((source, target)) => {
                in_range(&unit, source).zip(in_range(&unit, target)).filter(|(one, two)| one != two)
            }
            None => choice.sides(&unit),
        };
        written.several += u64::from(unit.variants.len() > 2);
        let Some((source, target)) = sides else {
            written.left_out += 1;
            continue;
        };
        let flat = |at: usize| unit.variants[at].text().replace(['\t', '\n', '\r'], " ");
        writeln!(out, "{}\t{}", flat(source), flat(target))?;
    }
    Ok(written)
}

/// The place of the variant in that language, or else in a variety of it.
fn in_range(unit: &TranslationUnit, range: &str) -> Option<usize> {
    let exact = unit.variants.iter().position(|it| language::same(it.lang(), range));
    let near = || unit.variants.iter().position(|it| language::in_range(range, it.lang()));
    exact.or_else(near)
}

/// A unit as a line of JSON.
#[derive(serde::Serialize)]
struct Line<'a> {
    unit: u64,
    tuid: Option<&'a str>,
    variants: Vec<Side<'a>>,
    props: Vec<(&'a str, &'a str)>,
}

#[derive(serde::Serialize)]
struct Side<'a> {
    lang: &'a str,
    text: String,
}

/// Writes each unit as a line of JSON: its number, id, texts and props.
///
/// # Errors
/// What reading or writing gives.
pub fn write_lines<R: Read>(
    memory: &mut Reader<R>,
    out: &mut impl Write,
    mut on_fault: impl FnMut(&Fault),
) -> Result<(), Error> {
    let mut unit = TranslationUnit::default();
    while next(memory, &mut unit, &mut on_fault)? {
        let sides = unit.variants.iter();
        let line = Line {
            unit: memory.unit_number(),
            tuid: unit.id(),
            variants: sides.map(|it| Side { lang: it.lang(), text: it.text() }).collect(),
            props: unit.props().map(|prop| (prop.kind(), prop.text.as_str())).collect(),
        };
        serde_json::to_writer(&mut *out, &line).map_err(std::io::Error::from)?;
        writeln!(out)?;
    }
    Ok(())
}

/// How a memory is written for another tool.
#[derive(Debug)]
pub struct Adapting {
    /// The header of the memory.
    pub header: Header,
    /// The tool's conventions; none leaves everything but the codes.
    pub convention: Option<Convention>,
    /// The language codes.
    pub codes: Codes,
}

/// What became of the units of a memory that was adapted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Adapted {
    /// How many were written.
    pub written: u64,
    /// How many had a context, of which the tool reads none now.
    pub without_context: u64,
}

/// Writes the memory by the conventions of a tool, with other language codes, or both. `on_left_out`
/// gets the reader at each unit that cannot be written, and why.
///
/// # Errors
/// What reading or writing gives.
pub fn write_adapted<R: Read, W: Write>(
    memory: &mut Reader<R>,
    adapting: &Adapting,
    out: W,
    mut on_left_out: impl FnMut(&Reader<R>, &str),
    mut on_fault: impl FnMut(&Fault),
) -> Result<(W, Adapted), Error> {
    let Adapting { header: original, convention, codes } = adapting;
    let mut header = original.clone();
    if let Some(convention) = convention {
        adapt_header(&mut header, *convention);
    }
    codes.header(&mut header);
    let mut writer = Writer::new(out, &header)?;
    let mut unit = TranslationUnit::default();
    let mut adapted = Adapted::default();
    while next(memory, &mut unit, &mut on_fault)? {
        let had_context = !context(&unit).is_empty();
        let fits = match convention {
            Some(convention) => adapt(&mut unit, original, *convention).map_err(|(_, why)| why),
            None if unit.variants.is_empty() => Err("it has no <tuv>"),
            None => Ok(()),
        };
        if let Err(why) = fits {
            on_left_out(memory, why);
            continue;
        }
        codes.unit(&mut unit);
        writer.write(&unit)?;
        adapted.written += 1;
        let is_tied = convention.is_some_and(|it| had_context && !reads_context(it, &unit));
        adapted.without_context += u64::from(is_tied);
    }
    Ok((writer.finish()?, adapted))
}

/// Whether the unit has a context that the tool reads.
fn reads_context(convention: Convention, unit: &TranslationUnit) -> bool {
    let own: &[&str] = match convention {
        Convention::Trados => &["x-Context", "x-ContextContent", "x-IdContext"],
        Convention::MemoQ => &["x-context-pre", "x-context-post"],
        _ => return false,
    };
    context(unit).iter().any(|(kind, _)| own.contains(kind))
}
