//! How two texts differ, by words, in Chinese by characters.

use diptych_segments::is_han;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A stretch of two texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// It stands in both.
    Same(String),
    /// It stands in the older text only.
    Gone(String),
    /// It stands in the newer text only.
    New(String),
}

/// The stretches of both texts, in order; what is gone stands before what is new in its place.
pub fn difference(old: &str, new: &str) -> Vec<Piece> {
    let (old, new) = (words(old), words(new));
    let mut pieces = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (gone, came) = match op {
            DiffOp::Equal { old_index, len, .. } => {
                pieces.push(Piece::Same(old[old_index..old_index + len].concat()));
                continue;
            }
            DiffOp::Delete { old_index, old_len, .. } => (old_index..old_index + old_len, 0..0),
            DiffOp::Insert { new_index, new_len, .. } => (0..0, new_index..new_index + new_len),
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                (old_index..old_index + old_len, new_index..new_index + new_len)
            }
        };
        if !gone.is_empty() {
            pieces.push(Piece::Gone(old[gone].concat()));
        }
        if !came.is_empty() {
            pieces.push(Piece::New(new[came].concat()));
        }
    }
    pieces
}

/// Both texts in one, with what is gone in `[-…-]` and what is new in `{+…+}`.
pub fn marked(old: &str, new: &str) -> String {
    let shown = |piece| match piece {
        Piece::Same(text) => text,
        Piece::Gone(text) => format!("[-{text}-]"),
        Piece::New(text) => format!("{{+{text}+}}"),
    };
    difference(old, new).into_iter().map(shown).collect()
}

/// The words of a text with what stands between them; each Chinese character is one.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let is_one =
            c.is_alphanumeric() && before.is_alphanumeric() && !is_han(c) && !is_han(before);
        if at > start && !is_one {
            words.push(&text[start..at]);
            start = at;
        }
        before = c;
    }
    if start < text.len() {
        words.push(&text[start..]);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_shows_what_is_gone_and_what_is_new() {
        assert_eq!(marked("a big cloud", "a cloud, big"), "a [-big -]cloud{+, big+}");
        assert_eq!(marked("云很高", "云很低"), "云很[-高-]{+低+}");
        assert_eq!(marked("same", "same"), "same");
    }
}
