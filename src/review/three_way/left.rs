//! What two reviews left at a row besides its texts: comment, flag, locks.

use crate::bitext::{Bead, Sides};

/// Adds to the comment of a row the lines that it lacks.
pub(super) fn add_lines(bead: &mut Bead, said: &str) {
    let has: Vec<String> = bead.comment().lines().map(str::to_owned).collect();
    let new: Vec<&str> = said.lines().filter(|line| !has.iter().any(|it| it == line)).collect();
    if new.is_empty() {
        return;
    }
    bead.set_reviewed(|it| {
        if !it.comment.is_empty() {
            it.comment.push('\n');
        }
        it.comment.push_str(&new.join("\n"));
    });
}

/// Carries over to a row what one review left at it that `old` does not have: what it said, flagged,
/// locked or edited, and what it took back of that.
pub(super) fn carry(bead: &mut Bead, old: &Bead, other: &Bead) {
    let before = old.comment();
    if other.comment() != before {
        if bead.comment() == before {
            bead.set_reviewed(|it| other.comment().clone_into(&mut it.comment));
        } else {
            add_lines(bead, other.comment());
        }
    }
    bead.set_reviewed(|it| {
        it.is_flagged = changed(it.is_flagged, old.is_flagged(), other.is_flagged());
        it.locked = changed_sides(it.locked, old.locked(), other.locked());
        it.edited = changed_sides(it.edited, old.edited(), other.edited());
    });
}

/// What `other` is, where that differs from `old`.
fn changed(now: bool, old: bool, other: bool) -> bool {
    if other == old { now } else { other }
}

fn changed_sides(now: Sides, old: Sides, other: Sides) -> Sides {
    Sides {
        source: changed(now.source, old.source, other.source),
        target: changed(now.target, old.target, other.target),
    }
}
