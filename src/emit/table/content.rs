//! What a table holds, whatever its form.

use crate::finding::{Severity, Span};

/// A table.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Its title in English and Chinese.
    pub title: (&'static str, &'static str),
    /// Its columns.
    pub columns: &'static [Column],
    /// Its rows, each with a cell for every column.
    pub rows: Vec<Vec<Cell>>,
    /// How to work in it, in English and Chinese; empty where there is nothing to fill in.
    pub instructions: &'static [(&'static str, &'static str)],
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// The English name, by which the column is found again.
    pub name: &'static str,
    /// The Chinese name.
    pub zh: &'static str,
    /// The width in characters of the standard font; 0 hides the column in a workbook.
    pub width: u16,
    /// What can be chosen; any text where it is empty.
    pub choices: &'static [&'static str],
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Text.
    Text(String),
    /// Text with a place that matters, in characters from 0.
    Marked(String, Option<Span>),
    /// How many.
    Count(usize),
    /// A word that matters as much as the severity says.
    Badge(String, Severity),
}

impl Column {
    /// A column of free text.
    pub const fn new(name: &'static str, zh: &'static str, width: u16) -> Self {
        Self { name, zh, width, choices: &[] }
    }

    /// Its head in a sheet.
    pub fn head(&self) -> String {
        format!("{} {}", self.name, self.zh).trim_end().to_owned()
    }
}

impl Cell {
    /// What stands in the cell, without its marks.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) | Self::Marked(text, _) | Self::Badge(text, _) => text.clone(),
            Self::Count(count) => count.to_string(),
        }
    }

    /// The text before the marked place, in it, and after it; all of it is before where none is.
    pub(crate) fn parts(&self) -> [String; 3] {
        let text = self.text();
        let Self::Marked(_, Some(span)) = self else {
            return [text, String::new(), String::new()];
        };
        let byte = |count: usize| text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
        let (start, end) = (byte(span.start), byte(span.end.max(span.start)));
        [text[..start].to_owned(), text[start..end].to_owned(), text[end..].to_owned()]
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Cell {
    fn from(count: usize) -> Self {
        Self::Count(count)
    }
}
