//! Text set in columns, which lines interleave: found and refused.

use std::fmt;

use super::line::Line;
use crate::{Document, script};

/// Why a document cannot be read as lines of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    kind: RefusalKind,
    first_line: usize,
    last_line: usize,
    page: Option<usize>,
}

/// What stands in the way of reading lines as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RefusalKind {
    /// Two columns of text side by side.
    Columns,
    /// The cells of a table side by side.
    Table,
}

impl Refusal {
    /// What stands in the way.
    pub fn kind(&self) -> RefusalKind {
        self.kind
    }

    /// The lines of the file it concerns, from 1, both inclusive.
    pub fn lines(&self) -> (usize, usize) {
        (self.first_line, self.last_line)
    }

    /// The page it concerns, from 1, where known.
    pub fn page(&self) -> Option<usize> {
        self.page
    }

    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self.kind {
            RefusalKind::Columns => {
                "extract the text again in reading order (`pdftotext FILE.pdf`, without `-layout`)"
            }
            RefusalKind::Table => {
                "take the table out, or extract the text again without `-layout`, or give the file with one paragraph a line (`--layout paragraphs`)"
            }
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            RefusalKind::Columns => {
                "are set in two columns, so each line holds pieces of two texts"
            }
            RefusalKind::Table => "are a table, so each line holds pieces of several cells",
        };
        write!(f, "lines {} to {} {what}: {}", self.first_line, self.last_line, self.remedy())
    }
}

impl std::error::Error for Refusal {}

/// The least gap between columns.
const GUTTER: usize = 3;
/// How many lines are looked at together.
const WINDOW: usize = 50;
/// The least number of rows that make a table.
const ROWS: usize = 4;

/// A line as cells: where each begins and ends, in columns.
struct Row {
    line: usize,
    page: Option<usize>,
    cells: Vec<(usize, usize)>,
    numeric_tail: bool,
}

/// Refuses a document with a page in columns or with a table.
pub(crate) fn refuse(document: &Document, lines: &[Line]) -> Result<(), Refusal> {
    // Most documents have no gap anywhere.
    if lines.iter().all(|line| line.gap < GUTTER) {
        return Ok(());
    }
    let mut blocks = document.blocks.iter().enumerate();
    let mut rows = Vec::with_capacity(lines.len());
    for line in lines {
        let (_, block) = blocks
            .by_ref()
            .find(|(index, block)| [index + 1, block.line].contains(&line.number))
            .expect("a line is a block");
        rows.push(row(block.text.trim_start_matches('\u{c}'), line));
    }
    let mut rest = &*rows;
    for page in lines.chunk_by(|_, next| !next.form_feed) {
        let (here, below) = rest.split_at(page.len());
        here.chunks(WINDOW).try_for_each(page_in_columns)?;
        rest = below;
    }
    table(&rows)
}

fn row(raw: &str, line: &Line) -> Row {
    let mut cells: Vec<(usize, usize)> = Vec::new();
    let (mut column, mut end) = (0, 0);
    let mut last_cell = String::new();
    for c in raw.chars() {
        let width = if c == '\t' { 8 - column % 8 } else { script::columns(c).max(1) };
        if !c.is_whitespace() {
            match cells.last_mut() {
                Some(cell) if column < end + GUTTER => cell.1 = column + width,
                _ => {
                    cells.push((column, column + width));
                    last_cell.clear();
                }
            }
            last_cell.push(c);
            end = column + width;
        }
        column += width;
    }
    // The numbers of pages behind the lines of a table of contents are no column.
    let numeric_tail = last_cell.len() <= 6 && last_cell.chars().all(|c| c.is_ascii_alphanumeric());
    Row { line: line.number, page: line.page, cells, numeric_tail }
}

fn page_in_columns(rows: &[Row]) -> Result<(), Refusal> {
    if rows.len() < 8 {
        return Ok(());
    }
    let split: Vec<&Row> = rows.iter().filter(|row| !row.numeric_tail).collect();
    let mut gaps = vec![0_usize; 400];
    for pair in split.iter().flat_map(|row| row.cells.windows(2)) {
        for column in pair[0].1..pair[1].0.min(gaps.len()) {
            gaps[column] += 1;
        }
    }
    let (column, &count) =
        gaps.iter().enumerate().max_by_key(|&(_, count)| *count).unwrap_or((0, &0));
    if count * 2 <= rows.len() {
        return Ok(());
    }
    let wide = |side: fn(&(usize, usize), usize) -> bool| {
        let own = |row: &&Row| {
            row.cells.iter().filter(|cell| side(cell, column)).map(|c| c.1 - c.0).max()
        };
        let mut widths: Vec<usize> = split.iter().filter_map(own).collect();
        widths.sort_unstable();
        widths[widths.len() / 2] >= 20
    };
    let text = wide(|cell, column| cell.1 <= column) && wide(|cell, column| cell.0 > column);
    Err(refusal(if text { RefusalKind::Columns } else { RefusalKind::Table }, rows))
}

/// Rows of three cells or more, one below the other, whose gaps line up.
fn table(rows: &[Row]) -> Result<(), Refusal> {
    match rows.chunk_by(lined_up).find(|rows| rows.len() >= ROWS) {
        Some(rows) => Err(refusal(RefusalKind::Table, rows)),
        None => Ok(()),
    }
}

/// Whether two rows have three cells or more, and most gaps of one meet a gap of the other.
fn lined_up(above: &Row, below: &Row) -> bool {
    let gaps =
        |row: &Row| row.cells.windows(2).map(|pair| (pair[0].1, pair[1].0)).collect::<Vec<_>>();
    let (above, below) = (gaps(above), gaps(below));
    let meets = above.iter().filter(|a| below.iter().any(|b| a.0 < b.1 && b.0 < a.1)).count();
    above.len().min(below.len()) >= 2 && meets * 3 >= above.len() * 2
}

fn refusal(kind: RefusalKind, rows: &[Row]) -> Refusal {
    let first = rows.first().expect("a refusal concerns rows");
    let last = rows.last().expect("a refusal concerns rows");
    Refusal { kind, first_line: first.line, last_line: last.line, page: first.page }
}
