//! Rows that are aligned again: the beads of an aligner with the texts of the rows.

use std::collections::HashMap;

use diptych_segments::Role;

use super::act::{Half, Realigned};
use super::cells::cell;
use super::refused::Refused;
use super::step::Step;
use crate::bitext::{Bead, Cell, carry_reviewed};

/// A segment on its way to a new bead: its text, and the cell and row it comes from.
struct Unit<'a> {
    ids: &'a [usize],
    text: &'a str,
    cell: &'a Cell,
    role: Role,
}

fn units(rows: &[Bead], side: Half) -> HashMap<usize, Unit<'_>> {
    let of = |row| {
        let cell: &Cell = cell(row, side);
        let role = row.role;
        cell.numbered().map(move |(ids, text)| (ids[0], Unit { ids, text, cell, role }))
    };
    rows.iter().flat_map(of).collect()
}

/// The cell of these segments, and the role of the first; none where they are not whole units that
/// are left.
fn gathered(ids: &[usize], units: &mut HashMap<usize, Unit<'_>>) -> Option<(Cell, Role)> {
    let mut made = Cell::default();
    let mut role = Role::Paragraph;
    let mut done = 0;
    while done < ids.len() {
        let unit = units.remove(&ids[done])?;
        if ids.get(done..done + unit.ids.len()) != Some(unit.ids) {
            return None;
        }
        if done == 0 {
            role = unit.role;
            let is_first = unit.cell.ids.first() == unit.ids.first();
            made.paragraph = unit.cell.paragraph;
            made.label = unit.cell.label.clone().filter(|_| is_first);
        }
        made.file.clone_from(&unit.cell.file);
        made.ids.extend_from_slice(unit.ids);
        made.segments.push(unit.text.to_owned());
        done += unit.ids.len();
    }
    Some((made, role))
}

/// The rows of a range with the beads that an aligner made of them.
pub(super) fn realign(
    rows: &[Bead],
    (from, to): (usize, usize),
    beads: &[Realigned],
) -> Result<Step, Refused> {
    let run = &rows[from..=to];
    let other = || Refused::OtherSentences { bead: from + 1, to: to + 1 };
    let (mut source, mut target) = (units(run, Half::Source), units(run, Half::Target));
    let known: HashMap<(&[usize], &[usize]), &Bead> =
        run.iter().map(|row| ((&row.source.ids[..], &row.target.ids[..]), row)).collect();
    let mut new = Vec::with_capacity(beads.len());
    let mut pins = run.iter().filter(|row| row.is_pinned()).peekable();
    for bead in beads {
        if !(0.0..=1.0).contains(&bead.score) {
            return Err(Refused::NoProbability { bead: from + 1 });
        }
        let (mut s, mut t) = (
            gathered(&bead.source, &mut source).ok_or_else(other)?,
            gathered(&bead.target, &mut target).ok_or_else(other)?,
        );
        if s.0.is_empty() && t.0.is_empty() {
            return Err(other());
        }
        if let Some(&same) = known.get(&(&bead.source[..], &bead.target[..])) {
            let score = if same.is_pinned() { same.score } else { bead.score };
            new.push(Bead { score, reviewed: None, ..same.clone() });
            pins.next_if(|&pin| std::ptr::eq(pin, same));
            continue;
        }
        let files = (run[0].source.file.clone(), run[0].target.file.clone());
        for (cell, file) in [(&mut s.0, files.0), (&mut t.0, files.1)] {
            if cell.is_empty() {
                cell.file = file;
            }
        }
        let role = if s.0.is_empty() { t.1 } else { s.1 };
        new.push(Bead {
            source: s.0,
            target: t.0,
            score: bead.score,
            role,
            accepted: false,
            context: None,
            reviewed: None,
        });
    }
    if !source.is_empty() || !target.is_empty() || pins.next().is_some() {
        return Err(other());
    }
    carry_reviewed(run, &mut new);
    if new.iter().eq(run) {
        return Err(Refused::Unchanged { bead: from + 1 });
    }
    Ok(Step { at: from, gone: run.len(), rows: new, ..Step::default() })
}
