//! Workbooks (.xlsx, .xls, .ods): the one guarded reader of their cells.
//!
//! Tables, termbases, review sheets and findings sheets are read with it. It reads cell by cell and
//! never makes room by a cell's address: a file of one kilobyte can have its only two cells at the
//! corners of the sheet, and a thousand cells can share one text of a megabyte.

use std::{
    cell::Cell,
    fmt::Display,
    io::Cursor,
    panic::{self, AssertUnwindSafe},
    sync::Once,
};

use calamine::{Data, DataRef, Dimensions, Reader as _, SheetVisible, Xls, Xlsx, XlsxError};

use super::{
    archive::Archive,
    cells::{Cells, MAX_CELLS, Room, Sheet, too_much},
    error::ErrorKind,
    ods, xls,
};

pub(crate) use super::cells::{Grid, Rows, Tall};

/// The largest .xls that is read, in bytes: its library reads it whole.
const MAX_XLS: usize = 16 << 20;

/// What a formula that failed shows.
const FAILED: &[&str] = &["#NAME?", "#REF!", "#VALUE!", "#N/A", "#NULL!", "#NUM!", "#DIV/0!"];

/// Whether a cell shows that its formula failed, in Excel or in `LibreOffice` (`Err:502`).
pub(crate) fn is_failed(cell: &str) -> bool {
    let number = cell.strip_prefix("Err:");
    FAILED.contains(&cell)
        || number.is_some_and(|it| it.len() == 3 && it.bytes().all(|b| b.is_ascii_digit()))
}

/// A workbook whose sheets are read one by one.
pub(crate) struct Workbook<'a> {
    sheets: Vec<Sheet>,
    book: Book<'a>,
    room: Room,
    /// How many cells stand in columns past those that are read.
    past: usize,
}

enum Book<'a> {
    Xlsx(Box<Xlsx<Cursor<&'a [u8]>>>),
    /// The cells of each sheet.
    Whole(Vec<Cells>),
}

fn damaged(what: &dyn Display) -> ErrorKind {
    ErrorKind::DamagedWorkbook(what.to_string())
}

impl<'a> Workbook<'a> {
    /// Opens a workbook, whichever of the three formats it is in.
    ///
    /// # Errors
    /// [`ErrorKind::DamagedWorkbook`], [`ErrorKind::Encrypted`], or [`ErrorKind::Hostile`] for what
    /// is out of bounds.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, ErrorKind> {
        let mut room = Room::default();
        if !bytes.starts_with(b"PK") {
            let (sheets, cells) = old(bytes, &mut room)?;
            return Ok(Self { sheets, book: Book::Whole(cells), room, past: 0 });
        }
        let mut archive = Archive::open(bytes).map_err(|kind| match kind {
            ErrorKind::Damaged(what) => damaged(&what),
            kind => kind,
        })?;
        if archive.has("content.xml") {
            let (sheets, cells) = ods::cells(&mut archive, &mut room)?;
            return Ok(Self { sheets, book: Book::Whole(cells), room, past: 0 });
        }
        if archive.has("xl/workbook.bin") {
            return Err(ErrorKind::NotText {
                what: "a binary Excel workbook (.xlsb)",
                todo: "save it as .xlsx",
            });
        }
        // The library unpacks without bounds: what is in the archive is measured first.
        archive.measure(|part| {
            // A text of two bytes makes a string of twenty-four.
            let strings = part.windows(4).filter(|w| *w == b"<si>" || *w == b"<si/").count();
            if strings > MAX_CELLS { Err(too_much()) } else { Ok(()) }
        })?;
        let book: Xlsx<_> =
            guarded(|| Xlsx::new(Cursor::new(bytes)).map_err(|error| damaged(&error)))?;
        let sheets = book.sheets_metadata().iter();
        let sheets = sheets.map(|sheet| Sheet {
            name: sheet.name.clone(),
            is_visible: sheet.visible == SheetVisible::Visible,
        });
        Ok(Self { sheets: sheets.collect(), book: Book::Xlsx(Box::new(book)), room, past: 0 })
    }

    /// The sheets, in the order of the workbook.
    pub(crate) fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// The rows of a sheet that hold something, by its place in [`sheets`](Self::sheets). A sheet
    /// is given once.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub(crate) fn rows(&mut self, at: usize) -> Result<Rows, ErrorKind> {
        Ok(self.grid(at)?.rows)
    }

    /// As [`rows`](Self::rows), with the cells that were merged over several of them.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub(crate) fn grid(&mut self, at: usize) -> Result<Grid, ErrorKind> {
        let cells = match &mut self.book {
            Book::Whole(sheets) => std::mem::take(&mut sheets[at]),
            Book::Xlsx(book) => {
                let (name, room) = (&self.sheets[at].name, &mut self.room);
                guarded(|| xlsx(book, name, room))?
            }
        };
        let grid = cells.into_grid()?;
        self.past += grid.past;
        Ok(grid)
    }

    /// How many cells of the rows that were given stand past the columns that are read.
    pub(crate) fn cells_past(&self) -> usize {
        self.past
    }
}

