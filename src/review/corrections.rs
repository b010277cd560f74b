//! What came back from reviewers, sheets and journals alike, corrects the alignment it was made from.

use std::collections::HashSet;

use super::acts::Act;
use super::changes::Change;
use super::column::letters;
use super::journal::{Entry, JournalError, WholeLines, base_of, is_of, replay};
use super::read::{Error as SheetError, Sheet};
use super::refusal::Refusal;
use super::revise::revise;
use super::three_way::{Conflict, Keep, Merged, merge};
use crate::bitext::{Bead, Bitext, Cell};

/// Why corrections cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CorrectionError {
    /// It is a sheet that cannot be read.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// It is a journal that cannot be used.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The sheet was made from another state of the alignment, and does not have that with it.
    #[error(
        "this sheet was made from another state of the alignment, and would undo what was corrected \
         since: import it into the alignment it was made from, or make a new sheet with \
         `diptych edition`"
    )]
    OtherState,
    /// It brings the alignment it was made from, and that is of other texts.
    #[error("this was made from an alignment of other texts: give the alignment it was made from")]
    OtherTexts,
    /// The sheet would lose or repeat a sentence, or a row of it makes no sense.
    #[error("nothing was imported")]
    Refused(Vec<Refusal>),
}

impl CorrectionError {
    /// Whether it says that the correction is of another alignment or another state of it.
    pub fn is_of_another_state(&self) -> bool {
        matches!(
            self,
            Self::OtherState | Self::OtherTexts | Self::Journal(JournalError::OtherAlignment)
        )
    }
}

/// What one file of corrections makes of the alignment it was made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// The alignment it was made from, where that is another state than the one to be corrected.
    base: Option<Bitext>,
    /// The corrected alignment.
    pub bitext: Bitext,
    /// What it changes, by the pairs of the alignment it was made from. Of a journal, its acts.
    pub changes: Vec<Change>,
    /// Numbers that several rows of a sheet have, with the rows.
    pub same_number: Vec<(usize, Vec<usize>)>,
    /// Whether it says which state of the alignment it was made from: a sheet of version 0.1 does not.
    pub names_its_state: bool,
    /// The line of a journal that was cut and is left out, from 1.
    pub cut: Option<usize>,
}

impl Correction {
    /// Reads a sheet (.xlsx, .xls, .ods, .csv) or a journal, by its content, and applies it.
    ///
    /// # Errors
    /// When it cannot be read, is of another alignment, or would lose a sentence.
    pub fn read(alignment: &Bitext, bytes: &[u8]) -> Result<Self, CorrectionError> {
        let start = bytes.trim_ascii_start();
        if start.starts_with(b"{") {
            return Self::of_journal(alignment, bytes);
        }
        let sheet = Sheet::read(bytes)?;
        let base = if sheet.is_of(alignment) {
            None
        } else {
            let base = sheet.base().cloned().ok_or(CorrectionError::OtherState)?;
            Some(related(base, alignment)?)
        };
        let revision = revise(base.as_ref().unwrap_or(alignment), &sheet.rows)
            .map_err(CorrectionError::Refused)?;
        Ok(Self {
            base,
            bitext: revision.bitext,
            changes: revision.changes,
            same_number: revision.same_number,
            names_its_state: sheet.names_its_state(),
            cut: None,
        })
    }

    /// The alignment it was made from, where that is another state than the one to be corrected.
    pub fn base(&self) -> Option<&Bitext> {
        self.base.as_ref()
    }

    fn of_journal(alignment: &Bitext, bytes: &[u8]) -> Result<Self, CorrectionError> {
        let WholeLines { text, cut } = WholeLines::of(bytes)?;
        let base = match base_of(text) {
            Some(base) if !is_of(text, alignment) => Some(related(base, alignment)?),
            _ => None,
        };
        let replayed = replay(base.clone().unwrap_or_else(|| alignment.clone()), text)?;
        Ok(Self {
            base,
            bitext: replayed.review.into_bitext(),
            changes: in_force(&replayed.entries),
            same_number: vec![],
            names_its_state: true,
            cut,
        })
    }
}

/// So much of the letters of each side must stand in sentences of the alignment: texts that have
/// nothing to do with each other share a heading, a revised text far more.
const RELATED: f32 = 0.1;

/// The alignment that a correction was made from, where the one to be corrected is of its texts.
fn related(base: Bitext, alignment: &Bitext) -> Result<Bitext, CorrectionError> {
    let sides: [fn(&Bead) -> &Cell; 2] = [|bead| &bead.source, |bead| &bead.target];
    let is_related = sides.into_iter().all(|side| {
        let sentences = |bitext: &'_ Bitext| -> Vec<Vec<char>> {
            let cells = bitext.beads.iter().map(side);
            cells.flat_map(|cell| &cell.segments).map(|text| letters(text)).collect()
        };
        let known: HashSet<Vec<char>> = sentences(alignment).into_iter().collect();
        let (mut all, mut shared) = (0, 0);
        for sentence in sentences(&base) {
            all += sentence.len();
            shared += if known.contains(&sentence) { sentence.len() } else { 0 };
        }
        all == 0 || shared as f32 >= RELATED * all as f32
    });
    if is_related { Ok(base) } else { Err(CorrectionError::OtherTexts) }
}

/// The acts that were not undone, in words.
fn in_force(entries: &[Entry]) -> Vec<Change> {
    let (mut done, mut undone): (Vec<&Entry>, Vec<&Entry>) = (vec![], vec![]);
    for entry in entries {
        match entry.act {
            Act::Undo => undone.extend(done.pop()),
            Act::Redo => done.extend(undone.pop()),
            _ => {
                done.push(entry);
                undone.clear();
            }
        }
    }
    let words = |entry: &Entry| match (entry.who.as_str(), entry.when.as_str()) {
        ("", "") => entry.act.to_string(),
        ("", when) => format!("{} ({when})", entry.act),
        (who, when) => format!("{} ({who}, {when})", entry.act),
    };
    let change = |entry: &&Entry| Some(Change { bead: entry.act.bead()?, what: words(entry) });
    done.iter().filter_map(change).collect()
}

/// The corrections, one after the other, in one alignment; each conflict with the place of the
/// correction, from 0, that it came up with.
///
/// Where two corrections of this alignment are in conflict, its rows stay as they are; where a sheet
/// of an earlier state is in conflict with the alignment, what the alignment has stays.
pub fn correct(
    alignment: &Bitext,
    corrections: Vec<Correction>,
) -> (Bitext, Vec<(usize, Conflict)>) {
    let mut now: Option<Bitext> = None;
    let mut all = vec![];
    for (place, correction) in corrections.into_iter().enumerate() {
        let base = correction.base.as_ref().unwrap_or(alignment);
        let keep = if correction.base.is_none() { Keep::Base } else { Keep::Ours };
        let ours = now.as_ref().unwrap_or(alignment);
        if ours == base {
            now = Some(correction.bitext);
            continue;
        }
        let Merged { bitext, conflicts } = merge(base, ours, &correction.bitext, keep);
        all.extend(conflicts.into_iter().map(|conflict| (place, conflict)));
        now = Some(bitext);
    }
    (now.unwrap_or_else(|| alignment.clone()), all)
}
