//! Decisions that are taken back.

use super::refused::Refused;
use super::step::Step;
use crate::bitext::{Apart, Bead, Sides, State, UNJUDGED};

/// Rows about which nothing is decided any more, and with each half of a rejected pair the other
/// half, wherever it stands.
pub(super) fn reopened(rows: &[Bead], (from, to): (usize, usize)) -> Result<Step, Refused> {
    let meets = |own: &[usize], ids: &[usize]| own.iter().any(|id| ids.contains(id));
    let is_half_of = |row: &Bead, (source, target): &Apart| {
        row.state() == State::Rejected
            && (meets(&row.source.ids, source) || meets(&row.target.ids, target))
    };
    let apart = rows.iter().filter_map(|row| row.reviewed.as_ref()).flat_map(|it| &it.apart);
    let given_up: Vec<&Apart> =
        apart.filter(|apart| rows[from..=to].iter().any(|row| is_half_of(row, apart))).collect();
    let is_meant = |at: usize| {
        (from..=to).contains(&at) || given_up.iter().any(|apart| is_half_of(&rows[at], apart))
    };
    let holds = |at: usize| {
        let reviewed = rows[at].reviewed.as_ref();
        reviewed.is_some_and(|it| it.apart.iter().any(|apart| given_up.contains(&apart)))
    };
    let first = (0..from).find(|&at| is_meant(at) || holds(at)).unwrap_or(from);
    let last = (to..rows.len()).rfind(|&at| is_meant(at) || holds(at)).unwrap_or(to);
    let run = &rows[first..=last];
    let mut new = run.to_vec();
    for (at, row) in (first..).zip(&mut new) {
        if is_meant(at) {
            reopen(row);
        } else if holds(at) {
            row.set_reviewed(|it| it.apart.retain(|apart| !given_up.contains(&apart)));
        }
    }
    if new.iter().eq(run) {
        return Err(Refused::Unchanged { bead: from + 1 });
    }
    Ok(Step { at: first, gone: run.len(), rows: new, ..Step::default() })
}

/// Takes an acceptance back: nobody has judged the bead as it is now.
pub(super) fn reopen(bead: &mut Bead) {
    if bead.accepted {
        bead.accepted = false;
        bead.score = UNJUDGED;
    }
    bead.set_reviewed(|it| {
        it.is_rejected = false;
        it.dropped = Sides::default();
        it.apart.clear();
    });
}
