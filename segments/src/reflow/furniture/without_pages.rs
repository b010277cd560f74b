//! Page numbers and running heads of a text that has lost its page breaks: what counts on through
//! it, what repeats beside such numbers, and the title, where one of them stands inside a sentence.

use std::collections::{HashMap, HashSet};

use super::marks::{mask, may_be_head, repeats_title};
use super::page_number::{HIGHEST, look_alikes, page_number};
use crate::reflow::lines::heading;
use crate::reflow::lines::line::Line;
use crate::reflow::lines::page_style::PageStyle;

/// How far the text is looked for above and below a number.
const NEAR: usize = 4;

/// Which lines are running heads, and which page numbers.
pub(crate) fn find(lines: &[Line], style: &PageStyle, title: &str) -> (Vec<bool>, Vec<bool>) {
    let mut heads = titles(lines, style, title);
    let mut page_numbers = vec![false; lines.len()];
    let numbers = counting(lines, &heads);
    let repeated = beside(lines, style, &numbers);
    let mut part = heads.clone();
    for &index in numbers.iter().chain(&repeated) {
        part[index] = true;
    }
    let interrupts = |index: usize| {
        let above = (0..index).rev().take(NEAR).find(|&at| !part[at]).map(|at| &lines[at]);
        let below = lines.iter().zip(&part).skip(index + 1).take(NEAR).find(|(_, part)| !**part);
        let torn = below.is_some_and(|(below, _)| below.text.starts_with(char::is_lowercase));
        above.is_some_and(|above| !above.finished && (torn || !style.is_narrow(above.width)))
    };
    if !numbers.iter().any(|&index| interrupts(index)) {
        return (heads, page_numbers);
    }
    for index in numbers {
        page_numbers[index] = true;
    }
    let mut chapters: HashSet<&str> = HashSet::new();
    for index in repeated {
        // A chapter has its heading once, above a paragraph; what repeats it is a head.
        let opens = heading::is_numbered(style.lang, &lines[index].text)
            && chapters.insert(&lines[index].text)
            && !part[index + 1..].starts_with(&[true])
            && !interrupts(index);
        heads[index] |= !opens;
    }
    (heads, page_numbers)
}

/// Lines with the title, where one of them stands inside a sentence. What stands at the start of the
/// text is the title itself.
fn titles(lines: &[Line], style: &PageStyle, title: &str) -> Vec<bool> {
    let is_title = |line: &Line| {
        let mask = mask(&line.text).filter(|mask| repeats_title(mask, title))?;
        may_be_head(line, style).then_some(mask)
    };
    let masks: Vec<Option<String>> = lines.iter().map(is_title).collect();
    let interrupts = |index: usize| {
        let before = lines[..index].iter().rev().find(|line| page_number(&line.text).is_none());
        before.is_some_and(|line| !line.finished && !style.is_narrow(line.width))
    };
    let torn: HashSet<&Option<String>> = (0..lines.len())
        .filter(|&at| masks[at].is_some() && interrupts(at))
        .map(|at| &masks[at])
        .collect();
    let is_head = |(index, mask): (usize, &Option<String>)| index >= 3 && torn.contains(mask);
    masks.iter().enumerate().map(is_head).collect()
}

/// The lines that hold a number and count on, three lines apart and more, or stand above a head.
fn counting(lines: &[Line], heads: &[bool]) -> Vec<usize> {
    let mut found = look_alikes(lines);
    found.retain(|&(_, number, _)| number < HIGHEST);
    let mut counting: Vec<usize> = found.iter().map(|number| number.0).collect();
    counting.retain(|&index| heads.get(index + 1) == Some(&true));
    for pair in found.windows(2) {
        if pair[1].1 == pair[0].1 + 1 && pair[1].0 >= pair[0].0 + 3 {
            counting.extend([pair[0].0, pair[1].0]);
        }
    }
    counting.sort_unstable();
    counting.dedup();
    counting
}

/// The lines above numbers that are alike, and those below.
fn beside(lines: &[Line], style: &PageStyle, numbers: &[usize]) -> Vec<usize> {
    let mut at: HashMap<(String, bool), Vec<usize>> = HashMap::new();
    for &number in numbers {
        for (index, above) in [(number.wrapping_sub(1), true), (number + 1, false)] {
            if let Some(line) = lines.get(index).filter(|line| may_be_head(line, style))
                && let Some(mask) = mask(&line.text)
            {
                at.entry((mask, above)).or_default().push(index);
            }
        }
    }
    let mut beside: Vec<usize> =
        at.into_values().filter(|places| places.len() >= 2).flatten().collect();
    beside.sort_unstable();
    beside
}
