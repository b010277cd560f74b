//! The merge itself.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use super::hunks::{Hunk, hunks, is_decided_alike, key};
use super::numbers::{Key, SideOf, keys, numbered};
use crate::bitext::{Bead, Bitext, Cell};

/// Where both reviews changed the same rows of the base in other ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The rows of the base, from 1 and to the last.
    pub beads: (usize, usize),
    /// Both texts of the rows as the first review left them.
    pub ours: Vec<(String, String)>,
    /// Both texts of the rows as the second review left them.
    pub theirs: Vec<(String, String)>,
}

/// What stands where two reviews are in conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// What stood there before either.
    Base,
    /// What the first review left.
    Ours,
}

/// Two reviews as one.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The merged bitext. Rows in conflict are flagged, and their comment has both versions.
    pub bitext: Bitext,
    /// The conflicts, in order of the base.
    pub conflicts: Vec<Conflict>,
}

/// One of the two reviews.
struct Version<'a> {
    bitext: &'a Bitext,
    hunks: Vec<Hunk>,
    /// Where rows of the base stand that it left alone.
    same: HashMap<usize, usize>,
    keys: [HashMap<usize, Key>; 2],
}

const SIDES: [SideOf; 2] = [|bead| &bead.source, |bead| &bead.target];

impl<'a> Version<'a> {
    fn new(base: &Bitext, bitext: &'a Bitext) -> Self {
        let (hunks, same) = hunks(base, bitext);
        let mut spans: Vec<(Range<usize>, Range<usize>)> =
            hunks.iter().map(|hunk| (hunk.base.clone(), hunk.now.clone())).collect();
        spans.extend(same.iter().map(|(&b, &n)| (b..b + 1, n..n + 1)));
        spans.sort_by_key(|(base, now)| (base.start, now.start));
        let keys = SIDES.map(|side| keys(base, bitext, &spans, side));
        Self { bitext, hunks, same, keys }
    }

    /// The rows that stand for rows of the base; `base` begins and ends where hunks do.
    fn rows(&self, base: &Range<usize>) -> Range<usize> {
        let mut found: Vec<Range<usize>> = self
            .hunks
            .iter()
            .filter(|hunk| base.start <= hunk.base.start && hunk.base.end <= base.end)
            // What was added behind these rows belongs to the next ones.
            .filter(|hunk| hunk.base == *base || hunk.base.start < base.end)
            .map(|hunk| hunk.now.clone())
            .collect();
        found.extend(base.clone().filter_map(|b| self.same.get(&b)).map(|&n| n..n + 1));
        let from = found.iter().map(|it| it.start).min().unwrap_or(0);
        let to = found.iter().map(|it| it.end).max().unwrap_or(0);
        from..to
    }

    /// Whether a row of this version has the segments of a row of the base.
    fn has_segments_of(&self, now: &Bead, old: &Bead) -> bool {
        SIDES.iter().zip(&self.keys).all(|(side, keys)| {
            let (now, old) = (side(now), side(old));
            let key = |id: &usize| keys.get(id).copied();
            now.segments.len() == old.segments.len()
                && now.ids.iter().map(key).eq(old.ids.iter().map(|&id| Some((id, 0))))
        })
    }

    fn comment(&self, row: usize) -> Option<&str> {
        self.same.get(&row).map(|&now| self.bitext.beads[now].comment())
    }
}

/// A row of the result, and by which version its segments are numbered: the base, ours or theirs.
type Numbered = (Bead, usize);

/// Rows of the base that are decided about together.
struct Group {
    base: Range<usize>,
    ours: Vec<usize>,
    theirs: Vec<usize>,
}

