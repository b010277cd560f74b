//! A file written again with fixes in it; everything else stays as it is.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};

use diptych_segments::Lang;
use diptych_tmx::inline::each_text;
use diptych_tmx::{Detail, Edit, Reader, TranslationUnit, Variant, edit};
use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::bitext::saved;
use crate::check::fixes::{Fix, apply};
use crate::check::units::Heading;
use crate::emit::{Emit, FINDING, Jsonl};
use crate::lang_code::lang_of_code;
use crate::read::{self, Evidence, Format};

/// The fixes of a file, by unit.
pub type Fixes = BTreeMap<usize, Vec<Fix>>;

/// Why a file cannot be written with its fixes.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FixError {
    /// It cannot be read.
    #[error(transparent)]
    Read(#[from] read::Error),
    /// It is no saved alignment any more.
    #[error(transparent)]
    Saved(#[from] saved::FileError),
    /// It is no memory any more.
    #[error("{}: {error}", file.display())]
    Memory {
        /// The file.
        file: PathBuf,
        /// Why.
        #[source]
        error: diptych_tmx::Error,
    },
    /// Files of its format are not written.
    #[error("{}: fix cannot write {format}: convert the file to TMX with `diptych align` first", file.display())]
    Format {
        /// The file.
        file: PathBuf,
        /// Its format.
        format: Format,
    },
    /// A rendering has a character that the file's encoding lacks.
    #[error("{}: {encoding} cannot write all of the fixes: save the file as UTF-8 first", file.display())]
    Encoding {
        /// The file.
        file: PathBuf,
        /// The WHATWG name of its encoding.
        encoding: &'static str,
    },
    /// The output cannot be written.
    #[error("{0}")]
    Output(#[from] io::Error),
}

/// Writes the file at `path`, whose units were read under `heading`, with its fixes, and gives how
/// many could be made. A table keeps its encoding, and a memory the bytes of all other units.
///
/// # Errors
/// See [`FixError`]; what was written by then is no whole file.
pub fn write_fixed(
    path: &Path,
    heading: &Heading,
    fixes: &Fixes,
    out: &mut dyn Write,
) -> Result<usize, FixError> {
    match (heading.report.format, heading.file.columns) {
        _ if heading.is_saved => write_saved(path, fixes, out),
        (Format::Tmx, _) => write_memory(path, fixes, out)
            .map_err(|error| FixError::Memory { file: path.to_owned(), error }),
        (Format::Tsv, Some(columns)) => write_table(path, columns, fixes, out),
        (format, _) => Err(FixError::Format { file: path.to_owned(), format }),
    }
}

fn write_table(
    path: &Path,
    (source, target): (usize, usize),
    fixes: &Fixes,
    out: &mut dyn Write,
) -> Result<usize, FixError> {
    let (text, report) = read::read_text(path, &read::Options::default())?;
    let mut fixed_text = String::with_capacity(text.len());
    let mut done = 0;
    // A unit of a table is called by its line.
    for (number, (line, end)) in (1..).zip(read::pairs::lines(&text)) {
        let fixes = fixes.get(&number).map(Vec::as_slice).unwrap_or_default();
        let column = if fixes.first().is_some_and(|fix| fix.in_source) { source } else { target };
        for (at, cell) in line.split('\t').enumerate() {
            if at > 0 {
                fixed_text.push('\t');
            }
            let (fixed, count) = apply(cell, if at == column { fixes } else { &[] });
            fixed_text.push_str(&fixed);
            done += count;
        }
        fixed_text.push_str(end);
    }
    let has_mark = report.encoding.as_ref().is_some_and(|it| it.by == Evidence::ByteOrderMark);
    let name = report.encoding.map_or(UTF_8.name(), |encoding| encoding.name);
    let bytes = encoded(&fixed_text, name, has_mark)
        .ok_or(FixError::Encoding { file: path.to_owned(), encoding: name })?;
    out.write_all(&bytes)?;
    Ok(done)
}

/// The text in the encoding of that name, after a byte order mark where it has one; none where the
/// encoding lacks a character of it.
fn encoded(text: &str, name: &str, has_mark: bool) -> Option<Vec<u8>> {
    let marked = if has_mark { format!("\u{feff}{text}") } else { text.to_owned() };
    let encoding = encoding_rs::Encoding::for_label(name.as_bytes()).unwrap_or(UTF_8);
    if encoding == UTF_16LE {
        return Some(marked.encode_utf16().flat_map(u16::to_le_bytes).collect());
    }
    if encoding == UTF_16BE {
        return Some(marked.encode_utf16().flat_map(u16::to_be_bytes).collect());
    }
    let has_mark_of_its_own = encoding == UTF_8 || encoding == GB18030;
    let text = if has_mark_of_its_own { &marked } else { text };
    let (bytes, _, is_lossy) = encoding.encode(text);
    (!is_lossy).then(|| bytes.into_owned())
}

fn write_saved(path: &Path, fixes: &Fixes, out: &mut dyn Write) -> Result<usize, FixError> {
    let mut bitext = saved::read(path)?;
    let mut done = 0;
    for (unit, fixes) in fixes {
        let Some(bead) = unit.checked_sub(1).and_then(|at| bitext.beads.get_mut(at)) else {
            continue;
        };
        let cell = if fixes[0].in_source { &mut bead.source } else { &mut bead.target };
        // English segments are joined by one blank.
        let mut start = 0;
        for segment in &mut cell.segments {
            let length = segment.len();
            let here: Vec<Fix> = fixes
                .iter()
                .filter(|it| start <= it.range.start && it.range.end <= start + length)
                .map(|it| it.moved(start))
                .collect();
            let (fixed, count) = apply(segment, &here);
            *segment = fixed;
            done += count;
            start += length + 1;
        }
    }
    Jsonl.emit(&bitext, &[], out)?;
    Ok(done)
}

fn write_memory(
    path: &Path,
    fixes: &Fixes,
    out: &mut dyn Write,
) -> Result<usize, diptych_tmx::Error> {
    let mut reader = Reader::new(BufReader::new(File::open(path)?))?;
    let (now, mut done) = (diptych_tmx::date::now(), 0);
    edit(&mut reader, out, |unit, asked| {
        let Some(fixes) = fixes.get(&(asked.reader.unit_number() as usize)) else {
            return Ok(Edit::Keep);
        };
        let made = fix_unit(unit, fixes);
        if made.is_empty() {
            return Ok(Edit::Keep);
        }
        done += made.len();
        for fix in &made {
            remove_finding(unit, &fix.label);
        }
        unit.set_changed(&now);
        Ok(Edit::Change)
    })?;
    Ok(done)
}

/// Makes the fixes that lie in one piece of the English text, between inline codes, and gives those back.
fn fix_unit<'f>(unit: &mut TranslationUnit, fixes: &'f [Fix]) -> Vec<&'f Fix> {
    let is_english = |it: &&mut Variant| lang_of_code(it.lang()) == Some(Lang::En);
    let Some(english) = unit.variants.iter_mut().find(is_english) else { return Vec::new() };
    let mut made = Vec::new();
    each_text(&mut english.seg, &mut |place, text| {
        let here: Vec<&Fix> = fixes
            .iter()
            .filter(|it| place.start <= it.range.start && it.range.end <= place.end)
            .filter(|it| it.moved(place.start).fits(text))
            .collect();
        let moved: Vec<Fix> = here.iter().map(|it| it.moved(place.start)).collect();
        *text = apply(text, &moved).0;
        made.extend(here);
    });
    made
}

/// Removes one prop that names the finding: it is no longer true.
fn remove_finding(unit: &mut TranslationUnit, label: &str) {
    let names_it = |detail: &Detail| matches!(detail, Detail::Prop(prop) if prop.kind() == FINDING && prop.text == label);
    if let Some(at) = unit.details.iter().position(names_it) {
        unit.details.remove(at);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_table_keeps_its_encoding(text in "[雨桥abc\t\r\n]{0,12}", has_mark: bool) {
            for name in ["UTF-8", "UTF-16LE", "UTF-16BE", "gb18030"] {
                let bytes = encoded(&text, name, has_mark).unwrap();
                let encoding = encoding_rs::Encoding::for_label(name.as_bytes()).unwrap();
                let (again, _) = encoding.decode_without_bom_handling(&bytes);
                prop_assert_eq!(again.strip_prefix('\u{feff}').unwrap_or(&again), &text);
                prop_assert_eq!(again.starts_with('\u{feff}'), has_mark);
            }
        }
    }

    #[test]
    fn what_the_encoding_lacks_is_not_lost() {
        assert_eq!(encoded("雨—", "windows-1252", false), None);
    }
}
