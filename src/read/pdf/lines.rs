//! What the places of lines on a page tell of a text.
//!
//! `pdftotext` parts lines where punctuation was squeezed (`：“`) or where an
//! ideographic space stands (第一章　引言), and does not tell where a paragraph
//! ends. The frames of the lines do: a line that begins where the last one
//! ended, and as high, is the same line; a wider step down, a line that had
//! room for the next word, or a first line that stands in begins a paragraph.

use std::{collections::HashMap, mem};

use super::super::{
    error::ErrorKind,
    xml::{Pulled, Xml},
};
use super::columns::in_columns;
use super::hyphens::{bare, printed};
use super::line::{EM, Line, line};
use super::words::{is_row, is_vertical};

/// A step down this much wider than usual parts paragraphs. Typst's paragraphs are 1.4 steps
/// apart, one and a half line spacing changes nothing within a text.
const WIDE_STEP: f64 = 1.25;
/// So many lines that begin in the right half of a page make columns, or a table.
const BESIDE: usize = 3;

/// The text with torn lines joined and a blank line between paragraphs, by the places of its
/// lines (`pdftotext -bbox-layout`). A page of which the two do not tell the same stays as it is.
///
/// # Errors
/// [`ErrorKind::VerticalPage`].
pub(super) fn mended(text: &str, places: &str) -> Result<String, ErrorKind> {
    let Some(pages) = pages(places) else { return Ok(text.to_owned()) };
    let is_page = |page: &Page| is_vertical(page.lines.iter().map(|line| line.words.as_slice()));
    if let Some(at) = pages.iter().position(is_page) {
        return Err(ErrorKind::VerticalPage(at + 1));
    }
    let steps = steps(&pages);
    let mut pages = pages.into_iter();
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for as_told in text.split_inclusive('\u{C}') {
        let Page { lines, has_columns } = pages.next().unwrap_or_default();
        let page = if has_columns {
            let end = if as_told.ends_with('\u{C}') { "\u{C}" } else { "" };
            let blank = |line: &Line| if line.is_apart { "\n" } else { "" };
            let lines = lines.iter().map(|line| format!("{}{}\n", blank(line), line.text()));
            Some(lines.collect::<String>() + end)
        } else {
            printed(as_told, lines.iter().map(|line| line.bare.as_str()))
        };
        let page = page.as_deref().unwrap_or(as_told);
        out.push_str(&mended_page(page, &lines, &steps).unwrap_or_else(|| page.to_owned()));
    }
    Ok(out)
}

fn mended_page(page: &str, placed: &[Line], steps: &HashMap<u32, f64>) -> Option<String> {
    let mut out = String::with_capacity(page.len() + page.len() / 16);
    let mut at = 0;
    for line in page.split_inclusive('\n') {
        let bare = bare(line);
        if !bare.is_empty() {
            let here = placed.get(at).filter(|place| place.bare == bare)?;
            let before = at.checked_sub(1).map(|before| &placed[before]);
            match before.map(|before| relation(before, here, placed.get(at + 1), steps)) {
                Some(Relation::Same { gap }) => {
                    out.truncate(out.trim_end_matches('\n').len());
                    out.push_str(if gap { "\u{3000}" } else { "" });
                    out.push_str(line.trim_start());
                    at += 1;
                    continue;
                }
                Some(Relation::Paragraph) if !out.ends_with("\n\n") => out.push('\n'),
                _ => {}
            }
            at += 1;
        }
        out.push_str(line);
    }
    (at == placed.len()).then_some(out)
}

/// The lines of a page that hold anything.
#[derive(Debug, Default)]
struct Page {
    lines: Vec<Line>,
    /// Whether they are in the order of its columns, which may not be that of the text.
    has_columns: bool,
}

/// How a line goes with the one before it.
enum Relation {
    /// It is a piece of it, after a gap or not.
    Same { gap: bool },
    /// It is the first of a paragraph.
    Paragraph,
    /// The places do not tell.
    Unknown,
}

fn relation(
    before: &Line,
    here: &Line,
    after: Option<&Line>,
    steps: &HashMap<u32, f64>,
) -> Relation {
    let height = before.height().max(here.height());
    let (gap, em) = (here.left - before.right, height * EM);
    if before.is_beside(here) && gap.abs() < height {
        let is_space = gap > em * 0.6 && before.ends_chinese && here.starts_chinese;
        return Relation::Same { gap: is_space };
    }
    // The last cell of a row does not run on into the first of the next.
    if before.in_row && here.in_row && !before.is_beside(here) {
        return Relation::Paragraph;
    }
    if !before.is_over(here) {
        return Relation::Unknown;
    }
    let (step, usual) = (before.step(here), steps.get(&here.kind()).copied());
    if usual.is_some_and(|usual| step > usual * WIDE_STEP) {
        return Relation::Paragraph;
    }
    let Some((left, right)) = here.column else { return Relation::Unknown };
    if right - before.right > (here.head + 1.0) * em {
        return Relation::Paragraph;
    }
    // Where the next line stands in as well, it is the first that hangs out.
    let stands_in = |line: &Line| line.left - left > em && line.left - left < em * 4.5;
    let is_first = stands_in(here)
        && (before.left - left).abs() < em * 0.5
        && after.is_some_and(|after| here.is_over(after) && after.left - left < em * 0.5);
    if is_first { Relation::Paragraph } else { Relation::Unknown }
}

