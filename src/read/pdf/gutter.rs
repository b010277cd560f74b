//! Where a gutter parts two columns of running text.

use super::line::{EM, Line};

/// The fewest lines of a column. A table that has as many rows is told by its cells.
const FEWEST: usize = 5;
/// How far the lines of running text, dialogue among it, reach into two columns on average; cells of
/// tables, verse and lists end earlier.
const FULL: f64 = 0.7;
/// How wide the narrower of two columns is at least; what stands beside the lines of a table or of a
/// list of contents, such as amounts and page numbers, is narrow.
const SAME_WIDTH: f64 = 0.6;
/// At most this share of the lines beside a gutter cross it: headings, captions.
const ACROSS: f64 = 0.2;
/// How wide the narrowest gutter is, in ems; journals have one em.
pub(super) const GUTTER: f64 = 0.8;
/// What begins at one edge is set so many points beside it at most.
const EDGE: f64 = 1.5;

/// The room between two columns. Marks may hang into its half from either side.
pub(super) struct Gutter {
    /// Where the lines of the left column end.
    left: f64,
    /// Where those of the right one begin.
    right: f64,
}

impl Gutter {
    fn middle(&self) -> f64 {
        f64::midpoint(self.left, self.right)
    }

    pub(super) fn has_on_its_left(&self, line: &Line) -> bool {
        line.right <= self.middle() && line.left <= self.left + EDGE
    }

    fn has_on_its_right(&self, line: &Line) -> bool {
        line.left >= self.middle()
    }

    pub(super) fn is_crossed(&self, line: &Line) -> bool {
        !self.has_on_its_left(line) && !self.has_on_its_right(line)
    }
}

/// The leftmost gutter between parts of lines.
pub(super) fn gutter(lines: &[&Line]) -> Option<Gutter> {
    let mut edges: Vec<f64> = lines.iter().map(|it| it.left).collect();
    edges.sort_by(f64::total_cmp);
    // Each edge that so many share, once.
    let mut at = 0;
    while at < edges.len() {
        let end = edges.partition_point(|edge| *edge <= edges[at] + EDGE);
        if end - at >= FEWEST
            && let Some(gutter) = gutter_at(edges[at], lines)
        {
            return Some(gutter);
        }
        at = end;
    }
    None
}

/// The gutter before an edge where lines begin, if it parts two columns of running text.
fn gutter_at(edge: f64, lines: &[&Line]) -> Option<Gutter> {
    let starting = lines.iter().filter(|it| (it.left - edge).abs() <= EDGE);
    let mut heights: Vec<f64> = starting.map(|it| it.height()).collect();
    heights.sort_by(f64::total_cmp);
    let em = heights.get(heights.len() / 2)? * EM;
    let rights = lines.iter().map(|it| it.right);
    let rights = rights.filter(|right| *right <= edge - em * GUTTER / 2.0);
    let gutter = Gutter { left: nearly_all(rights.collect())?, right: edge };
    let left: Vec<&Line> = lines.iter().copied().filter(|it| gutter.has_on_its_left(it)).collect();
    // Of the columns to the right, the first one.
    let is_next = |it: &&Line| gutter.has_on_its_right(it) && it.left < edge + em * 4.0;
    let right: Vec<&Line> = lines.iter().copied().filter(is_next).collect();
    let (top, bottom) = (extent(&left), extent(&right));
    let (top, bottom) = (top.0.max(bottom.0), top.1.min(bottom.1));
    let within = |it: &&&Line| (top..=bottom).contains(&it.middle());
    let left: Vec<&Line> = left.iter().filter(within).copied().collect();
    let right: Vec<&Line> = right.iter().filter(within).copied().collect();
    let crossing = lines.iter().copied().filter(|it| gutter.is_crossed(it) && within(&it)).count();
    let beside = left.len() + right.len();
    let is_gutter = left.len() >= FEWEST
        && right.len() >= FEWEST
        && crossing as f64 <= beside as f64 * ACROSS
        && are_of_text(measure(&left)?, measure(&right)?);
    is_gutter.then_some(gutter)
}

/// From where to where lines stand on the page.
fn extent(lines: &[&Line]) -> (f64, f64) {
    let top = lines.iter().map(|it| it.top).fold(f64::INFINITY, f64::min);
    (top, lines.iter().map(|it| it.bottom).fold(0.0, f64::max))
}

/// Whether two columns, each with its [measure](measure), are of running text and of one width.
fn are_of_text(left: (f64, f64), right: (f64, f64)) -> bool {
    let (narrow, wide) = (left.0.min(right.0), left.0.max(right.0));
    narrow >= wide * SAME_WIDTH && f64::midpoint(left.1, right.1) >= FULL
}

/// How wide a column is, and how far its lines reach into it on average, 0 to 1.
fn measure(lines: &[&Line]) -> Option<(f64, f64)> {
    let left = lines.iter().map(|it| it.left).fold(f64::INFINITY, f64::min);
    let mut lines = lines.to_vec();
    lines.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
    // A line that is torn at a mark, or cut where it is stretched, reaches as far as its last part.
    let rows = lines.chunk_by(|a, b| a.is_beside(b));
    let rights: Vec<f64> =
        rows.map(|row| row.iter().map(|it| it.right).fold(0.0, f64::max)).collect();
    let width = nearly_all(rights.clone())? - left;
    let reach = rights.iter().map(|right| ((right - left) / width).min(1.0)).sum::<f64>();
    Some((width, reach / rights.len() as f64))
}

/// The edge that nine lines of ten keep to: one that hangs out, or stands alone, is none.
fn nearly_all(mut rights: Vec<f64>) -> Option<f64> {
    rights.sort_by(f64::total_cmp);
    rights.get(rights.len() * 9 / 10).copied()
}
