//! Best path and probabilities over bead shapes, in a corridor.
//!
//! A path is a row of beads from (0,0) to (n,m); a cell (i,j) says that i
//! Chinese and j English sentences have been read. Every edge is scored once;
//! the best path and the probability of every bead (forward and backward sums)
//! come from the same scores.

use super::bead_score::{Group, Scorer, Shape, shapes};
use super::corridor::Corridor;

/// How far below its row's best a cell may be and still be followed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beam {
    /// In score units.
    pub(super) width: f32,
    /// The most sentences a two-sided bead may hold.
    pub(super) together: usize,
}

/// A scored edge: from one cell to another.
#[derive(Debug, Clone, Copy)]
struct Edge {
    from: u32,
    to: u32,
    shape: u8,
    score: f32,
}

/// All edges worth following, in an order in which each comes after those that lead to it.
pub(super) struct Lattice {
    shapes: Vec<Shape>,
    edges: Vec<Edge>,
    /// The best score of each cell from the start, boundary of the cell not included.
    best: Vec<f32>,
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

impl Lattice {
    /// Scores the edges of a corridor from (0,0) to (n,m).
    pub(super) fn new(
        scorer: &Scorer<'_>,
        corridor: &Corridor,
        n: usize,
        m: usize,
        beam: Beam,
    ) -> Self {
        let all: Vec<Shape> = shapes().collect();
        let cells = Cells::new(corridor, n);
        let mut lattice = Self {
            edges: vec![],
            best: vec![f32::NEG_INFINITY; cells.len()],
            back: vec![NONE; cells.len()],
            shapes: all,
            cells,
        };
        lattice.best[0] = 0.0;
        let mut scratch = vec![];
        for i in 0..=n {
            let (low, high) = corridor.row(i);
            let width = if corridor.is_free(i) { f32::INFINITY } else { beam.width };
            let row = lattice.cells.number(i, low)..lattice.cells.number(i, high) + 1;
            let mut row_best = lattice.best[row].iter().copied().fold(f32::NEG_INFINITY, f32::max);
            for j in low..=high {
                let from = lattice.cells.number(i, j);
                let here = lattice.best[from];
                if here == f32::NEG_INFINITY || here < row_best - width {
                    continue;
                }
                let here = here + scorer.measures.boundary(i, j, scorer.weights);
                for shape in 0..lattice.shapes.len() {
                    let (a, b) = lattice.shapes[shape];
                    if i + a > n || j + b > m || (a + b > beam.together && a > 0 && b > 0) {
                        continue;
                    }
                    let (target_low, target_high) = corridor.row(i + a);
                    if j + b < target_low || j + b > target_high {
                        continue;
                    }
                    let group = Group { chinese: (i, i + a), english: (j, j + b) };
                    if a + b > 2 && scorer.measures.is_lopsided(group) {
                        continue;
                    }
                    let score = scorer.score(group, &mut scratch);
                    let to = lattice.cells.number(i + a, j + b);
                    let edge = lattice.edges.len() as u32;
                    lattice.edges.push(Edge {
                        from: from as u32,
                        to: to as u32,
                        shape: shape as u8,
                        score,
                    });
                    if here + score > lattice.best[to] {
                        lattice.best[to] = here + score;
                        lattice.back[to] = edge;
                        if a == 0 {
                            row_best = row_best.max(here + score);
                        }
                    }
                }
            }
        }
        lattice
    }

    /// Whether the end can be reached.
    pub(super) fn is_complete(&self) -> bool {
        self.best.last().is_some_and(|&best| best > f32::NEG_INFINITY)
    }

    /// The best path.
    pub(super) fn best_path(&self) -> Vec<Group> {
        self.trace(&self.back)
    }

    fn trace(&self, back: &[u32]) -> Vec<Group> {
        let rows = self.cells.low.len() - 1;
        let columns =
            self.cells.len() - 1 - self.cells.starts[rows] as usize + self.cells.low[rows] as usize;
        let (mut i, mut j) = (rows, columns);
        let mut path = vec![];
        while i > 0 || j > 0 {
            let edge = &self.edges[back[self.cells.number(i, j)] as usize];
            let (a, b) = self.shapes[edge.shape as usize];
            path.push(Group { chinese: (i - a, i), english: (j - b, j) });
            (i, j) = (i - a, j - b);
        }
        path.reverse();
        path
    }

    /// The path whose beads are likeliest to be right, one by one, and how
    /// likely each is: maximises the sum of (probability - threshold).
    pub(super) fn likely_path(&self, scorer: &Scorer<'_>) -> Vec<(Group, f32)> {
        let probabilities = self.probabilities(scorer);
        let threshold = scorer.weights.bead_threshold;
        let mut value = vec![f32::NEG_INFINITY; self.best.len()];
        let mut back = vec![NONE; self.best.len()];
        value[0] = 0.0;
        for (number, (edge, p)) in self.edges.iter().zip(&probabilities).enumerate() {
            let worth = value[edge.from as usize] + p - threshold;
            if worth > value[edge.to as usize] {
                value[edge.to as usize] = worth;
                back[edge.to as usize] = number as u32;
            }
        }
        self.trace(&back)
            .into_iter()
            .map(|group| {
                let edge = back[self.cells.number(group.chinese.1, group.english.1)];
                (group, probabilities[edge as usize])
            })
            .collect()
    }

    /// The probability of each edge: forward times backward.
    fn probabilities(&self, scorer: &Scorer<'_>) -> Vec<f32> {
        let temperature = f64::from(scorer.weights.temperature);
        let boundaries = self.boundaries(scorer);
        let weight =
            |edge: &Edge| temperature * f64::from(edge.score + boundaries[edge.from as usize]);
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

    fn boundaries(&self, scorer: &Scorer<'_>) -> Vec<f32> {
        let mut all = Vec::with_capacity(self.best.len());
        for i in 0..self.cells.low.len() {
            let low = self.cells.low[i] as usize;
            let count = (self.cells.starts[i + 1] - self.cells.starts[i]) as usize;
            all.extend((low..low + count).map(|j| scorer.measures.boundary(i, j, scorer.weights)));
        }
        all
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
