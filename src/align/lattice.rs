//! Best path and probabilities over bead shapes, in a corridor.
//!
//! A path is a row of beads from (0,0) to (n,m); a cell (i,j) says that i
//! Chinese and j English sentences have been read. Every edge is scored once;
//! the best path and the probability of every bead (forward and backward sums)
//! come from the same scores.
//!
//! Where the corridor is free, a side may also run on alone for many sentences
//! in one edge, at a price that hardly grows with its length: what one side
//! lacks must not be pressed into the beads around it.

use super::bead_score::Scorer;
use super::corridor::Corridor;
use super::group::{Group, Shape};
use super::overlap::Overlaps;

/// How far below its row's best a cell may be and still be followed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beam {
    /// In score units.
    pub(super) width: f32,
    /// The most sentences a two-sided bead may hold.
    pub(super) together: usize,
    /// How far below the best way to its end an edge may be and still be kept;
    /// 0 where only the best path is wanted.
    pub(super) slack: f32,
}

/// A scored edge: from one cell to another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) from: u32,
    pub(super) to: u32,
    shape: (u16, u16),
    pub(super) score: f32,
}

/// A side that runs on alone for at least so many sentences may do so in one edge …
const SHORTEST_RUN: usize = 8;
/// … which costs this, and this for each sentence.
const RUN: f32 = -40.0;
const RUN_EACH: f32 = -7.0;

/// All edges worth following, by the cell they lead to, so that each comes after those that lead to it.
pub(super) struct Lattice {
    pub(super) edges: Vec<Edge>,
    /// The best score of each cell from the start, boundary of the cell not included.
    pub(super) best: Vec<f32>,
    /// The score of the boundary at each cell that an edge may leave.
    pub(super) boundaries: Vec<f32>,
    /// The edge that gives each cell its best score.
    back: Vec<u32>,
    pub(super) cells: Cells,
}

/// Numbers the cells of a corridor.
pub(super) struct Cells {
    starts: Vec<u32>,
    low: Vec<u32>,
}

impl Cells {
    fn new(corridor: &Corridor, n: usize) -> Self {
        let mut starts = vec![0];
        let mut low = vec![];
        for i in 0..=n {
            let (from, to) = corridor.row(i);
            low.push(from as u32);
            starts.push(starts[i] + (to - from + 1) as u32);
        }
        Self { starts, low }
    }

    fn len(&self) -> usize {
        self.starts[self.starts.len() - 1] as usize
    }

