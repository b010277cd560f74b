//! Termbases that are tables: TSV, CSV, and the rows of a spreadsheet.

use crate::termbase::columns::{Column, columns_of, from_header, is_deepl, oriented};
use crate::termbase::concept::{Concept, Kind, Origin, Status, Term, Weight};
use crate::termbase::error::{Error, ErrorKind};
use crate::termbase::fields::{self, answer, list};
use crate::termbase::memoq;
use crate::termbase::merge::merge;
use crate::termbase::rows::{Row, csv_rows, has_han, tsv_rows};

/// So many bytes a cell may have: more is no term, but a text that lost its line breaks.
const LONGEST: usize = 500_000;
/// So many entries a termbase may have: more is no termbase, but a dictionary.
const MOST: usize = 500_000;

/// Reads tab-separated text. A cell in double quotes is taken without them.
///
/// # Errors
/// A row whose number of cells differs from the header's, two columns of one meaning, no entry.
pub fn read_tsv(file: &str, text: &str) -> Result<Vec<Concept>, Error> {
    read_rows(file, &tsv_rows(text))
}

/// Reads comma- or semicolon-separated text (whichever the first line has more of), with quoted
/// cells that may hold line breaks.
///
/// # Errors
/// As [`read_tsv`].
pub fn read_csv(file: &str, text: &str) -> Result<Vec<Concept>, Error> {
    read_rows(file, &csv_rows(file, text)?)
}

/// Reads rows: the first one may be a header. Without one, the first two columns are the Chinese
/// and the English term, or the other way round when the first cells hold no Chinese.
///
/// # Errors
/// As [`read_tsv`].
pub fn read_rows(file: &str, rows: &[Row]) -> Result<Vec<Concept>, Error> {
    if is_deepl(rows) {
        return Ok(rows.iter().map(|row| of_deepl(file, row)).collect());
    }
    let rows = from_header(rows);
    let Some(first) = rows.first() else { return Err(Error::new(file, 0, ErrorKind::Empty)) };
    if memoq::is_header(&first.cells) {
        return memoq::read(file, first, &rows[1..]);
    }
    let named = columns_of(&first.cells);
    let has = |column| named.contains(&column);
    let is_header = has(Column::Chinese) || has(Column::English);
    let (columns, rows) = if is_header {
        check_header(file, first, &named)?;
        (oriented(named, first, &rows[1..]), &rows[1..])
    } else if first.cells.len() < 2 {
        return Err(Error::new(file, first.line, ErrorKind::NoColumn("English", "en")));
    } else if !first.cells.iter().any(|it| has_han(it)) {
        // A first row without Chinese is a header that says nothing to us.
        return Err(Error::new(file, first.line, ErrorKind::NoColumn("Chinese", "zh")));
    } else {
        let mut columns = vec![Column::Other; first.cells.len()];
        // A column of nothing but numbers is none of terms.
        let is_number = |at: usize| {
            let mut cells = rows.iter().filter_map(|row| row.cells.get(at)).map(|it| it.trim());
            cells.all(|it| it.chars().all(|c| c.is_ascii_digit() || c == '.'))
        };
        let one = (0..first.cells.len() - 2).take_while(|&at| is_number(at)).count();
        let swapped = first_is_english(rows, one);
        (columns[one], columns[one + 1]) = if swapped {
            (Column::English, Column::Chinese)
        } else {
            (Column::Chinese, Column::English)
        };
        (columns, rows)
    };
    if rows.len() > MOST {
        return Err(Error::new(file, rows[MOST].line, ErrorKind::ManyEntries(MOST)));
    }
    let take = columns.iter().position(|&it| it == Column::Take);
    let is_taken = |row: &&Row| {
        let word = |at: usize| row.cells.get(at).map_or("", |it| it.trim());
        take.is_none_or(|at| answer(word(at).split(' ').next().unwrap_or_default()) == Some(true))
    };
    let (columns, moved) = answered(columns, rows);
    let mut concepts = Vec::with_capacity(rows.len());
    for row in moved.as_deref().unwrap_or(rows).iter().filter(is_taken) {
        if row.cells.len() != columns.len() {
            let kind = ErrorKind::Columns { expected: columns.len(), found: row.cells.len() };
            return Err(Error::new(file, row.line, kind));
        }
        concepts.push(concept(file, row, &columns)?);
    }
    if concepts.is_empty() {
        let kind = if take.is_some() { ErrorKind::NothingTaken } else { ErrorKind::Empty };
        return Err(Error::new(file, 0, kind));
    }
    Ok(if moved.is_some() { merge(concepts).0 } else { concepts })
}

