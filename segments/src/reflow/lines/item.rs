//! Items of lists and lines of a table of contents: what is one line on purpose.

use super::heading;
use crate::{Lang, script};

/// Whether a line starts an item of a list.
pub(crate) fn is_item(text: &str) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    if matches!(first, '•' | '●' | '■' | '◆' | '○' | '▪' | '◇' | '□' | '➢' | '·' | '–')
        && text.chars().nth(1).is_some_and(|c| c.is_whitespace() || script::is_han(c))
        || text.starts_with("- ")
    {
        return true;
    }
    if script::circled(first).is_some() || heading::is_numbered(Lang::Zh, text) {
        return true;
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let letter = usize::from(first.is_ascii_lowercase());
    let rest = &text[digits + letter..];
    (1..=2).contains(&(digits + letter))
        && (rest.starts_with(") ")
            || digits > 0 && rest.starts_with(". ")
            || rest.starts_with("）"))
        || text.starts_with('(')
            && text[1..].find(')').is_some_and(|at| {
                (1..=3).contains(&at)
                    && text[1..=at].bytes().all(|b| b"0123456789ivxabcdefgh".contains(&b))
            })
}

/// Whether a line starts with the sign of a list and no word: nothing else begins so. A dot that
/// parts a name (约翰•史密斯) has a word behind it.
pub(crate) fn is_bulleted(text: &str) -> bool {
    text.strip_prefix('•').is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Whether a line of a table of contents ends in dots and a page number.
pub(crate) fn is_contents_line(text: &str) -> bool {
    contents_entry(text).is_some()
}

/// What a line of a table of contents names, before its dots and its page number.
pub(crate) fn contents_entry(text: &str) -> Option<&str> {
    let head = text.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c.is_whitespace());
    let number = text[head.len()..].trim();
    if head.len() == text.len() || number.len() > 6 || number.contains(' ') {
        return None;
    }
    let is_leader = |c: char| matches!(c, '.' | '…' | '·' | '•' | '．' | '⋯');
    let entry = head.trim_end_matches(|c: char| is_leader(c) || c.is_whitespace());
    let leaders = head[entry.len()..].chars().filter(|c| is_leader(*c)).count();
    (leaders >= 4 || leaders >= 2 && head.ends_with('…')).then_some(entry)
}
