//! Spreadsheets: the first visible sheet that has cells.

use super::table;
use crate::read::{
    error::Error,
    error::ErrorKind,
    input::{Input, Options},
    reader::{Content, Reader},
    report::Report,
    workbook::{Rows, Workbook, is_failed},
};

/// Reads XLSX.
pub(in crate::read) struct Xlsx;

impl Reader for Xlsx {
    fn read(&self, input: &Input, _: &Options, report: &mut Report) -> Result<Content, Error> {
        let rows = first_sheet(input, report)?;
        let fail = |kind| Error::new(input.shown.clone(), kind);
        let both = table::pairs(&input.name, &rows);
        both.map(Content::Pairs).map_err(|(line, kind)| fail(kind).at_line(line))
    }
}

/// The rows of the first sheet that has cells, the visible ones first; a termbase is read from them
/// too. A formula that failed is an empty cell.
pub(in crate::read) fn first_sheet(input: &Input, report: &mut Report) -> Result<Rows, Error> {
    let fail = |kind| Error::new(input.shown.clone(), kind);
    let mut book = Workbook::open(&input.bytes).map_err(fail)?;
    let (visible, hidden): (Vec<_>, Vec<_>) =
        (0..).zip(book.sheets().to_vec()).partition(|(_, sheet)| sheet.is_visible);
    let mut first = None;
    for (at, sheet) in visible.into_iter().chain(hidden) {
        if first.is_none() {
            let rows = book.rows(at).map_err(fail)?;
            first = (!rows.is_empty()).then_some(rows);
        } else {
            let what = if sheet.is_visible { "further sheets" } else { "hidden sheets" };
            report.leave_out(what, "only the first is read", Some(sheet.name), "");
        }
    }
    let mut rows = first.ok_or_else(|| fail(ErrorKind::Empty))?;
    rows.iter_mut()
        .flat_map(|(_, cells)| cells)
        .filter(|cell| is_failed(cell))
        .for_each(String::clear);
    Ok(rows)
}
