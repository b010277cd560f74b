//! Words of a Chinese text that point back to something named before.

use crate::english::words::WORDS;

/// The words of a text that point back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pointers {
    /// How many point to things and to people; without the one that `at_end` tells of.
    pub(crate) counts: [usize; 2],
    /// Whether the text ends in 该, 这一 or the like, which belongs to the noun behind it.
    pub(crate) at_end: bool,
}

/// The words of `text` that point back.
pub(crate) fn of(text: &str) -> Pointers {
    let mut pointers = Pointers { counts: [0; 2], at_end: false };
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if !WORDS.pointer_starts.contains(&c) {
            rest = &rest[c.len_utf8()..];
            continue;
        }
        // 其他 and 因此 point to nothing.
        let other = WORDS.no_pointers.iter().find(|it| rest.starts_with(**it));
        let word = WORDS.pointers.iter().find(|it| rest.starts_with(**it));
        rest = &rest[other.or(word).map_or(c.len_utf8(), |it| it.len())..];
        if let (None, Some(word)) = (other, word) {
            if ['这', '该', '此', '那'].contains(&c)
                && (rest.is_empty() || WORDS.is("classifier", rest))
            {
                pointers.at_end = true;
            } else {
                pointers.counts[usize::from(["他", "她"].contains(word))] += 1;
            }
        }
    }
    pointers
}
