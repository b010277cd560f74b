//! The root element of a file.

use crate::error::{Error, ErrorKind, Position};

/// The first element of a file.
pub(crate) struct Root {
    /// The prefix of TMX elements, with its colon; nearly always empty.
    pub(crate) prefix: String,
}

/// Finds the first element in the beginning of a file; `None` where more of it is needed to tell. There
/// is no more when it is `whole`.
pub(crate) fn of(beginning: &str, whole: bool) -> Result<Option<Root>, Error> {
    let mut rest = beginning;
    loop {
        rest = rest
            .trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{FEFF}');
        let length = if rest.starts_with("<!DOCTYPE") {
            // One that does not end is left where the memory begins.
            doctype_length(rest).or_else(|| if whole { rest.find("<tmx") } else { None })
        } else {
            [("<?", "?>"), ("<!--", "-->")].iter().find_map(|(open, close)| {
                rest.starts_with(open).then(|| rest.find(close).map(|at| at + close.len()))?
            })
        };
        let skipped = length.map(|length| &rest[length..]);
        match skipped {
            Some(after) => rest = after,
            None => break,
        }
    }
    let at = || Position::START.after(&beginning[..beginning.len() - rest.len()]);
    let not_tmx = |what: String| Err(Error::at(ErrorKind::NotTmx(what), at()));
    let is_unfinished = ["<?", "<!"].iter().any(|mark| rest.starts_with(mark)) || rest.len() < 2;
    if is_unfinished && !whole {
        return Ok(None);
    }
    if rest.is_empty() {
        let blank = beginning.trim().is_empty();
        return if blank {
            Err(Error::new(ErrorKind::Empty))
        } else {
            not_tmx("it has no element".to_owned())
        };
    }
    if is_unfinished && rest.starts_with('<') {
        let start: String = rest.chars().take(20).collect();
        return not_tmx(format!("it ends inside {start}"));
    }
    let Some(tag) = rest.strip_prefix('<') else {
        let start: String = rest.chars().take(20).collect();
        return not_tmx(format!("it begins with {start:?} where <tmx> should stand"));
    };
    let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(tag.len());
    let name = &tag[..end];
    let (prefix, local) = match name.rfind(':') {
        Some(colon) => name.split_at(colon + 1),
        None => ("", name),
    };
    if !matches!(local, "tmx" | "header" | "body" | "tu") {
        let name: String = name.chars().take(40).collect();
        return not_tmx(format!("its root element is <{name}>"));
    }
    Ok(Some(Root { prefix: prefix.to_owned() }))
}

/// The length of the DOCTYPE at the start of `text`, with its internal subset; `None` where it does
/// not end.
pub(crate) fn doctype_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut here, mut depth, mut quote) = (1, 0_usize, None);
    while let Some(&byte) = bytes.get(here) {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (None, b'<') if bytes[here..].starts_with(b"<!--") => {
                here += memchr::memmem::find(&bytes[here..], b"-->")? + 2;
            }
            (None, b'<') if bytes[here..].starts_with(b"<?") => {
                here += memchr::memmem::find(&bytes[here..], b"?>")? + 1;
            }
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'[') => depth += 1,
            (None, b']') => depth = depth.saturating_sub(1),
            (None, b'>') if depth == 0 => return Some(here + 1),
            _ => {}
        }
        here += 1;
    }
    None
}
