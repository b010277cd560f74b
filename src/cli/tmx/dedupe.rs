//! `diptych tmx dedupe`.

use std::io::Write;
use std::path::PathBuf;

use diptych_tmx::{Copier, Duplicates, Keep, Part, Same, TranslationUnit, Writer};

use super::faults::FaultCount;
use super::input::Input;
use super::output::{self, Output};
use crate::cli::{Console, Outcome, Outcomes};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The memory, also as .gz or .zip; `-` is the standard input.
    input: PathBuf,
    /// The file to write; `-` is the standard output. What is kept is kept byte for byte.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// Write what is taken out to a memory of its own.
    #[arg(long, value_name = "FILE")]
    removed: Option<PathBuf>,
    /// Write why each unit was taken out, as TSV: unit, tuid, the unit that is kept, reason.
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
    let outs: Vec<&PathBuf> =
        [&args.output].into_iter().chain(&args.removed).chain(&args.reasons).collect();
    output::refuse(&outs, &[&args.input])?;
    let input = Input::new(&args.input, console)?;
    let failed = |error: diptych_tmx::Error| input.failure(&error);
    let unwritten = |error: std::io::Error| input.failure(&error);
    let same = match args.same {
        SameArg::All => Same::All,
        SameArg::Source => Same::Source,
    };
    let mut duplicates = Duplicates::new(args.keep.into(), same);
    let mut unit = TranslationUnit::default();
    // The number of each whole unit in the file; a run of whole units costs nothing.
    let (mut broken, mut faults) = (Vec::new(), FaultCount::default());
    let mut memory = input.memory(diptych_tmx::Options::default())?;
    while let Some(part) = memory.next_part(&mut unit).map_err(failed)? {
        match part {
            Part::Between => {}
            Part::Unit => duplicates.add(&unit),
            Part::Broken => broken.push(memory.unit_number()),
        }
        faults.take(&mut memory);
    }
    faults.take(&mut memory);
    faults.warn(&input, console);
    let found = duplicates.find();
    let removed_count = found.len();
    let mut found = found.into_iter().peekable();

    let mut memory = input.memory(diptych_tmx::Options::default())?;
    let mut copier = Copier::new(Output::new(&args.output)?, &memory).map_err(failed)?;
    let mut removed = match &args.removed {
        Some(path) => Some(Writer::new(Output::new(path)?, memory.header()).map_err(failed)?),
        None => None,
    };
    let mut reasons = args.reasons.as_deref().map(Output::new).transpose()?;
    let mut number = 0;
    let mut broken_left = broken.iter().copied().peekable();
    // What is kept need not be understood a second time.
    while let Some(part) = memory.skip_part().map_err(failed)? {
        memory.take_faults();
        let is_broken =
            part != Part::Between && broken_left.next_if_eq(&memory.unit_number()).is_some();
        let loser = match part {
            Part::Unit if !is_broken => {
                number += 1;
                found.next_if(|(loser, _)| *loser == number - 1)
            }
            _ => None,
        };
        let Some((_, winner)) = loser else {
            copier.keep(part, &memory).map_err(failed)?;
            continue;
        };
        memory.parse_part(&mut unit).map_err(failed)?;
        copier.remove();
        if let Some(reasons) = &mut reasons {
            let id = unit.id().unwrap_or("").replace(['\t', '\n', '\r'], " ");
            let winner = number_in_file(winner, &broken);
            let unit = memory.unit_number();
            writeln!(reasons, "{unit}\t{id}\t{winner}\tsays the same as unit {winner}")
                .map_err(unwritten)?;
        }
        if let Some(removed) = &mut removed {
            removed.write_read(&memory, &mut unit).map_err(failed)?;
        }
    }
    copier.finish().map_err(failed)?.commit()?;
    if let Some(removed) = removed {
        removed.finish().map_err(failed)?.commit()?;
    }
    reasons.map_or(Ok(()), Output::commit)?;
    console.say(format!(
        "{}: {} units = {} kept + {removed_count} removed",
        input.name(),
        memory.unit_number(),
        memory.unit_number() - removed_count as u64
    ));
    Ok(Outcome::Clean)
}

/// The number, from 1 over all units, of the `whole`-th whole unit, from 0.
fn number_in_file(whole: u32, broken: &[u64]) -> u64 {
    broken.iter().fold(u64::from(whole) + 1, |number, &broken| number + u64::from(broken <= number))
}
