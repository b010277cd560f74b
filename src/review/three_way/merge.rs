//! The merge itself.

use std::collections::{HashMap, HashSet};

use super::conflict::{self, Conflict, Keep, is_contested};
use super::hunks::{hunks, is_decided_alike, texts};
use super::left::{add_lines, carry};
use super::numbers::{Key, numbered};
use super::versions::{Group, SIDES, Version, connected, groups};
use crate::bitext::{Bead, Bitext, Cell};

/// Two reviews as one.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The merged bitext. Rows in conflict are flagged, and their comment has both versions.
    pub bitext: Bitext,
    /// The conflicts, in order of the base.
    pub conflicts: Vec<Conflict>,
}

/// A row of the result, and by which version its segments are numbered: the base, ours or theirs.
type Numbered = (Bead, usize);

/// Makes one of two reviews of `base`. Where they are in conflict, `keep` says what stands there.
///
/// Rows that are in conflict since an earlier merge stay so until somebody decides: a review that
/// changes them again is in conflict as well.
///
/// Law: a review merged with the base, or with itself, is that review; every sentence of the base
/// stands once in the result, edited or not.
pub fn merge(base: &Bitext, ours: &Bitext, theirs: &Bitext, keep: Keep) -> Merged {
    let versions = [Version::new(base, ours), Version::new(base, theirs)];
    let groups = groups(&versions);
    let resolved: Vec<Option<Vec<Numbered>>> =
        groups.iter().map(|group| resolved(base, &versions, group)).collect();
    let (lost, included) = in_conflict(&versions, &groups, &resolved);
    let mut rows: Vec<Numbered> = vec![];
    let mut conflicts = vec![];
    let mut at = 0;
    for ((number, group), resolved) in groups.iter().enumerate().zip(resolved) {
        rows.extend((at..group.base.start).map(|row| untouched(base, &versions, row)));
        at = group.base.end;
        if let Some(&larger) = included.get(&number) {
            rows.extend(included_rows(&versions, group, larger));
            continue;
        }
        if let Some(new) = resolved.filter(|_| !lost.contains(&number)) {
            rows.extend(new);
            continue;
        }
        let conflict = conflict(base, &versions, group, keep);
        let kept = kept(base, &versions, group, &conflict);
        // Both added rows at one place: what they added is said at the row above.
        if kept.is_empty()
            && let Some((above, _)) = rows.last_mut()
        {
            contest(above, &versions, group, &conflict);
        }
        rows.extend(kept);
        conflicts.push(conflict);
    }
    rows.extend((at..base.beads.len()).map(|row| untouched(base, &versions, row)));
    Merged { bitext: finished(base, &versions, rows), conflicts }
}

/// The rows that stand where the versions are in conflict, with all that both said about them.
fn kept(
    base: &Bitext,
    versions: &[Version; 2],
    group: &Group,
    conflict: &Conflict,
) -> Vec<Numbered> {
    let old = &base.beads[group.base.clone()];
    let now: Vec<&[Bead]> =
        versions.iter().map(|it| &it.bitext.beads[it.rows(&group.base)]).collect();
    let (kept, number) = match conflict.kept {
        Keep::Base => (old, 0),
        Keep::Ours => (now[0], 1),
    };
    let mut kept: Vec<Bead> = kept.to_vec();
    for rows in now {
        if rows.len() == old.len() && kept.len() == old.len() {
            for ((kept, old), row) in kept.iter_mut().zip(old).zip(rows) {
                // The text that stands is not the one that it edited.
                let edited = kept.edited();
                carry(kept, old, row);
                kept.set_reviewed(|it| it.edited = edited);
            }
        }
    }
    if let Some((first, others)) = kept.split_first_mut() {
        contest(first, versions, group, conflict);
        for bead in others {
            add_lines(bead, conflict::ABOVE);
            bead.set_reviewed(|it| it.is_flagged = true);
        }
    }
    kept.into_iter().map(|bead| (bead, number)).collect()
}

