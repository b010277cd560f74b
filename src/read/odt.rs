//! `OpenDocument` texts (.odt), as they stand when every tracked change is accepted.

use std::collections::HashMap;

use diptych_segments::{Layout, Role};

use super::{
    archive::Archive,
    error::{Error, ErrorKind},
    flow::{BREAK, Flow},
    formula,
    input::{Input, Options},
    reader::{Content, Reader},
    relations::decoded,
    report::Report,
    xml::{Element, Node, Pulled, Xml},
};

/// Reads ODT.
pub(super) struct Odt;

impl Reader for Odt {
    fn read(
        &self,
        input: &Input,
        options: &Options,
        report: &mut Report,
    ) -> Result<Content, Error> {
        let shown = report.file.clone();
        let fail = |kind| Error::new(shown.clone(), kind);
        let mut archive = Archive::open(&input.bytes).map_err(fail)?;
        if let Some(manifest) = archive.part("META-INF/manifest.xml").map_err(fail)?
            && manifest.windows(15).any(|window| window == b"encryption-data")
        {
            return Err(fail(ErrorKind::Encrypted));
        }
        let content = archive.required("content.xml").map_err(fail)?;
        let content = decoded(&content, options).map_err(fail)?;
        let styles = archive.part("styles.xml").map_err(fail)?;
        let styles = styles.map(|styles| decoded(&styles, options)).transpose().map_err(fail)?;
        let mut body = Body {
            report,
            flow: Flow::default(),
            styles: HashMap::new(),
            notes: Vec::new(),
            boxes: Vec::new(),
            marked: 0,
        };
        if let Some(styles) = styles {
            body.read_styles(&styles).map_err(fail)?;
        }
        body.read(&content).map_err(fail)?;
        Ok(Content::Blocks(Layout::Structured, body.flow.blocks))
    }
}

/// What a style does to text that matters here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Hidden,
    Raised,
    Lowered,
}

/// Drawings, whose text stands beside that of the paragraph they are anchored to.
const SHAPES: &[&str] = &[
    "frame",
    "g",
    "custom-shape",
    "rect",
    "line",
    "polyline",
    "polygon",
    "regular-polygon",
    "path",
    "circle",
    "ellipse",
    "connector",
    "caption",
    "measure",
    "scene",
];

struct Body<'r> {
    report: &'r mut Report,
    flow: Flow,
    styles: HashMap<String, Style>,
    /// Notes of the paragraph being read: label and text.
    notes: Vec<(String, String)>,
    /// Text boxes of the paragraph being read.
    boxes: Vec<Element>,
    marked: usize,
}

