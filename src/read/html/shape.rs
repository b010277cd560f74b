//! Parses a page, unless it is made to exhaust the parser.

use std::collections::HashMap;

use ego_tree::{NodeId, NodeRef};
use html5ever::{ParseOpts, driver::parse_document, tendril::TendrilSink as _};
use scraper::{Html, HtmlTreeSink, Node};

use crate::read::error::ErrorKind;

/// The deepest nesting that is parsed: the parser's time grows with its square.
const MAX_DEPTH: usize = 2000;

/// The most elements that a parser may make of a page.
const MAX_ELEMENTS: usize = 10_000_000;

/// How much of a page is parsed before it is looked at, in bytes.
const PIECE: usize = 4096;

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

/// Parses a page piece by piece, and refuses it as soon as it is nested too deep to be a text, or
/// makes far more elements than it has, as unclosed formatting does.
///
/// # Errors
/// [`ErrorKind::Hostile`].
pub(super) fn parse(text: &str) -> Result<Html, ErrorKind> {
    check_attributes(text)?;
    parse_within(text, MAX_ELEMENTS)
}

fn parse_within(text: &str, most: usize) -> Result<Html, ErrorKind> {
    let sink = HtmlTreeSink::new(Html::new_document());
    let mut parser = parse_document(sink, ParseOpts::default());
    let (mut seen, mut rest) = (0, text);
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE).max(1));
        rest = after;
        parser.process(piece.into());
        let tree = &parser.tokenizer.sink.sink.0.borrow().tree;
        let made = tree.values().len();
        if made > most {
            return Err(ErrorKind::Hostile(format!("it makes more than {most} elements")));
        }
        // From the back, as the iterator walks over all that it skips. The parser moves nodes, so
        // depths are known only within a piece.
        let mut known = HashMap::new();
        if tree.nodes().rev().take(made - seen).any(|node| depth(node, &mut known).0 > MAX_DEPTH) {
            return Err(ErrorKind::Hostile(format!("it is nested more than {MAX_DEPTH} deep")));
        }
        seen = made;
    }
    Ok(parser.finish())
}

/// How many nodes a node stands in, and how many of them were walked: up to one whose own depth is
/// known.
fn depth(node: NodeRef<'_, Node>, known: &mut HashMap<NodeId, usize>) -> (usize, usize) {
    let mut path = Vec::new();
    let mut at = Some(node);
    let mut depth = 0;
    while let Some(node) = at {
        if let Some(found) = known.get(&node.id()) {
            depth = found + 1;
            break;
        }
        path.push(node.id());
        at = node.parent();
    }
    for (above, id) in path.iter().rev().enumerate() {
        known.insert(*id, depth + above);
    }
    ((depth + path.len()).saturating_sub(1), path.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_that_stand_deep_are_each_walked_once() {
        let page = "<div>".repeat(500) + &"<i><br></i>".repeat(1000);
        let page = Html::parse_document(&page);
        let mut known = HashMap::new();
        let mut walked = 0;
        for node in page.tree.nodes().rev() {
            let (depth, steps) = depth(node, &mut known);
            assert_eq!(depth, node.ancestors().count());
            walked += steps;
        }
        assert!(walked <= 2 * page.tree.values().len(), "{walked}");
    }

    #[test]
    fn a_tag_with_thousands_of_attributes_is_refused() {
        let page = |count: usize| {
            format!(
                "<p{}>雨</p>",
                (0..count).map(|n| format!(" a{n}='>'")).collect::<Vec<_>>().concat()
            )
        };
        assert!(parse(&page(4999)).is_ok());
        assert!(matches!(parse(&page(5001)), Err(ErrorKind::Hostile(_))));
        let joined = format!(
            "<p{}>雨</p>",
            (0..5001).map(|n| format!("/a{n}")).collect::<Vec<_>>().concat()
        );
        assert!(matches!(parse(&joined), Err(ErrorKind::Hostile(_))));
        assert!(matches!(parse(&page(5001).replace("<p", "<p \"")), Err(ErrorKind::Hostile(_))));
    }

    #[test]
    fn depth_is_that_of_the_parser() {
        let hostile = |piece: &str| {
            let page = piece.repeat(3000);
            matches!(parse(&page), Err(ErrorKind::Hostile(_)))
        };
        for piece in ["<div>", "<div/>", "<div></q>", "<q><div></q>", "<div><table><td></div>"] {
            assert!(hostile(piece), "{piece}");
        }
        for piece in
            ["<p>雨", "<li>雨<br/>", "<div></div>", "<p><span/>雨</p>", "<svg><path/></svg>"]
        {
            assert!(!hostile(piece), "{piece}");
        }
        // Each paragraph opens all formatting anew.
        let formatting = (0..1500).map(|at| format!("<b a{at}>")).collect::<Vec<_>>().concat();
        let page = format!("<p>{formatting}</p>{}", "<p>雨".repeat(200));
        assert!(matches!(parse_within(&page, 100_000), Err(ErrorKind::Hostile(_))));
    }
}
