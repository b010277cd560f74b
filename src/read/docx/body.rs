//! The text of a Word document, block by block.

use std::mem;

use diptych_segments::Role;

use super::{
    drawing::chosen,
    numbering::Mark,
    state::Body,
    styles::{Kind, is_on},
};
use crate::read::{omml::math, xml::Element};

impl Body<'_> {
    /// Reads a block-level element.
    pub(super) fn block(&mut self, element: &Element) {
        match element.name.as_str() {
            "w:p" => self.paragraph(element),
            "w:tbl" => element.elements().for_each(|row| self.row(row)),
            "w:sdt" => self
                .control(element, |body, content| content.elements().for_each(|e| body.block(e))),
            "mc:AlternateContent" => {
                chosen(element).into_iter().flat_map(Element::elements).for_each(|e| self.block(e));
            }
            "w:ins" | "w:moveTo" | "w:customXml" | "w:smartTag" => {
                element.elements().for_each(|e| self.block(e));
            }
            "m:oMathPara" => self.flow.push(Role::Paragraph, &math(element), 0),
            _ => {}
        }
    }

    /// Reads a table row, or what wraps rows.
    fn row(&mut self, element: &Element) {
        match element.name.as_str() {
            "w:tr" if element.child("w:trPr").is_some_and(|p| p.child("w:del").is_some()) => {
                self.report.leave_out(
                    "tracked deletions",
                    "they are deleted",
                    None,
                    &element.text(),
                );
            }
            "w:tr" | "w:customXml" => element.elements().for_each(|e| self.row(e)),
            "w:tc" if element.child("w:tcPr").is_none_or(|p| p.child("w:cellDel").is_none()) => {
                element.elements().for_each(|e| self.block(e));
            }
            "w:sdt" => {
                self.control(element, |body, content| content.elements().for_each(|e| body.row(e)));
            }
            _ => {}
        }
    }

    /// Reads what a content control holds, unless that is its placeholder.
    pub(super) fn control(&mut self, element: &Element, read: impl FnOnce(&mut Self, &Element)) {
        let Some(content) = element.child("w:sdtContent") else { return };
        let gallery = element
            .child("w:sdtPr")
            .and_then(|p| p.child("w:docPartObj")?.child("w:docPartGallery")?.attr("val"));
        if gallery == Some("Table of Contents") {
            for entry in content.elements().filter(|e| e.name == "w:p") {
                self.contents_entry(&entry.text_of("w:t"));
            }
        } else if element
            .child("w:sdtPr")
            .and_then(|p| p.child("w:showingPlcHdr"))
            .is_some_and(is_on)
        {
            self.report.leave_out("placeholders", "the form field is empty", None, &content.text());
        } else {
            read(self, content);
        }
    }

    fn paragraph(&mut self, element: &Element) {
        let properties = element.child("w:pPr");
        let outer = mem::take(&mut self.pending);
        let was_contents = self.fields.in_contents();
        let mut text = String::new();
        self.inlines(element, properties, &mut text);
        let pending = mem::replace(&mut self.pending, outer);
        let unfinished = self.fields.end_paragraph();
        self.report.leave_out_all("unfinished fields", "their codes have no end", unfinished);
        let mark = properties.and_then(|p| p.child("w:rPr"));
        let is_deleted = mark.is_some_and(|m| m.child("w:del").or(m.child("w:moveFrom")).is_some());
        // A drop cap is a paragraph of its own, and the beginning of the next.
        let frame = properties.and_then(|p| p.child("w:framePr")).and_then(|f| f.attr("dropCap"));
        let runs_on = is_deleted || matches!(frame, Some("drop" | "margin"));
        // A field without an end must not take the text with it: a sentence is no entry.
        let is_entry = (was_contents || self.fields.in_contents())
            && !text.trim_end().ends_with(['。', '！', '？']);
        match self.styles.kind(properties) {
            Kind::Contents => self.contents_entry(&text),
            Kind::Text(_) if is_entry => self.contents_entry(&text),
            Kind::Text(role) => {
                // A paragraph that runs on has the properties of the last one, as Word shows it.
                let whole = self.open.take().map_or_else(String::new, |(_, before)| before) + &text;
                if runs_on {
                    self.open = Some((role, whole));
                } else {
                    let number = self.number(properties, whole.trim().is_empty());
                    self.flow.push_numbered(role, &number, &whole, 0);
                }
            }
        }
        for (label, note) in pending.notes {
            self.flow.push_note(&label, &note, 0);
        }
        self.flow.blocks.extend(pending.boxes);
    }

    fn contents_entry(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.report.leave_out("contents entries", "they repeat the headings", None, text);
        }
    }

    /// The number that Word puts before a paragraph; it counts paragraphs without text too.
    fn number(&mut self, properties: Option<&Element>, is_blank: bool) -> String {
        match self.numbering.next(properties, self.styles) {
            Mark::Bullet if !is_blank => {
                self.report.leave_out("bullets", "they are signs of a list, not text", None, "");
                String::new()
            }
            Mark::Number(number) if !is_blank => {
                self.report.change(
                    "automatic numbers made text",
                    "they stand in no run, and the page shows them",
                    1,
                );
                number
            }
            _ => String::new(),
        }
    }
}
