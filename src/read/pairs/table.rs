//! Tables of two columns: CSV, TSV, and the rows of a spreadsheet.

use diptych_segments::is_han;

use super::bilingual::Bilingual;
use crate::lang_code::{canonical, lang_of_code, named};
use crate::read::{
    error::{Error, ErrorKind},
    input::{Input, Options},
    reader::{Content, Reader},
    report::Report,
    text,
};

/// Reads CSV (`,`) and TSV (tab).
pub(in crate::read) struct Table {
    pub(in crate::read) delimiter: u8,
}

impl Reader for Table {
    fn read(
        &self,
        input: &Input,
        options: &Options,
        report: &mut Report,
    ) -> Result<Content, Error> {
        let source = text::decoded(input, options, report)?;
        let quoting = self.delimiter == b',';
        let delimiter = if quoting { of_csv(&source) } else { self.delimiter };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            // A quote in a TSV is a quote.
            .quoting(quoting)
            .has_headers(false)
            .flexible(true)
            .from_reader(source.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| {
                let line = error.position().map_or(1, |p| usize::try_from(p.line()).unwrap_or(1));
                Error::new(input.shown.clone(), ErrorKind::Damaged(error.to_string())).at_line(line)
            })?;
            let line = record.position().map_or(0, |p| usize::try_from(p.line()).unwrap_or(0));
            if line == 1 && record.get(0).is_some_and(|cell| cell.starts_with("sep=")) {
                continue;
            }
            rows.push((line, record.iter().map(str::to_owned).collect()));
        }
        pairs(&input.name, &rows)
            .map(Content::Pairs)
            .map_err(|(line, kind)| Error::new(input.shown.clone(), kind).at_line(line))
    }
}

/// What parts the columns of a CSV: what its first line says (`sep=;`, as Excel writes it), or a
/// semicolon or tab where that line has no comma.
fn of_csv(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or("");
    let said = first.strip_prefix("sep=").and_then(|rest| rest.bytes().next());
    let other = || first.bytes().find(|byte| matches!(byte, b';' | b'\t'));
    said.or_else(|| other().filter(|_| !first.contains(','))).unwrap_or(b',')
}

/// The pairs in rows (line and cells).
///
/// The columns are those that a head names; or else the one in Chinese and the one in English,
/// whichever stands first; or else the first two.
///
/// # Errors
/// [`ErrorKind::NotTwoColumns`] with the line of the row that lacks one.
pub(super) fn pairs(
    name: &str,
    rows: &[(usize, Vec<String>)],
) -> Result<Bilingual, (usize, ErrorKind)> {
    let mut both = Bilingual { name: name.to_owned(), ..Bilingual::default() };
    let filled = |cells: &[String]| cells.iter().any(|cell| !cell.trim().is_empty());
    let rows: Vec<_> = rows.iter().filter(|(_, cells)| filled(cells)).collect();
    // A title may stand above the head.
    let head = (0..rows.len().min(HEAD_WITHIN)).find_map(|at| Some((at, head(&rows[at].1)?)));
    let (columns, first) = match head {
        Some((at, head)) => {
            (both.source_lang, both.target_lang) = (head.source_lang, head.target_lang);
            ((head.source, head.target), at + 1)
        }
        None => (by_script(&rows).unwrap_or((0, 1)), 0),
    };
    for (line, cells) in rows.into_iter().skip(first) {
        let (Some(source), Some(target)) = (cells.get(columns.0), cells.get(columns.1)) else {
            return Err((*line, ErrorKind::NotTwoColumns));
        };
        both.push(None, source, target, *line);
        if let Some(pair) = both.pairs.last_mut().filter(|pair| pair.line == *line) {
            pair.number = *line;
        }
    }
    both.columns = Some(columns);
    Ok(both)
}

/// The head of a table is one of its first rows.
const HEAD_WITHIN: usize = 5;
/// Heads of columns, by side.
const SOURCE: &[&str] = &[
    "source",
    "src",
    "source text",
    "source segment",
    "original",
    "原文",
    "源文",
    "源语",
    "源语言",
];
const TARGET: &[&str] = &[
    "target",
    "tgt",
    "trg",
    "target text",
    "target segment",
    "translation",
    "译文",
    "譯文",
    "翻译",
    "目标语",
    "目标语言",
];
/// What may follow the name of a language in a head.
const AFTER_LANGUAGE: &[&str] = &[
    "",
    "原文",
    "译文",
    "譯文",
    "文本",
    "翻译",
    "翻譯",
    "source",
    "target",
    "text",
    "original",
    "translation",
    "source text",
    "target text",
];

struct Head {
    source: usize,
    target: usize,
    source_lang: Option<String>,
    target_lang: Option<String>,
}

/// The columns that a row names, when it is a head.
fn head(cells: &[String]) -> Option<Head> {
    let lower: Vec<String> = cells.iter().map(|cell| cell.trim().to_lowercase()).collect();
    let place = |names: &[&str]| lower.iter().position(|cell| names.contains(&cell.as_str()));
    if let (Some(source), Some(target)) = (place(SOURCE), place(TARGET)) {
        return Some(Head { source, target, source_lang: None, target_lang: None });
    }
    let mut languages =
        cells.iter().enumerate().filter_map(|(at, cell)| Some((at, language(cell.trim())?)));
    let (source, source_lang) = languages.next()?;
    let (target, target_lang) =
        languages.find(|(_, code)| lang_of_code(code) != lang_of_code(&source_lang))?;
    Some(Head { source, target, source_lang: Some(source_lang), target_lang: Some(target_lang) })
}

/// The code of the language that a head names: by a word, or a code such as `zh-CN` or `zh_cn`.
fn language(head: &str) -> Option<String> {
    if let Some((code, rest)) = named(head) {
        let rest = rest.trim().to_lowercase();
        if AFTER_LANGUAGE.contains(&rest.as_str()) || rest.starts_with(['(', '（', '[', '［']) {
            return Some(code.to_owned());
        }
    }
    canonical(head)
}

/// How many rows are looked at to tell the columns by their script.
const SAMPLE: usize = 200;

/// The column with the most Chinese and that with the most English, as they stand.
fn by_script(rows: &[&(usize, Vec<String>)]) -> Option<(usize, usize)> {
    let width = rows.iter().map(|(_, cells)| cells.len()).max()?;
    let mut letters = vec![(0usize, 0usize); width];
    for (_, cells) in rows.iter().take(SAMPLE) {
        for (cell, (han, latin)) in cells.iter().zip(&mut letters) {
            *han += cell.chars().filter(|c| is_han(*c)).count();
            *latin += cell.chars().filter(char::is_ascii_alphabetic).count();
        }
    }
    // Columns that hold neither, such as numbers, and those that come later lose.
    let most = |count: &dyn Fn(&(usize, usize)) -> usize| {
        let counts = || letters.iter().map(count).enumerate().rev();
        counts().max_by_key(|(_, n)| *n).filter(|(_, n)| *n > 0).map(|(at, _)| at)
    };
    let chinese = most(&|(han, latin)| if han * 2 > *latin { *han } else { 0 })?;
    let english = most(&|(han, latin)| if han * 2 > *latin { 0 } else { *latin })?;
    Some((chinese.min(english), chinese.max(english)))
}
