//! What an element is by its name, and what leads to it.

use scraper::{ElementRef, Node};

/// Elements that begin and end a paragraph.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// The level of a heading.
pub(super) fn heading_level(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h').and_then(|level| level.parse().ok());
    level.filter(|level| (1..=6).contains(level))
}

/// What links lead to: an id, or the name of a link, as Word and older pages have it.
pub(super) fn anchor(element: ElementRef<'_>) -> Option<&str> {
    element.attr("id").or_else(|| element.attr("name").filter(|_| element.value().name() == "a"))
}

/// Whether nine letters in ten of an element, headings apart, stand in links.
pub(super) fn is_all_links(element: ElementRef<'_>) -> bool {
    fn count(element: ElementRef<'_>, linked: bool, counts: &mut (usize, usize)) {
        for node in element.children() {
            if let Node::Text(text) = node.value() {
                let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
                *(if linked { &mut counts.0 } else { &mut counts.1 }) += letters;
            } else if let Some(child) = ElementRef::wrap(node) {
                let name = child.value().name();
                if heading_level(name).is_none() {
                    count(child, linked || name == "a", counts);
                }
            }
        }
    }
    let mut counts = (0, 0);
    count(element, false, &mut counts);
    counts.0 > 0 && counts.1 * 9 <= counts.0
}
