//! Findings become a report: text, JSON lines, SARIF, a web page or Markdown.

use std::io::{self, Write};
use std::path::Path;
use std::str::FromStr;

use crate::check::Unit;
use crate::finding::Finding;

/// What a report is made of.
pub struct Report<'a> {
    /// The file that was checked, as it was named.
    pub file: &'a str,
    /// Its units, in order; empty where the form shows no texts.
    pub units: &'a [Unit],
    /// The findings, in the order of the units.
    pub findings: &'a [Finding],
    /// Whether text for people shows what is for information too.
    pub all: bool,
    /// Whether text for people is coloured.
    pub color: bool,
}

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Text for a terminal.
    Human,
    /// One finding a line.
    Jsonl,
}

impl Form {
    const NAMES: [(&'static str, Self); 3] =
        [("human", Self::Human), ("txt", Self::Human), ("jsonl", Self::Jsonl)];

    /// The form that a file's extension asks for.
    pub fn of(path: &Path) -> Option<Self> {
        path.extension()?.to_str()?.to_ascii_lowercase().parse().ok()
    }

    /// Whether it shows the texts of the units.
    pub fn shows_texts(self) -> bool {
        self != Self::Jsonl
    }

    /// Writes the whole report. The same report gives the same bytes.
    ///
    /// # Errors
    /// What `out` gives.
    pub fn write(self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Human | Self::Jsonl => jsonl(report, out),
        }
    }
}

impl FromStr for Form {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::NAMES.iter().find(|it| it.0 == name).map(|it| it.1).ok_or_else(|| {
            let names: Vec<_> = Self::NAMES.iter().map(|it| it.0).collect();
            format!("`{name}` is no form of findings: use {}", names.join(", "))
        })
    }
}

fn jsonl(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for finding in report.findings {
        serde_json::to_writer(&mut *out, finding)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