/// The usual step from line to line, by the kind of type.
fn steps(pages: &[Page]) -> HashMap<u32, f64> {
    let mut all: HashMap<u32, Vec<f64>> = HashMap::new();
    for pair in pages.iter().flat_map(|page| page.lines.windows(2)) {
        let [before, here] = pair else { continue };
        if before.is_over(here) {
            all.entry(here.kind()).or_default().push(before.step(here));
        }
    }
    // Steps between paragraphs are among them: the narrower ones are asked.
    let usual = |mut steps: Vec<f64>| {
        steps.sort_by(f64::total_cmp);
        steps[steps.len() / 3]
    };
    all.into_iter().map(|(kind, steps)| (kind, usual(steps))).collect()
}

/// The edges of the column that each line of a page stands in, where enough lines tell.
fn columns(page: &[Line]) -> Vec<Option<(f64, f64)>> {
    let left = page.iter().map(|line| line.left).fold(f64::INFINITY, f64::min);
    let right = page.iter().map(|line| line.right).fold(0.0, f64::max);
    let beside = page.iter().filter(|line| line.left > f64::midpoint(left, right)).count();
    if beside < BESIDE {
        return vec![edges(page, |_, _| true); page.len()];
    }
    // A wide head over the columns must not make their lines short: what most of them have.
    page.chunk_by(|a, b| if a.part > 0 { a.part == b.part } else { a.is_over(b) })
        .flat_map(|column| std::iter::repeat_n(edges(column, |n, most| n >= most), column.len()))
        .collect()
}

/// The edges of lines: the right one is the farthest where two of them end and of which
/// `enough(how many end there, how many end at the commonest)` holds.
fn edges(lines: &[Line], enough: impl Fn(usize, usize) -> bool) -> Option<(f64, f64)> {
    let left = lines.iter().map(|line| line.left).fold(f64::INFINITY, f64::min);
    let mut rights: Vec<f64> = lines.iter().map(|line| line.right).collect();
    rights.sort_by(f64::total_cmp);
    let near = lines.iter().map(Line::height).fold(f64::INFINITY, f64::min) * EM;
    let ending = |right: f64| {
        let from = rights.partition_point(|r| *r < right - near);
        rights.partition_point(|r| *r <= right) - from
    };
    let most = rights.iter().map(|right| ending(*right)).max()?;
    let shared = |right: &&f64| ending(**right) >= 2 && enough(ending(**right), most);
    rights.iter().rev().find(shared).map(|right| (left, *right))
}

/// The pages; `None` for what is no such XML.
fn pages(places: &str) -> Option<Vec<Page>> {
    let mut xml = Xml::new(places);
    let mut pages: Vec<Vec<Line>> = Vec::new();
    let (mut page, mut started) = (Vec::new(), false);
    loop {
        match xml.pull().ok()? {
            Pulled::Start(element) => match element.name.as_str() {
                "page" if mem::replace(&mut started, true) => pages.push(mem::take(&mut page)),
                "line" => {
                    let line = line(&xml.tree(element).ok()?)?;
                    page.extend((!line.bare.is_empty()).then_some(line));
                }
                _ => {}
            },
            Pulled::Eof => break,
            Pulled::End | Pulled::Text(_) => {}
        }
    }
    pages.push(page);
    Some(pages.into_iter().map(placed).collect())
}

