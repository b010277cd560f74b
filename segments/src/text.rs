//! The values of the pipe, from what was read to numbered segments.

use std::ops::Range;

use crate::Lang;

/// What a file gave, before reflow.
///
/// A plain text gives one [`Block`] per physical line, blank lines included
/// and form feeds kept at the start of their line; a structured format (Word,
/// HTML, …) gives one block per paragraph and [`Layout::Structured`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The name to show: the file name without its folder.
    pub name: String,
    /// How the blocks relate to paragraphs.
    pub layout: Layout,
    /// In document order.
    pub blocks: Vec<Block>,
}

/// How the blocks of a document relate to its paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Layout {
    /// Not known: [`reflow`](crate::reflow) decides.
    #[default]
    Auto,
    /// Physical lines of an extracted text: reflow joins them.
    Extracted,
    /// Each block is a paragraph and is only split.
    Paragraphs,
    /// Each block is a paragraph, and the format knows which are notes: none is guessed.
    Structured,
    /// Each block is a segment, empty ones included.
    Lines,
}

/// One line or paragraph as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What the format says it is; [`Role::Paragraph`] where it says nothing.
    pub role: Role,
    /// Its text, without the line end.
    pub text: String,
    /// The line of the file it starts on, from 1; 0 where a format has no lines.
    pub line: usize,
    /// The ordinal of its page in the file, from 1, where known.
    pub page: Option<usize>,
    /// A note's own label (`[1]`, `①`), which `text` does not repeat; or the number of a list that the
    /// format counts by itself (`1.1`, 第一条), which `text` begins with.
    pub label: Option<String>,
    /// When it is spoken, from and to, in milliseconds, where the format says so.
    pub time: Option<(u32, u32)>,
}

/// What a paragraph is in its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "lowercase")
)]
#[non_exhaustive]
pub enum Role {
    /// The title of the document.
    Title,
    /// A heading, with its level from 1.
    Heading(u8),
    /// The abstract.
    Abstract,
    /// A paragraph of the body.
    Paragraph,
    /// A footnote or endnote.
    Note,
    /// Page numbers and running heads: shown on demand, never numbered.
    Furniture,
}

/// One paragraph after reflow.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraph {
    /// What it is.
    pub role: Role,
    /// Its text, on one line; note marks stand where they stood.
    pub text: String,
    /// The line of the file it starts on, from 1; 0 where a format has no lines.
    pub line: usize,
    /// The ordinal of its page in the file, from 1, where known.
    pub page: Option<usize>,
    /// A note's own label, which `text` does not repeat; or a number that the format counts by
    /// itself, which `text` begins with.
    pub label: Option<String>,
    /// When it is spoken, from and to, in milliseconds, where the format says so.
    pub time: Option<(u32, u32)>,
    /// Why it is what it is, where that was a decision ("page number", "running head", …).
    pub reason: Option<&'static str>,
    /// The least sure of the joins that made it, 0 to 1; 1 where nothing was joined.
    pub confidence: f32,
}

impl Block {
    /// A line or paragraph of which nothing else is known.
    pub fn new(text: impl Into<String>, line: usize) -> Self {
        Self { role: Role::Paragraph, text: text.into(), line, page: None, label: None, time: None }
    }
}

impl Document {
    /// The document that a plain text is: one block per physical line, form feeds kept.
    ///
    /// ```
    /// use diptych_segments::Document;
    ///
    /// let document = Document::from_lines("notes.txt", "first\r\n\nthird\n");
    /// assert_eq!(document.blocks.iter().map(|b| b.text.as_str()).collect::<Vec<_>>(), ["first", "", "third"]);
    /// ```
    pub fn from_lines(name: impl Into<String>, text: &str) -> Self {
        let blocks =
            text.lines().enumerate().map(|(index, line)| Block::new(line, index + 1)).collect();
        Self { name: name.into(), layout: Layout::Auto, blocks }
    }
}

impl Paragraph {
    /// A paragraph that was not joined and of which nothing else is known.
    pub fn new(role: Role, text: impl Into<String>) -> Self {
        Self {
            role,
            text: text.into(),
            line: 0,
            page: None,
            label: None,
            time: None,
            reason: None,
            confidence: 1.0,
        }
    }
}

/// A segment: a range of one paragraph's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Index into [`Text::paragraphs`], from 0.
    pub paragraph: usize,
    /// Byte range in the paragraph's text, on character boundaries, without outer white space.
    pub span: Range<usize>,
}

/// A document as paragraphs and numbered segments.
///
/// Law: segments stand in document order, the body first, then the notes;
/// every paragraph that is neither furniture nor blank has at least one segment.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    lang: Lang,
    paragraphs: Vec<Paragraph>,
    segments: Vec<Segment>,
}

impl Text {
    /// Puts a text together from paragraphs in document order and their segments in number order.
    pub(crate) fn new(lang: Lang, paragraphs: Vec<Paragraph>, segments: Vec<Segment>) -> Self {
        Self { lang, paragraphs, segments }
    }

    /// The language of the text.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The paragraphs in document order, notes and furniture where they stood.
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// The segments; their index is their number.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The text of segment `number`, from 0.
    ///
    /// # Panics
    /// When there is no such segment.
    pub fn segment(&self, number: usize) -> &str {
        let segment = &self.segments[number];
        &self.paragraphs[segment.paragraph].text[segment.span.clone()]
    }

    /// What the paragraph of segment `number` is.
    ///
    /// # Panics
    /// When there is no such segment.
    pub fn role(&self, number: usize) -> Role {
        self.paragraphs[self.segments[number].paragraph].role
    }

    /// How many segments belong to the body; the rest are notes.
    pub fn body_len(&self) -> usize {
        self.segments.partition_point(|s| self.paragraphs[s.paragraph].role != Role::Note)
    }
}
