//! `diptych glossary extract`: term candidates with their renderings, from aligned text.

use std::path::{Path, PathBuf};

use diptych_glossary::Concept;

use crate::check::extract::{Asked, extract};
use crate::check::termbases::contents;
use crate::check::units::each_unit;
use crate::cli::console::Console;
use crate::cli::counted::plural;
use crate::cli::files::inputs;
use crate::cli::outcome::{Failure, Outcome, Outcomes};
use crate::cli::summary::warn_of;
use crate::emit::table::TableForm;
use crate::emit::terms;
use crate::output::Set;
use crate::read;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Bilingual files and folders of them.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Termbase whose terms are not proposed. Repeat it to use several.
    #[arg(long, value_name = "FILE")]
    known: Vec<PathBuf>,
    /// Propose what stands at least so many times, 2 or more.
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(2..))]
    min: u32,
    /// Propose at most so many.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    top: usize,
    /// An output file (.xlsx, .csv, .html, .jsonl, .tsv; default: a table on stdout).
    #[arg(long, short, value_name = "FILE")]
    output: Vec<PathBuf>,
}

pub(super) fn run(args: &Args, console: &Console) -> Outcomes {
    let files = inputs(&args.files, &args.known)?;
    let read = args.files.iter().chain(&files).chain(&args.known);
    let read: Vec<&Path> = read.map(PathBuf::as_path).collect();
    let outputs = Set::new(args.output.iter().cloned(), &read)?.or_stdout(TableForm::Tsv);
    for (path, _) in outputs.files() {
        // One that can be read as a termbase has rows that somebody took.
        if path.is_file() && contents(path).is_ok() {
            return Err(Failure::new(format!(
                "{}: terms were taken in this file: move it away, or name another output",
                path.display()
            )));
        }
    }
    let mut known = Vec::new();
    for file in &args.known {
        let concepts = contents(file)?.concepts;
        known.extend(concepts.iter().flat_map(Concept::chinese).map(|it| it.text.clone()));
    }
    let mut units = Vec::new();
    for file in &files {
        let options = read::Options::default();
        let heading = each_unit(file, &options, |unit| units.push(unit))?;
        warn_of(&heading.file.damage, file, console);
    }
    let asked = Asked { least: args.min as usize, most: args.top, known };
    let candidates = extract(&units, &asked);
    let table = terms::candidates(&candidates, &units);
    outputs.write(|form, out| form.write(&table, out))?;
    console.say(plural(candidates.len(), "candidate"));
    Ok(Outcome::Clean)
}
