//! Digits as they stand in a text, and what they are part of.

use diptych_segments::is_han;

/// Whether the digits are a remark that the other side may be without: a note mark right after a
/// stop or a closing quotation mark ("said.”12 Then"), or one of two years in brackets, which explain
/// a name to those who do not know it: "the 14th Five-Year Plan (2021-2025)".
pub(super) fn is_remark(text: &[char], start: usize, end: usize) -> bool {
    let at = |place: usize| text.get(place).copied().unwrap_or(' ');
    let before = |back: usize| start.checked_sub(back).map_or(' ', at);
    let is_closing =
        |c| matches!(c, '”' | '’' | '"' | '》' | '。' | '！' | '？' | '；' | '!' | '?');
    let is_stop = is_closing(before(1))
        || matches!(before(1), '.' | ',' | ';')
            && (before(2).is_alphabetic() || is_closing(before(2)));
    // In Chinese a sentence may begin with digits: 。5 月
    let goes_on = at(end).is_alphanumeric()
        || matches!(at(end), '%' | '.' | ',' | ':') && at(end + 1).is_ascii_digit()
        || at(end) == ' ' && is_han(at(end + 1));
    if is_stop && !goes_on && end - start <= 3 {
        return true;
    }
    // Digits begin one or six places behind the bracket.
    let near = start.saturating_sub(6);
    let open = text[near..start].iter().rposition(|c| matches!(c, '(' | '（'));
    let years = open.and_then(|open| text.get(near + open + 1..near + open + 11));
    years.is_some_and(|years| {
        (0..4).chain(5..9).all(|place| years[place].is_ascii_digit())
            && matches!(years[4], '-' | '–' | '—' | '~')
            && matches!(years[9], ')' | '）')
    })
}

/// Whether the digits number a paragraph: the 1 of "1. General".
pub(super) fn numbers_a_list(text: &[char], start: usize, end: usize) -> bool {
    let at = |place: usize| text.get(place).copied().unwrap_or(' ');
    start == 0 && matches!(at(end), '.' | '、' | ')') && !at(end + 1).is_ascii_digit()
}

/// The letters of the name that the digits are part of: those glued to them on the left, also by a
/// hyphen (X12, COVID-19), or capitals right after a single digit (5G). A name has a capital.
pub(super) fn name(text: &[char], start: usize, end: usize) -> Option<String> {
    let before = text[..start].strip_suffix(&['-']).unwrap_or(&text[..start]);
    let stem = before.iter().rev().take_while(|c| c.is_ascii_alphabetic()).count();
    let stem = &before[before.len() - stem..];
    if stem.iter().any(char::is_ascii_uppercase) {
        return Some(stem.iter().collect());
    }
    let is_alone = start == 0 || !matches!(text[start - 1], '.' | ',');
    let capitals: String = text[end..].iter().take_while(|c| c.is_ascii_uppercase()).collect();
    (end == start + 1 && is_alone && !capitals.is_empty()).then_some(capitals)
}

/// Digits as a number.
pub(super) struct Digits {
    /// The value.
    pub(super) value: f64,
    /// Where it ends.
    pub(super) end: usize,
    /// The numbers that it may be a list of.
    pub(super) pieces: Vec<f64>,
    /// What it is as the end of a range that is written short: 2025 of "2021-25".
    pub(super) long: Option<f64>,
}

/// No number has more groups of three digits.
const MOST_GROUPS: usize = 12;

/// A number in digits at `start`. Commas between groups of three are part of it (1,234.5), so are
/// blanks (12 345), and a point before digits.
pub(super) fn digits(text: &[char], start: usize) -> Option<Digits> {
    let is_digit = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
    if !is_digit(start) {
        return None;
    }
    let whole = text[start..].iter().take_while(|c| c.is_ascii_digit()).count();
    let mut end = start + whole;
    let mut written: String = text[start..end].iter().collect();
    let mut pieces = vec![written.parse().ok()?];
    // 1.2.3 and 2024.12.31 are rows of numbers, whose first digits have been read.
    if start >= 2 && text[start - 1] == '.' && text[start - 2].is_ascii_digit() {
        return Some(Digits { value: pieces[0], end, pieces: vec![], long: None });
    }
    let group = |at: usize, sign: char| {
        text.get(at) == Some(&sign) && (1..4).all(|next| is_digit(at + next)) && !is_digit(at + 4)
    };
    let groups = |sign: char| {
        let groups = (0..MOST_GROUPS).take_while(|n| group(end + 4 * n, sign)).count();
        end + 4 * groups
    };
    let (by_comma, by_blank) = (groups(','), groups(' '));
    // Blanks part telephone numbers too.
    let goes_on = text.get(by_blank) == Some(&' ') && is_digit(by_blank + 1)
        || start >= 2 && text[start - 1] == ' ' && text[start - 2].is_ascii_digit();
    if whole <= 3 {
        let to = if by_blank > end && !goes_on { by_blank } else { by_comma };
        while end < to {
            let piece: String = text[end + 1..end + 4].iter().collect();
            pieces.push(piece.parse().ok()?);
            written.push_str(&piece);
            end += 4;
        }
    }
    let decimals = text.get(end + 1..).unwrap_or_default();
    let decimals = decimals.iter().take_while(|c| c.is_ascii_digit()).count();
    if text.get(end) == Some(&'.') && decimals > 0 {
        let after = end + 1 + decimals;
        if text.get(after) == Some(&'.') && is_digit(after + 1) {
            return Some(Digits { value: written.parse().ok()?, end, pieces: vec![], long: None });
        }
        let fraction: String = text[end + 1..after].iter().collect();
        let is_month = fraction.parse::<u32>().is_ok_and(|it| (1..=12).contains(&it));
        // 2024.12 is a month, too.
        if whole == 4 && is_month && decimals <= 2 {
            pieces.push(fraction.parse().ok()?);
        } else {
            pieces.clear();
        }
        written.push('.');
        written.push_str(&fraction);
        end = after;
    }
    if pieces.len() < 2 {
        pieces.clear();
    }
    let long = if pieces.is_empty() { long(text, start, whole) } else { None };
    Some(Digits { value: written.parse().ok()?, end, pieces, long })
}

/// What the digits at `start` are behind a dash with the first digits of those before it.
fn long(text: &[char], start: usize, length: usize) -> Option<f64> {
    let dash = start.checked_sub(1)?;
    if !matches!(text[dash], '-' | '–' | '—' | '/' | '~') {
        return None;
    }
    let before = text[..dash].iter().rev().take(8).take_while(|c| c.is_ascii_digit()).count();
    let first = &text[dash - before..dash];
    // No number has so many digits.
    if before <= length || before > 6 {
        return None;
    }
    let whole = first[..before - length].iter().chain(&text[start..start + length]);
    whole.collect::<String>().parse().ok()
}

/// Whether the digit at `start` is the exponent of a unit: the 2 of m2 and the 3 of cm3.
pub(super) fn is_exponent(text: &[char], start: usize) -> bool {
    if !matches!(text[start], '2' | '3') || text.get(start + 1).is_some_and(|c| c.is_alphanumeric())
    {
        return false;
    }
    let stem = text[..start].iter().rev().take_while(|c| c.is_ascii_alphabetic()).count();
    let stem: String = text[start - stem..start].iter().collect();
    matches!(stem.as_str(), "m" | "km" | "cm" | "mm" | "dm" | "nm" | "ft" | "in" | "yd" | "mi")
}
