//! Text in a CSV that no spreadsheet takes for a formula.

/// `text` so that no spreadsheet takes it for a formula: an apostrophe before `=`, `+`, `-` or `@`.
pub fn guarded(text: &str) -> String {
    if looks_like_formula(text) { format!("'{text}") } else { text.to_owned() }
}

/// What [`guarded`] made of a text, undone.
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| looks_like_formula(text)).unwrap_or(cell)
}

/// Apostrophes in front do not count, so that what is guarded already is guarded once more.
fn looks_like_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn guarding_is_undone(text in "['=+@a-]{0,4}[ -~]{0,4}") {
            let guarded = guarded(&text);
            prop_assert!(!guarded.starts_with(['=', '+', '-', '@']));
            prop_assert_eq!(unguarded(&guarded), text);
        }
    }
}
