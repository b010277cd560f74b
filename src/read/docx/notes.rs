//! Footnotes and endnotes: a mark in the text, and the note after the paragraph.

use std::{collections::HashMap, mem};

use super::body::Body;
use crate::read::xml::{Element, Node};

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

    /// The texts of the notes that nothing referred to, in the order of their ids.
    pub(super) fn unmarked(&self) -> Vec<String> {
        let mut lost: Vec<_> = self.notes.iter().collect();
        lost.sort_unstable_by_key(|(id, _)| (id.len(), id.as_str()));
        lost.into_iter().map(|(_, note)| note.text_of("w:t")).collect()
    }
}

impl Body<'_> {
    /// Puts a note's mark into the text and its text after the paragraph.
    pub(super) fn note_mark(&mut self, mark: &Element, run: &Element, text: &mut String) {
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
}
