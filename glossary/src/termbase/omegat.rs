//! `OmegaT` glossaries: Chinese or English, a tab, the other, a tab, a remark; `#` begins a comment.

use crate::han::is_han;
use crate::termbase::concept::{Concept, Origin, Status, Term};
use crate::termbase::error::{Error, ErrorKind};

/// Reads an `OmegaT` glossary. Which column is Chinese is told by the whole file. Several entries of one
/// term are one concept: its first rendering is the first choice.
///
/// # Errors
/// A line without a tab, no entry.
pub(crate) fn read(file: &str, text: &str) -> Result<Vec<Concept>, Error> {
    let mut rows = Vec::new();
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        if cells.len() < 2 {
            let kind = ErrorKind::Columns { expected: 3, found: 1 };
            return Err(Error::new(file, at + 1, kind));
        }
        rows.push((at + 1, cells));
    }
    if rows.is_empty() {
        return Err(Error::new(file, 0, ErrorKind::Empty));
    }
    let han = |column: usize| rows.iter().filter(|row| row.1[column].contains(is_han)).count();
    let (zh, en) = if han(1) > han(0) { (1, 0) } else { (0, 1) };
    let mut concepts: Vec<Concept> = Vec::new();
    for (line, cells) in rows {
        let known = concepts
            .iter_mut()
            .find(|it| it.terms.first().is_some_and(|term| term.text == cells[zh]));
        if let Some(concept) = known {
            concept.terms.push(Term::new("en", cells[en], Status::Admitted));
            continue;
        }
        let mut terms = vec![Term::new("zh", cells[zh], Status::Preferred)];
        if !cells[en].is_empty() {
            terms.push(Term::new("en", cells[en], Status::Preferred));
        }
        concepts.push(Concept {
            origin: Origin { file: file.to_owned(), line },
            terms,
            note: cells.get(2).filter(|it| !it.is_empty()).map(|&it| it.to_owned()),
            ..Concept::default()
        });
    }
    Ok(concepts)
}
