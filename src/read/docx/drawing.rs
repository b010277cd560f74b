//! Drawings and formulas: the text in them.

use std::mem;

use super::state::Body;
use crate::read::xml::Element;

impl Body<'_> {
    /// Reads the text boxes of a drawing; the rest of it is a picture.
    pub(super) fn drawing(&mut self, drawing: &Element) {
        let mut boxes = Vec::new();
        text_boxes(drawing, &mut boxes);
        if boxes.is_empty() {
            self.report.leave_out("pictures", "they hold no text", None, "");
        }
        for content in boxes {
            // A box is a small body: its own paragraphs, notes and open fields.
            let outer = (mem::take(&mut self.flow), mem::take(&mut self.fields), self.open.take());
            content.elements().for_each(|e| self.block(e));
            let inner = mem::replace(&mut self.flow, outer.0);
            (self.fields, self.open) = (outer.1, outer.2);
            self.pending.boxes.extend(inner.blocks);
        }
    }
}

/// The branch of alternative content that is read: one, never both.
pub(super) fn chosen(element: &Element) -> Option<&Element> {
    let branches =
        || element.elements().filter(|e| matches!(e.name.as_str(), "mc:Choice" | "mc:Fallback"));
    let with = |name: &str| branches().find(|branch| branch.find(name).is_some());
    with("w:txbxContent").or_else(|| with("w:t")).or_else(|| branches().next())
}

/// The contents of the outermost text boxes in an element.
fn text_boxes<'e>(element: &'e Element, boxes: &mut Vec<&'e Element>) {
    match element.name.as_str() {
        "w:txbxContent" => boxes.push(element),
        "mc:AlternateContent" => {
            if let Some(choice) = chosen(element) {
                text_boxes(choice, boxes);
            }
        }
        _ => element.elements().for_each(|e| text_boxes(e, boxes)),
    }
}

/// The characters of a formula.
pub(super) fn math(element: &Element) -> String {
    if element.name == "m:t" {
        return element.text();
    }
    element.elements().map(math).collect()
}