/// Makes one of two reviews of `base`. Where they are in conflict, `keep` says what stands there.
///
/// Law: a review merged with the base is that review; every sentence of the base stands once in the
/// result, edited or not.
pub fn merge(base: &Bitext, ours: &Bitext, theirs: &Bitext, keep: Keep) -> Merged {
    let versions = [Version::new(base, ours), Version::new(base, theirs)];
    let groups = groups(&versions);
    let resolved: Vec<Option<Vec<Numbered>>> =
        groups.iter().map(|group| resolved(base, &versions, group)).collect();
    let lost = in_conflict(&versions, &groups, &resolved);
    let mut rows: Vec<Numbered> = vec![];
    let mut conflicts = vec![];
    let mut at = 0;
    for ((number, group), resolved) in groups.iter().enumerate().zip(resolved) {
        rows.extend((at..group.base.start).map(|row| untouched(base, &versions, row)));
        at = group.base.end;
        if let Some(new) = resolved.filter(|_| !lost.contains(&number)) {
            rows.extend(new);
            continue;
        }
        let conflict = conflict(base, &versions, group);
        let (kept, version) = match keep {
            Keep::Base => (&base.beads[group.base.clone()], 0),
            Keep::Ours => (&ours.beads[versions[0].rows(&group.base)], 1),
        };
        let said = said(&conflict);
        let mut kept: Vec<Numbered> = kept.iter().map(|bead| (bead.clone(), version)).collect();
        if let Some((first, _)) = kept.first_mut() {
            first.set_reviewed(|it| {
                it.is_flagged = true;
                it.add_comment(&said);
            });
        }
        rows.extend(kept);
        conflicts.push(conflict);
    }
    rows.extend((at..base.beads.len()).map(|row| untouched(base, &versions, row)));
    Merged { bitext: finished(base, &versions, rows), conflicts }
}

/// The groups of hunks that are about the same rows.
fn groups(versions: &[Version; 2]) -> Vec<Group> {
    let mut all: Vec<(Range<usize>, usize, usize)> = vec![];
    for (version, of) in versions.iter().enumerate() {
        let hunks = of.hunks.iter().enumerate();
        all.extend(hunks.map(|(number, hunk)| (hunk.base.clone(), version, number)));
    }
    all.sort_by_key(|(base, version, number)| (base.start, base.end, *version, *number));
    let mut groups: Vec<Group> = vec![];
    for (base, version, number) in all {
        let meets = |group: &Group| {
            base.start < group.base.end
                || base.start == group.base.start && (base.is_empty() || group.base.is_empty())
        };
        if !groups.last().is_some_and(meets) {
            groups.push(Group { base: base.clone(), ours: vec![], theirs: vec![] });
        }
        let Some(group) = groups.last_mut() else { continue };
        group.base.end = group.base.end.max(base.end);
        if version == 0 { &mut group.ours } else { &mut group.theirs }.push(number);
    }
    groups
}

/// The rows of a group; none where the versions are in conflict.
fn resolved(base: &Bitext, versions: &[Version; 2], group: &Group) -> Option<Vec<Numbered>> {
    let [ours, theirs] = versions;
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
    // What the other one only commented on.
    for row in group.base.clone() {
        let before = base.beads[row].comment();
        let said = other.comment(row).filter(|now| *now != before && !now.is_empty());
        if let (Some(said), Some((first, _))) = (said, taken.first_mut()) {
            add_comment(first, said);
        }
    }
    Some(taken)
}

fn add_comment(bead: &mut Bead, said: &str) {
    bead.set_reviewed(|it| it.add_comment(said));
}

