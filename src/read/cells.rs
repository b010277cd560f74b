//! The filled cells of a sheet, within bounds.

use std::collections::{BTreeMap, BTreeSet};

use super::error::ErrorKind;

/// Rows that hold something: the number, from 1, and the cells, all of one width.
pub(crate) type Rows = Vec<(usize, Vec<String>)>;

/// How many columns that hold something are read, from the first.
const MAX_COLUMNS: usize = 64;
/// The most text that the cells read may hold together, in bytes.
const MAX_TEXT: usize = 256 << 20;
/// The most cells: filled ones, and rows times columns of what is given out.
pub(super) const MAX_CELLS: usize = 8_000_000;
/// A sheet's name, and whether the program shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) is_visible: bool,
}

/// Filled cells by row, from 0, each with its column.
type Row = Vec<(u32, String)>;

/// The filled cells of a sheet.
#[derive(Default)]
pub(super) struct Cells {
    rows: BTreeMap<u32, Row>,
}

impl Cells {
    /// Adds a cell that shows something.
    ///
    /// # Errors
    /// [`ErrorKind::Hostile`] when there is no room for it.
    pub(super) fn add(
        &mut self,
        row: u32,
        column: u32,
        text: &str,
        room: &mut Room,
    ) -> Result<(), ErrorKind> {
        if text.trim().is_empty() {
            return Ok(());
        }
        room.take(text.len())?;
        self.rows.entry(row).or_default().push((column, text.to_owned()));
        Ok(())
    }

    /// The rows, with the columns that hold nothing anywhere left out, and how many cells stand past
    /// the columns that are read.
    ///
    /// # Errors
    /// [`ErrorKind::Hostile`] where rows times columns are too many.
    pub(super) fn into_rows(self) -> Result<(Rows, usize), ErrorKind> {
        let columns: BTreeSet<u32> =
            self.rows.values().flatten().map(|(column, _)| *column).collect();
        let columns: Vec<u32> = columns.into_iter().take(MAX_COLUMNS).collect();
        let width = columns.len().max(2);
        if self.rows.len() * width > MAX_CELLS {
            return Err(too_much());
        }
        let mut past = 0;
        let row = |(row, filled): (u32, Row)| {
            let mut texts = vec![String::new(); width];
            for (column, text) in filled {
                if let Ok(place) = columns.binary_search(&column) {
                    texts[place] = text;
                } else {
                    past += 1;
                }
            }
            (row as usize + 1, texts)
        };
        let rows = self.rows.into_iter().map(row).collect();
        Ok((rows, past))
    }
}

/// How much may still be read.
pub(super) struct Room {
    text: usize,
    cells: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self { text: MAX_TEXT, cells: MAX_CELLS }
    }
}

impl Room {
    /// # Errors
    /// [`ErrorKind::Hostile`] when there is no room for so many cells more.
    pub(super) fn check(&self, cells: u64) -> Result<(), ErrorKind> {
        if cells > self.cells as u64 { Err(too_much()) } else { Ok(()) }
    }

    fn take(&mut self, bytes: usize) -> Result<(), ErrorKind> {
        let text = self.text.checked_sub(bytes);
        let cells = self.cells.checked_sub(1);
        (self.text, self.cells) = text.zip(cells).ok_or_else(too_much)?;
        Ok(())
    }
}

pub(super) fn too_much() -> ErrorKind {
    ErrorKind::Hostile(format!(
        "its cells hold more than {} MB or are more than {MAX_CELLS}",
        MAX_TEXT >> 20
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_hold_nothing_take_no_room() {
        let mut room = Room { text: 100, cells: 3 };
        let mut cells = Cells::default();
        cells.add(0, 0, "a", &mut room).unwrap();
        cells.add(1_048_575, 16_383, "b", &mut room).unwrap();
        cells.add(5, 5, " ", &mut room).unwrap();
        let row = |n, a: &str, b: &str| (n, vec![a.to_owned(), b.to_owned()]);
        assert_eq!(cells.into_rows().unwrap().0, [row(1, "a", ""), row(1_048_576, "", "b")]);
    }

    #[test]
    fn columns_past_the_last_that_is_read_are_counted() {
        let mut cells = Cells::default();
        for column in 0..70 {
            cells.add(column % 2, column, "x", &mut Room::default()).unwrap();
        }
        let (rows, past) = cells.into_rows().unwrap();
        assert_eq!((rows.len(), rows[0].1.len(), past), (2, MAX_COLUMNS, 6));
    }

    #[test]
    fn the_sum_of_text_and_the_number_of_cells_are_bounded() {
        let mut room = Room { text: 5, cells: 2 };
        let mut cells = Cells::default();
        cells.add(0, 0, "abc", &mut room).unwrap();
        assert!(matches!(cells.add(0, 1, "abc", &mut room), Err(ErrorKind::Hostile(_))));
        cells.add(0, 1, "ab", &mut room).unwrap();
        assert!(matches!(cells.add(0, 2, "x", &mut room), Err(ErrorKind::Hostile(_))));
    }
}
