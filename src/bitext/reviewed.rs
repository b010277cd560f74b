//! What a reviewer left at a bead besides its texts: comment, state, marks.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{Bead, Cell};

/// What a person decided about a bead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Nothing yet.
    #[default]
    Open,
    /// The two sides are translations: a fixed point from now on.
    Accepted,
    /// A half of a pair that is none: it stays apart from its other half.
    Rejected,
    /// A side or both are in no edition and no memory.
    Dropped,
}

/// Which of the two sides something is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(from = "Option<SidesName>", into = "Option<SidesName>")]
pub struct Sides {
    /// The source.
    pub source: bool,
    /// The target.
    pub target: bool,
}

/// As the saved alignment writes [`Sides`].
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum SidesName {
    Source,
    Target,
    Both,
}

impl From<Option<SidesName>> for Sides {
    fn from(name: Option<SidesName>) -> Self {
        let (source, target) = match name {
            None => (false, false),
            Some(SidesName::Source) => (true, false),
            Some(SidesName::Target) => (false, true),
            Some(SidesName::Both) => (true, true),
        };
        Self { source, target }
    }
}

impl From<Sides> for Option<SidesName> {
    fn from(sides: Sides) -> Self {
        match (sides.source, sides.target) {
            (false, false) => None,
            (true, false) => Some(SidesName::Source),
            (false, true) => Some(SidesName::Target),
            (true, true) => Some(SidesName::Both),
        }
    }
}

impl Sides {
    /// Both sides.
    pub const BOTH: Self = Self { source: true, target: true };

    /// Whether it is about any side.
    pub fn any(self) -> bool {
        self.source || self.target
    }

    /// Whether it is about no side.
    pub fn none(&self) -> bool {
        !self.any()
    }

    /// About what either is about.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self { source: self.source || other.source, target: self.target || other.target }
    }
}

/// Segments of the source and of the target, from 0, that are no pair.
pub type Apart = (Vec<usize>, Vec<usize>);

/// What a reviewer left at a bead besides its texts and that it is accepted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reviewed {
    /// What they wrote about it; empty for nothing.
    pub comment: String,
    /// Somebody is to look at it again.
    pub is_flagged: bool,
    /// It is a half of a pair that was rejected.
    pub is_rejected: bool,
    /// The sides that are in no edition and no memory.
    pub dropped: Sides,
    /// The sides whose text may no longer be edited.
    pub locked: Sides,
    /// The sides whose text a person wrote: it may not stand in the file that it comes from.
    pub edited: Sides,
    /// What no alignment may pair again: on the source half of a rejected pair.
    pub apart: Vec<Apart>,
}

impl Reviewed {
    /// Adds to the comment what does not stand in it.
    pub fn add_comment(&mut self, said: &str) {
        if !self.comment.contains(said) {
            if !self.comment.is_empty() {
                self.comment.push('\n');
            }
            self.comment.push_str(said.trim());
        }
    }

    /// Takes over what was left at a bead that is now a part of this one.
    pub fn join(&mut self, other: &Self) {
        if !other.comment.is_empty() {
            if !self.comment.is_empty() {
                self.comment.push('\n');
            }
            self.comment.push_str(&other.comment);
        }
        self.is_flagged |= other.is_flagged;
        self.locked = self.locked.or(other.locked);
        self.edited = self.edited.or(other.edited);
        self.apart.extend_from_slice(&other.apart);
    }
}

impl Bead {
    /// What a person decided about it.
    pub fn state(&self) -> State {
        match &self.reviewed {
            Some(reviewed) if reviewed.dropped.any() => State::Dropped,
            _ if self.accepted => State::Accepted,
            Some(reviewed) if reviewed.is_rejected => State::Rejected,
            _ => State::Open,
        }
    }

    /// Whether later alignments leave it as it is: it was accepted, or a side of it dropped.
    pub fn is_pinned(&self) -> bool {
        self.accepted || self.dropped().any()
    }

    /// What a reviewer wrote about it; `""` for nothing.
    pub fn comment(&self) -> &str {
        self.reviewed.as_ref().map_or("", |reviewed| &reviewed.comment)
    }

    /// The sides that are in no edition and no memory.
    pub fn dropped(&self) -> Sides {
        self.reviewed.as_ref().map_or_else(Sides::default, |reviewed| reviewed.dropped)
    }

    /// The sides whose text may no longer be edited.
    pub fn locked(&self) -> Sides {
        self.reviewed.as_ref().map_or_else(Sides::default, |reviewed| reviewed.locked)
    }

    /// The sides whose text a person wrote.
    pub fn edited(&self) -> Sides {
        self.reviewed.as_ref().map_or_else(Sides::default, |reviewed| reviewed.edited)
    }

    /// Whether nothing is left of it for editions and memories.
    pub fn is_gone(&self) -> bool {
        let Sides { source, target } = self.dropped();
        let is_left = |cell: &Cell, dropped: bool| !dropped && !cell.is_empty();
        (source || target) && !is_left(&self.source, source) && !is_left(&self.target, target)
    }

    /// Whether somebody is to look at it again.
    pub fn is_flagged(&self) -> bool {
        self.reviewed.as_ref().is_some_and(|reviewed| reviewed.is_flagged)
    }

    /// Changes what a reviewer left here; nothing takes no room.
    pub fn set_reviewed(&mut self, change: impl FnOnce(&mut Reviewed)) {
        let mut reviewed = self.reviewed.take().unwrap_or_default();
        change(&mut reviewed);
        self.reviewed = Some(reviewed).filter(|reviewed| **reviewed != Reviewed::default());
    }
}

/// Carries what reviewers left at beads over to the beads that their segments are in now: that of
/// the first segment gets it. That they are rejected or dropped goes with a bead as a whole only;
/// that a side is locked or edited goes with each of its segments.
pub fn carry_reviewed(old: &[Bead], new: &mut [Bead]) {
    if old.iter().all(|bead| bead.reviewed.is_none()) {
        return;
    }
    let homes = |side: fn(&Bead) -> &Cell, beads: &[Bead]| -> HashMap<usize, usize> {
        let beads = beads.iter().enumerate();
        beads.flat_map(|(at, bead)| side(bead).ids.iter().map(move |&id| (id, at))).collect()
    };
    let (sources, targets) = (homes(|bead| &bead.source, new), homes(|bead| &bead.target, new));
    for old in old {
        let Some(reviewed) = &old.reviewed else { continue };
        let home = match (old.source.ids.first(), old.target.ids.first()) {
            (Some(first), _) => sources.get(first),
            (None, first) => first.and_then(|first| targets.get(first)),
        };
        let Some(home) = home.map(|&at| &mut new[at]) else { continue };
        let is_whole = home.source.ids == old.source.ids && home.target.ids == old.target.ids;
        home.set_reviewed(|now| {
            now.join(reviewed);
            if is_whole {
                now.is_rejected = reviewed.is_rejected;
                now.dropped = reviewed.dropped;
            }
        });
        let (locked, edited) = (reviewed.locked, reviewed.edited);
        for home in old.source.ids.iter().filter_map(|id| sources.get(id)) {
            new[*home].set_reviewed(|now| {
                now.locked.source |= locked.source;
                now.edited.source |= edited.source;
            });
        }
        for home in old.target.ids.iter().filter_map(|id| targets.get(id)) {
            new[*home].set_reviewed(|now| {
                now.locked.target |= locked.target;
                now.edited.target |= edited.target;
            });
        }
    }
}
