//! A line of a page, its words and where they stand.

use super::super::{flow::is_chinese, xml::Element};
use super::hyphens::bare;
use super::words::{Word, words};

/// The size of type for the height of a line of it.
pub(super) const EM: f64 = 0.78;
/// Lines of this many more or less hundredths in height are of the same type.
const SAME_TYPE: f64 = 0.1;

/// Words stand apart from so many ems on: blanks are a quarter of an em, and squeezed to a sixth.
const SPACE: f64 = 0.12;

/// A line and where it stands, in points from the top left of the page.
#[derive(Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a feature that rules look at")]
pub(super) struct Line {
    pub(super) bare: String,
    /// What cannot be parted at its head, in ems.
    pub(super) head: f64,
    pub(super) starts_chinese: bool,
    pub(super) ends_chinese: bool,
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
    /// Edges of the column that it stands in, where its lines are enough to tell.
    pub(super) column: Option<(f64, f64)>,
    /// The number of its column on a page that has several; 0 on others.
    pub(super) part: usize,
    pub(super) words: Vec<Word>,
    /// Whether it is the first of what stands across columns, or of what follows such.
    pub(super) is_apart: bool,
    /// Whether it is a row of a table, or a piece of one.
    pub(super) in_row: bool,
}

impl Line {
    /// The line that words make.
    pub(super) fn of_words(words: Vec<Word>) -> Self {
        let mut line = Self { words, ..Self::default() };
        line.measure();
        line
    }

    /// Sets what the words tell.
    fn measure(&mut self) {
        let text = self.text();
        let edge = |of: fn(&Word) -> f64| self.words.iter().map(of);
        self.left = edge(|it| it.left).fold(f64::INFINITY, f64::min);
        self.top = edge(|it| it.top).fold(f64::INFINITY, f64::min);
        self.right = edge(|it| it.right).fold(0.0, f64::max);
        self.bottom = edge(|it| it.bottom).fold(0.0, f64::max);
        self.bare = bare(&text);
        self.head = head(&text);
        self.starts_chinese = self.bare.starts_with(is_chinese);
        self.ends_chinese = self.bare.ends_with(is_chinese);
    }

    /// Its words, with blanks where they stand apart.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for (at, word) in self.words.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| &self.words[before]);
            let space = (word.bottom - word.top) * EM * SPACE;
            if before.is_some_and(|before| word.left - before.right >= space) {
                text.push(' ');
            }
            text.push_str(&word.text);
        }
        text
    }

    /// Whether its words are all there is in it.
    pub(super) fn has_all_words(&self) -> bool {
        bare(&self.words.iter().map(|word| word.text.as_str()).collect::<String>()) == self.bare
    }

    /// Its parts between gaps that are so many points wide.
    pub(super) fn parted(&self, gap: f64) -> Vec<Self> {
        let parts = self.words.chunk_by(|a, b| b.left - a.right < gap);
        parts.map(|words| Self::of_words(words.to_vec())).collect()
    }

    /// Puts another part of the same line behind it.
    pub(super) fn append(&mut self, other: Self) {
        self.words.extend(other.words);
        self.measure();
    }

    /// The height on the page at which it stands.
    pub(super) fn middle(&self) -> f64 {
        f64::midpoint(self.top, self.bottom)
    }

    pub(super) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Whether the other stands on the same height.
    pub(super) fn is_beside(&self, other: &Self) -> bool {
        (self.top - other.top).abs() < self.height().max(other.height()) * 0.2
    }

    /// The kind of type it is set in, by its height.
    pub(super) fn kind(&self) -> u32 {
        self.height().max(0.0).round() as u32
    }

    /// How far the next line stands below. The top rises with raised marks, the bottom falls with
    /// lowered ones: the lesser of the two.
    pub(super) fn step(&self, next: &Self) -> f64 {
        (next.top - self.top).min(next.bottom - self.bottom)
    }

    /// Whether one stands above or below more than half of the other.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let shared = self.right.min(other.right) - self.left.max(other.left);
        shared > (self.right - self.left).min(other.right - other.left) * 0.5
    }

    /// Whether the next line stands below it in its column, in the same type.
    pub(super) fn is_over(&self, next: &Self) -> bool {
        let (a, b) = (self.height(), next.height());
        let step = self.step(next);
        (a - b).abs() <= a.max(b) * SAME_TYPE
            && self.overlaps(next)
            && step > a * 0.5
            && step < a * 4.0
    }
}

/// A line of the XML; `None` for one without a frame.
pub(super) fn line(element: &Element) -> Option<Line> {
    let number = |name| element.attr(name)?.parse().ok();
    let text = element.text();
    let bare = bare(&text);
    let edges = (number("xMin")?, number("yMin")?, number("xMax")?, number("yMax")?);
    Some(Line {
        head: head(&text),
        starts_chinese: bare.starts_with(is_chinese),
        ends_chinese: bare.ends_with(is_chinese),
        left: edges.0,
        top: edges.1,
        right: edges.2,
        bottom: edges.3,
        column: None,
        part: 0,
        words: words(element),
        is_apart: false,
        in_row: false,
        bare,
    })
}

/// How wide the word is that a line begins with, in ems: a Chinese character and the mark after
/// it, or letters up to a space or a Chinese character.
fn head(text: &str) -> f64 {
    let mut characters = text.trim_start().chars();
    match characters.next() {
        Some(first) if is_chinese(first) => 2.0,
        Some(_) => {
            0.5 + 0.5
                * characters.take_while(|c| !c.is_whitespace() && !is_chinese(*c)).count() as f64
        }
        None => 0.0,
    }
}
