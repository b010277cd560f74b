//! Scores the edges of a corridor, row by row.

use super::bead_score::Scorer;
use super::corridor::Corridor;
use super::group::{Group, Shape};
use super::lattice::{Cells, Edge, Lattice, NONE};
use super::overlap::Overlaps;
use super::search::Beam;

/// The lattice of a corridor from (0,0) to (n,m).
///
/// Cells are reached row by row. The likeliest shapes come first, and of the others only those
/// are scored in full that could still matter ([`Scorer::score`]); what is left out is less than
/// `beam.slack` allows.
pub(super) fn lattice(scorer: &Scorer<'_>, overlaps: Overlaps<'_>, beam: Beam) -> Lattice {
    let corridor = overlaps.corridor();
    let cells = Cells::new(corridor, corridor.rows());
    let prices = scorer.run_prices();
    let mut growth = Growth {
        scorer,
        overlaps,
        corridor,
        beam,
        shapes: scorer.measures.prior.shapes(beam.together),
        leaving: vec![f32::NEG_INFINITY; cells.len()],
        lattice: Lattice {
            edges: vec![],
            best: vec![f32::NEG_INFINITY; cells.len()],
            boundaries: vec![0.0; cells.len()],
            back: vec![NONE; cells.len()],
            cells,
        },
        chinese_runs: prices
            .each_ref()
            .map(|price| Runs::new(corridor.columns() + 1, price.opening, &price.chinese)),
        english_runs: prices.each_ref().map(|price| Runs::new(1, price.opening, &price.english)),
        scratch: vec![],
    };
    growth.lattice.best[0] = 0.0;
    for i in 0..=corridor.rows() {
        growth.row(i);
    }
    growth.lattice
}

/// The best starts of runs at one price, one for each line along which they go.
struct Runs<'a> {
    /// What a run costs once.
    opening: f32,
    /// What the sentences before each position would cost.
    costs: &'a [f32],
    /// Score before the run, less what its sentences up to the start would cost; where it starts; its cell.
    starts: Vec<Option<(f32, usize, usize)>>,
}

impl<'a> Runs<'a> {
    fn new(lines: usize, opening: f32, costs: &'a [f32]) -> Self {
        Self { opening, costs, starts: vec![None; lines] }
    }

    /// What the sentences between two positions cost.
    fn cost(&self, from: usize, to: usize) -> f32 {
        self.costs[to] - self.costs[from]
    }

    /// Forgets all starts.
    fn forget(&mut self) {
        self.starts.fill(None);
    }

    /// A run along `line` may go on from `position`, where its first sentence brought it.
    fn note(&mut self, line: usize, score: f32, position: usize, cell: usize) {
        let worth = score + self.opening - self.costs[position + 1];
        if score > f32::NEG_INFINITY && self.starts[line].is_none_or(|(best, ..)| worth > best) {
            self.starts[line] = Some((worth, position, cell));
        }
    }

    /// The best run along `line` that ends at `position`: what is reached, its start and that cell.
    fn best(&self, line: usize, position: usize) -> Option<(f32, usize, usize)> {
        let (worth, start, cell) = self.starts[line]?;
        let fits = u16::try_from(position - start).is_ok();
        fits.then_some((worth + self.costs[position], start, cell))
    }
}

