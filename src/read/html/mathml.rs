//! Formulas in `MathML`, on one line.

use scraper::{ElementRef, Node};

use crate::read::formula;

/// The text of a formula; its sources in other languages are none of it.
pub(super) fn text(element: ElementRef<'_>) -> String {
    let parts: Vec<ElementRef<'_>> = element.child_elements().collect();
    let part = |at: usize| parts.get(at).copied().map(text).unwrap_or_default();
    match element.value().name() {
        "annotation" | "annotation-xml" => String::new(),
        "mfrac" => formula::fraction(&part(0), &part(1)),
        "msup" => formula::power(&part(0), &part(1)),
        "msub" => formula::index(&part(0), &part(1)),
        "msubsup" => formula::power(&formula::index(&part(0), &part(1)), &part(2)),
        "mroot" => formula::root(&part(1), &part(0)),
        "msqrt" => formula::root("", &row(element)),
        "mfenced" => {
            let (open, close) = (element.attr("open"), element.attr("close"));
            let inside = parts.iter().copied().map(text).collect::<Vec<_>>().join(",");
            format!("{}{inside}{}", open.unwrap_or("("), close.unwrap_or(")"))
        }
        _ => row(element),
    }
}

fn row(element: ElementRef<'_>) -> String {
    let mut out = String::new();
    for node in element.children() {
        if let Node::Text(piece) = node.value() {
            out.push_str(piece.trim());
        } else if let Some(child) = ElementRef::wrap(node) {
            formula::push(&mut out, &text(child), child.value().name() == "mfrac");
        }
    }
    out
}
