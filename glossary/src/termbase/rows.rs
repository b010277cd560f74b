//! The rows of tables: TSV, CSV, and the sheets that a caller reads.

use crate::han::is_han;
use crate::termbase::error::{Error, ErrorKind};

/// One row of a table with its line, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line, or the row of a sheet, from 1.
    pub line: usize,
    /// Its cells.
    pub cells: Vec<String>,
}

/// The rows of tab-separated text that hold anything.
pub(crate) fn tsv_rows(text: &str) -> Vec<Row> {
    text.trim_start_matches('\u{feff}')
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| Row { line: at + 1, cells: line.split('\t').map(unquoted).collect() })
        .collect()
}

/// The rows of comma- or semicolon-separated text that hold anything.
///
/// # Errors
/// CSV that is broken, with its line.
pub(crate) fn csv_rows(file: &str, text: &str) -> Result<Vec<Row>, Error> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let stated = stated_separator(first);
    let separator = [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|&it| (first.matches(it as char).count(), it == b','))
        .unwrap_or(b',');
    let separator = stated.unwrap_or(separator);
    let mut rows = Vec::new();
    let (mut line, mut counted) = (1, 0);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, |it| it.line() as usize);
            Error::new(file, line, ErrorKind::Csv(error.to_string()))
        })?;
        // The reader stands before what ends the line above, and before blank lines.
        let start = record.position().map_or(0, |it| it.byte() as usize);
        let ends = text[start..].bytes().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        line += text[counted..start + ends].matches('\n').count();
        counted = start + ends;
        let is_separator_line = stated.is_some() && text[start..].starts_with(first);
        if !is_separator_line && record.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push(Row { line, cells: record.iter().map(str::to_owned).collect() });
        }
    }
    Ok(rows)
}

/// The separator that Excel's own first line names: `sep=;`.
fn stated_separator(line: &str) -> Option<u8> {
    let stated = line.trim_matches([' ', '"', '\r']).strip_prefix("sep=")?;
    if let [separator] = stated.as_bytes() { Some(*separator) } else { None }
}

/// Whether a cell holds a Chinese character.
pub(crate) fn has_han(text: &str) -> bool {
    text.chars().any(is_han)
}

/// A cell without the double quotes around it.
pub(crate) fn unquoted(cell: &str) -> String {
    match cell.strip_prefix('"').and_then(|it| it.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => cell.to_owned(),
    }
}
