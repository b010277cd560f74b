//! Lines become one text: what stands between them, and which hyphens were only for the line.

use std::collections::HashSet;

use crate::lang::is_common_english;
use crate::reflow::lines::line::Line;
use crate::reflow::lines::page_style::PageStyle;
use crate::reflow::lines::read::close_up;
use crate::{Lang, rules, script};

/// What is known of a document's words when its lines are joined.
pub(crate) struct Words {
    inside_lines: HashSet<String>,
    spaced_digits: bool,
    compounds: HashSet<&'static str>,
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
        let compounds = rules::entries(include_str!("../../../rules/en/compounds.txt")).collect();
        Self { inside_lines: words, spaced_digits: style.spaced_digits, compounds }
    }

    /// Adds a line to the text of its paragraph.
    pub(crate) fn append(&self, text: &mut String, line: &str) {
        let (Some(last), Some(first)) = (text.chars().next_back(), line.chars().next()) else {
            text.push_str(line);
            return;
        };
        if let Some(hyphen) =
            ends_in_hyphen(text).filter(|_| first.is_alphabetic() && !script::is_han(first))
        {
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

    /// A hyphen at the end of a line stays when the two halves are words of their own or the
    /// document writes the word so elsewhere; else it only broke the line.
    fn keeps_hyphen(&self, text: &str, hyphen: char, line: &str) -> bool {
        if hyphen == '\u{AD}' {
            return false;
        }
        let head = &text[..text.len() - hyphen.len_utf8()];
        let left = head.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let right = line.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        if left.is_empty()
            || right.starts_with(char::is_uppercase)
            || head.ends_with(|c: char| c.is_ascii_digit())
        {
            return true;
        }
        let (left, right) = (left.to_lowercase(), right.to_lowercase());
        let hyphenated = self.inside_lines.contains(&format!("{left}-{right}"));
        let joined = self.inside_lines.contains(&format!("{left}{right}"));
        if hyphenated != joined {
            return hyphenated;
        }
        let stands_alone = |word: &str| {
            word.len() > 2 && (self.inside_lines.contains(word) || is_common_english(word))
        };
        self.compounds.contains(left.as_str())
            || left.len() > 2 && stands_alone(&left) && stands_alone(&right)
    }
}

/// The hyphen a line ends in, behind a letter.
fn ends_in_hyphen(text: &str) -> Option<char> {
    let mut chars = text.chars().rev();
    let hyphen = chars.next().filter(|c| matches!(c, '-' | '\u{2010}' | '\u{AD}'))?;
    chars.next().filter(|c| c.is_alphabetic() && !script::is_han(*c)).map(|_| hyphen)
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
    let first = line.split_whitespace().next().unwrap_or_default();
    if !first.starts_with(|c: char| c.is_ascii_graphic()) {
        return false;
    }
    // An address that broke at one of its own signs goes on; so does one whose rest looks like one.
    let signs = |c: char| matches!(c, '/' | '.' | '_' | '=' | '?' | '&' | '%' | '-' | '#' | '+');
    tail[scheme..].ends_with(|c: char| signs(c) || c == ':')
        || first.contains(signs)
            && !first.trim_end_matches(['.', ',']).chars().all(char::is_alphabetic)
        || first.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_lowercase())
            && first.contains(|c: char| c.is_ascii_digit())
        || first.ends_with("html")
        || first.ends_with("html。")
}

/// The text with runs of white space made one space, and none where Chinese punctuation needs none.
pub(crate) fn tidy(lang: Lang, text: &str) -> String {
    if is_tidy(text) {
        return match lang {
            Lang::Zh => close_up(text).into_owned(),
            Lang::En => text.to_owned(),
        };
    }
    let mut tidy = String::with_capacity(text.len());
    for word in
        text.split(|c: char| c.is_whitespace() || c == '\u{feff}').filter(|word| !word.is_empty())
    {
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

/// Whether a text has no white space but single spaces between words.
fn is_tidy(text: &str) -> bool {
    let bytes = text.as_bytes();
    // What else is white space starts with one of these bytes, which also start much else.
    let plain = |b: u8| b >= 0x20 && !matches!(b, 0xC2 | 0xE1 | 0xE2 | 0xE3 | 0xEF);
    let odd = |text: &str| text.chars().any(|c| c != ' ' && (c.is_whitespace() || c == '\u{feff}'));
    !text.starts_with(' ')
        && !text.ends_with(' ')
        && memchr::memmem::find(bytes, b"  ").is_none()
        && (bytes.iter().all(|&b| plain(b)) || !odd(text))
}
