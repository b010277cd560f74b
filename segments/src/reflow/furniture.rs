//! Page numbers and running heads.

use std::collections::{HashMap, HashSet};

use super::folio::{folio, folios};
use super::line::Line;
use super::setting::Setting;
use super::title::is_author;
use super::{Kind, heading, headline, label::Label};

/// Why a line is no part of the text.
const FOLIO: &str = "page number";
pub(super) const HEAD: &str = "running head";

/// How many lines at the top and at the bottom of a page may be furniture.
pub(super) const EDGE: usize = 3;

/// What was found so far.
pub(super) struct Marks {
    /// Form feeds show where pages start.
    pub(super) paged: bool,
    /// How far each line is from the nearest end of its page.
    pub(super) edges: Vec<usize>,
    pub(super) heads: Vec<bool>,
    pub(super) folios: Vec<bool>,
}

impl Marks {
    pub(super) fn is_furniture(&self, index: usize) -> bool {
        self.heads[index] || self.folios[index]
    }

    /// Whether a line is the first or last of its page, but for another head or number.
    pub(super) fn is_edge(&self, index: usize) -> bool {
        self.paged && self.edges[index] < 2 && !self.is_furniture(index)
    }
}

/// Marks page numbers and running heads among `kinds`.
pub(super) fn mark(lines: &[Line], setting: &Setting, kinds: &mut [Kind]) {
    let paged = lines.iter().skip(1).any(|line| line.form_feed);
    let edges = edges(lines);
    let title = title(lines, setting);
    let mut heads = heads(lines, setting, &edges, paged, &title);
    if paged {
        top_lines(lines, setting, &mut heads);
    }
    // The title once more, above itself.
    if let Some(first) = lines.first()
        && lines.len() > 2
    {
        let mask = masked(&first.text);
        heads[0] |=
            mask.chars().count() >= 6 && !first.finished && repeats_below(lines, setting, &mask);
    }
    let folios = folios(lines, setting, &edges, paged, &heads);
    let mut marks = Marks { paged, edges, heads, folios };
    headline::mark_shared(lines, setting, &title, &mut marks);
    headline::mark_lone_numbers(lines, setting, &mut marks);
    headline::mark_turns(lines, setting, &mut marks);
    for (index, kind) in kinds.iter_mut().enumerate() {
        if marks.folios[index] {
            *kind = Kind::Furniture(FOLIO);
        } else if marks.heads[index] {
            *kind = Kind::Furniture(HEAD);
        }
    }
}

