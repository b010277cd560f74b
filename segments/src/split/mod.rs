//! A paragraph becomes sentences, in one pass from left to right.

mod en;
mod lists;
mod note_marks;
mod options;
mod scan;
mod walker;
mod zh;

use std::ops::Range;

pub use options::{Newline, SplitOptions};

use crate::Lang;

/// Splits `text` into segments: byte ranges, gapless and in order.
///
/// Law: the pieces, one after the other, are `text` byte for byte; each range lies on character
/// boundaries and holds more than white space (only a text without anything else gives a single
/// blank range). White space between two segments belongs to the first. An empty text has none.
///
/// ```
/// use diptych_segments::{Lang, SplitOptions, split};
///
/// let text = "他问：“准备好了吗？”我点头。";
/// let pieces: Vec<&str> = split(Lang::Zh, text, &SplitOptions::default()).into_iter().map(|r| &text[r]).collect();
/// assert_eq!(pieces, ["他问：“准备好了吗？”", "我点头。"]);
/// ```
pub fn split(lang: Lang, text: &str, options: &SplitOptions) -> Vec<Range<usize>> {
    let mut cuts = Vec::new();
    let mut start = 0;
    for end in line_ends(text, options.newline) {
        walker::cut(lang, &text[start..end], options, start, &mut cuts);
        cuts.push(end);
        start = end;
    }
    pieces(text, &cuts)
}

/// Where the lines end at which a segment must end, the end of the text included.
fn line_ends(text: &str, newline: Newline) -> Vec<usize> {
    let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
    let mut ends: Vec<usize> = match newline {
        Newline::Soft => Vec::new(),
        Newline::Hard => breaks.collect(),
        Newline::Double => breaks.filter(|&at| text[at..].starts_with(['\n', '\r'])).collect(),
    };
    ends.push(text.len());
    ends
}

/// The ranges between the cuts; blank ones join their neighbour.
fn pieces(text: &str, cuts: &[usize]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::with_capacity(cuts.len());
    let mut start = 0;
    let mut blank_start = true;
    for &cut in cuts {
        if cut <= start {
            continue;
        }
        let blank = text[start..cut].trim().is_empty();
        match ranges.last_mut() {
            Some(last) if blank || blank_start => last.end = cut,
            _ => ranges.push(start..cut),
        }
        // Blanks before the first segment wait for it.
        blank_start = ranges.len() == 1 && text[ranges[0].clone()].trim().is_empty();
        start = cut;
    }
    ranges
}
