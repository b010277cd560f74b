//! What is known while the text of a Word document is read. Blocks, runs and notes hold each other,
//! so that their readers share it.

use std::collections::HashMap;

use diptych_segments::{Block, Role};

use super::{fields::Fields, notes::Notes, numbering::Numbering, styles::Styles};
use crate::read::{flow::Flow, report::Report};

/// Reads the blocks of the main text in order.
pub(super) struct Body<'a> {
    pub(super) styles: &'a Styles,
    pub(super) numbering: Numbering,
    pub(super) footnotes: Notes,
    pub(super) endnotes: Notes,
    /// The texts of the diagrams by the id of their relation.
    pub(super) diagrams: HashMap<String, Vec<String>>,
    pub(super) report: &'a mut Report,
    pub(super) flow: Flow,
    pub(super) fields: Fields,
    /// How many notes were marked so far.
    pub(super) marked: usize,
    /// A paragraph without an end of its own: its text runs on into the next.
    pub(super) open: Option<(Role, String)>,
    /// Notes and text boxes of the paragraph being read.
    pub(super) pending: Pending,
}

/// What a paragraph brings with it and stands after it.
#[derive(Default)]
pub(super) struct Pending {
    /// Label and text.
    pub(super) notes: Vec<(String, String)>,
    pub(super) boxes: Vec<Block>,
}

impl<'a> Body<'a> {
    pub(super) fn new(
        styles: &'a Styles,
        numbering: Numbering,
        footnotes: Notes,
        endnotes: Notes,
        diagrams: HashMap<String, Vec<String>>,
        report: &'a mut Report,
    ) -> Self {
        Self {
            styles,
            numbering,
            footnotes,
            endnotes,
            diagrams,
            report,
            flow: Flow::default(),
            fields: Fields::default(),
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
            for text in notes.unmarked() {
                self.report.leave_out(
                    "notes without a mark",
                    "nothing in the text refers to them",
                    None,
                    &text,
                );
            }
        }
        self.flow.blocks
    }
}
