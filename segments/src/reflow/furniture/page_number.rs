//! Page numbers: what one looks like, and which of the lines that look so are some.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::marks::EDGE;
use crate::numerals;
use crate::reflow::lines::line::Line;

/// Where pages are not known, what is higher is a year or a quantity.
pub(crate) const HIGHEST: u32 = 1500;

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
pub(crate) type Found = (usize, u32, bool);

/// The lines that look like page numbers.
pub(crate) fn look_alikes(lines: &[Line]) -> Vec<Found> {
    let number = |(index, line): (usize, &Line)| {
        page_number(&line.text).map(|(number, roman)| (index, number, roman))
    };
    lines.iter().enumerate().filter_map(number).collect()
}

/// What a page number is ahead of its page is the same on many pages; one stands on a page, at its
/// very edge (the label of a note may stand beside it).
pub(crate) fn numbers_of_pages(lines: &[Line], edges: &[usize]) -> Vec<bool> {
    let found = look_alikes(lines);
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
    for &(index, number, _) in &found {
        let page = lines[index].page;
        page_numbers[index] |=
            edges[index] == 0 && page == usize::try_from(number).ok() && !numbered.contains(&page);
    }
    page_numbers
}
