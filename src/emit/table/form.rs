//! The forms of a table, by name.

use std::io::{self, Write};
use std::path::Path;

use super::content::Table;
use super::{csv, html, workbook};
use crate::emit::emitter::ByName;

/// The form of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableForm {
    /// Tab-separated text with the English names of the columns.
    Tsv,
    /// CSV that Excel opens.
    Csv,
    /// An Excel workbook.
    Xlsx,
    /// A web page of its own.
    Html,
    /// A row a line, as JSON.
    Jsonl,
}

impl TableForm {
    const NAMES: [(&'static str, Self); 5] = [
        ("xlsx", Self::Xlsx),
        ("csv", Self::Csv),
        ("tsv", Self::Tsv),
        ("html", Self::Html),
        ("jsonl", Self::Jsonl),
    ];

    /// Writes the whole table. The same table gives the same bytes.
    ///
    /// # Errors
    /// What `out` gives, and a text that a cell of a workbook cannot hold.
    pub fn write(self, table: &Table, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Tsv => csv::tsv(table, out),
            Self::Csv => csv::csv(table, out),
            Self::Xlsx => workbook::xlsx(table, out),
            Self::Html => html::html(table, out),
            Self::Jsonl => csv::jsonl(table, out),
        }
    }
}

impl ByName for TableForm {
    fn by_name(path: &Path) -> Result<Self, String> {
        let extension = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
        let form = Self::NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(extension));
        form.map(|it| it.1).ok_or_else(|| {
            let names = Self::NAMES.map(|it| it.0).join(", .");
            format!("the name does not say the format: end it in .{names}")
        })
    }
}
