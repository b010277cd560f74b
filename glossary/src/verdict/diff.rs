//! What differs between two phrases, word by word.

use serde::{Deserialize, Serialize};
use similar::{Algorithm, ChangeTag, capture_diff_slices};

/// What happens to words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Change {
    /// They stay.
    Keep,
    /// They go.
    Remove,
    /// They come.
    Add,
}

/// The changes that lead from `from` to `to`; words that follow one another with one change are
/// one step. Capitals do not count.
///
/// Law: the words kept and added, joined by blanks, are `to` but for capitals and blanks.
pub fn diff(from: &str, to: &str) -> Vec<(Change, String)> {
    let (old, new): (Vec<_>, Vec<_>) =
        (from.split_whitespace().collect(), to.split_whitespace().collect());
    let lower = |words: &[&str]| words.iter().map(|it| it.to_lowercase()).collect::<Vec<_>>();
    let (old_lower, new_lower) = (lower(&old), lower(&new));
    let mut steps: Vec<(Change, String)> = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, &old_lower, &new_lower) {
        for change in operation.iter_changes(&old_lower, &new_lower) {
            let (kind, word) = match change.tag() {
                ChangeTag::Equal => (Change::Keep, new[change.new_index().unwrap_or_default()]),
                ChangeTag::Delete => (Change::Remove, old[change.old_index().unwrap_or_default()]),
                ChangeTag::Insert => (Change::Add, new[change.new_index().unwrap_or_default()]),
            };
            match steps.last_mut() {
                Some((last, words)) if *last == kind => {
                    words.push(' ');
                    words.push_str(word);
                }
                _ => steps.push((kind, word.to_owned())),
            }
        }
    }
    steps
}
