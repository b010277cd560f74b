//! What comes out of an alignment.

use super::explain::Explanation;
use super::group::Group;

/// The beads of two texts and what the search learnt about them as a whole.
#[derive(Debug, Clone, Default)]
pub struct Alignment {
    /// In order, each with its probability. Law: every sentence of both sides
    /// stands in exactly one bead.
    pub beads: Vec<(Group, f32)>,
    /// Sections that stand elsewhere on the other side. Their beads are among `beads`, where no bead
    /// of the path reaches into the section; it stands alone on both sides otherwise.
    pub moved: Vec<Group>,
    /// How much of both texts the other one answers, from 0 up; see [`UNRELATED`].
    pub support: f32,
    /// Why the bead that was asked about was chosen.
    pub explanation: Option<Explanation>,
}

/// Texts with less support than this are no translations of each other.
///
/// Every development text has 1.01 and more, texts paired at random .47 and less (`cargo xtask
/// accuracy`): the middle of the two, as ratios.
pub const UNRELATED: f32 = 0.65;