/// A page with its lines in order, and what they tell of each other.
fn placed(lines: Vec<Line>) -> Page {
    let ordered = in_columns(&lines);
    let has_columns = ordered.is_some();
    let mut lines = ordered.unwrap_or(lines);
    let columns = columns(&lines);
    lines.iter_mut().zip(columns).for_each(|(line, column)| line.column = column);
    for row in lines.chunk_by_mut(Line::is_beside) {
        let in_row = is_row(row.iter().flat_map(|line| &line.words));
        for line in row {
            line.in_row = in_row;
        }
    }
    Page { lines, has_columns }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(x: [f64; 2], y: f64, text: &str) -> String {
        format!(
            "<line xMin='{}' yMin='{y}' xMax='{}' yMax='{}'><word>{text}</word></line>",
            x[0],
            x[1],
            y + 13.0
        )
    }

    #[test]
    fn a_line_that_begins_where_the_last_ended_is_its_end() {
        let places = format!(
            "<doc><page><block>{}{}{}</block><block>{}</block><block>{}</block></page><page>{}</page></doc>",
            line([70.0, 184.0], 100.0, "她问：“走吗？"),
            line([178.5, 300.0], 100.0, "”我说。"),
            line([70.0, 120.0], 115.0, "“好。”"),
            line([70.0, 100.0], 140.0, "第一章"),
            line([110.0, 130.0], 140.0, "引言"),
            line([130.0, 140.0], 115.0, "”尾"),
        );
        let text = "她问：“走吗？\n”我说。\n“好。”\n\n第一章\n\n引言\n\u{C}”尾\n\u{C}";
        assert_eq!(
            mended(text, &places).unwrap(),
            "她问：“走吗？”我说。\n“好。”\n\n第一章\u{3000}引言\n\u{C}”尾\n\u{C}"
        );
        assert_eq!(mended("别的\n", &places).unwrap(), "别的\n");
        assert_eq!(mended("别的\n", "<doc").unwrap(), "别的\n");
    }

    #[test]
    fn paragraphs_are_told_by_steps_room_and_indents() {
        let rows = [
            ([94.0, 300.0], 100.0, "第一段首行，"),
            ([70.0, 300.0], 115.0, "第二行，"),
            ([70.0, 296.0], 130.0, "满行。"),
            ([94.0, 300.0], 145.0, "缩进的首行，"),
            ([70.0, 150.0], 160.0, "短行。"),
            ([70.0, 300.0], 175.0, "又一段，"),
            ([70.0, 300.0], 190.0, "满行，"),
            ([70.0, 300.0], 210.0, "隔开的段。"),
            ([70.0, 300.0], 225.0, "下一行"),
            ([70.0, 260.0], 240.0, "word"),
            ([70.0, 300.0], 255.0, "unbreakable_word"),
        ];
        let placed: String = rows.iter().map(|(x, y, text)| line(*x, *y, text)).collect();
        let text: String = rows.iter().map(|row| row.2.to_owned() + "\n").collect();
        let got =
            mended(&text, &format!("<doc><page><block>{placed}</block></page></doc>")).unwrap();
        let starts: Vec<&str> =
            got.split("\n\n").map(|paragraph| paragraph.lines().next().unwrap()).collect();
        assert_eq!(starts, ["第一段首行，", "缩进的首行，", "又一段，", "隔开的段。"]);
    }

    #[test]
    fn a_page_in_columns_is_read_column_by_column() {
        let row = |at: usize| {
            let (left, right) = ("左".repeat(19), "右".repeat(19));
            worded(&[
                (70.0, 100.0 + 15.0 * at as f64, &left),
                (290.0, 100.0 + 15.0 * at as f64, &right),
            ])
        };
        let places = (0..6).map(row).collect::<String>();
        let across = format!("{} {}\n", "左".repeat(19), "右".repeat(19)).repeat(6);
        let page = format!("<doc><page><block>{places}</block></page></doc>");
        let read = mended(&format!("{across}\u{C}"), &page).unwrap();
        let column = |side: &str| format!("{}\n", side.repeat(19)).repeat(6);
        assert_eq!(read, format!("{}{}\u{C}", column("左"), column("右")));
    }

    /// A line of words, each with its left edge and its top; ten points a character.
    fn worded(words: &[(f64, f64, &str)]) -> String {
        let word = |(left, top, text): &(f64, f64, &str)| {
            let right = left + 10.0 * text.chars().count() as f64;
            format!(
                "<word xMin='{left}' xMax='{right}' yMin='{top}' yMax='{}'>{text}</word>",
                top + 13.0
            )
        };
        let (left, top, _) = words[0];
        let words: String = words.iter().map(word).collect::<Vec<_>>().concat();
        format!("<line xMin='{left}' yMin='{top}' xMax='300' yMax='{}'>{words}</line>", top + 13.0)
    }

    #[test]
    fn a_row_of_a_table_does_not_run_on_into_the_next() {
        let places = [
            worded(&[(70.0, 100.0, "甲一"), (120.0, 100.0, "屋面"), (280.0, 100.0, "张三")]),
            worded(&[(70.0, 115.0, "甲二"), (120.0, 115.0, "书架")]),
            worded(&[(280.0, 115.0, "李四")]),
            worded(&[(70.0, 130.0, "甲三"), (120.0, 130.0, "电脑"), (280.0, 130.0, "王五")]),
            worded(&[(70.0, 145.0, "以上"), (92.5, 145.0, "3"), (105.0, 145.0, "项")]),
        ];
        let text = "甲一 屋面 张三\n甲二 书架\n李四\n甲三 电脑 王五\n以上 3 项\n";
        let places = format!("<doc><page><block>{}</block></page></doc>", places.concat());
        assert_eq!(
            mended(text, &places).unwrap(),
            "甲一 屋面 张三\n\n甲二 书架\n李四\n\n甲三 电脑 王五\n以上 3 项\n"
        );
    }

    #[test]
    fn a_page_that_is_set_vertically_is_refused() {
        let column = |left: f64| {
            worded(&[
                (left, 30.0, "第"),
                (left, 44.0, "一"),
                (left, 58.0, "條"),
                (left + 20.0, 30.0, "為"),
            ])
        };
        let columns: String =
            (0..6).map(|n| column(70.0 + 40.0 * f64::from(n))).collect::<Vec<_>>().concat();
        let places = format!("<doc><page/><page><block>{columns}</block></page></doc>");
        assert!(matches!(mended("x", &places), Err(ErrorKind::VerticalPage(2))));
    }
}
