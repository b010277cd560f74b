//! A text as its words are looked for: in NFKC and small letters, each character with its place.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use crate::measure::folded;

/// A character that is looked for, and the stretch of the text that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Placed {
    pub(crate) c: char,
    /// In characters of the text, from 0.
    pub(crate) start: u32,
    /// Behind the last.
    pub(crate) end: u32,
}

/// The characters of a text. A character and the marks on it are made one.
pub(crate) fn placed(text: &str) -> Vec<Placed> {
    let mut all = Vec::with_capacity(text.len() / 2);
    let mut cluster = String::new();
    let mut chars = (0_u32..).zip(text.chars()).peekable();
    while let Some((start, first)) = chars.next() {
        let is_mark = |c: char| !c.is_ascii() && canonical_combining_class(c) != 0;
        let mut end = start + 1;
        if first.is_ascii() && chars.peek().is_none_or(|next| !is_mark(next.1)) {
            all.push(Placed { c: folded(first), start, end });
            continue;
        }
        cluster.clear();
        cluster.push(first);
        while let Some((at, mark)) = chars.next_if(|next| is_mark(next.1)) {
            cluster.push(mark);
            end = at + 1;
        }
        all.extend(cluster.nfkc().map(|c| Placed { c: folded(c), start, end }));
    }
    all
}
