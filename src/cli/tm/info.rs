//! `diptych tm info`: what is in a store; `tm undo`: the last import is taken back.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::memory::whole;
use crate::cli::console::Console;
use crate::cli::counted::plural;
use crate::cli::outcome::{Failure, Outcome, Outcomes};
use crate::cli::printable::Lines;
use crate::memory::index_path;
use crate::output::to_stdout;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The store.
    store: PathBuf,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    Human,
    /// One JSON value.
    Json,
}

#[derive(Debug, clap::Args)]
pub(crate) struct UndoArgs {
    /// The store.
    store: PathBuf,
}

pub(crate) fn run(args: &Args) -> Outcomes {
    let store = whole(&args.store)?;
    let (units, generation, origins) = (store.len()?, store.generation()?, store.origins()?);
    let index = index_path(&args.store).exists();
    if args.format == Format::Json {
        let origins: Vec<Value> =
            origins.iter().map(|(file, units)| json!({"file": file, "units": units})).collect();
        let value = json!({
            "store": args.store.display().to_string(),
            "units": units,
            "generation": generation,
            "index": index,
            "origins": origins,
        });
        to_stdout(|out| writeln!(out, "{value}"))?;
        return Ok(Outcome::Clean);
    }
    let mut lines = Lines::default();
    let index = if index { ", with an index" } else { "" };
    lines.tell(format!("{}: {}{index}", args.store.display(), plural(units, "unit")));
    lines.tell(format!("changed {}", plural(generation, "time")));
    for (file, units) in origins {
        lines.add(format!("{units:>10}  {file}"));
    }
    lines.print()?;
    Ok(Outcome::Clean)
}

pub(crate) fn undo(args: &UndoArgs, console: &Console) -> Outcomes {
    let mut store = whole(&args.store)?;
    match store.undo()? {
        Some((files, moment)) => {
            console.say(format!("taken back: the import of {files} ({moment})"));
            console.say(format!("{}: {}", args.store.display(), plural(store.len()?, "unit")));
            Ok(Outcome::Clean)
        }
        None => {
            Err(Failure::new(format!("{}: there is no import to take back", args.store.display())))
        }
    }
}
