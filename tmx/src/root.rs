//! The frame of a file: its root element, and what may stand between units.

use crate::error::{Error, ErrorKind, Position};
use crate::fault::{Found, Rule};
use crate::pieces::after;

/// The first element of a file.
pub(crate) struct Root {
    /// The prefix of TMX elements, with its colon; nearly always empty.
    pub(crate) prefix: String,
}

/// Finds the first element in the beginning of a file.
pub(crate) fn of(beginning: &str) -> Result<Root, Error> {
    let mut rest = beginning;
    loop {
        rest = rest
            .trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{FEFF}');
        let skipped =
            ["<?", "<!--", "<!DOCTYPE"].iter().zip(["?>", "-->", ">"]).find_map(|(open, close)| {
                let inside = rest.strip_prefix(open)?;
                let inside = match inside.split_once('[') {
                    // An internal subset ends with `]>`, with white space between perhaps.
                    Some((before, subset)) if *open == "<!DOCTYPE" && !before.contains('>') => {
                        subset.split_once(']').map_or("", |(_, after)| after)
                    }
                    _ => inside,
                };
                Some(inside.split_once(close).map_or("", |(_, after)| after))
            });
        match skipped {
            Some(after) => rest = after,
            None => break,
        }
    }
    let at = || after(Position { line: 1, column: 1 }, &beginning[..beginning.len() - rest.len()]);
    let not_tmx = |what: String| Err(Error::at(ErrorKind::NotTmx(what), at()));
    if rest.is_empty() {
        let blank = beginning.trim().is_empty();
        return if blank {
            Err(Error::new(ErrorKind::Empty))
        } else {
            not_tmx("it has no element".to_owned())
        };
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
    Ok(Root { prefix: prefix.to_owned() })
}

/// Reports what stands between units and does not belong there.
pub(crate) fn look_between(text: &str, prefix: &str, found: &mut Vec<Found>) {
    let mut here = 0;
    while here < text.len() {
        let rest = &text[here..];
        let Some(open) = rest.find('<') else {
            stray(rest, here, found);
            return;
        };
        stray(&rest[..open], here, found);
        let tag = &rest[open..];
        let closed_by = |close: &str| tag.find(close).map_or(tag.len(), |at| at + close.len());
        let length = if tag.starts_with("<!--") {
            closed_by("-->")
        } else if tag.starts_with("<?") {
            closed_by("?>")
        } else {
            let length = closed_by(">");
            let name = tag[1..length].trim_start_matches('/');
            let name = name.strip_prefix(prefix).unwrap_or(name);
            let name = name.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next();
            if !matches!(name, Some("body" | "tmx")) {
                let shown: String = tag[..length].chars().take(40).collect();
                let fault = format!("{shown} stands between the units");
                found.push(Found::new(Rule::ContentStray, here + open, fault, "passed over"));
            }
            length
        };
        here += open + length;
    }
}

fn stray(text: &str, offset: usize, found: &mut Vec<Found>) {
    let white = text.len() - text.trim_start().len();
    if white < text.len() {
        let shown: String = text.trim().chars().take(20).collect();
        let fault = format!("the text {shown:?} stands between the units");
        found.push(Found::new(Rule::ContentStray, offset + white, fault, "passed over"));
    }
}
