//! The text of a Word document, block by block.

use std::{collections::HashMap, mem};

use diptych_segments::{Block, Role};

use super::styles::{Kind, Styles, is_on};
use crate::read::{
    Report,
    flow::{BREAK, Flow},
    xml::{Element, Node},
};

/// Footnotes or endnotes by their id.
pub(super) struct Notes {
    notes: HashMap<String, Element>,
}

impl Notes {
    /// The notes of a part; separators and continuation notices are none.
    pub(super) fn new(root: Option<Element>) -> Self {
        let notes = root.into_iter().flat_map(|root| root.children).filter_map(|node| match node {
            Node::Element(note) if matches!(note.attr("type"), None | Some("normal")) => {
                Some((note.attr("id")?.to_owned(), note))
            }
            _ => None,
        });
        Self { notes: notes.collect() }
    }
}

/// Reads the blocks of the main text in order.
pub(super) struct Body<'a> {
    styles: &'a Styles,
    footnotes: Notes,
    endnotes: Notes,
    report: &'a mut Report,
    flow: Flow,
    /// For each open field, whether its code (rather than its result) is being read.
    fields: Vec<bool>,
    /// How many notes were marked so far.
    marked: usize,
    /// A paragraph whose end was deleted: its text runs on into the next.
    open: Option<(Role, String)>,
    /// Notes and text boxes of the paragraph being read.
    pending: Pending,
}

/// What a paragraph brings with it and stands after it.
#[derive(Default)]
struct Pending {
    notes: Vec<(String, String)>,
    boxes: Vec<Block>,
}

impl<'a> Body<'a> {
    pub(super) fn new(
        styles: &'a Styles,
        footnotes: Notes,
        endnotes: Notes,
        report: &'a mut Report,
    ) -> Self {
        Self {
            styles,
            footnotes,
            endnotes,
            report,
            flow: Flow::default(),
            fields: Vec::new(),
            marked: 0,
            open: None,
            pending: Pending::default(),
        }
    }

    /// The blocks read.
    pub(super) fn finish(mut self) -> Vec<Block> {
        if let Some((role, text)) = self.open.take() {
            self.flow.push(role, &text, 0);
        }
        for notes in [&self.footnotes, &self.endnotes] {
            let mut lost: Vec<_> = notes.notes.iter().collect();
            lost.sort_unstable_by_key(|(id, _)| (id.len(), id.as_str()));
            for (_, note) in lost {
                self.report.leave_out(
                    "notes without a mark",
                    "nothing in the text refers to them",
                    None,
                    &note.text(),
                );
            }
        }
        self.flow.blocks
    }

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
    fn control(&mut self, element: &Element, read: impl FnOnce(&mut Self, &Element)) {
        let Some(content) = element.child("w:sdtContent") else { return };
        if element.child("w:sdtPr").and_then(|p| p.child("w:showingPlcHdr")).is_some_and(is_on) {
            self.report.leave_out("placeholders", "the form field is empty", None, &content.text());
        } else {
            read(self, content);
        }
    }

    fn paragraph(&mut self, element: &Element) {
        let properties = element.child("w:pPr");
        let outer = mem::take(&mut self.pending);
        let mut text = String::new();
        self.inlines(element, properties, &mut text);
        let pending = mem::replace(&mut self.pending, outer);
        let kind = self.styles.kind(properties);
        let mark_deleted =
            properties.and_then(|p| p.child("w:rPr")).is_some_and(|p| p.child("w:del").is_some());
        match kind {
            Kind::Contents => {
                if !text.trim().is_empty() {
                    self.report.leave_out(
                        "contents entries",
                        "they repeat the headings",
                        None,
                        &text,
                    );
                }
            }
            Kind::Text(role) => {
                // A paragraph that runs on keeps the properties of the last one, as Word shows it.
                let whole = self.open.take().map_or_else(String::new, |(_, before)| before) + &text;
                if mark_deleted {
                    self.open = Some((role, whole));
                } else {
                    self.flow.push(role, &whole, 0);
                }
            }
        }
        for (label, note) in pending.notes {
            self.flow.push_note(&label, &note, 0);
        }
        self.flow.blocks.extend(pending.boxes);
    }

