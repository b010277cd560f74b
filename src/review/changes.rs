//! What a sheet changes, bead by bead.

use std::collections::{BTreeMap, BTreeSet};

use super::column::Portion;
use super::draft::{Draft, source_of, target_of};
use super::row::Status;
use crate::bitext::{Bead, Bitext, Cell, joined as texts_joined};

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The number the bead had.
    pub bead: usize,
    /// What became of it, in words.
    pub what: String,
}

/// What differs, bead by bead.
pub(super) fn changes(bitext: &Bitext, drafts: &[Draft]) -> Vec<Change> {
    let mut changes = Vec::new();
    let owners = |cell: fn(&Bead) -> &Cell| -> Vec<usize> {
        let beads = bitext.beads.iter().enumerate();
        beads.flat_map(|(index, bead)| cell(bead).numbered().map(move |_| index)).collect()
    };
    let (source_joint, target_joint) = (bitext.source.lang.joint(), bitext.target.lang.joint());
    let (source_owner, target_owner) = (owners(source_of), owners(target_of));
    let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
    for draft in drafts {
        let old = &bitext.beads[draft.bead];
        let mut say = |what: String| changes.push(Change { bead: draft.bead + 1, what });
        let rows = seen.entry(draft.bead).or_default();
        *rows += 1;
        if draft.status == Status::Rejected {
            if *rows == 1 {
                say("rejected: the two sides are separate now".to_owned());
                if draft.reviewed.comment.trim() != old.comment().trim() {
                    say(format!("comment: {}", draft.reviewed.comment));
                }
            }
            continue;
        }
        if *rows > 1 {
            say(format!(
                "split: “{}” | “{}” is a pair of its own now",
                joined(&draft.source, source_joint),
                joined(&draft.target, target_joint)
            ));
            continue;
        }
        for (side, joint, owner, portions, cell) in [
            ("source", source_joint, &source_owner, &draft.source, &old.source),
            ("target", target_joint, &target_owner, &draft.target, &old.target),
        ] {
            let from: BTreeSet<usize> = portions
                .iter()
                .filter_map(|p| Some(owner[p.sentence?]))
                .filter(|&bead| bead != draft.bead)
                .collect();
            for bead in from {
                say(format!("{side}: text moved here from pair {}", bead + 1));
            }
            let now = joined(portions, joint);
            let before = texts_joined(&cell.segments, joint);
            if now != before {
                say(format!("{side}: “{before}” → “{now}”"));
            }
        }
        match (old.accepted, draft.accepted) {
            (false, true) if draft.status == Status::Accepted => say("accepted".to_owned()),
            (true, false) => say("no longer accepted".to_owned()),
            _ => {}
        }
        let dropped = draft.reviewed.dropped;
        if dropped != old.dropped() {
            say(match (dropped.source, dropped.target) {
                (true, true) => "dropped: in no edition and no memory".to_owned(),
                (true, false) => "source: dropped".to_owned(),
                (false, true) => "target: dropped".to_owned(),
                (false, false) => "no longer dropped".to_owned(),
            });
        }
        if draft.reviewed.comment.trim() != old.comment().trim() {
            say(format!("comment: {}", draft.reviewed.comment));
        }
    }
    for bead in (0..bitext.beads.len()).filter(|bead| !seen.contains_key(bead)) {
        changes.push(Change {
            bead: bead + 1,
            what: "removed: its sentences are in other pairs now".to_owned(),
        });
    }
    changes.sort_by_key(|change| change.bead);
    changes
}

fn joined(portions: &[Portion], joint: &str) -> String {
    let texts: Vec<&str> = portions.iter().map(|portion| portion.text.as_str()).collect();
    texts_joined(&texts, joint)
}
