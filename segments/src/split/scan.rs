//! The first pass: where the stops, quotation marks and brackets of a paragraph are.

use crate::script;

/// How far apart the two halves of a bracket may stand, in bytes (400 Chinese characters):
/// a bracket that was never closed must not swallow the rest of a paragraph.
const LONGEST_BRACKET: usize = 1200;

/// A character of a paragraph that matters to the splitter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sign {
    /// Byte offset of its first byte.
    pub(super) at: usize,
    /// The character.
    pub(super) char: char,
    /// What it does there.
    pub(super) kind: Kind,
    /// Byte offset of the other half of the bracket; `usize::MAX` where there is none.
    pub(super) partner: usize,
}

impl Sign {
    /// Byte offset behind the character.
    pub(super) fn end(&self) -> usize {
        self.at + self.char.len_utf8()
    }

    /// Whether it is half of a pair.
    pub(super) fn is_paired(&self) -> bool {
        self.partner != usize::MAX
    }
}

/// What a [`Sign`] does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// May end a sentence.
    Stop,
    /// Opens a quotation, in which sentences end as elsewhere.
    OpenQuote,
    /// Closes a quotation.
    CloseQuote,
    /// Opens a bracket, whose content belongs to the sentence around it.
    OpenBracket,
    /// Closes a bracket.
    CloseBracket,
}

/// Finds the signs of one paragraph, pairs its brackets and leaves out addresses of the net.
pub(super) fn signs(text: &str) -> Vec<Sign> {
    let mut found = Vec::with_capacity(text.len() / 24);
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let class = CLASS[bytes[at] as usize];
        if class & INTERESTING == 0 {
            at += (class & LENGTH) as usize;
            continue;
        }
        let char = text[at..].chars().next().expect("a character starts here");
        if let Some(end) = address_end(text, at, char) {
            // What the address has swallowed so far (the dot of `a.b@c.de`) is no sign.
            let start = address_start(bytes, at);
            while found.last().is_some_and(|sign: &Sign| sign.at >= start) {
                found.pop();
            }
            at = end;
            continue;
        }
        if let Some(kind) = kind(text, at, char) {
            found.push(Sign { at, char, kind, partner: usize::MAX });
        }
        at += char.len_utf8();
    }
    pair(&mut found);
    found
}

/// Bit of [`CLASS`]: the byte may start a sign.
const INTERESTING: u8 = 0x80;
/// Bits of [`CLASS`]: how many bytes to step where the byte starts no sign.
const LENGTH: u8 = 0x07;

/// What a first byte says: its character's length, and whether it can start a sign.
static CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [1_u8; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte {
            // ! " ' ( ) . : ? @ [ ] { }
            // Then « » in Latin-1, general punctuation, Chinese punctuation, full-width forms.
            0x21 | 0x22 | 0x27 | 0x28 | 0x29 | 0x2E | 0x3A | 0x3F | 0x40 | 0x5B | 0x5D | 0x7B
            | 0x7D | 0xC2 | 0xE2 | 0xE3 | 0xEF => INTERESTING,
            0xC3..=0xDF => 2,
            0xE0..=0xEE => 3,
            0xF0..=0xF7 => 4,
            _ => 1,
        };
        byte += 1;
    }
    table
}

fn kind(text: &str, at: usize, c: char) -> Option<Kind> {
    if script::is_terminator(c) {
        return Some(Kind::Stop);
    }
    match c {
        '"' | '\'' => straight_quote(text, at, c),
        // An apostrophe: letters on both sides.
        '’' if is_letter(text[..at].chars().next_back())
            && is_letter(text[at + c.len_utf8()..].chars().next()) =>
        {
            None
        }
        _ if script::opens_quotation(c) => Some(Kind::OpenQuote),
        _ if script::closes_quotation(c) => Some(Kind::CloseQuote),
        _ if script::opens_bracket(c) => Some(Kind::OpenBracket),
        _ if script::closes_bracket(c) => Some(Kind::CloseBracket),
        _ => None,
    }
}

fn is_letter(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphabetic() && !script::is_han(c))
}

