//! The shape of a page before it is parsed: pages made to exhaust the parser are refused.

use crate::read::error::ErrorKind;

/// The deepest nesting that is parsed: the parser's time grows with its square.
const MAX_DEPTH: usize = 2000;

/// Elements that need no end tag, and so say nothing about depth.
const OPEN_ENDED: &[&str] = &[
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

/// Elements that the parser opens anew in every block while they are not closed.
const FORMATTING: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// The most elements that a parser may make of a page.
const MAX_ELEMENTS: usize = 10_000_000;

/// The most attributes that one tag may have: the parser compares each with all before it.
const MAX_ATTRIBUTES: usize = 5000;

/// Refuses a page that has more attributes in one tag than any text has.
fn check_attributes(text: &str) -> Result<(), ErrorKind> {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (count, length) = attributes(rest);
            if count > MAX_ATTRIBUTES {
                return Err(ErrorKind::Hostile(format!(
                    "one of its tags has more than {MAX_ATTRIBUTES} attributes"
                )));
            }
            rest = &rest[length..];
        }
    }
    Ok(())
}

/// How many attributes a tag has at most, and its length; `after` begins with its name.
fn attributes(after: &str) -> (usize, usize) {
    let (mut quote, mut count, mut between, mut before) = (None, 0, false, b' ');
    for (at, byte) in after.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => (quote, between) = (None, true),
            (Some(_), _) => {}
            (None, b'>') => return (count, at),
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (None, byte) if byte.is_ascii_whitespace() || byte == b'/' => between = true,
            (None, _) => count += usize::from(std::mem::take(&mut between)),
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    (count, after.len())
}

/// Refuses a page that is nested too deep to be a text, or whose unclosed
/// formatting would make far more elements than it has.
pub(super) fn check_shape(text: &str) -> Result<(), ErrorKind> {
    check_attributes(text)?;
    let (mut depth, mut formatting, mut elements) = (0usize, 0usize, 0usize);
    for after in text.split('<').skip(1) {
        let (closing, name) = match after.strip_prefix('/') {
            Some(name) => (true, name),
            None => (false, after),
        };
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = name[..end].to_ascii_lowercase();
        if name.is_empty() {
            continue;
        }
        elements += 1 + formatting;
        if elements > MAX_ELEMENTS {
            return Err(ErrorKind::Hostile(format!("it makes more than {MAX_ELEMENTS} elements")));
        }
        let closed = closing || after.split('>').next().is_some_and(|tag| tag.ends_with('/'));
        if FORMATTING.contains(&name.as_str()) {
            formatting = if closing { formatting.saturating_sub(1) } else { formatting + 1 };
        }
        if OPEN_ENDED.contains(&name.as_str()) {
            continue;
        }
        depth = match (closing, closed) {
            (true, _) => depth.saturating_sub(1),
            (false, true) => depth,
            (false, false) => depth + 1,
        };
        if depth > MAX_DEPTH {
            return Err(ErrorKind::Hostile(format!("it is nested more than {MAX_DEPTH} deep")));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_with_thousands_of_attributes_is_refused() {
        let page = |count: usize| {
            format!(
                "<p{}>雨</p>",
                (0..count).map(|n| format!(" a{n}='>'")).collect::<Vec<_>>().concat()
            )
        };
        assert!(check_shape(&page(4999)).is_ok());
        assert!(matches!(check_shape(&page(5001)), Err(ErrorKind::Hostile(_))));
        let joined = format!(
            "<p{}>雨</p>",
            (0..5001).map(|n| format!("/a{n}")).collect::<Vec<_>>().concat()
        );
        assert!(matches!(check_shape(&joined), Err(ErrorKind::Hostile(_))));
        assert!(matches!(
            check_shape(&page(5001).replace("<p", "<p \"")),
            Err(ErrorKind::Hostile(_))
        ));
    }
}
