//! Quotations that are longer in one language than in the other.

use std::ops::Range;

use crate::english::words::WORDS;

/// Where the Chinese quotes the term alone and the English quotes its rendering with a noun after
/// it (`“zero-sum game theory”` for “零和博弈”): the bytes between the English quotes.
pub(crate) fn longer_quotation(
    chinese: &str,
    source: &Range<usize>,
    english: &str,
    target: &Range<usize>,
) -> Option<Range<usize>> {
    let is_alone = chinese[..source.start].ends_with(['“', '「', '『', '"'])
        && chinese[source.end..].starts_with(['”', '」', '』', '"']);
    let before = &english[..target.start];
    let before = ["the ", "a ", "The ", "A "]
        .iter()
        .find_map(|article| before.strip_suffix(article))
        .unwrap_or(before);
    if !is_alone || !before.ends_with(['“', '"']) {
        return None;
    }
    let rest = &english[target.end..];
    let more = &rest[..rest.find(['”', '"'])?];
    let more = more.trim_end_matches([',', '.', ';', '!', '?']);
    let words: Vec<&str> = more.split_whitespace().collect();
    let nouns_only = more.starts_with(' ')
        && (1..=2).contains(&words.len())
        && words.iter().all(|word| {
            word.chars().all(char::is_lowercase) && !WORDS.functions.contains_key(word)
        });
    nouns_only.then(|| target.start..target.end + more.len())
}
