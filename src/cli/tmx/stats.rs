//! `diptych tmx stats`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use diptych_tmx::{Fault, Header, LanguageStats, Stats, Tally, TranslationUnit};
use unicode_width::UnicodeWidthStr as _;

use super::faults;
use super::input::{Input, ReadArgs};
use crate::cli::console::Console;
use crate::cli::outcome::{Outcome, Outcomes};
use crate::cli::printable::{padded, printable, right};
use crate::output::to_stdout;
use crate::words::phrases::told;

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
    to_stdout(|out| match args.format {
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
            let _ = writeln!(text, "{}{}", padded(&told(name), 12), printable(&value));
        }
    };
    let mark = if report.byte_order_mark { told(" with a byte order mark") } else { "".into() };
    let version =
        if report.version.is_empty() { told("of no version") } else { report.version.into() };
    row("file", report.file.to_owned());
    row("format", format!("TMX {version}, {}{mark}", report.encoding));
    let tool_version = header.attributes.get("creationtoolversion").unwrap_or("");
    row("written by", format!("{} {tool_version}", header.tool()).trim().to_owned());
    row("source", report.srclang.to_owned());
    row("units", grouped(stats.units));
    row("broken", nonzero(report.broken_units));
    let single: u64 = stats.units_by_variants.range(..2).map(|(_, units)| units).sum();
    row("one-sided", nonzero(single));
    row("duplicates", nonzero(stats.duplicates));
    if let (Some(first), Some(last)) = (&stats.first_date, &stats.last_date) {
        row("dates", format!("{} to {}", day(first), day(last)));
    }
    row("tools", counts(&stats.tools));
    row("props", counts(&stats.props));
    row("codes", counts(&stats.codes));
    row("notes", nonzero(stats.notes));
    text.push('\n');
    text.push_str(&languages(report));
    text.push('\n');
    let mut row = |line: String| {
        let _ = writeln!(text, "{}", printable(&told(&line)));
    };
    if report.faults_total == 0 {
        row("no faults in reading; diptych tmx check looks closer".to_owned());
        return text;
    }
    let faults = if report.faults_total == 1 { "fault" } else { "faults" };
    row(format!(
        "{} {faults}; diptych tmx repair mends the file",
        grouped(report.faults_total as u64)
    ));
    for fault in report.faults.iter().take(SHOWN) {
        row(format!("  {}", faults::line(report.file, fault)));
    }
    if report.faults_total > SHOWN {
        row(format!("  … and {} more: --format json", report.faults_total - SHOWN));
    }
    text
}

/// The languages as a table.
fn languages(report: &Report<'_>) -> String {
    let heads = ["language", "variants", "empty", "characters", "words", "written"];
    let mut rows = vec![heads.map(|head| told(head).into_owned())];
    for (code, language) in report.languages_bcp47.iter().take(SHOWN) {
        let canonical = |written: &str| diptych_tmx::language::canonical(written);
        let others: Vec<&str> = report
            .languages
            .keys()
            .copied()
            .filter(|&written| written != code && canonical(written).as_ref() == Some(code))
            .collect();
        rows.push([
            if code.is_empty() { told("(none)").into_owned() } else { code.clone() },
            grouped(language.variants),
            grouped(language.empty),
            grouped(language.characters),
            grouped(language.words),
            others.join(", "),
        ]);
    }
    if rows[1..].iter().all(|row| row[5].is_empty()) {
        rows[0][5].clear();
    }
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..5).map(width).collect();
    let mut table = String::new();
    for [code, variants, empty, characters, words, written] in &rows {
        let line = format!(
            "{}  {}  {}  {}  {}  {written}",
            padded(code, widths[0]),
            right(variants, widths[1]),
            right(empty, widths[2]),
            right(characters, widths[3]),
            right(words, widths[4])
        );
        let _ = writeln!(table, "{}", printable(line.trim_end()));
    }
    let rest = report.languages_bcp47.len().saturating_sub(SHOWN);
    if rest > 0 {
        let _ = writeln!(table, "{}", told(&format!("… and {rest} more: --format json")));
    }
    table
}

/// 275000 as 275,000.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut written = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

/// The day of a date such as 20240229T235959Z.
fn day(date: &str) -> String {
    match (date.get(..4), date.get(4..6), date.get(6..8)) {
        (Some(year), Some(month), Some(day)) => format!("{year}-{month}-{day}"),
        _ => date.to_owned(),
    }
}

fn nonzero(number: u64) -> String {
    if number == 0 { String::new() } else { grouped(number) }
}

fn counts(tally: &Tally) -> String {
    let mut sorted: Vec<(&str, u64)> = tally.counts().into_iter().collect();
    sorted.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
    let shown: Vec<String> =
        sorted.iter().take(SHOWN).map(|(name, count)| format!("{name} {count}")).collect();
    let rest = sorted.len().saturating_sub(SHOWN);
    let rest =
        if rest == 0 { String::new() } else { told(&format!(" … and {rest} more")).into_owned() };
    shown.join(", ") + &rest
}
