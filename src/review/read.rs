//! Reads a review sheet back, from Excel or CSV.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::fingerprint::{of_bitext, of_rows};
use super::row::{BASE, COLUMNS, MADE_FROM, Row, Status};
use crate::bitext::{Bitext, saved};
use crate::emit::table::unguarded;
use crate::read::ErrorKind;
use crate::read::cell_comments::cell_comments;
use crate::read::pairs::records;
use crate::read::workbook::{Rows, Workbook, is_failed};

/// Why a sheet cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It is a workbook that cannot be read.
    #[error("{0}")]
    Workbook(ErrorKind),
    /// It is text in an encoding that cannot be told.
    #[error("is text neither in UTF-8 nor in GB18030: save it as .xlsx or as CSV in UTF-8")]
    Encoding,
    /// A formula that failed stands where text should.
    #[error(
        "row {row}: holds a formula that failed ({cell}): put an apostrophe before text that begins with = + - or @ \
         (第 {row} 行有出错的公式：以 = + - @ 开头的文字前请加撇号)"
    )]
    Formula {
        /// The row, from 1.
        row: usize,
        /// What stands there.
        cell: String,
    },
    /// It is no CSV.
    #[error("line {line}: this is not a CSV: {error}")]
    Csv {
        /// The line, from 1.
        line: usize,
        /// Why.
        error: ::csv::Error,
    },
    /// A column is missing.
    #[error(
        "row {row} has no column `{column}`: keep the header row of the sheet that was exported"
    )]
    Column {
        /// The row where the header is or should be, from 1.
        row: usize,
        /// The column's name.
        column: &'static str,
    },
    /// The bead number is no number.
    #[error(
        "row {row}: `{cell}` is no number of a pair: leave the number as it was, or empty in a row you inserted \
         (第 {row} 行：“{cell}”不是句对编号：编号请勿改动，插入的行留空)"
    )]
    Bead {
        /// The row, from 1.
        row: usize,
        /// What stands there.
        cell: String,
    },
    /// The status is none of the choices.
    #[error(
        "row {row}: `{cell}` is no status: use accepted, rejected, merge up, drop, or nothing \
         (第 {row} 行：“{cell}”不是状态：可用接受、拒绝、并入上行、删除，或留空)"
    )]
    Status {
        /// The row, from 1.
        row: usize,
        /// What stands there.
        cell: String,
    },
    /// Several rows are wrong.
    #[error("{} rows cannot be read: {}", .0.len(), .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Rows(Vec<Self>),
}

impl Error {
    /// Each row that is wrong; itself where that is all.
    pub fn each(&self) -> &[Self] {
        match self {
            Self::Rows(errors) => errors,
            _ => std::slice::from_ref(self),
        }
    }
}

/// The header is looked for in so many rows: a reviewer may have put a title above it.
const HEADER_WITHIN: usize = 20;

/// A review sheet that came back.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Its rows.
    pub rows: Vec<Row>,
    /// The state of the alignment that it was made from; none in a sheet that does not tell.
    made_from: Option<String>,
    /// Whether a reviewer left a comment, or something in a column of their own.
    has_notes: bool,
    /// The alignment that it was made from, where it has it with it.
    base: Option<Bitext>,
}

impl Sheet {
    /// Reads a sheet, as [`read`].
    ///
    /// # Errors
    /// As [`read`].
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let names = [COLUMNS[0].0, COLUMNS[0].1];
        if !is_workbook(bytes) {
            return sheet(&table(&decoded(bytes)?, &names)?, unguarded, &BTreeMap::new());
        }
        let Opened { rows, name, base } = workbook(bytes, &names)?;
        let comments = cell_comments(bytes, &name).map_err(Error::Workbook)?;
        let mut sheet = sheet(&rows, |cell| cell, &comments)?;
        let is_of = |base: &Bitext| sheet.made_from.as_deref() == Some(&of_bitext(base));
        sheet.base = base.filter(is_of);
        Ok(sheet)
    }

    /// The alignment that it was made from, where it has it with it: a workbook does, a CSV does not.
    pub fn base(&self) -> Option<&Bitext> {
        self.base.as_ref()
    }

    /// Whether it may have been made from the alignment as it is now: else its rows would undo what
    /// was corrected since.
    pub fn is_of(&self, bitext: &Bitext) -> bool {
        match &self.made_from {
            Some(made_from) => *made_from == of_bitext(bitext),
            // A sheet of version 0.1 tells its state by the numbers of the segments only.
            None => self.rows.iter().all(|row| has_segments_of(row, bitext)),
        }
    }

    /// Whether it names the state that it was made from, by which an edit is known. A sheet of
    /// version 0.1 does not.
    pub fn names_its_state(&self) -> bool {
        self.made_from.is_some()
    }

    /// Whether it holds what a person did to it, as far as can be told.
    pub fn is_edited(&self) -> bool {
        self.has_notes || self.made_from.as_deref() != Some(of_rows(&self.rows).as_str())
    }
}

