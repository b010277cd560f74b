//! Lines become one text: what stands between them, and which hyphens were only for the line.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::reflow::lines::line::Line;
use crate::reflow::lines::page_style::PageStyle;
use crate::reflow::lines::read::close_up;
use crate::{Lang, rules, script};

/// What is known of a document's words when its lines are joined.
pub(crate) struct Words {
    inside_lines: HashSet<String>,
    spaced_digits: bool,
}

impl Words {
    /// Collects the words of a document that stand inside its lines.
    pub(crate) fn of(lines: &[Line], style: &PageStyle) -> Self {
        let hyphens = lines.iter().any(|line| ends_in_hyphen(&line.text).is_some());
        let mut words = HashSet::new();
        if hyphens {
            let mut torn = false;
            for line in lines {
                let ends_torn = ends_in_hyphen(&line.text).is_some();
                let parts: Vec<&str> =
                    line.text.split(|c: char| !(c.is_ascii_alphabetic() || c == '-')).collect();
                // The halves of a word that the line break tore are no words.
                let last = parts.len() - usize::from(ends_torn);
                for word in parts.iter().take(last).skip(usize::from(torn)) {
                    let word = word.trim_matches('-');
                    if word.len() > 1 {
                        words.insert(word.to_ascii_lowercase());
                    }
                }
                torn = ends_torn;
            }
        }
        Self { inside_lines: words, spaced_digits: style.spaced_digits }
    }

    /// Adds a line to the text of its paragraph.
    pub(crate) fn append(&self, text: &mut String, line: &str) {
        let (Some(last), Some(first)) = (text.chars().next_back(), line.chars().next()) else {
            text.push_str(line);
            return;
        };
        if let Some(hyphen) = ends_in_hyphen(text).filter(|_| is_letter(first)) {
            if !self.keeps_hyphen(text, hyphen, line) {
                text.truncate(text.len() - hyphen.len_utf8());
            }
        } else if in_address(text, line) {
        } else if self.needs_space(last, first) {
            text.push(' ');
        }
        text.push_str(line);
    }

    fn needs_space(&self, last: char, first: char) -> bool {
        if script::is_chinese(last) || script::is_chinese(first) {
            let digit = last.is_ascii_digit() && script::is_han(first)
                || script::is_han(last) && first.is_ascii_digit();
            return digit && self.spaced_digits;
        }
        let wide = |c: char| matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·');
        // Between two marks that both languages use, the text around them is Chinese if it has no spaces there.
        !(wide(last) && wide(first)
            || matches!(last, '—' | '–' | '/' | '-')
            || matches!(first, '—' | '–'))
    }

    /// Whether a hyphen at the end of a line stays. It goes where it only broke the line: where the
    /// document writes the whole as one word, or it is one, or the halves are none.
    fn keeps_hyphen(&self, text: &str, hyphen: char, line: &str) -> bool {
        if matches!(hyphen, '\u{AD}' | '¬') {
            return false;
        }
        let head = &text[..text.len() - hyphen.len_utf8()];
        let left = head.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let right = line.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        // `X-ray`, `e-commerce`, `Smith-Jones`: no word is broken behind one letter.
        if left.chars().count() == 1 || right.starts_with(char::is_uppercase) {
            return true;
        }
        let (left, right) = (left.to_lowercase(), right.to_lowercase());
        let joined = format!("{left}{right}");
        let hyphenated = self.inside_lines.contains(&format!("{left}-{right}"));
        if hyphenated != self.inside_lines.contains(&joined) {
            return hyphenated;
        }
        let is_word = |word: &str| {
            PREFIXES.contains(&word) || ENGLISH.contains(word) || self.inside_lines.contains(word)
        };
        !is_word(&joined) && is_word(&left) && is_word(&right)
    }
}

/// What stands before a hyphen without being a word.
const PREFIXES: [&str; 3] = ["anti", "ex", "quasi"];

/// English words.
static ENGLISH: LazyLock<HashSet<&str>> =
    LazyLock::new(|| rules::entries(include_str!("../../../rules/en/words.txt")).collect());

/// The hyphen a line ends in, behind a letter.
fn ends_in_hyphen(text: &str) -> Option<char> {
    let mut chars = text.chars().rev();
    let hyphen = chars.next().filter(|c| matches!(c, '-' | '\u{2010}' | '\u{AD}' | '¬'))?;
    chars.next().filter(|&c| is_letter(c)).map(|_| hyphen)
}

/// A letter of a script that breaks words.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !script::is_han(c)
}

/// Whether the end of `text` is an address of the net that goes on in `line`.
fn in_address(text: &str, line: &str) -> bool {
    let tail_start = text
        .rfind(|c: char| c.is_whitespace() || !c.is_ascii())
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let tail = &text[tail_start..];
    let Some(scheme) =
        tail.find("http").or_else(|| tail.find("www.")).or_else(|| tail.find("ftp://"))
    else {
        return false;
    };
    // An address that broke at one of its own signs goes on; so does one whose rest looks like one.
    let signs = |c: char| matches!(c, '/' | '.' | '_' | '=' | '?' | '&' | '%' | '-' | '#' | '+');
    let first = line.split_whitespace().next().unwrap_or_default();
    let rest = first.trim_end_matches(['.', ',', '。']);
    tail[scheme..].ends_with(signs) || rest.contains(|c: char| signs(c) || c.is_ascii_digit())
}

/// The text with runs of white space made one space, and none where Chinese punctuation needs none.
pub(crate) fn tidy(lang: Lang, text: &str) -> String {
    // A byte order mark inside a text says nothing.
    let text = text.replace('\u{feff}', "");
    let mut tidy = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !tidy.is_empty() {
            tidy.push(' ');
        }
        tidy.push_str(word);
    }
    match lang {
        Lang::Zh => close_up(&tidy).into_owned(),
        Lang::En => tidy,
    }
}
