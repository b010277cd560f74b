//! Termbases that memoQ exports as CSV: `Entry_…` columns, then for each language its terms, each
//! followed by `Term_Info` and `Term_Example`; a language's column stands once for every synonym.

use crate::termbase::concept::{Concept, Origin, Status, Term};
use crate::termbase::error::{Error, ErrorKind};
use crate::termbase::rows::Row;

/// Whether a header is memoQ's.
pub(crate) fn is_header(cells: &[String]) -> bool {
    let named = |name: &str| cells.iter().any(|it| it.trim().eq_ignore_ascii_case(name));
    named("Entry_ID") || named("Term_Info")
}

/// Reads the rows under a header. The first English term that is not forbidden is the first choice.
///
/// # Errors
/// A row whose number of cells differs from the header's, no Chinese or no English column, no entry.
pub(crate) fn read(file: &str, header: &Row, rows: &[Row]) -> Result<Vec<Concept>, Error> {
    let languages: Vec<Option<&str>> = header.cells.iter().map(|it| language(it)).collect();
    for (wanted, what, name) in [("zh", "Chinese", "Chinese_PRC"), ("en", "English", "English")] {
        if !languages.contains(&Some(wanted)) {
            return Err(Error::new(file, header.line, ErrorKind::NoColumn(what, name)));
        }
    }
    let mut concepts = Vec::with_capacity(rows.len());
    for row in rows {
        if row.cells.len() != header.cells.len() {
            let (expected, found) = (header.cells.len(), row.cells.len());
            return Err(Error::new(file, row.line, ErrorKind::Columns { expected, found }));
        }
        concepts.push(concept(file, header, &languages, row));
    }
    if concepts.is_empty() {
        return Err(Error::new(file, 0, ErrorKind::Empty));
    }
    Ok(concepts)
}

fn concept(file: &str, header: &Row, languages: &[Option<&str>], row: &Row) -> Concept {
    let cell = |name: &str| {
        let place = header.cells.iter().position(|it| it.trim().eq_ignore_ascii_case(name));
        place.map(|it| row.cells[it].trim().to_owned()).filter(|it| !it.is_empty())
    };
    let mut terms: Vec<Term> = Vec::new();
    for (at, lang) in languages.iter().enumerate() {
        let (Some(lang), text) = (lang, row.cells[at].trim()) else { continue };
        if text.is_empty() {
            continue;
        }
        let info =
            header.cells.get(at + 1).filter(|it| it.trim().eq_ignore_ascii_case("Term_Info"));
        let is_forbidden = info.is_some() && row.cells[at + 1].to_lowercase().contains("forbidden");
        let has_first = terms.iter().any(|it| it.lang == *lang && it.is_approved());
        let status = match (is_forbidden, has_first && *lang == "en") {
            (true, _) => Status::Forbidden,
            (false, true) => Status::Admitted,
            (false, false) => Status::Preferred,
        };
        terms.push(Term::new(lang, text, status));
    }
    // The Chinese term leads, as in every other form.
    terms.sort_by_key(|term| !term.is_chinese());
    Concept {
        id: cell("Entry_ID"),
        origin: Origin { file: file.to_owned(), line: row.line },
        terms,
        domain: cell("Entry_Subject").or_else(|| cell("Entry_Domain")),
        note: cell("Entry_Note"),
        ..Concept::default()
    }
}

/// The language of a term column: `Chinese_PRC`, `English`, `English_United_States`; no definitions.
fn language(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    if name.ends_with("_def") {
        return None;
    }
    let is_traditional = ["taiwan", "hong", "mac", "trad"].iter().any(|it| name.contains(it));
    if name.starts_with("chinese") && !is_traditional {
        Some("zh")
    } else if name.starts_with("english") {
        Some("en")
    } else {
        None
    }
}
