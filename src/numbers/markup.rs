//! A text without what is no part of it: tags and placeholders, whose digits count nothing, and note
//! marks.

/// The characters of a text with usual digits and signs, and a blank for each tag and each mark.
pub(super) fn plain_text(text: &str) -> Vec<char> {
    let mut plain = Vec::with_capacity(text.len());
    for c in text.chars() {
        match fraction(c) {
            Some(decimals) => {
                if !plain.last().is_some_and(char::is_ascii_digit) {
                    plain.push('0');
                }
                plain.push('.');
                plain.extend(decimals.chars());
            }
            None => plain.push(plain_char(c)),
        }
    }
    let mut out = Vec::with_capacity(plain.len());
    let mut here = 0;
    while here < plain.len() {
        let before = out.last().copied().unwrap_or(' ');
        let rest = &plain[here..];
        let length = tag(rest).max(placeholder(rest, before)).max(mark_length(rest));
        out.push(if length > 0 { ' ' } else { plain[here] });
        here += length.max(1);
    }
    out
}

/// Full-width digits, points and signs become the usual ones, and so do thin blanks.
fn plain_char(character: char) -> char {
    match character {
        '０'..='９' | '．' | '，' | '％' | '：' | '／' | '－' | '～' | '（' | '）' => {
            char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
        }
        '∶' => ':',
        '−' | '‐' | '‑' => '-',
        '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{2007}' | '\u{3000}' => ' ',
        other => other,
    }
}

/// The decimals of a fraction in one sign.
fn fraction(c: char) -> Option<&'static str> {
    Some(match c {
        '½' => "5",
        '¼' => "25",
        '¾' => "75",
        '⅓' => "333",
        '⅔' => "667",
        '⅛' => "125",
        _ => return None,
    })
}

/// So many characters a tag has at most.
const LONGEST: usize = 120;

/// The length of the tag that a text begins with: `<t0/>`, `</g1>`, `<bpt i="1">`; 0 where it is none.
fn tag(text: &[char]) -> usize {
    if text.first() != Some(&'<') {
        return 0;
    }
    let name = if text.get(1) == Some(&'/') { 2 } else { 1 };
    if !text.get(name).is_some_and(char::is_ascii_alphabetic) {
        return 0;
    }
    let end = text.iter().take(LONGEST).skip(1).position(|c| matches!(c, '<' | '>'));
    end.map_or(0, |end| if text[end + 1] == '>' { end + 2 } else { 0 })
}

/// The length of the placeholder that a text begins with: `{0}`, `{1>`, `<2}`, `[3}`, `%1$s`, `&#160;`,
/// `0x1F`; 0 where it is none.
fn placeholder(text: &[char], before: char) -> usize {
    let run = |from: usize, holds: fn(char) -> bool| {
        text.iter().skip(from).take(LONGEST).take_while(|c| holds(**c)).count()
    };
    match text.first() {
        Some('{' | '[' | '<') => {
            let inside = run(1, |c| c.is_ascii_alphanumeric() || "_.:$-".contains(c));
            let digits = run(1, |c| c.is_ascii_digit());
            let (open, close) = (text[0], text.get(inside + 1));
            let is_one = match close {
                Some('}') => open == '{' || digits == inside,
                Some('>' | ']') => open == '{' && digits == inside,
                _ => false,
            };
            if is_one && inside > 0 { inside + 2 } else { 0 }
        }
        Some('%') if !before.is_ascii_digit() => {
            let flags = run(1, |c| c.is_ascii_digit() || matches!(c, '$' | '.' | '-' | '+'));
            let kind = text.get(flags + 1).copied().unwrap_or(' ');
            let ends = text.get(flags + 2).is_none_or(|c| !c.is_ascii_alphanumeric());
            let is_one = "sdifuxXeEgGcf@".contains(kind) && ends;
            if is_one { flags + 2 } else { 0 }
        }
        Some('&') if text.get(1) == Some(&'#') => {
            let inside = run(2, |c| c.is_ascii_alphanumeric());
            if text.get(inside + 2) == Some(&';') { inside + 3 } else { 0 }
        }
        Some('0') if matches!(text.get(1), Some('x' | 'X')) && !before.is_ascii_alphanumeric() => {
            let inside = run(2, |c| c.is_ascii_hexdigit());
            if inside > 0 { inside + 2 } else { 0 }
        }
        _ => 0,
    }
}

/// The length of the note mark that a text begins with, such as [12], 〔1〕 and [3, 4]; 0 where it is
/// none. Notes are counted by page in one language and through the whole in another. 〔2021〕 is a year.
fn mark_length(text: &[char]) -> usize {
    if !matches!(text.first(), Some('[' | '［' | '〔')) {
        return 0;
    }
    let is_inside = |c: &&char| c.is_ascii_digit() || matches!(c, ' ' | ',' | '、' | '-' | '–');
    let length = text[1..].iter().take_while(is_inside).count();
    let is_closed = matches!(text.get(length + 1), Some(']' | '］' | '〕'));
    let mut runs = text[1..=length].split(|c| !c.is_ascii_digit());
    let is_mark = is_closed && length > 0 && runs.all(|run| run.len() <= 3);
    if is_mark { length + 2 } else { 0 }
}
