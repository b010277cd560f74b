//! Running heads that stand only once, told by where they stand: on one line with the page number,
//! beside it, or between the halves of a sentence.

use std::collections::HashMap;

use super::marks::{Marks, masked, repeats_title};
use super::page_number::page_number;
use crate::reflow::lines::heading;
use crate::reflow::lines::label::{Label, Style};
use crate::reflow::lines::line::{Line, cannot_start};
use crate::reflow::lines::page_style::PageStyle;
use crate::{Lang, numerals, script};

/// How many lines of a head may stand on one side of the turn of a page.
const MOST: usize = 3;
/// How far back the body is looked for behind the notes of a page, in lines.
const FOOT: usize = 40;
/// A gap this wide inside a line parts a head from its page number.
const GAP: usize = 3;

/// Marks page numbers that share a line with a head: `212   N. Whitfield`, `22-01234   1/3`.
pub(crate) fn mark_shared(lines: &[Line], style: &PageStyle, title: &str, marks: &mut Marks) {
    let found: Vec<(usize, i64, &str)> = (0..lines.len())
        .filter(|&index| marks.is_edge(index) && is_candidate(&lines[index], style))
        .flat_map(|index| {
            let page = i64::try_from(lines[index].page.unwrap_or(1)).unwrap_or(1);
            numbers(&lines[index].text)
                .into_iter()
                .map(move |(number, rest)| (index, i64::from(number) - page, rest))
        })
        .collect();
    let plain: Vec<(usize, i64)> = (0..lines.len())
        .filter(|&index| marks.page_numbers[index])
        .filter_map(|index| {
            let page = i64::try_from(lines[index].page?).ok()?;
            Some((index, i64::from(page_number(&lines[index].text)?.0) - page))
        })
        .collect();
    let masks: Vec<String> = found.iter().map(|&(_, _, rest)| masked(rest)).collect();
    for (&(index, ahead, rest), mask) in found.iter().zip(&masks) {
        let page = |at: usize| lines[at].page != lines[index].page;
        let counts = found.iter().any(|other| other.1 == ahead && page(other.0))
            || plain.iter().any(|other| other.1 == ahead && page(other.0));
        let known = repeats_title(mask, title)
            || found.iter().zip(&masks).any(|(other, known)| page(other.0) && known == mask)
            || is_serial(rest);
        let trailing = lines[index].text.starts_with(rest);
        let apart = lines[index].gap >= GAP;
        // A numbered heading counts as well, but its number leads and stands close to it.
        if counts && (known || trailing || apart) || apart && marks.edges[index] == 0 {
            marks.heads[index] = true;
        }
    }
}

/// Marks numbers that stand alone in a text without page breaks: in the middle of the line, or
/// where the text stops in mid-sentence.
pub(crate) fn mark_lone_numbers(lines: &[Line], style: &PageStyle, marks: &mut Marks) {
    if marks.paged {
        return;
    }
    let usual = usize::from(!style.blank_breaks);
    for index in 1..lines.len() {
        let line = &lines[index];
        if marks.is_furniture(index)
            || page_number(&line.text).is_none_or(|(number, _)| number >= 1500)
        {
            continue;
        }
        let apart = line.blanks > usual
            && lines.get(index + 1).is_none_or(|next| next.blanks > usual)
            && breaks_off(lines, style, marks, index);
        marks.page_numbers[index] = line.indent >= 8 || apart;
    }
}