/// The best run of any price; see [`Runs::best`].
fn best_of(runs: &[Runs<'_>; 2], line: usize, position: usize) -> Option<(f32, usize, usize)> {
    runs.iter().filter_map(|runs| runs.best(line, position)).max_by(|a, b| a.0.total_cmp(&b.0))
}

/// A lattice while it grows.
struct Growth<'a> {
    scorer: &'a Scorer<'a>,
    overlaps: Overlaps<'a>,
    corridor: &'a Corridor,
    beam: Beam,
    /// Likeliest first.
    shapes: Vec<Shape>,
    lattice: Lattice,
    /// What a path is worth that leaves a cell; nothing where the beam has cut it off.
    leaving: Vec<f32>,
    /// Runs of Chinese sentences at each price, one line a column.
    chinese_runs: [Runs<'a>; 2],
    /// Runs of English sentences at each price, along the row at hand.
    english_runs: [Runs<'a>; 2],
    scratch: Vec<f32>,
}

impl Growth<'_> {
    fn row(&mut self, i: usize) {
        self.overlaps.read_to(i);
        let (low, high) = self.corridor.row(i);
        self.start_runs(i);
        for j in low..=high {
            self.cell(i, j);
        }
        if !self.corridor.is_free(i) {
            self.cut(i);
        }
    }

    /// Adds the edges into a cell.
    fn cell(&mut self, i: usize, j: usize) {
        let to = self.lattice.cells.number(i, j);
        for k in 0..self.shapes.len() {
            let (a, b) = self.shapes[k];
            let Some((from, group)) = self.edge_into((i, j), (a, b)) else { continue };
            let here = self.leaving[from];
            if here == f32::NEG_INFINITY || (a + b > 2 && self.scorer.measures.is_lopsided(group)) {
                continue;
            }
            let score = if a == 0 || b == 0 {
                self.scorer.alone(group)
            } else {
                let least = self.lattice.best[to] - self.beam.slack - here;
                match self.scorer.score(group, &self.overlaps, least, &mut self.scratch) {
                    Some(score) => score,
                    None => continue,
                }
            };
            self.add(from, to, (a, b), score, here + score);
        }
        self.end_runs(i, j);
        let best = self.lattice.best[to];
        if best > f32::NEG_INFINITY {
            let boundary = self.scorer.measures.boundary(i, j, self.scorer.weights);
            self.lattice.boundaries[to] = boundary;
            self.leaving[to] = best + boundary;
        }
    }

    /// Cuts off the cells of a row that are too far below its best.
    ///
    /// A path that has read so many English sentences more or less than the best one has had to
    /// leave them alone, or the best one will have to: that is no reason to give it up.
    fn cut(&mut self, i: usize) {
        let (low, high) = self.corridor.row(i);
        let first = self.lattice.cells.number(i, low);
        let best = &self.lattice.best[first..=first + high - low];
        let Some(top) = (0..best.len()).max_by(|&a, &b| best[a].total_cmp(&best[b])) else {
            return;
        };
        for k in 0..best.len() {
            let apart = self.english_runs[0].cost(low + k, low + top).abs();
            if best[k] < best[top] - self.beam.width - apart {
                self.leaving[first + k] = f32::NEG_INFINITY;
            }
        }
    }

    /// The cell that an edge of this shape comes from, and the bead it stands for.
    fn edge_into(&self, (i, j): (usize, usize), (a, b): Shape) -> Option<(usize, Group)> {
        let start = (i.checked_sub(a)?, j.checked_sub(b)?);
        let (low, high) = self.corridor.row(start.0);
        let group = Group { chinese: (start.0, i), english: (start.1, j) };
        let open = (low..=high).contains(&start.1) && self.corridor.may_step(start, (i, j));
        open.then(|| (self.lattice.cells.number(start.0, start.1), group))
    }

    /// Lets Chinese runs start two rows above; English ones start in their row.
    fn start_runs(&mut self, i: usize) {
        self.english_runs.iter_mut().for_each(Runs::forget);
        let Some(start) = i.checked_sub(2) else { return };
        let (low, high) = self.corridor.row(start);
        for j in low..=high {
            let cell = self.lattice.cells.number(start, j);
            let first = Group { chinese: (start, start + 1), english: (j, j) };
            let score = self.leaving[cell] + self.scorer.alone(first);
            for runs in &mut self.chinese_runs {
                runs.note(j, score, start, cell);
            }
        }
    }

    /// Adds the runs that end at a cell, and lets an English one start two columns before it.
    fn end_runs(&mut self, i: usize, j: usize) {
        if let Some(start) = j.checked_sub(2).filter(|&start| start >= self.corridor.row(i).0) {
            let cell = self.lattice.cells.number(i, start);
            let first = Group { chinese: (i, i), english: (start, start + 1) };
            let score = self.leaving[cell] + self.scorer.alone(first);
            for runs in &mut self.english_runs {
                runs.note(0, score, start, cell);
            }
        }
        if let Some((reached, start, cell)) = best_of(&self.english_runs, 0, j) {
            self.add_run((i, start), cell, (i, j), reached);
        }
        if let Some((reached, start, cell)) = best_of(&self.chinese_runs, j, i) {
            self.add_run((start, j), cell, (i, j), reached);
        }
    }

    fn add_run(&mut self, from: (usize, usize), cell: usize, to: (usize, usize), reached: f32) {
        let end = self.lattice.cells.number(to.0, to.1);
        let matters = reached > self.lattice.best[end] - self.beam.slack;
        if matters && self.corridor.may_step(from, to) {
            let shape = (to.0 - from.0, to.1 - from.1);
            self.add(cell, end, shape, reached - self.leaving[cell], reached);
        }
    }

    /// Adds an edge that brings its cell to `reached`.
    fn add(&mut self, from: usize, to: usize, (a, b): Shape, score: f32, reached: f32) {
        let lattice = &mut self.lattice;
        if reached > lattice.best[to] {
            lattice.best[to] = reached;
            lattice.back[to] = lattice.edges.len() as u32;
        }
        let shape = (a as u16, b as u16);
        lattice.edges.push(Edge { from: from as u32, to: to as u32, shape, score });
    }
}
