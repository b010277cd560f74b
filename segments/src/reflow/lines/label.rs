//! The labels of notes and their marks in the body.

use std::sync::LazyLock;

use crate::{rules, script};

/// How a note is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// `[1]`, `〔1〕`, `［1］`
    Square,
    /// `①`
    Circled,
    /// `¹`
    Superscript,
    /// `1`, `1.`
    Bare,
    /// `*`, `†`, `‡`
    Sign,
}

/// A label at the start of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Label {
    pub(crate) style: Style,
    /// Its number; signs are counted (`*` 1, `**` or `†` 2, …).
    pub(crate) number: u32,
    /// Its length in bytes.
    pub(crate) length: usize,
}

impl Label {
    /// Reads the label a line starts with.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let first = text.chars().next()?;
        let (style, number, length) = match first {
            '[' | '〔' | '［' => {
                let (digits, rest) = digits(&text[first.len_utf8()..]);
                let close = rest.chars().next().filter(|c| matches!(c, ']' | '〕' | '］'))?;
                let length = first.len_utf8() + digits.len() + close.len_utf8();
                (Style::Square, digits.parse().ok()?, length)
            }
            _ if script::circled(first).is_some() => {
                (Style::Circled, script::circled(first)?, first.len_utf8())
            }
            _ if script::superscript(first).is_some() => {
                let (number, length) = superscripts(text);
                (Style::Superscript, number, length)
            }
            _ if sign(first).is_some() => {
                let length =
                    text.chars().take_while(|&c| c == first).map(char::len_utf8).sum::<usize>();
                (Style::Sign, sign_number(first, length / first.len_utf8())?, length)
            }
            '0'..='9' => {
                let (digits, rest) = digits(text);
                let dot = usize::from(rest.starts_with('.'));
                let number = digits.parse().ok().filter(|_| digits.len() <= 3)?;
                (Style::Bare, number, digits.len() + dot)
            }
            _ => return None,
        };
        let rest = &text[length..];
        // `1《…》`, `2Xi Jinping`: the space after a small figure is often lost.
        let stands_apart = rest.starts_with(char::is_whitespace)
            || style != Style::Bare
            || !text[..length].ends_with('.') && starts_note(rest);
        (number > 0 && number < 2000 && stands_apart && !rest.trim().is_empty()).then_some(Self {
            style,
            number,
            length,
        })
    }

    /// Reads a label that has a line to itself.
    pub(crate) fn alone(text: &str) -> Option<Self> {
        if text.len() > 20 || text.ends_with('.') {
            return None;
        }
        // The label of a note needs a text; any will do to read it.
        Self::read(&format!("{text} x")).filter(|label| label.length == text.len())
    }

    /// The style and number of a label.
    pub(crate) fn mark(self) -> (Style, u32) {
        (self.style, self.number)
    }
}

/// Whether a text can follow a bare number without a space: no unit and no rest of a number.
fn starts_note(rest: &str) -> bool {
    const UNITS: &str = "年月日号个万亿人世次位名条项种、．";
    let Some(first) = rest.chars().next() else { return false };
    first.is_uppercase()
        || matches!(first, '《' | '“' | '"' | '‘' | '〔' | '（')
        || script::is_han(first) && !UNITS.contains(first)
        || rest.starts_with("http")
}

/// The order in which signs number notes; then each is doubled, and so on.
const NOTE_SIGNS: [char; 6] = ['*', '†', '‡', '§', '¶', '‖'];

/// The place of a sign in [`NOTE_SIGNS`].
fn sign(c: char) -> Option<usize> {
    NOTE_SIGNS.iter().position(|&sign| sign == if c == '＊' { '*' } else { c })
}

/// The number of a sign that stands `count` times.
fn sign_number(c: char, count: usize) -> Option<u32> {
    u32::try_from(NOTE_SIGNS.len() * (count - 1) + sign(c)? + 1).ok()
}

/// The number of a run of superscript figures and the run's length in bytes.
fn superscripts(text: &str) -> (u32, usize) {
    let mut number = 0_u32;
    let mut length = 0;
    for c in text.chars() {
        let Some(digit) = script::superscript(c) else { break };
        number = number.saturating_mul(10).saturating_add(digit);
        length += c.len_utf8();
    }
    (number, length)
}

/// Calls `found` for each note mark inside a line of the body.
pub(crate) fn marks(text: &str, mut found: impl FnMut(Style, u32)) {
    for (at, c) in text.char_indices() {
        // Most characters are no part of a mark.
        if !matches!(c, '0'..='9' | '*' | '[' | '\u{A7}'..='\u{B9}' | '\u{2000}'..='\u{3FFF}' | '\u{FF0A}' | '\u{FF3B}')
        {
            continue;
        }
        if let Some((style, number)) = mark_at(&text[..at], c, &text[at..]) {
            found(style, number);
        }
    }
}

