//! The part of the table of sentence pairs that the search walks through.

use super::group::Point;

/// For each number of Chinese sentences read (0 to n) the numbers of English
/// sentences that may have been read by then.
///
/// Law: row 0 starts at 0, row n ends at m, both ends ascend, neighbouring rows overlap.
#[derive(Debug, Clone)]
pub(super) struct Corridor {
    /// How many English sentences there are.
    columns: usize,
    low: Vec<usize>,
    high: Vec<usize>,
    /// Rows in which one side runs on alone, so that the best cells look bad for long.
    free: Vec<bool>,
    /// Cells that every path goes through, ascending on both sides.
    corners: Vec<(usize, usize)>,
}

/// A gap between anchors counts as one when its longer side is longer than this …
const GAP: usize = 12;
/// … and than so many times the shorter, or than `LONG_GAP`.
const GAP_RATIO: usize = 2;
const LONG_GAP: usize = 24;
/// A gap gets its whole rectangle up to this many cells.
const RECTANGLE: usize = 400_000;
/// A run of so many sentences alone makes its rows free, and this many before and
/// after: the next pass may find that it starts earlier or ends later.
const LONE_RUN: usize = 4;
const RUN_PLAY: usize = 12;
/// A corridor along anchors may widen by this much in a gap.
const WIDEST_SLACK: usize = 40;

impl Corridor {
    /// Around a chain of anchors, `width` sentences to either side and wider in gaps.
    pub(super) fn along(anchors: &[Point], n: usize, m: usize, width: usize) -> Self {
        let mut corridor = Self::closed(n, m);
        let start = (0, 0);
        let ends = anchors.iter().map(|p| (p.chinese, p.english)).chain([(n, m)]);
        let mut from = start;
        for to in ends {
            corridor.span(from, to, width);
            from = (to.0 + 1, to.1 + 1);
        }
        corridor.settle(n, m)
    }

    /// Around the cells of a path, `width` sentences to either side.
    pub(super) fn around(path: &[(usize, usize)], n: usize, m: usize, width: usize) -> Self {
        let mut corridor = Self::closed(n, m);
        for &(i, j) in path {
            corridor.open(i, j.saturating_sub(width), (j + width).min(m));
        }
        for run in path.chunk_by(|a, b| a.0 == b.0 || a.1 == b.1).filter(|run| run.len() > LONE_RUN)
        {
            let (from, to) = (run[0], run[run.len() - 1]);
            for i in from.0.saturating_sub(RUN_PLAY)..=(to.0 + RUN_PLAY).min(n) {
                corridor.open(i, from.1.saturating_sub(width), (to.1 + width).min(m));
                corridor.free[i] = true;
            }
        }
        corridor.settle(n, m)
    }

    /// The same corridor without what lies more than one sentence outside the hopeful cells of its
    /// rows, first and last. Free rows and rows without such cells stay as they are.
    pub(super) fn narrowed(mut self, hopeful: &[Option<(usize, usize)>]) -> Self {
        let (n, m) = (self.rows(), self.columns);
        for (i, cells) in hopeful.iter().enumerate().filter(|(i, _)| !self.free[*i]) {
            let Some((first, last)) = *cells else { continue };
            self.low[i] = self.low[i].max(first.saturating_sub(1)).min(m);
            self.high[i] = self.high[i].min(last + 1).max(self.low[i]);
        }
        self.settle(n, m)
    }

    /// The same corridor, open around more cells, `width` sentences to either side.
    pub(super) fn opened(mut self, cells: &[(usize, usize)], width: usize) -> Self {
        let (n, m) = (self.rows(), self.columns);
        if cells.is_empty() {
            return self;
        }
        for &(i, j) in cells {
            self.open(i, j.saturating_sub(width), (j + width).min(m));
        }
        self.settle(n, m)
    }

    /// The same corridor, led through cells that every path must go through.
    pub(super) fn through(mut self, corners: &[(usize, usize)]) -> Self {
        if corners.is_empty() {
            return self;
        }
        let (n, m) = (self.rows(), self.columns);
        for &(i, j) in corners {
            self.open(i, j, j);
        }
        let mut next = 0;
        for i in 0..=n {
            while corners.get(next).is_some_and(|corner| corner.0 < i) {
                next += 1;
            }
            let least = if next == 0 { 0 } else { corners[next - 1].1 };
            let most = corners[next..].iter().find(|corner| corner.0 > i).map_or(m, |c| c.1);
            self.low[i] = self.low[i].clamp(least, most);
            self.high[i] = self.high[i].clamp(least, most);
        }
        self.corners = corners.to_vec();
        self.settle(n, m)
    }

    /// Whether a path may go from one cell to a later one in one step: not past a corner.
    pub(super) fn may_step(&self, from: (usize, usize), to: (usize, usize)) -> bool {
        if self.corners.is_empty() {
            return true;
        }
        let passed = |&(x, y): &(usize, usize)| x < from.0 || (x == from.0 && y <= from.1);
        let next = self.corners.get(self.corners.partition_point(passed));
        next.is_none_or(|&(x, y)| to.0 <= x && to.1 <= y)
    }

