//! The physical lines of an extracted text and what can be seen on each.

use std::borrow::Cow;

use super::label;
use crate::{Role, script};

/// A line that is not blank.
#[derive(Debug, Clone)]
pub(crate) struct Line<'a> {
    /// Its text without white space at both ends.
    pub(crate) text: Cow<'a, str>,
    /// Its line in the file, from 1.
    pub(crate) number: usize,
    /// What the reader said it is.
    pub(crate) role: Role,
    /// A note's label that the reader found.
    pub(crate) label: Option<&'a str>,
    /// Its width in columns, see [`char_width::width`](super::char_width::width).
    pub(crate) width: usize,
    /// The width of its first word, in the same columns.
    pub(crate) head: usize,
    /// The widest white space inside it, in characters, as it was read.
    pub(crate) gap: usize,
    /// White space before it, in columns.
    pub(crate) indent: usize,
    /// How many blank lines stand before it.
    pub(crate) blanks: usize,
    /// Whether a form feed stands before it.
    pub(crate) form_feed: bool,
    /// The ordinal of its page, where known.
    pub(crate) page: Option<usize>,
    /// When it is spoken, where known.
    pub(crate) time: Option<(u32, u32)>,
    /// Whether it ends a sentence.
    pub(crate) finished: bool,
}

/// What a line is, before headings and paragraphs are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A line of the body.
    Body,
    /// A page number or running head, and which of the two.
    Furniture(&'static str),
    /// A note mark that has lost its line: it joins the text before it.
    Mark,
    /// A line of a note.
    Note,
}

/// Where the lines at the margin begin: the least indent that a fair share of the lines have.
///
/// Not the commonest one: in dialogue most lines are first lines.
pub(crate) fn margin(lines: &[Line]) -> usize {
    let mut counts = [0_usize; 64];
    for line in lines {
        counts[line.indent.min(63)] += 1;
    }
    let share = (lines.len() / 7).max(2);
    (0..64)
        .find(|&indent| counts[indent] >= share)
        .or_else(|| (0..64).max_by_key(|&indent| (counts[indent], 64 - indent)))
        .unwrap_or(0)
}

/// Whether a text ends a sentence: in a stop, with the closers and note marks that follow it.
pub(crate) fn is_finished(text: &str) -> bool {
    let body = without_marks(text);
    let stop = body.trim_end_matches(|c| {
        script::closes_quotation(c) || script::closes_bracket(c) || matches!(c, '"' | '\'' | ' ')
    });
    // A bracket alone (`（GDP）`) ends nothing; a stop inside or behind it does.
    stop.chars().next_back().is_some_and(script::is_terminator)
}

/// The text without note marks at its end: `”[1]`, `。①`, `.¹`, `policy.12`.
fn without_marks(text: &str) -> &str {
    let mut text = text.trim_end();
    loop {
        let last = text.chars().next_back();
        let shorter = match last {
            Some(']' | '〕' | '］') => text
                .rfind(['[', '〔', '［'])
                .filter(|&open| {
                    text.len() - open < 14
                        && text[open..].chars().skip(1).take_while(char::is_ascii_digit).count() > 0
                })
                .map(|open| &text[..open]),
            Some(c) if script::superscript(c).is_some() || script::circled(c).is_some() => {
                Some(&text[..text.len() - c.len_utf8()])
            }
            Some('0'..='9') => {
                let mut head = text.trim_end_matches(|c: char| c.is_ascii_digit());
                // The raised figure may have come out behind a space: `speech. 2`
                if label::behind_word(head.trim_end()) {
                    head = head.trim_end();
                }
                let mark = text.len() - head.len() <= 4
                    && head.ends_with(|c| {
                        script::is_terminator(c) || script::closes_quotation(c) || c == '"'
                    })
                    && (!head
                        .trim_end_matches(['.', '．'])
                        .ends_with(|c: char| c.is_ascii_digit())
                        || label::behind_year(head));
                mark.then_some(head)
            }
            _ => None,
        };
        match shorter {
            Some(shorter) => text = shorter.trim_end(),
            None => return text,
        }
    }
}

/// Punctuation that Chinese typesetting never puts at the start of a line.
pub(crate) fn cannot_start(c: char) -> bool {
    "，。、；：！？”’」』》〉）】〕".contains(c)
}
