//! Units to check, from a file that holds both sides or from a bitext.

use std::path::Path;

use diptych_segments::{Lang, is_han};

use crate::bitext::{Bitext, units};
use crate::check::unit::Unit;
use crate::lang_code::lang_of_code;
use crate::read::{Options, Pair};

pub use units::Heading;

/// Why a file gives no units.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It cannot be read.
    #[error(transparent)]
    Units(#[from] units::Error),
    /// Nothing in it is Chinese beside English.
    #[error("{path}: the file holds no unit with a Chinese and an English text")]
    NoUnit {
        /// The file.
        path: String,
    },
    /// The file is damaged, and no unit of it is whole.
    #[error("{path}:{line}: the file is damaged ({fault}), and no unit of it is whole")]
    Damaged {
        /// The file.
        path: String,
        /// The line of the first damage, from 1.
        line: u64,
        /// What it is.
        fault: String,
    },
}

/// Gives every unit of a file that is Chinese beside English to `each`, in order.
///
/// # Errors
/// When the file cannot be read, or holds no such unit.
pub fn each_unit(
    path: &Path,
    options: &Options,
    mut each: impl FnMut(Unit),
) -> Result<Heading, Error> {
    each_pair(path, options, |pair, lang| each(unit(pair, lang)))
}

/// Gives every pair of a file that is Chinese beside English to `each`, in order, with the language
/// of its source.
///
/// # Errors
/// When the file cannot be read, or holds no such pair.
pub fn each_pair(
    path: &Path,
    options: &Options,
    mut each: impl FnMut(Pair, Lang),
) -> Result<Heading, Error> {
    let mut count = 0;
    let mut counted = |pair: Pair, lang: Lang| {
        count += 1;
        each(pair, lang);
    };
    // Units that do not say which side is Chinese wait until all are seen.
    let mut waiting = Vec::new();
    let heading = units::each_unit(path, options, &mut |pair| match pair.lang {
        Some(lang) => counted(pair, lang),
        None => waiting.push(pair),
    })?;
    if heading.report.format != crate::read::Format::Tmx
        && let Some(lang) = direction(&heading, &waiting)
    {
        for pair in waiting {
            counted(pair, lang);
        }
    }
    let path = || path.display().to_string();
    match heading.file.damage.first() {
        _ if count > 0 => Ok(heading),
        Some(first) => {
            let (line, fault) = (first.line, first.fault.clone());
            Err(Error::Damaged { path: path(), line, fault })
        }
        None => Err(Error::NoUnit { path: path() }),
    }
}

/// The language of the sources: one file has one direction, even where a text holds both scripts.
fn direction(heading: &Heading, pairs: &[Pair]) -> Option<Lang> {
    let said = |code: &Option<String>| lang_of_code(code.as_deref()?);
    if let (Some(source), Some(target)) =
        (said(&heading.file.source_lang), said(&heading.file.target_lang))
    {
        return (source != target).then_some(source);
    }
    let han = |text: &str| text.chars().filter(|c| is_han(*c)).count();
    let source: usize = pairs.iter().map(|pair| han(&pair.source)).sum();
    let target: usize = pairs.iter().map(|pair| han(&pair.target)).sum();
    let lang = if source >= target { Lang::Zh } else { Lang::En };
    (source + target > 0).then_some(lang)
}

fn unit(pair: Pair, lang: Lang) -> Unit {
    Unit {
        number: pair.number,
        tuid: pair.id,
        lang,
        source: pair.source,
        target: pair.target,
        line: pair.line,
        is_doubtful: pair.is_doubtful,
        chapter: pair.chapter,
        pages: pair.pages,
        codes: pair.codes,
        notes: pair.notes,
    }
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
        is_doubtful: bead.may_be_mispaired(),
        chapter: Some(bitext.source_file(bead).to_owned()),
        pages: [bead.source.page, bead.target.page],
        codes: None,
        notes: Vec::new(),
    })
}
