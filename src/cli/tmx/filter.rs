//! `diptych tmx filter`.

use std::path::PathBuf;

use diptych_tmx::{Condition, Edit, Pattern, Writer, date, edit};
use regex::Regex;

use super::faults::FaultCount;
use super::input::Input;
use super::languages::Languages;
use super::packed;
use crate::cli::console::Console;
use crate::cli::counted::plural;
use crate::cli::outcome::{Failure, Outcome, Outcomes};
use crate::output::refuse;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The memory, also as .gz or .zip; `-` is the standard input.
    input: PathBuf,
    /// The file to write; `-` is the standard output. What is kept is kept byte for byte.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// Write the units that are left out to a memory of their own.
    #[arg(long, value_name = "FILE")]
    removed: Option<PathBuf>,
    /// Leave out the units that meet all conditions, instead of keeping them.
    #[arg(long)]
    drop: bool,
    /// A text of the unit matches this regular expression.
    #[arg(long, value_name = "REGEX")]
    text: Option<String>,
    /// Look for --text, --min-length and --max-length in this language only.
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// The unit has a variant in this language; `en` is every English.
    #[arg(long, value_name = "CODE")]
    has_lang: Option<String>,
    /// The unit was created or changed on this day (2026-12-31) or later.
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// The unit was last changed before this day.
    #[arg(long, value_name = "DATE")]
    before: Option<String>,
    /// The unit was created or changed by this user.
    #[arg(long, value_name = "ID")]
    user: Option<String>,
    /// The unit has a prop of this type, whose value matches REGEX where that is given.
    #[arg(long, value_name = "TYPE[=REGEX]")]
    prop: Vec<String>,
    /// The unit is confirmed at least so far.
    #[arg(long, value_name = "LEVEL")]
    status: Option<Status>,
    /// The unit's score (x-diptych-score) is at least this.
    #[arg(long, value_name = "X")]
    min_score: Option<f64>,
    /// The unit's score is at most this.
    #[arg(long, value_name = "X")]
    max_score: Option<f64>,
    /// A text of the unit has at least so many characters.
    #[arg(long, value_name = "N")]
    min_length: Option<usize>,
    /// A text of the unit has at most so many characters.
    #[arg(long, value_name = "N")]
    max_length: Option<usize>,
}

/// The levels of Trados Studio and MateCat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Status {
    /// A draft.
    Draft = 2,
    /// Translated.
    Translated = 4,
    /// Approved by a reviewer.
    Approved = 5,
    /// Signed off.
    SignedOff = 6,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let outputs = [&args.output].into_iter().chain(&args.removed);
    refuse(outputs.map(PathBuf::as_path), &[&args.input])?;
    let conditions = conditions(args)?;
    let input = Input::new(&args.input, console)?;
    let failed = |error: diptych_tmx::Error| input.failure(&error);
    let mut memory = input.memory(diptych_tmx::Options::default())?;
    let mut removed = match &args.removed {
        Some(path) => Some(Writer::new(packed::create(path)?, memory.header()).map_err(failed)?),
        None => None,
    };
    let out = packed::create(&args.output)?;
    let mut languages = Languages::new(args.lang.iter().chain(&args.has_lang).map(String::as_str));
    let (out, done) = edit(&mut memory, out, |unit, asked| {
        languages.see(unit);
        let meets = asked.is_whole && conditions.iter().all(|condition| condition.holds(unit));
        if meets != args.drop {
            return Ok(Edit::Keep);
        }
        if let Some(removed) = removed.as_mut().filter(|_| !unit.variants.is_empty()) {
            removed.write_read(asked.reader, unit)?;
        }
        Ok(Edit::Remove)
    })
    .map_err(failed)?;
    let removed = removed.map(Writer::finish).transpose().map_err(failed)?;
    packed::commit([out].into_iter().chain(removed), None)?;
    languages.warn_of_unseen(&input, console);
    FaultCount::copied(done.faults).warn(&input, console);
    console.say(format!(
        "{}: {} = {} kept + {} removed",
        input.name(),
        plural(done.read, "unit"),
        done.kept,
        done.removed
    ));
    Ok(Outcome::Clean)
}

/// The conditions that the options give; at least one.
fn conditions(args: &Args) -> Result<Vec<Condition<'static>>, Failure> {
    let mut conditions = Vec::new();
    if let Some(text) = &args.text {
        conditions.push(Condition::Text(args.lang.clone(), pattern("--text", text)?));
    }
    if args.min_length.is_some() || args.max_length.is_some() {
        let range = args.min_length.unwrap_or(0)..=args.max_length.unwrap_or(usize::MAX);
        conditions.push(Condition::Length(args.lang.clone(), range));
    }
    conditions.extend(args.has_lang.clone().map(Condition::Language));
    if let Some(day) = &args.since {
        conditions.push(Condition::Since(moment("--since", day)?));
    }
    if let Some(day) = &args.before {
        conditions.push(Condition::Before(moment("--before", day)?));
    }
    conditions.extend(args.user.clone().map(Condition::User));
    for prop in &args.prop {
        let (kind, value) = prop.split_once('=').unwrap_or((prop, ""));
        conditions.push(Condition::Prop(kind.to_owned(), pattern("--prop", value)?));
    }
    conditions.extend(args.status.map(|status| Condition::Confirmed(status as u8)));
    if args.min_score.is_some() || args.max_score.is_some() {
        let range = args.min_score.unwrap_or(f64::MIN)..=args.max_score.unwrap_or(f64::MAX);
        conditions.push(Condition::Number("x-diptych-score".to_owned(), range));
    }
    if args.lang.is_some() && args.text.is_none() && args.min_length.or(args.max_length).is_none() {
        return Err(Failure::new(
            "--lang: this goes with --text, --min-length and --max-length; --has-lang keeps the \
             units that have a language",
        ));
    }
    if conditions.is_empty() {
        return Err(Failure::new("name at least one condition, such as --text REGEX"));
    }
    Ok(conditions)
}

fn pattern(option: &str, regex: &str) -> Result<Pattern<'static>, Failure> {
    let regex = Regex::new(regex).map_err(|error| Failure::in_excerpt(option, error))?;
    Ok(Box::new(move |text| regex.is_match(text)))
}

/// The first moment of a day, in UTC.
fn moment(option: &str, day: &str) -> Result<String, Failure> {
    date::strict(day)
        .ok_or_else(|| Failure::new(format!("{option} {day}: write a day such as 2026-12-31")))
}
