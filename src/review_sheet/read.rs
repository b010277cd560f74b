//! Reads a review sheet back, from Excel or CSV.

use std::borrow::Cow;
use std::io::Cursor;

use calamine::{Data, Reader};

use super::csv::unguarded;
use super::{COLUMNS, Row, Status};

/// Why a sheet cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It is no workbook.
    #[error("is no Excel workbook: {0}: save it as .xlsx")]
    Workbook(#[from] calamine::Error),
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
    #[error("is no CSV: {0}")]
    Csv(#[from] ::csv::Error),
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
        "row {row}: `{cell}` is no bead number: leave the number as it was, or empty in a row you inserted"
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

/// A row of cells.
type Cells = Vec<String>;

/// The header is looked for in so many rows: a reviewer may have put a title above it.
const HEADER_WITHIN: usize = 20;

/// The rows of a review sheet. Workbooks (of Excel old and new, and of `LibreOffice`) are told
/// by their first bytes; all else is CSV.
///
/// # Errors
/// When the file is neither, a column is missing, or a number or status makes no sense.
pub fn read(bytes: &[u8]) -> Result<Vec<Row>, Error> {
    let is_workbook = bytes.starts_with(b"PK") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]);
    if is_workbook {
        rows(&workbook(bytes)?, |cell| cell)
    } else {
        rows(&table(&decoded(bytes)?)?, unguarded)
    }
}

/// The sheet with the header; the first where none has one.
fn workbook(bytes: &[u8]) -> Result<Vec<Cells>, Error> {
    let mut workbook = calamine::open_workbook_auto_from_rs(Cursor::new(bytes))?;
    let mut sheets = Vec::new();
    for (_, range) in workbook.worksheets() {
        // Rows count from the sheet's top, however many empty ones it starts with.
        let above = range.start().map_or(0, |(row, _)| row as usize);
        let rows = range.rows().map(|row| row.iter().map(cell_text).collect());
        sheets.push(std::iter::repeat_n(Vec::new(), above).chain(rows).collect::<Vec<Cells>>());
    }
    let reviewed = sheets.iter().position(|sheet| header(sheet).is_some()).unwrap_or(0);
    Ok(if sheets.is_empty() { Vec::new() } else { sheets.swap_remove(reviewed) })
}

fn cell_text(cell: &Data) -> String {
    match cell {
        Data::Float(number) if number.fract() == 0.0 => format!("{number:.0}"),
        cell => cell.to_string(),
    }
}

/// Where the header stands, from 0.
fn header(table: &[Cells]) -> Option<usize> {
    let is_header = |cells: &Cells| cells.iter().any(|cell| is_named(cell, COLUMNS[0].0));
    table.iter().take(HEADER_WITHIN).position(is_header)
}

/// Whether a cell of the header has this name; the Chinese one and a language code may follow it.
fn is_named(cell: &str, name: &str) -> bool {
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

fn table(text: &str) -> Result<Vec<Vec<String>>, Error> {
    // A spreadsheet of another country writes semicolons, an editor may have written tabs.
    let mut first = text.lines().take(HEADER_WITHIN);
    let header = first.find(|line| line.contains(COLUMNS[0].0)).unwrap_or_default();
    let delimiter = [',', ';', '\t'].into_iter().max_by_key(|mark| header.matches(*mark).count());
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter.map_or(b',', |mark| mark as u8))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        rows.push(record?.iter().map(str::to_owned).collect());
    }
    Ok(rows)
}

fn rows(table: &[Cells], unguard: fn(&str) -> &str) -> Result<Vec<Row>, Error> {
    let top = header(table).unwrap_or(0);
    let names = table.get(top).map(Vec::as_slice).unwrap_or_default();
    let column = |column: &'static str| {
        let found = names.iter().position(|cell| is_named(cell, column));
        found.ok_or(Error::Column { row: top + 1, column })
    };
    let [bead, status, source, target] =
        [column("bead")?, column("status")?, column("source")?, column("target")?];
    let mut rows = Vec::new();
    for (number, cells) in (1..).zip(table).skip(top + 1) {
        let cell = |column: usize| cells.get(column).map_or("", |cell| cell.trim());
        let text = |column: usize| {
            let text = unguard(cell(column));
            // calamine gives what Excel shows: #NAME? and its like.
            let failed = ["#NAME?", "#REF!", "#VALUE!", "#N/A", "#NULL!", "#NUM!", "#DIV/0!"];
            if failed.contains(&text) || text.starts_with("Err:") {
                Err(Error::Formula { row: number, cell: text.to_owned() })
            } else {
                Ok(text.to_owned())
            }
        };
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
    Ok(rows)
}

/// The bead number of a cell; a spreadsheet may have written `12.0`.
fn bead_number(cell: &str) -> Option<usize> {
    let whole = cell.split_once('.').filter(|(_, rest)| rest.bytes().all(|b| b == b'0'));
    whole.map_or(cell, |(whole, _)| whole).parse().ok().filter(|&number| number > 0)
}