/// Flags a row, and adds to its comment what both versions said and how they read.
fn contest(bead: &mut Bead, versions: &[Version; 2], group: &Group, conflict: &Conflict) {
    for version in versions {
        for row in &version.bitext.beads[version.rows(&group.base)] {
            add_lines(bead, row.comment());
        }
    }
    let was_contested = is_contested(bead);
    bead.set_reviewed(|it| it.is_flagged = true);
    if !was_contested {
        add_lines(bead, &conflict.ours.comment());
    }
    add_lines(bead, &conflict.theirs.comment());
}

/// The rows of a group; none where the versions are in conflict.
fn resolved(base: &Bitext, versions: &[Version; 2], group: &Group) -> Option<Vec<Numbered>> {
    let [ours, theirs] = versions;
    let is_contested = |rows: &[Bead]| rows.iter().any(is_contested);
    if !group.theirs.is_empty()
        && is_contested(&ours.bitext.beads[ours.rows(&group.base)])
        && !is_contested(&base.beads[group.base.clone()])
    {
        return None;
    }
    let rows = |version: &Version, number: usize| -> Vec<Numbered> {
        let rows = version.rows(&group.base);
        version.bitext.beads[rows].iter().map(|bead| (bead.clone(), number)).collect()
    };
    let (taken, other) = match (group.ours.is_empty(), group.theirs.is_empty()) {
        (false, true) => (rows(ours, 1), theirs),
        (true, _) => (rows(theirs, 2), ours),
        (false, false) => {
            let (a, b) = (rows(ours, 1), rows(theirs, 2));
            return same_or_joined(base, versions, group, &a, &b);
        }
    };
    let mut taken = taken;
    // What the other one only said.
    for row in group.base.clone() {
        let (old, Some(now)) = (&base.beads[row], other.same(row)) else { continue };
        let place = if taken.len() == group.base.len() { row - group.base.start } else { 0 };
        if let Some((bead, _)) = taken.get_mut(place) {
            carry(bead, old, now);
        }
    }
    Some(taken)
}

/// Both changed the rows: the same rows where they agree, or row by row what each changed of them.
fn same_or_joined(
    base: &Bitext,
    versions: &[Version; 2],
    group: &Group,
    ours: &[Numbered],
    theirs: &[Numbered],
) -> Option<Vec<Numbered>> {
    let old = &base.beads[group.base.clone()];
    let all = |version: usize, rows: &[Numbered]| -> Vec<_> {
        rows.iter().map(|(bead, _)| texts(versions[version].bitext, bead)).collect()
    };
    if ours.len() == theirs.len() && all(0, ours) == all(1, theirs) {
        let joined = (0..).zip(ours.iter().zip(theirs)).map(|(at, ((a, number), (b, _)))| {
            let mut bead = is_decided_alike(a, b).then(|| a.clone())?;
            match old.get(at).filter(|_| old.len() == ours.len()) {
                Some(old) => carry(&mut bead, old, b),
                None => add(&mut bead, b),
            }
            Some((bead, *number))
        });
        if let Some(joined) = joined.collect::<Option<Vec<_>>>() {
            return Some(joined);
        }
    }
    if old.len() != ours.len() || old.len() != theirs.len() {
        return None;
    }
    let rows = old.iter().zip(ours.iter().zip(theirs));
    rows.map(|(old, ((a, _), (b, _)))| {
        let is_same = versions[0].has_segments_of(a, old) && versions[1].has_segments_of(b, old);
        is_same.then(|| joined(old, a, b)).flatten().map(|bead| (bead, 0))
    })
    .collect()
}

