//! Rows of a sheet become groups, one for each bead that is to be: in bead order, those without a
//! number with the pair they were cut from, those to be merged merged.

use super::column::letters;
use super::refusal::Refusal;
use super::row::{Row, Status};
use crate::bitext::{Bead, Bitext, Cell, joined};

/// Rows of the sheet that make one bead.
pub(super) struct Group {
    /// The index of the bead they are about.
    pub(super) bead: usize,
    /// The beads of the rows, that one first.
    pub(super) beads: Vec<usize>,
    /// Their numbers in the sheet.
    pub(super) rows: Vec<usize>,
    pub(super) status: Status,
    /// Whether the reviewer inserted the row.
    pub(super) is_inserted: bool,
    pub(super) source: String,
    pub(super) target: String,
    /// What the reviewer wrote; none where the sheet has no room for it.
    pub(super) comment: Option<String>,
}

/// The groups.
///
/// # Errors
/// The rows that are about no pair.
pub(super) fn groups(bitext: &Bitext, rows: &[Row]) -> Result<Vec<Group>, Vec<Refusal>> {
    let mut refusals = Vec::new();
    let mut groups: Vec<Group> = Vec::new();
    for (bead, row) in placed(bitext, rows, &mut refusals) {
        let joins = row.status == Status::MergeUp
            // A row with nothing but a comment.
            || row.bead.is_none() && row.source.is_empty() && row.target.is_empty();
        if joins {
            let Some(last) = groups.last_mut() else {
                refusals.push(Refusal::NothingAbove { row: row.number });
                continue;
            };
            append(&mut last.source, &row.source, bitext.source.lang.joint());
            append(&mut last.target, &row.target, bitext.target.lang.joint());
            if let Some(more) = row.comment.as_ref().filter(|more| !more.is_empty()) {
                append(last.comment.get_or_insert_default(), more, "\n");
            }
            last.rows.push(row.number);
            last.beads.push(bead);
        } else {
            groups.push(Group {
                bead,
                beads: vec![bead],
                rows: vec![row.number],
                status: row.status,
                is_inserted: row.bead.is_none(),
                source: row.source.clone(),
                target: row.target.clone(),
                comment: row.comment.clone(),
            });
        }
    }
    if refusals.is_empty() { Ok(groups) } else { Err(refusals) }
}

/// The rows with the index of their bead, in bead order.
fn placed<'r>(
    bitext: &Bitext,
    rows: &'r [Row],
    refusals: &mut Vec<Refusal>,
) -> Vec<(usize, &'r Row)> {
    let numbers: Vec<usize> = rows.iter().filter_map(|row| row.bead).collect();
    let is_sorted_anew = !numbers.is_sorted();
    let mut above = None;
    let mut placed: Vec<((usize, usize), &Row)> = Vec::new();
    for row in rows {
        match row.bead.or(above) {
            // Of a sorted sheet the row above may be any.
            _ if is_sorted_anew && row.bead.is_none() => match home(bitext, row) {
                Some(home) => placed.push((home, row)),
                None => refusals.push(Refusal::Unplaced { row: row.number }),
            },
            None => refusals.push(Refusal::NothingAbove { row: row.number }),
            Some(bead) if bead == 0 || bead > bitext.beads.len() => {
                refusals.push(Refusal::NoSuchBead { row: row.number, bead });
            }
            Some(bead) => {
                above = Some(bead);
                placed.push(((bead - 1, usize::from(row.bead.is_none())), row));
            }
        }
    }
    if is_sorted_anew {
        // A first half that was cut out stands above the pair's own row.
        placed
            .sort_by_key(|&((bead, at), row)| (bead, if row.bead.is_none() { at * 2 } else { 1 }));
    }
    placed.into_iter().map(|((bead, _), row)| (bead, row)).collect()
}

/// The index of the one bead whose texts both sides of a row are parts of, and where in it they stand.
fn home(bitext: &Bitext, row: &Row) -> Option<(usize, usize)> {
    let (source, target) = (letters(&row.source), letters(&row.target));
    let place = |cell: &Cell, part: &[char]| {
        let whole = letters(&joined(&cell.segments, ""));
        let mut places = whole.windows(part.len().max(1));
        if part.is_empty() { Some(0) } else { places.position(|it| it == part) }
    };
    let place = |bead: &Bead| Some((place(&bead.source, &source)?, place(&bead.target, &target)?));
    let mut homes = bitext.beads.iter().enumerate().filter_map(|(at, bead)| {
        let (source, target) = place(bead)?;
        Some((at, source.max(target)))
    });
    let home = homes.next().filter(|_| !source.is_empty() || !target.is_empty())?;
    homes.next().is_none().then_some(home)
}

fn append(text: &mut String, more: &str, joint: &str) {
    if !text.is_empty() && !more.is_empty() {
        text.push_str(joint);
    }
    text.push_str(more);
}
