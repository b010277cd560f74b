//! A review sheet's rows make a saved alignment into a corrected one.

use std::collections::{BTreeMap, BTreeSet};

use diptych_segments::{Role, behind_label};

use super::changes::{Change, changes};
use super::column::{Cell as SheetCell, Portion, Sentence, letters};
use super::draft::{Draft, source_of, target_of};
use super::group::{Group, groups};
use super::place_sentences::{Fault, place_sentences};
use super::refusal::Refusal;
use super::row::{Row, Status};
use crate::bitext::{Apart, Bead, Bitext, Cell, Reviewed, Sides, UNJUDGED};

/// What a sheet made of a bitext.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// The corrected bitext.
    pub bitext: Bitext,
    /// What differs from the saved alignment, in bead order.
    pub changes: Vec<Change>,
    /// The segments of the source and of the target that a reviewer said are no pair.
    pub rejected: Vec<Apart>,
    /// The rows of the sheet that have one number together, where none is merged: each number with
    /// its rows.
    pub same_number: Vec<(usize, Vec<usize>)>,
}

/// Applies the rows of a sheet to the alignment it was made from.
///
/// Law: every sentence of `bitext` stands once in the result, edited or not;
/// rows that say nothing new give the same bitext. A bead that the reviewer
/// changed counts as accepted, unless they took the acceptance back; a rejected one parts into two
/// with one side each. Segment numbers stay, unless a sentence was split or added: then that
/// side is numbered anew, in the old order. A number that the document counted goes where the edited
/// text no longer begins with it. A locked text stays as it is, and a text that a person wrote is
/// marked as edited.
///
/// # Errors
/// The rows that would lose or repeat a sentence, or change a locked one, or that make no sense.
pub fn revise(bitext: &Bitext, rows: &[Row]) -> Result<Revision, Vec<Refusal>> {
    let same_number = same_number(rows);
    let rows = groups(bitext, rows)?;
    let source = place_side(bitext, &rows, "source");
    let target = place_side(bitext, &rows, "target");
    let (source, target) = match (source, target) {
        (Ok(source), Ok(target)) => (source, target),
        (source, target) => {
            return Err([source.err(), target.err()].into_iter().flatten().flatten().collect());
        }
    };
    let sentences = [Sentences::new(bitext, "source"), Sentences::new(bitext, "target")];
    let mut locked = sentences[0].changed_though_locked(&rows, &source);
    locked.extend(sentences[1].changed_though_locked(&rows, &target));
    if !locked.is_empty() {
        return Err(locked);
    }
    let mut beads = Vec::with_capacity(rows.len());
    let mut seen = BTreeSet::new();
    for (row, (source, target)) in rows.iter().zip(source.into_iter().zip(target)) {
        let mut reviewed = left_at(bitext, row, seen.insert(row.bead));
        let marks = [sentences[0].marks(&source), sentences[1].marks(&target)];
        reviewed.locked = reviewed.locked.or(sides(marks[0].0, marks[1].0));
        reviewed.edited = reviewed.edited.or(sides(marks[0].1, marks[1].1));
        beads.extend(revised(&bitext.beads[row.bead], row, (source, target), reviewed));
    }
    beads.retain(|draft| !(draft.source.is_empty() && draft.target.is_empty()));
    let changes = changes(bitext, &beads);
    let (source, source_now) =
        finish_side(bitext, &beads, |draft| &draft.source, |bead| &bead.source);
    let (target, target_now) =
        finish_side(bitext, &beads, |draft| &draft.target, |bead| &bead.target);
    let mut made: Vec<Bead> = Vec::with_capacity(beads.len());
    for (draft, (source, target)) in beads.iter().zip(source.into_iter().zip(target)) {
        let mut bead = Bead {
            source,
            target,
            score: draft.score,
            role: draft.role,
            accepted: draft.accepted,
            context: bitext.beads[draft.bead].context.clone(),
            reviewed: None,
        };
        let new = |now: &BTreeMap<usize, Vec<usize>>, ids: &[usize]| -> Vec<usize> {
            ids.iter().flat_map(|id| now.get(id).cloned().unwrap_or_default()).collect()
        };
        bead.set_reviewed(|it| {
            it.clone_from(&draft.reviewed);
            for (s, t) in &mut it.apart {
                (*s, *t) = (new(&source_now, s), new(&target_now, t));
            }
        });
        made.push(bead);
    }
    let rejected = part(&beads, &mut made);
    let bitext =
        Bitext { source: bitext.source.clone(), target: bitext.target.clone(), beads: made };
    Ok(Revision { bitext, changes, rejected, same_number })
}

/// Keeps both halves of each rejected pair apart; gives what is apart.
fn part(beads: &[Draft], made: &mut [Bead]) -> Vec<Apart> {
    let mut rejected = vec![];
    for at in 1..made.len() {
        let (upper, lower) = (&beads[at - 1], &beads[at]);
        let is_one = upper.bead == lower.bead
            && !made[at - 1].source.is_empty()
            && !made[at].target.is_empty();
        if is_one && [upper, lower].iter().all(|draft| draft.status == Status::Rejected) {
            let apart = (made[at - 1].source.ids.to_vec(), made[at].target.ids.to_vec());
            made[at - 1].set_reviewed(|it| it.apart.push(apart.clone()));
            rejected.push(apart);
        }
    }
    rejected
}

