//! `diptych init`: writes a project file from the files of a folder.

use std::path::PathBuf;

use super::console::Console;
use super::outcome::{Failure, Outcome, Outcomes};
use crate::output;
use crate::project::{self, Found};

/// The arguments of `diptych init`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder of the book; it is searched with all folders in it.
    #[arg(default_value = ".")]
    folder: PathBuf,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let file = args.folder.join(project::FILE);
    if file.exists() {
        return Err(Failure::new(format!(
            "{}: this project file exists already: edit it, or remove it first",
            file.display()
        )));
    }
    output::refuse([file.as_path()], &[])?;
    let found = Found::in_folder(&args.folder)?;
    let pairing = &found.pairing;
    if pairing.pairs.is_empty() {
        return Err(Failure::new(format!(
            "{}: no Chinese text and its English translation were found: give both the same number or name, \
             as 01-zh.txt and 01-en.txt",
            args.folder.display()
        )));
    }
    output::write(&file, |out| out.write_all(found.project_file().as_bytes()))?;

    for (source, target) in &pairing.pairs {
        console.say(format_args!("{} — {}", source.display(), target.display()));
    }
    for path in &found.glossaries {
        console.say(format_args!("{}: a termbase", path.display()));
    }
    for path in &pairing.alone {
        console.warn(format_args!("{}: no partner was found", path.display()));
    }
    console.say(format_args!(
        "{}: {}; `diptych build` makes the book",
        file.display(),
        super::counted::plural(pairing.pairs.len(), "chapter")
    ));
    Ok(Outcome::Clean)
}
