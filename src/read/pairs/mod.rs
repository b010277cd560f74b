//! Files that hold both sides of segments: XLIFF, TMX, PO and tables.

mod po;
mod table;
mod tmx;
mod xliff;
mod xlsx;

use diptych_segments::{Block, Document, Layout, Role};

pub(super) use po::Po;
pub(super) use table::Table;
pub(super) use tmx::Tmx;
pub(super) use xliff::Xliff;
pub(super) use xlsx::{Xlsx, first_sheet};

use super::flow::one_line;

/// Both sides of the segments of one file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bilingual {
    /// The file name without its folder.
    pub name: String,
    /// The code of the source language, as the file has it.
    pub source_lang: Option<String>,
    /// The code of the target language, as the file has it.
    pub target_lang: Option<String>,
    /// In file order.
    pub pairs: Vec<Pair>,
}

/// A segment and its translation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pair {
    /// The file's own name for it.
    pub id: Option<String>,
    /// The source text on one line, without codes.
    pub source: String,
    /// The target text on one line, without codes; empty where there is none yet.
    pub target: String,
    /// The line of the file it starts on, from 1; the row of a table; 0 where unknown.
    pub line: usize,
}

impl Bilingual {
    /// Adds a pair unless both sides are empty.
    fn push(&mut self, id: Option<&str>, source: &str, target: &str, line: usize) {
        let (source, target) = (one_line(source), one_line(target));
        if !(source.is_empty() && target.is_empty()) {
            self.pairs.push(Pair { id: id.map(str::to_owned), source, target, line });
        }
    }

    /// The two sides as documents, each pair one line of both.
    pub fn documents(&self) -> (Document, Document) {
        (self.side(|pair| &pair.source), self.side(|pair| &pair.target))
    }

    fn side(&self, text: impl Fn(&Pair) -> &str) -> Document {
        let block = |pair: &Pair| Block {
            role: Role::Paragraph,
            text: text(pair).to_owned(),
            line: pair.line,
            page: None,
            label: None,
        };
        Document {
            name: self.name.clone(),
            layout: Layout::Lines,
            blocks: self.pairs.iter().map(block).collect(),
        }
    }
}
