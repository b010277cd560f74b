//! Best path and probabilities over bead shapes, in a corridor.
//!
//! A path is a row of beads from (0,0) to (n,m); a cell (i,j) says that i
//! Chinese and j English sentences have been read. Every edge is scored once;
//! the best path and the probability of every bead (forward and backward sums)
//! come from the same scores.
//!
//! A side may also run on alone for several sentences in one edge, where each after the first
//! costs less: what one side lacks must not be pressed into the beads around it.

use super::corridor::Corridor;
use super::group::Group;

/// A scored edge: from one cell to another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) shape: (u16, u16),
    pub(super) score: f32,
}

/// All edges worth following, by the cell they lead to, so that each comes after those that lead to it.
pub(super) struct Lattice {
    pub(super) edges: Vec<Edge>,
    /// The best score of each cell from the start, boundary of the cell not included.
    pub(super) best: Vec<f32>,
    /// The score of the boundary at each cell that an edge may leave.
    pub(super) boundaries: Vec<f32>,
    /// The edge that gives each cell its best score.
    pub(super) back: Vec<u32>,
    pub(super) cells: Cells,
}

/// Numbers the cells of a corridor.
pub(super) struct Cells {
    starts: Vec<u32>,
    low: Vec<u32>,
}

impl Cells {
    pub(super) fn new(corridor: &Corridor, n: usize) -> Self {
        let mut starts = vec![0];
        let mut low = vec![];
        for i in 0..=n {
            let (from, to) = corridor.row(i);
            low.push(from as u32);
            starts.push(starts[i] + (to - from + 1) as u32);
        }
        Self { starts, low }
    }

    /// How many rows there are.
    fn rows(&self) -> usize {
        self.low.len()
    }

    pub(super) fn len(&self) -> usize {
        self.starts[self.starts.len() - 1] as usize
    }

    /// The number of a cell that the corridor has.
    pub(super) fn number(&self, i: usize, j: usize) -> usize {
        self.starts[i] as usize + j - self.low[i] as usize
    }

    /// The cell after `i` Chinese and `j` English sentences, if the corridor has it.
    pub(super) fn find(&self, i: usize, j: usize) -> Option<usize> {
        let count = (self.starts.get(i + 1)? - self.starts[i]) as usize;
        let column = j.checked_sub(self.low[i] as usize)?;
        (column < count).then(|| self.starts[i] as usize + column)
    }

    /// How many sentences have been read in a cell.
    pub(super) fn place(&self, cell: u32) -> (usize, usize) {
        let i = self.starts.partition_point(|&start| start <= cell) - 1;
        (i, (cell - self.starts[i] + self.low[i]) as usize)
    }

    /// The places of all cells, in order.
    pub(super) fn places(&self) -> impl Iterator<Item = (usize, usize)> {
        self.low.iter().zip(self.starts.windows(2)).enumerate().flat_map(|(i, (&low, row))| {
            (0..row[1] - row[0]).map(move |column| (i, (low + column) as usize))
        })
    }
}

/// No edge.
pub(super) const NONE: u32 = u32::MAX;

impl Lattice {
    /// Whether the end can be reached.
    pub(super) fn is_complete(&self) -> bool {
        self.best.last().is_some_and(|&best| best > f32::NEG_INFINITY)
    }

    /// The best path; it must be complete.
    pub(super) fn best_path(&self) -> Vec<Group> {
        let mut at = self.best.len() - 1;
        let mut path = vec![];
        while at > 0 {
            let edge = &self.edges[self.back[at] as usize];
            path.push(self.group(edge));
            at = edge.from as usize;
        }
        path.reverse();
        path.into_iter().flat_map(Group::one_by_one).collect()
    }

    /// For each row the first and the last cell through which a path goes that is at most `regret`
    /// below the best one, as far as edges were scored; nothing where no such path stops, or where
    /// any regret will do.
    pub(super) fn hopeful(&self, regret: f32) -> Vec<Option<(usize, usize)>> {
        let mut rows: Vec<Option<(usize, usize)>> = vec![None; self.cells.rows()];
        if regret == f32::INFINITY {
            return rows;
        }
        let last = self.best.len() - 1;
        let mut to_go = vec![f32::NEG_INFINITY; self.best.len()];
        to_go[last] = 0.0;
        for edge in self.edges.iter().rev() {
            let (from, to) = (edge.from as usize, edge.to as usize);
            to_go[from] = to_go[from].max(to_go[to] + self.boundaries[from] + edge.score);
        }
        for (cell, (i, j)) in self.cells.places().enumerate() {
            if self.best[cell] + to_go[cell] >= self.best[last] - regret {
                rows[i] = Some((rows[i].map_or(j, |(first, _)| first), j));
            }
        }
        rows
    }

    /// The bead of sentences that an edge stands for.
    pub(super) fn group(&self, edge: &Edge) -> Group {
        let (i, j) = self.cells.place(edge.to);
        let (a, b) = (usize::from(edge.shape.0), usize::from(edge.shape.1));
        Group { chinese: (i - a, i), english: (j - b, j) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_hopeful_where_a_path_near_the_best_goes() {
        // Two sentences a side: one with one, or both together (1 below), or crosswise (7 below).
        let cells = Cells::new(&Corridor::around(&[(0, 0), (1, 1), (2, 2)], 2, 2, 2), 2);
        let at = |i, j| cells.number(i, j) as u32;
        let edge = |from: (usize, usize), to: (usize, usize), score| Edge {
            from: at(from.0, from.1),
            to: at(to.0, to.1),
            shape: ((to.0 - from.0) as u16, (to.1 - from.1) as u16),
            score,
        };
        let edges = vec![
            edge((0, 0), (0, 2), -5.0),
            edge((0, 0), (1, 1), 1.0),
            edge((0, 2), (2, 2), 0.0),
            edge((0, 0), (2, 2), 1.0),
            edge((1, 1), (2, 2), 1.0),
        ];
        let mut best = vec![f32::NEG_INFINITY; cells.len()];
        best[at(0, 0) as usize] = 0.0;
        for edge in &edges {
            let to = edge.to as usize;
            best[to] = best[to].max(best[edge.from as usize] + edge.score);
        }
        let boundaries = vec![0.0; cells.len()];
        let lattice = Lattice { edges, best, boundaries, back: vec![], cells };
        let [first, middle, last] = [(0, 0), (1, 1), (2, 2)].map(Some);
        assert_eq!(lattice.hopeful(0.5), [first, middle, last]);
        assert_eq!(lattice.hopeful(7.5), [Some((0, 2)), middle, last]);
        assert_eq!(lattice.hopeful(f32::INFINITY), [None; 3]);
    }
}
