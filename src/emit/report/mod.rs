//! Findings become a report: JSON lines, SARIF, a web page or Markdown.

mod markdown;
mod page;
mod sarif;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;
use std::str::FromStr;

use super::ByName;
use crate::check::waivers::Waiver;
use crate::check::{Unit, Use};
use crate::finding::{Class, Finding};

/// What a report is made of.
pub struct Report<'a> {
    /// The file that was checked, as it was named.
    pub file: &'a str,
    /// Its units in ascending order of their numbers; those without findings may be absent.
    pub units: &'a [Unit],
    /// The findings, in the order of the units.
    pub findings: &'a [Finding],
    /// How often each rendering was used, of the terms that were rendered in several ways.
    pub uses: &'a [Use],
    /// The waivers that the findings were held against: they give the reasons.
    pub waivers: &'a [Waiver],
    /// The fingerprints of an earlier run, where there was one.
    pub known: Option<&'a BTreeSet<String>>,
}

impl<'a> Report<'a> {
    /// A report without uses, waivers and an earlier run.
    pub fn new(file: &'a str, units: &'a [Unit], findings: &'a [Finding]) -> Self {
        Self { file, units, findings, uses: &[], waivers: &[], known: None }
    }

    /// Why a finding is waived.
    fn reason_to_waive(&self, finding: &Finding) -> Option<&str> {
        let mut waivers = self.waivers.iter();
        waivers.find(|it| it.fingerprint == finding.fingerprint).map(|it| it.reason.as_str())
    }

    /// The unit with this number.
    pub fn unit(&self, number: usize) -> Option<&Unit> {
        let place = self.units.binary_search_by_key(&number, |unit| unit.number).ok()?;
        self.units.get(place)
    }
}

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
}

impl Form {
    const NAMES: [(&'static str, Self); 8] = [
        ("human", Self::Human),
        ("jsonl", Self::Jsonl),
        ("sarif", Self::Sarif),
        ("html", Self::Html),
        ("md", Self::Markdown),
        ("txt", Self::Human),
        ("htm", Self::Html),
        ("markdown", Self::Markdown),
    ];

    /// Writes the whole report; [`Human`](Self::Human) as Markdown. The same report gives the same bytes.
    ///
    /// # Errors
    /// What `out` gives.
    pub fn write(self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Jsonl => jsonl(report, out),
            Self::Sarif => sarif::write(report, out),
            Self::Html => page::write(report, out),
            Self::Markdown | Self::Human => markdown::write(report, out),
        }
    }
}

impl ByName for Form {
    fn by_name(path: &Path) -> Result<Self, String> {
        let extension = path.extension().and_then(|extension| extension.to_str());
        extension.and_then(|it| it.to_ascii_lowercase().parse().ok()).ok_or_else(|| {
            "the name does not tell the form: end it in .jsonl, .sarif, .html, .md or .txt, or give --format"
                .to_owned()
        })
    }
}

impl FromStr for Form {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::NAMES.iter().find(|it| it.0 == name).map(|it| it.1).ok_or_else(|| {
            let names: Vec<_> = Self::NAMES[..5].iter().map(|it| it.0).collect();
            format!("`{name}` is no form of findings: use {}", names.join(", "))
        })
    }
}

/// How many findings there are of each class, the gravest first; waived ones do not count.
pub fn counts(findings: &[Finding]) -> Vec<(&'static str, usize)> {
    Class::ALL
        .iter()
        .map(|(name, class)| {
            (*name, findings.iter().filter(|it| it.class == *class && !it.waived).count())
        })
        .filter(|(_, count)| *count > 0)
        .collect()
}

/// The category of the MQM typology that an issue of this class belongs to.
fn mqm(class: Class) -> Option<&'static str> {
    match class {
        Class::Missing | Class::Variant | Class::Forbidden | Class::Superseded => {
            Some("Terminology: inconsistent with terminology resource")
        }
        Class::Inconsistent | Class::FirstMention => {
            Some("Terminology: inconsistent use of terminology")
        }
        Class::Ambiguous | Class::Typo | Class::Note => None,
    }
}

fn jsonl(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for finding in report.findings {
        serde_json::to_writer(&mut *out, finding)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
