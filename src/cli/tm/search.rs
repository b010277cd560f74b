//! `diptych tm search`: units whose text is the same or similar.

use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;

use diptych_segments::Lang;

use super::memory::{LangArg, lang_of, with};
use super::shown::{Format, changes};
use crate::cli::console::Console;
use crate::cli::counted::plural;
use crate::cli::outcome::{Failure, Outcome, Outcomes};
use crate::cli::printable::printable;
use crate::memory::{Context, Error, Found, LONGEST, Memory};
use crate::output::to_stdout;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The memory: a store, a TMX or any other bilingual file.
    memory: PathBuf,
    /// The text to find; without it, or with `-`, each line of the standard input is one. Lines are
    /// taken for a text whose sentences follow one another: neighbours count.
    text: Option<String>,
    /// Leave out what is less similar than this percentage.
    #[arg(long, value_name = "PERCENT", default_value = "70", value_parser = percent)]
    min: f64,
    /// Show at most so many matches of a text.
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// The language of the text (default: that of most of its characters and words).
    #[arg(long, value_name = "LANG")]
    lang: Option<LangArg>,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// A match as JSON.
#[derive(serde::Serialize)]
struct Row<'a> {
    query: usize,
    score: f64,
    rate: f64,
    tier: &'static str,
    side: &'static str,
    source_text: &'a str,
    target_text: &'a str,
    unit: usize,
    origin: &'a str,
    penalties: Vec<Points>,
}

#[derive(serde::Serialize)]
struct Points {
    reason: &'static str,
    points: u32,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let queries = queries(args)?;
    let (printed, counts, units) = with(&args.memory, queries.len(), console, |memory| {
        found(args, &queries, memory, console)
    })?;
    to_stdout(|out| out.write_all(printed.as_bytes()))?;
    said(args, units, counts, console);
    Ok(Outcome::Clean)
}

/// How many matches are shown, and how many there are.
type Counts = (usize, usize);

/// What is printed, how many matches that is, and how many units there are.
fn found(
    args: &Args,
    queries: &[String],
    memory: &Memory,
    console: &Console,
) -> Result<(String, Counts, usize), Error> {
    let mut printed = String::new();
    let (mut shown, mut all) = (0, 0);
    for (number, text) in queries.iter().enumerate() {
        if text.trim().is_empty() {
            continue;
        }
        let lang = args.lang.map_or_else(|| lang_of(text), Lang::from);
        let context = Context {
            before: number.checked_sub(1).map(|it| queries[it].as_str()),
            behind: queries.get(number + 1).map(String::as_str),
        };
        let mut found = memory.search(lang, text, context, args.min)?;
        all += found.len();
        found.truncate(args.limit);
        shown += found.len();
        match args.format {
            Format::Jsonl => jsonl(number, lang, &found, &mut printed),
            Format::Human => {
                if queries.len() > 1 {
                    let gap = if printed.is_empty() { "" } else { "\n" };
                    let _ = writeln!(printed, "{gap}{}: {}", number + 1, printable(text));
                }
                human(text, lang, &found, console.stdout_color(), &mut printed);
            }
        }
    }
    Ok((printed, (shown, all), memory.len()))
}

fn said(args: &Args, units: usize, (shown, all): Counts, console: &Console) {
    if args.format == Format::Human {
        let units = plural(units, "unit");
        let found = match all {
            0 => format!("no match of {} % or more", args.min),
            _ if shown < all => format!("{shown} of {all} matches"),
            1 => "1 match".to_owned(),
            _ => format!("{all} matches"),
        };
        console.say(format!("{found} in {units}"));
    }
}

/// The texts to look for. An empty line of the standard input keeps its number.
fn queries(args: &Args) -> Result<Vec<String>, Failure> {
    let (queries, place) = match args.text.as_deref() {
        Some(text) if text != "-" => (vec![text.to_owned()], "TEXT"),
        _ => {
            let mut bytes = Vec::new();
            io::Read::read_to_end(&mut io::stdin().lock(), &mut bytes)
                .map_err(|error| Failure::reading("standard input", &error))?;
            let text = String::from_utf8(bytes).map_err(|error| {
                let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
                let line = good.split(|byte| *byte == b'\n').count();
                Failure::new(format!("standard input:{line}: this is not UTF-8"))
            })?;
            let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
            (text.lines().map(str::to_owned).collect(), "standard input")
        }
    };
    if queries.iter().all(|text| text.trim().is_empty()) {
        return Err(Failure::new(format!("{place}: there is no text to look for")));
    }
    if let Some(at) = queries.iter().position(|text| text.chars().nth(LONGEST).is_some()) {
        return Err(Failure::new(format!(
            "{place}: text {} has more than {LONGEST} characters: look for a sentence, or split the \
             text with `diptych segment`",
            at + 1
        )));
    }
    Ok(queries)
}

fn jsonl(query: usize, lang: Lang, found: &[Found<'_>], printed: &mut String) {
    let rounded = |it: f64| (it * 10_000.0).round() / 10_000.0;
    for it in found {
        let penalties = it.penalties.iter();
        let row = Row {
            query,
            score: rounded(it.score),
            rate: rounded(it.rate),
            tier: it.tier().name(),
            side: if lang == it.unit.lang { "source" } else { "target" },
            source_text: &it.unit.source,
            target_text: &it.unit.target,
            unit: it.unit.number,
            origin: &it.unit.origin,
            penalties: penalties
                .map(|it| Points { reason: it.reason.name(), points: it.points })
                .collect(),
        };
        // Numbers and texts can always be written.
        printed.push_str(&serde_json::to_string(&row).unwrap_or_default());
        printed.push('\n');
    }
}

/// Each match: what the text has otherwise, the translation, and where it comes from.
fn human(text: &str, lang: Lang, found: &[Found<'_>], color: bool, printed: &mut String) {
    let other = if lang == Lang::Zh { Lang::En } else { Lang::Zh };
    for it in found {
        let same = changes(it.unit.text(lang), text, color);
        let _ = writeln!(printed, "{:>4}  {same}", it.rate.floor());
        let _ = writeln!(printed, "      {}", printable(it.unit.text(other)));
        let _ = write!(printed, "      {}, unit {}", printable(&it.unit.origin), it.unit.number);
        for penalty in &it.penalties {
            let points = plural(penalty.points, "point");
            let _ = write!(printed, "; {points} off: {}", penalty.reason.name());
        }
        printed.push('\n');
    }
}

/// A percentage on the command line.
fn percent(text: &str) -> Result<f64, String> {
    match text.trim_end_matches('%').parse() {
        Ok(percent) if (0.0..=100.0).contains(&percent) => Ok(percent),
        _ => Err("give a number from 0 to 100".to_owned()),
    }
}
