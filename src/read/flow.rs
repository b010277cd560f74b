//! What a structured format holds becomes one-line blocks.

use diptych_segments::{Block, Role, is_han};

/// A line break that the author put inside a paragraph (`<br>`, Word's soft return).
pub(super) const BREAK: char = '\u{2028}';

/// Blocks in document order, empty ones left out.
#[derive(Default)]
pub(super) struct Flow {
    pub(super) blocks: Vec<Block>,
}

impl Flow {
    /// Adds a paragraph. A [`BREAK`] after a full stop, between two languages, or two in a row, end
    /// it and begin another; any other is as good as no break.
    pub(super) fn push(&mut self, role: Role, text: &str, line: usize) {
        self.push_labelled(role, text, line, None);
    }

    /// Adds a paragraph as [`push`](Self::push) does, behind the number that the format counts for it.
    pub(super) fn push_numbered(&mut self, role: Role, number: &str, text: &str, line: usize) {
        let label = Some(one_line(number)).filter(|it| !it.is_empty());
        self.push_labelled(role, &format!("{number}{text}"), line, label);
    }

    fn push_labelled(&mut self, role: Role, text: &str, line: usize, mut label: Option<String>) {
        let mut rest = String::new();
        let mut pieces = text.split(BREAK).peekable();
        while let Some(piece) = pieces.next() {
            rest.push_str(piece);
            let turns = pieces.peek().is_some_and(|next| changes_language(piece, next));
            if piece.trim().is_empty() || ends_complete(piece) || turns {
                self.push_line(role, &rest, line, label.take());
                rest.clear();
            } else {
                rest.push('\n');
            }
        }
        self.push_line(role, &rest, line, label.take());
    }

    /// Adds a note, which stays whole.
    pub(super) fn push_note(&mut self, label: &str, text: &str, line: usize) {
        self.push_line(Role::Note, &text.replace(BREAK, "\n"), line, Some(label.to_owned()));
    }

    fn push_line(&mut self, role: Role, text: &str, line: usize, label: Option<String>) {
        let text = one_line(text);
        if !text.is_empty() {
            self.blocks.push(Block { role, text, line, page: None, label, time: None });
        }
    }
}

/// Whether a line is in Chinese and the next in English, or the reverse: a translation beneath its
/// source. Names and codes in Latin letters are shorter.
fn changes_language(line: &str, next: &str) -> bool {
    let is_english = |text: &str| {
        !text.chars().any(is_han)
            && text
                .split_whitespace()
                .filter(|w| w.starts_with(|c: char| c.is_ascii_alphabetic()))
                .count()
                >= 2
    };
    let is_chinese = |text: &str| text.chars().filter(|c| is_han(*c)).count() >= 2;
    is_english(line) && is_chinese(next) || is_chinese(line) && is_english(next)
}

fn ends_complete(text: &str) -> bool {
    let text = text.trim_end().trim_end_matches(['”', '’', '」', '』', '"', ')', '）']);
    text.ends_with(['。', '！', '？', '…', '.', '!', '?'])
}

/// The text on one line: white space collapsed, a line end between two
/// Chinese characters nothing and elsewhere a space; soft hyphens, control
/// characters and byte order marks gone.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let (mut gap, mut break_in_gap) = (false, false);
    for c in text.chars() {
        match c {
            '\n' | '\r' | BREAK | '\u{2029}' | '\u{85}' => (gap, break_in_gap) = (true, true),
            ' ' | '\t' | '\u{B}' | '\u{C}' => gap = true,
            '\u{AD}' | '\u{FEFF}' => {}
            c if c.is_control() => {}
            c => {
                if gap
                    && let Some(before) = line.chars().next_back()
                    && !(break_in_gap && joins_bare(before, c))
                {
                    line.push(' ');
                }
                (gap, break_in_gap) = (false, false);
                line.push(c);
            }
        }
    }
    // The ideographic spaces that indent a paragraph are layout.
    line.trim().to_owned()
}

/// Whether nothing belongs between two characters that a line end parted.
fn joins_bare(before: char, after: char) -> bool {
    let mark = |c| matches!(c, '“' | '”' | '‘' | '’' | '…' | '—');
    (is_chinese(before) && (is_chinese(after) || mark(after)))
        || (mark(before) && is_chinese(after))
}

/// Han characters and the punctuation that is set among them.
pub(super) fn is_chinese(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{3001}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF01}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_vanish_between_chinese_characters_only() {
        assert_eq!(
            one_line("\u{3000}\u{3000}中文\n  断行，\r\n“引文” and\nEnglish  text\n中文 空格\t。"),
            "中文断行，“引文” and English text 中文 空格 。"
        );
        assert_eq!(one_line("co\u{AD}operate \u{FEFF}a\u{0}b"), "cooperate ab");
    }

    #[test]
    fn a_break_after_a_full_stop_parts_paragraphs() {
        let mut flow = Flow::default();
        flow.push(
            Role::Paragraph,
            "第一段。\u{2028}第二\u{2028}段。\u{2028}\u{2028}Third\u{2028}one.",
            7,
        );
        let got: Vec<_> = flow.blocks.iter().map(|b| b.text.as_str()).collect();
        assert_eq!(got, ["第一段。", "第二段。", "Third one."]);
    }
}
