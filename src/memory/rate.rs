//! What a match is worth: its rate after penalties, and its tier.

use std::fmt;

/// Why a match is worth less than its score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The two texts of the unit were paired by a program that was not sure.
    Alignment,
    /// The texts are the same only after NFKC: full width and half width, mostly.
    Width,
}

/// So many points are taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Penalty {
    /// Why.
    pub reason: Reason,
    /// How many points.
    pub points: u32,
}

/// From this probability on the pairing is as good as sure.
const SURE: f32 = 0.95;
/// The points that a pairing of probability 0 costs.
const UNSURE: f32 = 20.0;

/// What a unit costs whose sides were aligned with this probability: 20 × (1 − it), in whole points,
/// and nothing from .95 on.
pub(super) fn of_alignment(score: Option<f32>) -> Option<Penalty> {
    let score = score.filter(|score| *score < SURE)?;
    // In thousandths, as it is written, so that .9 is 2 points.
    let thousandths = (score.max(0.0) * 1000.0).round();
    let points = ((1000.0 - thousandths) * UNSURE / 1000.0).ceil() as u32;
    Some(Penalty { reason: Reason::Alignment, points })
}

/// What a text costs that is the query only after NFKC.
pub(super) const WIDTH: Penalty = Penalty { reason: Reason::Width, points: 1 };

impl Reason {
    /// Its name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Alignment => "alignment",
            Self::Width => "width",
        }
    }
}

/// The step of the scale that a rate stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Below 50.
    New,
    /// 50 to 74.
    From50,
    /// 75 to 84.
    From75,
    /// 85 to 94.
    From85,
    /// 95 to 99.
    From95,
    /// The same text.
    Same,
    /// The same text behind or before the same neighbour.
    OneNeighbour,
    /// The same text between the same neighbours.
    BothNeighbours,
}

impl Tier {
    /// The tier of a rate from 0 to 102.
    pub fn of(rate: f64) -> Self {
        match rate {
            _ if rate >= 102.0 => Self::BothNeighbours,
            _ if rate >= 101.0 => Self::OneNeighbour,
            _ if rate >= 100.0 => Self::Same,
            _ if rate >= 95.0 => Self::From95,
            _ if rate >= 85.0 => Self::From85,
            _ if rate >= 75.0 => Self::From75,
            _ if rate >= 50.0 => Self::From50,
            _ => Self::New,
        }
    }

    /// Its name: `102`, `95-99`, `new`.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::From50 => "50-74",
            Self::From75 => "75-84",
            Self::From85 => "85-94",
            Self::From95 => "95-99",
            Self::Same => "100",
            Self::OneNeighbour => "101",
            Self::BothNeighbours => "102",
        }
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doubtful_pairing_costs_points() {
        let points = |score| of_alignment(score).map(|it| it.points);
        assert_eq!(points(None), None);
        assert_eq!((points(Some(1.0)), points(Some(0.95))), (None, None));
        assert_eq!(
            (points(Some(0.9)), points(Some(0.7)), points(Some(0.5))),
            (Some(2), Some(6), Some(10))
        );
    }

    #[test]
    fn a_tier_ends_where_the_next_begins() {
        let names: Vec<&str> = [102.0, 101.0, 100.0, 99.9, 94.9, 84.9, 74.9, 49.9]
            .map(|rate| Tier::of(rate).name())
            .into();
        assert_eq!(names, ["102", "101", "100", "95-99", "85-94", "75-84", "50-74", "new"]);
    }
}
