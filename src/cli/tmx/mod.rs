//! `diptych tmx`: translation memories, from the command line.

mod check;
mod clean;
mod convert;
mod dedupe;
mod faults;
mod filter;
mod forecast;
mod input;
mod merge;
mod packed;
mod repair;
mod replace;
mod set;
mod split;
mod stats;

use super::{Console, Outcomes};

/// What to do with a translation memory.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Says what is in a memory: units, languages, words, dates, tools, duplicates, faults.
    Stats(stats::Args),
    /// Says what is wrong with a memory: XML, DTD, and what the DTD does not see.
    Check(check::Args),
    /// Foretells what a tool will do with a memory: refuse it, drop tags, ignore units.
    Forecast(forecast::Args),
    /// Makes a strict memory of a damaged one, and lists every repair.
    Repair(repair::Args),
    /// Copies a memory: byte for byte, or as TSV, JSON lines, or for another tool.
    Convert(convert::Args),
    /// Splits a memory into several, each a valid file.
    Split(split::Args),
    /// Makes one memory of several; every unit is kept once.
    Merge(merge::Args),
    /// Takes out units that say the same as another.
    Dedupe(dedupe::Args),
    /// Takes out units that do harm.
    Clean(clean::Args),
    /// Keep or drop the units that meet conditions.
    Filter(filter::Args),
    /// Replace text in one language by a regular expression.
    Replace(replace::Args),
    /// Set language codes, the creator, and props.
    Set(set::Args),
}

pub(crate) fn run(command: &Command, console: &Console) -> Outcomes {
    match command {
        Command::Stats(args) => stats::run(args, console),
        Command::Check(args) => check::run(args, console),
        Command::Forecast(args) => forecast::run(args, console),
        Command::Repair(args) => repair::run(args, console),
        Command::Convert(args) => convert::run(args, console),
        Command::Split(args) => split::run(args, console),
        Command::Merge(args) => merge::run(args, console),
        Command::Dedupe(args) => dedupe::run(args, console),
        Command::Clean(args) => clean::run(args, console),
        Command::Filter(args) => filter::run(args, console),
        Command::Replace(args) => replace::run(args, console),
        Command::Set(args) => set::run(args, console),
    }
}
