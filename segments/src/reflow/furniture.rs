//! Page numbers and running heads.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::line::Line;
use super::setting::Setting;
use super::title::is_author;
use super::{Kind, heading, headline, label::Label};

/// Why a line is no part of the text.
const FOLIO: &str = "page number";
pub(super) const HEAD: &str = "running head";

/// How many lines at the top and at the bottom of a page may be furniture.
const EDGE: usize = 3;

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
    for index in 0..lines.len() {
        if marks.folios[index] {
            kinds[index] = Kind::Furniture(FOLIO);
        } else if marks.heads[index] {
            kinds[index] = Kind::Furniture(HEAD);
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
                && !line.text.starts_with(|c| matches!(c, '（' | '(' | '“' | '「' | '《'))
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

/// The number of a line that holds nothing but a page number, and whether it is Roman.
pub(super) fn folio(text: &str) -> Option<(u32, bool)> {
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
    roman(bare).map(|number| (number, true))
}

/// `of 40`, `/ 40`, `共 40 页`
fn is_total(text: &str) -> bool {
    let rest = text
        .trim_start_matches(['/', ' ', '共'])
        .trim_start_matches("of ")
        .trim_end_matches([' ', '页', '頁']);
    !rest.is_empty() && rest.len() <= 4 && rest.bytes().all(|b| b.is_ascii_digit())
}

fn roman(text: &str) -> Option<u32> {
    if text.is_empty()
        || text.len() > 6
        || !(text.bytes().all(|b| b"ivxl".contains(&b))
            || text.bytes().all(|b| b"IVXL".contains(&b)))
    {
        return None;
    }
    let value = |b: u8| match b.to_ascii_lowercase() {
        b'i' => 1,
        b'v' => 5,
        b'x' => 10,
        _ => 50,
    };
    let bytes = text.as_bytes();
    let mut sum = 0_i32;
    for (index, &b) in bytes.iter().enumerate() {
        let later = bytes.get(index + 1).is_some_and(|&next| value(next) > value(b));
        sum += if later { -value(b) } else { value(b) };
    }
    u32::try_from(sum).ok()
}

/// Page numbers: lines at the edge of a page that count with the pages, or beside a running head.
fn folios(
    lines: &[Line],
    setting: &Setting,
    edges: &[usize],
    paged: bool,
    heads: &[bool],
) -> Vec<bool> {
    let found: Vec<(usize, u32, bool)> = lines
        .iter()
        .enumerate()
        .filter_map(|(index, line)| folio(&line.text).map(|(number, roman)| (index, number, roman)))
        .collect();
    let mut folios = vec![false; lines.len()];
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
                    folios[index] = true;
                    numbered.insert(lines[index].page);
                }
            }
        }
        // A page of its own numbering (a cover, a plate): alone at the very edge.
        for &(index, number, _) in &found {
            let other =
                |at: Option<usize>| at.and_then(|at| folios.get(at).copied()).unwrap_or(false);
            folios[index] |= edges[index] == 0
                && !numbered.contains(&lines[index].page)
                && number < 1500
                && !other(index.checked_sub(1))
                && !other(Some(index + 1));
        }
        return folios;
    }
    // The number at the foot of one page and that at the head of the next stand together.
    let alone = |index: usize| lines[index].blanks > 0 && setting.blank_breaks;
    for (place, &(index, number, _)) in found.iter().enumerate() {
        let grows = |other: Option<&(usize, u32, bool)>, step: i64| {
            other.is_some_and(|&(at, value, _)| {
                i64::from(value) - i64::from(number) == step
                    && (at.abs_diff(index) >= 3 || at.abs_diff(index) == 1 && alone(index))
            })
        };
        let counts = grows(place.checked_sub(1).and_then(|p| found.get(p)), -1)
            || grows(found.get(place + 1), 1);
        folios[index] = touches(heads, index) || counts && index > 0;
    }
    folios
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