    fn number(&self, i: usize, j: usize) -> usize {
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

/// The best starts of runs, one for each line along which they go.
struct Runs {
    /// Score before the run, less what its sentences up to the start would cost; where it starts; its cell.
    starts: Vec<Option<(f32, usize, usize)>>,
}

impl Runs {
    fn new(lines: usize) -> Self {
        Self { starts: vec![None; lines] }
    }

    /// A run along `line` may start at `position` with this score.
    fn note(&mut self, line: usize, score: f32, position: usize, cell: usize) {
        let worth = score - RUN_EACH * position as f32;
        if score > f32::NEG_INFINITY && self.starts[line].is_none_or(|(best, ..)| worth > best) {
            self.starts[line] = Some((worth, position, cell));
        }
    }

    /// The best run along `line` that ends at `position`: what is reached, its start and that cell.
    fn best(&self, line: usize, position: usize) -> Option<(f32, usize, usize)> {
        let (worth, start, cell) = self.starts[line]?;
        let fits = u16::try_from(position - start).is_ok();
        fits.then_some((worth + RUN + RUN_EACH * position as f32, start, cell))
    }
}

impl Lattice {
    /// Scores the edges of a corridor from (0,0) to (n,m).
    ///
    /// Cells are reached row by row. The likeliest shapes come first, and of
    /// the others only those are scored in full that could still matter
    /// ([`Scorer::at_most`]); what is left out is less than `beam.slack` allows.
    pub(super) fn new(scorer: &Scorer<'_>, mut overlaps: Overlaps<'_>, beam: Beam) -> Self {
        let corridor = overlaps.corridor();
        let (n, m) = (corridor.rows(), corridor.columns());
        let shapes = scorer.prior.shapes(beam.together);
        let cells = Cells::new(corridor, n);
        let mut lattice = Self {
            edges: vec![],
            best: vec![f32::NEG_INFINITY; cells.len()],
            boundaries: vec![0.0; cells.len()],
            back: vec![NONE; cells.len()],
            cells,
        };
        lattice.best[0] = 0.0;
        // What a path is worth that leaves a cell; nothing where the beam has cut it off.
        let mut leaving = vec![f32::NEG_INFINITY; lattice.cells.len()];
        let mut scratch = vec![];
        let mut above = Runs::new(m + 1);
        for i in 0..=n {
            overlaps.read_to(i);
            let (low, high) = corridor.row(i);
            let free = corridor.is_free(i);
            let width = if free { f32::INFINITY } else { beam.width };
            let mut row_best = f32::NEG_INFINITY;
            let mut before = Runs::new(1);
            if free && i >= SHORTEST_RUN && corridor.is_free(i - SHORTEST_RUN) {
                lattice.note_row(i - SHORTEST_RUN, corridor, &leaving, &mut above);
            }
            for j in low..=high {
                let to = lattice.cells.number(i, j);
                for &(a, b) in &shapes {
                    let Some((from, group)) = lattice.edge_into((i, j), (a, b), corridor) else {
                        continue;
                    };
                    let here = leaving[from];
                    if here == f32::NEG_INFINITY
                        || (a + b > 2 && scorer.measures.is_lopsided(group))
                    {
                        continue;
                    }
                    let score = if a == 0 || b == 0 {
                        scorer.alone(group)
                    } else if here + scorer.at_most(group, &overlaps)
                        < lattice.best[to] - beam.slack
                    {
                        continue;
                    } else {
                        scorer.score(group, &overlaps, &mut scratch)
                    };
                    lattice.add(from, to, (a, b), score, here + score);
                }
                if free {
                    lattice.add_runs((i, j), corridor, &leaving, (&mut before, &above));
                }
                let best = lattice.best[to];
                row_best = row_best.max(best);
                if best > f32::NEG_INFINITY && best >= row_best - width {
                    lattice.boundaries[to] = scorer.measures.boundary(i, j, scorer.weights);
                    leaving[to] = best + lattice.boundaries[to];
                }
            }
            let row = lattice.cells.number(i, low)..=lattice.cells.number(i, high);
            for (leaving, best) in leaving[row.clone()].iter_mut().zip(&lattice.best[row]) {
                if *best < row_best - width {
                    *leaving = f32::NEG_INFINITY;
                }
            }
        }
        lattice
    }

    /// The cell that an edge of this shape comes from, and the bead it stands for.
    fn edge_into(
        &self,
        (i, j): (usize, usize),
        (a, b): Shape,
        corridor: &Corridor,
    ) -> Option<(usize, Group)> {
        let start = (i.checked_sub(a)?, j.checked_sub(b)?);
        let (low, high) = corridor.row(start.0);
        let group = Group { chinese: (start.0, i), english: (start.1, j) };
        let open = (low..=high).contains(&start.1) && corridor.may_step(start, (i, j));
        open.then(|| (self.cells.number(start.0, start.1), group))
    }

    /// Adds the runs that end at a cell, and lets English ones start before it.
    fn add_runs(
        &mut self,
        (i, j): (usize, usize),
        corridor: &Corridor,
        leaving: &[f32],
        (before, above): (&mut Runs, &Runs),
    ) {
        let to = self.cells.number(i, j);
        if j >= corridor.row(i).0 + SHORTEST_RUN {
            let start = j - SHORTEST_RUN;
            let cell = self.cells.number(i, start);
            before.note(0, leaving[cell], start, cell);
        }
        if let Some((reached, start, cell)) = before.best(0, j)
            && corridor.may_step((i, start), (i, j))
        {
            self.add(cell, to, (0, j - start), reached - leaving[cell], reached);
        }
        if let Some((reached, start, cell)) = above.best(j, i)
            && corridor.may_step((start, j), (i, j))
        {
            self.add(cell, to, (i - start, 0), reached - leaving[cell], reached);
        }
    }

    /// Adds an edge that brings its cell to `reached`.
    fn add(&mut self, from: usize, to: usize, (a, b): Shape, score: f32, reached: f32) {
        if reached > self.best[to] {
            self.best[to] = reached;
            self.back[to] = self.edges.len() as u32;
        }
        let shape = (a as u16, b as u16);
        self.edges.push(Edge { from: from as u32, to: to as u32, shape, score });
    }

    /// Lets Chinese runs start at the cells of row `i`.
    fn note_row(&self, i: usize, corridor: &Corridor, leaving: &[f32], runs: &mut Runs) {
        let (low, high) = corridor.row(i);
        for j in low..=high {
            let cell = self.cells.number(i, j);
            runs.note(j, leaving[cell], i, cell);
        }
    }

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

    /// The bead of sentences that an edge stands for.
    pub(super) fn group(&self, edge: &Edge) -> Group {
        let (i, j) = self.cells.place(edge.to);
        let (a, b) = (usize::from(edge.shape.0), usize::from(edge.shape.1));
        Group { chinese: (i - a, i), english: (j - b, j) }
    }
}
