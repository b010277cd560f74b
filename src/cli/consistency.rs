//! `diptych consistency`: one text with several translations, and several texts with one.

use std::path::{Path, PathBuf};

use super::console::Console;
use super::counted::plural;
use super::files::inputs;
use super::outcome::{Outcome, Outcomes};
use super::summary::warn_of;
use crate::check::consistency::{Ignored, Texts};
use crate::check::units::each_unit;
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
    /// An output file (.xlsx, .csv, .html, .jsonl, .tsv; default: a table on stdout).
    #[arg(long, short, value_name = "FILE")]
    output: Vec<PathBuf>,
    /// What makes the exit code 1: sources with several targets, the reverse, either, or never.
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
    Any,
    Never,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let files = inputs(&args.files, &[])?;
    let read: Vec<&Path> = args.files.iter().chain(&files).map(PathBuf::as_path).collect();
    let outputs = Set::new(args.output.iter().cloned(), &read)?.or_stdout(TableForm::Tsv);
    let has = |what| args.ignore.contains(&what);
    let ignored = Ignored {
        case: has(What::Case),
        punctuation: has(What::Punctuation),
        digits: has(What::Digits),
    };
    let mut texts = Texts::new(ignored, args.min_length);
    for (number, file) in files.iter().enumerate() {
        let options = read::Options::default();
        let heading = each_unit(file, &options, |unit| texts.push(number, &unit))?;
        warn_of(&heading.file.damage, file, console);
    }
    let found = texts.finish();
    let names: Vec<String> = files.iter().map(|it| it.display().to_string()).collect();
    let table = terms::consistency(&found, &names);
    outputs.write(|form, out| form.write(&table, out))?;
    let sources = found.iter().filter(|it| it.is_source).count();
    let targets = found.len() - sources;
    console.say(format!(
        "{} with several targets, {} with several sources",
        plural(sources, "source"),
        plural(targets, "target")
    ));
    let failed = match args.fail_on {
        Which::Source => sources,
        Which::Target => targets,
        Which::Any => found.len(),
        Which::Never => 0,
    };
    Ok(if failed > 0 { Outcome::Findings } else { Outcome::Clean })
}
