//! How widely each pass searches.
//!
//! A path that the search loses is an error of the search and not of the model. `cargo xtask
//! search-check` counts the beads that differ from those of [`Search::WIDE`]; a change here is
//! judged by that count and by time alone.

/// How much of a corridor a pass looks at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Beam {
    /// How far below its row's best a cell may be and still be followed, in score units, besides
    /// what the English sentences between the two cost alone.
    pub width: f32,
    /// The most sentences a two-sided bead may hold.
    pub together: usize,
    /// How far below the best way to its end an edge may be and still be kept;
    /// 0 where only the best path is wanted.
    pub slack: f32,
}

/// The passes of an alignment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Search {
    /// The beam of each pass.
    pub passes: [Beam; 3],
    /// Half the width of each pass's corridor: along the sure points, then around the path before.
    pub corridors: [usize; 3],
    /// A pass looks only at cells through which a path of the pass before goes that is at most so far
    /// below the best one. Source: Petrov 2009, "Coarse-to-fine natural language processing".
    pub regret: f32,
}

impl Search {
    /// What is shipped.
    pub const SHIPPED: Self = Self {
        passes: [
            Beam { width: 20.0, together: 5, slack: 0.0 },
            Beam { width: 25.0, together: 8, slack: 0.0 },
            Beam { width: 40.0, together: 9, slack: 20.0 },
        ],
        corridors: [8, 10, 6],
        // On the development, structure and damaged sets 20 and 30 give the same beads.
        regret: 20.0,
    };
    /// Hardly anything is left out.
    pub const WIDE: Self = Self {
        passes: [
            Beam { width: 250.0, together: 9, slack: 0.0 },
            Beam { width: 250.0, together: 9, slack: 0.0 },
            Beam { width: 250.0, together: 9, slack: 20.0 },
        ],
        corridors: [30, 30, 30],
        regret: f32::INFINITY,
    };
}