impl Body<'_> {
    /// Reads the styles that have names, and what stands on every page.
    fn read_styles(&mut self, text: &str) -> Result<(), ErrorKind> {
        let mut xml = Xml::new(text);
        loop {
            match xml.pull()? {
                Pulled::Start(element) => match element.name.as_str() {
                    "style" => {
                        let style = xml.tree(element)?;
                        self.style(&style);
                    }
                    name if name.starts_with("header") || name.starts_with("footer") => {
                        let text = xml.tree(element)?.text();
                        if !text.trim().is_empty() {
                            let why = "they repeat on every page";
                            self.report.leave_out("headers and footers", why, None, text.trim());
                        }
                    }
                    _ => {}
                },
                Pulled::Eof => return Ok(()),
                Pulled::End | Pulled::Text(_) => {}
            }
        }
    }

    /// Pulls the text block by block, so that a long one never stands in memory as a tree.
    fn read(&mut self, text: &str) -> Result<(), ErrorKind> {
        let mut xml = Xml::new(text);
        let mut in_text = false;
        loop {
            match xml.pull()? {
                Pulled::Start(element) => match element.name.as_str() {
                    "style" => {
                        let style = xml.tree(element)?;
                        self.style(&style);
                    }
                    "text" => in_text = true,
                    "forms" | "tracked-changes" => self.unread(&xml.tree(element)?),
                    _ if in_text => {
                        let block = xml.tree(element)?;
                        self.block(&block);
                    }
                    _ => {}
                },
                Pulled::Eof => break,
                Pulled::End | Pulled::Text(_) => {}
            }
        }
        if in_text {
            Ok(())
        } else {
            Err(ErrorKind::Damaged("its main part is no OpenDocument text".to_owned()))
        }
    }

    fn style(&mut self, style: &Element) {
        let (Some(name), Some(text)) = (style.attr("name"), style.child("text-properties")) else {
            return;
        };
        let position = text.attr("text-position").unwrap_or_default();
        let found = if text.attr("display") == Some("none") {
            Style::Hidden
        } else if position.starts_with("super") {
            Style::Raised
        } else if position.starts_with("sub") {
            Style::Lowered
        } else {
            return;
        };
        self.styles.insert(name.to_owned(), found);
    }

    fn unread(&mut self, element: &Element) {
        if element.name == "tracked-changes" {
            for deleted in element.elements().filter_map(|change| change.child("deletion")) {
                let is_text = |e: &&Element| e.name != "change-info";
                let text: String = deleted.elements().filter(is_text).map(Element::text).collect();
                self.report.leave_out("tracked deletions", "they are deleted", None, &text);
            }
        }
    }

    fn block(&mut self, element: &Element) {
        match element.name.as_str() {
            "p" => self.paragraph(element, Role::Paragraph),
            "h" => {
                let level = element.attr("outline-level").and_then(|level| level.parse().ok());
                self.paragraph(element, Role::Heading(level.unwrap_or(1)));
            }
            "table-of-content" | "illustration-index" | "table-index" | "alphabetical-index"
            | "object-index" | "user-index" => {
                for entry in element.child("index-body").into_iter().flat_map(Element::elements) {
                    let text = entry.text();
                    if !text.trim().is_empty() {
                        let why = "they repeat the headings";
                        self.report.leave_out("contents entries", why, None, &text);
                    }
                }
            }
            "annotation" => self.comment(element),
            "section" if element.attr("display") == Some("none") => {
                let why = "the program does not show it";
                self.report.leave_out("hidden text", why, None, &element.text());
            }
            "image" => self.report.leave_out("pictures", "they hold no text", None, ""),
            "object" | "object-ole" | "plugin" => {
                let why = "a file inside a file is not opened";
                self.report.leave_out("embedded objects", why, None, "");
            }
            // What is described or computed for the program.
            "title" | "desc" | "forms" | "event-listeners" => {}
            // Whatever wraps paragraphs: lists, tables, sections, shapes, links around them.
            _ => element.elements().for_each(|e| self.block(e)),
        }
    }

    fn paragraph(&mut self, element: &Element, role: Role) {
        let mut text = String::new();
        self.inline(element, &mut text);
        self.flow.push(role, &text, 0);
        for (label, note) in std::mem::take(&mut self.notes) {
            self.flow.push_note(&label, &note, 0);
        }
        for drawn in std::mem::take(&mut self.boxes) {
            self.block(&drawn);
        }
    }

    fn inline(&mut self, element: &Element, text: &mut String) {
        for node in &element.children {
            let child = match node {
                Node::Text(piece) => {
                    text.push_str(&piece.replace(['\n', '\r'], " "));
                    continue;
                }
                Node::Element(child) => child,
            };
            match child.name.as_str() {
                "s" => text.push(' '),
                "tab" => text.push('\t'),
                "line-break" => text.push(BREAK),
                "note" => self.note(child, text),
                "annotation" => self.comment(child),
                "ruby" => {
                    let reading = child.child("ruby-text").map(Element::text).unwrap_or_default();
                    let why = "only what they stand over is text";
                    self.report.leave_out("ruby readings", why, None, &reading);
                    child.child("ruby-base").into_iter().for_each(|base| self.inline(base, text));
                }
                "hidden-text" | "hidden-paragraph" | "annotation-end" => {}
                name if SHAPES.contains(&name) => self.boxes.push(child.clone()),
                _ => self.span(child, text),
            }
        }
    }

    fn span(&mut self, span: &Element, text: &mut String) {
        let mut inside = String::new();
        self.inline(span, &mut inside);
        let style = span.attr("style-name").and_then(|name| self.styles.get(name).copied());
        match style {
            Some(Style::Hidden) if !inside.trim().is_empty() => {
                self.report.leave_out("hidden text", "the program does not show it", None, &inside);
            }
            Some(Style::Raised) => text.push_str(&formula::raised(text, &inside)),
            Some(Style::Lowered) => text.push_str(&formula::lowered(text, &inside)),
            _ => text.push_str(&inside),
        }
    }

    fn note(&mut self, note: &Element, text: &mut String) {
        self.marked += 1;
        let label = format!("[{}]", self.marked);
        text.push_str(&label);
        let outer = std::mem::take(&mut self.notes);
        let mut body = String::new();
        for paragraph in note.child("note-body").into_iter().flat_map(Element::elements) {
            self.note_text(paragraph, &mut body);
        }
        self.notes = outer;
        self.notes.push((label, body));
    }

    /// The text of what stands in a note: paragraphs, or lists of them, each on a line.
    fn note_text(&mut self, element: &Element, body: &mut String) {
        if !matches!(element.name.as_str(), "p" | "h") {
            element.elements().for_each(|e| self.note_text(e, body));
            return;
        }
        if !body.is_empty() {
            body.push('\n');
        }
        self.inline(element, body);
    }

    fn comment(&mut self, comment: &Element) {
        let is_text = |e: &&Element| !matches!(e.name.as_str(), "creator" | "date" | "date-string");
        let text: String = comment.elements().filter(is_text).map(Element::text).collect();
        self.report.leave_out("comments", "they are not part of the text", None, &text);
    }
}
