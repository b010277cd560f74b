//! What each act makes of the rows it is about: plain functions from rows to a [`Step`].

use diptych_segments::{Lang, Role, behind_label};

use super::act::{Half, Place, Towards};
use super::cells::{Cut, cell, cell_mut, cut, emptied, joined, parted};
use super::refused::Refused;
use super::step::{Renumber, Step};
use crate::bitext::{Bead, Cell, Sides, UNJUDGED};

/// The languages of the two sides.
#[derive(Debug, Clone, Copy)]
pub(super) struct Langs {
    pub(super) source: Lang,
    pub(super) target: Lang,
}

impl Langs {
    fn of(self, side: Half) -> Lang {
        match side {
            Half::Source => self.source,
            Half::Target => self.target,
        }
    }
}

/// Whether no sentence may pass between two rows: they are of two chapters, or body and note.
fn is_wall(a: &Bead, b: &Bead) -> bool {
    let files = |bead: &'_ Bead| (bead.source.file.clone(), bead.target.file.clone());
    files(a) != files(b) || (a.role == Role::Note) != (b.role == Role::Note)
}

/// The row above `at`, or below it.
fn neighbour(rows: &[Bead], at: usize, to: Towards) -> Result<usize, Refused> {
    let other = match to {
        Towards::Up => at.checked_sub(1),
        Towards::Down => Some(at + 1).filter(|&below| below < rows.len()),
    };
    let other = other.filter(|&other| !is_wall(&rows[at], &rows[other]));
    other.ok_or(Refused::NoNeighbour { bead: at + 1 })
}

/// What goes with the text of a side: whether it is locked, and whether a person wrote it.
#[derive(Debug, Clone, Copy, Default)]
struct Marks {
    locked: bool,
    edited: bool,
}

impl Marks {
    fn of(bead: &Bead, side: Half) -> Self {
        let (locked, edited) = (bead.locked(), bead.edited());
        match side {
            Half::Source => Self { locked: locked.source, edited: edited.source },
            Half::Target => Self { locked: locked.target, edited: edited.target },
        }
    }

    fn or(self, other: Self) -> Self {
        Self { locked: self.locked || other.locked, edited: self.edited || other.edited }
    }

    fn set(self, bead: &mut Bead, side: Half) {
        bead.set_reviewed(|it| match side {
            Half::Source => (it.locked.source, it.edited.source) = (self.locked, self.edited),
            Half::Target => (it.locked.target, it.edited.target) = (self.locked, self.edited),
        });
    }
}

/// The marks of the row on a second row that gets a part of its text.
fn with_marks_of(bead: &mut Bead, old: &Bead) {
    bead.set_reviewed(|it| (it.locked, it.edited) = (old.locked(), old.edited()));
}

/// Accepts a bead.
pub(super) fn accept(bead: &mut Bead) {
    bead.accepted = true;
    bead.score = 1.0;
    bead.set_reviewed(|it| {
        it.is_rejected = false;
        it.dropped = Sides::default();
    });
}

/// What a person paired with their own hands is accepted; what has one side is open.
fn made_by_hand(bead: &mut Bead) {
    let is_pair = !bead.source.is_empty() && !bead.target.is_empty();
    bead.accepted = is_pair;
    bead.score = if is_pair { 1.0 } else { UNJUDGED };
    let (source, target) = (&bead.source.ids, &bead.target.ids);
    let is_inside = |own: &[usize], ids: &[usize]| ids.iter().any(|id| own.contains(id));
    let mut reviewed = bead.reviewed.take().unwrap_or_default();
    reviewed.is_rejected = false;
    // What is together now is no longer to stay apart.
    reviewed.apart.retain(|(s, t)| !(is_inside(source, s) && is_inside(target, t)));
    bead.set_reviewed(|it| *it = *reviewed);
}

pub(super) fn merge(rows: &[Bead], at: usize, langs: Langs) -> Result<Step, Refused> {
    let below = neighbour(rows, at, Towards::Down)?;
    for row in [at, below] {
        if rows[row].dropped().any() {
            return Err(Refused::Pinned { bead: row + 1 });
        }
    }
    let (upper, lower) = (&rows[at], &rows[below]);
    let mut bead = Bead {
        source: joined(&upper.source, &lower.source, langs.source),
        target: joined(&upper.target, &lower.target, langs.target),
        context: upper.context.clone().or_else(|| lower.context.clone()),
        ..upper.clone()
    };
    if let Some(reviewed) = &lower.reviewed {
        bead.set_reviewed(|it| it.join(reviewed));
    }
    made_by_hand(&mut bead);
    Ok(Step { at, gone: 2, rows: vec![bead], ..Step::default() })
}

