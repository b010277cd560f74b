//! `diptych tmx`: translation memories, from the command line.

mod check;
mod clean;
mod convert;
mod dedupe;
mod diff;
mod faults;
mod filter;
mod forecast;
mod input;
mod languages;
mod merge;
mod merge3;
mod packed;
mod quality;
mod repair;
mod replace;
mod set;
mod split;
mod stats;

use super::console::Console;
use super::outcome::Outcomes;

/// What to do with a translation memory.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Count units, languages, words, dates, tools, duplicates and faults
    Stats(stats::Args),
    /// List what is wrong with a memory: XML, DTD, and what the DTD does not cover
    Check(check::Args),
    /// Predict how a CAT tool will import a memory: refuse it, drop tags, ignore units
    Forecast(forecast::Args),
    /// Repair a damaged memory, and list every repair
    Repair(repair::Args),
    /// Copy a memory: byte for byte, or as TSV, JSON lines, or for another tool
    Convert(convert::Args),
    /// Split a memory into several valid files
    Split(split::Args),
    /// Merge several memories into one that has every unit once
    Merge(merge::Args),
    /// Show the units that were added, removed or changed between two memories
    Diff(diff::Args),
    /// Merge what two memories made of a third; conflicts stay as two units
    Merge3(merge3::Args),
    /// Remove duplicates
    Dedupe(dedupe::Args),
    /// Remove bad units
    Clean(clean::Args),
    /// Keep or drop the units that meet conditions
    Filter(filter::Args),
    /// Replace text in one language by a regular expression
    Replace(replace::Args),
    /// Set language codes, the creator, and props
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
        Command::Diff(args) => diff::run(args, console),
        Command::Merge3(args) => merge3::run(args, console),
        Command::Dedupe(args) => dedupe::run(args, console),
        Command::Clean(args) => clean::run(args, console),
        Command::Filter(args) => filter::run(args, console),
        Command::Replace(args) => replace::run(args, console),
        Command::Set(args) => set::run(args, console),
    }
}
