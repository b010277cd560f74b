//! What an act changed, and so what undoes it.

use super::act::{Half, Ruled};
use crate::bitext::{Apart, Bead};

/// Rows that take the place of others. Applied, it gives the step that takes it back.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Step {
    /// The first row, from 0.
    pub(super) at: usize,
    /// How many rows go.
    pub(super) gone: usize,
    /// The rows that come.
    pub(super) rows: Vec<Bead>,
    /// How the other rows are numbered anew: first, as the new rows have the new numbers.
    pub(super) renumber: Vec<Renumber>,
    /// A finding, and what was said of it; nothing takes it back.
    pub(super) finding: Option<(String, Option<Ruled>)>,
}

/// The numbers of a side above one grow, or shrink, by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Renumber {
    pub(super) side: Half,
    pub(super) above: usize,
    pub(super) grows: bool,
}

impl Renumber {
    /// What takes it back.
    pub(super) fn back(self) -> Self {
        let above = if self.grows { self.above + 1 } else { self.above - 1 };
        Self { above, grows: !self.grows, ..self }
    }

    fn number(self, id: &mut usize) {
        if *id > self.above {
            *id = if self.grows { *id + 1 } else { *id - 1 };
        }
    }

    /// Of a segment that becomes two, both halves stay apart.
    fn number_apart(self, ids: &mut Vec<usize>) {
        let place = ids.iter().position(|&id| id == self.above);
        if let Some(place) = place.filter(|_| !self.grows) {
            ids.remove(place);
        }
        for id in ids.iter_mut() {
            self.number(id);
        }
        if let Some(place) = place.filter(|_| self.grows) {
            ids.insert(place + 1, self.above + 1);
        }
    }

    /// Numbers a row anew.
    pub(super) fn apply(self, bead: &mut Bead) {
        let cell = match self.side {
            Half::Source => &mut bead.source,
            Half::Target => &mut bead.target,
        };
        for id in &mut cell.ids {
            self.number(id);
        }
        self.apply_apart(bead);
    }

    /// Numbers what a row is not to be paired with anew.
    pub(super) fn apply_apart(self, bead: &mut Bead) {
        let Some(reviewed) = bead.reviewed.as_mut().filter(|it| !it.apart.is_empty()) else {
            return;
        };
        for apart in &mut reviewed.apart {
            let ids = |(source, target): &mut Apart| match self.side {
                Half::Source => std::mem::take(source),
                Half::Target => std::mem::take(target),
            };
            let mut own = ids(apart);
            self.number_apart(&mut own);
            match self.side {
                Half::Source => apart.0 = own,
                Half::Target => apart.1 = own,
            }
        }
    }
}
