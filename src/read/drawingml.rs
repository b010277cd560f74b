//! Paragraphs of `DrawingML`: of slides, shapes and diagrams.

use super::{
    flow::BREAK,
    formula,
    omml::{is_set, math},
    xml::Element,
};

/// The text of a paragraph (`a:p`).
pub(super) fn paragraph(element: &Element) -> String {
    let mut text = String::new();
    element.elements().for_each(|e| inline(e, &mut text));
    text
}

fn inline(element: &Element, text: &mut String) {
    match element.name.as_str() {
        "a:br" => text.push(BREAK),
        "a:r" | "a:fld" => {
            let piece = element.text_of("a:t");
            let shift = element.child("a:rPr").and_then(|p| p.attr("baseline"));
            let shift: i64 = shift
                .and_then(|shift| shift.trim_end_matches('%').parse().ok())
                .unwrap_or_default();
            match shift.signum() {
                1 => text.push_str(&formula::raised(text, &piece)),
                -1 => text.push_str(&formula::lowered(text, &piece)),
                _ => text.push_str(&piece),
            }
        }
        "m:oMath" | "m:oMathPara" => {
            formula::push(text, &math(element), element.elements().next().is_some_and(is_set));
        }
        // What stands in it stands in the choice too.
        "mc:AlternateContent" => {
            let chosen = element.child("mc:Choice").or_else(|| element.child("mc:Fallback"));
            chosen.into_iter().flat_map(Element::elements).for_each(|e| inline(e, text));
        }
        _ => element.elements().for_each(|e| inline(e, text)),
    }
}
