//! Running heads that stand only once, told by where they stand: on one line with the page number,
//! beside it, or between the halves of a sentence.

use std::collections::HashMap;

use super::marks::{Marks, may_be_head};
use super::page_number::{HIGHEST, page_number};
use crate::reflow::lines::heading;
use crate::reflow::lines::line::Line;
use crate::reflow::lines::page_style::PageStyle;
use crate::reflow::rule::{Rule, first as first_rule};

/// How many lines of a head may stand on one side of the turn of a page.
const MOST: usize = 3;
/// A gap this wide inside a line parts a head from its page number.
const GAP: usize = 3;

/// Marks page numbers that share a line with a head, at the very edge of a page and with a wide gap
/// between the two: `212   N. Whitfield`, `22-01234   1/3`.
pub(crate) fn mark_shared(lines: &[Line], marks: &mut Marks) {
    for (index, line) in lines.iter().enumerate().filter(|_| marks.paged) {
        marks.heads[index] |=
            line.gap >= GAP && marks.edges[index] == 0 && !line.finished && has_number(&line.text);
    }
}

/// Marks numbers that stand in the middle of the line in a text without page breaks.
pub(crate) fn mark_lone_numbers(lines: &[Line], marks: &mut Marks) {
    for (index, line) in lines.iter().enumerate().skip(1).filter(|_| !marks.paged) {
        marks.page_numbers[index] |=
            line.indent >= 8 && page_number(&line.text).is_some_and(|(number, _)| number < HIGHEST);
    }
}

/// Marks heads beside page numbers and between the halves of a sentence.
pub(crate) fn mark_turns(lines: &[Line], style: &PageStyle, marks: &mut Marks) {
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (index, line) in lines.iter().enumerate() {
        first.entry(&line.text).or_insert(index);
    }
    let mut at = 1;
    while at < lines.len() {
        let start = at;
        while at < lines.len() && marks.is_furniture(at) {
            at += 1;
        }
        if at > start || lines[at].form_feed {
            at = turn(lines, style, marks, &first, start, at);
        }
        at = at.max(start + 1);
    }
}

/// Looks at the lines below the furniture `start..end` of one turn; returns where the next page's text starts.
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
        let next = lines.get(end + 1);
        let turn = Turn {
            known: has_number
                && first.get(line.text.as_ref()).is_some_and(|&index| index + 2 < end),
            headed: heading::sort(style.lang, &line.text).is_some(),
            interrupts: next.is_some_and(|next| next.text.starts_with(char::is_lowercase)),
            leads: next.is_some_and(|next| marks.is_furniture(end + 1) && !next.form_feed),
        };
        let rule = first_rule(&HEADS, |holds| holds(&turn));
        let Some(rule) = rule.filter(|_| may_be_head(line, style)) else { break };
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
    Rule { name: "running head: inside a sentence", verdict: (), holds: |turn| turn.interrupts },
    Rule {
        name: "running head: before a page number",
        verdict: (),
        holds: |turn| turn.leads && !turn.headed,
    },
];

/// Whether a number stands at either end of a line: `93   A Country`, `Translators   213`.
fn has_number(text: &str) -> bool {
    let ends = [
        text.split_once(char::is_whitespace).map(|(word, _)| word),
        text.rsplit_once(char::is_whitespace).map(|(_, word)| word),
    ];
    ends.into_iter().flatten().any(|word| page_number(word).is_some_and(|(_, roman)| !roman))
}
