//! Lines of Chinese mixed with Latin words, broken where Chinese may be broken.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// What may not begin a line.
const CLOSING: &str = "，。、；：？！）》」』”’…";
/// What may not end a line.
const OPENING: &str = "（《「『“‘";

/// The columns that a text takes. What a terminal shows in one column or two counts as two.
pub(super) fn width(text: &str) -> usize {
    text.width_cjk()
}

/// The lines of `text`, each of at most `columns` columns where no single word is wider.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut filled = 0;
    for piece in pieces(text) {
        let wide = width(piece.trim_end());
        if filled > 0 && filled + wide > columns {
            lines.push(String::new());
            filled = 0;
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(piece);
            filled += width(piece);
        }
    }
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    lines
}

/// The text in pieces that are not broken: a word with the spaces after it, a Chinese character,
/// each with the punctuation that belongs to it.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, c)) {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    pieces.push(&text[start..]);
    pieces
}

/// Whether a line may end after `before` and the next begin with `after`.
fn may_break(before: char, after: char) -> bool {
    let wide = |c: char| c.width() == Some(2);
    if after == ' ' || CLOSING.contains(after) || OPENING.contains(before) {
        return false;
    }
    before == ' ' || wide(before) || wide(after) || OPENING.contains(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_breaks_between_characters_and_latin_at_spaces() {
        assert_eq!(wrap("对齐两个 text files 文件", 10), ["对齐两个", "text files", "文件"]);
    }

    #[test]
    fn no_line_begins_with_a_comma_or_ends_with_an_opening_bracket() {
        assert_eq!(wrap("一二三，四", 6), ["一二", "三，四"]);
        assert_eq!(wrap("一二（三）", 6), ["一二", "（三）"]);
    }

    #[test]
    fn a_word_that_is_too_wide_stands_alone() {
        assert_eq!(wrap("见 urn:isbn:9780000000000 处", 8), ["见", "urn:isbn:9780000000000", "处"]);
    }
}
