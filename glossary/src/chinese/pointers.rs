//! Words of a Chinese text that point back to something named before.

use crate::english::words::WORDS;

/// How many words of a text point back, to things and to people.
pub(crate) fn count(text: &str) -> [usize; 2] {
    let mut counts = [0; 2];
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if !WORDS.pointer_starts.contains(&c) {
            rest = &rest[c.len_utf8()..];
            continue;
        }
        // 其他 and 因此 point to nothing.
        let other = WORDS.no_pointers.iter().find(|it| rest.starts_with(**it));
        let word = WORDS.pointers.iter().find(|it| rest.starts_with(**it));
        if let (None, Some(word)) = (other, word) {
            counts[usize::from(["他", "她"].contains(word))] += 1;
        }
        rest = &rest[other.or(word).map_or(c.len_utf8(), |it| it.len())..];
    }
    counts
}
