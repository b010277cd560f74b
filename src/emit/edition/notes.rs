//! The notes of a bitext, and where in the body they are called.

use std::collections::HashMap;
use std::ops::Range;

use diptych_segments::{NoteMark, Role, note_marks};

use super::settings::Which;
use crate::bitext::{Bead, Bitext, Cell};

/// A bead that is a note.
#[derive(Debug)]
pub(super) struct Note {
    /// The bead's number, from 1.
    pub(super) bead: usize,
    /// The label that its mark has in the source, or else in the target; empty where there is none.
    pub(super) source_label: String,
    /// The label that its mark has in the target, or else in the source; empty where there is none.
    pub(super) target_label: String,
    /// The source text; empty where the bead has none.
    pub(super) source: String,
    /// The target text; empty where the bead has none.
    pub(super) target: String,
}

impl Note {
    /// Each side: its label and its text, the source first.
    ///
    /// The two number their notes by themselves, and a label must be the one that the mark shows.
    pub(super) fn sides(&self) -> [(Which, &str, &str); 2] {
        [
            (Which::Source, &self.source_label, &self.source),
            (Which::Target, &self.target_label, &self.target),
        ]
    }
}

/// The note of a bead; a side without a label has that of the other.
pub(super) fn note(index: usize, bead: &Bead, source: String, target: String) -> Note {
    let label = |own: &Cell, other: &Cell| {
        own.label.as_ref().or(other.label.as_ref()).cloned().unwrap_or_default()
    };
    Note {
        bead: index + 1,
        source_label: label(&bead.source, &bead.target),
        target_label: label(&bead.target, &bead.source),
        source,
        target,
    }
}

/// A mark in the body that calls a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::emit) struct Mark {
    /// The index of the bead that holds the mark.
    pub(in crate::emit) bead: usize,
    /// The byte range of the mark in that side's joined text.
    pub(in crate::emit) range: Range<usize>,
    /// The index of the note's bead.
    pub(super) note: usize,
}

/// The marks of one side, in text order: what is surely one, and no other text that reads like it.
///
/// `cell` picks the side and `texts` are its joined texts, bead by bead. Where more places read like a
/// label than there are notes with it, none of them is a mark. Notes are looked for in their order,
/// each after the one before, since labels may start again on every page; a label that only one note
/// has may stand anywhere.
pub(in crate::emit) fn marks(
    bitext: &Bitext,
    texts: &[String],
    cell: fn(&Bead) -> &Cell,
) -> Vec<Mark> {
    let notes: Vec<(usize, &str)> = bitext
        .beads
        .iter()
        .enumerate()
        .filter(|(_, bead)| bead.role == Role::Note && !bead.is_gone())
        .filter_map(|(index, bead)| Some((index, cell(bead).label.as_deref()?)))
        .filter(|(_, label)| can_be_told_from_text(label))
        .collect();
    let mut holders: HashMap<&str, usize> = HashMap::new();
    for (_, label) in &notes {
        *holders.entry(label).or_default() += 1;
    }
    let body = bitext.beads.iter().zip(texts).map(|(bead, text)| match bead.role {
        Role::Note => "",
        _ => text.as_str(),
    });
    let places = note_marks(body, holders.keys().copied());

    let mut marks: Vec<Mark> = Vec::new();
    let mut cursor = (0, 0);
    for (note, label) in notes {
        let few = |found: &&Vec<NoteMark>| found.len() <= holders[label];
        let Some(found) = places.get(label).filter(few) else { continue };
        let next = found.partition_point(|place| (place.text, place.range.start) < cursor);
        let place = match found.get(next) {
            Some(place) => {
                cursor = (place.text, place.range.end);
                place
            }
            None if holders[label] == 1 => &found[0],
            None => continue,
        };
        if place.clear {
            marks.push(Mark { bead: place.text, range: place.range.clone(), note });
        }
    }
    marks.sort_by_key(|mark| (mark.bead, mark.range.start));
    marks.dedup_by(|a, b| a.bead == b.bead && a.range.start < b.range.end);
    marks
}

/// A bare number or letter cannot: it would be found in any year or word.
fn can_be_told_from_text(label: &str) -> bool {
    label.chars().any(|c| !c.is_ascii_alphanumeric() && c != '.')
}
