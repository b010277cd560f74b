//! UTX, the plain glossary format of AAMT: a `#UTX` line, a `#src…tgt…` line, tab-separated rows.

use crate::termbase::concept::{Concept, Origin, Status, Term};
use crate::termbase::error::{Error, ErrorKind};

/// Reads UTX 1.0 to 1.20 with Chinese and English in either direction. Rows of one concept id, or
/// of one Chinese term where there is no id, are one concept.
///
/// # Errors
/// A header without languages or term columns, a row with too few columns, no entry.
pub(crate) fn read(file: &str, text: &str) -> Result<Vec<Concept>, Error> {
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = text.lines().enumerate();
    let bad_header = |line| Error::new(file, line, ErrorKind::UtxHeader);
    let (_, first) = lines.next().ok_or_else(|| bad_header(1))?;
    let is_chinese_first = direction(first).ok_or_else(|| bad_header(1))?;
    let mut columns: Option<Vec<String>> = None;
    let mut concepts: Vec<Concept> = Vec::new();
    for (at, line) in lines {
        if let Some(comment) = line.strip_prefix('#') {
            let names: Vec<_> = comment.split('\t').map(|it| it.trim().to_lowercase()).collect();
            if names.iter().any(|it| it == "src") && names.iter().any(|it| it == "tgt") {
                columns = Some(names);
            }
            continue;
        }
        if line.trim().is_empty() {
            continue;
        }
        let columns = columns.as_ref().ok_or_else(|| bad_header(at + 1))?;
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        if cells.len() < 2 || cells.len() > columns.len() {
            let kind = ErrorKind::Columns { expected: columns.len(), found: cells.len() };
            return Err(Error::new(file, at + 1, kind));
        }
        let cell = |names: &[&str]| {
            let place = columns.iter().position(|it| names.contains(&it.as_str()));
            place.and_then(|it| cells.get(it)).copied().filter(|it| !it.is_empty())
        };
        let (src, tgt) = (cell(&["src"]).unwrap_or_default(), cell(&["tgt"]).unwrap_or_default());
        let texts = if is_chinese_first { [src, tgt] } else { [tgt, src] };
        add(&mut concepts, Origin { file: file.to_owned(), line: at + 1 }, texts, cell);
    }
    if concepts.is_empty() {
        return Err(Error::new(file, 0, ErrorKind::Empty));
    }
    for concept in &mut concepts {
        // The Chinese term leads, as in every other form.
        concept.terms.sort_by_key(|term| !term.is_chinese());
    }
    Ok(concepts)
}

/// Adds a row with its Chinese and English text to the concept it names, which may be a new one.
fn add<'a>(
    concepts: &mut Vec<Concept>,
    origin: Origin,
    [chinese, english]: [&str; 2],
    cell: impl Fn(&[&str]) -> Option<&'a str>,
) {
    let id = cell(&["concept id", "concept_id", "id"]).map(str::to_owned);
    let word = cell(&["term status", "tgt:term status", "status"]).unwrap_or("approved");
    let status = match word.to_lowercase().as_str() {
        "forbidden" => Status::Forbidden,
        "non-standard" | "nonstandard" | "provisional" | "rejected" => Status::Admitted,
        _ => Status::Preferred,
    };
    let is_same = |it: &Concept| match (&id, &it.id) {
        (None, None) => it.terms.first().is_some_and(|term| term.text == chinese),
        (own, its) => own == its,
    };
    let place = concepts.iter().position(is_same).unwrap_or_else(|| {
        concepts.push(Concept {
            id: id.clone(),
            origin,
            note: cell(&["comment", "note"]).map(str::to_owned),
            domain: cell(&["domain"]).map(str::to_owned),
            ..Concept::default()
        });
        concepts.len() - 1
    });
    let terms = &mut concepts[place].terms;
    for (lang, text, status) in [("zh", chinese, Status::Preferred), ("en", english, status)] {
        if !text.is_empty() && !terms.iter().any(|it| it.text == text) {
            terms.push(Term::new(lang, text, status));
        }
    }
}

/// `zh-CN/en-US` of the first line: whether Chinese is the source.
fn direction(first: &str) -> Option<bool> {
    let pair = first.split([';', '\t', ' ']).find(|it| it.contains('/'))?;
    let (source, target) = pair.trim().split_once('/')?;
    let source = Term::new(source, "", Status::Preferred);
    let target = Term::new(target, "", Status::Preferred);
    if source.is_chinese() && target.is_english() {
        return Some(true);
    }
    (source.is_english() && target.is_chinese()).then_some(false)
}
