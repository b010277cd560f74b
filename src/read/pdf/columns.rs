//! The order of the lines of a page that is set in columns.
//!
//! `pdftotext` reads columns across where their lines stand on one height. The places of the words
//! tell better: many lines begin at the edge of a column, as many end before it, and hardly one
//! crosses it. The page is cut there, and each part again (the recursive cut of Nagy and Seth,
//! "Hierarchical representation of optically scanned documents", 1984). A line that crosses stands
//! between what is above it and what is below it.

use std::mem;

use super::gutter::{GUTTER, Gutter, gutter};
use super::line::{EM, Line};

/// A page with more parts of lines is none of columns: a newspaper has some 1,500.
const MOST: usize = 4000;

/// A part of a line without a wide gap, and the number of the line.
struct Piece {
    of: usize,
    line: Line,
}

/// The lines of a page in the order of its columns, cut where a gutter parts them; `None` for a
/// page without columns, or one whose words have no places.
///
/// Law: the words of the page are in it, each once.
pub(super) fn in_columns(lines: &[Line]) -> Option<Vec<Line>> {
    if !lines.iter().all(Line::has_all_words) {
        return None;
    }
    let pieces = lines.iter().enumerate();
    let pieces = pieces.flat_map(|(of, line)| {
        let parts = line.parted(line.height() * EM * GUTTER);
        parts.into_iter().map(move |line| Piece { of, line })
    });
    let pieces: Vec<Piece> = pieces.collect();
    let mut ordered = Vec::new();
    (pieces.len() <= MOST && cut(pieces, &mut ordered)).then_some(ordered)
}

/// Puts pieces in order; whether there was a gutter.
fn cut(mut pieces: Vec<Piece>, ordered: &mut Vec<Line>) -> bool {
    let Some((gutter, mut wide, mut beside)) = parted(&mut pieces) else {
        let mut last = None;
        let part = ordered.len() + 1;
        by_rows(&mut pieces);
        for piece in pieces {
            match ordered.last_mut().filter(|_| last == Some(piece.of)) {
                Some(line) => line.append(piece.line),
                None => ordered.push(Line { part, ..piece.line }),
            }
            last = Some(piece.of);
        }
        return false;
    };
    wide.sort_by(|a, b| a.line.middle().total_cmp(&b.line.middle()));
    let mut wide = wide.into_iter().peekable();
    loop {
        let end = wide.peek().map_or(f64::INFINITY, |it| it.line.middle());
        let (above, below): (Vec<Piece>, Vec<Piece>) =
            beside.into_iter().partition(|it| it.line.middle() < end);
        beside = below;
        let (left, right): (Vec<Piece>, Vec<Piece>) =
            above.into_iter().partition(|it| gutter.has_on_its_left(&it.line));
        let from = ordered.len();
        cut(left, ordered);
        cut(right, ordered);
        set_apart(ordered, from);
        // Lines that cross, until the next one that does not.
        let next = beside.iter().map(|it| it.line.middle()).fold(f64::INFINITY, f64::min);
        let mut across = Vec::new();
        while let Some(it) = wide.next_if(|it| it.line.middle() <= next) {
            across.push(it);
        }
        if across.is_empty() {
            return true;
        }
        across.sort_by_key(|it| it.of);
        let from = ordered.len();
        cut(across, ordered);
        set_apart(ordered, from);
    }
}

/// Parts the lines from the one at `from` from those before them: a head over two columns is no line
/// of the first one.
fn set_apart(ordered: &mut [Line], from: usize) {
    if let Some(line) = ordered.get_mut(from).filter(|_| from > 0) {
        line.is_apart = true;
    }
}

/// Sorts the pieces of one column from top to bottom, and those of one row, raised marks among them,
/// from left to right. Where lines stand side by side it is no column that is known, and the order
/// stays.
fn by_rows(pieces: &mut [Piece]) {
    pieces.sort_by(|a, b| a.line.middle().total_cmp(&b.line.middle()));
    let is_one_row = |a: &Piece, b: &Piece| {
        let shared = a.line.bottom.min(b.line.bottom) - a.line.top.max(b.line.top);
        shared > a.line.height().min(b.line.height()) * 0.5
    };
    let mut is_column = true;
    for row in pieces.chunk_by_mut(is_one_row) {
        row.sort_by(|a, b| a.line.left.total_cmp(&b.line.left));
        is_column &= row.windows(2).all(|two| {
            let gap = two[1].line.left - two[0].line.right;
            two[0].of == two[1].of || gap < two[0].line.height() * EM * GUTTER
        });
    }
    if !is_column {
        pieces.sort_by_key(|it| it.of);
    }
}

