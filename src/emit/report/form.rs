//! The forms of a report, by name.

use std::io::{self, Write};
use std::path::Path;
use std::str::FromStr;

use super::content::Report;
use super::{junit, markdown, page, sarif, sheet};
use crate::emit::emitter::ByName;
use crate::emit::table::TableForm;

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Text for a terminal; the command line writes it.
    Human,
    /// One finding a line.
    Jsonl,
    /// SARIF 2.1.0.
    Sarif,
    /// A web page of its own.
    Html,
    /// A summary for a merge request or a mail.
    Markdown,
    /// The findings sheet as an Excel workbook.
    Xlsx,
    /// The findings sheet as CSV.
    Csv,
    /// `JUnit` XML.
    Junit,
}

impl Form {
    const NAMES: [(&'static str, Self); 12] = [
        ("human", Self::Human),
        ("jsonl", Self::Jsonl),
        ("sarif", Self::Sarif),
        ("html", Self::Html),
        ("md", Self::Markdown),
        ("xlsx", Self::Xlsx),
        ("csv", Self::Csv),
        ("junit", Self::Junit),
        ("xml", Self::Junit),
        ("txt", Self::Human),
        ("htm", Self::Html),
        ("markdown", Self::Markdown),
    ];

    /// Writes the reports of one file or several; [`Human`](Self::Human) as Markdown. The same reports give the same bytes.
    ///
    /// # Errors
    /// What `out` gives.
    pub fn write(self, reports: &[Report], out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Jsonl => jsonl(reports, out),
            Self::Sarif => sarif::write(reports, out),
            Self::Html => page::write(reports, out),
            Self::Markdown | Self::Human => markdown::write(reports, out),
            Self::Xlsx => TableForm::Xlsx.write(&sheet::sheet(reports), out),
            Self::Csv => TableForm::Csv.write(&sheet::sheet(reports), out),
            Self::Junit => junit::write(reports, out),
        }
    }
}

impl ByName for Form {
    fn by_name(path: &Path) -> Result<Self, String> {
        let extension = path.extension().and_then(|extension| extension.to_str());
        extension.and_then(|it| it.to_ascii_lowercase().parse().ok()).ok_or_else(|| {
            "the name does not say the format: end it in .jsonl, .sarif, .html, .md, .xlsx, .csv, .xml or .txt, or give --format"
                .to_owned()
        })
    }
}

impl FromStr for Form {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::NAMES.iter().find(|it| it.0 == name).map(|it| it.1).ok_or_else(|| {
            let names: Vec<_> = Self::NAMES[..8].iter().map(|it| it.0).collect();
            format!("`{name}` is no form of findings: use {}", names.join(", "))
        })
    }
}

fn jsonl(reports: &[Report], out: &mut dyn Write) -> io::Result<()> {
    for finding in reports.iter().flat_map(|it| it.findings) {
        serde_json::to_writer(&mut *out, finding)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
