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
    /// It is no workbook that Excel would open.
    #[error("is no Excel workbook: {0}")]
    Workbook(#[from] calamine::XlsxError),
    /// It is no CSV.
    #[error("is no CSV: {0}")]
    Csv(#[from] ::csv::Error),
    /// A column is missing.
    #[error("row 1 has no column `{0}`: keep the header row of the sheet that was exported")]
    Column(&'static str),
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

/// The rows of a review sheet. Excel workbooks are told by their first bytes; all else is CSV.
///
/// # Errors
/// When the file is neither, a column is missing, or a number or status makes no sense.
pub fn read(bytes: &[u8]) -> Result<Vec<Row>, Error> {
    if bytes.starts_with(b"PK") {
        rows(&workbook(bytes)?, |cell| cell)
    } else {
        rows(&table(&decoded(bytes))?, unguarded)
    }
}

fn workbook(bytes: &[u8]) -> Result<Vec<Vec<String>>, Error> {
    let mut workbook = calamine::Xlsx::new(Cursor::new(bytes))?;
    let Some(range) = workbook.worksheet_range_at(0) else {
        return Err(Error::Column(COLUMNS[0].0));
    };
    let range = range?;
    // Rows count from the sheet's top, however many empty ones it starts with.
    let above = range.start().map_or(0, |(row, _)| row as usize);
    let text = |cell: &Data| match cell {
        Data::Float(number) if number.fract() == 0.0 => format!("{number:.0}"),
        cell => cell.to_string(),
    };
    let rows = range.rows().map(|row| row.iter().map(text).collect());
    Ok(std::iter::repeat_n(Vec::new(), above).chain(rows).collect())
}

/// As UTF-8 or UTF-16 by its mark; what is neither comes from a Chinese Excel, which writes GB18030.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    let encoding = match std::str::from_utf8(bytes) {
        Ok(_) => encoding_rs::UTF_8,
        Err(_) => encoding_rs::GB18030,
    };
    encoding.decode(bytes).0
}

fn table(text: &str) -> Result<Vec<Vec<String>>, Error> {
    // A spreadsheet of another country writes semicolons, an editor may have written tabs.
    let header = text.lines().next().unwrap_or_default();
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

fn rows(table: &[Vec<String>], unguard: fn(&str) -> &str) -> Result<Vec<Row>, Error> {
    let header = table.first().map(Vec::as_slice).unwrap_or_default();
    let column = |name: &'static str| {
        let named = |cell: &String| cell.split_whitespace().next() == Some(name);
        header.iter().position(named).ok_or(Error::Column(name))
    };
    let [bead, status, source, target] =
        [column("bead")?, column("status")?, column("source")?, column("target")?];
    let mut rows = Vec::new();
    for (number, cells) in (1..).zip(table).skip(1) {
        let cell = |column: usize| cells.get(column).map_or("", String::as_str);
        let row = Row {
            number,
            bead: match cell(bead).trim() {
                "" => None,
                text => Some(
                    text.parse()
                        .ok()
                        .filter(|&n| n > 0)
                        .ok_or_else(|| Error::Bead { row: number, cell: text.to_owned() })?,
                ),
            },
            status: Status::named(cell(status))
                .ok_or_else(|| Error::Status { row: number, cell: cell(status).to_owned() })?,
            source: unguard(cell(source)).trim().to_owned(),
            target: unguard(cell(target)).trim().to_owned(),
        };
        if row.bead.is_some() || !row.source.is_empty() || !row.target.is_empty() {
            rows.push(row);
        }
    }
    Ok(rows)
}
