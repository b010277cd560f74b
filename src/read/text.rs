//! The text of a file that is text: decoded, clean, and cut into its lines.

use diptych_segments::{Block, Role};

use super::{
    encoding,
    error::{Error, ErrorKind},
    input::{Input, Options},
    report::Report,
};

/// The text of a file that is text, without byte order marks and stray control characters.
///
/// # Errors
/// Those of [`encoding::decode`]; [`ErrorKind::NotText`] when the file is
/// binary; [`ErrorKind::Empty`] when it holds white space only.
pub(super) fn decoded(
    input: &Input,
    options: &Options,
    report: &mut Report,
) -> Result<String, Error> {
    let text = encoding::decode(&input.bytes, options, None, report)?;
    clean(text, report).map_err(|kind| Error::new(report.file.clone(), kind))
}

/// How many control characters in a thousand make a file binary.
const BINARY_PER_MILLE: usize = 10;

/// Takes out what is no text: control characters, and byte order marks that
/// joining files left in the middle.
pub(super) fn clean(text: String, report: &mut Report) -> Result<String, ErrorKind> {
    let stray = text.chars().filter(|c| is_stray(*c)).count();
    if stray == 0 {
        return if text.trim().is_empty() { Err(ErrorKind::Empty) } else { Ok(text) };
    }
    let controls = text.chars().filter(|c| c.is_control() && is_stray(*c)).count();
    if controls * 1000 > text.chars().count() * BINARY_PER_MILLE {
        return Err(ErrorKind::NotText { what: "a binary file", todo: "convert it to text first" });
    }
    report.leave_out_all("control characters", "they are no text", stray);
    let text: String = text.chars().filter(|c| !is_stray(*c)).collect();
    if text.trim().is_empty() { Err(ErrorKind::Empty) } else { Ok(text) }
}

fn is_stray(c: char) -> bool {
    c == '\u{FEFF}'
        || (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}'))
}

/// One block per physical line, blank lines included.
///
/// A line ends at LF, CR LF, CR, NEL or U+2028/2029; a form feed starts a
/// block (it stays at its head) and a page. The end of the file is no line,
/// nor is the form feed that `pdftotext` puts there.
pub(super) fn lines(text: &str) -> Vec<Block> {
    let paged = text.contains('\u{C}');
    let text = text.strip_suffix('\u{C}').unwrap_or(text);
    let (mut blocks, mut line, mut page) = (Vec::new(), 1, 1);
    let mut push = |text: &str, line: usize| {
        page += text.bytes().filter(|b| *b == b'\x0C').count();
        blocks.push(Block {
            role: Role::Paragraph,
            text: text.to_owned(),
            line,
            page: paged.then_some(page),
            label: None,
            time: None,
        });
    };
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                push(&text[start..at], line);
                line += 1;
                start = at + c.len_utf8();
                if c == '\r' && chars.peek().is_some_and(|(_, next)| *next == '\n') {
                    chars.next();
                    start += 1;
                }
            }
            // Form feeds in a row stay together: empty pages.
            '\u{C}' if text[start..at].bytes().any(|b| b != b'\x0C') => {
                push(&text[start..at], line);
                start = at;
            }
            _ => {}
        }
    }
    if start < text.len() {
        push(&text[start..], line);
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Vec<(String, usize, Option<usize>)> {
        lines(text).into_iter().map(|b| (b.text, b.line, b.page)).collect()
    }

    #[test]
    fn blank_lines_and_every_line_end_are_kept_apart() {
        let want: Vec<_> =
            [("a", 1), ("", 2), ("b", 3), ("c", 4)].map(|(t, n)| (t.to_owned(), n, None)).into();
        assert_eq!(shape("a\n\nb\nc\n"), want);
        assert_eq!(shape("a\r\n\r\nb\r\nc"), want);
        assert_eq!(shape("a\r\rb\rc\r"), want);
        assert_eq!(shape("a\u{2028}\nb\u{85}c"), want);
    }

    #[test]
    fn a_form_feed_heads_its_line_and_counts_pages() {
        let page = |t: &str, n, p| (t.to_owned(), n, Some(p));
        assert_eq!(shape("a\n\u{C}b\n\u{C}"), [page("a", 1, 1), page("\u{C}b", 2, 2)]);
        assert_eq!(shape("a\u{C}b"), [page("a", 1, 1), page("\u{C}b", 1, 2)]);
        assert_eq!(shape("a\n\u{C}\u{C}b"), [page("a", 1, 1), page("\u{C}\u{C}b", 2, 3)]);
        assert_eq!(shape("a\n\u{C}"), [page("a", 1, 1)]);
    }

    proptest::proptest! {
        #[test]
        fn no_character_is_lost_but_line_ends(text in "[a中\u{C}\r\n ]{0,40}") {
            let got: String = lines(&text).into_iter().map(|b| b.text).collect();
            let want: String = text.strip_suffix('\u{C}').unwrap_or(&text).replace(['\r', '\n'], "");
            proptest::prop_assert_eq!(got, want);
        }
    }
}
