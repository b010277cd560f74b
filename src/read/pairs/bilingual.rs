//! Both sides of a file's segments.

use diptych_segments::{Block, Document, Lang, Layout, Role};
use diptych_tmx::Fault;

use crate::read::flow::one_line;

/// Both sides of the segments of one file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bilingual {
    /// The file name without its folder.
    pub name: String,
    /// The code of the source language, as the file has it.
    pub source_lang: Option<String>,
    /// The code of the target language, as the file has it.
    pub target_lang: Option<String>,
    /// In file order.
    pub pairs: Vec<Pair>,
    /// The columns of the two sides in a table, from 0.
    pub columns: Option<(usize, usize)>,
    /// What keeps XML tools from reading a memory. Its whole units are read all the same.
    pub damage: Vec<Fault>,
}

/// A segment and its translation.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pair {
    /// Its number, from 1: of the unit in its file, of the row in a table.
    pub number: usize,
    /// The file's own name for it.
    pub id: Option<String>,
    /// The language of the source, where the unit itself says which of the two that is.
    pub lang: Option<Lang>,
    /// The source text without codes.
    pub source: String,
    /// The target text without codes; empty where there is none yet.
    pub target: String,
    /// Whether the file itself says that the two may not belong together.
    pub is_doubtful: bool,
    /// The probability that the two belong together, where they were aligned and the file says it.
    pub score: Option<f32>,
    /// How the inline codes of the two sides differ, where they do.
    pub codes: Option<String>,
    /// Where the file says that it is used.
    pub context: Option<String>,
    /// The chapter it belongs to, where the file tells its chapters apart.
    pub chapter: Option<String>,
    /// The pages that its two sides stand on, from 1, where the file says so.
    pub pages: [Option<u32>; 2],
    /// Whether its line breaks are text, not layout.
    pub keeps_lines: bool,
    /// Remarks that the file keeps with it.
    pub notes: Vec<String>,
    /// The line of the file it starts on, from 1; the row of a table; 0 where unknown.
    pub line: usize,
}

/// The two texts of a pair of a file, each on one line, or each line by itself where line breaks are
/// text; `None` where nothing is left of both.
pub fn on_one_line(source: &str, target: &str, keeps_lines: bool) -> Option<(String, String)> {
    let whole = |text: &str| {
        if keeps_lines { by_lines(text) } else { one_line(text) }
    };
    let (source, target) = (whole(source), whole(target));
    (!source.is_empty() || !target.is_empty()).then_some((source, target))
}

/// The lines of a text, each without what is layout.
fn by_lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(one_line).collect();
    lines.join("\n").trim().to_owned()
}

impl Pair {
    pub(super) fn is_empty(&self) -> bool {
        self.source.trim().is_empty() && self.target.trim().is_empty()
    }
}

impl Bilingual {
    /// Adds a pair unless both sides are empty.
    pub(super) fn push(&mut self, id: Option<&str>, source: &str, target: &str, line: usize) {
        let number = self.pairs.len() + 1;
        self.pairs.push(Pair {
            number,
            id: id.map(str::to_owned),
            source: source.to_owned(),
            target: target.to_owned(),
            line,
            ..Pair::default()
        });
        self.pairs.pop_if(|pair| pair.is_empty());
    }

    /// Whether no pair has a target, and nothing says that one is due.
    pub(crate) fn has_one_side(&self) -> bool {
        let has_target = |pair: &Pair| !pair.target.trim().is_empty() || pair.lang.is_some();
        self.target_lang.is_none() && !self.pairs.is_empty() && !self.pairs.iter().any(has_target)
    }

    /// Puts each text on one line.
    pub(crate) fn on_lines(mut self) -> Self {
        for pair in &mut self.pairs {
            let (source, target) =
                on_one_line(&pair.source, &pair.target, pair.keeps_lines).unwrap_or_default();
            (pair.source, pair.target) = (source, target);
        }
        self.pairs.retain(|pair| !pair.is_empty());
        self
    }

    /// The sources as a document, each one line.
    pub(crate) fn sources(self) -> Document {
        let block = |pair: Pair| Block {
            role: Role::Paragraph,
            text: pair.source,
            line: pair.line,
            page: None,
            label: None,
            time: None,
        };
        Document {
            name: self.name,
            layout: Layout::Lines,
            blocks: self.pairs.into_iter().map(block).collect(),
        }
    }
}
