//! One side of a row: joined, cut, edited.

use diptych_segments::Lang;
use smallvec::{SmallVec, smallvec};

use super::act::{Half, Place};
use crate::bitext::{Bead, Cell};
use crate::review::column::{Cell as SheetCell, Sentence};
use crate::review::place_sentences::place_sentences;

/// The side of a bead.
pub(super) fn cell(bead: &Bead, side: Half) -> &Cell {
    match side {
        Half::Source => &bead.source,
        Half::Target => &bead.target,
    }
}

/// The side of a bead.
pub(super) fn cell_mut(bead: &mut Bead, side: Half) -> &mut Cell {
    match side {
        Half::Source => &mut bead.source,
        Half::Target => &mut bead.target,
    }
}

/// An empty side of the same chapter.
pub(super) fn emptied(cell: &Cell) -> Cell {
    Cell { file: cell.file.clone(), ..Cell::default() }
}

/// Both cells as one, in the order of their numbers where these do not overlap: a reader of the
/// saved alignment expects them to ascend.
pub(super) fn joined(upper: &Cell, lower: &Cell, lang: Lang) -> Cell {
    if upper.is_empty() || lower.is_empty() {
        return if upper.is_empty() { lower } else { upper }.clone();
    }
    let is_one_each = |cell: &Cell| cell.ids.len() == cell.segments.len();
    let (first, second) = if upper.ids < lower.ids { (upper, lower) } else { (lower, upper) };
    let mut units: Vec<(usize, &str)> = vec![];
    if is_one_each(first) && is_one_each(second) {
        for cell in [first, second] {
            units.extend(cell.ids.iter().copied().zip(cell.segments.iter().map(String::as_str)));
        }
        units.sort_by_key(|(id, _)| *id);
    }
    let (ids, segments) = if units.is_empty() {
        // One text for several numbers cannot be told from one for each: the texts become one.
        let mut ids: SmallVec<[usize; 2]> = first.ids.iter().chain(&second.ids).copied().collect();
        ids.sort_unstable();
        let text = format!("{}{}{}", first.text(lang), lang.joint(), second.text(lang));
        (ids, smallvec![text])
    } else {
        (
            units.iter().map(|(id, _)| *id).collect(),
            units.iter().map(|(_, text)| (*text).to_owned()).collect(),
        )
    };
    Cell { ids, segments, ..first.clone() }
}

/// The cell's first `count` sentences and the others.
pub(super) fn parted(cell: &Cell, count: usize) -> (Cell, Cell) {
    let part = |from: usize, to: usize| {
        let numbered = cell.numbered().skip(from).take(to - from);
        let (mut ids, mut segments) = (SmallVec::new(), SmallVec::new());
        for (own, text) in numbered {
            ids.extend_from_slice(own);
            segments.push(text.to_owned());
        }
        let (paragraph, label) = match from {
            _ if ids.is_empty() => (None, None),
            0 => (cell.paragraph, cell.label.clone()),
            _ => (cell.paragraph, None),
        };
        Cell { ids, segments, paragraph, label, ..cell.clone() }
    };
    (part(0, count), part(count, cell.segments.len()))
}

/// A cell parted at a place.
pub(super) struct Cut {
    pub(super) upper: Cell,
    pub(super) lower: Cell,
    /// The number of a segment that became two: every higher number of its side grows by one.
    pub(super) doubled: Option<usize>,
}

/// The cell parted at a place; none where it has no such place.
pub(super) fn cut(cell: &Cell, place: Option<Place>) -> Option<Cut> {
    let count = cell.segments.len();
    let Place { sentence, offset } = place.unwrap_or(Place { sentence: count, offset: 0 });
    let whole = |count: usize| {
        let (upper, lower) = parted(cell, count);
        Some(Cut { upper, lower, doubled: None })
    };
    if sentence >= count {
        return if sentence == count && offset == 0 { whole(count) } else { None };
    }
    let text = &cell.segments[sentence];
    let at = match text.char_indices().nth(offset) {
        Some((at, _)) => at,
        None if text.chars().count() == offset => text.len(),
        None => return None,
    };
    let (head, tail) = (text[..at].trim_end(), text[at..].trim_start());
    if head.is_empty() {
        return whole(sentence);
    }
    if tail.is_empty() {
        return whole(sentence + 1);
    }
    let (mut upper, mut lower) = parted(cell, sentence + 1);
    let last = upper.segments.len() - 1;
    head.clone_into(&mut upper.segments[last]);
    lower.segments.insert(0, tail.to_owned());
    lower.paragraph = cell.paragraph;
    let mut doubled = None;
    if count == 1 && cell.ids.len() > 1 {
        // One text for several segments: each part gets some of them.
        lower.ids = upper.ids.drain(1..).collect();
    } else {
        let id = upper.ids[last];
        for later in &mut lower.ids {
            *later += 1;
        }
        lower.ids.insert(0, id + 1);
        doubled = Some(id);
    }
    Some(Cut { upper, lower, doubled })
}

/// The cell with another text: as many sentences as it had where they are known again in it, else
/// one text for all.
pub(super) fn edited(cell: &Cell, text: &str) -> Cell {
    let sentences: Vec<Sentence> =
        cell.segments.iter().map(|text| Sentence { bead: 0, text }).collect();
    let cells = [SheetCell { bead: 0, text }];
    let portions =
        if sentences.len() > 1 { place_sentences(&sentences, &cells).ok() } else { None };
    let portions = portions.and_then(|mut cells| cells.pop()).unwrap_or_default();
    let is_in_order = portions.len() == sentences.len()
        && portions.iter().enumerate().all(|(n, it)| it.sentence == Some(n) && !it.text.is_empty());
    let segments = if is_in_order {
        portions.into_iter().map(|portion| portion.text).collect()
    } else {
        smallvec![text.trim().to_owned()]
    };
    Cell { segments, ..cell.clone() }
}