    /// Reads the runs in a paragraph or in what wraps runs.
    fn inlines(&mut self, element: &Element, paragraph: Option<&Element>, text: &mut String) {
        for child in element.elements() {
            match child.name.as_str() {
                "w:r" => {
                    if self.styles.is_hidden(child.child("w:rPr"), paragraph) {
                        let mut hidden = String::new();
                        self.run(child, paragraph, &mut hidden);
                        if !hidden.trim().is_empty() {
                            self.report.leave_out(
                                "hidden text",
                                "Word does not show it",
                                None,
                                &hidden,
                            );
                        }
                    } else {
                        self.run(child, paragraph, text);
                    }
                }
                "w:ins" | "w:moveTo" | "w:hyperlink" | "w:smartTag" | "w:customXml"
                | "w:fldSimple" | "w:dir" | "w:bdo" => self.inlines(child, paragraph, text),
                "w:sdt" => {
                    self.control(child, |body, content| body.inlines(content, paragraph, text));
                }
                "w:del" | "w:moveFrom" => {
                    self.report.leave_out(
                        "tracked deletions",
                        "they are deleted",
                        None,
                        &child.text(),
                    );
                }
                "mc:AlternateContent" => {
                    if let Some(choice) = chosen(child) {
                        self.inlines(choice, paragraph, text);
                    }
                }
                "m:oMath" | "m:oMathPara" => text.push_str(&math(child)),
                _ => {}
            }
        }
    }

    /// Reads what stands in a run, or in what wraps a run's content.
    fn run(&mut self, run: &Element, paragraph: Option<&Element>, text: &mut String) {
        for child in run.elements() {
            match child.name.as_str() {
                "w:fldChar" => self.field(child),
                _ if self.fields.contains(&true) => {}
                "w:t" => {
                    let piece = child.text();
                    let kept = if child.attr("space") == Some("preserve") {
                        piece.as_str()
                    } else {
                        piece.trim()
                    };
                    text.push_str(kept);
                }
                "w:tab" | "w:ptab" => text.push('\t'),
                "w:br" | "w:cr" => text.push(BREAK),
                "w:noBreakHyphen" => text.push('-'),
                "w:sym" => self.symbol(child, text),
                "w:footnoteReference" | "w:endnoteReference" => {
                    self.note_mark(child, run, text);
                    if child.attr("customMarkFollows").is_some_and(|v| v != "0") {
                        return;
                    }
                }
                "w:ruby" => {
                    if let Some(base) = child.child("w:rubyBase") {
                        self.inlines(base, paragraph, text);
                    }
                    let reading = child.child("w:rt").map(Element::text).unwrap_or_default();
                    self.report.leave_out(
                        "ruby readings",
                        "only what they stand over is text",
                        None,
                        &reading,
                    );
                }
                "mc:AlternateContent" => {
                    if let Some(choice) = chosen(child) {
                        self.run(choice, paragraph, text);
                    }
                }
                "w:drawing" | "w:pict" | "w:object" => self.drawing(child),
                _ => {}
            }
        }
    }

    fn field(&mut self, mark: &Element) {
        match mark.attr("fldCharType") {
            Some("begin") => {
                self.report.leave_out("field codes", "only their results are text", None, "");
                self.fields.push(true);
            }
            Some("separate") => {
                if let Some(in_code) = self.fields.last_mut() {
                    *in_code = false;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    /// A character of a symbol font: kept where its code is an ordinary character's.
    fn symbol(&mut self, symbol: &Element, text: &mut String) {
        let code = symbol
            .attr("char")
            .and_then(|c| u32::from_str_radix(c, 16).ok())
            .and_then(char::from_u32);
        match code {
            Some(c) if !matches!(c, '\u{E000}'..='\u{F8FF}') => text.push(c),
            _ => self.report.leave_out("symbols", "their font gives them a private code", None, ""),
        }
    }

    /// Puts a note's mark into the text and its text after the paragraph.
    fn note_mark(&mut self, mark: &Element, run: &Element, text: &mut String) {
        let notes = if mark.name == "w:footnoteReference" {
            &mut self.footnotes
        } else {
            &mut self.endnotes
        };
        let Some(note) = mark.attr("id").and_then(|id| notes.notes.remove(id)) else { return };
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
            .push((label.clone(), body.strip_prefix(label.as_str()).unwrap_or(body).to_owned()));
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

    /// Reads the text boxes of a drawing; the rest of it is a picture.
    fn drawing(&mut self, drawing: &Element) {
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
fn chosen(element: &Element) -> Option<&Element> {
    let branches =
        || element.elements().filter(|e| matches!(e.name.as_str(), "mc:Choice" | "mc:Fallback"));
    branches().find(|b| b.find("w:txbxContent").is_some()).or_else(|| branches().next())
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
fn math(element: &Element) -> String {
    if element.name == "m:t" {
        return element.text();
    }
    element.elements().map(math).collect()
}
