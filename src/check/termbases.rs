//! Termbase files become one termbase.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use diptych_glossary::{Concept, Contents, Fault, Grade, Row, Term, Termbase};
use diptych_segments::{Lang, is_han};
use serde_json::Value;

use crate::lang_code::lang_of_code;
use crate::lexicon::Lexicon;
use crate::read;

/// Why there is no termbase.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file cannot be read or decoded.
    #[error(transparent)]
    Read(#[from] read::Error),
    /// A file is no termbase, or a faulty one.
    #[error(transparent)]
    Glossary(#[from] diptych_glossary::Error),
    /// No entry is of the subject fields that were chosen.
    #[error("no entry is of the subject field {0}: see the column `domain`")]
    Domain(String),
    /// Chinese stands under English and the reverse.
    #[error(
        "no entry has a Chinese term, and their renderings are Chinese: are the columns `zh` and `en` exchanged?"
    )]
    Exchanged,
    /// JSON that is no list of entries.
    #[error(
        "{file}:{line}: a termbase in JSON is a list of entries such as {{\"zh\": \"…\", \"en\": \"…\"}}: {why}"
    )]
    Json {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        why: String,
    },
}

/// Reads files of any form, in any encoding, into one termbase. A term that stands in several files is
/// that of the first. `heed` gets what was passed over.
///
/// # Errors
/// The first fault, with file and line.
pub fn load(files: &[PathBuf], heed: impl FnMut(Fault)) -> Result<Termbase, Error> {
    load_chosen(files, &Chosen::default(), heed)
}

/// Which entries of termbases count, and how.
#[derive(Debug, Clone, Copy, Default)]
pub struct Chosen<'a> {
    /// Only entries of these subject fields; of all, and of none, where it is empty.
    pub domains: &'a [String],
    /// Whether traditional characters of the Chinese terms are made simplified: for texts of either
    /// script, which [`Checker::of_any_script`](crate::check::Checker::of_any_script) reads likewise.
    pub any_script: bool,
}

/// As [`load`], of the chosen entries.
///
/// # Errors
/// As [`load`]; no entry is of the subject fields.
pub fn load_chosen(
    files: &[PathBuf],
    chosen: &Chosen,
    mut heed: impl FnMut(Fault),
) -> Result<Termbase, Error> {
    let lexicon = chosen.any_script.then(Lexicon::embedded);
    let mut concepts: Vec<Concept> = Vec::new();
    for file in files {
        let contents = contents(file)?;
        contents.ignored.into_iter().for_each(&mut heed);
        let mut own = contents.concepts;
        if !chosen.domains.is_empty() {
            own.retain(|it| it.domain.as_ref().is_some_and(|it| chosen.domains.contains(it)));
        }
        if let Some(lexicon) = &lexicon {
            for concept in &mut own {
                make_simplified(concept, lexicon);
            }
        }
        let (new, given_way) = without_known(own, &concepts);
        concepts.extend(new);
        given_way.into_iter().for_each(&mut heed);
    }
    if concepts.is_empty() && !chosen.domains.is_empty() {
        return Err(Error::Domain(chosen.domains.join(", ")));
    }
    let has_han = |term: &Term| term.text.contains(is_han);
    if !concepts.is_empty()
        && !concepts.iter().flat_map(Concept::chinese).any(has_han)
        && concepts.iter().all(|it| it.english().any(has_han))
    {
        return Err(Error::Exchanged);
    }
    Ok(Termbase::new(concepts)?)
}

fn make_simplified(concept: &mut Concept, lexicon: &Lexicon) {
    for term in concept.terms.iter_mut().filter(|it| lang_of_code(&it.lang) == Some(Lang::Zh)) {
        term.text = simplified(&term.text, lexicon);
        "zh".clone_into(&mut term.lang);
    }
}

