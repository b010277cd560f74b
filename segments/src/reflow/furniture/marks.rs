//! The furniture found so far, and what any of it must look like.

use crate::reflow::lines::label::{Label, Style};
use crate::reflow::lines::line::{Line, cannot_start};
use crate::reflow::lines::page_style::PageStyle;
use crate::script;

/// Why a line is no part of the text.
pub(crate) const PAGE_NUMBER: &str = "page number";
pub(crate) const HEAD: &str = "running head";

/// How many lines at the top and at the bottom of a page may be furniture.
pub(crate) const EDGE: usize = 3;

/// What was found so far.
pub(crate) struct Marks {
    /// Form feeds show where pages start.
    pub(crate) paged: bool,
    /// How far each line is from the nearest end of its page.
    pub(crate) edges: Vec<usize>,
    pub(crate) heads: Vec<bool>,
    pub(crate) page_numbers: Vec<bool>,
    /// Why a line is a head.
    pub(crate) reasons: Vec<&'static str>,
}

impl Marks {
    pub(crate) fn is_furniture(&self, index: usize) -> bool {
        self.heads[index] || self.page_numbers[index]
    }
}

/// How far each line is from the nearest end of its page: 0 is the first or last line.
pub(crate) fn edges(lines: &[Line]) -> Vec<usize> {
    let mut distance = Vec::with_capacity(lines.len());
    for page in lines.chunk_by(|_, next| !next.form_feed) {
        distance.extend((0..page.len()).map(|offset| offset.min(page.len() - 1 - offset)));
    }
    distance
}

/// Whether a line may be a head: narrower than the text, with letters, no sentence nor half of one,
/// no item, note, speech or address, and nothing that announces what follows.
pub(crate) fn may_be_head(line: &Line, style: &PageStyle) -> bool {
    let label = Label::read(&line.text);
    !line.finished
        && style.is_narrow(line.width)
        && !line.text.ends_with(['：', ':', '，', ',', '；', ';', '、'])
        && !line.text.contains("://")
        && !line.text.starts_with(['（', '('])
        && line.text.chars().any(char::is_alphanumeric)
        && !line.text.starts_with(|c| cannot_start(c) || script::opens_quotation(c))
        && label.is_none_or(|label| label.style == Style::Bare)
}

/// A line without digits, spaces and ornaments: what repeats from page to page.
pub(crate) fn masked(text: &str) -> String {
    text.chars()
        .filter(|c| {
            !c.is_whitespace()
                && !c.is_ascii_digit()
                && !matches!(c, '·' | '-' | '—' | '–' | '|' | '•')
        })
        .collect()
}

/// What repeats of a line, where that is enough to tell it by. What has more digits than letters (the
/// number of a document, a code) repeats digit by digit.
pub(crate) fn mask(text: &str) -> Option<String> {
    let mut mask = masked(text);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters < text.bytes().filter(u8::is_ascii_digit).count() {
        mask = text.split_whitespace().collect();
    }
    (mask.chars().filter(|c| c.is_alphanumeric()).count() >= 2).then_some(mask)
}

/// Whether a line is the title or most of it.
pub(crate) fn repeats_title(mask: &str, title: &str) -> bool {
    let title = masked(title);
    let name = title.find(['章', '回', '节']).map_or("", |at| &title[at + '章'.len_utf8()..]);
    let length = mask.chars().count();
    length >= 2 && mask == name
        || length >= 4 && title.contains(mask) && length * 3 >= title.chars().count()
}
