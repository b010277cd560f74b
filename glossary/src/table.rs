//! Termbases that are tables: TSV, CSV, and the rows of a spreadsheet.

use crate::concept::{Case, Concept, Inflect, Kind, Origin, Status, Term, Weight};
use crate::error::{Error, ErrorKind};
use crate::lint::{Fault, Grade};
use crate::memoq;

/// One row of a table with its line, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line, or the row of a sheet, from 1.
    pub line: usize,
    /// Its cells.
    pub cells: Vec<String>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Chinese,
    English,
    Admitted,
    Superseded,
    Forbidden,
    Abbreviation,
    Short,
    Case,
    Inflect,
    Gap,
    Severity,
    Confidence,
    Domain,
    Source,
    Note,
    NotBefore,
    NotAfter,
    NotInside,
    AllowShort,
    Always,
    Id,
    Other,
}

/// Reads tab-separated text. A cell in double quotes is taken without them.
///
/// # Errors
/// A row whose number of cells differs from the header's, two columns of one meaning, no entry.
pub fn read_tsv(file: &str, text: &str) -> Result<Vec<Concept>, Error> {
    read_rows(file, &tsv_rows(text))
}

/// The rows of tab-separated text that hold anything.
pub(crate) fn tsv_rows(text: &str) -> Vec<Row> {
    text.trim_start_matches('\u{feff}')
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| Row { line: at + 1, cells: line.split('\t').map(unquoted).collect() })
        .collect()
}

/// Whether tab-separated text begins with a header that names both languages.
///
/// An entry is never taken for one: its two cells translate each other, and `中文`, `Chinese` name
/// one column, not two.
pub(crate) fn has_header(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let cells: Vec<String> = first.split('\t').map(unquoted).collect();
    let named = columns_of(&cells);
    named.contains(&Column::Chinese) && named.contains(&Column::English)
}

/// Reads comma- or semicolon-separated text (whichever the first line has more of), with quoted
/// cells that may hold line breaks.
///
/// # Errors
/// As [`read_tsv`].
pub fn read_csv(file: &str, text: &str) -> Result<Vec<Concept>, Error> {
    read_rows(file, &csv_rows(file, text)?)
}

/// The rows of comma- or semicolon-separated text that hold anything.
///
/// # Errors
/// CSV that is broken, with its line.
pub(crate) fn csv_rows(file: &str, text: &str) -> Result<Vec<Row>, Error> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let separator = [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|&it| (first.matches(it as char).count(), it == b','))
        .unwrap_or(b',');
    let mut rows = Vec::new();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, |it| it.line() as usize);
            Error::new(file, line, ErrorKind::Csv(error.to_string()))
        })?;
        let line = record.position().map_or(0, |it| it.line() as usize);
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push(Row { line, cells: record.iter().map(str::to_owned).collect() });
        }
    }
    Ok(rows)
}

/// Reads rows: the first one may be a header. Without one, the first two columns are the Chinese
/// and the English term, or the other way round when the first cells hold no Chinese.
///
/// # Errors
/// As [`read_tsv`].
pub fn read_rows(file: &str, rows: &[Row]) -> Result<Vec<Concept>, Error> {
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
    } else if !first.cells.iter().any(|it| has_han(it)) && rows.iter().any(any_han) {
        // A first row without Chinese above rows with it is a header that says nothing to us.
        return Err(Error::new(file, first.line, ErrorKind::NoColumn("Chinese", "zh")));
    } else {
        let mut columns = vec![Column::Other; first.cells.len()];
        let swapped = first_is_english(rows);
        (columns[0], columns[1]) = if swapped {
            (Column::English, Column::Chinese)
        } else {
            (Column::Chinese, Column::English)
        };
        (columns, rows)
    };
    let mut concepts = Vec::with_capacity(rows.len());
    for row in rows {
        if row.cells.len() != columns.len() {
            let kind = ErrorKind::Columns { expected: columns.len(), found: row.cells.len() };
            return Err(Error::new(file, row.line, kind));
        }
        concepts.push(concept(file, row, &columns)?);
    }
    if concepts.is_empty() {
        return Err(Error::new(file, 0, ErrorKind::Empty));
    }
    Ok(concepts)
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
        if *column != Column::Other && columns[..at].contains(column) {
            let kind = ErrorKind::TwiceNamed(header.cells[at].trim().to_owned());
            return Err(Error::new(file, header.line, kind));
        }
    }
    Ok(())
}

