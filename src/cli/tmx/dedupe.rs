//! `diptych tmx dedupe`.

use std::io::Write;
use std::path::PathBuf;

use diptych_tmx::{Duplicates, Keep, Same, Writer, dedupe};

use super::faults::FaultCount;
use super::input::Input;
use super::packed;
use crate::cli::console::Console;
use crate::cli::counted::plural;
use crate::cli::outcome::{Outcome, Outcomes};
use crate::output::{Output, refuse};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The memory, also as .gz or .zip; `-` is the standard input.
    input: PathBuf,
    /// The file to write; `-` is the standard output. What is kept is kept byte for byte.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// Write the removed units to a memory of their own.
    #[arg(long, value_name = "FILE")]
    removed: Option<PathBuf>,
    /// Write why each unit was removed, as TSV: unit, tuid, the unit that is kept, reason.
    #[arg(long, value_name = "FILE")]
    reasons: Option<PathBuf>,
    /// Of units that say the same, which is kept.
    #[arg(long, value_name = "WHICH", default_value = "newest")]
    keep: KeepArg,
    /// What makes units the same; their context always counts.
    #[arg(long, value_name = "WHAT", default_value = "all")]
    same: SameArg,
}

/// `--keep`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum KeepArg {
    /// The one changed last.
    Newest,
    /// The most confirmed.
    Confirmed,
    /// The most used.
    Used,
    /// The first in the file.
    First,
}

impl From<KeepArg> for Keep {
    fn from(arg: KeepArg) -> Self {
        match arg {
            KeepArg::Newest => Self::Newest,
            KeepArg::Confirmed => Self::Confirmed,
            KeepArg::Used => Self::Used,
            KeepArg::First => Self::First,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum SameArg {
    /// All languages, texts and codes.
    All,
    /// The source and the languages, whatever the translation.
    Source,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let outputs = [&args.output].into_iter().chain(&args.removed).chain(&args.reasons);
    refuse(outputs.map(PathBuf::as_path), &[&args.input])?;
    let input = Input::new(&args.input, console)?;
    let failed = |error: diptych_tmx::Error| input.failure(&error);
    let same = match args.same {
        SameArg::All => Same::All,
        SameArg::Source => Same::Source,
    };
    let mut duplicates = Duplicates::new(args.keep.into(), same);
    let mut faults = FaultCount::default();
    let mut memory = input.memory(diptych_tmx::Options::default())?;
    duplicates.read(&mut memory, |fault| faults.add(fault)).map_err(failed)?;
    faults.warn(&input, console);
    let found = duplicates.find();

    let mut memory = input.memory(diptych_tmx::Options::default())?;
    let mut removed = match &args.removed {
        Some(path) => Some(Writer::new(packed::create(path)?, memory.header()).map_err(failed)?),
        None => None,
    };
    let mut reasons = args.reasons.as_deref().map(Output::new).transpose()?;
    let out = packed::create(&args.output)?;
    let (out, done) = dedupe(&mut memory, out, &found, |memory, unit, winner| {
        if let Some(reasons) = &mut reasons {
            let id = unit.id().unwrap_or("").replace(['\t', '\n', '\r'], " ");
            let number = memory.unit_number();
            writeln!(reasons, "{number}\t{id}\t{winner}\tsays the same as unit {winner}")?;
        }
        if let Some(removed) = &mut removed {
            removed.write_read(memory, unit)?;
        }
        Ok(())
    })
    .map_err(failed)?;
    let removed = removed.map(Writer::finish).transpose().map_err(failed)?;
    packed::commit([out].into_iter().chain(removed), reasons)?;
    console.say(format!(
        "{}: {} = {} kept + {} removed",
        input.name(),
        plural(done.read, "unit"),
        done.kept,
        done.removed
    ));
    Ok(Outcome::Clean)
}