/// Marks heads beside page numbers and between the halves of a sentence.
pub(crate) fn mark_turns(lines: &[Line], style: &PageStyle, marks: &mut Marks) {
    let paged = marks.paged;
    // Where each short line stands first.
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (index, line) in lines.iter().enumerate() {
        if !line.finished && style.is_narrow(line.width) {
            first.entry(&line.text).or_insert(index);
        }
    }
    let mut at = 0;
    while at < lines.len() {
        let furniture = marks.is_furniture(at);
        let turns = furniture || paged && lines[at].form_feed && at > 0;
        if !turns {
            at += 1;
            continue;
        }
        // The furniture around one turn of a page.
        let start = at;
        let mut end = at;
        while end < lines.len() && marks.is_furniture(end) {
            end += 1;
        }
        if paged && end < lines.len() && lines[end].form_feed && end > start {
            while end < lines.len() && marks.is_furniture(end) {
                end += 1;
            }
        }
        if start == 0 {
            at = end.max(1);
            continue;
        }
        at = turn(lines, style, marks, &first, start, end).max(end).max(at + 1);
    }
}

/// Looks at the lines around the furniture `start..end` of one turn; returns where the next page's text starts.
fn turn(
    lines: &[Line],
    style: &PageStyle,
    marks: &mut Marks,
    first: &HashMap<&str, usize>,
    start: usize,
    mut end: usize,
) -> usize {
    let broken = breaks_off(lines, style, marks, start);
    let has_number = (start..end).any(|index| marks.page_numbers[index]);
    for _ in 0..MOST {
        let Some(line) = lines.get(end) else { break };
        if marks.is_furniture(end) {
            end += 1;
            continue;
        }
        let next = lines.get(end + 1);
        // `N. Whitfield` looks like a numbered heading, but not above the rest of a sentence.
        let above_rest = next.is_some_and(|next| {
            style.lang == Lang::En && next.text.starts_with(char::is_lowercase) && next.blanks > 0
        });
        let repeats =
            has_number && first.get(line.text.as_ref()).is_some_and(|&index| index + 2 < end);
        if repeats && is_candidate(line, style) {
            marks.heads[end] = true;
            end += 1;
            continue;
        }
        if !is_candidate(line, style)
            || heading::sort(style.lang, &line.text).is_some() && !above_rest
        {
            break;
        }
        let leads = next.is_some_and(|next| marks.is_furniture(end + 1) && !next.form_feed);
        let goes_on = next.is_some_and(|next| {
            !next.form_feed
                && (style.lang == Lang::En && next.text.starts_with(char::is_lowercase)
                    || !style.is_narrow(next.width)
                    || next.finished && !broken)
        });
        let interrupts = broken && goes_on
            || next.is_some_and(|next| {
                style.lang == Lang::En
                    && next.text.starts_with(char::is_lowercase)
                    && (marks.paged || has_number)
            });
        // Behind the last number of a page, before the next one: nothing of the text stands there.
        let outside = marks.paged
            && has_number
            && end > start
            && next.is_none_or(|next| next.form_feed)
            && line.blanks > 0;
        let known = has_number && is_serial(&line.text);
        if !(interrupts && end + 1 < lines.len()
            || leads && (marks.paged || broken)
            || outside
            || known)
        {
            // Two heads in a row interrupt as well.
            let two = broken
                && line.blanks > 0
                && next.is_some_and(|next| {
                    next.blanks > 0
                        && is_candidate(next, style)
                        && heading::sort(style.lang, &next.text).is_none()
                        && lines.get(end + 2).is_some_and(|third| third.blanks > 0)
                });
            let serial_next = has_number
                && next.is_some_and(|next| is_serial(&next.text) && is_candidate(next, style));
            if !two && !serial_next {
                break;
            }
        }
        marks.heads[end] = true;
        end += 1;
    }
    // At the foot: a short line between a full one that breaks off and the page number.
    if has_number {
        let mut foot = start;
        for _ in 0..MOST {
            let Some(at) = foot.checked_sub(1).filter(|&at| at > 2) else { break };
            let line = &lines[at];
            let above = &lines[at - 1];
            let torn = !above.finished && !style.is_narrow(above.width);
            let usual = usize::from(!style.blank_breaks);
            let goes_on = lines.get(end).is_some_and(|next| {
                style.lang == Lang::En && next.text.starts_with(char::is_lowercase)
            }) || breaks_off(lines, style, marks, at);
            let set_off = line.blanks > usual.max(above.blanks.min(1))
                && (is_serial(&line.text) || line.blanks > 1 + usual)
                || line.blanks > usual && goes_on;
            if marks.is_furniture(at)
                || !is_candidate(line, style)
                || line.form_feed
                || !(torn || set_off)
                || heading::sort(style.lang, &line.text).is_some()
                || line.width * 2 > style.measure
                || style.lang == Lang::En && line.text.starts_with(char::is_lowercase)
                || line.text.ends_with(['，', '、', ',', '；'])
            {
                break;
            }
            marks.heads[at] = true;
            foot = at;
        }
    }
    end
}