/// `source` and `target` name a direction, not a language: they change places when the cells under
/// `source` hold no Chinese and those under `target` do.
fn oriented(mut columns: Vec<Column>, header: &Row, rows: &[Row]) -> Vec<Column> {
    let place = |wanted: Column| columns.iter().position(|&it| it == wanted);
    let (Some(chinese), Some(english)) = (place(Column::Chinese), place(Column::English)) else {
        return columns;
    };
    let by_direction =
        matches!(plain(&header.cells[chinese]).as_str(), "source" | "源语" | "原文" | "术语");
    let chinese_cells = |column: usize| {
        rows.iter().filter(|row| row.cells.get(column).is_some_and(|it| has_han(it))).count()
    };
    if by_direction && chinese_cells(english) > chinese_cells(chinese) {
        columns.swap(chinese, english);
    }
    columns
}

fn first_is_english(rows: &[Row]) -> bool {
    let count = |column: usize| {
        rows.iter().filter(|row| row.cells.get(column).is_some_and(|it| has_han(it))).count()
    };
    count(1) > count(0)
}

fn any_han(row: &Row) -> bool {
    row.cells.iter().any(|it| has_han(it))
}

fn has_han(text: &str) -> bool {
    text.chars().any(crate::chinese::is_han)
}

fn plain(name: &str) -> String {
    name.trim().trim_start_matches('\u{feff}').to_lowercase().replace([' ', '-'], "_")
}

/// `source` beside `zh` is where the rendering was found; alone it is the Chinese column.
fn columns_of(header: &[String]) -> Vec<Column> {
    let mut columns: Vec<_> = header.iter().map(|cell| column_of(cell)).collect();
    for (ambiguous, column, otherwise) in
        [("source", Column::Chinese, Column::Source), ("target", Column::English, Column::Other)]
    {
        let place = header.iter().position(|cell| plain(cell) == ambiguous);
        if let Some(place) = place
            && columns.iter().filter(|&&it| it == column).count() > 1
        {
            columns[place] = otherwise;
        }
    }
    columns
}

/// The names of the columns; of each meaning the first is the one that messages show.
const NAMES: &[(Column, &[&str])] = &[
    (
        Column::Chinese,
        &[
            "zh",
            "source",
            "中文",
            "zh_cn",
            "zh_hans",
            "zh_hans_cn",
            "chinese",
            "汉语",
            "源语",
            "原文",
            "source_term",
            "术语",
        ],
    ),
    (
        Column::English,
        &[
            "en",
            "target",
            "英文",
            "en_us",
            "en_gb",
            "english",
            "英语",
            "译文",
            "target_term",
            "译名",
            "preferred",
        ],
    ),
    (
        Column::Admitted,
        &["admitted", "accept", "accepted", "admit", "allowed", "可用", "可接受", "允许", "备选"],
    ),
    (Column::Superseded, &["superseded", "deprecated", "旧译", "废弃"]),
    (Column::Forbidden, &["forbidden", "avoid", "forbid", "禁用", "禁用译法", "禁译"]),
    (Column::Abbreviation, &["abbr", "abbreviation", "缩写"]),
    (Column::Short, &["short", "short_form", "简称"]),
    (Column::Case, &["case"]),
    (Column::Inflect, &["inflect"]),
    (Column::Gap, &["gap"]),
    (Column::Severity, &["severity"]),
    (Column::Confidence, &["confidence"]),
    (Column::Domain, &["domain", "subject", "领域"]),
    (Column::Source, &["provenance", "出处"]),
    (Column::Note, &["note", "notes", "comment", "备注"]),
    (Column::NotBefore, &["not_before"]),
    (Column::NotAfter, &["not_after"]),
    (Column::NotInside, &["not_inside"]),
    (Column::AllowShort, &["allow_short"]),
    (Column::Always, &["always"]),
    (Column::Id, &["id", "concept_id", "entry_id"]),
];

fn column_of(name: &str) -> Column {
    let name = plain(name);
    NAMES
        .iter()
        .find(|(_, names)| names.contains(&name.as_str()))
        .map_or(Column::Other, |(column, _)| *column)
}

