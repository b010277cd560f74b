//! The blocks of a document become lines, without the gaps of their setting.

use std::borrow::Cow;

use super::char_width::{self, Pitch};
use super::line::{Line, cannot_start, is_finished, margin};
use crate::{Document, Lang, Role, script};

/// The lines of a document that are not blank, and how many lines it has in all.
pub(crate) fn lines(lang: Lang, document: &Document) -> Vec<Line<'_>> {
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
        let text = if lang == Lang::Zh { close_up(text) } else { Cow::Borrowed(text) };
        lines.push(Line {
            width: char_width::width(lang, Pitch::Fixed, &text),
            head: char_width::head(lang, Pitch::Fixed, &text),
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
            time: block.time,
        });
    }
    if paged {
        take_margins(&mut lines);
    }
    if char_width::pitch(&lines) == Pitch::Proportional {
        for line in &mut lines {
            line.width = char_width::width(lang, Pitch::Proportional, &line.text);
            line.head = char_width::head(lang, Pitch::Proportional, &line.text);
        }
    }
    lines
}

/// The widest run of white space inside a text.
fn widest_gap(text: &str) -> usize {
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

/// The text of a line without the gaps of its setting: runs of spaces become one, none stands
/// before a mark that cannot start a line, and letter-spaced Chinese is closed up.
pub(crate) fn close_up(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b' ', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let letters = text.chars().filter(|&c| script::is_chinese(c)).count();
    let gaps = text
        .split(' ')
        .filter(|part| part.chars().count() == 1 && part.starts_with(script::is_chinese))
        .count();
    let stretched = gaps >= 6 && gaps * 2 > letters;
    let opens = |c: char| script::opens_bracket(c) || script::opens_quotation(c);
    let mut closed = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == ' ' {
            let next = chars.peek().copied().unwrap_or(' ');
            let last = closed.chars().next_back().unwrap_or(' ');
            let chinese = |c: char| {
                script::is_chinese(c) || script::opens_quotation(c) || script::closes_quotation(c)
            };
            if next == ' '
                || cannot_start(next) && chinese(last)
                || cannot_start(last) && opens(next) && script::columns(next) == 2
                || stretched && chinese(next) && chinese(last)
            {
                continue;
            }
        }
        closed.push(c);
    }
    Cow::Owned(closed)
}
