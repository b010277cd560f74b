//! `diptych tm`: memories in use.

mod analyse;
mod concordance;
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
}

pub(crate) fn run(command: &Command, console: &Console) -> Outcomes {
    match command {
        Command::Search(args) => search::run(args, console),
        Command::Analyse(args) => analyse::run(args, console),
        Command::Concordance(args) => concordance::run(args, console),
    }
}
