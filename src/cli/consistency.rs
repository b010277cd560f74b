//! `diptych consistency`: one text with several translations, and several texts with one.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use diptych_glossary::Termbase;

use super::console::Console;
use super::counted::plural;
use super::files::inputs;
use super::outcome::{Failure, Outcome, Outcomes};
use super::summary::warn_of;
use crate::check::consistency::{Ignored, Inconsistency, Kind, Texts, of_terms};
use crate::check::units::each_unit;
use crate::check::{Checker, Unit, termbases};
use crate::emit::table::TableForm;
use crate::emit::terms;
use crate::output::Set;
use crate::read;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Bilingual files and folders of them.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What makes no difference between two texts: case, punctuation, digits.
    #[arg(long, value_name = "WHAT,…", value_delimiter = ',')]
    ignore: Vec<What>,
    /// Pass over texts with fewer letters.
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_length: usize,
    /// Termbase: its terms that are rendered in several ways are named too. Repeat it to use several.
    #[arg(long, short, value_name = "FILE")]
    glossary: Vec<PathBuf>,
    /// An output file (.xlsx, .csv, .html, .jsonl, .tsv; default: a table on stdout).
    #[arg(long, short, value_name = "FILE")]
    output: Vec<PathBuf>,
    /// What makes the exit code 1: sources with several targets, the reverse, terms with several
    /// renderings, any of them, or never.
    #[arg(long, value_name = "WHICH", default_value = "never")]
    fail_on: Which,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum What {
    Case,
    Punctuation,
    Digits,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Which {
    Source,
    Target,
    Term,
    Any,
    Never,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let files = inputs(&args.files, &args.glossary)?;
    let read = args.files.iter().chain(&files).chain(&args.glossary);
    let read: Vec<&Path> = read.map(PathBuf::as_path).collect();
    let outputs = Set::new(args.output.iter().cloned(), &read)?.or_stdout(TableForm::Tsv);
    let base = termbases::load(&args.glossary, |fault| console.ignored(&fault))?;
    let found = found(args, &files, &base, console)?;
    let names: Vec<String> = files.iter().map(|it| it.display().to_string()).collect();
    let table = terms::consistency(&found, &names);
    outputs.write(|form, out| form.write(&table, out))?;
    let count = |kind| found.iter().filter(|it| it.kind == kind).count();
    let mut said = format!(
        "{} with several targets, {} with several sources",
        plural(count(Kind::Source), "source"),
        plural(count(Kind::Target), "target")
    );
    if !args.glossary.is_empty() {
        let _ = write!(said, ", {} with several renderings", plural(count(Kind::Term), "term"));
    }
    console.say(said);
    let failed = match args.fail_on {
        Which::Source => count(Kind::Source),
        Which::Target => count(Kind::Target),
        Which::Term => count(Kind::Term),
        Which::Any => found.len(),
        Which::Never => 0,
    };
    Ok(if failed > 0 { Outcome::Findings } else { Outcome::Clean })
}

/// What is not consistent in the files, taken together.
fn found(
    args: &Args,
    files: &[PathBuf],
    base: &Termbase,
    console: &Console,
) -> Result<Vec<Inconsistency>, Failure> {
    let has = |what| args.ignore.contains(&what);
    let ignored = Ignored {
        case: has(What::Case),
        punctuation: has(What::Punctuation),
        digits: has(What::Digits),
    };
    let mut texts = Texts::new(ignored, args.min_length);
    let mut checker = Checker::new(base);
    let mut places = Vec::new();
    for (number, file) in files.iter().enumerate() {
        let heading = each_unit(file, &read::Options::default(), |unit| {
            texts.push(number, &unit);
            places.push((number, unit.number));
            checker.push(Unit { number: places.len(), ..unit });
        })?;
        warn_of(&heading.file.damage, file, console);
    }
    let mut found = texts.finish();
    found.extend(of_terms(&checker.finish().uses, &places));
    Ok(found)
}
