//! `diptych tm import`: bilingual files are taken into a store.

use std::hash::{BuildHasher as _, RandomState};
use std::path::{Path, PathBuf};

use diptych_memory::{Imported, Store};
use diptych_tmx::date;

use super::memory::say;
use crate::cli::console::Console;
use crate::cli::counted::plural;
use crate::cli::files::inputs;
use crate::cli::outcome::{Failure, Outcome, Outcomes};
use crate::cli::summary::warn_of;
use crate::memory::{make_index, merge, take};
use crate::output::{NewFile, refuse};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The store, which ends in .dtm; it is made where there is none.
    store: PathBuf,
    /// Bilingual files and folders of them.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Keep older translations of a source beside a newer one.
    #[arg(long)]
    keep_older: bool,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let files = inputs(&args.files, &[])?;
    let read: Vec<&Path> = args.files.iter().chain(&files).map(PathBuf::as_path).collect();
    refuse([args.store.as_path()], &read)?;
    if !args.store.exists()
        && args.store.extension().is_none_or(|it| !it.eq_ignore_ascii_case("dtm"))
    {
        let message = "name the store NAME.dtm: it comes first, then the files";
        return Err(Failure::new(format!("{}: {message}", args.store.display())));
    }
    let (imported, count) = if args.store.exists() {
        let mut store = Store::open(&args.store)?;
        (take_all(args, &files, &mut store, console)?, store.len()?)
    } else {
        // What fails on the way leaves no store, and never removes one that another program makes.
        let file = NewFile::create(&args.store)?;
        let number = RandomState::new().hash_one(0);
        let mut store = Store::draft(file.beside(), &args.store, number)?;
        let done = (take_all(args, &files, &mut store, console)?, store.len()?);
        store.settle()?;
        file.put()?;
        done
    };
    tell(&imported, console);
    console.say(format!("{}: {}", args.store.display(), plural(count, "unit")));
    say(&args.store, make_index(&args.store)?, console);
    Ok(Outcome::Clean)
}

fn take_all(
    args: &Args,
    files: &[PathBuf],
    store: &mut Store,
    console: &Console,
) -> Result<Imported, Failure> {
    let names: Vec<String> = files.iter().map(|it| it.display().to_string()).collect();
    let mut import = store.import(&date::now(), &names.join(", "), !args.keep_older, merge)?;
    for file in files {
        let taken = take(file, &mut import)?;
        warn_of(&taken.damage, file, console);
        if taken.unreadable > 0 {
            let units = plural(taken.unreadable, "unit");
            let file = file.display();
            console.warn(format!("{file}: {units} left out: some of their bytes are no text"));
        }
    }
    Ok(import.finish()?)
}

fn tell(imported: &Imported, console: &Console) {
    let parts = [
        (imported.added, "added"),
        (imported.updated, "updated"),
        (imported.replaced, "of the store replaced by a newer translation"),
        (imported.older, "left out: there is a newer translation"),
        (imported.same, "there already"),
    ];
    let said: Vec<String> =
        parts.iter().filter(|it| it.0 > 0).map(|(count, what)| format!("{count} {what}")).collect();
    console.say(if said.is_empty() { "nothing to add".to_owned() } else { said.join(", ") });
}