/// A gutter, the pieces of the lines that cross it, and the others; `None`, and the pieces left as
/// they are, where there is none.
fn parted(pieces: &mut Vec<Piece>) -> Option<(Gutter, Vec<Piece>, Vec<Piece>)> {
    let gutter = gutter(&pieces.iter().map(|it| &it.line).collect::<Vec<_>>())?;
    let mut crossing: Vec<usize> =
        pieces.iter().filter(|it| gutter.is_crossed(&it.line)).map(|it| it.of).collect();
    crossing.extend(apart(pieces));
    crossing.sort_unstable();
    // What stands beside a piece that crosses, in one line, goes with it.
    let crosses = |it: &Piece| crossing.binary_search(&it.of).is_ok();
    if pieces.iter().all(crosses) {
        return None;
    }
    let (wide, beside) = mem::take(pieces).into_iter().partition(crosses);
    Some((gutter, wide, beside))
}

/// The lines of the first and last row, where they stand apart from all others: a running head, a
/// page number over or under whichever column.
fn apart(pieces: &[Piece]) -> Vec<usize> {
    let mut all: Vec<&Piece> = pieces.iter().collect();
    all.sort_by(|a, b| a.line.middle().total_cmp(&b.line.middle()));
    let rows: Vec<&[&Piece]> = all.chunk_by(|a, b| a.line.is_beside(&b.line)).collect();
    let bottom = |row: &[&Piece]| row.iter().map(|it| it.line.bottom).fold(0.0, f64::max);
    let top = |row: &[&Piece]| row.iter().map(|it| it.line.top).fold(f64::INFINITY, f64::min);
    let parts = |above: &[&Piece], below: &[&Piece]| {
        top(below) - bottom(above) > above[0].line.height().max(below[0].line.height())
    };
    let mut lines = Vec::new();
    if let [first, second, .., before, last] = rows[..] {
        for (row, is_apart) in [(first, parts(first, second)), (last, parts(before, last))] {
            lines.extend(row.iter().filter(|_| is_apart).map(|it| it.of));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::words::Word;
    use super::*;

    /// A line of words, each with its left edge; ten points a character.
    fn line(top: f64, words: &[(f64, &str)]) -> Line {
        let word = |(left, text): &(f64, &str)| {
            let right = left + 10.0 * text.chars().count() as f64;
            Word::new(text, [*left, top, right, top + 13.0])
        };
        Line::of_words(words.iter().map(word).collect())
    }

    fn texts(lines: &[Line]) -> Vec<String> {
        lines.iter().map(Line::text).collect()
    }

    /// Two columns of 20 characters, whose lines stand on one height and are each one line of the
    /// page: the left edge of the right one is `right`.
    fn two_columns(right: f64, rows: usize) -> (Vec<Line>, Vec<String>) {
        let text = |side: char, row: usize| format!("{side}{}", "文".repeat(19 - row % 3));
        let lines = (0..rows).map(|row| {
            let top = 100.0 + 15.0 * row as f64;
            line(top, &[(70.0, &text('左', row)), (right, &text('右', row))])
        });
        let left = (0..rows).map(|row| text('左', row));
        (lines.collect(), left.chain((0..rows).map(|row| text('右', row))).collect())
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        let (mut lines, mut expected) = two_columns(290.0, 9);
        // The head and the page number stand across, a title does in the middle of the page.
        lines.insert(0, line(60.0, &[(200.0, "第三章"), (300.0, "云")]));
        lines.push(line(290.0, &[(276.0, "1")]));
        expected.insert(0, "第三章 云".to_owned());
        expected.push("1".to_owned());
        let ordered = in_columns(&lines).unwrap();
        assert_eq!(texts(&ordered), expected);
        let apart: Vec<usize> = (0..ordered.len()).filter(|&at| ordered[at].is_apart).collect();
        assert_eq!(apart, [1, 19]);
        assert_ne!(ordered[9].part, ordered[10].part);
    }

    #[test]
    fn a_line_over_both_columns_parts_what_is_above_it_from_what_is_below() {
        let (mut lines, above) = two_columns(290.0, 6);
        let (more, below) = two_columns(290.0, 6);
        lines.push(line(200.0, &[(100.0, &"题".repeat(30))]));
        lines.extend(more.into_iter().map(|it| {
            let words = it.words.iter().map(|word| (word.left, word.text.as_str()));
            line(it.top + 130.0, &words.collect::<Vec<_>>())
        }));
        let expected = [above, vec!["题".repeat(30)], below].concat();
        assert_eq!(texts(&in_columns(&lines).unwrap()), expected);
    }

    #[test]
    fn a_column_is_read_from_top_to_bottom_whatever_order_its_lines_came_in() {
        let (mut lines, mut expected) = two_columns(290.0, 9);
        lines.rotate_left(4);
        let raised = Word::new("*", [270.0, 98.0, 274.0, 105.0]);
        lines.push(Line::of_words(vec![raised]));
        expected[0].push_str("\u{1}*");
        let joined = texts(&in_columns(&lines).unwrap()).join("\n").replacen("\n*", "\u{1}*", 1);
        assert_eq!(joined.split('\n').collect::<Vec<_>>(), expected);
    }

    #[test]
    fn marks_may_hang_into_the_gutter() {
        let (mut lines, mut expected) = two_columns(300.0, 9);
        lines[4] = line(160.0, &[(70.0, &("左".repeat(20) + "，")), (292.0, "“右")]);
        expected[4] = "左".repeat(20) + "，";
        expected[13] = "“右".to_owned();
        assert_eq!(texts(&in_columns(&lines).unwrap()), expected);
    }

    #[test]
    fn three_columns_are_cut_twice() {
        let rows = 6;
        let row = |row: usize| {
            let cells = [(70.0, "一"), (190.0, "二"), (310.0, "三")];
            let cells = cells.map(|(left, side)| (left, format!("{side}{}", "文".repeat(9))));
            let words: Vec<(f64, &str)> = cells.iter().map(|it| (it.0, it.1.as_str())).collect();
            line(100.0 + 15.0 * row as f64, &words)
        };
        let lines: Vec<Line> = (0..rows).map(row).collect();
        let sides: String =
            texts(&in_columns(&lines).unwrap()).iter().filter_map(|it| it.chars().next()).collect();
        assert_eq!(sides, "一".repeat(rows) + &"二".repeat(rows) + &"三".repeat(rows));
    }

    #[test]
    fn tables_lists_and_single_columns_stay() {
        let row = |at: usize| 100.0 + 15.0 * at as f64;
        let names = ["甲", "乙方的人", "丙", "丁丁", "戊", "己己己", "庚"];
        let cells = |(at, name): (usize, &&str)| {
            line(row(at), &[(70.0, name), (200.0, &"字".repeat(1 + at * 5 % 17))])
        };
        let table: Vec<Line> = names.iter().enumerate().map(cells).collect();
        assert!(in_columns(&table).is_none());
        let single: Vec<Line> =
            (0..9).map(|at| line(row(at), &[(70.0, &"文".repeat(40))])).collect();
        assert!(in_columns(&single).is_none());
        // A list with amounts, each as wide as the next.
        let item = |at: usize| line(row(at), &[(70.0, &"项".repeat(20)), (290.0, "一百二十元整")]);
        assert!(in_columns(&(0..9).map(item).collect::<Vec<_>>()).is_none());
        // Fewer lines than a column has, and more than any page.
        assert!(in_columns(&two_columns(290.0, 4).0).is_none());
        assert!(in_columns(&two_columns(290.0, MOST).0).is_none());
        // A gap that is no wider than a blank.
        let half = "文".repeat(20);
        let close = (0..9).map(|at| line(row(at), &[(70.0, &half), (276.0, &half)]));
        assert!(in_columns(&close.collect::<Vec<_>>()).is_none());
    }

    proptest! {
        #[test]
        fn every_word_is_kept(
            rows in prop::collection::vec((0_u8..40, prop::collection::vec((0_u8..50, 1_usize..20), 1..4)), 1..60),
        ) {
            let row = |(top, cells): &(u8, Vec<(u8, usize)>)| {
                let cells: Vec<(f64, String)> = cells
                    .iter()
                    .map(|(left, count)| (f64::from(*left) * 10.0, "文".repeat(*count)))
                    .collect();
                let words: Vec<(f64, &str)> =
                    cells.iter().map(|it| (it.0, it.1.as_str())).collect();
                line(f64::from(*top) * 15.0, &words)
            };
            let mut lines: Vec<Line> = rows.iter().map(row).collect();
            lines.extend(two_columns(290.0, 12).0);
            let all = |lines: &[Line]| {
                let words = lines.iter().flat_map(|it| &it.words);
                let mut words: Vec<String> =
                    words.map(|it| format!("{} {} {}", it.left, it.top, it.text)).collect();
                words.sort();
                words
            };
            if let Some(ordered) = in_columns(&lines) {
                prop_assert_eq!(all(&ordered), all(&lines));
            }
        }
    }
}
