//! Units of a file that holds both sides: the one reader of TMX, XLIFF, PO, tables, workbooks and
//! saved alignments.

use std::path::Path;

use super::saved;
use crate::read::{self, Bilingual, Input, Options, Pair, Report};

/// Why a file gives no units.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It cannot be read, or holds one language.
    #[error(transparent)]
    Read(#[from] read::Error),
    /// It is no saved alignment, though it looks like one.
    #[error("{path}:{}: {}", .error.line, .error.kind)]
    Saved {
        /// The file.
        path: String,
        /// The line and what is wrong.
        error: saved::Error,
    },
}

/// What a file says of all of its units.
#[derive(Debug, Clone)]
pub struct Heading {
    /// Its name, languages, columns and damage; no pairs, which were given one by one.
    pub file: Bilingual,
    /// What became of it. A saved alignment has the format `text`.
    pub report: Report,
    /// Whether it is a saved alignment.
    pub is_saved: bool,
}

/// Gives every unit of a file to `each`, in file order, its texts as they stand there. A memory is
/// never in memory as a whole.
///
/// # Errors
/// When the file cannot be read.
pub fn each_unit(
    path: &Path,
    options: &Options,
    each: &mut dyn FnMut(Pair),
) -> Result<Heading, Error> {
    if let Some((file, report)) = read::each_pair_of_memory(path, options, each)? {
        return Ok(Heading { file, report, is_saved: false });
    }
    let input = Input::open(path)?;
    let is_saved = options.from.is_none() && is_saved(path, &input.bytes);
    let (mut file, report) =
        if is_saved { of_saved(path, &input, options)? } else { read::pairs_of(&input, options)? };
    std::mem::take(&mut file.pairs).into_iter().for_each(each);
    Ok(Heading { file, report, is_saved })
}

/// Whether a file is a saved alignment by its name, or else by its first character.
fn is_saved(path: &Path, bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    path.extension().is_some_and(|it| it.eq_ignore_ascii_case("jsonl"))
        || text.starts_with(b"{\"") && path.extension().is_none_or(|it| it == "json")
}

fn of_saved(path: &Path, input: &Input, options: &Options) -> Result<(Bilingual, Report), Error> {
    let (text, mut report) = read::text_of(input, options)?;
    let failed = |error| Error::Saved { path: input.shown.clone(), error };
    let bitext = saved::parse(&text).map_err(failed)?;
    let pairs = (1..).zip(&bitext.beads).map(|(number, bead)| Pair {
        number,
        lang: Some(bitext.source.lang),
        source: bitext.source_text(bead),
        target: bitext.target_text(bead),
        line: number,
        is_doubtful: bead.may_be_mispaired(),
        score: (!bead.accepted).then_some(bead.score),
        chapter: Some(bitext.source_file(bead).to_owned()),
        pages: [bead.source.page, bead.target.page],
        ..Pair::default()
    });
    let pairs: Vec<Pair> = pairs.collect();
    report.blocks = pairs.len();
    let file = Bilingual {
        name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        source_lang: Some(bitext.source.code),
        target_lang: Some(bitext.target.code),
        pairs,
        ..Bilingual::default()
    };
    Ok((file, report))
}
