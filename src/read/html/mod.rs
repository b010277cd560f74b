//! HTML: block elements become paragraphs.

mod lists;
mod notes;
mod walk;
mod xhtml;

use diptych_segments::Layout;
use encoding_rs::Encoding;

use super::{Content, Error, ErrorKind, Input, Options, Reader, Report, encoding};
pub(super) use walk::Walk;
pub(super) use xhtml::as_html;

/// Reads HTML and XHTML.
pub(super) struct Html;

impl Reader for Html {
    fn read(
        &self,
        input: &Input,
        options: &Options,
        report: &mut Report,
    ) -> Result<Content, Error> {
        let mut text = decode(&input.bytes, options, report)?;
        if text.trim_start().starts_with("<?xml") {
            text = as_html(&text);
        }
        let mut walk = Walk::default();
        walk.read(&text, "", report).map_err(|kind| Error::new(report.file.clone(), kind))?;
        Ok(Content::Blocks(Layout::Paragraphs, walk.finish()))
    }
}

/// The text of a page, by its byte order mark, its own declaration, or a guess.
///
/// # Errors
/// Those of [`encoding::decode`].
pub(super) fn decode(
    bytes: &[u8],
    options: &Options,
    report: &mut Report,
) -> Result<String, Error> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let declared =
        head.split("charset=").nth(1).or_else(|| head.split("encoding=").nth(1)).and_then(
            |after| {
                let label = after.trim_start_matches(['"', '\'', ' ']);
                let end = label
                    .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')));
                Encoding::for_label(&label.as_bytes()[..end.unwrap_or(label.len())])
            },
        );
    encoding::decode(bytes, options, declared, report)
}

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

/// Refuses a page that is nested too deep to be a text, or whose unclosed
/// formatting would make far more elements than it has.
fn check_shape(text: &str) -> Result<(), ErrorKind> {
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