pub(super) fn split(
    rows: &[Bead],
    at: usize,
    places: (Option<Place>, Option<Place>),
) -> Result<Step, Refused> {
    let old = &rows[at];
    let nowhere = || Refused::NoSuchPlace { bead: at + 1 };
    if old.dropped().any() {
        return Err(Refused::Pinned { bead: at + 1 });
    }
    let source = cut(&old.source, places.0).ok_or_else(nowhere)?;
    let target = cut(&old.target, places.1).ok_or_else(nowhere)?;
    let locked = old.locked();
    if source.doubled.is_some() && locked.source || target.doubled.is_some() && locked.target {
        return Err(Refused::Locked { bead: at + 1 });
    }
    let renumber = |side, cut: &Cut| Some(Renumber { side, above: cut.doubled?, grows: true });
    let renumber: Vec<Renumber> =
        [renumber(Half::Source, &source), renumber(Half::Target, &target)]
            .into_iter()
            .flatten()
            .collect();
    let mut upper = Bead { source: source.upper, target: target.upper, ..old.clone() };
    let mut lower =
        Bead { source: source.lower, target: target.lower, reviewed: None, ..old.clone() };
    with_marks_of(&mut lower, old);
    let is_nothing = |bead: &Bead| bead.source.is_empty() && bead.target.is_empty();
    if is_nothing(&upper) || is_nothing(&lower) {
        return Err(nowhere());
    }
    for renumber in &renumber {
        renumber.apply_apart(&mut upper);
    }
    made_by_hand(&mut upper);
    made_by_hand(&mut lower);
    Ok(Step { at, gone: 1, rows: vec![upper, lower], renumber, finding: None })
}

pub(super) fn reject(rows: &[Bead], at: usize) -> Result<Step, Refused> {
    let old = &rows[at];
    if old.source.is_empty() || old.target.is_empty() {
        return Err(Refused::OneSided { bead: at + 1 });
    }
    let half = |source, target| Bead { source, target, score: 0.0, accepted: false, ..old.clone() };
    let mut upper = half(old.source.clone(), emptied(&old.target));
    let mut lower = half(emptied(&old.source), old.target.clone());
    lower.reviewed = None;
    with_marks_of(&mut lower, old);
    lower.set_reviewed(|it| it.is_rejected = true);
    upper.set_reviewed(|it| {
        it.is_rejected = true;
        it.dropped = Sides::default();
        it.apart.push((old.source.ids.to_vec(), old.target.ids.to_vec()));
    });
    Ok(Step { at, gone: 1, rows: vec![upper, lower], ..Step::default() })
}

/// A bead of two sides that come from two beads: it is what its first sentence is.
fn bead_of(base: &Bead, source: (Cell, Role), target: (Cell, Role)) -> Bead {
    let role = match (source.0.is_empty(), target.0.is_empty()) {
        (false, _) => source.1,
        (true, false) => target.1,
        (true, true) => base.role,
    };
    let is_same = source.0 == base.source && target.0 == base.target;
    let mut bead = Bead { source: source.0, target: target.0, role, ..base.clone() };
    if !is_same {
        bead.accepted = false;
        bead.score = UNJUDGED;
        bead.set_reviewed(|it| it.is_rejected = false);
    }
    bead
}

/// The bead with another cell on a side, which comes from a bead of this role.
fn with_side(base: &Bead, side: Half, new: Cell, role: Role) -> Bead {
    match side {
        Half::Source => bead_of(base, (new, role), (base.target.clone(), base.role)),
        Half::Target => bead_of(base, (base.source.clone(), base.role), (new, role)),
    }
}

/// The rows without those that have no sentence left; what was left there goes to their neighbour.
fn without_empty(rows: Vec<Bead>) -> Vec<Bead> {
    let mut full: Vec<Bead> = Vec::with_capacity(rows.len());
    let mut homeless = vec![];
    for mut row in rows {
        if !row.source.is_empty() || !row.target.is_empty() {
            for reviewed in homeless.drain(..) {
                row.set_reviewed(|it| it.join(&reviewed));
            }
            full.push(row);
        } else if let Some(reviewed) = row.reviewed.take() {
            match full.last_mut() {
                Some(last) => last.set_reviewed(|it| it.join(&reviewed)),
                None => homeless.push(*reviewed),
            }
        }
    }
    full
}

pub(super) fn move_sentence(
    rows: &[Bead],
    at: usize,
    (side, to): (Half, Towards),
    langs: Langs,
) -> Result<Step, Refused> {
    let other = neighbour(rows, at, to)?;
    for row in [at, other] {
        if rows[row].dropped().any() {
            return Err(Refused::Pinned { bead: row + 1 });
        }
    }
    let own = cell(&rows[at], side);
    let count = own.segments.len();
    if own.is_empty() {
        return Err(Refused::Empty { bead: at + 1 });
    }
    let theirs = cell(&rows[other], side);
    let role = rows[at].role;
    let lang = langs.of(side);
    let (left, received, received_role) = match to {
        Towards::Up => {
            let (gone, left) = parted(own, 1);
            let role = if theirs.is_empty() { role } else { rows[other].role };
            (left, joined(theirs, &gone, lang), role)
        }
        Towards::Down => {
            let (left, gone) = parted(own, count - 1);
            (left, joined(&gone, theirs, lang), role)
        }
    };
    let left = if left.is_empty() { emptied(own) } else { left };
    let mut giver = with_side(&rows[at], side, left, role);
    let mut taker = with_side(&rows[other], side, received, received_role);
    let marks = Marks::of(&rows[at], side);
    marks.or(Marks::of(&taker, side)).set(&mut taker, side);
    if cell(&giver, side).is_empty() {
        Marks::default().set(&mut giver, side);
    }
    let both = if other < at { vec![taker, giver] } else { vec![giver, taker] };
    Ok(Step { at: at.min(other), gone: 2, rows: without_empty(both), ..Step::default() })
}