fn xlsx(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str, room: &mut Room) -> Result<Cells, ErrorKind> {
    let failed = |error: XlsxError| damaged(&error);
    let mut cells = Cells::default();
    let mut reader = book.worksheet_cells_reader(sheet).map_err(failed)?;
    while let Some(cell) = reader.next_cell().map_err(failed)? {
        let (row, column) = cell.get_position();
        match cell.get_value() {
            // Not copied before it is known that there is room.
            DataRef::SharedString(text) => cells.add(row, column, text, room)?,
            DataRef::Empty => {}
            other => cells.add(row, column, &Data::from(other.clone()).to_string(), room)?,
        }
    }
    drop(reader);
    merge(&mut cells, &book.merge_cells_by_sheet_name(sheet).map_err(failed)?);
    Ok(cells)
}

/// Notes which cells are merged.
fn merge(cells: &mut Cells, merged: &[Dimensions]) {
    for it in merged {
        cells.merge(it.start.1, it.start.0, it.end.0);
    }
}

/// How an old workbook begins: \[MS-CFB\] 2.2.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0";

/// The sheets of an old workbook and their cells.
fn old(bytes: &[u8], room: &mut Room) -> Result<(Vec<Sheet>, Vec<Cells>), ErrorKind> {
    if bytes.len() > MAX_XLS {
        return Err(ErrorKind::Hostile(format!("an .xls of more than {} MB", MAX_XLS >> 20)));
    }
    if !bytes.starts_with(COMPOUND) {
        return Err(damaged(&"it is none, though its name says so"));
    }
    guarded(|| {
        xls::check(bytes)?;
        let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        let sheets = book.sheets_metadata().iter().map(|sheet| Sheet {
            name: sheet.name.clone(),
            is_visible: sheet.visible == SheetVisible::Visible,
        });
        let sheets: Vec<Sheet> = sheets.collect();
        let mut all = Vec::new();
        for sheet in &sheets {
            let range = book.worksheet_range(&sheet.name).map_err(|error| damaged(&error))?;
            let (top, left) = range.start().unwrap_or_default();
            let mut cells = Cells::default();
            for (row, column, cell) in range.used_cells() {
                cells.add(top + row as u32, left + column as u32, &cell.to_string(), room)?;
            }
            let merged = book.merge_cells_by_sheet_name(&sheet.name);
            merge(&mut cells, &merged.map_err(|error| damaged(&error))?);
            all.push(cells);
        }
        Ok((sheets, all))
    })
}

thread_local! {
    /// Whether a panic of this thread is one that [`guarded`] makes an error of.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs the spreadsheet library, which panics on some damaged files: its panic becomes an error
/// and prints nothing.
fn guarded<T>(read: impl FnOnce() -> Result<T, ErrorKind>) -> Result<T, ErrorKind> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !GUARDED.get() {
                before(info);
            }
        }));
    });
    GUARDED.set(true);
    let read = panic::catch_unwind(AssertUnwindSafe(read));
    GUARDED.set(false);
    read.unwrap_or_else(|_| Err(damaged(&"its records lead outside of it")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_formula_is_told_from_text() {
        assert!(["Err:502", "#N/A", "#DIV/0!"].into_iter().all(is_failed));
        assert!(!["Err: see the note", "Err:", "Err:5020", "#N", ""].into_iter().any(is_failed));
    }

    #[test]
    fn a_panic_of_the_library_is_damage() {
        let read = guarded::<()>(|| panic!("index out of bounds"));
        assert!(matches!(read, Err(ErrorKind::DamagedWorkbook(_))));
    }
}
