//! `diptych tm concordance`: every unit that has given words.

use std::fmt::Write as _;
use std::path::PathBuf;

use diptych_memory::Span;
use diptych_segments::Lang;
use regex::Regex;

use super::memory::{LangArg, with};
use super::shown::{Format, marked};
use crate::cli::console::Console;
use crate::cli::counted::plural;
use crate::cli::outcome::{Failure, Outcome, Outcomes};
use crate::memory::{Error, Memory, Quoted};
use crate::output::to_stdout;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The memory: a store, a TMX or any other bilingual file.
    memory: PathBuf,
    /// The words. Case and width make no difference; English words are whole words.
    words: String,
    /// Search the texts of this language only.
    #[arg(long, value_name = "LANG")]
    lang: Option<LangArg>,
    /// The words are a regular expression, which is matched as it stands.
    #[arg(long)]
    regex: bool,
    /// Show at most so many units (default: all).
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// A unit as JSON.
#[derive(serde::Serialize)]
struct Row<'a> {
    unit: usize,
    source_text: &'a str,
    target_text: &'a str,
    spans: Vec<Place>,
    origin: &'a str,
}

#[derive(Clone, serde::Serialize)]
struct Place {
    side: &'static str,
    start: u32,
    end: u32,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    if args.words.is_empty() || !args.regex && !args.words.chars().any(char::is_alphanumeric) {
        return Err(Failure::new("WORDS: there is no letter or digit to look for"));
    }
    let regex = args.regex.then(|| Regex::new(&args.words)).transpose();
    let regex = regex.map_err(|error| Failure::in_excerpt("WORDS", error))?;
    let langs = match args.lang {
        Some(lang) => vec![Lang::from(lang)],
        None => vec![Lang::Zh, Lang::En],
    };
    let work = |memory: &Memory| found(args, memory, regex.as_ref(), &langs, console);
    let (printed, count, units) = with(&args.memory, 1, console, work)?;
    to_stdout(|out| out.write_all(printed.as_bytes()))?;
    if args.format == Format::Human {
        console.say(format!("{} of {}", count, plural(units, "unit")));
    }
    Ok(Outcome::Clean)
}

/// What is printed, how many units have the words, and how many there are.
fn found(
    args: &Args,
    memory: &Memory,
    regex: Option<&Regex>,
    langs: &[Lang],
    console: &Console,
) -> Result<(String, usize, usize), Error> {
    let quoted = match regex {
        Some(regex) => memory.quoting_where(|text| places(regex, text), langs)?,
        None => memory.quoting(&args.words, langs)?,
    };
    let mut printed = String::new();
    for it in quoted.iter().take(args.limit.unwrap_or(usize::MAX)) {
        match args.format {
            Format::Jsonl => jsonl(it, &mut printed),
            Format::Human => human(it, console.stdout_color(), &mut printed),
        }
    }
    Ok((printed, quoted.len(), memory.len()))
}

/// Where a regular expression matches, in characters; an empty match is none.
fn places(regex: &Regex, text: &str) -> Vec<Span> {
    let (mut spans, mut byte, mut at) = (Vec::new(), 0, 0);
    for found in regex.find_iter(text).filter(|found| !found.is_empty()) {
        let start = at + text[byte..found.start()].chars().count() as u32;
        let end = start + found.as_str().chars().count() as u32;
        spans.push(Span { start, end });
        (byte, at) = (found.end(), end);
    }
    spans
}

fn jsonl(it: &Quoted<'_>, printed: &mut String) {
    let of = |side, spans: &[Span]| -> Vec<Place> {
        spans.iter().map(|span| Place { side, start: span.start, end: span.end }).collect()
    };
    let spans = [of("source", &it.source), of("target", &it.target)].concat();
    let row = Row {
        unit: it.unit.number,
        source_text: &it.unit.source,
        target_text: &it.unit.target,
        spans,
        origin: &it.unit.origin,
    };
    // Numbers and texts can always be written.
    printed.push_str(&serde_json::to_string(&row).unwrap_or_default());
    printed.push('\n');
}

/// The side that has the words stands first.
fn human(it: &Quoted<'_>, color: bool, printed: &mut String) {
    let source = marked(&it.unit.source, &it.source, color);
    let target = marked(&it.unit.target, &it.target, color);
    let (first, second) = if it.source.is_empty() { (target, source) } else { (source, target) };
    let _ = writeln!(printed, "{:>6}  {first}\n        {second}", it.unit.number);
}