fn check_header(file: &str, header: &Row, columns: &[Column]) -> Result<(), Error> {
    for (column, what, name) in
        [(Column::Chinese, "Chinese", "zh"), (Column::English, "English", "en")]
    {
        if !columns.contains(&column) {
            return Err(Error::new(file, header.line, ErrorKind::NoColumn(what, name)));
        }
    }
    for (at, column) in columns.iter().enumerate() {
        if !matches!(column, Column::Other | Column::Number) && columns[..at].contains(column) {
            let kind = ErrorKind::TwiceNamed(header.cells[at].trim().to_owned());
            return Err(Error::new(file, header.line, kind));
        }
    }
    Ok(())
}

/// A row of two terms and their codes.
fn of_deepl(file: &str, row: &Row) -> Concept {
    let columns = columns_of(&row.cells[2..]);
    let (chinese, english) = if columns[0] == Column::Chinese { (0, 1) } else { (1, 0) };
    Concept {
        origin: Origin { file: file.to_owned(), line: row.line },
        terms: vec![
            Term::new("zh", row.cells[chinese].trim(), Status::Preferred),
            Term::new("en", row.cells[english].trim(), Status::Preferred),
        ],
        ..Concept::default()
    }
}

/// Whether of the columns at `one` and behind it the first is the English one.
fn first_is_english(rows: &[Row], one: usize) -> bool {
    let count = |column: usize| {
        rows.iter().filter(|row| row.cells.get(column).is_some_and(|it| has_han(it))).count()
    };
    count(one + 1) > count(one)
}

/// One row as a concept.
fn concept(file: &str, row: &Row, columns: &[Column]) -> Result<Concept, Error> {
    let bad = |kind| Error::new(file, row.line, kind);
    if let Some(at) = row.cells.iter().position(|it| it.len() > LONGEST) {
        return Err(bad(ErrorKind::LongCell(at + 1)));
    }
    let cell = |column: Column| {
        columns.iter().position(|&it| it == column).map_or("", |at| row.cells[at].trim())
    };
    let mut concept = Concept {
        id: Some(cell(Column::Id)).filter(|it| !it.is_empty()).map(str::to_owned),
        origin: Origin { file: file.to_owned(), line: row.line },
        terms: terms(cell),
        ..Concept::default()
    };
    for (column, text) in columns.iter().zip(&row.cells) {
        if let Column::Field(field) = column {
            fields::set(&mut concept, field, text.trim()).map_err(bad)?;
        }
    }
    if concept.severity.is_none() && cell(Column::Confidence).eq_ignore_ascii_case("c") {
        concept.severity = Some(Weight::Info);
    }
    Ok(concept)
}

/// Columns of statuses that hold answers tell the status of the rendering beside them: their cells
/// become the renderings they speak of. Entries of one Chinese term are one then.
fn answered(columns: Vec<Column>, rows: &[Row]) -> (Vec<Column>, Option<Vec<Row>>) {
    let place = |wanted: Column| columns.iter().position(|&it| it == wanted);
    let Some(english) = place(Column::English) else { return (columns, None) };
    let statuses = [Column::Admitted, Column::Superseded, Column::Forbidden];
    let says = |at: &usize| {
        let mut cells = rows.iter().filter_map(|row| row.cells.get(*at)).map(|it| it.trim());
        let is_empty = cells.clone().all(str::is_empty);
        !is_empty && cells.all(|it| it.is_empty() || answer(it).is_some())
    };
    let answers: Vec<usize> = statuses.into_iter().filter_map(place).filter(says).collect();
    if answers.is_empty() {
        return (columns, None);
    }
    let mut moved = rows.to_vec();
    for row in &mut moved {
        let rendering = row.cells.get(english).cloned().unwrap_or_default();
        for &at in &answers {
            if at >= row.cells.len() {
                continue;
            }
            let is_so = answer(row.cells[at].trim()) == Some(true);
            row.cells[at] = if is_so { rendering.clone() } else { String::new() };
            if is_so {
                row.cells[english].clear();
            }
        }
    }
    (columns, Some(moved))
}

/// The terms of a row.
fn terms<'a>(cell: impl Fn(Column) -> &'a str) -> Vec<Term> {
    let mut terms = Vec::new();
    for text in list(cell(Column::Chinese)) {
        terms.push(Term::new("zh", text, Status::Preferred));
    }
    for (column, status, kind) in [
        (Column::English, Status::Preferred, Kind::Full),
        (Column::Admitted, Status::Admitted, Kind::Full),
        (Column::Abbreviation, Status::Admitted, Kind::Abbreviation),
        (Column::Short, Status::Admitted, Kind::Short),
        (Column::Superseded, Status::Superseded, Kind::Full),
        (Column::Forbidden, Status::Forbidden, Kind::Full),
    ] {
        for (at, text) in list(cell(column)).enumerate() {
            // Further renderings in the main cell are as good, but they are not the first choice.
            let status =
                if at > 0 && column == Column::English { Status::Admitted } else { status };
            terms.push(Term { kind, ..Term::new("en", text, status) });
        }
    }
    terms
}
