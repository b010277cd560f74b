//! Tags of markup inside a text.

/// The end of a tag of markup (`<br/>`, `</b>`) that begins at `start`.
pub(crate) fn tag_end(text: &str, start: usize) -> Option<usize> {
    let inner = text[start..].strip_prefix('<')?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let end = inner.find(['<', '>'])?;
    (name.starts_with(|c: char| c.is_ascii_alphabetic()) && inner[end..].starts_with('>'))
        .then_some(start + end + 2)
}
