//! The lines of the body while paragraphs are made of them.

use crate::Role;
use crate::reflow::lines::heading::Sort;
use crate::reflow::lines::line::{Kind, Line};
use crate::reflow::lines::page_style::PageStyle;

/// A paragraph in the making.
pub(crate) struct Draft {
    pub(crate) first: usize,
    pub(crate) role: Role,
    pub(crate) sort: Option<Sort>,
    pub(crate) text: String,
    pub(crate) label: Option<String>,
    pub(crate) reason: Option<&'static str>,
    pub(crate) confidence: f32,
}

pub(crate) struct Reader<'a> {
    pub(crate) lines: &'a [Line<'a>],
    pub(crate) style: &'a PageStyle,
    pub(crate) whole: bool,
    /// The format said what its paragraphs are.
    pub(crate) typed: bool,
    /// The lines of the body.
    pub(crate) body: &'a [usize],
    /// What each line of the document is.
    pub(crate) kinds: &'a [Kind],
}

impl Reader<'_> {
    pub(crate) fn line(&self, place: usize) -> &Line<'_> {
        &self.lines[self.body[place]]
    }

    /// Whether nothing was taken out between this line and the one above but note marks.
    pub(crate) fn same_page(&self, place: usize) -> bool {
        !self.line(place).form_feed && self.between(place).all(|kind| kind == Kind::Mark)
    }

    /// What was taken out between this line and the one above.
    pub(crate) fn between(&self, place: usize) -> impl Iterator<Item = Kind> {
        self.kinds[self.body[place - 1] + 1..self.body[place]].iter().copied()
    }

    /// Whether a blank line ends the paragraph above this line.
    pub(crate) fn blank_above(&self, place: usize) -> bool {
        self.style.blank_breaks && self.line(place).blanks > 0 && self.same_page(place)
    }
}

/// Whether a quotation mark or a bracket is still open at the end of a text.
pub(crate) fn opens_more(text: &str) -> bool {
    let tail = text.len().saturating_sub(1200);
    let tail = (tail..=text.len()).find_map(|at| text.get(at..)).unwrap_or_default();
    let last = |c| tail.rfind::<char>(c);
    ["“”", "《》", "（）", "「」"].iter().any(|pair| {
        let [open, close] = [pair.chars().next(), pair.chars().last()].map(|c| c.and_then(last));
        open > close
    })
}

pub(crate) fn ends_in_comma(text: &str) -> bool {
    text.ends_with(['，', '、', '；', ',', ';', '：', ':'])
}
