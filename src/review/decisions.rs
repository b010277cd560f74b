//! Reads a findings sheet back, from Excel or CSV: what a reviewer decided.

use super::read::{Error as SheetError, header, is_named, rows_of};
use crate::emit::report::{COLUMNS, DECISIONS};
use crate::finding::Span;
use crate::read::workbook::is_failed;

/// Why a findings sheet cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DecisionError {
    /// It is no sheet, or its header was changed.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// The decision is none of the choices.
    #[error("row {row}: `{cell}` is not a decision: use {}, or leave it empty", DECISIONS.join(", "))]
    Decision {
        /// The row, from 1.
        row: usize,
        /// What stands there.
        cell: String,
    },
    /// A cell that a reviewer does not fill in was changed.
    #[error(
        "row {row}: `{cell}` in the column {column} was changed: leave this column as it was exported"
    )]
    Changed {
        /// The row, from 1.
        row: usize,
        /// The column's name.
        column: &'static str,
        /// What stands there.
        cell: String,
    },
}

/// What a reviewer can decide about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Put another rendering there.
    Fix,
    /// This place is right.
    AcceptOnce,
    /// These words are right for the term everywhere.
    AcceptAlways,
    /// Another rendering goes into the termbase.
    ChangeTermbase,
    /// Somebody else decides.
    Ask,
}

impl Decision {
    /// In the order of [`DECISIONS`].
    const ALL: [Self; 5] =
        [Self::Fix, Self::AcceptOnce, Self::AcceptAlways, Self::ChangeTermbase, Self::Ask];

    /// The decision that a cell names, by the whole choice or by either language.
    fn named(cell: &str) -> Option<Self> {
        let named = |choice: &str| {
            let (en, zh) = choice.rsplit_once(' ').unwrap_or((choice, choice));
            [choice, en, zh].iter().any(|name| name.eq_ignore_ascii_case(cell))
        };
        let place = DECISIONS.iter().position(|choice| named(choice))?;
        Some(Self::ALL[place])
    }
}

/// A row of a findings sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// Its number in the sheet, from 1.
    pub row: usize,
    /// The file that was checked, as it was named.
    pub file: String,
    /// The unit's number in that file.
    pub unit: usize,
    /// The class of the finding.
    pub class: String,
    /// The term; empty for a number.
    pub term: String,
    /// The texts as they stand in the sheet now, without marks.
    pub source: String,
    /// As `source`.
    pub target: String,
    /// What was found.
    pub found: String,
    /// The rendering to put there: the reviewer's own, or else the first that was proposed.
    pub rendering: String,
    /// Whether that is the reviewer's own.
    pub is_own: bool,
    /// What was decided; none yet.
    pub decision: Option<Decision>,
    /// What the reviewer wrote about it.
    pub comment: String,
    /// The finding's name.
    pub fingerprint: String,
    /// The name of all findings like it.
    pub always: String,
    /// The name of the unit's texts when the sheet was made.
    pub state: String,
    /// The place in the English text, in characters.
    pub place: Option<Span>,
}

/// The rows of a findings sheet.
///
/// # Errors
/// When it is no findings sheet, its header was changed, or a decision is none.
pub fn read_decisions(bytes: &[u8]) -> Result<Vec<Ruling>, DecisionError> {
    // A column that only this sheet has, whatever stands above its header.
    let (table, unguard) = rows_of(bytes, "fingerprint")?;
    let top = header(&table, &["fingerprint"]).unwrap_or(0);
    let (row, names) = table.get(top).map_or((1, &[][..]), |(row, cells)| (*row, cells));
    let place = |column: &'static str| {
        let found = names.iter().position(|cell| is_named(cell, column));
        found.ok_or(SheetError::Column { row, column })
    };
    let places: Vec<usize> = COLUMNS.iter().map(|it| place(it.name)).collect::<Result<_, _>>()?;
    let mut rulings = Vec::new();
    for (number, cells) in table.iter().skip(top + 1) {
        let cell = |name: &str| {
            let at = COLUMNS.iter().position(|it| it.name == name).map_or(0, |at| places[at]);
            cells.get(at).map_or("", |it| unguard(it.trim()))
        };
        if cell("fingerprint").is_empty() && cell("decision").is_empty() {
            continue;
        }
        rulings.push(ruling(*number, &cell)?);
    }
    Ok(rulings)
}

fn ruling<'a>(row: usize, cell: &impl Fn(&str) -> &'a str) -> Result<Ruling, DecisionError> {
    let text = |name: &str| {
        let text = cell(name);
        if is_failed(text) {
            Err(SheetError::Formula { row, cell: text.to_owned() })
        } else {
            Ok(text.replace(['⟦', '⟧'], ""))
        }
    };
    let changed = |column: &'static str| DecisionError::Changed {
        row,
        column,
        cell: cell(column).to_owned(),
    };
    let (state, place) = cell("made_from").split_once(' ').unwrap_or((cell("made_from"), ""));
    let name_in = |cell: &'a str, mark: &str| {
        let name = cell.strip_prefix(mark).unwrap_or_default();
        let is_name = name.len() == 16 && name.bytes().all(|b| b.is_ascii_hexdigit());
        is_name.then(|| name.to_owned())
    };
    let (fingerprint, always) = cell("fingerprint")
        .split_once(' ')
        .and_then(|(one, all)| Some((name_in(one, "f-")?, name_in(all, "a-")?)))
        .ok_or_else(|| changed("fingerprint"))?;
    let state = name_in(state, "u-").ok_or_else(|| changed("made_from"))?;
    let place =
        place.split_once('-').map(|(start, end)| Some((start.parse().ok()?, end.parse().ok()?)));
    let place = match place {
        None => None,
        Some(Some((start, end))) if start <= end => Some(Span { start, end }),
        Some(_) => return Err(changed("made_from")),
    };
    // A spreadsheet may have written `12.0`.
    let unit = cell("unit").trim_end_matches(".0").parse().map_err(|_| changed("unit"))?;
    let decision = cell("decision").trim();
    let (wording, proposed) = (text("wording")?, text("proposed")?);
    let proposed = proposed.split(" | ").next().unwrap_or_default();
    Ok(Ruling {
        row,
        file: text("file")?,
        unit,
        class: cell("class").split(' ').next().unwrap_or_default().to_owned(),
        term: text("term")?,
        source: text("source")?,
        target: text("target")?,
        found: text("found")?,
        is_own: !wording.is_empty(),
        rendering: if wording.is_empty() { proposed.to_owned() } else { wording },
        decision: match decision {
            "" => None,
            cell => Some(
                Decision::named(cell)
                    .ok_or_else(|| DecisionError::Decision { row, cell: cell.to_owned() })?,
            ),
        },
        comment: text("comment")?,
        fingerprint,
        always,
        state,
        place,
    })
}