/// The rows of a review sheet. Workbooks (of Excel old and new, and of `LibreOffice`) are told
/// by their first bytes; all else is CSV.
///
/// # Errors
/// When the file is neither, a column is missing, or a number or status makes no sense.
pub fn read(bytes: &[u8]) -> Result<Vec<Row>, Error> {
    Sheet::read(bytes).map(|sheet| sheet.rows)
}

/// What undoes the guards of a cell.
type Unguard = fn(&str) -> &str;

fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
}

/// The rows of a workbook (of Excel old and new, and of `LibreOffice`) or of a CSV whose header
/// names `first_column`, and what undoes the guards of its cells.
pub(super) fn rows_of(bytes: &[u8], first_column: &str) -> Result<(Rows, Unguard), Error> {
    if is_workbook(bytes) {
        return Ok((workbook(bytes, &[first_column])?.rows, |cell| cell));
    }
    Ok((table(&decoded(bytes)?, &[first_column])?, unguarded))
}

/// What is read of a workbook.
struct Opened {
    rows: Rows,
    /// The name of the sheet with the rows.
    name: String,
    base: Option<Bitext>,
}

/// The sheet with the header; the first that holds something where none has one.
fn workbook(bytes: &[u8], first_column: &[&str]) -> Result<Opened, Error> {
    let mut workbook = Workbook::open(bytes).map_err(Error::Workbook)?;
    let names: Vec<String> = workbook.sheets().iter().map(|sheet| sheet.name.clone()).collect();
    let mut found: Option<(Rows, String)> = None;
    let mut first = (Rows::new(), String::new());
    let mut base = None;
    for (at, name) in names.into_iter().enumerate() {
        if name == BASE {
            let rows = workbook.rows(at).map_err(Error::Workbook)?;
            let lines: Vec<String> = rows.into_iter().map(|(_, cells)| cells.concat()).collect();
            base = saved::parse(&lines.join("\n")).ok();
        } else if found.is_none() {
            let rows = workbook.rows(at).map_err(Error::Workbook)?;
            if header(&rows, first_column).is_some() {
                found = Some((rows, name));
            } else if first.0.is_empty() {
                first = (rows, name);
            }
        }
    }
    let (rows, name) = found.unwrap_or(first);
    Ok(Opened { rows, name, base })
}

/// Where the header stands, from 0.
pub(super) fn header(table: &Rows, first_column: &[&str]) -> Option<usize> {
    let is_named = |cell: &String| first_column.iter().any(|name| is_named(cell, name));
    let is_header = |(_, cells): &(usize, Vec<String>)| cells.iter().any(is_named);
    table.iter().take(HEADER_WITHIN).position(is_header)
}

/// Whether a cell of the header has this name; the Chinese one and a language code may follow it.
pub(super) fn is_named(cell: &str, name: &str) -> bool {
    cell.trim_start_matches('\u{feff}').split_whitespace().next() == Some(name)
}

/// As UTF-8 or UTF-16 by its mark; what is neither comes from a Chinese Excel, which writes GB18030.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, Error> {
    let encoding = match std::str::from_utf8(bytes) {
        Ok(_) => encoding_rs::UTF_8,
        Err(_) => encoding_rs::GB18030,
    };
    let (text, _, damaged) = encoding.decode(bytes);
    if damaged { Err(Error::Encoding) } else { Ok(text) }
}

fn table(text: &str, first_column: &[&str]) -> Result<Rows, Error> {
    // A spreadsheet of another country writes semicolons, an editor may have written tabs.
    let mut first = text.lines().take(HEADER_WITHIN);
    let header =
        first.find(|line| first_column.iter().any(|name| line.contains(name))).unwrap_or_default();
    let delimiter = [',', ';', '\t'].into_iter().max_by_key(|mark| header.matches(*mark).count());
    let delimiter = delimiter.map_or(b',', |mark| mark as u8);
    let records =
        records(text, delimiter, true).map_err(|(line, error)| Error::Csv { line, error })?;
    Ok(records.into_iter().map(|record| (record.row, record.cells)).collect())
}

/// Whether a cell of the header names a column of ours, in English or in Chinese.
fn is_column(cell: &str, name: &str) -> bool {
    let zh = COLUMNS.iter().find(|(en, _)| *en == name).map_or(name, |(_, zh)| zh);
    is_named(cell, name) || is_named(cell, zh)
}

