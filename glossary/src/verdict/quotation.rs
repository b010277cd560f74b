//! Quotations that are longer in one language than in the other.

use std::ops::Range;

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
    // A blank, and one or two words in lower case.
    let words = more.strip_prefix(' ')?.split(' ').count();
    let nouns_only = words < 3 && !more.contains(char::is_uppercase);
    nouns_only.then(|| target.start..target.end + more.len())
}
