//! Spreadsheets: the visible sheets that have cells.

use diptych_segments::is_han;

use super::{bilingual::Bilingual, table};
use crate::read::{
    error::Error,
    error::ErrorKind,
    input::{Input, Options},
    reader::{Content, Reader},
    report::Report,
    workbook::{Grid, Workbook, is_failed},
};

/// Reads XLSX.
pub(in crate::read) struct Xlsx;

impl Reader for Xlsx {
    fn read(&self, input: &Input, _: &Options, report: &mut Report) -> Result<Content, Error> {
        let fail = |kind| Error::new(input.shown.clone(), kind);
        let mut sheets = sheets(input, report)?.into_iter();
        let (_, first) = sheets.next().ok_or_else(|| fail(ErrorKind::Empty))?;
        let both = table::pairs(&input.name, &first.rows, &first.tall);
        let mut both = both.map_err(|(line, kind)| fail(kind).at_line(line))?;
        for (name, grid) in sheets {
            let more = table::pairs(&input.name, &grid.rows, &grid.tall).ok();
            if !more.is_some_and(|more| append(&mut both, more)) {
                let text: String = grid.rows.into_iter().flat_map(|(_, cells)| cells).collect();
                let why = "they do not hold what the first one does";
                report.leave_out("further sheets", why, Some(name), &text);
            }
        }
        Ok(Content::Pairs(both))
    }
}

/// Adds the pairs of a further sheet, if it holds the same as those before it: both languages, or
/// the same one.
fn append(both: &mut Bilingual, mut more: Bilingual) -> bool {
    let is_turned = is_chinese(both) != is_chinese(&more);
    if both.columns.is_some() != more.columns.is_some() || is_turned && more.columns.is_none() {
        return false;
    }
    let after = both.pairs.last().map_or(0, |pair| pair.number);
    for pair in &mut more.pairs {
        pair.number += after;
        if is_turned {
            std::mem::swap(&mut pair.source, &mut pair.target);
        }
    }
    both.pairs.append(&mut more.pairs);
    true
}

/// Whether the sources are Chinese.
fn is_chinese(both: &Bilingual) -> bool {
    let letters = || both.pairs.iter().flat_map(|pair| pair.source.chars());
    letters().filter(|c| is_han(*c)).count() * 2
        > letters().filter(char::is_ascii_alphabetic).count()
}

/// The names and cells of the visible sheets that have cells; of the first hidden one where none is
/// visible. A formula that failed is an empty cell.
pub(in crate::read) fn sheets(
    input: &Input,
    report: &mut Report,
) -> Result<Vec<(String, Grid)>, Error> {
    let fail = |kind| Error::new(input.shown.clone(), kind);
    let mut book = Workbook::open(&input.bytes).map_err(fail)?;
    let (visible, hidden): (Vec<_>, Vec<_>) =
        (0..).zip(book.sheets().to_vec()).partition(|(_, sheet)| sheet.is_visible);
    let (mut sheets, mut failed) = (Vec::new(), 0);
    for (at, sheet) in visible.into_iter().chain(hidden) {
        if !sheet.is_visible && !sheets.is_empty() {
            let why = "the program does not show them";
            report.leave_out("hidden sheets", why, Some(sheet.name), "");
            continue;
        }
        let mut grid = book.grid(at).map_err(fail)?;
        let cells = grid.rows.iter_mut().flat_map(|(_, cells)| cells);
        for cell in cells.filter(|cell| is_failed(cell)) {
            cell.clear();
            failed += 1;
        }
        if !grid.rows.is_empty() {
            sheets.push((sheet.name, grid));
        }
    }
    report.leave_out_all("formulas that failed", "they show no value", failed);
    let why = "more columns than a table has are not read";
    report.leave_out_all("cells past the 64th column", why, book.cells_past());
    Ok(sheets)
}
