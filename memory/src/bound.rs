//! What two texts that are similar enough must have in common.
//!
//! A text of `n` tokens and one of `m` with a score of at least `min` are at most
//! `d = floor((1 − min / 100) × max(n, m))` edits apart. A token that is replaced or taken out of the
//! query destroys at most two of its pairs of characters, a token put in at most one; of characters
//! and words it is one and none. At least `m − n` of the edits put in. So at most
//! `2d − max(0, m − n)` pairs, or `d − max(0, m − n)` characters or words, of the query are not in the
//! other text. The same holds the other way round.

/// Room for what floating-point numbers lose: scores are ratios of small integers.
const EPSILON: f64 = 1e-9;

/// The score of a distance between two texts of which the longer has `longer` tokens.
pub(crate) fn score(distance: u32, longer: u32) -> f64 {
    if longer == 0 { 100.0 } else { 100.0 * (1.0 - f64::from(distance) / f64::from(longer)) }
}

/// How far apart two texts may be, of which the longer has so many tokens.
pub(crate) fn distance(longer: u32, min: f64) -> u32 {
    let edits = f64::from(longer) * (1.0 - min / 100.0) + EPSILON;
    if edits < 0.0 { 0 } else { (edits as u32).min(longer) }
}

/// The shortest and the longest length that a text similar to one of `n` tokens can have.
pub(crate) fn lengths(n: u32, min: f64) -> (u32, u32) {
    let share = (min / 100.0).clamp(0.0, 1.0);
    let shortest = (f64::from(n) * share - EPSILON).ceil().max(1.0) as u32;
    let longest = if share <= 0.0 { u32::MAX } else { (f64::from(n) / share + EPSILON) as u32 };
    (shortest, longest.max(n))
}

/// How many grams of a text of `n` tokens a similar one of `m` may lack, where an edit destroys `each`.
pub(crate) fn lost(each: u32, n: u32, m: u32, min: f64) -> u32 {
    (each * distance(n.max(m), min)).saturating_sub(m.saturating_sub(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_is_exact_at_the_threshold() {
        // 7 of 10 equal is 70 %, though 10 × (1 − 0.7) is a little below 3.
        assert_eq!(distance(10, 70.0), 3);
        assert_eq!(lengths(7, 70.0), (5, 10));
        assert_eq!(distance(3, 66.7), 0);
        assert_eq!((distance(5, 100.0), lengths(5, 100.0)), (0, (5, 5)));
        assert_eq!((distance(5, 0.0), lengths(5, 0.0)), (5, (1, u32::MAX)));
    }

    #[test]
    fn what_is_put_in_destroys_nothing() {
        assert_eq!((lost(2, 20, 20, 75.0), lost(1, 20, 20, 75.0)), (10, 5));
        assert_eq!((lost(1, 20, 26, 75.0), lost(1, 26, 20, 75.0)), (0, 6));
        assert_eq!((lost(1, 20, 40, 50.0), lost(2, 20, 40, 50.0)), (0, 20));
    }
}
