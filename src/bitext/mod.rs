//! A bitext: two texts and their beads, as everything after alignment sees it.

mod chapters;
mod differences;
mod pairs;
mod reviewed;
pub mod saved;
pub mod units;

use diptych_segments::{Lang, Role, Text};
use smallvec::SmallVec;

use crate::align::Link;

pub use chapters::combined;
pub use differences::differences;
pub use pairs::Pairs;
pub use reviewed::{Apart, Reviewed, Sides, State, carry_reviewed};

/// One side's name and language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The file name without its folder; empty where unknown.
    pub file: String,
    /// The language.
    pub lang: Lang,
    /// The BCP 47 code to write (`zh-CN`, `zh-TW`, `en-US`, or what the user gave).
    pub code: String,
}

/// Two texts and their beads: the saved alignment, and the input of every check and output.
///
/// Law: every numbered segment of both sides stands in exactly one bead; of a table of pairs, every
/// one with text.
#[derive(Debug, Clone, PartialEq)]
pub struct Bitext {
    /// The first file.
    pub source: Side,
    /// The second file.
    pub target: Side,
    /// In output order; bead `n` (from 1) is `beads[n - 1]`.
    pub beads: Vec<Bead>,
}

/// A group of segments that translate one another.
#[derive(Debug, Clone, PartialEq)]
pub struct Bead {
    /// The source segments.
    pub source: Cell,
    /// The target segments.
    pub target: Cell,
    /// The probability that exactly these segments belong together, 0 to 1.
    pub score: f32,
    /// What the segments are in their document.
    pub role: Role,
    /// Whether a person has confirmed it: a fixed point of every later alignment.
    pub accepted: bool,
    /// Where a bilingual file says that the pair is used: `msgctxt` of PO.
    pub context: Option<Box<str>>,
    /// What a reviewer left here besides the texts; none in the million pairs that have nothing.
    pub reviewed: Option<Box<Reviewed>>,
}

/// The score of a bead that a person changed or reopened and that nobody has judged since: doubtful.
pub const UNJUDGED: f32 = 0.5;

/// Below this score a bead is doubtful, unless a person accepted it.
pub const DOUBTFUL: f32 = 0.7;

/// From this score on what one side lacks is no fault of the alignment.
pub const SURE: f32 = 0.95;

impl Bead {
    /// Whether a person should look at it first: the one meaning of the word, in messages, drafts
    /// and review sheets alike.
    pub fn is_doubtful(&self) -> bool {
        !self.accepted && self.score < DOUBTFUL
    }

    /// Whether a term that is missing may stand in a neighbour instead.
    pub fn may_be_mispaired(&self) -> bool {
        !self.accepted && self.score < SURE
    }
}

/// One side of a bead. Most have one segment, which stands in place: memories have millions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// Segment numbers, from 0, ascending.
    pub ids: SmallVec<[usize; 2]>,
    /// The text of each segment in `ids`, in that order; one text for all of them where a saved
    /// alignment tells no more.
    pub segments: SmallVec<[String; 1]>,
    /// The paragraph (from 0, counted on this side) that the first segment belongs to, where known.
    pub paragraph: Option<usize>,
    /// The note's own label, where the bead is a note; else the number that the document counts for
    /// the paragraph that begins here (`1.1`, 第一条), with which the text begins
    /// ([`behind_label`](diptych_segments::behind_label) finds where it ends).
    pub label: Option<String>,
    /// The page of its file (from 1) that the first segment's paragraph begins on, where known.
    pub page: Option<u32>,
    /// The file it comes from, where that is not its side's: a later chapter of a book.
    pub file: Option<String>,
}

impl Cell {
    /// The segments joined as the language joins them; `""` for an empty side. Nothing comes behind
    /// a line break that a segment ends with.
    pub fn text(&self, lang: Lang) -> String {
        joined(&self.segments, lang.joint())
    }

    /// Each text with the numbers of its segments: one, or all where there is one text for all.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (&[usize], &str)> {
        let each = if self.segments.len() == self.ids.len() { 1 } else { self.ids.len().max(1) };
        self.ids.chunks(each).zip(self.segments.iter().map(String::as_str))
    }

    /// Whether the side has no segment.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}

impl Bitext {
    /// The source text of `bead`, joined.
    pub fn source_text(&self, bead: &Bead) -> String {
        bead.source.text(self.source.lang)
    }

    /// The target text of `bead`, joined.
    pub fn target_text(&self, bead: &Bead) -> String {
        bead.target.text(self.target.lang)
    }

    /// The name of the file that the source of `bead` comes from.
    pub fn source_file<'a>(&'a self, bead: &'a Bead) -> &'a str {
        bead.source.file.as_deref().unwrap_or(&self.source.file)
    }

    /// The name of the file that the target of `bead` comes from.
    pub fn target_file<'a>(&'a self, bead: &'a Bead) -> &'a str {
        bead.target.file.as_deref().unwrap_or(&self.target.file)
    }

    /// For each bead, how many segments of the source and of the target stand in the chapters
    /// before its own: (0, 0) in the first. A chapter is a run of beads of the same two files.
    pub fn segments_before(&self) -> Vec<(usize, usize)> {
        let mut before = Vec::with_capacity(self.beads.len());
        let mut next = (0, 0);
        for chapter in self.chapter_runs() {
            before.extend(std::iter::repeat_n(next, chapter.len()));
            let behind = |side: fn(&Bead) -> &Cell, so_far: usize| {
                let last = chapter.iter().flat_map(|bead| &side(bead).ids).max();
                last.map_or(so_far, |last| last + 1)
            };
            next = (behind(|bead| &bead.source, next.0), behind(|bead| &bead.target, next.1));
        }
        before
    }
}

impl Bitext {
    /// Two texts and the beads between them. A bead is what its first segment
    /// is: the source's where it has one, else the target's.
    pub fn new(source: (Side, &Text), target: (Side, &Text), links: &[Link]) -> Self {
        let beads = links
            .iter()
            .map(|link| Bead {
                source: cell(source.1, &link.source),
                target: cell(target.1, &link.target),
                score: link.score,
                role: match (link.source.first(), link.target.first()) {
                    (Some(&segment), _) => source.1.role(segment),
                    (None, Some(&segment)) => target.1.role(segment),
                    (None, None) => Role::Paragraph,
                },
                accepted: false,
                context: None,
                reviewed: None,
            })
            .collect();
        Self { source: source.0, target: target.0, beads }
    }
}

/// Segments as one text, with `joint` between them but not behind a line break.
pub(crate) fn joined<T: AsRef<str>>(segments: &[T], joint: &str) -> String {
    let mut text = String::new();
    for (place, segment) in segments.iter().enumerate() {
        if place > 0 && !text.ends_with('\n') {
            text.push_str(joint);
        }
        text.push_str(segment.as_ref());
    }
    text
}

fn cell(text: &Text, ids: &[usize]) -> Cell {
    let paragraph = ids.first().map(|&first| text.segments()[first].paragraph);
    // A number stands before the first segment of its paragraph only.
    let is_labelled = |&p: &usize| {
        let first = ids[0];
        text.role(first) == Role::Note || first == 0 || text.segments()[first - 1].paragraph != p
    };
    Cell {
        ids: ids.into(),
        segments: ids.iter().map(|&id| text.segment(id).to_owned()).collect(),
        paragraph,
        label: paragraph.filter(is_labelled).and_then(|p| text.paragraphs()[p].label.clone()),
        page: paragraph.and_then(|p| u32::try_from(text.paragraphs()[p].page?).ok()),
        file: None,
    }
}
