//! `diptych tmx stats`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use diptych_tmx::{Fault, Header, LanguageStats, Stats, Tally, TranslationUnit};

use super::faults;
use super::input::{Input, ReadArgs};
use crate::cli::{Console, Outcome, Outcomes, outputs};

/// How many faults are listed at most; all are counted.
const LISTED: usize = 10_000;
/// How many of each kind of thing are shown to people.
const SHOWN: usize = 20;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The memory, also as .gz or .zip; `-` is the standard input.
    file: PathBuf,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    #[command(flatten)]
    read: ReadArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    Human,
    /// One JSON value.
    Json,
}

/// What is printed as JSON.
#[derive(serde::Serialize)]
struct Report<'a> {
    file: &'a str,
    version: &'a str,
    encoding: &'a str,
    byte_order_mark: bool,
    srclang: &'a str,
    header: &'a Header,
    #[serde(flatten)]
    stats: &'a Stats,
    /// Codes as written, with the number of their variants.
    languages: BTreeMap<&'a str, u64>,
    languages_bcp47: BTreeMap<String, LanguageStats>,
    /// Units that could not be read.
    broken_units: u64,
    faults_total: usize,
    faults: &'a [Fault],
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let input = Input::new(&args.file, console)?;
    let mut memory = input.memory(args.read.options())?;
    let (mut stats, mut unit) = (Stats::default(), TranslationUnit::default());
    let (mut listed, mut total) = (memory.take_faults(), 0);
    loop {
        let more = memory.read_unit(&mut unit).map_err(|error| input.failure(&error))?;
        let mut found = memory.take_faults();
        total += found.len();
        found.truncate(LISTED.saturating_sub(listed.len()));
        listed.append(&mut found);
        if !more {
            break;
        }
        stats.add(&unit);
    }
    let report = Report {
        file: &input.name(),
        version: &memory.header().version,
        encoding: memory.encoding().name(),
        byte_order_mark: memory.encoding().has_bom(),
        srclang: memory.header().srclang(),
        header: memory.header(),
        broken_units: memory.unit_number() - stats.units,
        stats: &stats,
        languages: stats.languages(),
        languages_bcp47: stats.languages_bcp47(),
        faults_total: total.max(listed.len()),
        faults: &listed,
    };
    outputs::to_stdout(|out| match args.format {
        Format::Json => {
            serde_json::to_writer(&mut *out, &report)?;
            writeln!(out)
        }
        Format::Human => write!(out, "{}", human(&report)),
    })?;
    Ok(Outcome::Clean)
}

fn human(report: &Report<'_>) -> String {
    let Report { stats, header, .. } = report;
    let mut text = String::new();
    let mut row = |name: &str, value: String| {
        if !value.is_empty() {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{name:<12}{value}");
        }
    };
    let mark = if report.byte_order_mark { " with a byte order mark" } else { "" };
    let version = if report.version.is_empty() { "of no version" } else { report.version };
    row("file", report.file.to_owned());
    row("format", format!("TMX {version}, {}{mark}", report.encoding));
    let tool_version = header.attributes.get("creationtoolversion").unwrap_or("");
    row("written by", format!("{} {tool_version}", header.tool()).trim().to_owned());
    row("source", report.srclang.to_owned());
    row("units", stats.units.to_string());
    row("given up", nonzero(report.broken_units));
    row("variants", stats.variants.to_string());
    row("duplicates", nonzero(stats.duplicates));
    for (code, language) in report.languages_bcp47.iter().take(SHOWN) {
        let written: Vec<&str> = report
            .languages
            .keys()
            .copied()
            .filter(|&written| {
                written != code && diptych_tmx::language::canonical(written).as_ref() == Some(code)
            })
            .collect();
        let written = if written.is_empty() {
            String::new()
        } else {
            format!(" (written {})", written.join(", "))
        };
        row(
            "language",
            format!(
                "{code}{written}: {} variants, {} empty, {} characters, {} words",
                language.variants, language.empty, language.characters, language.words
            ),
        );
    }
    if let (Some(first), Some(last)) = (&stats.first_date, &stats.last_date) {
        row("dates", format!("{first} to {last}"));
    }
    row("tools", counts(&stats.tools));
    row("props", counts(&stats.props));
    row("codes", counts(&stats.codes));
    row("notes", nonzero(stats.notes));
    row("faults", report.faults_total.to_string());
    for fault in report.faults.iter().take(SHOWN) {
        let _ = writeln!(text, "  {}", faults::line(report.file, fault));
    }
    if report.faults_total > SHOWN {
        let _ = writeln!(text, "  … and {} more: --format json", report.faults_total - SHOWN);
    }
    text
}

fn nonzero(number: u64) -> String {
    if number == 0 { String::new() } else { number.to_string() }
}

fn counts(tally: &Tally) -> String {
    let mut sorted: Vec<(&str, u64)> = tally.counts().into_iter().collect();
    sorted.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
    let shown: Vec<String> =
        sorted.iter().take(SHOWN).map(|(name, count)| format!("{name} {count}")).collect();
    let rest = sorted.len().saturating_sub(SHOWN);
    let rest = if rest == 0 { String::new() } else { format!(" … and {rest} more") };
    shown.join(", ") + &rest
}