/// A straight quotation mark opens after a space and closes before one. Where neither side tells
/// (Chinese has no spaces), the walker treats it as what its neighbours suggest.
fn straight_quote(text: &str, at: usize, c: char) -> Option<Kind> {
    let before = text[..at].chars().next_back();
    let after = text[at + 1..].chars().next();
    let open_before = before.is_none_or(|b| {
        b.is_whitespace()
            || script::opens_bracket(b)
            || script::opens_quotation(b)
            || matches!(b, '—' | '：' | ':')
    });
    let close_after = after.is_none_or(|a| {
        a.is_whitespace()
            || script::closes_bracket(a)
            || script::closes_quotation(a)
            || matches!(
                a,
                ',' | '.'
                    | ';'
                    | ':'
                    | '!'
                    | '?'
                    | '，'
                    | '。'
                    | '；'
                    | '：'
                    | '！'
                    | '？'
                    | '、'
                    | '"'
                    | '\''
            )
    });
    if c == '\'' {
        // An apostrophe far more often than a quotation mark.
        let stop_before =
            before.is_some_and(|b| script::is_terminator(b) || matches!(b, ',' | '，'));
        return match (open_before, close_after || stop_before) {
            (true, false) if is_letter(after) => Some(Kind::OpenQuote),
            (false, true) if stop_before => Some(Kind::CloseQuote),
            _ => None,
        };
    }
    match (open_before, close_after) {
        (true, false) => Some(Kind::OpenQuote),
        (false, true) => Some(Kind::CloseQuote),
        // A stop or a comma stands before the closing mark of a Chinese quotation.
        _ if before.is_some_and(script::is_terminator) => Some(Kind::CloseQuote),
        // Parity decides when the pairs are made.
        _ => Some(Kind::OpenQuote),
    }
}

/// Gives each bracket its other half, where that stands in the paragraph and not too far away.
fn pair(signs: &mut [Sign]) {
    let mut open: Vec<usize> = Vec::new();
    for index in 0..signs.len() {
        let sign = signs[index];
        match sign.kind {
            Kind::Stop => {}
            Kind::OpenQuote if sign.char == '"' && open.iter().any(|&o| signs[o].char == '"') => {
                // An undecided straight quote while one is open: it closes that one.
                signs[index].kind = Kind::CloseQuote;
                close(signs, &mut open, index);
            }
            Kind::OpenQuote | Kind::OpenBracket => open.push(index),
            Kind::CloseQuote | Kind::CloseBracket => close(signs, &mut open, index),
        }
    }
}

fn close(signs: &mut [Sign], open: &mut Vec<usize>, index: usize) {
    let closer = signs[index];
    let near = |o: usize| closer.at - signs[o].at <= LONGEST_BRACKET;
    // Only what is near can be the other half, so the search stays short.
    let Some(depth) =
        open.iter().rev().take(32).position(|&o| near(o) && fits(signs[o].char, closer.char))
    else {
        return;
    };
    open.truncate(open.len() - depth);
    let opener = open.pop().expect("the search found it");
    signs[opener].partner = closer.at;
    signs[index].partner = signs[opener].at;
}

/// Whether the two characters are halves of one bracket; full and half width may be mixed.
fn fits(open: char, close: char) -> bool {
    matches!(
        (open, close),
        ('“' | '〝', '”' | '〞' | '〟')
            | ('‘', '’')
            | ('「', '」')
            | ('『', '』')
            | ('﹁', '﹂')
            | ('﹃', '﹄')
            | ('«', '»')
            | ('"', '"')
            | ('\'', '\'')
            | ('（' | '(', '）' | ')')
            | ('【', '】')
            | ('《', '》')
            | ('〈', '〉')
            | ('〔' | '[' | '［', '〕' | ']' | '］')
            | ('〖', '〗')
            | ('｛' | '{', '｝' | '}')
    )
}

/// Where the address ends that shows itself at `at`: `://`, `www.` or `@`.
///
/// An address is a run of ASCII: in Chinese nothing else stands between it and the next word.
/// Stops and closers at its end belong to the sentence.
fn address_end(text: &str, at: usize, c: char) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_address = match c {
        ':' => bytes[at..].starts_with(b"://") && at > 0 && bytes[at - 1].is_ascii_alphabetic(),
        '.' => bytes[..at].ends_with(b"www") && (at == 3 || !bytes[at - 4].is_ascii_alphanumeric()),
        '@' => {
            let domain = bytes[at + 1..].iter().take_while(|&&b| is_mail(b)).count();
            at > 0 && is_mail(bytes[at - 1]) && bytes[at + 1..at + 1 + domain].contains(&b'.')
        }
        _ => return None,
    };
    if !is_address {
        return None;
    }
    let in_run: fn(u8) -> bool = if c == '@' {
        is_mail
    } else {
        |b| b.is_ascii_graphic() && !matches!(b, b'<' | b'>' | b'"')
    };
    let mut end = at + bytes[at..].iter().skip(1).take_while(|&&b| in_run(b)).count() + 1;
    while end > at + 1
        && matches!(
            bytes[end - 1],
            b'.' | b',' | b':' | b';' | b'!' | b'?' | b')' | b']' | b'\'' | b'-'
        )
    {
        end -= 1;
    }
    Some(end)
}

/// Where the address begins whose telling character stands at `at`.
fn address_start(bytes: &[u8], at: usize) -> usize {
    at - bytes[..at].iter().rev().take_while(|&&b| is_mail(b)).count()
}

fn is_mail(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'+' | b'-' | b'%')
}