/// A row that both changed, its segments the same; none where they contradict.
fn joined(old: &Bead, ours: &Bead, theirs: &Bead) -> Option<Bead> {
    fn side<'a>(old: &'a Cell, a: &'a Cell, b: &'a Cell) -> Option<&'a Cell> {
        match (a.segments == old.segments, b.segments == old.segments) {
            (true, _) => Some(b),
            (false, true) => Some(a),
            (false, false) => Some(a).filter(|a| a.segments == b.segments),
        }
    }
    let source = side(&old.source, &ours.source, &theirs.source)?;
    let source = Cell { ids: old.source.ids.clone(), ..source.clone() };
    let target = side(&old.target, &ours.target, &theirs.target)?;
    let target = Cell { ids: old.target.ids.clone(), ..target.clone() };
    // Accepting a pair and mending its wording do not contradict: the wording that is accepted is
    // that of the pair.
    let decided = match (is_decided_alike(old, ours), is_decided_alike(old, theirs)) {
        (true, _) => theirs,
        (false, true) => ours,
        (false, false) => Some(ours).filter(|ours| is_decided_alike(ours, theirs))?,
    };
    let other = if std::ptr::eq(decided, ours) { theirs } else { ours };
    let mut bead = Bead { source, target, ..decided.clone() };
    carry(&mut bead, old, other);
    Some(bead)
}

/// The groups that cannot be taken as they were resolved: those in conflict, and those to or from which
/// a sentence moved that is in one. Of these, the ones where one version has all that the other
/// changed, with the number of that version, are in no conflict: it was merged before.
fn in_conflict(
    versions: &[Version; 2],
    groups: &[Group],
    resolved: &[Option<Vec<Numbered>>],
) -> (HashSet<usize>, HashMap<usize, usize>) {
    let (mut lost, mut included) = (HashSet::new(), HashMap::new());
    let mut unresolved = (0..groups.len()).filter(|&group| resolved[group].is_none()).peekable();
    if unresolved.peek().is_none() {
        return (lost, included);
    }
    // Where the rows of each stand in the other.
    let [ours, theirs] = versions;
    let there = [hunks(ours.bitext, theirs.bitext).1, hunks(theirs.bitext, ours.bitext).1];
    for group in unresolved {
        if lost.contains(&group) || included.contains_key(&group) {
            continue;
        }
        let all = connected(versions, groups, group);
        let has_all_of = |other: usize| {
            let hunks = all
                .iter()
                .flat_map(|&group| [&groups[group].ours, &groups[group].theirs][other].iter());
            let mut hunks = hunks.map(|&hunk| &versions[other].hunks[hunk]).peekable();
            hunks.peek().is_some()
                && hunks.all(|hunk| hunk.now.clone().all(|row| there[other].contains_key(&row)))
        };
        match [1, 0].into_iter().find(|&other| has_all_of(other)) {
            Some(other) => included.extend(all.into_iter().map(|group| (group, 1 - other))),
            None => lost.extend(all),
        }
    }
    (lost, included)
}

/// The rows of the version that has what the other one changed, with what that one said.
fn included_rows(versions: &[Version; 2], group: &Group, larger: usize) -> Vec<Numbered> {
    let [own, other] = [&versions[larger], &versions[1 - larger]];
    let rows = &own.bitext.beads[own.rows(&group.base)];
    let mut rows: Vec<Numbered> = rows.iter().map(|bead| (bead.clone(), larger + 1)).collect();
    for said in &other.bitext.beads[other.rows(&group.base)] {
        let is_same = |bead: &Bead| bead.source == said.source && bead.target == said.target;
        let place = rows.iter().position(|(bead, _)| is_same(bead)).unwrap_or(0);
        if let Some((bead, _)) = rows.get_mut(place) {
            add(bead, said);
        }
    }
    rows
}

/// Adds what is left at a row to that of another.
fn add(bead: &mut Bead, other: &Bead) {
    add_lines(bead, other.comment());
    bead.set_reviewed(|it| {
        it.is_flagged |= other.is_flagged();
        it.locked = it.locked.or(other.locked());
        it.edited = it.edited.or(other.edited());
    });
}