pub(super) fn shift(
    rows: &[Bead],
    at: usize,
    (side, to): (Half, Towards),
    langs: Langs,
) -> Result<Step, Refused> {
    if rows[at].is_pinned() {
        return Err(Refused::Pinned { bead: at + 1 });
    }
    let first = match to {
        Towards::Up => neighbour(rows, at, to)?,
        Towards::Down => at,
    };
    if rows[first].is_pinned() {
        return Err(Refused::Pinned { bead: first + 1 });
    }
    let end = (at + 1..rows.len())
        .find(|&row| rows[row].is_pinned() || is_wall(&rows[row - 1], &rows[row]))
        .unwrap_or(rows.len());
    let run = &rows[first..end];
    if run.len() < 2 {
        return Err(Refused::NoNeighbour { bead: at + 1 });
    }
    let mut cells: Vec<(Cell, Role)> =
        run.iter().map(|row| (cell(row, side).clone(), row.role)).collect();
    let mut marks: Vec<Marks> = run.iter().map(|row| Marks::of(row, side)).collect();
    let none = (emptied(&cells[0].0), Role::Paragraph);
    let last = cells.len() - 1;
    match to {
        Towards::Up => {
            let above = cells.remove(0);
            let role = if above.0.is_empty() { cells[0].1 } else { above.1 };
            cells[0] = (joined(&above.0, &cells[0].0, langs.of(side)), role);
            cells.push(none);
            let above = marks.remove(0);
            marks[0] = marks[0].or(above);
            marks.push(Marks::default());
        }
        Towards::Down => {
            let below = cells.remove(last);
            let role = if cells[last - 1].0.is_empty() { below.1 } else { cells[last - 1].1 };
            cells[last - 1] = (joined(&cells[last - 1].0, &below.0, langs.of(side)), role);
            cells.insert(0, none);
            let below = marks.remove(last);
            marks[last - 1] = marks[last - 1].or(below);
            marks.insert(0, Marks::default());
        }
    }
    let shifted =
        run.iter().zip(cells.into_iter().zip(marks)).map(|(row, ((new, role), marks))| {
            let mut row = with_side(row, side, new, role);
            marks.set(&mut row, side);
            row
        });
    let new = without_empty(shifted.collect());
    if new.iter().eq(run) {
        return Err(Refused::Unchanged { bead: at + 1 });
    }
    Ok(Step { at: first, gone: run.len(), rows: new, ..Step::default() })
}

/// Changes one row, and nothing else.
pub(super) fn changed_row(
    rows: &[Bead],
    at: usize,
    change: impl FnOnce(&mut Bead),
) -> Result<Step, Refused> {
    let mut bead = rows[at].clone();
    change(&mut bead);
    if bead == rows[at] {
        return Err(Refused::Unchanged { bead: at + 1 });
    }
    Ok(Step { at, gone: 1, rows: vec![bead], ..Step::default() })
}

/// Changes the rows of a range, and nothing else.
pub(super) fn changed_rows(
    rows: &[Bead],
    (from, to): (usize, usize),
    change: impl Fn(&mut Bead),
) -> Result<Step, Refused> {
    let run = &rows[from..=to];
    let mut new = run.to_vec();
    new.iter_mut().for_each(change);
    if new.iter().eq(run) {
        return Err(Refused::Unchanged { bead: from + 1 });
    }
    Ok(Step { at: from, gone: run.len(), rows: new, ..Step::default() })
}

pub(super) fn edit(rows: &[Bead], at: usize, side: Half, text: &str) -> Result<Step, Refused> {
    let row = &rows[at];
    let locked = row.locked();
    if matches!(side, Half::Source) && locked.source
        || matches!(side, Half::Target) && locked.target
    {
        return Err(Refused::Locked { bead: at + 1 });
    }
    if cell(row, side).is_empty() {
        return Err(Refused::Empty { bead: at + 1 });
    }
    if text.trim().is_empty() {
        return Err(Refused::NoText { bead: at + 1 });
    }
    let mut new = super::cells::edited(cell(row, side), text);
    // A number that the document counted is one as long as the text begins with it.
    let first = new.segments.first().map_or("", String::as_str);
    if row.role != Role::Note
        && new.label.as_ref().is_some_and(|it| behind_label(first, it).is_none())
    {
        new.label = None;
    }
    if new == *cell(row, side) {
        return Err(Refused::Unchanged { bead: at + 1 });
    }
    changed_row(rows, at, |bead| {
        *cell_mut(bead, side) = new;
        Marks { edited: true, ..Marks::of(bead, side) }.set(bead, side);
    })
}
