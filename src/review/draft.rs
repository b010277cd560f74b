//! A bead of the result, before its segments have numbers.

use diptych_segments::Role;

use super::column::Portion;
use super::row::Status;
use crate::bitext::{Bead, Cell, Reviewed};

/// A bead of the result, its segments not yet numbered.
pub(super) struct Draft {
    /// The index of the bead its row is about.
    pub(super) bead: usize,
    pub(super) source: Vec<Portion>,
    pub(super) target: Vec<Portion>,
    pub(super) score: f32,
    pub(super) accepted: bool,
    pub(super) status: Status,
    pub(super) role: Role,
    /// What is left at it; its segments have their old numbers.
    pub(super) reviewed: Reviewed,
}

/// The source side of a bead.
pub(super) fn source_of(bead: &Bead) -> &Cell {
    &bead.source
}

/// The target side of a bead.
pub(super) fn target_of(bead: &Bead) -> &Cell {
    &bead.target
}
