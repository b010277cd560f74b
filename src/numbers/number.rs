//! What a number of a text is.

use std::ops::Range;

use super::units::Measure;

/// A number of a text: how it is written, and the values it may stand for.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// As it stands in the text.
    pub written: String,
    /// What it may mean: 90 of "90年代" is also 1990. Never empty.
    pub values: Vec<f64>,
    /// Whether a translation must name it too. A small number in words (一, "one", "second") need
    /// not come back: it is too often no number.
    pub firm: bool,
    /// The Latin letters of the name it is part of: COVID of COVID-19, G of G20 and of 5G. The other
    /// side may have another name for that (新冠), so it must come back only where that side too
    /// has such letters with a number.
    pub name: Option<String>,
    /// The numbers that it may be a list of: "100,200" may be two. Where all of them are named, it is.
    pub pieces: Vec<f64>,
    /// What it measures: 90 minutes are one and a half hours.
    pub measures: Vec<Measure>,
    /// Where it stands in the plain text, in characters.
    pub(super) place: Range<usize>,
}

impl Number {
    /// A number that stands at `place` and need not come back.
    pub(super) fn loose(text: &[char], place: Range<usize>, value: f64) -> Self {
        Self {
            written: text[place.clone()].iter().collect(),
            values: vec![value],
            firm: false,
            name: None,
            pieces: vec![],
            measures: vec![],
            place,
        }
    }
}

/// Whether two values are the same, but for what is lost in arithmetic.
pub(super) fn same(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs())
}
