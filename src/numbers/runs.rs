//! Long rows of digits that are grouped in one way or another: telephone numbers, accounts, ISBN.

use std::ops::Range;

/// Rows of fewer digits are numbers.
const FEWEST: usize = 7;

/// The rows of a text: where each stands, in characters, and its digits.
pub(super) fn runs(text: &[char]) -> Vec<(Range<usize>, String)> {
    let mut runs = Vec::new();
    let mut here = 0;
    while here < text.len() {
        if !text[here].is_ascii_digit() {
            here += 1;
            continue;
        }
        let start = here;
        let mut end = here;
        let mut digits = String::new();
        // One or two signs may part two groups: `(021) 5888-1234`.
        while here < text.len() && here - end <= 2 {
            if text[here].is_ascii_digit() {
                digits.push(text[here]);
                end = here + 1;
            } else if !matches!(text[here], ' ' | '-' | '–' | '(' | ')' | '.' | '+') {
                break;
            }
            here += 1;
        }
        here = here.max(end);
        if digits.len() >= FEWEST {
            runs.push((start..end, digits));
        }
    }
    runs
}

/// Whether two rows are one number: equal, or equal but for a prefix of the country or the town.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let common = one.bytes().rev().zip(other.bytes().rev()).take_while(|(a, b)| a == b).count();
    let shorter = one.len().min(other.len());
    // A 0 stands before the code of a town within its country.
    common >= FEWEST && common + 1 >= shorter
}
