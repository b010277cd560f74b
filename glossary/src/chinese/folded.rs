//! Chinese text folded for comparison, with the way back to the text as it stands.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::han::is_han;
use crate::markup::tag_end;

/// Quotes, title marks, and what takes no place.
const NOTHING: &str =
    "“”‘’「」『』\"'《》〈〉﹁﹂\u{ad}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{2060}\u{feff}";
const DOTS: &str = "·•・‧∙⋅●";
const DASHES: &str = "—–‐‑−―~∼〜-";

/// Chinese text without what never tells two terms apart: blanks, quotes, title marks, width, and
/// the shape of dots and dashes.
///
/// Law: folding a folded text without `<` changes nothing; with one, a folded character may have
/// made a tag.
#[derive(Debug, Clone, Default)]
pub(crate) struct Folded {
    /// The folded text.
    pub(crate) text: String,
    /// For every byte of `text`, the byte of the original where its character begins.
    starts: Vec<u32>,
    /// For every byte of `text`, the byte of the original where its character ends.
    ends: Vec<u32>,
}

impl Folded {
    pub(crate) fn new(original: &str) -> Self {
        let mut folded = Self::default();
        let mut after_tag = 0;
        for (start, c) in original.char_indices() {
            let end = start + c.len_utf8();
            if start < after_tag {
                continue;
            }
            // A tag of markup between characters; after `<` it is none, or folding would make one.
            if !folded.text.ends_with('<')
                && let Some(end) = tag_end(original, start)
            {
                after_tag = end;
            } else if is_han(c) && !('\u{f900}'..='\u{faff}').contains(&c) {
                folded.push(c, start, end);
            } else {
                // `nfkc` of one character: compatibility forms, without joining it to others.
                for c in std::iter::once(c).nfkc().flat_map(char::to_lowercase) {
                    folded.push_sign(c, start, end);
                }
            }
        }
        folded
    }

    fn push_sign(&mut self, c: char, start: usize, end: usize) {
        let is_selector = ('\u{fe00}'..='\u{fe0f}').contains(&c);
        if c.is_whitespace() || is_selector || NOTHING.contains(c) {
            return;
        }
        let c = match c {
            _ if DOTS.contains(c) => '·',
            _ if DASHES.contains(c) => '-',
            c => c,
        };
        // A dash of two characters is one dash.
        if c == '-' && self.text.ends_with('-') {
            self.ends.pop();
            self.ends.push(end as u32);
        } else {
            self.push(c, start, end);
        }
    }

    fn push(&mut self, c: char, start: usize, end: usize) {
        self.text.push(c);
        let bytes = c.len_utf8();
        self.starts.extend(std::iter::repeat_n(start as u32, bytes));
        self.ends.extend(std::iter::repeat_n(end as u32, bytes));
    }

    /// The bytes of the original that a byte range of the folded text stands for.
    pub(crate) fn original(&self, range: &Range<usize>) -> Range<usize> {
        self.starts[range.start] as usize..self.ends[range.end - 1] as usize
    }
}

/// The folded form of a term.
pub(crate) fn fold(text: &str) -> String {
    Folded::new(text).text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "[“”《》 ·•—~‐Ａａ５5网络主权\u{ad}\u{3000}㈱ﬁ.-]{0,24}|\\PC{0,24}") {
            let once = fold(&text);
            prop_assume!(!once.contains('<'));
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn the_way_back_is_on_characters(text in "\\PC{0,24}") {
            let folded = Folded::new(&text);
            for (start, c) in folded.text.char_indices() {
                let original = folded.original(&(start..start + c.len_utf8()));
                prop_assert!(text.get(original).is_some_and(|it| !it.is_empty()));
            }
        }
    }
}
