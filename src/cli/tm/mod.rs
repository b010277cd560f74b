//! `diptych tm`: memories in use.

mod analyse;
mod concordance;
mod export;
mod import;
mod info;
mod memory;
mod search;
mod shown;

use super::console::Console;
use super::outcome::Outcomes;

/// What to do with a memory.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Find units whose text is the same or similar, best first
    Search(search::Args),
    /// Find every unit that has given words, in either language
    Concordance(concordance::Args),
    /// Count what a memory has for documents: repetitions, matches by tier, and what is new
    Analyse(analyse::Args),
    /// Take bilingual files into a store; what is there already changes nothing
    Import(import::Args),
    /// Write a store as TMX
    Export(export::Args),
    /// Say what is in a store
    Info(info::Args),
    /// Copy a store while others use it
    Backup(export::BackupArgs),
    /// Take the last import into a store back
    Undo(info::UndoArgs),
}

pub(crate) fn run(command: &Command, console: &Console) -> Outcomes {
    match command {
        Command::Search(args) => search::run(args, console),
        Command::Analyse(args) => analyse::run(args, console),
        Command::Import(args) => import::run(args, console),
        Command::Export(args) => export::run(args, console),
        Command::Info(args) => info::run(args),
        Command::Backup(args) => export::backup(args, console),
        Command::Undo(args) => info::undo(args, console),
        Command::Concordance(args) => concordance::run(args, console),
    }
}
