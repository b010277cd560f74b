//! Note marks behind a stop: `。”[1]`, `。①`, `. [3-5]`, `done.¹`.

use crate::script;

/// Where the note marks end that start at `at`; `at` itself where there are none.
pub(super) fn skip(text: &str, at: usize) -> usize {
    let mut end = at;
    loop {
        let next = one(text, end);
        if next == end {
            return end;
        }
        end = next;
    }
}

fn one(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let mark = rest.strip_prefix(' ').unwrap_or(rest);
    let offset = at + rest.len() - mark.len();
    let Some(first) = mark.chars().next() else { return at };
    match first {
        '[' | '〔' | '［' => {
            bracketed(mark, &[']', '〕', '］'], "").map_or(at, |length| offset + length)
        }
        '（' | '(' => bracketed(mark, &['）', ')'], "注").map_or(at, |length| offset + length),
        _ if script::superscript(first).is_some() && offset == at => {
            offset
                + mark
                    .chars()
                    .take_while(|&c| script::superscript(c).is_some() || c == '⁻')
                    .map(char::len_utf8)
                    .sum::<usize>()
        }
        '*' | '†' | '‡' if offset == at => {
            let length =
                mark.chars().take_while(|&c| c == first).map(char::len_utf8).sum::<usize>();
            let rest = &mark[length..];
            let ends = rest.chars().next().is_none_or(|c| {
                c.is_whitespace() || script::is_chinese(c) || script::opens_quotation(c)
            });
            if ends && length <= 6 { offset + length } else { at }
        }
        _ if script::circled(first).is_some() => {
            let end = offset + first.len_utf8();
            if starts_item(text, end, first) { at } else { end }
        }
        _ => at,
    }
}

/// The length of a bracket that holds nothing but numbers, after `word` where one is asked for.
fn bracketed(mark: &str, closers: &[char], word: &str) -> Option<usize> {
    let open = mark.chars().next()?.len_utf8();
    let inside = mark[open..].strip_prefix(word)?;
    let close = inside.char_indices().take(12).find(|(_, c)| closers.contains(c))?;
    let number = &inside[..close.0];
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        && number
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ',' | '-' | '–' | ' ' | '，' | '、'));
    let is_sign = !number.is_empty() && number.chars().all(|c| matches!(c, '*' | '†' | '‡'));
    (is_number || is_sign).then(|| open + word.len() + close.0 + close.1.len_utf8())
}

/// A circled number starts an item where Chinese follows and the next number follows that.
fn starts_item(text: &str, end: usize, first: char) -> bool {
    let Some(number) = script::circled(first) else { return false };
    let rest = &text[end..];
    let next = rest.trim_start().chars().next();
    next.is_some_and(script::is_han)
        && rest.chars().take(200).any(|c| script::circled(c) == Some(number + 1))
}