fn sides(source: bool, target: bool) -> Sides {
    Sides { source, target }
}

/// The sentences of a side of the saved alignment, each with its bead.
struct Sentences<'a> {
    side: &'static str,
    all: Vec<(usize, &'a str, &'a Bead)>,
}

impl<'a> Sentences<'a> {
    fn new(bitext: &'a Bitext, side: &'static str) -> Self {
        let cell = |bead| if side == "source" { source_of(bead) } else { target_of(bead) };
        let of = |(at, bead): (usize, &'a Bead)| {
            cell(bead).segments.iter().map(move |text| (at, text.as_str(), bead))
        };
        Self { side, all: bitext.beads.iter().enumerate().flat_map(of).collect() }
    }

    fn mark(&self, of: Sides) -> bool {
        if self.side == "source" { of.source } else { of.target }
    }

    /// Whether what stands in a cell is locked, and whether a person wrote some of it.
    fn marks(&self, cell: &[Portion]) -> (bool, bool) {
        let is_edited = |portion: &Portion| match portion.sentence {
            None => true,
            Some(sentence) => {
                let (_, text, bead) = self.all[sentence];
                self.mark(bead.edited()) || !text.contains(&portion.text)
            }
        };
        let is_locked = |portion: &Portion| {
            portion.sentence.is_some_and(|sentence| self.mark(self.all[sentence].2.locked()))
        };
        (cell.iter().any(is_locked), cell.iter().any(is_edited))
    }

    /// The locked sentences that a row changes, white space aside.
    fn changed_though_locked(&self, rows: &[Group], cells: &[Vec<Portion>]) -> Vec<Refusal> {
        let mut changed = vec![];
        for (row, cell) in rows.iter().zip(cells) {
            for portion in cell {
                let Some(sentence) = portion.sentence else { continue };
                let (at, text, bead) = self.all[sentence];
                if self.mark(bead.locked()) && letters(&portion.text) != letters(text) {
                    changed.push(Refusal::Locked {
                        side: self.side,
                        row: row.rows[0],
                        bead: at + 1,
                        text: text.to_owned(),
                    });
                }
            }
        }
        changed
    }
}

/// What is left at the bead of a row besides its texts; what was there before for the first row of
/// each bead.
fn left_at(bitext: &Bitext, row: &Group, is_first: bool) -> Reviewed {
    let mut left = Reviewed::default();
    for (place, &bead) in row.beads.iter().enumerate() {
        let Some(old) = bitext.beads[bead].reviewed.as_deref() else { continue };
        if place == 0 && is_first && !row.is_inserted {
            left = old.clone();
        } else if place > 0 {
            left.join(old);
        }
    }
    if let Some(comment) = &row.comment {
        left.comment.clone_from(comment);
    }
    left
}

/// The numbers that several rows have, none of which is to be merged, each with its rows.
fn same_number(rows: &[Row]) -> Vec<(usize, Vec<usize>)> {
    let mut numbered: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.status != Status::MergeUp) {
        if let Some(bead) = row.bead {
            numbered.entry(bead).or_default().push(row.number);
        }
    }
    numbered.into_iter().filter(|(_, rows)| rows.len() > 1).collect()
}

fn place_side(
    bitext: &Bitext,
    groups: &[Group],
    side: &'static str,
) -> Result<Vec<Vec<Portion>>, Vec<Refusal>> {
    let cell = |bead| if side == "source" { source_of(bead) } else { target_of(bead) };
    let sentences: Vec<Sentence> = bitext
        .beads
        .iter()
        .enumerate()
        .flat_map(|(index, bead)| {
            cell(bead).segments.iter().map(move |text| Sentence { bead: index, text })
        })
        .collect();
    let cells: Vec<SheetCell> = groups
        .iter()
        .map(|group| SheetCell {
            bead: group.bead,
            text: if side == "source" { &group.source } else { &group.target },
        })
        .collect();
    place_sentences(&sentences, &cells).map_err(|faults| {
        let refusal = |fault| match fault {
            Fault::Lost(sentence) => {
                let bead = sentences[sentence].bead;
                let rows = groups
                    .iter()
                    .filter(|group| group.bead == bead)
                    .flat_map(|group| group.rows.clone());
                Refusal::Lost {
                    side,
                    rows: rows.collect(),
                    bead: bead + 1,
                    text: sentences[sentence].text.to_owned(),
                }
            }
            Fault::Garbled { cell, sentence } => Refusal::Garbled {
                side,
                row: groups[cell].rows[0],
                bead: sentences[sentence].bead + 1,
                text: sentences[sentence].text.to_owned(),
            },
            Fault::Repeated { cell, sentence } => Refusal::Repeated {
                side,
                row: groups[cell].rows[0],
                bead: sentences[sentence].bead + 1,
                text: sentences[sentence].text.to_owned(),
            },
        };
        faults.into_iter().map(refusal).collect()
    })
}

