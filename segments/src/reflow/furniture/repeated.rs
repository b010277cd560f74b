//! Running heads that repeat from page to page, and the title where it is one.

use std::collections::{HashMap, HashSet};

use super::marks::{EDGE, masked, repeats_title};
use super::page_number::page_number;
use crate::reflow::lines::author::is_author;
use crate::reflow::lines::heading;
use crate::reflow::lines::label::Label;
use crate::reflow::lines::line::Line;
use crate::reflow::lines::page_style::PageStyle;

/// How far each line is from the nearest end of its page: 0 is the first or last line.
pub(crate) fn edges(lines: &[Line]) -> Vec<usize> {
    let mut distance = vec![usize::MAX; lines.len()];
    let mut start = 0;
    for end in 1..=lines.len() {
        if end == lines.len() || lines[end].form_feed {
            for (offset, distance) in distance[start..end].iter_mut().enumerate() {
                *distance = offset.min(end - 1 - start - offset);
            }
            start = end;
        }
    }
    distance
}

/// The title as one string without spaces: the short lines before the first full one.
pub(crate) fn title(lines: &[Line], style: &PageStyle) -> String {
    let start = usize::from(lines.first().is_some_and(|line| page_number(&line.text).is_some()));
    lines
        .iter()
        .skip(start)
        .take(3)
        .take_while(|line| style.is_narrow(line.width) && !line.finished)
        .flat_map(|line| line.text.chars())
        .filter(|c| !c.is_whitespace())
        .collect()
}

pub(crate) fn heads(
    lines: &[Line],
    style: &PageStyle,
    edges: &[usize],
    paged: bool,
    title: &str,
) -> Vec<bool> {
    // Only lines at the edge of a page can be heads; without pages, only narrow ones.
    let candidate = |index: usize| {
        let line = &lines[index];
        let place = if paged { edges[index] < EDGE } else { style.is_narrow(line.width) };
        place
            && !line.finished
            && line.width <= style.measure + style.measure / 8
            && !line.text.contains("://")
            && Label::read(&line.text).is_none_or(|label| label.gap > 4)
    };
    let numbered = |index: usize| heading::is_numbered(style.lang, &lines[index].text);
    let mut heads = vec![false; lines.len()];
    let mut numbered_lines: HashSet<&str> = HashSet::new();
    let mut at: HashMap<String, Vec<usize>> = HashMap::new();
    for index in (0..lines.len()).filter(|&index| candidate(index)) {
        let text = &lines[index].text;
        let mut mask = masked(text);
        // A number of the document (`22-01234`) repeats digit by digit.
        if mask.chars().filter(|c| c.is_alphabetic()).count() < 2
            && text.len() > 4
            && page_number(text).is_none()
        {
            mask = text.split_whitespace().collect();
        }
        if numbered(index) {
            // A chapter has its heading once; above the pages that follow it is a head.
            if paged && !numbered_lines.insert(text.as_ref()) && edges[index] < 2 {
                heads[index] = true;
            }
        } else if mask.chars().filter(|c| c.is_alphanumeric()).count() >= 2 {
            at.entry(mask).or_default().push(index);
        }
    }
    for (mask, places) in &at {
        if paged {
            // The same line at the edge of two pages or more.
            let edge: Vec<usize> =
                places.iter().copied().filter(|&index| edges[index] < EDGE).collect();
            let pages =
                edge.windows(2).filter(|pair| lines[pair[0]].page != lines[pair[1]].page).count()
                    + 1;
            if edge.len() >= 2 && pages >= 2 || !edge.is_empty() && repeats_title(mask, title) {
                for index in edge.into_iter().filter(|&index| {
                    lines[index].page != Some(1) || !in_title(lines, style, index, title, mask)
                }) {
                    heads[index] = true;
                }
            }
        } else {
            // Without page breaks a head shows itself between the halves of a sentence, or beside a page number.
            let cuts: Vec<usize> = places
                .iter()
                .copied()
                .filter(|&index| {
                    index >= 3 && (interrupts(lines, style, index) || beside_number(lines, index))
                })
                .collect();
            if places.len() >= 3 && cuts.len() * 2 >= places.len()
                || !cuts.is_empty() && repeats_title(mask, title)
            {
                let first = title_below(lines, style, mask);
                for index in places.iter().copied().filter(|&i| i >= 3 || i == 0 && first) {
                    heads[index] = true;
                }
            }
        }
    }
    heads
}