/// The columns of a table's header that say nothing to us, each with the name that may be meant:
/// a misspelt `forbidden` would enforce nothing, and nobody would know.
pub(crate) fn unknown_columns(file: &str, rows: &[Row]) -> Vec<Fault> {
    let Some(first) = rows.first().filter(|it| !memoq::is_header(&it.cells)) else {
        return Vec::new();
    };
    let named = columns_of(&first.cells);
    if !named.contains(&Column::Chinese) && !named.contains(&Column::English) {
        return Vec::new();
    }
    let unknown = first.cells.iter().map(|it| it.trim()).filter(|it| !it.is_empty());
    unknown
        .filter(|name| column_of(name) == Column::Other)
        .map(|name| {
            let known = || NAMES.iter().map(|(_, names)| names[0]).collect::<Vec<_>>().join(", ");
            let advice = meant(name, &named).map_or_else(
                || format!("known are {}", known()),
                |it| format!("did you mean `{it}`?"),
            );
            Fault {
                file: file.to_owned(),
                line: first.line,
                grade: Grade::Note,
                message: format!("column `{name}` is not known and was ignored: {advice}"),
            }
        })
        .collect()
}

/// The name of a column the header lacks that `name` may be a slip of: one in three characters, at most two.
fn meant(name: &str, named: &[Column]) -> Option<&'static str> {
    let name = plain(name);
    let most = (name.chars().count() / 3).clamp(1, 2);
    NAMES
        .iter()
        .filter(|(column, _)| !named.contains(column))
        .flat_map(|(_, names)| *names)
        .map(|&known| (strsim::osa_distance(&name, known), known))
        .filter(|&(distance, known)| distance <= most && distance < known.chars().count())
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, known)| known)
}

/// One row as a concept.
fn concept(file: &str, row: &Row, columns: &[Column]) -> Result<Concept, Error> {
    let cell = |column: Column| {
        columns.iter().position(|&it| it == column).map_or("", |at| row.cells[at].trim())
    };
    let bad = |value: &str, what, allowed| {
        Error::new(file, row.line, ErrorKind::Word { value: value.to_owned(), what, allowed })
    };
    let case = match cell(Column::Case).to_lowercase().as_str() {
        "" | "insensitive" | "any" => Case::Insensitive,
        "title" => Case::Title,
        "exact" | "sensitive" => Case::Exact,
        other => return Err(bad(other, "case policy", "insensitive, title, exact")),
    };
    let inflect = match cell(Column::Inflect).to_lowercase().as_str() {
        "" | "auto" => Inflect::Auto,
        "noun" => Inflect::Noun,
        "verb" => Inflect::Verb,
        "none" | "no" | "false" => Inflect::None,
        other => return Err(bad(other, "inflection", "auto, noun, verb, none")),
    };
    let gap = match cell(Column::Gap) {
        "" => 0,
        other => other.parse().map_err(|_| bad(other, "gap", "0, 1, 2"))?,
    };
    let truth = |column| match cell(column).to_lowercase().as_str() {
        "" | "no" | "false" | "0" | "否" => Ok(false),
        "yes" | "true" | "1" | "是" => Ok(true),
        other => Err(bad(other, "answer", "yes, no")),
    };
    let severity = match cell(Column::Severity).to_lowercase().as_str() {
        "info" | "neutral" | "information" => Some(Weight::Info),
        "minor" => Some(Weight::Minor),
        "major" => Some(Weight::Major),
        "critical" => Some(Weight::Critical),
        "" if cell(Column::Confidence).eq_ignore_ascii_case("c") => Some(Weight::Info),
        "" => None,
        other => return Err(bad(other, "severity", "info, minor, major, critical")),
    };
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
            terms.push(Term { kind, case, inflect, gap, ..Term::new("en", text, status) });
        }
    }
    let text = |column| Some(cell(column)).filter(|it| !it.is_empty()).map(str::to_owned);
    let texts = |column| list(cell(column)).map(str::to_owned).collect();
    Ok(Concept {
        id: text(Column::Id),
        origin: Origin { file: file.to_owned(), line: row.line },
        terms,
        domain: text(Column::Domain),
        source: text(Column::Source),
        note: text(Column::Note),
        severity,
        not_before: texts(Column::NotBefore),
        not_after: texts(Column::NotAfter),
        not_inside: texts(Column::NotInside),
        allow_short: truth(Column::AllowShort)?,
        always: truth(Column::Always)?,
    })
}

fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|it| !it.is_empty())
}

fn unquoted(cell: &str) -> String {
    match cell.strip_prefix('"').and_then(|it| it.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => cell.to_owned(),
    }
}
