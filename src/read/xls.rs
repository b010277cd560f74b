//! Old workbooks (.xls): how far apart their cells stand.
//!
//! The spreadsheet library makes room for the rectangle that the cells of a sheet span, so that two
//! cells can cost gigabytes. What they span is measured here first. The numbers of records are those
//! of \[MS-XLS\].

use std::io::{Cursor, Read as _};

use super::{cells::MAX_CELLS, error::ErrorKind};

/// The rows and columns of a sheet.
const SHEET: u64 = 65_536 * 256;

/// Records that begin with the row and the column of a cell: `Number`, `Label`, `RString`, `BoolErr`,
/// `RK`, `LabelSst`, `MulRk`.
const CELLS: &[u16] = &[0x0203, 0x0204, 0x00D6, 0x0205, 0x027E, 0x00FD, 0x00BD];
const MUL_RK: u16 = 0x00BD;
const FORMULA: u16 = 0x0006;
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;
const DIMENSIONS: u16 = 0x0200;
const SHEET_PLACE: u16 = 0x0085;

/// Refuses an old workbook whose cells span more than can be read.
///
/// # Errors
/// [`ErrorKind::DamagedWorkbook`].
pub(super) fn check(bytes: &[u8]) -> Result<(), ErrorKind> {
    let damaged = |what: String| ErrorKind::DamagedWorkbook(what);
    let mut file =
        cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|error| damaged(error.to_string()))?;
    let name = ["Workbook", "Book"].into_iter().find(|name| file.is_stream(name));
    let name = name.ok_or_else(|| damaged("it has no stream of sheets".to_owned()))?;
    let mut stream = Vec::new();
    file.open_stream(name)
        .and_then(|part| part.take(bytes.len() as u64).read_to_end(&mut stream))
        .map_err(|error| damaged(error.to_string()))?;
    let places = Records(&stream).filter(|(kind, _)| *kind == SHEET_PLACE);
    let (mut spanned, mut read) = (0, 0);
    for (_, data) in places {
        let place = data.get(..4).and_then(|place| place.try_into().ok()).map(u32::from_le_bytes);
        let sheet = place.and_then(|place| stream.get(usize::try_from(place).ok()?..));
        let (cells, length) = span(sheet.unwrap_or_default());
        (spanned, read) = (spanned + cells, read + length);
        // Sheets stand one behind another; many that name one place would each be read anew.
        if read > stream.len() {
            return Err(damaged("its sheets overlap".to_owned()));
        }
        if spanned > MAX_CELLS as u64 {
            return Err(damaged("its cells stand too far apart".to_owned()));
        }
    }
    Ok(())
}

/// How many cells the values and the formulas of a sheet span, and its length in bytes.
fn span(sheet: &[u8]) -> (u64, usize) {
    let (mut values, mut formulas, mut claimed) = (Span::default(), Span::default(), 0);
    // What is embedded in the sheet stands between its own beginning and end.
    let mut depth = 0_usize;
    let mut records = Records(sheet);
    for (kind, data) in records.by_ref() {
        match kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            _ if depth > 1 => {}
            FORMULA => {
                values.add(data, 2);
                formulas.add(data, 2);
            }
            MUL_RK => {
                values.add(data, 2);
                values.add(data, data.len().saturating_sub(2));
            }
            kind if CELLS.contains(&kind) => values.add(data, 2),
            DIMENSIONS => claimed = claimed.max(claim(data)),
            _ => {}
        }
    }
    // Room that is only claimed is not filled; but no sheet is larger than a sheet.
    let claimed = if claimed > SHEET { claimed } else { 0 };
    (values.cells() + formulas.cells() + claimed, sheet.len() - records.0.len())
}