fn conflict(base: &Bitext, versions: &[Version; 2], group: &Group, kept: Keep) -> Conflict {
    let version = |version: &Version| {
        conflict::Version::new(version.bitext, &version.bitext.beads[version.rows(&group.base)])
    };
    let last = group.base.end.max(group.base.start + 1).min(base.beads.len());
    Conflict {
        beads: (group.base.start + 1, last),
        ours: version(&versions[0]),
        theirs: version(&versions[1]),
        kept,
    }
}

/// A row that neither changed, but that they may have said something about.
fn untouched(base: &Bitext, versions: &[Version; 2], row: usize) -> Numbered {
    let old = &base.beads[row];
    let [ours, theirs] = versions.each_ref().map(|version| version.same(row).unwrap_or(old));
    // Their numbers may be other ones, since a sentence elsewhere was split.
    let is_other = |bead: &Bead| {
        let mut bead = bead.clone();
        bead.source.ids.clone_from(&old.source.ids);
        bead.target.ids.clone_from(&old.target.ids);
        bead != *old
    };
    if !is_other(theirs) {
        return (ours.clone(), 1);
    }
    if !is_other(ours) {
        return (theirs.clone(), 2);
    }
    let mut bead = ours.clone();
    if bead.score.to_bits() == old.score.to_bits() {
        bead.score = theirs.score;
    }
    carry(&mut bead, old, theirs);
    (bead, 1)
}

/// The bitext of these rows, its segments numbered.
fn finished(base: &Bitext, versions: &[Version; 2], rows: Vec<Numbered>) -> Bitext {
    let maps = |version: usize, side: usize, id: usize| -> Key {
        match version {
            0 => (id, 0),
            other => versions[other - 1].keys[side].get(&id).copied().unwrap_or((id, 0)),
        }
    };
    let mut beads: Vec<Numbered> = rows;
    let mut by_key: [HashMap<Key, usize>; 2] = [HashMap::new(), HashMap::new()];
    for (side, cell) in SIDES.iter().enumerate() {
        let ids = beads.iter().flat_map(|(bead, version)| {
            cell(bead).ids.iter().map(|&id| maps(*version, side, id)).collect::<Vec<_>>()
        });
        let keys: Vec<Key> = ids.collect();
        let mut numbers = numbered(&keys).into_iter();
        by_key[side] = keys.iter().copied().zip(numbered(&keys)).collect();
        for (bead, _) in &mut beads {
            let cell = if side == 0 { &mut bead.source } else { &mut bead.target };
            cell.ids.iter_mut().for_each(|id| *id = numbers.next().unwrap_or(*id));
            in_order(cell);
        }
    }
    let beads = beads.into_iter().map(|(mut bead, version)| {
        let apart = bead.reviewed.as_ref().is_some_and(|it| !it.apart.is_empty());
        if apart {
            bead.set_reviewed(|it| {
                for apart in &mut it.apart {
                    for (side, ids) in [&mut apart.0, &mut apart.1].into_iter().enumerate() {
                        let new = |id: &usize| by_key[side].get(&maps(version, side, *id)).copied();
                        *ids = ids.iter().filter_map(new).collect();
                    }
                }
            });
        }
        bead
    });
    let beads = beads.collect();
    Bitext { source: base.source.clone(), target: base.target.clone(), beads }
}

/// Puts the segments of a cell in the order of their numbers.
fn in_order(cell: &mut Cell) {
    if cell.ids.is_sorted() {
        return;
    }
    if cell.ids.len() == cell.segments.len() {
        let mut units: Vec<(usize, String)> =
            cell.ids.iter().copied().zip(cell.segments.drain(..)).collect();
        units.sort_by_key(|(id, _)| *id);
        cell.ids = units.iter().map(|(id, _)| *id).collect();
        cell.segments = units.into_iter().map(|(_, text)| text).collect();
    } else {
        cell.ids.sort_unstable();
    }
}
