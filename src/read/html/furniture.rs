//! What a web page shows beside its text: links to its own headings, edit links, line numbers,
//! highlighted code, tooltips.

use scraper::ElementRef;

use super::{block::heading_level, notes};

/// Elements that are no text of the page by their names: what they are, and why.
const NAMES: &[(&[&str], &str, &str)] = &[
    (&["head"], "titles of pages", "browsers show them beside the page"),
    (&["script", "style", "template"], "scripts and styles", "they are no text"),
    (&["noscript"], "text for browsers without scripts", "browsers do not show it"),
    (
        &["iframe", "object", "canvas", "audio", "video"],
        "text in place of media",
        "browsers do not show it",
    ),
    (&["svg"], "text in pictures", "it is drawn"),
    (&["select", "button", "textarea"], "fields of forms", "they belong to the site"),
    (&["rp"], "brackets of ruby", "browsers do not show them"),
    (&["rt", "rtc"], "ruby readings", "only what they stand over is text"),
    (&["del"], "deletions", "they are deleted"),
    (&["nav"], "navigation", "it is not part of the text"),
];

/// What an element is, when it is no text of the page, and why it is left out.
pub(super) fn furniture(element: ElementRef<'_>) -> Option<(&'static str, &'static str)> {
    let name = element.value().name();
    let classes = || element.value().classes();
    let has = |names: &[&str]| classes().any(|class| names.contains(&class));
    if let Some((_, what, why)) = NAMES.iter().find(|(names, ..)| names.contains(&name)) {
        Some((*what, *why))
    } else if element.attr("role") == Some("navigation") {
        Some(("navigation", "it is not part of the text"))
    } else if notes::holds_back_links(element) {
        Some(("ways back from notes", "they are links, not text"))
    } else if notes::is_page_number(element) {
        Some(("page numbers", "they belong to the printed pages"))
    } else if name == "a" && is_permalink(element) {
        Some(("permalinks", "they lead to their own heading"))
    } else if classes().any(|class| class.contains("editsection")) {
        Some(("edit links", "they belong to the site"))
    } else if has(&["lnum", "linenum", "linenumber", "line-number", "lineno", "linenos", "gutter"])
        && has_no_letter(element)
    {
        Some(("line numbers", "they belong to the printed lines"))
    } else if name == "pre" && is_code(element) {
        Some(("code", "it is not translated"))
    } else {
        None
    }
}

/// Whether an element is a remark that the page shows beside the words it stands in.
pub(super) fn is_tooltip(element: ElementRef<'_>) -> bool {
    element.attr("role") == Some("tooltip")
        || element.value().classes().any(|class| {
            let class = class.to_ascii_lowercase().replace(['-', '_'], "");
            matches!(class.as_str(), "tooltiptext" | "tooltipcontent" | "tooltipbox")
        })
}

fn has_no_letter(element: ElementRef<'_>) -> bool {
    element.text().all(|text| !text.chars().any(char::is_alphabetic))
}

/// Whether a link in a heading leads to that heading and shows no more than a sign.
fn is_permalink(link: ElementRef<'_>) -> bool {
    let is_heading = |e: ElementRef<'_>| heading_level(e.value().name()).is_some();
    let is_sign = link.text().all(|text| !text.chars().any(char::is_alphanumeric));
    link.attr("href").is_some_and(|href| href.starts_with('#'))
        && is_sign
        && link.ancestors().filter_map(ElementRef::wrap).any(is_heading)
}

/// Whether preformatted text is code: so it says, or what highlights it does.
fn is_code(pre: ElementRef<'_>) -> bool {
    let says = |e: ElementRef<'_>| {
        e.value().classes().any(|class| {
            let class = class.to_ascii_lowercase();
            ["highlight", "codehilite", "sourcecode", "prettyprint", "literal-block", "brush:"]
                .iter()
                .any(|name| class.starts_with(name))
                || class.starts_with("language-")
        })
    };
    let around = pre.parent().and_then(ElementRef::wrap);
    pre.child_elements().any(|e| e.value().name() == "code")
        || says(pre)
        || around.is_some_and(says)
}