/// Where half of the pages start with a head that stands apart from the text, a narrow line that
/// stands so on another page is its head too (the other side's, or the next chapter's).
pub(crate) fn top_lines(lines: &[Line], style: &PageStyle, heads: &mut [bool]) {
    let tops: Vec<usize> = (1..lines.len()).filter(|&index| lines[index].form_feed).collect();
    let gap = |index: usize| lines.get(index + 1).map_or(0, |next| next.blanks);
    // Where the headings of a document have numbers, a line without one at the top of a page is none.
    let numbered = lines
        .iter()
        .filter(|line| {
            !line.finished
                && style.is_narrow(line.width)
                && heading::is_numbered(style.lang, &line.text)
        })
        .count();
    if numbered >= 2 {
        let apart = |top: usize| {
            gap(top) > usize::from(!style.blank_breaks)
                || lines.get(top + 1).is_some_and(|next| !style.is_narrow(next.width))
        };
        for &top in tops.iter().filter(|&&top| apart(top)) {
            let line = &lines[top];
            heads[top] |= style.is_narrow(line.width)
                && !line.finished
                && heading::sort(style.lang, &line.text).is_none()
                && Label::read(&line.text).is_none()
                && !line.text.starts_with(['（', '(', '“', '「', '《'])
                && line.text.chars().any(char::is_alphabetic);
        }
    }
    let known: Vec<usize> = tops.iter().copied().filter(|&top| heads[top]).map(gap).collect();
    let usual = known.iter().copied().min().unwrap_or(0);
    if known.len() * 2 < tops.len() || usual == 0 {
        return;
    }
    for top in tops {
        let line = &lines[top];
        heads[top] |= gap(top) >= usual
            && style.is_narrow(line.width)
            && !line.finished
            && !heading::is_numbered(style.lang, &line.text)
            && line.text.chars().any(char::is_alphabetic);
    }
}

/// Whether a line of the first page belongs to the title rather than to the furniture. The first
/// page may have its running head too: it names a volume or a number, or the title stands below it.
fn in_title(lines: &[Line], style: &PageStyle, index: usize, title: &str, mask: &str) -> bool {
    const SERIAL: [&str; 10] =
        ["期", "卷", "vol.", "Vol.", "No.", "Journal", "Proceedings", "学报", "月刊", "杂志"];
    let serial = index == 0 && SERIAL.iter().any(|word| lines[index].text.contains(word));
    index < EDGE
        && masked(title).contains(mask)
        && !serial
        && !(index == 0 && title_below(lines, style, mask))
}

/// Whether the lines below the first one repeat it.
pub(crate) fn repeats_below(lines: &[Line], style: &PageStyle, mask: &str) -> bool {
    let below: String = lines
        .iter()
        .skip(1)
        .take(4)
        .take_while(|line| style.is_narrow(line.width) && !line.form_feed)
        .flat_map(|line| masked(&line.text).chars().collect::<Vec<_>>())
        .filter(|&c| c != '\u{ad}')
        .collect();
    below.contains(mask)
}

/// Whether the title stands below the first line: it repeats that line, or that line is set off
/// from one that is no name of an author.
fn title_below(lines: &[Line], style: &PageStyle, mask: &str) -> bool {
    let Some(next) = lines.get(1) else { return false };
    repeats_below(lines, style, mask)
        || (next.blanks > 0 || !style.blank_breaks)
            && style.is_narrow(next.width)
            && !next.finished
            && next.width > lines[0].width
            && heading::sort(style.lang, &next.text).is_none()
            && !is_author(style.lang, &next.text)
}

/// Whether a line stands between a full line that breaks a sentence and the rest of it.
fn interrupts(lines: &[Line], style: &PageStyle, index: usize) -> bool {
    let before = lines[..index].iter().rev().find(|line| page_number(&line.text).is_none());
    before.is_some_and(|line| !line.finished && !style.is_narrow(line.width))
        && style.is_narrow(lines[index].width)
}

fn beside_number(lines: &[Line], index: usize) -> bool {
    let near = [index.checked_sub(1), Some(index + 1)];
    near.into_iter()
        .flatten()
        .filter_map(|near| lines.get(near))
        .any(|line| page_number(&line.text).is_some())
}
