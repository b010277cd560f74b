//! `diptych glossary usage`: how often each term is met, and how it is rendered.

use std::path::{Path, PathBuf};

use diptych_glossary::Termbase;

use crate::check::termbases::load;
use crate::check::units::each_unit;
use crate::check::{Checker, Usage};
use crate::cli::console::Console;
use crate::cli::counted::plural;
use crate::cli::files::inputs;
use crate::cli::outcome::{Outcome, Outcomes};
use crate::cli::summary::warn_of;
use crate::emit::table::TableForm;
use crate::emit::terms;
use crate::output::Set;
use crate::read;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A termbase in any format.
    termbase: PathBuf,
    /// Bilingual files and folders of them.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// An output file (.xlsx, .csv, .html, .jsonl, .tsv; default: a table on stdout).
    #[arg(long, short, value_name = "FILE")]
    output: Vec<PathBuf>,
}

pub(super) fn run(args: &Args, console: &Console) -> Outcomes {
    let files = inputs(&args.files, std::slice::from_ref(&args.termbase))?;
    let read = args.files.iter().chain(&files).chain([&args.termbase]);
    let read: Vec<&Path> = read.map(PathBuf::as_path).collect();
    let outputs = Set::new(args.output.iter().cloned(), &read)?.or_stdout(TableForm::Tsv);
    let base: Termbase =
        load(std::slice::from_ref(&args.termbase), |fault| console.ignored(&fault))?;
    let mut usages: Vec<(String, Vec<Usage>)> = Vec::new();
    for file in &files {
        let mut checker = Checker::new(&base);
        let options = read::Options::default();
        let heading = each_unit(file, &options, |unit| checker.push(unit))?;
        warn_of(&heading.file.damage, file, console);
        usages.push((file.display().to_string(), checker.finish().usage));
    }
    let table = terms::usage(&usages);
    outputs.write(|form, out| form.write(&table, out))?;
    let count = usages.first().map_or(0, |it| it.1.len());
    let met = (0..count).filter(|&at| usages.iter().any(|it| it.1[at].occurrences() > 0)).count();
    console.say(format!("{} met, {} never met", plural(met, "term"), count - met));
    Ok(Outcome::Clean)
}