/// Both changed the rows: the same rows where they agree, or row by row what each changed of them.
fn same_or_joined(
    base: &Bitext,
    versions: &[Version; 2],
    group: &Group,
    ours: &[Numbered],
    theirs: &[Numbered],
) -> Option<Vec<Numbered>> {
    let texts = |version: usize, rows: &[Numbered]| -> Vec<_> {
        rows.iter().map(|(bead, _)| key(versions[version].bitext, bead)).collect()
    };
    if ours.len() == theirs.len() && texts(0, ours) == texts(1, theirs) {
        let joined = ours.iter().zip(theirs).map(|((a, number), (b, _))| {
            let mut bead = is_decided_alike(a, b).then(|| a.clone())?;
            add_comment(&mut bead, b.comment());
            Some((bead, *number))
        });
        if let Some(joined) = joined.collect::<Option<Vec<_>>>() {
            return Some(joined);
        }
    }
    let old = &base.beads[group.base.clone()];
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
    let source = Cell { segments: source.segments.clone(), ..old.source.clone() };
    let target = side(&old.target, &ours.target, &theirs.target)?;
    let target = Cell { segments: target.segments.clone(), ..old.target.clone() };
    // Accepting a pair and mending its wording do not contradict: the wording that is accepted is
    // that of the pair.
    let decided = match (is_decided_alike(old, ours), is_decided_alike(old, theirs)) {
        (true, _) => theirs,
        (false, true) => ours,
        (false, false) => Some(ours).filter(|ours| is_decided_alike(ours, theirs))?,
    };
    let mut bead = Bead { source, target, ..decided.clone() };
    for other in [ours, theirs] {
        if other.comment() != old.comment() && !other.comment().is_empty() {
            add_comment(&mut bead, other.comment());
        }
    }
    Some(bead)
}

/// The groups that cannot be taken: those in conflict, and those to or from which a sentence moved
/// that is in one.
fn in_conflict(
    versions: &[Version; 2],
    groups: &[Group],
    resolved: &[Option<Vec<Numbered>>],
) -> HashSet<usize> {
    let mut lost: HashSet<usize> =
        (0..groups.len()).filter(|&group| resolved[group].is_none()).collect();
    let families = |group: &Group| -> BTreeSet<(usize, usize)> {
        let of = |version: usize, hunks: &[usize]| -> Vec<(usize, usize)> {
            hunks.iter().map(|&hunk| (version, versions[version].hunks[hunk].family)).collect()
        };
        of(0, &group.ours).into_iter().chain(of(1, &group.theirs)).collect()
    };
    loop {
        let bad: BTreeSet<_> = lost.iter().flat_map(|&group| families(&groups[group])).collect();
        let more = (0..groups.len())
            .filter(|group| !lost.contains(group))
            .filter(|&group| !families(&groups[group]).is_disjoint(&bad));
        let more: Vec<usize> = more.collect();
        if more.is_empty() {
            return lost;
        }
        lost.extend(more);
    }
}

fn conflict(base: &Bitext, versions: &[Version; 2], group: &Group) -> Conflict {
    let texts = |version: &Version| {
        let rows = &version.bitext.beads[version.rows(&group.base)];
        let text = |bead| (version.bitext.source_text(bead), version.bitext.target_text(bead));
        rows.iter().map(text).collect()
    };
    let last = group.base.end.max(group.base.start + 1).min(base.beads.len());
    Conflict {
        beads: (group.base.start + 1, last),
        ours: texts(&versions[0]),
        theirs: texts(&versions[1]),
    }
}

/// Both versions, for the comment of the row.
fn said(conflict: &Conflict) -> String {
    let version = |rows: &[(String, String)]| {
        let rows = rows.iter().map(|(source, target)| format!("{source} | {target}"));
        rows.collect::<Vec<_>>().join(" ‖ ")
    };
    format!("CONFLICT 冲突: ① {} ② {}", version(&conflict.ours), version(&conflict.theirs))
}

/// A row that neither changed, but that they may have said something about.
fn untouched(base: &Bitext, versions: &[Version; 2], row: usize) -> Numbered {
    let old = &base.beads[row];
    let now = |version: &Version| {
        version.same.get(&row).map_or_else(|| old.clone(), |&now| version.bitext.beads[now].clone())
    };
    let (ours, theirs) = (now(&versions[0]), now(&versions[1]));
    let is_said = |bead: &Bead| bead.reviewed != old.reviewed;
    let (mut bead, version) = match (is_said(&ours), is_said(&theirs)) {
        (false, true) => (theirs.clone(), 2),
        (true, _) => (ours.clone(), 1),
        (false, false) => return (ours, 1),
    };
    if is_said(&ours) && is_said(&theirs) {
        add_comment(&mut bead, theirs.comment());
        bead.set_reviewed(|it| {
            it.is_flagged |= theirs.is_flagged();
            it.locked = it.locked.or(theirs.locked());
        });
    }
    (bead, version)
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