    /// The smallest and largest number of English sentences read in row `i`, both included.
    pub(super) fn row(&self, i: usize) -> (usize, usize) {
        (self.low[i], self.high[i])
    }

    /// How many Chinese sentences there are: the number of the last row.
    pub(super) fn rows(&self) -> usize {
        self.low.len() - 1
    }

    /// How many English sentences there are.
    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    /// Whether row `i` must not be pruned.
    pub(super) fn is_free(&self, i: usize) -> bool {
        self.free[i]
    }

    fn closed(n: usize, m: usize) -> Self {
        Self {
            columns: m,
            low: vec![m; n + 1],
            high: vec![0; n + 1],
            free: vec![false; n + 1],
            corners: vec![],
        }
    }

    fn open(&mut self, i: usize, low: usize, high: usize) {
        self.low[i] = self.low[i].min(low);
        self.high[i] = self.high[i].max(high);
    }

    /// The rows from one anchor to the next.
    fn span(&mut self, from: (usize, usize), to: (usize, usize), width: usize) {
        let m = self.columns;
        let (rows, columns) = (to.0.saturating_sub(from.0), to.1.saturating_sub(from.1));
        let (longer, shorter) = (rows.max(columns), rows.min(columns));
        let gap = longer > GAP && (longer > GAP_RATIO * shorter || longer > LONG_GAP);
        if gap && (rows + 1) * (columns + 1) <= RECTANGLE {
            for i in from.0..=to.0.max(from.0).min(self.low.len() - 1) {
                self.open(i, from.1.saturating_sub(width), (to.1 + width).min(m));
                self.free[i] = true;
            }
            return;
        }
        let slack = width + (shorter / 3).min(WIDEST_SLACK);
        for i in from.0..=to.0.max(from.0).min(self.low.len() - 1) {
            let share = if rows == 0 { 0.0 } else { (i - from.0) as f32 / rows as f32 };
            let middle = from.1 + (share * columns as f32) as usize;
            self.open(i, middle.saturating_sub(slack), (middle + slack + 1).min(m));
        }
        if rows == 0 && columns > 0 && from.0 < self.low.len() {
            self.open(from.0, from.1.saturating_sub(width), (to.1 + width).min(m));
        }
    }

    /// Makes the corridor keep its law.
    fn settle(mut self, n: usize, m: usize) -> Self {
        self.low[0] = 0;
        self.high[n] = m;
        for i in 1..=n {
            self.high[i] = self.high[i].max(self.high[i - 1]);
        }
        for i in (0..n).rev() {
            self.low[i] = self.low[i].min(self.low[i + 1]);
            self.high[i] = self.high[i].max(self.low[i + 1]);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keeps_its_law(c: &Corridor, n: usize, m: usize) {
        assert_eq!((c.row(0).0, c.row(n).1), (0, m));
        for i in 0..n {
            let ((l0, h0), (l1, h1)) = (c.row(i), c.row(i + 1));
            assert!(l0 <= l1 && h0 <= h1 && l1 <= h0, "row {i}: {l0}..{h0} then {l1}..{h1}");
        }
    }

    #[test]
    fn a_missing_section_opens_its_rectangle() {
        let anchors: Vec<Point> = (0..50)
            .map(|k| Point { chinese: k, english: if k < 25 { k } else { k + 400 }, gain: 1.0 })
            .collect();
        let c = Corridor::along(&anchors, 50, 450, 8);
        keeps_its_law(&c, 50, 450);
        assert!(c.row(25).0 <= 25 && c.row(25).1 >= 425);
        assert!(c.is_free(25) && !c.is_free(5));
        let cells: usize = (0..=50).map(|i| c.row(i)).map(|(low, high)| high - low + 1).sum();
        assert!(cells < 3000);
    }

    #[test]
    fn a_narrowed_corridor_keeps_its_law_and_its_path() {
        let path: Vec<(usize, usize)> = (0..=20).map(|k| (2 * k, 3 * k)).collect();
        let around = Corridor::around(&path, 40, 60, 10);
        let hopeful: Vec<Option<(usize, usize)>> =
            (0..=40).map(|i| (i % 2 == 0).then_some((i / 2 * 3, i / 2 * 3 + 2))).collect();
        let narrow = around.clone().narrowed(&hopeful);
        keeps_its_law(&narrow, 40, 60);
        for &(i, j) in &path[1..20] {
            assert!((narrow.row(i).0..=narrow.row(i).1).contains(&j));
            assert!(narrow.row(i).0 > around.row(i).0 || around.row(i).0 == 0);
        }
        assert!(narrow.row(20).1 < around.row(20).1);
        let untouched = around.clone().narrowed(&[None; 41]);
        assert!((0..=40).all(|i| untouched.row(i) == around.row(i)));
    }

    #[test]
    fn no_anchors_give_a_passable_corridor() {
        for (n, m) in [(0, 0), (1, 1), (3, 40), (40, 3), (1000, 2000), (5000, 5000)] {
            keeps_its_law(&Corridor::along(&[], n, m, 8), n, m);
        }
    }
}
