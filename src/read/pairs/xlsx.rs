//! Spreadsheets (XLSX): the first sheet that has rows.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx as Workbook};

use super::table;
use crate::read::{Content, Error, ErrorKind, Input, Options, Reader, Report, archive::Archive};

/// Reads XLSX.
pub(in crate::read) struct Xlsx;

impl Reader for Xlsx {
    fn read(&self, input: &Input, _: &Options, report: &mut Report) -> Result<Content, Error> {
        let fail = |kind| Error::new(input.shown.clone(), kind);
        let damaged = |error: calamine::XlsxError| fail(ErrorKind::Damaged(error.to_string()));
        // The library unpacks without bounds: what is in the archive is measured first.
        Archive::open(&input.bytes).and_then(|mut archive| archive.measure()).map_err(fail)?;
        let mut book = Workbook::new(Cursor::new(input.bytes.as_slice())).map_err(damaged)?;
        let mut read = None;
        for name in book.sheet_names() {
            let sheet = book.worksheet_range(&name).map_err(damaged)?;
            if sheet.is_empty() {
                continue;
            }
            if read.is_some() {
                report.leave_out("further sheets", "only the first is read", Some(name), "");
                continue;
            }
            let start = sheet.start().map_or(0, |(row, _)| row as usize);
            let rows: Vec<(usize, Vec<String>)> = sheet
                .rows()
                .enumerate()
                .map(|(at, cells)| (start + at + 1, cells.iter().map(shown).collect()))
                .collect();
            let both = table::pairs(&input.name, &rows);
            read = Some(both.map_err(|(line, kind)| fail(kind).at_line(line))?);
        }
        read.map(Content::Pairs).ok_or_else(|| fail(ErrorKind::Empty))
    }
}

fn shown(cell: &Data) -> String {
    match cell {
        Data::Error(_) => String::new(),
        other => other.to_string(),
    }
}
