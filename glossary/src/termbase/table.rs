//! Termbases that are tables: TSV, CSV, and the rows of a spreadsheet.

use crate::termbase::columns::{Column, columns_of, oriented};
use crate::termbase::concept::{Case, Concept, Inflect, Kind, Origin, Status, Term, Weight};
use crate::termbase::error::{Error, ErrorKind};
use crate::termbase::memoq;
use crate::termbase::rows::{Row, csv_rows, has_han, tsv_rows};

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

fn first_is_english(rows: &[Row]) -> bool {
    let count = |column: usize| {
        rows.iter().filter(|row| row.cells.get(column).is_some_and(|it| has_han(it))).count()
    };
    count(1) > count(0)
}

/// One row as a concept.
fn concept(file: &str, row: &Row, columns: &[Column]) -> Result<Concept, Error> {
    let cell = |column: Column| {
        columns.iter().position(|&it| it == column).map_or("", |at| row.cells[at].trim())
    };
    let bad = |kind| Error::new(file, row.line, kind);
    let policy = Policy {
        case: CASES.word(cell(Column::Case)).map_err(bad)?,
        inflect: INFLECTIONS.word(cell(Column::Inflect)).map_err(bad)?,
        gap: match cell(Column::Gap) {
            "" | "0" => 0,
            "1" => 1,
            "2" => 2,
            cell => return Err(bad(unknown(cell, "gap", "0, 1, 2"))),
        },
    };
    let truth = |column| ANSWERS.word(cell(column)).map_err(bad);
    let severity = match WEIGHTS.word(cell(Column::Severity)).map_err(bad)? {
        None if cell(Column::Confidence).eq_ignore_ascii_case("c") => Some(Weight::Info),
        severity => severity,
    };
    let text = |column| Some(cell(column)).filter(|it| !it.is_empty()).map(str::to_owned);
    let texts = |column| list(cell(column)).map(str::to_owned).collect();
    Ok(Concept {
        id: text(Column::Id),
        origin: Origin { file: file.to_owned(), line: row.line },
        terms: terms(cell, policy),
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

/// How the renderings of a row are looked for.
#[derive(Clone, Copy)]
struct Policy {
    case: Case,
    inflect: Inflect,
    gap: u8,
}

/// What a cell of a few words may say.
struct Choices<T: 'static> {
    what: &'static str,
    /// The words that messages show.
    allowed: &'static str,
    meanings: &'static [(&'static [&'static str], T)],
}

const CASES: Choices<Case> = Choices {
    what: "case policy",
    allowed: "insensitive, title, exact",
    meanings: &[
        (&["", "insensitive", "any"], Case::Insensitive),
        (&["title"], Case::Title),
        (&["exact", "sensitive"], Case::Exact),
    ],
};
const INFLECTIONS: Choices<Inflect> = Choices {
    what: "inflection",
    allowed: "auto, noun, verb, none",
    meanings: &[
        (&["", "auto"], Inflect::Auto),
        (&["noun"], Inflect::Noun),
        (&["verb"], Inflect::Verb),
        (&["none", "no", "false"], Inflect::None),
    ],
};
const ANSWERS: Choices<bool> = Choices {
    what: "answer",
    allowed: "yes, no",
    meanings: &[(&["", "no", "false", "0", "否"], false), (&["yes", "true", "1", "是"], true)],
};
const WEIGHTS: Choices<Option<Weight>> = Choices {
    what: "severity",
    allowed: "info, minor, major, critical",
    meanings: &[
        (&[""], None),
        (&["info", "neutral", "information"], Some(Weight::Info)),
        (&["minor"], Some(Weight::Minor)),
        (&["major"], Some(Weight::Major)),
        (&["critical"], Some(Weight::Critical)),
    ],
};

impl<T: Copy> Choices<T> {
    fn word(&self, cell: &str) -> Result<T, ErrorKind> {
        let wanted = cell.to_lowercase();
        let meaning = self.meanings.iter().find(|(words, _)| words.contains(&wanted.as_str()));
        meaning.map(|(_, value)| *value).ok_or_else(|| unknown(&wanted, self.what, self.allowed))
    }
}

fn unknown(value: &str, what: &'static str, allowed: &'static str) -> ErrorKind {
    ErrorKind::Word { value: value.to_owned(), what, allowed }
}

/// The terms of a row.
fn terms<'a>(cell: impl Fn(Column) -> &'a str, policy: Policy) -> Vec<Term> {
    let Policy { case, inflect, gap } = policy;
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
    terms
}

fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|it| !it.is_empty())
}
