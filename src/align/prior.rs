//! How likely beads of each shape are.

use super::group::{Group, Shape};
use super::weights::{MOST_CHINESE, MOST_ENGLISH, MOST_TOGETHER, SHAPES, UNSEEN_SHAPE, Weights};

/// The log probability of each shape.
#[derive(Debug, Clone)]
pub(super) struct Prior {
    logs: [[f32; MOST_ENGLISH + 1]; MOST_CHINESE + 1],
}

impl Prior {
    /// The prior of the development texts, counting for `prior_count` beads,
    /// with the shapes that this document was seen to have.
    pub(super) fn new(seen: &[Group], weights: &Weights) -> Self {
        let mut counts = [[0.0f32; MOST_ENGLISH + 1]; MOST_CHINESE + 1];
        for (a, row) in counts.iter_mut().enumerate().skip(1) {
            for (b, count) in row.iter_mut().enumerate().skip(1) {
                if a + b <= MOST_TOGETHER {
                    *count = UNSEEN_SHAPE;
                }
            }
        }
        for (a, b, count) in SHAPES {
            counts[a][b] += count;
        }
        let sum: f32 = counts.iter().flatten().sum();
        if !seen.is_empty() {
            counts.iter_mut().flatten().for_each(|count| *count *= weights.prior_count / sum);
            for group in seen {
                let (a, b) = group.shape();
                counts[a][b] += 1.0;
            }
        }
        let sum: f32 = counts.iter().flatten().sum();
        Self { logs: counts.map(|row| row.map(|count| (count / sum).ln())) }
    }

    /// The log probability of a shape.
    pub(super) fn log(&self, (a, b): Shape) -> f32 {
        self.logs[a][b]
    }

    /// All shapes of at most so many sentences, likeliest first.
    pub(super) fn shapes(&self, together: usize) -> Vec<Shape> {
        let both = (1..=MOST_CHINESE).flat_map(|a| (1..=MOST_ENGLISH).map(move |b| (a, b)));
        let mut shapes: Vec<Shape> = both.filter(|(a, b)| a + b <= together).collect();
        shapes.sort_by(|a, b| self.log(*b).total_cmp(&self.log(*a)));
        shapes.splice(1..1, [(1, 0), (0, 1)]);
        shapes
    }
}
