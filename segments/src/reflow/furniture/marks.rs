//! The furniture found so far, and what repeats from page to page.

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

    /// Whether a line is the first or last of its page, but for another head or number.
    pub(crate) fn is_edge(&self, index: usize) -> bool {
        self.paged && self.edges[index] < 2 && !self.is_furniture(index)
    }
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

/// Whether a line is the title or most of it.
pub(crate) fn repeats_title(mask: &str, title: &str) -> bool {
    let title = masked(title);
    let name = title.find(['章', '回', '节']).map_or("", |at| &title[at + '章'.len_utf8()..]);
    mask.chars().count() >= 2 && mask == name
        || !mask.is_empty()
            && mask.chars().count() >= 4
            && title.contains(mask)
            && mask.chars().count() * 3 >= title.chars().count()
}
