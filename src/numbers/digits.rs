//! Digits as they stand in a text, and what they are part of.

use diptych_segments::is_han;

/// Full-width digits, points and signs become the usual ones.
pub(super) fn plain(character: char) -> char {
    match character {
        '０'..='９' | '．' | '，' | '％' | '：' | '／' | '－' | '～' => {
            char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
        }
        other => other,
    }
}

/// The text with a blank for each note mark in brackets, such as [12], 〔1〕 and [3, 4]: notes are counted
/// by page in one language and through the whole in another. 〔2021〕 is a year.
pub(super) fn without_marks(text: &[char]) -> Vec<char> {
    let mut plain = Vec::with_capacity(text.len());
    let mut here = 0;
    while here < text.len() {
        let length = mark_length(&text[here..]);
        plain.push(if length > 0 { ' ' } else { text[here] });
        here += length.max(1);
    }
    plain
}

/// The length of the note mark that a text begins with, 0 where it is none.
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

/// A number in digits at `start`: its value and where it ends. Commas between groups of three are
/// part of it (1,234.5), so is a point before digits.
pub(super) fn digits(text: &[char], start: usize) -> Option<(f64, usize)> {
    let is_digit = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
    if !is_digit(start) {
        return None;
    }
    let mut end = start;
    let mut written = String::new();
    while is_digit(end) {
        written.push(text[end]);
        end += 1;
    }
    let group = |at: usize| {
        text.get(at) == Some(&',') && (1..4).all(|next| is_digit(at + next)) && !is_digit(at + 4)
    };
    if written.len() <= 3 {
        while group(end) {
            written.extend(&text[end + 1..end + 4]);
            end += 4;
        }
    }
    if text.get(end) == Some(&'.') && is_digit(end + 1) {
        written.push('.');
        end += 1;
        while is_digit(end) {
            written.push(text[end]);
            end += 1;
        }
        // 1.2.3 is a version, not a value; each part counts by itself.
        if text.get(end) == Some(&'.') && is_digit(end + 1) {
            let whole = written.split('.').next().unwrap_or("0");
            return Some((whole.parse().ok()?, start + whole.len()));
        }
    }
    Some((written.parse().ok()?, end))
}
