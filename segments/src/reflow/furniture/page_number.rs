//! Page numbers: what one looks like, and which of the lines that look so are some.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::marks::EDGE;
use crate::numerals;
use crate::reflow::lines::line::Line;
use crate::reflow::lines::page_style::PageStyle;

/// The number of a line that holds nothing but a page number, and whether it is Roman.
pub(crate) fn page_number(text: &str) -> Option<(u32, bool)> {
    if text.len() > 32 {
        return None;
    }
    let bare = text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '-' | '—' | '–' | '·' | '•' | '|' | '/' | '~' | '．' | '.')
    });
    let bare = bare
        .strip_prefix('第')
        .and_then(|rest| rest.strip_suffix(['页', '頁']))
        .unwrap_or(bare)
        .trim();
    let bare = bare.strip_prefix("Page ").or_else(|| bare.strip_prefix("page ")).unwrap_or(bare);
    let bare = bare
        .split_once([' ', '/'])
        .filter(|(_, rest)| is_total(rest))
        .map_or(bare, |(number, _)| number);
    if !bare.is_empty() && bare.len() <= 4 && bare.bytes().all(|b| b.is_ascii_digit()) {
        return bare.parse().ok().map(|number| (number, false));
    }
    // Above LXXXIX such numbers are letters and words (`c`, `mix`).
    numerals::roman(bare).filter(|number| *number < 90).map(|number| (number, true))
}

/// `of 40`, `/ 40`, `共 40 页`
fn is_total(text: &str) -> bool {
    let rest = text
        .trim_start_matches(['/', ' ', '共'])
        .trim_start_matches("of ")
        .trim_end_matches([' ', '页', '頁']);
    !rest.is_empty() && rest.len() <= 4 && rest.bytes().all(|b| b.is_ascii_digit())
}

/// Page numbers: lines at the edge of a page that count with the pages, or beside a running head.
pub(crate) fn page_numbers(
    lines: &[Line],
    style: &PageStyle,
    edges: &[usize],
    paged: bool,
    heads: &[bool],
) -> Vec<bool> {
    let found: Vec<(usize, u32, bool)> = lines
        .iter()
        .enumerate()
        .filter_map(|(index, line)| {
            page_number(&line.text).map(|(number, roman)| (index, number, roman))
        })
        .collect();
    let mut page_numbers = vec![false; lines.len()];
    if paged {
        // What a page number is ahead of its page is the same on many pages; one stands on a page,
        // at its very edge (the label of a note may stand beside it).
        let mut ahead: HashMap<(i64, bool), Vec<usize>> = HashMap::new();
        for &(index, number, roman) in found.iter().filter(|(index, ..)| edges[*index] < EDGE) {
            if is_inside(lines, edges, index) {
                continue;
            }
            let page = i64::try_from(lines[index].page.unwrap_or(1)).unwrap_or(1);
            ahead.entry((i64::from(number) - page, roman)).or_default().push(index);
        }
        // The row that most pages have comes first: one page has one number.
        let mut rows: Vec<Vec<usize>> = ahead.into_values().collect();
        for row in &mut rows {
            row.sort_by_key(|&index| (lines[index].page, edges[index]));
            row.dedup_by_key(|index| lines[*index].page);
        }
        rows.sort_by_key(|row| (Reverse(row.len()), row.first().copied()));
        let mut numbered: HashSet<Option<usize>> = HashSet::new();
        for mut row in rows {
            row.retain(|&index| !numbered.contains(&lines[index].page));
            if row.len() >= 2 || row.iter().any(|&index| touches(heads, index)) {
                for index in row {
                    page_numbers[index] = true;
                    numbered.insert(lines[index].page);
                }
            }
        }
        // A page of its own numbering (a cover, a plate): alone at the very edge.
        for &(index, number, _) in &found {
            let other = |at: Option<usize>| {
                at.and_then(|at| page_numbers.get(at).copied()).unwrap_or(false)
            };
            page_numbers[index] |= edges[index] == 0
                && !numbered.contains(&lines[index].page)
                && number < 1500
                && !other(index.checked_sub(1))
                && !other(Some(index + 1));
        }
        return page_numbers;
    }
    // The number at the foot of one page and that at the head of the next stand together.
    let alone = |index: usize| lines[index].blanks > 0 && style.blank_breaks;
    for (place, &(index, number, _)) in found.iter().enumerate() {
        let grows = |other: Option<&(usize, u32, bool)>, step: i64| {
            other.is_some_and(|&(at, value, _)| {
                i64::from(value) - i64::from(number) == step
                    && (at.abs_diff(index) >= 3 || at.abs_diff(index) == 1 && alone(index))
            })
        };
        let counts = grows(place.checked_sub(1).and_then(|p| found.get(p)), -1)
            || grows(found.get(place + 1), 1);
        page_numbers[index] = touches(heads, index) || counts && index > 0;
    }
    page_numbers
}

/// Whether a sentence stands between a line and the edge of its page, so that the line is a label
/// rather than the number of the page.
fn is_inside(lines: &[Line], edges: &[usize], index: usize) -> bool {
    let distance = edges[index];
    let down = (index + 1..lines.len()).take(distance).take_while(|&at| !lines[at].form_feed);
    let is_foot = down.clone().count() == distance
        && lines.get(index + distance + 1).is_none_or(|line| line.form_feed);
    if is_foot {
        down.clone().any(|at| lines[at].finished)
    } else {
        (index - distance..index).any(|at| lines[at].finished)
    }
}

fn touches(heads: &[bool], index: usize) -> bool {
    index > 0 && heads[index - 1] || heads.get(index + 1).copied().unwrap_or(false)
}
