//! What all editions need besides the bitext: the book's data, the layout, the term list, fonts.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::PathBuf;

use crate::prepare::Choice;

/// What an edition says of the book.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metadata {
    /// The title; where it is empty, the title that stands in the texts, else the file names.
    pub title: String,
    /// The authors, in order.
    pub authors: Vec<String>,
    /// The translators, in order.
    pub translators: Vec<String>,
    /// The publisher, where known.
    pub publisher: Option<String>,
    /// The date of publication, as ISO 8601 (`2026`, `2026-11` or `2026-11-24`), where known.
    pub date: Option<String>,
    /// A name for the book that no other has (an ISBN, a DOI, a URN); made from the text where absent.
    pub identifier: Option<String>,
}

/// How the two texts are arranged on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Layout {
    /// Two columns, bead beside bead.
    #[default]
    Facing,
    /// Each bead's source with its target beneath.
    Interlinear,
    /// Each paragraph's source with its target beneath.
    Stacked,
    /// The source alone; a bead's target comes up when it is touched.
    Popup,
}

impl Choice for Layout {
    const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Facing, "facing", "Two columns, pair beside pair"),
        (Self::Interlinear, "interlinear", "Each pair's source with its target beneath"),
        (Self::Stacked, "stacked", "Each paragraph's source with its target beneath"),
        (Self::Popup, "popup", "The source alone; a touch shows the target"),
    ];
}

/// Which of the two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Which {
    /// The first.
    Source,
    /// The second.
    Target,
}

/// A term for the term list, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The source term.
    pub source: String,
    /// Its renderings, best first.
    pub renderings: Vec<String>,
    /// Where it, or a rendering of it, stands.
    pub places: Vec<Place>,
}

impl Term {
    /// The numbers of the beads it stands in, ascending, each once.
    pub fn beads(&self) -> Vec<usize> {
        let beads: BTreeSet<usize> = self.places.iter().map(|place| place.bead).collect();
        beads.into_iter().collect()
    }
}

/// A place in a bead's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The bead's number, from 1.
    pub bead: usize,
    /// The side.
    pub side: Which,
    /// Unicode scalar values of that side's joined text, from 0, end exclusive.
    pub characters: Range<usize>,
}

/// An edition to be made: what all formats need besides the bitext.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edition {
    /// What an edition says of the book.
    pub metadata: Metadata,
    /// How the texts are arranged.
    pub layout: Layout,
    /// Whether doubtful beads and findings are marked.
    pub draft: bool,
    /// The term list; empty for none.
    pub terms: Vec<Term>,
    /// The fonts of a PDF; the other formats leave them to the reader's device.
    pub fonts: Fonts,
}

/// The fonts of a PDF.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fonts {
    /// The only folders in which fonts are looked for; empty for those of the system.
    pub folders: Vec<PathBuf>,
    /// The family for English; where absent, the first known serif that is there.
    pub latin: Option<String>,
    /// The family for Chinese; where absent, the first known serif that is there.
    pub chinese: Option<String>,
}

impl Metadata {
    /// Whether `date` has the form of a year, a month or a day: `2026`, `2026-11`, `2026-11-24`.
    pub fn is_date(date: &str) -> bool {
        let digits =
            |part: &str, length| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
        let within =
            |part: &str, highest| part.parse().is_ok_and(|n: u8| (1..=highest).contains(&n));
        let mut parts = date.split('-');
        parts.next().is_some_and(|year| digits(year, 4))
            && parts.next().is_none_or(|month| digits(month, 2) && within(month, 12))
            && parts.next().is_none_or(|day| digits(day, 2) && within(day, 31))
            && parts.next().is_none()
    }
}
