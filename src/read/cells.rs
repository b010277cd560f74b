//! The filled cells of a sheet, within bounds.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

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

/// A cell that was merged over several rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tall {
    /// Its place in the rows of the grid, from 0.
    pub(crate) column: usize,
    /// The numbers of its rows, from 1.
    pub(crate) rows: RangeInclusive<usize>,
}

/// What a sheet shows.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Grid {
    pub(crate) rows: Rows,
    /// By column, then by first row.
    pub(crate) tall: Vec<Tall>,
    /// How many cells stand past the columns that are read.
    pub(super) past: usize,
}

impl Grid {
    /// The rows, where each row that a tall cell spans repeats its text: in a list, each of them is
    /// about that text.
    pub(crate) fn repeated(mut self) -> Rows {
        let (mut column, mut done) = (0, 0);
        for tall in self.tall {
            if tall.column != column {
                (column, done) = (tall.column, 0);
            }
            let at = |number: usize| self.rows.partition_point(|row| row.0 < number);
            let (first, end) = (at(*tall.rows.start()), at(tall.rows.end().saturating_add(1)));
            let text = match self.rows.get(first) {
                Some((number, cells)) if number == tall.rows.start() => cells[column].clone(),
                _ => continue,
            };
            // Ranges of a damaged file overlap: no row is visited twice.
            for (_, cells) in &mut self.rows[first.max(done).min(end)..end] {
                if cells[column].is_empty() {
                    cells[column].clone_from(&text);
                }
            }
            done = done.max(end);
        }
        self.rows
    }
}

/// The filled cells of a sheet.
#[derive(Default)]
pub(super) struct Cells {
    rows: BTreeMap<u32, Row>,
    /// The column, first and last row of the cells that were merged over rows, from 0.
    tall: Vec<(u32, u32, u32)>,
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

    /// Notes that the cell of a column is merged from one row to another.
    pub(super) fn merge(&mut self, column: u32, first: u32, last: u32) {
        if first < last {
            self.tall.push((column, first, last));
        }
    }

    /// The rows, with the columns that hold nothing anywhere left out.
    ///
    /// # Errors
    /// [`ErrorKind::Hostile`] where rows times columns are too many.
    pub(super) fn into_grid(mut self) -> Result<Grid, ErrorKind> {
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
        self.tall.sort_unstable();
        let tall = self.tall.into_iter().filter_map(|(column, first, last)| {
            let column = columns.binary_search(&column).ok()?;
            Some(Tall { column, rows: first as usize + 1..=last as usize + 1 })
        });
        Ok(Grid { rows, tall: tall.collect(), past })
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
        assert_eq!(cells.into_grid().unwrap().rows, [row(1, "a", ""), row(1_048_576, "", "b")]);
    }

    #[test]
    fn columns_past_the_last_that_is_read_are_counted() {
        let mut cells = Cells::default();
        for column in 0..70 {
            cells.add(column % 2, column, "x", &mut Room::default()).unwrap();
        }
        let grid = cells.into_grid().unwrap();
        assert_eq!((grid.rows.len(), grid.rows[0].1.len(), grid.past), (2, MAX_COLUMNS, 6));
    }

    #[test]
    fn a_merged_cell_is_repeated_in_its_rows() {
        let mut cells = Cells::default();
        let mut room = Room::default();
        for (row, column, text) in [(0, 2, "a"), (0, 3, "x"), (1, 3, "y"), (3, 3, "z")] {
            cells.add(row, column, text, &mut room).unwrap();
        }
        // The second and third are of a damaged file; the last stands where nothing is read.
        for (column, first, last) in [(2, 0, 1), (2, 1, 3), (3, 0, 3), (9, 0, 3)] {
            cells.merge(column, first, last);
        }
        let grid = cells.into_grid().unwrap();
        assert_eq!(grid.tall[0], Tall { column: 0, rows: 1..=2 });
        assert_eq!(grid.tall.len(), 3);
        let rows: Vec<Vec<String>> = grid.repeated().into_iter().map(|it| it.1).collect();
        assert_eq!(rows, [["a", "x"], ["a", "y"], ["a", "z"]]);
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
