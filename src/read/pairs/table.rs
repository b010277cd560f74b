//! Tables of two columns: CSV, TSV, and the rows of a spreadsheet.

use super::Bilingual;
use crate::read::{Content, Error, ErrorKind, Input, Options, Reader, Report, text};

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
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(self.delimiter)
            // A quote in a TSV is a quote.
            .quoting(self.delimiter == b',')
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
            rows.push((line, record.iter().map(str::to_owned).collect()));
        }
        pairs(&input.name, &rows)
            .map(Content::Pairs)
            .map_err(|(line, kind)| Error::new(input.shown.clone(), kind).at_line(line))
    }
}

/// Heads of columns, by side.
const SOURCE: &[&str] = &["source", "原文", "源文", "源语"];
const TARGET: &[&str] = &["target", "translation", "译文", "譯文", "目标语"];
/// Heads of columns that name a language, and its code.
const LANGUAGES: &[(&str, &str)] = &[
    ("zh", "zh"),
    ("中文", "zh"),
    ("chinese", "zh"),
    ("en", "en"),
    ("英文", "en"),
    ("english", "en"),
];

/// The pairs in rows (line and cells): the columns that a head names, or else the first two.
///
/// # Errors
/// [`ErrorKind::NotTwoColumns`] with the line of the row that lacks one.
pub(super) fn pairs(
    name: &str,
    rows: &[(usize, Vec<String>)],
) -> Result<Bilingual, (usize, ErrorKind)> {
    let mut both = Bilingual { name: name.to_owned(), ..Bilingual::default() };
    let head: Vec<String> = rows
        .first()
        .into_iter()
        .flat_map(|(_, cells)| cells)
        .map(|c| c.trim().to_lowercase())
        .collect();
    let (mut columns, mut skip) = ((0, 1), 0);
    let written = rows.first().map_or(&[][..], |(_, cells)| cells);
    let languages: Vec<(usize, &str)> = written
        .iter()
        .enumerate()
        .filter_map(|(at, cell)| Some((at, language(cell.trim())?)))
        .collect();
    let place = |names: &[&str]| head.iter().position(|cell| names.contains(&cell.as_str()));
    if let (Some(source), Some(target)) = (place(SOURCE), place(TARGET)) {
        (columns, skip) = ((source, target), 1);
    } else if let [(source, source_lang), (target, target_lang), ..] = languages[..] {
        (columns, skip) = ((source, target), 1);
        (both.source_lang, both.target_lang) =
            (Some(source_lang.to_owned()), Some(target_lang.to_owned()));
    }
    for (line, cells) in &rows[skip.min(rows.len())..] {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let (Some(source), Some(target)) = (cells.get(columns.0), cells.get(columns.1)) else {
            return Err((*line, ErrorKind::NotTwoColumns));
        };
        both.push(None, source, target, *line);
    }
    Ok(both)
}

/// The language that a head names: a word, or a code such as `zh-CN`.
fn language(head: &str) -> Option<&str> {
    let lower = head.to_lowercase();
    if let Some((_, code)) = LANGUAGES.iter().find(|(name, _)| *name == lower) {
        return Some(code);
    }
    let rest = lower.strip_prefix("zh").or_else(|| lower.strip_prefix("en"))?;
    let subtags = rest.strip_prefix(['-', '_'])?;
    subtags.split(['-', '_']).all(|s| (2..=4).contains(&s.len()) && s.is_ascii()).then_some(head)
}
