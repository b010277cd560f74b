//! Units to check, from a translation memory, a saved alignment, or a table.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use diptych_segments::{Lang, is_han};
use diptych_tmx::{Detail, Fault, Reader, Rule, TranslationUnit, Variant};

use crate::bitext::{Bitext, saved};
use crate::check::Unit;
use crate::lang_code::lang_of_code;
use crate::read;

/// Why a file gives no units.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read.
    #[error(transparent)]
    Read(#[from] read::Error),
    /// No translation memory.
    #[error("{path}: {source}")]
    Tmx {
        /// The file.
        path: String,
        /// What is wrong.
        source: diptych_tmx::Error,
    },
    /// No saved alignment.
    #[error("{path}:{message}")]
    Saved {
        /// The file.
        path: String,
        /// The line and what is wrong.
        message: String,
    },
    /// A line of a table without a second column.
    #[error("{path}:{line}: this line has no tab: give the source, a tab and the target")]
    NoTab {
        /// The file.
        path: String,
        /// The line, from 1.
        line: usize,
    },
    /// Nothing in it is Chinese beside English.
    #[error("{path}: the file holds no unit with a Chinese and an English text")]
    NoUnit {
        /// The file.
        path: String,
    },
}

/// Gives every unit of a file to `each`, in order; the name and then the first character tell its form.
/// Gives back the damage of a translation memory: the faults that keep XML tools from reading it. Its
/// whole units are given all the same.
///
/// # Errors
/// When the file cannot be read, or holds no unit.
pub fn each_unit(path: &Path, mut each: impl FnMut(Unit)) -> Result<Vec<Fault>, Error> {
    let shown = path.display().to_string();
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    let mut damage = Vec::new();
    let mut count = 0;
    let mut counted = |unit| {
        count += 1;
        each(unit);
    };
    if extension == "tmx" || extension == "xml" {
        damage = from_tmx(path, &shown, &mut counted)?;
    } else {
        let (text, _) = read::read_text(path, &read::Options::default())?;
        if extension == "jsonl" || text.trim_start().starts_with('{') {
            let bitext = saved::parse(&text).map_err(|error| {
                let message = error.to_string();
                let message = message.strip_prefix("line ").unwrap_or(&message).to_owned();
                Error::Saved { path: shown.clone(), message }
            })?;
            of_bitext(&bitext).for_each(&mut counted);
        } else {
            from_table(&text, &shown, &mut counted)?;
        }
    }
    if count == 0 { Err(Error::NoUnit { path: shown }) } else { Ok(damage) }
}

/// The beads of a bitext; the number and the line of each are those of the saved alignment.
pub fn of_bitext(bitext: &Bitext) -> impl Iterator<Item = Unit> {
    (1..).zip(&bitext.beads).map(|(number, bead)| Unit {
        number,
        tuid: None,
        lang: bitext.source.lang,
        source: bitext.source_text(bead),
        target: bitext.target_text(bead),
        line: number,
        notes: Vec::new(),
    })
}

fn from_table(text: &str, shown: &str, each: &mut impl FnMut(Unit)) -> Result<(), Error> {
    let mut rows = Vec::new();
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let mut cells = line.split('\t');
        let (Some(source), Some(target)) = (cells.next(), cells.next()) else {
            return Err(Error::NoTab { path: shown.to_owned(), line: at + 1 });
        };
        rows.push((at + 1, source, target));
    }
    // One table has one direction, even where a cell holds both scripts.
    let han = |text: &str| text.chars().filter(|c| is_han(*c)).count();
    let source: usize = rows.iter().map(|it| han(it.1)).sum();
    let target: usize = rows.iter().map(|it| han(it.2)).sum();
    if source == 0 && target == 0 {
        return Ok(());
    }
    let lang = if source >= target { Lang::Zh } else { Lang::En };
    for (number, source, target) in rows {
        each(Unit {
            number,
            tuid: None,
            lang,
            source: source.to_owned(),
            target: target.to_owned(),
            line: number,
            notes: Vec::new(),
        });
    }
    Ok(())
}

fn from_tmx(path: &Path, shown: &str, each: &mut impl FnMut(Unit)) -> Result<Vec<Fault>, Error> {
    let file = File::open(path).map_err(|error| read::Error::io(path, error))?;
    let wrong = |source| Error::Tmx { path: shown.to_owned(), source };
    let mut reader = Reader::new(BufReader::new(file)).map_err(wrong)?;
    let srclang = reader.header().srclang().to_owned();
    let mut unit = TranslationUnit::default();
    while reader.read_unit(&mut unit).map_err(wrong)? {
        let of = |lang: Lang| unit.variants.iter().find(|it| lang_of_code(it.lang()) == Some(lang));
        let (Some(chinese), Some(english)) = (of(Lang::Zh), of(Lang::En)) else { continue };
        let lang = match unit.source(&srclang).and_then(|it| lang_of_code(it.lang())) {
            Some(Lang::En) => Lang::En,
            _ => Lang::Zh,
        };
        let (source, target): (&Variant, &Variant) =
            if lang == Lang::Zh { (chinese, english) } else { (english, chinese) };
        each(Unit {
            number: reader.unit_number() as usize,
            tuid: unit.id().map(str::to_owned),
            lang,
            source: source.text(),
            target: target.text(),
            line: reader.place().line as usize,
            notes: notes(&unit),
        });
    }
    let faults = reader.take_faults().into_iter();
    Ok(faults.filter(|fault| is_damage(fault.rule)).collect())
}

/// Whether the file is no XML where the rule is broken, rather than XML against the DTD.
fn is_damage(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::EncodingDeclared
            | Rule::BytesInvalid
            | Rule::CharacterIllegal
            | Rule::EntityUnknown
            | Rule::MarkupStray
            | Rule::AttributeBroken
            | Rule::UnitBroken
            | Rule::Truncated
            | Rule::FrameMissing
    )
}

/// The remarks of a unit: its notes, and props of the type `note`.
fn notes(unit: &TranslationUnit) -> Vec<String> {
    let remarks = unit.details.iter().filter_map(|detail| match detail {
        Detail::Note(note) => Some(note.text.clone()),
        Detail::Prop(prop) if prop.kind() == "note" => Some(prop.text.clone()),
        _ => None,
    });
    remarks.collect()
}
