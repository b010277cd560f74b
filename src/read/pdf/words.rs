//! What the places of words tell: rows of a table, and text that is set vertically.

use super::super::{flow::is_chinese, xml::Element};

/// A word and where it stands, in points from the top left of the page.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    /// How wide a character of it is, where all are Chinese.
    em: Option<f64>,
    starts_chinese: bool,
    ends_chinese: bool,
}

/// Cells stand at least so many ems apart: words of running text a quarter, in lines that are
/// stretched up to a half.
const APART: f64 = 0.6;

impl Word {
    /// A text and the left, top, right and bottom of its frame.
    pub(super) fn new(text: &str, [left, top, right, bottom]: [f64; 4]) -> Self {
        let text = text.trim();
        let count = text.chars().count();
        let is_all = count > 0 && text.chars().all(is_chinese);
        Self {
            left,
            right,
            top,
            bottom,
            em: is_all.then(|| (right - left) / count as f64),
            starts_chinese: text.starts_with(is_chinese),
            ends_chinese: text.ends_with(is_chinese),
            text: text.to_owned(),
        }
    }
}

/// The words of a line of the XML.
pub(super) fn words(line: &Element) -> Vec<Word> {
    let word = |element: &Element| {
        let number = |name| element.attr(name)?.parse::<f64>().ok();
        let frame = [number("xMin")?, number("yMin")?, number("xMax")?, number("yMax")?];
        Some(Word::new(&element.text(), frame))
    };
    line.elements().filter(|e| e.name == "word").filter_map(word).collect()
}

/// Whether words that stand side by side on one height are the row of a table: at least three cells.
pub(super) fn is_row<'w>(words: impl Iterator<Item = &'w Word>) -> bool {
    let mut words: Vec<&Word> = words.collect();
    words.sort_by(|a, b| a.left.total_cmp(&b.left));
    let Some(em) = words.iter().filter_map(|word| word.em).min_by(f64::total_cmp) else {
        return false;
    };
    let is_gap = |two: &&[&Word]| {
        let is_chinese = two[0].ends_chinese || two[1].starts_chinese;
        is_chinese && two[1].left - two[0].right >= em * APART
    };
    words.windows(2).filter(is_gap).count() >= 2
}

/// Whether a page is set vertically: of the words that follow each other in its lines, most stand
/// below the one before them.
pub(super) fn is_vertical<'w>(lines: impl Iterator<Item = &'w [Word]>) -> bool {
    let (mut below, mut all) = (0_usize, 0_usize);
    for two in lines.flat_map(|words| words.windows(2)) {
        all += 1;
        let is_below = (two[1].left - two[0].left).abs() < 1.0 && two[1].top > two[0].top + 1.0;
        below += usize::from(is_below);
    }
    // Columns of two characters that stand side by side are each a line with the next.
    all >= 10 && below * 3 >= all
}
