//! What a web page shows beside its text: links to its own headings, edit links, line numbers,
//! highlighted code, tooltips.

use scraper::ElementRef;

/// What an element is, when it is no text of the page, and why it is left out.
pub(super) fn furniture(element: ElementRef<'_>) -> Option<(&'static str, &'static str)> {
    let name = element.value().name();
    let classes = || element.value().classes();
    let has = |names: &[&str]| classes().any(|class| names.contains(&class));
    if name == "a" && is_permalink(element) {
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
    let is_heading =
        |e: ElementRef<'_>| matches!(e.value().name(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
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
