//! Reads a review sheet back, from Excel or CSV.

use std::borrow::Cow;

use super::fingerprint::{of_bitext, of_rows};
use super::row::{COLUMNS, MADE_FROM, Row, Status};
use crate::bitext::Bitext;
use crate::emit::table::unguarded;
use crate::read::ErrorKind;
use crate::read::pairs::records;
use crate::read::workbook::{Rows, Workbook, is_failed};

/// Why a sheet cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It is a workbook that cannot be read.
    #[error("{0}")]
    Workbook(ErrorKind),
    /// It is text in an encoding that cannot be told.
    #[error("is text neither in UTF-8 nor in GB18030: save it as .xlsx or as CSV in UTF-8")]
    Encoding,
    /// A formula that failed stands where text should.
    #[error(
        "row {row}: holds a formula that failed ({cell}): put an apostrophe before text that begins with = + - or @"
    )]
    Formula {
        /// The row, from 1.
        row: usize,
        /// What stands there.
        cell: String,
    },
    /// It is no CSV.
    #[error("line {line}: this is not a CSV: {error}")]
    Csv {
        /// The line, from 1.
        line: usize,
        /// Why.
        error: ::csv::Error,
    },
    /// A column is missing.
    #[error(
        "row {row} has no column `{column}`: keep the header row of the sheet that was exported"
    )]
    Column {
        /// The row where the header is or should be, from 1.
        row: usize,
        /// The column's name.
        column: &'static str,
    },
    /// The bead number is no number.
    #[error(
        "row {row}: `{cell}` is no number of a pair: leave the number as it was, or empty in a row you inserted"
    )]
    Bead {
        /// The row, from 1.
        row: usize,
        /// What stands there.
        cell: String,
    },
    /// The status is none of the choices.
    #[error("row {row}: `{cell}` is no status: use accepted, rejected, merge up, or nothing")]
    Status {
        /// The row, from 1.
        row: usize,
        /// What stands there.
        cell: String,
    },
}

/// The header is looked for in so many rows: a reviewer may have put a title above it.
const HEADER_WITHIN: usize = 20;

/// A review sheet that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its rows.
    pub rows: Vec<Row>,
    /// The state of the alignment that it was made from; none in a sheet that does not tell.
    made_from: Option<String>,
    /// Whether a reviewer left a comment, or something in a column of their own.
    has_notes: bool,
}

impl Sheet {
    /// Reads a sheet, as [`read`].
    ///
    /// # Errors
    /// As [`read`].
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let (rows, unguard) = rows_of(bytes, COLUMNS[0].0)?;
        sheet(&rows, unguard)
    }

    /// Whether it may have been made from the alignment as it is now: else its rows would undo what
    /// was corrected since.
    pub fn is_of(&self, bitext: &Bitext) -> bool {
        self.made_from.as_ref().is_none_or(|made_from| *made_from == of_bitext(bitext))
    }

    /// Whether it names the state that it was made from, by which an edit is known. A sheet of
    /// version 0.1 does not.
    pub fn names_its_state(&self) -> bool {
        self.made_from.is_some()
    }

    /// Whether it holds what a person did to it, as far as can be told.
    pub fn is_edited(&self) -> bool {
        self.has_notes || self.made_from.as_deref() != Some(of_rows(&self.rows).as_str())
    }
}

/// The rows of a review sheet. Workbooks (of Excel old and new, and of `LibreOffice`) are told
/// by their first bytes; all else is CSV.
///
/// # Errors
/// When the file is neither, a column is missing, or a number or status makes no sense.
pub fn read(bytes: &[u8]) -> Result<Vec<Row>, Error> {
    Sheet::read(bytes).map(|sheet| sheet.rows)
}

/// What undoes the guards of a cell.
type Unguard = fn(&str) -> &str;

/// The rows of a workbook (of Excel old and new, and of `LibreOffice`) or of a CSV whose header
/// names `first_column`, and what undoes the guards of its cells.
pub(super) fn rows_of(bytes: &[u8], first_column: &str) -> Result<(Rows, Unguard), Error> {
    let is_workbook = bytes.starts_with(b"PK") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]);
    if is_workbook {
        return Ok((workbook(bytes, first_column)?, |cell| cell));
    }
    Ok((table(&decoded(bytes)?, first_column)?, unguarded))
}