/// How far each line is from the nearest end of its page: 0 is the first or last line.
fn edges(lines: &[Line]) -> Vec<usize> {
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
fn title(lines: &[Line], setting: &Setting) -> String {
    let start = usize::from(lines.first().is_some_and(|line| folio(&line.text).is_some()));
    lines
        .iter()
        .skip(start)
        .take(3)
        .take_while(|line| setting.is_narrow(line.width) && !line.finished)
        .flat_map(|line| line.text.chars())
        .filter(|c| !c.is_whitespace())
        .collect()
}

/// A line without digits, spaces and ornaments: what repeats from page to page.
pub(super) fn masked(text: &str) -> String {
    text.chars()
        .filter(|c| {
            !c.is_whitespace()
                && !c.is_ascii_digit()
                && !matches!(c, '·' | '-' | '—' | '–' | '|' | '•')
        })
        .collect()
}

fn heads(
    lines: &[Line],
    setting: &Setting,
    edges: &[usize],
    paged: bool,
    title: &str,
) -> Vec<bool> {
    // Only lines at the edge of a page can be heads; without pages, only narrow ones.
    let candidate = |index: usize| {
        let line = &lines[index];
        let place = if paged { edges[index] < EDGE } else { setting.is_narrow(line.width) };
        place
            && !line.finished
            && line.width <= setting.measure + setting.measure / 8
            && !line.text.contains("://")
            && Label::read(&line.text).is_none_or(|label| label.gap > 4)
    };
    let numbered = |index: usize| heading::is_numbered(setting.lang, &lines[index].text);
    let mut heads = vec![false; lines.len()];
    let mut numbered_lines: HashSet<&str> = HashSet::new();
    let mut at: HashMap<String, Vec<usize>> = HashMap::new();
    for index in (0..lines.len()).filter(|&index| candidate(index)) {
        let text = &lines[index].text;
        let mut mask = masked(text);
        // A number of the document (`22-01234`) repeats digit by digit.
        if mask.chars().filter(|c| c.is_alphabetic()).count() < 2
            && text.len() > 4
            && folio(text).is_none()
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
                    lines[index].page != Some(1) || !in_title(lines, setting, index, title, mask)
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
                    index >= 3 && (interrupts(lines, setting, index) || beside_folio(lines, index))
                })
                .collect();
            if places.len() >= 3 && cuts.len() * 2 >= places.len()
                || !cuts.is_empty() && repeats_title(mask, title)
            {
                let first = title_below(lines, setting, mask);
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
fn top_lines(lines: &[Line], setting: &Setting, heads: &mut [bool]) {
    let tops: Vec<usize> = (1..lines.len()).filter(|&index| lines[index].form_feed).collect();
    let gap = |index: usize| lines.get(index + 1).map_or(0, |next| next.blanks);
    // Where the headings of a document have numbers, a line without one at the top of a page is none.
    let numbered = lines
        .iter()
        .filter(|line| {
            !line.finished
                && setting.is_narrow(line.width)
                && heading::is_numbered(setting.lang, &line.text)
        })
        .count();
    if numbered >= 2 {
        let apart = |top: usize| {
            gap(top) > usize::from(!setting.blank_breaks)
                || lines.get(top + 1).is_some_and(|next| !setting.is_narrow(next.width))
        };
        for &top in tops.iter().filter(|&&top| apart(top)) {
            let line = &lines[top];
            heads[top] |= setting.is_narrow(line.width)
                && !line.finished
                && heading::sort(setting.lang, &line.text).is_none()
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
            && setting.is_narrow(line.width)
            && !line.finished
            && !heading::is_numbered(setting.lang, &line.text)
            && line.text.chars().any(char::is_alphabetic);
    }
}

/// Whether a line of the first page belongs to the title rather than to the furniture. The first
/// page may have its running head too: it names a volume or a number, or the title stands below it.
fn in_title(lines: &[Line], setting: &Setting, index: usize, title: &str, mask: &str) -> bool {
    const SERIAL: [&str; 10] =
        ["期", "卷", "vol.", "Vol.", "No.", "Journal", "Proceedings", "学报", "月刊", "杂志"];
    let serial = index == 0 && SERIAL.iter().any(|word| lines[index].text.contains(word));
    index < EDGE
        && masked(title).contains(mask)
        && !serial
        && !(index == 0 && title_below(lines, setting, mask))
}

/// Whether the lines below the first one repeat it.
fn repeats_below(lines: &[Line], setting: &Setting, mask: &str) -> bool {
    let below: String = lines
        .iter()
        .skip(1)
        .take(4)
        .take_while(|line| setting.is_narrow(line.width) && !line.form_feed)
        .flat_map(|line| masked(&line.text).chars().collect::<Vec<_>>())
        .filter(|&c| c != '\u{ad}')
        .collect();
    below.contains(mask)
}

/// Whether the title stands below the first line: it repeats that line, or that line is set off
/// from one that is no name of an author.
fn title_below(lines: &[Line], setting: &Setting, mask: &str) -> bool {
    let Some(next) = lines.get(1) else { return false };
    repeats_below(lines, setting, mask)
        || (next.blanks > 0 || !setting.blank_breaks)
            && setting.is_narrow(next.width)
            && !next.finished
            && next.width > lines[0].width
            && heading::sort(setting.lang, &next.text).is_none()
            && !is_author(setting.lang, &next.text)
}

/// Whether a line is the title or most of it.
pub(super) fn repeats_title(mask: &str, title: &str) -> bool {
    let title = masked(title);
    let name = title.find(['章', '回', '节']).map_or("", |at| &title[at + '章'.len_utf8()..]);
    mask.chars().count() >= 2 && mask == name
        || !mask.is_empty()
            && mask.chars().count() >= 4
            && title.contains(mask)
            && mask.chars().count() * 3 >= title.chars().count()
}

/// Whether a line stands between a full line that breaks a sentence and the rest of it.
fn interrupts(lines: &[Line], setting: &Setting, index: usize) -> bool {
    let before = lines[..index].iter().rev().find(|line| folio(&line.text).is_none());
    before.is_some_and(|line| !line.finished && !setting.is_narrow(line.width))
        && setting.is_narrow(lines[index].width)
}

fn beside_folio(lines: &[Line], index: usize) -> bool {
    let near = [index.checked_sub(1), Some(index + 1)];
    near.into_iter()
        .flatten()
        .filter_map(|near| lines.get(near))
        .any(|line| folio(&line.text).is_some())
}
