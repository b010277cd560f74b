//! Footnotes and endnotes by their id.

use std::collections::HashMap;

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

    /// The note of that id, once.
    pub(super) fn take(&mut self, id: &str) -> Option<Element> {
        self.notes.remove(id)
    }

    /// The texts of the notes that nothing referred to, in the order of their ids.
    pub(super) fn unmarked(&self) -> Vec<String> {
        let mut lost: Vec<_> = self.notes.iter().collect();
        lost.sort_unstable_by_key(|(id, _)| (id.len(), id.as_str()));
        lost.into_iter().map(|(_, note)| note.text_of("w:t")).collect()
    }
}