fn sheet(
    table: &Rows,
    unguard: Unguard,
    comments: &BTreeMap<usize, Vec<String>>,
) -> Result<Sheet, Error> {
    let top = header(table, &[COLUMNS[0].0, COLUMNS[0].1]).unwrap_or(0);
    let (row, names) = table.get(top).map_or((1, &[][..]), |(row, cells)| (*row, cells));
    let column = |column: &'static str| {
        let found = names.iter().position(|cell| is_column(cell, column));
        found.ok_or(Error::Column { row, column })
    };
    let places = Places {
        bead: column("bead")?,
        status: column("status")?,
        source: column("source")?,
        target: column("target")?,
        comment: column("comment").ok(),
        ids: column("source_ids").ok().zip(column("target_ids").ok()),
    };
    let made_from = names.iter().find(|cell| is_named(cell, MADE_FROM));
    let made_from = made_from.and_then(|cell| cell.split_whitespace().last()).map(str::to_owned);
    let is_ours = |cell: &String| COLUMNS.iter().any(|(name, _)| is_column(cell, name));
    let ours: Vec<bool> = names.iter().map(is_ours).collect();
    let mut has_notes = false;
    let (mut rows, mut wrong) = (Vec::new(), Vec::new());
    for &(number, ref cells) in table.iter().skip(top + 1) {
        let is_filled = |at: usize| cells.get(at).is_some_and(|cell| !cell.trim().is_empty());
        has_notes |= (0..cells.len()).any(|at| ours.get(at) != Some(&true) && is_filled(at));
        let comments = comments.get(&number).map_or(&[][..], Vec::as_slice);
        match places.row(number, cells, unguard, comments) {
            Ok(row) => rows.extend(Some(row).filter(Row::says_something)),
            Err(errors) => wrong.extend(errors),
        }
    }
    match wrong.pop() {
        None => Ok(Sheet { rows, made_from, has_notes, base: None }),
        Some(one) if wrong.is_empty() => Err(one),
        Some(last) => {
            wrong.push(last);
            Err(Error::Rows(wrong))
        }
    }
}

/// Where the columns stand, from 0.
struct Places {
    bead: usize,
    status: usize,
    source: usize,
    target: usize,
    comment: Option<usize>,
    ids: Option<(usize, usize)>,
}

impl Places {
    /// A row of the sheet, or what is wrong in it.
    fn row(
        &self,
        number: usize,
        cells: &[String],
        unguard: Unguard,
        comments: &[String],
    ) -> Result<Row, Vec<Error>> {
        let mut wrong = vec![];
        let cell = |column: usize| cells.get(column).map_or("", |cell| cell.trim());
        let mut text = |column: usize| {
            let text = unguard(cell(column));
            if is_failed(text) {
                wrong.push(Error::Formula { row: number, cell: text.to_owned() });
            }
            // A workbook of Windows may hold both characters of its line ends.
            text.replace("\r\n", "\n").replace("_x000D_\n", "\n")
        };
        let (source, target) = (text(self.source), text(self.target));
        let column = self.comment.map(|column| unguard(cell(column)).to_owned());
        let comment = column.iter().chain(comments).map(|it| it.trim());
        let comment: Vec<&str> = comment.filter(|it| !it.is_empty()).collect();
        let comment = (column.is_some() || !comments.is_empty()).then(|| comment.join("\n"));
        let bead = match cell(self.bead) {
            "" => None,
            text => bead_number(text).or_else(|| {
                wrong.push(Error::Bead { row: number, cell: text.to_owned() });
                None
            }),
        };
        let status = Status::named(cell(self.status)).unwrap_or_else(|| {
            wrong.push(Error::Status { row: number, cell: cell(self.status).to_owned() });
            Status::Open
        });
        if wrong.is_empty() {
            let ids = self.ids.map(|(s, t)| (cell(s).to_owned(), cell(t).to_owned()));
            Ok(Row { number, bead, status, source, target, ids, comment })
        } else {
            Err(wrong)
        }
    }
}

/// Whether a row names the segments that its bead has, as far as it names any.
fn has_segments_of(row: &Row, bitext: &Bitext) -> bool {
    let bead = row.bead.and_then(|number| bitext.beads.get(number - 1));
    let Some((bead, (source, target))) = bead.zip(row.ids.as_ref()) else { return true };
    // A spreadsheet may have taken `101,102` for one number, or have written `12.0`.
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let has = |cell: &str, ids: &[usize]| {
        let named = digits(cell.trim_end_matches(".0"));
        named.is_empty() || named == ids.iter().map(usize::to_string).collect::<String>()
    };
    has(source, &bead.source.ids) && has(target, &bead.target.ids)
}

/// The bead number of a cell; a spreadsheet may have written `12.0`.
fn bead_number(cell: &str) -> Option<usize> {
    let whole = cell.split_once('.').filter(|(_, rest)| rest.bytes().all(|b| b == b'0'));
    whole.map_or(cell, |(whole, _)| whole).parse().ok().filter(|&number| number > 0)
}