/// What a row makes of its bead.
fn revised(
    old: &Bead,
    row: &Group,
    (source, target): (Vec<Portion>, Vec<Portion>),
    mut reviewed: Reviewed,
) -> Vec<Draft> {
    let same = |cell: &Cell, portions: &[Portion]| {
        cell.segments.iter().eq(portions.iter().map(|p| &p.text))
    };
    let untouched = same(&old.source, &source) && same(&old.target, &target);
    let is_unpinned = old.accepted && row.status == Status::Open && !row.is_inserted;
    let accepted =
        row.status == Status::Accepted || row.status == Status::Open && !untouched && !is_unpinned;
    reviewed.dropped = row.status.dropped();
    if accepted || reviewed.dropped.any() || !untouched {
        reviewed.is_rejected = false;
    }
    let is_new = source.iter().chain(&target).all(|portion| portion.sentence.is_none());
    let role = match old.role {
        // What a reviewer wrote beneath a heading is not one.
        Role::Title | Role::Heading(_) if row.is_inserted && is_new => Role::Paragraph,
        role => role,
    };
    let draft = |source, target, score, reviewed| Draft {
        bead: row.bead,
        source,
        target,
        score,
        accepted,
        status: row.status,
        role,
        reviewed,
    };
    match row.status {
        Status::Rejected => {
            let is_rejected = true;
            let (locked, edited) = (reviewed.locked, reviewed.edited);
            let lower = Reviewed { is_rejected, locked, edited, ..Reviewed::default() };
            let upper = Reviewed { is_rejected, ..reviewed };
            // The comment stays with the half that there is.
            let (upper, lower) = if source.is_empty() { (lower, upper) } else { (upper, lower) };
            vec![draft(source, vec![], 0.0, upper), draft(vec![], target, 0.0, lower)]
        }
        _ if accepted => vec![draft(source, target, 1.0, reviewed)],
        _ if is_unpinned => vec![draft(source, target, UNJUDGED, reviewed)],
        _ => vec![draft(source, target, old.score, reviewed)],
    }
}

/// Gives the segments of one side their numbers and finishes its cells; also which numbers each old
/// one is now.
fn finish_side(
    bitext: &Bitext,
    drafts: &[Draft],
    side: fn(&Draft) -> &Vec<Portion>,
    cell: fn(&Bead) -> &Cell,
) -> (Vec<Cell>, BTreeMap<usize, Vec<usize>>) {
    // The numbers, paragraph and label that each sentence had.
    let old: Vec<(&[usize], &Cell)> = bitext
        .beads
        .iter()
        .map(cell)
        .flat_map(|cell| cell.numbered().map(move |(ids, _)| (ids, cell)))
        .collect();
    // Old number, part of it, and how much new text came before: the order of the new numbers.
    let mut after = (0, 0, 0);
    let mut keys: Vec<Vec<(usize, usize, usize)>> = Vec::new();
    for draft in drafts {
        let of = side(draft).iter().map(|portion| {
            after = match portion.sentence {
                Some(sentence) => (old[sentence].0[0] + 1, portion.part, 0),
                None => (after.0, after.1, after.2 + 1),
            };
            after
        });
        keys.push(of.collect());
    }
    let all: BTreeSet<_> = keys.iter().flatten().copied().collect();
    let renumber = all.iter().any(|&(_, part, new)| part > 0 || new > 0);
    let number: BTreeMap<_, usize> = all.into_iter().zip(0..).collect();
    let mut now: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let cells = drafts
        .iter()
        .zip(keys)
        .map(|(draft, keys)| {
            let mut segments: Vec<(usize, &Portion)> = keys
                .iter()
                .map(|key| if renumber { number[key] } else { key.0 - 1 })
                .zip(side(draft))
                .collect();
            segments.sort_by_key(|(id, _)| *id);
            for (id, portion) in &segments {
                let Some(sentence) = portion.sentence else { continue };
                for own in old[sentence].0 {
                    let new = if renumber { *id } else { *own };
                    now.entry(*own).or_default().push(new);
                }
            }
            let ids = segments.iter().flat_map(|(id, portion)| match portion.sentence {
                Some(sentence) if !renumber => old[sentence].0.to_vec(),
                _ => vec![*id],
            });
            let ids = ids.collect();
            let home = segments.first().and_then(|(_, portion)| Some(old[portion.sentence?].1));
            // What is new stands in no paragraph of the text.
            let own = home.filter(|_| !segments.is_empty());
            let home = home.unwrap_or_else(|| cell(&bitext.beads[draft.bead]));
            Cell {
                ids,
                paragraph: own.and_then(|home| home.paragraph),
                label: own.and_then(|home| home.label.clone()).filter(|label| {
                    let first = segments.first().map_or("", |(_, portion)| portion.text.as_str());
                    let is_note = bitext.beads[draft.bead].role == Role::Note;
                    is_note || behind_label(first, label).is_some()
                }),
                page: own.and_then(|home| home.page),
                file: home.file.clone(),
                segments: segments.into_iter().map(|(_, portion)| portion.text.clone()).collect(),
            }
        })
        .collect();
    (cells, now)
}
