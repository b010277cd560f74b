//! What is printed for people: a line is a line, and no character steers the terminal.

use std::borrow::Cow;
use std::fmt::{Display, Write as _};

use unicode_width::UnicodeWidthStr as _;

use crate::output::{Error, to_stdout};
use crate::words::phrases::told;

/// Text as a terminal may show it in one line: control characters, line breaks and marks that turn
/// the direction of writing are shown as escapes. A tab stays.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        push(c, &mut shown);
    }
    Cow::Owned(shown)
}

/// Adds a character as [`printable`] shows it.
pub(crate) fn push(c: char, shown: &mut String) {
    if steers(c) {
        shown.extend(c.escape_default());
    } else {
        shown.push(c);
    }
}

/// Whether a character does something to a terminal but stand in its place.
fn steers(c: char) -> bool {
    (c.is_control() && c != '\t')
        || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A text with blanks after it, so that it takes these columns of a terminal.
pub(crate) fn padded(text: &str, columns: usize) -> String {
    format!("{text}{:1$}", "", columns.saturating_sub(text.width()))
}

/// The same with the blanks before it.
pub(crate) fn right(text: &str, columns: usize) -> String {
    format!("{:1$}{text}", "", columns.saturating_sub(text.width()))
}

/// Lines for people on the standard output.
#[derive(Debug, Default)]
pub(crate) struct Lines(String);

impl Lines {
    /// Adds a line, whatever stands in it.
    pub(crate) fn add(&mut self, line: impl Display) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "{}", printable(&line.to_string()));
    }

    /// Adds a line of the program's own words, in the language in use.
    pub(crate) fn tell(&mut self, line: impl Display) {
        self.add(told(&line.to_string()));
    }

    /// Prints all of them.
    pub(crate) fn print(&self) -> Result<(), Error> {
        to_stdout(|out| out.write_all(self.0.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_shown() {
        assert_eq!(printable("雨.txt\tb"), "雨.txt\tb");
        let hostile = "a\n\r\u{1b}[31m\u{9b}b\u{202e}c\u{2066}\u{2028}\u{7f}";
        let shown = printable(hostile);
        assert!(!shown.contains(steers), "{shown}");
        assert!(shown.starts_with("a\\n\\r\\u{1b}[31m\\u{9b}b\\u{202e}c"), "{shown}");
    }
}
