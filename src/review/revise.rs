//! A review sheet's rows make a saved alignment into a corrected one.

use std::collections::{BTreeMap, BTreeSet};

use diptych_segments::{Role, behind_label};

use super::changes::{Change, changes};
use super::column::{Cell as SheetCell, Portion, Sentence};
use super::draft::{Draft, source_of, target_of};
use super::place_sentences::{Fault, place_sentences};
use super::refusal::Refusal;
use super::row::{Row, Status};
use crate::bitext::{Apart, Bead, Bitext, Cell};

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
/// changed counts as accepted; a rejected one parts into two with one side
/// each. Segment numbers stay, unless a sentence was split or added: then that
/// side is numbered anew, in the old order. A number that the document counted goes where the edited
/// text no longer begins with it.
///
/// # Errors
/// The rows that would lose or repeat a sentence, or that make no sense.
pub fn revise(bitext: &Bitext, rows: &[Row]) -> Result<Revision, Vec<Refusal>> {
    let same_number = same_number(rows);
    let rows = merged(bitext, rows)?;
    let source = place_side(bitext, &rows, "source");
    let target = place_side(bitext, &rows, "target");
    let (source, target) = match (source, target) {
        (Ok(source), Ok(target)) => (source, target),
        (source, target) => {
            return Err([source.err(), target.err()].into_iter().flatten().flatten().collect());
        }
    };
    let mut beads = Vec::with_capacity(rows.len());
    for (row, (source, target)) in rows.iter().zip(source.into_iter().zip(target)) {
        beads.extend(revised(&bitext.beads[row.bead], row, source, target));
    }
    beads.retain(|draft| !(draft.source.is_empty() && draft.target.is_empty()));
    let changes = changes(bitext, &beads);
    let source = finish_side(bitext, &beads, |draft| &draft.source, |bead| &bead.source);
    let target = finish_side(bitext, &beads, |draft| &draft.target, |bead| &bead.target);
    let rejected = beads.windows(2).zip(source.iter().zip(target.iter().skip(1)));
    let rejected = rejected
        .filter(|(drafts, (source, target))| {
            let is_one =
                drafts[0].bead == drafts[1].bead && !source.is_empty() && !target.is_empty();
            is_one && drafts.iter().all(|draft| draft.status == Status::Rejected)
        })
        .map(|(_, (source, target))| (source.ids.to_vec(), target.ids.to_vec()))
        .collect();
    let beads =
        beads.iter().zip(source.into_iter().zip(target)).map(|(draft, (source, target))| Bead {
            source,
            target,
            score: draft.score,
            role: bitext.beads[draft.bead].role,
            accepted: draft.accepted,
            context: bitext.beads[draft.bead].context.clone(),
            reviewed: bitext.beads[draft.bead].reviewed.clone(),
        });
    let bitext = Bitext {
        source: bitext.source.clone(),
        target: bitext.target.clone(),
        beads: beads.collect(),
    };
    Ok(Revision { bitext, changes, rejected, same_number })
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

/// Rows of the sheet that make one bead.
struct Group {
    /// The index of the bead they are about.
    bead: usize,
    /// Their numbers in the sheet.
    rows: Vec<usize>,
    status: Status,
    source: String,
    target: String,
}

/// The rows in bead order, those without a number under the one above, those to be merged merged.
fn merged(bitext: &Bitext, rows: &[Row]) -> Result<Vec<Group>, Vec<Refusal>> {
    let mut refusals = Vec::new();
    let mut above = None;
    let mut numbered: Vec<(usize, &Row)> = Vec::new();
    for row in rows {
        match row.bead.or(above) {
            None => refusals.push(Refusal::NothingAbove { row: row.number }),
            Some(bead) if bead == 0 || bead > bitext.beads.len() => {
                refusals.push(Refusal::NoSuchBead { row: row.number, bead });
            }
            Some(bead) => {
                above = Some(bead);
                numbered.push((bead - 1, row));
            }
        }
    }
    // The sheet may have been sorted by score; rows of one bead keep their order.
    numbered.sort_by_key(|(bead, _)| *bead);

    let mut groups: Vec<Group> = Vec::new();
    for (bead, row) in numbered {
        if row.status == Status::MergeUp {
            let Some(last) = groups.last_mut() else {
                refusals.push(Refusal::NothingAbove { row: row.number });
                continue;
            };
            append(&mut last.source, &row.source, bitext.source.lang.joint());
            append(&mut last.target, &row.target, bitext.target.lang.joint());
            last.rows.push(row.number);
        } else {
            groups.push(Group {
                bead,
                rows: vec![row.number],
                status: row.status,
                source: row.source.clone(),
                target: row.target.clone(),
            });
        }
    }
    if refusals.is_empty() { Ok(groups) } else { Err(refusals) }
}

fn append(text: &mut String, more: &str, joint: &str) {
    if !text.is_empty() && !more.is_empty() {
        text.push_str(joint);
    }
    text.push_str(more);
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
fn revised(old: &Bead, row: &Group, source: Vec<Portion>, target: Vec<Portion>) -> Vec<Draft> {
    let same = |cell: &Cell, portions: &[Portion]| {
        cell.segments.iter().eq(portions.iter().map(|p| &p.text))
    };
    let untouched = same(&old.source, &source) && same(&old.target, &target);
    let accepted = row.status == Status::Accepted || old.accepted || !untouched;
    let draft = |source, target, score, accepted| Draft {
        bead: row.bead,
        source,
        target,
        score,
        accepted,
        status: row.status,
    };
    match row.status {
        Status::Rejected => {
            vec![draft(source, vec![], 0.0, false), draft(vec![], target, 0.0, false)]
        }
        _ if accepted => vec![draft(source, target, 1.0, true)],
        _ => vec![draft(source, target, old.score, false)],
    }
}

/// Gives the segments of one side their numbers and finishes its cells.
fn finish_side(
    bitext: &Bitext,
    drafts: &[Draft],
    side: fn(&Draft) -> &Vec<Portion>,
    cell: fn(&Bead) -> &Cell,
) -> Vec<Cell> {
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
    drafts
        .iter()
        .zip(keys)
        .map(|(draft, keys)| {
            let mut segments: Vec<(usize, &Portion)> = keys
                .iter()
                .map(|key| if renumber { number[key] } else { key.0 - 1 })
                .zip(side(draft))
                .collect();
            segments.sort_by_key(|(id, _)| *id);
            let ids = segments.iter().flat_map(|(id, portion)| match portion.sentence {
                Some(sentence) if !renumber => old[sentence].0.to_vec(),
                _ => vec![*id],
            });
            let ids = ids.collect();
            let home = segments.first().and_then(|(_, portion)| Some(old[portion.sentence?].1));
            let home = home.unwrap_or_else(|| cell(&bitext.beads[draft.bead]));
            Cell {
                ids,
                paragraph: home.paragraph.filter(|_| !segments.is_empty()),
                label: home.label.clone().filter(|label| {
                    let first = segments.first().map_or("", |(_, portion)| portion.text.as_str());
                    let is_note = bitext.beads[draft.bead].role == Role::Note;
                    !segments.is_empty() && (is_note || behind_label(first, label).is_some())
                }),
                file: home.file.clone(),
                segments: segments.into_iter().map(|(_, portion)| portion.text.clone()).collect(),
            }
        })
        .collect()
}
