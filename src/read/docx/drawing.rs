//! Drawings and formulas: the text in them.

use std::mem;

use diptych_segments::Role;

use super::state::Body;
use crate::read::{drawingml::paragraph, flow::Flow, xml::Element};

impl Body<'_> {
    /// Reads the text boxes of a drawing; the rest of it is a picture.
    pub(super) fn drawing(&mut self, drawing: &Element) {
        let mut boxes = Vec::new();
        text_boxes(drawing, &mut boxes);
        let mut shapes = Vec::new();
        self.shapes(drawing, &mut shapes);
        if boxes.is_empty() && shapes.is_empty() {
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
        let mut flow = Flow::default();
        for text in &shapes {
            flow.push(Role::Paragraph, text, 0);
        }
        self.pending.boxes.extend(flow.blocks);
    }

    /// The texts of shapes outside of text boxes: of `WordArt`, `DrawingML` and diagrams.
    fn shapes(&self, element: &Element, texts: &mut Vec<String>) {
        match element.name.as_str() {
            "w:txbxContent" => {}
            "textpath" => texts.extend(element.attr("string").map(str::to_owned)),
            "a:p" => texts.push(paragraph(element)),
            "relIds" => {
                let diagram = element.attr("dm").and_then(|id| self.diagrams.get(id));
                texts.extend(diagram.into_iter().flatten().cloned());
            }
            "mc:AlternateContent" => {
                if let Some(choice) = chosen(element) {
                    self.shapes(choice, texts);
                }
            }
            _ => element.elements().for_each(|e| self.shapes(e, texts)),
        }
    }
}

/// The branch of alternative content that is read: one, never both.
pub(super) fn chosen(element: &Element) -> Option<&Element> {
    let branches =
        || element.elements().filter(|e| matches!(e.name.as_str(), "mc:Choice" | "mc:Fallback"));
    let with = |name: &str| branches().find(|branch| branch.find(name).is_some());
    ["w:txbxContent", "w:t", "relIds", "a:t", "textpath"]
        .into_iter()
        .find_map(with)
        .or_else(|| branches().next())
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

/// The texts of a diagram, one for each of its shapes.
pub(super) fn diagram(data: &Element) -> Vec<String> {
    let mut texts = Vec::new();
    points(data, &mut texts);
    texts
}

fn points(element: &Element, texts: &mut Vec<String>) {
    if element.name == "pt" {
        let is_shown = matches!(element.attr("type"), None | Some("node" | "asst" | "doc"));
        let text = element.child("t").filter(|_| is_shown);
        texts.extend(
            text.iter().flat_map(|t| t.elements()).filter(|e| e.name == "a:p").map(paragraph),
        );
    } else {
        element.elements().for_each(|e| points(e, texts));
    }
}