/// The note mark that `tail` starts with, whose first character is `c`. One that opens its line is a label.
fn mark_at(head: &str, c: char, tail: &str) -> Option<(Style, u32)> {
    if script::superscript(c).is_some() {
        let first = !head.ends_with(|b| script::superscript(b).is_some());
        return first.then(|| (Style::Superscript, superscripts(tail).0));
    }
    let before = head.chars().next_back()?;
    let rest = &tail[c.len_utf8()..];
    match c {
        '[' | '〔' | '［' => {
            let (digits, rest) = digits(rest);
            let number = digits.parse().ok()?;
            rest.starts_with([']', '〕', '］']).then_some((Style::Square, number))
        }
        '0'..='9' => figure(head, before, tail).map(|number| (Style::Bare, number)),
        _ if sign(c).is_some() => {
            let run = 1 + head.chars().rev().take_while(|&b| b == c).count();
            let number = sign_number(c, run).filter(|_| !rest.starts_with(c))?;
            Some((Style::Sign, number))
        }
        _ => script::circled(c).map(|number| (Style::Circled, number)),
    }
}

/// The number of the raised figure that lost its height at byte `at` of a text, where one may stand.
pub(crate) fn figure_mark(text: &str, at: usize) -> Option<u32> {
    let head = &text[..at];
    figure(head, head.chars().next_back()?, &text[at..])
}

/// The number of a raised figure that lost its height: behind a word or a stop, and no quantity.
fn figure(head: &str, before: char, tail: &str) -> Option<u32> {
    const NO_MARK_BEHIND: &str = "[〔［(-–/$£€_=第表图圖件";
    const NO_MARK_BEFORE: &str = "年月日号%％.万亿个人世";
    let (digits, rest) = digits(tail);
    let apart = before.is_whitespace() && {
        let head = head.trim_end();
        !behind_stop(head) && !behind_word(head)
    };
    let decimal = head.strip_suffix('.').is_some_and(|head| head.ends_with(is_digit))
        && !(behind_year(head) && starts_sentence(rest));
    // `3:2`, `3×2`
    let ratio = |c: char| matches!(c, ':' | '：' | '×');
    let compared = head.strip_suffix(ratio).is_some_and(|head| head.ends_with(is_digit))
        || rest.strip_prefix(ratio).is_some_and(|rest| rest.starts_with(is_digit));
    let quantity = before.is_ascii_digit()
        || compared
        || NO_MARK_BEHIND.contains(before)
        || rest.starts_with(|c| NO_MARK_BEFORE.contains(c));
    digits.parse().ok().filter(|_| digits.len() <= 3 && !apart && !decimal && !quantity)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// The digits a text starts with, and the rest.
fn digits(text: &str) -> (&str, &str) {
    text.split_at(text.bytes().take_while(u8::is_ascii_digit).count())
}

/// Whether a new sentence or nothing follows.
fn starts_sentence(rest: &str) -> bool {
    rest.is_empty()
        || rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// Whether a text ends in a year and a dot, behind which figures are a mark and no decimals: `1780.`
pub(crate) fn behind_year(text: &str) -> bool {
    text.strip_suffix('.').is_some_and(|text| {
        let head = text.trim_end_matches(is_digit);
        text.len() - head.len() == 4
            && text[head.len()..].starts_with(['1', '2'])
            && head.ends_with(' ')
    })
}

/// Whether a text ends in a whole word and a dot: no `p.`, no `No.`
pub(crate) fn behind_word(text: &str) -> bool {
    text.strip_suffix('.')
        .is_some_and(|head| head.chars().rev().take_while(|c| c.is_lowercase()).count() >= 4)
}

/// Whether a text ends in a stop or a closing mark, behind which a note mark may stand apart.
fn behind_stop(text: &str) -> bool {
    text.ends_with(|c| {
        (script::is_terminator(c) && c != '.')
            || script::closes_quotation(c)
            || matches!(c, '，' | '》')
    })
}

/// Whether an entry of a bibliography starts here: `Kiss, T. and`, `van Dyke, Mary.`
pub(crate) fn starts_with_author(text: &str) -> bool {
    let Some((name, rest)) = text.split_once(", ") else { return false };
    let first = rest.split_whitespace().next().unwrap_or_default();
    name.split_whitespace().count() <= 2
        && name.split_whitespace().last().is_some_and(|word| word.starts_with(char::is_uppercase))
        && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '’' | '\''))
        && first.starts_with(char::is_uppercase)
        && (first.ends_with('.') || first.ends_with(',') || first.chars().count() > 2)
}

/// What stands in a reference, and whether it hardly stands anywhere else.
static SIGNS: LazyLock<Vec<(&str, bool)>> = LazyLock::new(|| {
    rules::entries(include_str!("../../../rules/references.txt"))
        .map(|entry| entry.strip_prefix('*').map_or((entry, false), |sign| (sign, true)))
        .collect()
});

/// Whether a text is surely part of a reference: an address, pages, a publisher.
pub(crate) fn is_strict_reference(text: &str) -> bool {
    SIGNS.iter().any(|&(sign, strict)| strict && text.contains(sign)) || is_page_reference(text)
}

/// Whether a text looks like a reference: a title in book brackets, an address, pages, a publisher.
pub(crate) fn is_reference(text: &str) -> bool {
    SIGNS.iter().any(|(sign, _)| text.contains(sign)) || is_page_reference(text)
}

/// `第30页`, `第 112-122 页`
fn is_page_reference(text: &str) -> bool {
    text.match_indices('第').any(|(at, sign)| {
        let rest = text[at + sign.len()..].trim_start();
        rest.starts_with(|c: char| c.is_ascii_digit())
            && rest
                .trim_start_matches(|c: char| {
                    c.is_ascii_digit() || matches!(c, '-' | '–' | '—' | ' ' | '、' | '～')
                })
                .starts_with(['页', '頁', '期', '版'])
    })
}