/// The entries of a further file without the Chinese terms that are known, and what to say of these. An
/// entry of which no Chinese term is left goes.
fn without_known(own: Vec<Concept>, known: &[Concept]) -> (Vec<Concept>, Option<Fault>) {
    let known: HashSet<&str> =
        known.iter().flat_map(Concept::chinese).map(|it| it.text.as_str()).collect();
    let (mut left, mut gone, mut first) = (Vec::new(), 0, None);
    for mut concept in own {
        let before = concept.terms.len();
        concept.terms.retain(|it| !(it.is_chinese() && known.contains(it.text.as_str())));
        let count = before - concept.terms.len();
        if count > 0 {
            gone += count;
            first.get_or_insert_with(|| concept.origin.clone());
        }
        if count == 0 || concept.chinese().next().is_some() {
            left.push(concept);
        }
    }
    let fault = first.map(|origin| Fault {
        file: origin.file,
        line: origin.line,
        grade: Grade::Note,
        message: format!("terms that stand in a termbase named before, which counts: {gone}"),
    });
    (left, fault)
}

/// `text` with simplified characters, each as many bytes long as the one it stands for.
pub(super) fn simplified(text: &str, lexicon: &Lexicon) -> String {
    let same_length = |c: char| {
        let simple = lexicon.simplified(c);
        if simple.len_utf8() == c.len_utf8() { simple } else { c }
    };
    text.chars().map(same_length).collect()
}

/// What one file holds: a text of any form, JSON, or all visible sheets of a workbook.
///
/// # Errors
/// As [`load`].
pub fn contents(file: &Path) -> Result<Contents, Error> {
    let shown = file.display().to_string();
    let named = |name: &str| file.extension().is_some_and(|it| it.eq_ignore_ascii_case(name));
    if ["xlsx", "xls", "ods"].into_iter().any(named) {
        return of_workbook(&shown, read::read_sheets(file)?);
    }
    let (text, _) = read::read_text(file, &read::Options::default())?;
    if named("json") {
        return Ok(Contents::of_rows(&shown, &json_rows(&shown, &text)?)?);
    }
    Ok(Contents::of_text(&shown, &text)?)
}

/// The entries of all sheets that have both languages; of the others a note is left. Where there are
/// several, an entry names its sheet.
fn of_workbook(shown: &str, sheets: Vec<read::NamedSheet>) -> Result<Contents, Error> {
    let is_one = sheets.len() == 1;
    let mut all = Contents::from(Vec::new());
    let mut first_error = None;
    for (name, rows) in sheets {
        let place = if is_one { shown.to_owned() } else { format!("{shown}, sheet {name}") };
        let line = rows.first().map_or(1, |it| it.0);
        let rows: Vec<Row> = rows.into_iter().map(|(line, cells)| Row { line, cells }).collect();
        match Contents::of_rows(&place, &rows) {
            Ok(contents) => {
                all.concepts.extend(contents.concepts);
                all.ignored.extend(contents.ignored);
            }
            Err(error) if is_one || !error.is_of_another_kind() => return Err(error.into()),
            Err(error) => {
                let message = "this sheet names no Chinese and English columns and was ignored";
                all.ignored.push(Fault {
                    file: place,
                    line,
                    grade: Grade::Note,
                    message: message.to_owned(),
                });
                first_error.get_or_insert(error);
            }
        }
    }
    match first_error {
        Some(error) if all.concepts.is_empty() => Err(error.into()),
        _ => Ok(all),
    }
}

/// A list of objects as rows, under a header of all of their keys. Lists in a value are joined by
/// bars, and truths become answers.
fn json_rows(file: &str, text: &str) -> Result<Vec<Row>, Error> {
    let failed = |line, why: String| Error::Json { file: file.to_owned(), line, why };
    let entries: Vec<serde_json::Map<String, Value>> =
        serde_json::from_str(text).map_err(|error| failed(error.line(), error.to_string()))?;
    let mut keys: Vec<&String> = Vec::new();
    for key in entries.iter().flat_map(|it| it.keys()) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    let header = Row { line: 1, cells: keys.iter().map(|it| (*it).clone()).collect() };
    let mut rows = vec![header];
    for (number, entry) in (1..).zip(&entries) {
        let cells = keys.iter().map(|key| entry.get(*key).map_or(String::new(), cell));
        rows.push(Row { line: number, cells: cells.collect() });
    }
    Ok(rows)
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(is_so) => if *is_so { "yes" } else { "no" }.to_owned(),
        Value::Array(values) => values.iter().map(cell).collect::<Vec<_>>().join("|"),
        other => other.to_string(),
    }
}