/// The sheet with the header; the first that holds something where none has one.
fn workbook(bytes: &[u8], first_column: &str) -> Result<Rows, Error> {
    let mut workbook = Workbook::open(bytes).map_err(Error::Workbook)?;
    let mut first = Rows::new();
    for at in 0..workbook.sheets().len() {
        let rows = workbook.rows(at).map_err(Error::Workbook)?;
        if header(&rows, first_column).is_some() {
            return Ok(rows);
        }
        if first.is_empty() {
            first = rows;
        }
    }
    Ok(first)
}

/// Where the header stands, from 0.
pub(super) fn header(table: &Rows, first_column: &str) -> Option<usize> {
    let is_header =
        |(_, cells): &(usize, Vec<String>)| cells.iter().any(|cell| is_named(cell, first_column));
    table.iter().take(HEADER_WITHIN).position(is_header)
}

/// Whether a cell of the header has this name; the Chinese one and a language code may follow it.
pub(super) fn is_named(cell: &str, name: &str) -> bool {
    cell.trim_start_matches('\u{feff}').split_whitespace().next() == Some(name)
}

/// As UTF-8 or UTF-16 by its mark; what is neither comes from a Chinese Excel, which writes GB18030.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, Error> {
    let encoding = match std::str::from_utf8(bytes) {
        Ok(_) => encoding_rs::UTF_8,
        Err(_) => encoding_rs::GB18030,
    };
    let (text, _, damaged) = encoding.decode(bytes);
    if damaged { Err(Error::Encoding) } else { Ok(text) }
}

fn table(text: &str, first_column: &str) -> Result<Rows, Error> {
    // A spreadsheet of another country writes semicolons, an editor may have written tabs.
    let mut first = text.lines().take(HEADER_WITHIN);
    let header = first.find(|line| line.contains(first_column)).unwrap_or_default();
    let delimiter = [',', ';', '\t'].into_iter().max_by_key(|mark| header.matches(*mark).count());
    let delimiter = delimiter.map_or(b',', |mark| mark as u8);
    let records =
        records(text, delimiter, true).map_err(|(line, error)| Error::Csv { line, error })?;
    Ok(records.into_iter().map(|record| (record.row, record.cells)).collect())
}

fn sheet(table: &Rows, unguard: Unguard) -> Result<Sheet, Error> {
    let top = header(table, COLUMNS[0].0).unwrap_or(0);
    let (row, names) = table.get(top).map_or((1, &[][..]), |(row, cells)| (*row, cells));
    let column = |column: &'static str| {
        let found = names.iter().position(|cell| is_named(cell, column));
        found.ok_or(Error::Column { row, column })
    };
    let [bead, status, source, target] =
        [column("bead")?, column("status")?, column("source")?, column("target")?];
    let made_from = names.iter().find(|cell| is_named(cell, MADE_FROM));
    let made_from = made_from.and_then(|cell| cell.split_whitespace().last()).map(str::to_owned);
    let ours = COLUMNS.iter().filter(|(name, _)| *name != "comment");
    let is_ours = |cell: &String| ours.clone().any(|(name, _)| is_named(cell, name));
    let ours: Vec<bool> = names.iter().map(is_ours).collect();
    let mut has_notes = false;
    let mut rows = Vec::new();
    for &(number, ref cells) in table.iter().skip(top + 1) {
        let cell = |column: usize| cells.get(column).map_or("", |cell| cell.trim());
        let text = |column: usize| {
            let text = unguard(cell(column));
            if is_failed(text) {
                Err(Error::Formula { row: number, cell: text.to_owned() })
            } else {
                Ok(text.to_owned())
            }
        };
        has_notes |= (0..cells.len()).any(|at| ours.get(at) != Some(&true) && !cell(at).is_empty());
        let row = Row {
            number,
            bead: match cell(bead) {
                "" => None,
                text => Some(
                    bead_number(text)
                        .ok_or_else(|| Error::Bead { row: number, cell: text.to_owned() })?,
                ),
            },
            status: Status::named(cell(status))
                .ok_or_else(|| Error::Status { row: number, cell: cell(status).to_owned() })?,
            source: text(source)?,
            target: text(target)?,
        };
        if row.bead.is_some() || !row.source.is_empty() || !row.target.is_empty() {
            rows.push(row);
        }
    }
    Ok(Sheet { rows, made_from, has_notes })
}

/// The bead number of a cell; a spreadsheet may have written `12.0`.
fn bead_number(cell: &str) -> Option<usize> {
    let whole = cell.split_once('.').filter(|(_, rest)| rest.bytes().all(|b| b == b'0'));
    whole.map_or(cell, |(whole, _)| whole).parse().ok().filter(|&number| number > 0)
}
