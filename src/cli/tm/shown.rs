//! How matches are shown: texts with marked places, for people.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use diptych_memory::Span;

use crate::cli::printable::printable;
use crate::emit::difference::{Piece, difference};

/// How what was found is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// For people.
    Human,
    /// As JSON, one match or unit a line.
    Jsonl,
}

/// What an earlier text has and a newer one lacks, and the reverse, in one line.
pub(super) fn changes(old: &str, new: &str, color: bool) -> String {
    let red = Style::new().fg_color(Some(AnsiColor::Red.into())).strikethrough();
    let green = Style::new().fg_color(Some(AnsiColor::Green.into())).bold();
    let mut line = String::new();
    for piece in difference(old, new) {
        let _ = match &piece {
            Piece::Same(text) => write!(line, "{}", printable(text)),
            Piece::Gone(text) if color => write!(line, "{red}{}{red:#}", printable(text)),
            Piece::New(text) if color => write!(line, "{green}{}{green:#}", printable(text)),
            Piece::Gone(text) => write!(line, "[-{}-]", printable(text)),
            Piece::New(text) => write!(line, "{{+{}+}}", printable(text)),
        };
    }
    line
}

/// A text with its places marked, in one line.
pub(super) fn marked(text: &str, spans: &[Span], color: bool) -> String {
    let style = Style::new().fg_color(Some(AnsiColor::Yellow.into())).bold();
    let (mut line, mut spans) = (String::new(), spans.iter().peekable());
    for (at, c) in (0_u32..).zip(text.chars()) {
        if spans.peek().is_some_and(|span| span.start == at) {
            let _ = if color { write!(line, "{style}") } else { write!(line, "[") };
        }
        let _ = write!(line, "{}", printable(c.encode_utf8(&mut [0; 4])));
        if spans.next_if(|span| span.end == at + 1).is_some() {
            let _ = if color { write!(line, "{style:#}") } else { write!(line, "]") };
        }
    }
    line
}
