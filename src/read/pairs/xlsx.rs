//! Spreadsheets (XLSX): the first visible sheet that has cells.

use std::{collections::BTreeMap, io::Cursor};

use calamine::{Data, Reader as _, SheetVisible, Xlsx as Workbook, XlsxError};

use super::table;
use crate::read::{Content, Error, ErrorKind, Input, Options, Reader, Report, archive::Archive};

/// Rows with their number, from 1.
type Rows = Vec<(usize, Vec<String>)>;

/// Reads XLSX.
pub(in crate::read) struct Xlsx;

/// How many columns are looked at, from the first.
const MAX_COLUMNS: usize = 64;

impl Reader for Xlsx {
    fn read(&self, input: &Input, _: &Options, report: &mut Report) -> Result<Content, Error> {
        let rows = first_sheet(input, report)?;
        let fail = |kind| Error::new(input.shown.clone(), kind);
        let both = table::pairs(&input.name, &rows);
        both.map(Content::Pairs).map_err(|(line, kind)| fail(kind).at_line(line))
    }
}

/// The rows of the first sheet that has cells, the visible ones first; a termbase is read from them too.
pub(in crate::read) fn first_sheet(input: &Input, report: &mut Report) -> Result<Rows, Error> {
    let fail = |kind| Error::new(input.shown.clone(), kind);
    let damaged = |error: XlsxError| fail(ErrorKind::Damaged(error.to_string()));
    // The library unpacks without bounds: what is in the archive is measured first.
    Archive::open(&input.bytes).and_then(|mut archive| archive.measure()).map_err(fail)?;
    let mut book = Workbook::new(Cursor::new(input.bytes.as_slice())).map_err(damaged)?;
    let sheets = book.sheets_metadata().iter();
    let (visible, hidden): (Vec<_>, Vec<_>) = sheets
        .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
        .partition(|(_, visible)| *visible);
    let mut first = None;
    for (name, visible) in visible.into_iter().chain(hidden) {
        if first.is_none() {
            let rows = rows(&mut book, &name).map_err(damaged)?;
            first = (!rows.is_empty()).then_some(rows);
        } else {
            let what = if visible { "further sheets" } else { "hidden sheets" };
            report.leave_out(what, "only the first is read", Some(name), "");
        }
    }
    first.ok_or_else(|| fail(ErrorKind::Empty))
}

/// The rows that hold something, with their number from 1, all of one width.
///
/// Cell by cell: a range of the library has room for every cell between the first and the last,
/// and a file of one kilobyte can put those at the corners of the sheet.
fn rows(book: &mut Workbook<Cursor<&[u8]>>, sheet: &str) -> Result<Rows, XlsxError> {
    let mut cells: BTreeMap<u32, Vec<(usize, String)>> = BTreeMap::new();
    let mut reader = book.worksheet_cells_reader(sheet)?;
    while let Some(cell) = reader.next_cell()? {
        let (row, column) = cell.get_position();
        let text = match Data::from(cell.get_value().clone()) {
            Data::Error(_) => continue,
            other => other.to_string(),
        };
        if !text.trim().is_empty() {
            cells.entry(row).or_default().push((column as usize, text));
        }
    }
    let columns = || cells.values().flatten().map(|(column, _)| *column);
    let left = columns().min().unwrap_or(0);
    let width = columns().max().map_or(0, |right| (right - left + 1).clamp(2, MAX_COLUMNS));
    let row = |(row, filled): (u32, Vec<(usize, String)>)| {
        let mut texts = vec![String::new(); width];
        for (column, text) in filled {
            if let Some(place) = texts.get_mut(column - left) {
                *place = text;
            }
        }
        (row as usize + 1, texts)
    };
    Ok(cells.into_iter().map(row).collect())
}
