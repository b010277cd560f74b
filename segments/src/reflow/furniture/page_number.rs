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

/// A line that looks like a page number: its index, the number, and whether it is Roman.
type Found = (usize, u32, bool);

/// Page numbers: lines at the edge of a page that count with the pages, or beside a running head.
pub(crate) fn page_numbers(
    lines: &[Line],
    style: &PageStyle,
    edges: &[usize],
    paged: bool,
    heads: &[bool],
) -> Vec<bool> {
    let found: Vec<Found> = lines
        .iter()
        .enumerate()
        .filter_map(|(index, line)| {
            page_number(&line.text).map(|(number, roman)| (index, number, roman))
        })
        .collect();
    if paged {
        numbers_of_pages(lines, edges, &found)
    } else {
        numbers_without_pages(lines, style, heads, &found)
    }
}

/// What a page number is ahead of its page is the same on many pages; one stands on a page, at its
/// very edge (the label of a note may stand beside it).
fn numbers_of_pages(lines: &[Line], edges: &[usize], found: &[Found]) -> Vec<bool> {
    let mut page_numbers = vec![false; lines.len()];
    let mut ahead: HashMap<(i64, bool), Vec<usize>> = HashMap::new();
    for &(index, number, roman) in found.iter().filter(|(index, ..)| edges[*index] < EDGE) {
        let distance = edges[index];
        // Behind a sentence it is a label rather than the number of the page.
        if lines[index - distance.min(index)..index].iter().any(|line| line.finished) {
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
        if row.len() >= 2 {
            for index in row {
                page_numbers[index] = true;
                numbered.insert(lines[index].page);
            }
        }
    }
    // A page that no other counts with: the only one with a number, which is its own.
    for &(index, number, _) in found {
        let page = lines[index].page;
        page_numbers[index] |=
            edges[index] == 0 && page == usize::try_from(number).ok() && !numbered.contains(&page);
    }
    page_numbers
}

/// Numbers that count on through a text without page breaks, one of them inside a sentence.
fn numbers_without_pages(
    lines: &[Line],
    style: &PageStyle,
    heads: &[bool],
    found: &[Found],
) -> Vec<bool> {
    let mut page_numbers = vec![false; lines.len()];
    let counts = |place: usize| {
        let (index, number, _) = found[place];
        let follows = |other: Option<&Found>, step: i64| {
            other.is_some_and(|&(at, value, _)| {
                i64::from(value) - i64::from(number) == step && at.abs_diff(index) >= 3
            })
        };
        follows(place.checked_sub(1).and_then(|before| found.get(before)), -1)
            || follows(found.get(place + 1), 1)
    };
    let interrupts = |index: usize| {
        index > 0 && !lines[index - 1].finished && !style.is_narrow(lines[index - 1].width)
    };
    let paged = (0..found.len()).any(|place| counts(place) && interrupts(found[place].0));
    for (place, &(index, ..)) in found.iter().enumerate() {
        let headed = heads.get(index + 1).copied().unwrap_or(false);
        page_numbers[index] = headed || paged && counts(place);
    }
    page_numbers
}
