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

use super::bead_score::{Group, Scorer, Shape};
use super::corridor::Corridor;
use super::overlap::Overlaps;
use super::weights::Weights;

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
struct Edge {
    from: u32,
    to: u32,
    shape: (u16, u16),
    score: f32,
}

/// A side that runs on alone for at least so many sentences may do so in one edge …
const SHORTEST_RUN: usize = 8;
/// … which costs this, and this for each sentence.
const RUN: f32 = -40.0;
const RUN_EACH: f32 = -7.0;

/// All edges worth following, in an order in which each comes after those that lead to it.
pub(super) struct Lattice {
    edges: Vec<Edge>,
    /// The best score of each cell from the start, boundary of the cell not included.
    best: Vec<f32>,
    /// The score of the boundary at each cell that an edge may leave.
    boundaries: Vec<f32>,
    /// The edge that gives it.
    back: Vec<u32>,
    cells: Cells,
}

/// Numbers the cells of a corridor.
struct Cells {
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
}

const NONE: u32 = u32::MAX;

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

/// A run as its sentences; any other bead as it is.
fn one_by_one(group: Group) -> impl Iterator<Item = Group> {
    let (z, e) = (group.chinese, group.english);
    let lone = z.0 == z.1 || e.0 == e.1;
    let count = if lone { z.1 - z.0 + e.1 - e.0 } else { 1 };
    (0..count).map(move |k| match () {
        () if !lone => group,
        () if z.0 == z.1 => Group { chinese: z, english: (e.0 + k, e.0 + k + 1) },
        () => Group { chinese: (z.0 + k, z.0 + k + 1), english: e },
    })
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
                    lattice.add_runs((i, j), low, &leaving, (&mut before, &above));
                }
                let best = lattice.best[to];
                row_best = row_best.max(best);
                if best > f32::NEG_INFINITY && best >= row_best - width {
                    lattice.boundaries[to] = scorer.measures.boundary(i, j, scorer.weights);
                    leaving[to] = best + lattice.boundaries[to];
                }
            }
            for to in lattice.cells.number(i, low)..=lattice.cells.number(i, high) {
                if lattice.best[to] < row_best - width {
                    leaving[to] = f32::NEG_INFINITY;
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
        (low..=high).contains(&start.1).then(|| (self.cells.number(start.0, start.1), group))
    }

    /// Adds the runs that end at a cell, and lets English ones start before it.
    fn add_runs(
        &mut self,
        (i, j): (usize, usize),
        low: usize,
        leaving: &[f32],
        (before, above): (&mut Runs, &Runs),
    ) {
        let to = self.cells.number(i, j);
        if j >= low + SHORTEST_RUN {
            let start = j - SHORTEST_RUN;
            let cell = self.cells.number(i, start);
            before.note(0, leaving[cell], start, cell);
        }
        if let Some((reached, start, cell)) = before.best(0, j) {
            self.add(cell, to, (0, j - start), reached - leaving[cell], reached);
        }
        if let Some((reached, start, cell)) = above.best(j, i) {
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

    /// The best path.
    pub(super) fn best_path(&self) -> Vec<Group> {
        self.trace(&self.back).into_iter().flat_map(one_by_one).collect()
    }

    fn trace(&self, back: &[u32]) -> Vec<Group> {
        let rows = self.cells.low.len() - 1;
        let columns =
            self.cells.len() - 1 - self.cells.starts[rows] as usize + self.cells.low[rows] as usize;
        let (mut i, mut j) = (rows, columns);
        let mut path = vec![];
        while i > 0 || j > 0 {
            let edge = &self.edges[back[self.cells.number(i, j)] as usize];
            let (a, b) = (usize::from(edge.shape.0), usize::from(edge.shape.1));
            path.push(Group { chinese: (i - a, i), english: (j - b, j) });
            (i, j) = (i - a, j - b);
        }
        path.reverse();
        path
    }

    /// The best path that has a bead (`true`) or does without it (`false`).
    pub(super) fn best_path_with(&self, bead: Group, has: bool) -> Vec<Group> {
        let start = |edge: &Edge| {
            let i = self.cells.starts.partition_point(|&start| start <= edge.from) - 1;
            (i, (edge.from - self.cells.starts[i] + self.cells.low[i]) as usize)
        };
        let mut value = vec![f32::NEG_INFINITY; self.best.len()];
        let mut back = vec![NONE; self.best.len()];
        value[0] = 0.0;
        for (number, edge) in self.edges.iter().enumerate() {
            let (i, j) = start(edge);
            let (a, b) = (usize::from(edge.shape.0), usize::from(edge.shape.1));
            let is_bead = bead == Group { chinese: (i, i + a), english: (j, j + b) };
            let worth = if is_bead && has { 1e6 } else { 0.0 };
            let reached = value[edge.from as usize]
                + edge.score
                + self.boundaries[edge.from as usize]
                + worth;
            if (!is_bead || has) && reached > value[edge.to as usize] {
                value[edge.to as usize] = reached;
                back[edge.to as usize] = number as u32;
            }
        }
        if back.last() == Some(&NONE) {
            return vec![]; // There is no other way.
        }
        self.trace(&back).into_iter().flat_map(one_by_one).collect()
    }

    /// The path whose beads are likeliest to be right, one by one, and how
    /// likely each is: maximises the sum of (probability - threshold).
    pub(super) fn likely_path(&self, weights: &Weights) -> Vec<(Group, f32)> {
        let probabilities = self.probabilities(weights.temperature);
        let threshold = weights.bead_threshold;
        let mut value = vec![f32::NEG_INFINITY; self.best.len()];
        let mut back = vec![NONE; self.best.len()];
        value[0] = 0.0;
        for (number, (edge, p)) in self.edges.iter().zip(&probabilities).enumerate() {
            let lone = edge.shape.0 == 0 || edge.shape.1 == 0;
            let beads = if lone { edge.shape.0 + edge.shape.1 } else { 1 };
            let worth = value[edge.from as usize] + f32::from(beads) * (p - threshold);
            if worth > value[edge.to as usize] {
                value[edge.to as usize] = worth;
                back[edge.to as usize] = number as u32;
            }
        }
        self.trace(&back)
            .into_iter()
            .flat_map(|group| {
                let edge = back[self.cells.number(group.chinese.1, group.english.1)];
                let p = probabilities[edge as usize];
                one_by_one(group).map(move |bead| (bead, p))
            })
            .collect()
    }

    /// The probability of each edge: forward times backward.
    fn probabilities(&self, temperature: f32) -> Vec<f32> {
        let temperature = f64::from(temperature);
        let weight =
            |edge: &Edge| temperature * f64::from(edge.score + self.boundaries[edge.from as usize]);
        let mut forward = vec![f64::NEG_INFINITY; self.best.len()];
        forward[0] = 0.0;
        for edge in &self.edges {
            let value = forward[edge.from as usize] + weight(edge);
            let to = &mut forward[edge.to as usize];
            *to = log_sum(*to, value);
        }
        let mut backward = vec![f64::NEG_INFINITY; self.best.len()];
        let last = self.best.len() - 1;
        backward[last] = 0.0;
        for edge in self.edges.iter().rev() {
            let value = backward[edge.to as usize] + weight(edge);
            let from = &mut backward[edge.from as usize];
            *from = log_sum(*from, value);
        }
        self.edges
            .iter()
            .map(|edge| {
                let through =
                    forward[edge.from as usize] + weight(edge) + backward[edge.to as usize];
                (through - forward[last]).exp() as f32
            })
            .collect()
    }
}

/// ln(e^a + e^b)
fn log_sum(a: f64, b: f64) -> f64 {
    let (small, large) = if a < b { (a, b) } else { (b, a) };
    if small == f64::NEG_INFINITY || large - small > 40.0 {
        return large;
    }
    large + (small - large).exp().ln_1p()
}
