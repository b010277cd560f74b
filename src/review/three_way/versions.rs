//! The two reviews that become one, and the rows of the base that have to be decided about together.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use super::hunks::{Hunk, hunks};
use super::numbers::{Key, SideOf, keys};
use crate::bitext::{Bead, Bitext};

/// One of the two reviews.
pub(super) struct Version<'a> {
    pub(super) bitext: &'a Bitext,
    pub(super) hunks: Vec<Hunk>,
    /// Where rows of the base stand that it left alone.
    pub(super) same: HashMap<usize, usize>,
    pub(super) keys: [HashMap<usize, Key>; 2],
}

pub(super) const SIDES: [SideOf; 2] = [|bead| &bead.source, |bead| &bead.target];

impl<'a> Version<'a> {
    pub(super) fn new(base: &Bitext, bitext: &'a Bitext) -> Self {
        let (hunks, same) = hunks(base, bitext);
        let mut spans: Vec<(Range<usize>, Range<usize>)> =
            hunks.iter().map(|hunk| (hunk.base.clone(), hunk.now.clone())).collect();
        spans.extend(same.iter().map(|(&b, &n)| (b..b + 1, n..n + 1)));
        spans.sort_by_key(|(base, now)| (base.start, now.start));
        let keys = SIDES.map(|side| keys(base, bitext, &spans, side));
        Self { bitext, hunks, same, keys }
    }

    /// The rows that stand for rows of the base; `base` begins and ends where hunks do.
    pub(super) fn rows(&self, base: &Range<usize>) -> Range<usize> {
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
    pub(super) fn has_segments_of(&self, now: &Bead, old: &Bead) -> bool {
        SIDES.iter().zip(&self.keys).all(|(side, keys)| {
            let (now, old) = (side(now), side(old));
            let key = |id: &usize| keys.get(id).copied();
            now.segments.len() == old.segments.len()
                && now.ids.iter().map(key).eq(old.ids.iter().map(|&id| Some((id, 0))))
        })
    }

    /// A row of the base that it left alone, but for what it may have said about it.
    pub(super) fn same(&self, row: usize) -> Option<&'a Bead> {
        self.same.get(&row).map(|&now| &self.bitext.beads[now])
    }
}

/// Rows of the base that are decided about together.
pub(super) struct Group {
    pub(super) base: Range<usize>,
    pub(super) ours: Vec<usize>,
    pub(super) theirs: Vec<usize>,
}

impl Group {
    /// The rows that go together with these, by the families of both versions.
    fn families(&self, versions: &[Version; 2]) -> BTreeSet<(usize, usize)> {
        let of = |version: usize, hunks: &[usize]| -> Vec<(usize, usize)> {
            hunks.iter().map(|&hunk| (version, versions[version].hunks[hunk].family)).collect()
        };
        of(0, &self.ours).into_iter().chain(of(1, &self.theirs)).collect()
    }
}

/// The groups of hunks that are about the same rows.
pub(super) fn groups(versions: &[Version; 2]) -> Vec<Group> {
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

/// The group and all those to or from which sentences of it moved, directly or over others.
pub(super) fn connected(versions: &[Version; 2], groups: &[Group], group: usize) -> HashSet<usize> {
    let families: Vec<BTreeSet<_>> = groups.iter().map(|it| it.families(versions)).collect();
    let mut found = HashSet::from([group]);
    let mut seen = families[group].clone();
    loop {
        let more = (0..groups.len()).filter(|it| !found.contains(it));
        let more: Vec<usize> = more.filter(|&it| !families[it].is_disjoint(&seen)).collect();
        if more.is_empty() {
            return found;
        }
        for group in more {
            seen.extend(families[group].iter().copied());
            found.insert(group);
        }
    }
}