/// Whether a line may be a head: short, without a stop, no note, with letters.
fn is_candidate(line: &Line, style: &PageStyle) -> bool {
    !line.finished
        && (style.is_narrow(line.width) || line.gap >= GAP)
        && line.width <= style.measure + style.measure / 8
        && !line.text.contains("://")
        && !line.text.starts_with(['（', '('])
        && line.text.chars().any(char::is_alphanumeric)
        && !line.text.starts_with(cannot_start)
        && !line.text.starts_with(|c| script::opens_quotation(c) || script::circled(c).is_some())
        && Label::read(&line.text).is_none_or(|label| label.gap > 4 || label.style == Style::Bare)
}

/// Whether the text above a turn of the page stops in mid-sentence; notes at the foot are passed over.
fn breaks_off(lines: &[Line], style: &PageStyle, marks: &Marks, turn: usize) -> bool {
    let Some(last) = (0..turn).rev().find(|&index| !marks.is_furniture(index)) else {
        return false;
    };
    let torn = |index: usize| !lines[index].finished && !style.is_narrow(lines[index].width);
    let mut at = last;
    let first = last.saturating_sub(FOOT);
    let mut body = None;
    // Upwards the notes count down.
    let mut number = u32::MAX;
    while at > first && !lines[at].form_feed && number > 1 {
        let label = Label::read(&lines[at].text).or_else(|| Label::alone(&lines[at].text));
        let headlike = heading::sort(style.lang, &lines[at].text).is_some()
            && !lines[at].finished
            && style.is_narrow(lines[at].width);
        if let Some(label) = label
            && !headlike
            && label.number < number
        {
            number = label.number;
            body = Some(at - 1);
        }
        at -= 1;
    }
    match body {
        Some(body) => torn(body) || torn(last) && lines[last].blanks == 0 && last - body > FOOT,
        None => torn(last),
    }
}

/// `2021 年第 4 期`, `Vol. 12, No. 3`: what only a running head says.
fn is_serial(text: &str) -> bool {
    let dense: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let chinese = |unit: &str| {
        dense.match_indices(unit).any(|(at, _)| {
            let before = dense[..at]
                .trim_end_matches(|c: char| c.is_ascii_digit() || numerals::is_chinese(c));
            before.len() < at && before.ends_with(['第', '年', '月', '总', '總', '卷'])
        })
    };
    ["期", "卷", "號", "号", "辑"].iter().any(|unit| chinese(unit))
        || ["vol.", "no."].iter().all(|word| text.to_ascii_lowercase().contains(word))
}

/// The numbers at either end of a line and the rest of it: `93 A Country`, `Translators 213`, `22-01234 1/3`.
fn numbers(text: &str) -> Vec<(u32, &str)> {
    let is_number = |word: &str| page_number(word).filter(|(number, roman)| !roman && *number > 0);
    let mut found = Vec::new();
    if let Some((word, rest)) = text.split_once(char::is_whitespace)
        && let Some((number, _)) = is_number(word)
    {
        found.push((number, rest.trim()));
    }
    if let Some((rest, word)) = text.rsplit_once(char::is_whitespace)
        && let Some((number, _)) = is_number(word)
    {
        found.push((number, rest.trim()));
    }
    found
}
