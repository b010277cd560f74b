//! Running heads that stand only once, told by where they stand: on one line with the page number,
//! beside it, or between the halves of a sentence.

use std::collections::HashMap;

use super::marks::Marks;
use super::page_number::page_number;
use crate::reflow::lines::heading;
use crate::reflow::lines::label::{Label, Style};
use crate::reflow::lines::line::{Line, cannot_start};
use crate::reflow::lines::page_style::PageStyle;
use crate::reflow::rule::{Rule, first as first_rule};
use crate::{Lang, script};

/// How many lines of a head may stand on one side of the turn of a page.
const MOST: usize = 3;
/// A gap this wide inside a line parts a head from its page number.
const GAP: usize = 3;

/// Marks page numbers that share a line with a head, at the very edge of a page and with a wide gap
/// between the two: `212   N. Whitfield`, `22-01234   1/3`.
pub(crate) fn mark_shared(lines: &[Line], style: &PageStyle, marks: &mut Marks) {
    for (index, line) in lines.iter().enumerate() {
        marks.heads[index] |= line.gap >= GAP
            && marks.is_edge(index)
            && marks.edges[index] == 0
            && is_candidate(line, style)
            && has_number(&line.text);
    }
}

/// Marks numbers that stand in the middle of the line in a text without page breaks.
pub(crate) fn mark_lone_numbers(lines: &[Line], marks: &mut Marks) {
    for (index, line) in lines.iter().enumerate().skip(1).filter(|_| !marks.paged) {
        marks.page_numbers[index] |= line.indent >= 8
            && !marks.heads[index]
            && page_number(&line.text).is_some_and(|(number, _)| number < 1500);
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
    let has_number = (start..end).any(|index| marks.page_numbers[index]);
    for _ in 0..MOST {
        let Some(line) = lines.get(end) else { break };
        if marks.is_furniture(end) {
            end += 1;
            continue;
        }
        let next = lines.get(end + 1);
        let above_rest = style.lang == Lang::En
            && next.is_some_and(|next| next.text.starts_with(char::is_lowercase));
        let known =
            has_number && first.get(line.text.as_ref()).is_some_and(|&index| index + 2 < end);
        let headed = heading::sort(style.lang, &line.text).is_some();
        let turn = Turn {
            known,
            // `N. Whitfield` looks like a numbered heading, but not above the rest of a sentence.
            headed: headed && !(above_rest && next.is_some_and(|next| next.blanks > 0)),
            interrupts: above_rest && (marks.paged || has_number),
            leads: marks.paged
                && next.is_some_and(|next| marks.is_furniture(end + 1) && !next.form_feed),
        };
        let rule = first_rule(&HEADS, |holds| holds(&turn));
        let Some(rule) = rule.filter(|_| is_candidate(line, style)) else { break };
        marks.heads[end] = true;
        marks.reasons[end] = rule.name;
        end += 1;
    }
    end
}

/// What is seen around a short line at the turn of a page.
#[allow(clippy::struct_excessive_bools, reason = "each is a feature that rules look at")]
pub(crate) struct Turn {
    /// It stood before, and a page number stands beside it.
    known: bool,
    /// It looks like a heading.
    headed: bool,
    /// A sentence goes on below it.
    interrupts: bool,
    /// A page number or head follows on its page.
    leads: bool,
}

/// Whether a rule holds at the turn of a page.
pub(crate) type Holds = fn(&Turn) -> bool;

/// What tells a head that stands only once.
pub(crate) static HEADS: [Rule<Holds, ()>; 3] = [
    Rule { name: "running head: seen before", verdict: (), holds: |turn| turn.known },
    Rule {
        name: "running head: inside a sentence",
        verdict: (),
        holds: |turn| turn.interrupts && !turn.headed,
    },
    Rule {
        name: "running head: before a page number",
        verdict: (),
        holds: |turn| turn.leads && !turn.headed,
    },
];

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

/// Whether a number stands at either end of a line: `93   A Country`, `Translators   213`.
fn has_number(text: &str) -> bool {
    let ends = [
        text.split_once(char::is_whitespace).map(|(word, _)| word),
        text.rsplit_once(char::is_whitespace).map(|(_, word)| word),
    ];
    ends.into_iter()
        .flatten()
        .any(|word| page_number(word).is_some_and(|(number, roman)| !roman && number > 0))
}
