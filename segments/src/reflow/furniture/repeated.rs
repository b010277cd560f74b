//! Running heads that repeat from page to page, and the title where it is one.

use std::collections::{HashMap, HashSet};

use super::marks::{EDGE, mask, masked, may_be_head, repeats_title};
use super::page_number::page_number;
use crate::reflow::lines::author::is_author;
use crate::reflow::lines::heading;
use crate::reflow::lines::line::Line;
use crate::reflow::lines::page_style::PageStyle;

/// The title as one string without spaces: the short lines before the first full one.
pub(crate) fn title(lines: &[Line], style: &PageStyle) -> String {
    let start = usize::from(lines.first().is_some_and(|line| page_number(&line.text).is_some()));
    lines
        .iter()
        .skip(start)
        .take(3)
        .take_while(|line| style.is_narrow(line.width))
        .flat_map(|line| line.text.chars())
        .filter(|c| !c.is_whitespace())
        .collect()
}

/// Lines at the edges of pages that repeat, where most pages have one.
pub(crate) fn heads(lines: &[Line], style: &PageStyle, edges: &[usize], title: &str) -> Vec<bool> {
    let mut heads = vec![false; lines.len()];
    let mut chapters: HashSet<&str> = HashSet::new();
    let mut at: HashMap<String, Vec<usize>> = HashMap::new();
    let mut numbered: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, line) in lines.iter().enumerate() {
        if edges[index] >= EDGE || !may_be_head(line, style) {
            continue;
        }
        if heading::is_numbered(style.lang, &line.text) {
            // A chapter has its heading once; above the pages that follow it is a head.
            heads[index] = !chapters.insert(&line.text);
            if line.text.starts_with(|c: char| c.is_ascii_digit()) {
                numbered.entry(masked(&line.text)).or_default().push(index);
            }
        } else if let Some(mask) = mask(&line.text) {
            at.entry(mask).or_default().push(index);
        }
    }
    // Behind the page's own number the same words are a head, and no heading.
    at.extend(numbered.into_iter().filter(|(_, places)| counts_pages(lines, places)));
    for (mask, places) in &at {
        let repeats = places.windows(2).any(|pair| lines[pair[0]].page != lines[pair[1]].page);
        if repeats || repeats_title(mask, title) {
            for &index in places {
                heads[index] = !in_title(lines, style, index, title, mask);
            }
        }
    }
    keep_stretches(lines, &mut heads);
    heads
}

/// The least number of pages that show a stretch of a book to have heads.
const STRETCH: usize = 4;

/// Heads stand on half of the pages at least, or of a stretch of them: what stands on few pages is
/// text that happens to repeat there.
fn keep_stretches(lines: &[Line], heads: &mut [bool]) {
    let turns = lines.iter().filter(|line| line.form_feed).count();
    let places: Vec<usize> = (0..lines.len()).filter(|&index| heads[index]).collect();
    let pages = |places: &[usize]| {
        1 + places.windows(2).filter(|pair| lines[pair[0]].page != lines[pair[1]].page).count()
    };
    if pages(&places) * 2 >= turns {
        return;
    }
    let near = |a: &usize, b: &usize| lines[*b].page <= lines[*a].page.map(|page| page + 2);
    for stretch in places.chunk_by(near).filter(|stretch| pages(stretch) < STRETCH) {
        for &index in stretch {
            heads[index] = false;
        }
    }
}

/// Whether lines that start with a number stand on two pages and more, and count them.
fn counts_pages(lines: &[Line], places: &[usize]) -> bool {
    let number = |index: usize| {
        let text = &lines[index].text;
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        text[..end].parse::<usize>().ok()
    };
    let ahead = |index: usize| Some(number(index)?.wrapping_sub(lines[index].page?));
    places.len() >= 2
        && places.windows(2).all(|pair| {
            // Two lines of one page count nothing.
            lines[pair[0]].page < lines[pair[1]].page && ahead(pair[0]) == ahead(pair[1])
        })
}

/// Heads at the top of pages that stand once: the other side's, or the next chapter's.
pub(crate) fn top_lines(lines: &[Line], style: &PageStyle, heads: &mut [bool]) {
    let tops: Vec<usize> = (1..lines.len()).filter(|&index| lines[index].form_feed).collect();
    let is_head = |top: usize| {
        may_be_head(&lines[top], style) && !heading::is_numbered(style.lang, &lines[top].text)
    };
    // Where headings have numbers, a short line without one above running text is no heading.
    let numbered = lines
        .iter()
        .filter(|line| may_be_head(line, style) && heading::is_numbered(style.lang, &line.text));
    if numbered.count() >= 2 {
        for &top in &tops {
            heads[top] |=
                is_head(top) && lines.get(top + 1).is_some_and(|next| !style.is_narrow(next.width));
        }
    }
    // Where heads stand apart from the text, so does this one.
    let gap = |index: usize| lines.get(index + 1).map_or(0, |next| next.blanks);
    let usual = tops.iter().filter(|&&top| heads[top]).map(|&top| gap(top)).min().unwrap_or(0);
    for top in tops {
        heads[top] |= usual > 0 && gap(top) >= usual && is_head(top);
    }
}

/// Whether the first line is the title once more, above itself.
pub(crate) fn opens_with_head(lines: &[Line], style: &PageStyle) -> bool {
    lines.first().is_some_and(|first| {
        let mask = masked(&first.text);
        mask.chars().count() >= 6 && repeats_below(lines, style, &mask)
    })
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
        && !(index == 0 && title_below(lines, style))
}

/// Whether the lines below the first one repeat it.
fn repeats_below(lines: &[Line], style: &PageStyle, mask: &str) -> bool {
    let below: String = lines
        .iter()
        .skip(1)
        .take(4)
        .take_while(|line| style.is_narrow(line.width))
        .flat_map(|line| masked(&line.text).chars().collect::<Vec<_>>())
        .filter(|&c| c != '\u{ad}')
        .collect();
    below.contains(mask)
}

/// Whether the title stands below the first line, which is set off from it and narrower.
fn title_below(lines: &[Line], style: &PageStyle) -> bool {
    let Some(next) = lines.get(1) else { return false };
    next.blanks > 0
        && style.is_narrow(next.width)
        && !next.finished
        && next.width > lines[0].width
        && !is_author(style.lang, &next.text)
}