/// How many cells a sheet says that it has.
fn claim(data: &[u8]) -> u64 {
    let long = |at: usize| u64::from(word(data, at)) | u64::from(word(data, at + 2)) << 16;
    let short = |at: usize| u64::from(word(data, at));
    let (rows, columns) = if data.len() >= 14 {
        ((long(0), long(4)), (short(8), short(10)))
    } else {
        ((short(0), short(2)), (short(4), short(6)))
    };
    rows.1.saturating_sub(rows.0).saturating_mul(columns.1.saturating_sub(columns.0))
}

fn word(data: &[u8], at: usize) -> u16 {
    data.get(at..at + 2).map_or(0, |bytes| u16::from_le_bytes([bytes[0], bytes[1]]))
}

/// The rectangle that cells span.
#[derive(Default)]
struct Span {
    /// First and last.
    rows: Option<(u16, u16)>,
    columns: Option<(u16, u16)>,
}

impl Span {
    /// Adds the cell of a record whose column stands at that byte.
    fn add(&mut self, data: &[u8], column_at: usize) {
        let widen = |range: &mut Option<(u16, u16)>, at: u16| {
            let (first, last) = range.unwrap_or((at, at));
            *range = Some((first.min(at), last.max(at)));
        };
        widen(&mut self.rows, word(data, 0));
        widen(&mut self.columns, word(data, column_at));
    }

    fn cells(&self) -> u64 {
        let length = |(first, last): (u16, u16)| u64::from(last - first) + 1;
        self.rows.map_or(0, length) * self.columns.map_or(0, length)
    }
}

/// The records of a stream: the kind of each and its data.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (head, rest) = self.0.split_at_checked(4)?;
        let (data, rest) = rest.split_at_checked(usize::from(word(head, 2)))?;
        self.0 = rest;
        Some((word(head, 0), data))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes()[..], data].concat()
    }

    fn number(row: u16, column: u16) -> Vec<u8> {
        let place = [&row.to_le_bytes()[..], &column.to_le_bytes()[..], &[0; 10]].concat();
        record(0x0203, &place)
    }

    /// A workbook of sheets that are all in one place, with these records.
    fn workbook(records: &[Vec<u8>], sheets: usize) -> Vec<u8> {
        let begin = || record(BEGIN, &[0, 6, 5, 0, 0, 0, 0, 0]);
        let name = |place: u32| {
            record(SHEET_PLACE, &[&place.to_le_bytes()[..], &[0, 0, 1, 0, b'a']].concat())
        };
        let end = record(END, &[]);
        let place = u32::try_from(begin().len() + name(0).len() * sheets + end.len()).unwrap();
        let names = name(place).repeat(sheets);
        let stream = [begin(), names, end.clone(), begin(), records.concat(), end].concat();
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream("Workbook").unwrap().write_all(&stream).unwrap();
        file.into_inner().into_inner()
    }

    #[test]
    fn cells_that_stand_too_far_apart_are_refused_before_there_is_room_for_them() {
        for (records, is_read) in [
            (vec![number(0, 0), number(9, 3)], true),
            (vec![number(60_000, 0), number(60_009, 200)], true),
            (vec![number(0, 0), number(65_535, 65_535)], false),
            (vec![number(0, 0), number(65_535, 255)], false),
            (
                vec![record(DIMENSIONS, &[0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 255, 255, 0, 0])],
                false,
            ),
            (vec![record(DIMENSIONS, &[0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0])], true),
        ] {
            let bytes = workbook(&records, 1);
            let refused = matches!(check(&bytes), Err(ErrorKind::DamagedWorkbook(_)));
            assert_eq!(refused, !is_read, "{records:?}");
            let book = super::super::workbook::Workbook::open(&bytes);
            assert_eq!(book.is_ok(), is_read, "{records:?}");
        }
    }

    #[test]
    fn sheets_that_name_one_place_are_refused() {
        let records: Vec<_> = (0..100).map(|row| number(row, 0)).collect();
        assert!(check(&workbook(&records, 1)).is_ok());
        assert!(matches!(check(&workbook(&records, 3)), Err(ErrorKind::DamagedWorkbook(_))));
    }
}
