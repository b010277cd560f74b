//! The physical lines of an extracted text and what can be seen on each.

use std::borrow::Cow;

use super::label;
use super::print::{self, Pitch};
use super::rows;
use crate::script;
use crate::{Document, Lang, Role};

/// A line that is not blank.
#[derive(Debug, Clone)]
pub(super) struct Line<'a> {
    /// Its text without white space at both ends.
    pub(super) text: Cow<'a, str>,
    /// Its line in the file, from 1.
    pub(super) number: usize,
    /// What the reader said it is.
    pub(super) role: Role,
    /// A note's label that the reader found.
    pub(super) label: Option<&'a str>,
    /// Its width in columns, see [`print::width`].
    pub(super) width: usize,
    /// The width of its first word, in the same columns.
    pub(super) head: usize,
    /// The widest white space inside it, in characters, as it was read.
    pub(super) gap: usize,
    /// White space before it, in columns.
    pub(super) indent: usize,
    /// How many blank lines stand before it.
    pub(super) blanks: usize,
    /// Whether a form feed stands before it.
    pub(super) form_feed: bool,
    /// The ordinal of its page, where known.
    pub(super) page: Option<usize>,
    /// Whether it ends a sentence.
    pub(super) finished: bool,
}

/// The lines of a document that are not blank, and how many lines it has in all.
pub(super) fn lines(lang: Lang, document: &Document) -> Vec<Line<'_>> {
    let mut lines = Vec::with_capacity(document.blocks.len());
    let mut blanks = 0;
    let mut form_feed = false;
    let paged = document.blocks.iter().any(|block| block.text.contains('\u{c}'));
    let mut page = 1;
    for (index, block) in document.blocks.iter().enumerate() {
        let feeds = memchr::memchr_iter(0x0C, block.text.as_bytes()).count();
        form_feed |= feeds > 0;
        page += feeds;
        let text = block.text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if text.is_empty() && block.role != Role::Note {
            blanks += 1;
            continue;
        }
        let gap = widest_gap(text);
        let start = block.text.trim_start_matches(['\u{c}', '\u{feff}']);
        let lead = &start[..start.len() - start.trim_start().len()];
        let mut text = if lang == Lang::Zh { rows::close_up(text) } else { Cow::Borrowed(text) };
        if text.contains('\u{feff}') {
            text = Cow::Owned(text.replace('\u{feff}', ""));
        }
        lines.push(Line {
            width: print::width(lang, Pitch::Fixed, &text),
            head: print::head(lang, Pitch::Fixed, &text),
            finished: is_finished(&text),
            text,
            gap,
            number: if block.line == 0 { index + 1 } else { block.line },
            role: block.role,
            label: block.label.as_deref(),
            indent: lead.chars().map(|c| if c == '\t' { 4 } else { script::columns(c) }).sum(),
            blanks: std::mem::take(&mut blanks),
            form_feed: std::mem::take(&mut form_feed),
            page: block.page.or(paged.then_some(page)),
        });
    }
    if paged {
        take_margins(&mut lines);
    }
    if lang == Lang::En && print::pitch(&lines) == Pitch::Proportional {
        for line in &mut lines {
            line.width = print::width(lang, Pitch::Proportional, &line.text);
            line.head = print::head(lang, Pitch::Proportional, &line.text);
        }
    }
    lines
}

/// The widest run of white space inside a text.
fn widest_gap(text: &str) -> usize {
    if !text.contains("   ") && !text.contains('\u{3000}') && !text.contains('\t') {
        return usize::from(text.contains(' '));
    }
    let mut widest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == '\t' {
            run + 4
        } else if c.is_whitespace() {
            run + script::columns(c)
        } else {
            0
        };
        widest = widest.max(run);
    }
    widest
}

/// Makes indents count from the margin of their page: with `-layout` each page has its own.
fn take_margins(lines: &mut [Line]) {
    for page in lines.chunk_by_mut(|_, next| !next.form_feed) {
        let margin = margin(page);
        for line in page {
            line.indent = line.indent.saturating_sub(margin);
        }
    }
}

/// Where the lines at the margin begin: the least indent that a fair share of the lines have.
///
/// Not the commonest one: in dialogue most lines are first lines.
pub(super) fn margin(lines: &[Line]) -> usize {
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
pub(super) fn is_finished(text: &str) -> bool {
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
                    && !head.trim_end_matches(['.', '．']).ends_with(|c: char| c.is_ascii_digit());
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
