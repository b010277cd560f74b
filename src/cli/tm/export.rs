//! `diptych tm export`: a store as TMX; `tm backup`: a copy of it.

use std::io;
use std::path::{Path, PathBuf};

use diptych_memory::Store;

use super::memory::whole;
use crate::cli::console::Console;
use crate::cli::counted::plural;
use crate::cli::outcome::{Failure, Outcome, Outcomes};
use crate::memory::export;
use crate::output::{self, Error, NewFile, refuse};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The store.
    store: PathBuf,
    /// The TMX to write.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(crate) struct BackupArgs {
    /// The store.
    store: PathBuf,
    /// The copy to write; it must not be there yet.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    named(&args.output, "tmx")?;
    refuse([args.output.as_path()], &[&args.store])?;
    let store = Store::open(&args.store)?;
    let mut count = 0;
    output::write(&args.output, |out| {
        count = export(&store, out).map_err(io::Error::other)?;
        Ok(())
    })?;
    console.say(format!("{}: {}", args.output.display(), plural(count, "unit")));
    Ok(Outcome::Clean)
}

pub(crate) fn backup(args: &BackupArgs, console: &Console) -> Outcomes {
    named(&args.output, "dtm")?;
    refuse([args.output.as_path()], &[&args.store])?;
    if args.output.symlink_metadata().is_ok() {
        return Err(Error::new(&args.output, "it is there already: give another name").into());
    }
    let store = whole(&args.store)?;
    let file = NewFile::create(&args.output)?;
    store.copy_to(file.beside()).map_err(|error| Error::new(&args.output, error.what()))?;
    file.put()?;
    console.say(format!("{}: {}", args.output.display(), plural(store.len()?, "unit")));
    Ok(Outcome::Clean)
}

/// Refuses a name that says something else.
fn named(path: &Path, end: &str) -> Result<(), Failure> {
    if path.extension().is_some_and(|it| it.eq_ignore_ascii_case(end)) {
        return Ok(());
    }
    Err(Failure::new(format!("{}: the name must end in .{end}", path.display())))
}
