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
/// How many lines are looked at together where there are no pages.
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
    if !document
        .blocks
        .iter()
        .any(|block| block.text.trim().contains("   ") || block.text.contains('\t'))
    {
        return Ok(());
    }
    let mut text = document.blocks.iter().enumerate();
    let rows: Vec<Row> = lines
        .iter()
        .map(|line| {
            let raw = text
                .by_ref()
                .find(|(index, block)| {
                    line.number == if block.line == 0 { index + 1 } else { block.line }
                })
                .map_or(&*line.text, |(_, block)| block.text.as_str());
            row(raw.trim_start_matches('\u{c}'), line)
        })
        .collect();
    let mut start = 0;
    for end in 1..=rows.len() {
        if end == rows.len()
            || lines[end].form_feed
            || end - start >= WINDOW && lines[end].page.is_none()
        {
            page_in_columns(&rows[start..end])?;
            start = end;
        }
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
    let numeric_tail = cells.len() == 2
        && last_cell.len() <= 6
        && last_cell.chars().all(|c| c.is_ascii_alphanumeric());
    Row { line: line.number, page: line.page, cells, numeric_tail }
}

fn page_in_columns(rows: &[Row]) -> Result<(), Refusal> {
    if rows.len() < 8 {
        return Ok(());
    }
    let split: Vec<&Row> =
        rows.iter().filter(|row| row.cells.len() >= 2 && !row.numeric_tail).collect();
    if split.len() * 2 <= rows.len() {
        return Ok(());
    }
    let mut gaps = vec![0_usize; 400];
    for row in &split {
        for pair in row.cells.windows(2) {
            for column in pair[0].1..pair[1].0.min(gaps.len()) {
                gaps[column] += 1;
            }
        }
    }
    let (column, &count) =
        gaps.iter().enumerate().max_by_key(|&(_, count)| *count).unwrap_or((0, &0));
    if count * 2 <= rows.len() {
        return Ok(());
    }
    let wide = |side: fn(&Row, usize) -> usize| {
        let mut widths: Vec<usize> = split.iter().map(|row| side(row, column)).collect();
        widths.sort_unstable();
        widths[widths.len() / 2]
    };
    let left = wide(|row, column| {
        row.cells
            .iter()
            .filter(|cell| cell.1 <= column)
            .map(|cell| cell.1 - cell.0)
            .max()
            .unwrap_or(0)
    });
    let right = wide(|row, column| {
        row.cells
            .iter()
            .filter(|cell| cell.0 > column)
            .map(|cell| cell.1 - cell.0)
            .max()
            .unwrap_or(0)
    });
    let kind = if left >= 20 && right >= 20 { RefusalKind::Columns } else { RefusalKind::Table };
    Err(refusal(kind, rows))
}

/// Rows of three cells or more, one below the other, whose gaps line up.
fn table(rows: &[Row]) -> Result<(), Refusal> {
    let mut start = 0;
    while start < rows.len() {
        let mut end = start;
        while end < rows.len()
            && rows[end].cells.len() >= 3
            && (end == start || lined_up(&rows[end - 1], &rows[end]))
        {
            end += 1;
        }
        if end - start >= ROWS {
            return Err(refusal(RefusalKind::Table, &rows[start..end]));
        }
        start = end.max(start + 1);
    }
    Ok(())
}

/// Whether most gaps of one row meet a gap of the other.
fn lined_up(above: &Row, below: &Row) -> bool {
    let gaps =
        |row: &Row| row.cells.windows(2).map(|pair| (pair[0].1, pair[1].0)).collect::<Vec<_>>();
    let (above, below) = (gaps(above), gaps(below));
    let meets = above.iter().filter(|a| below.iter().any(|b| a.0 < b.1 && b.0 < a.1)).count();
    meets * 3 >= above.len() * 2
}

fn refusal(kind: RefusalKind, rows: &[Row]) -> Refusal {
    let first = rows.first().expect("a refusal concerns rows");
    let last = rows.last().expect("a refusal concerns rows");
    Refusal { kind, first_line: first.line, last_line: last.line, page: first.page }
}
