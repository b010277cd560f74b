//! Marks of notes: a label in the text, and the note after the paragraph.

use std::mem;

use diptych_segments::behind_label;

use super::state::Body;
use crate::read::xml::Element;

impl Body<'_> {
    /// Puts a note's mark into the text and its text after the paragraph.
    pub(super) fn note_mark(&mut self, mark: &Element, run: &Element, text: &mut String) {
        let notes = if mark.name == "w:footnoteReference" {
            &mut self.footnotes
        } else {
            &mut self.endnotes
        };
        let Some(note) = mark.attr("id").and_then(|id| notes.take(id)) else { return };
        let custom: String =
            run.elements().filter(|e| e.name == "w:t").map(Element::text).collect();
        let label = if mark.attr("customMarkFollows").is_some_and(|v| v != "0")
            && !custom.trim().is_empty()
        {
            custom.trim().to_owned()
        } else {
            self.marked += 1;
            format!("[{}]", self.marked)
        };
        text.push_str(&label);
        let outer = mem::take(&mut self.fields);
        let mut body = String::new();
        for paragraph in note.elements() {
            if !body.is_empty() {
                body.push('\n');
            }
            self.note_block(paragraph, &mut body);
        }
        self.fields = outer;
        // A note's own label, typed rather than made by a field, is not repeated.
        let body = body.trim_start();
        self.pending
            .notes
            .push((label.clone(), behind_label(body, &label).unwrap_or(body).to_owned()));
    }

    /// The text of a block in a note: a note is one segment, tables and all.
    fn note_block(&mut self, element: &Element, text: &mut String) {
        match element.name.as_str() {
            "w:p" => self.inlines(element, element.child("w:pPr"), text),
            "w:pPr" | "w:rPr" | "w:tblPr" | "w:del" | "w:moveFrom" => {}
            _ => {
                for child in element.elements() {
                    self.note_block(child, text);
                    text.push('\n');
                }
            }
        }
    }
}
