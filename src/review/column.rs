//! One column of a sheet that came back: the sentences it should hold, its cells, and their letters.
//!
//! Texts are compared by their letters, since a spreadsheet changes white space.

/// A sentence of the saved alignment.
#[derive(Debug, Clone)]
pub(super) struct Sentence<'a> {
    /// The index of its bead.
    pub(super) bead: usize,
    /// Its text.
    pub(super) text: &'a str,
}

/// A cell of the sheet.
#[derive(Debug, Clone)]
pub(super) struct Cell<'a> {
    /// The index of the bead its row is about; cells ascend by it.
    pub(super) bead: usize,
    /// What stands in it.
    pub(super) text: &'a str,
}

/// What stands in a cell: a sentence, a part of one, or new text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Portion {
    /// The index of the sentence; none for new text.
    pub(super) sentence: Option<usize>,
    /// Which part of the sentence, from 0; 0 for a whole one.
    pub(super) part: usize,
    /// The text as it stands in the cell.
    pub(super) text: String,
}

/// What a spreadsheet leaves alone: everything but white space and control characters.
fn is_letter(c: char) -> bool {
    !c.is_whitespace() && !c.is_control()
}

/// The letters of a text.
pub(super) fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|&c| is_letter(c)).collect()
}

/// Where `part` stands in `whole`.
pub(super) fn places(whole: &[char], part: &[char]) -> Vec<usize> {
    let windows = whole.windows(part.len().max(1)).enumerate();
    windows.filter(|(_, window)| *window == part).map(|(at, _)| at).collect()
}

/// The byte behind the first `count` letters of `text`.
pub(super) fn byte_after(text: &str, count: usize) -> usize {
    let mut seen = text.char_indices().filter(|&(_, c)| is_letter(c));
    match count {
        0 => 0,
        count => seen.nth(count - 1).map_or(text.len(), |(at, c)| at + c.len_utf8()),
    }
}
