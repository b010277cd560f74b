//! `diptych tmx merge3`.

use std::path::PathBuf;

use diptych_tmx::{CONFLICT, Fault, Fingerprints, Merging};

use super::faults::FaultCount;
use super::input::Input;
use super::packed;
use crate::cli::console::Console;
use crate::cli::counted::plural;
use crate::cli::outcome::{Failure, Outcome, Outcomes};
use crate::output::refuse;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The memory that both others were made of, also as .gz or .zip.
    base: PathBuf,
    /// The first of them: what stays of it is kept byte for byte.
    one: PathBuf,
    /// The second: what was changed, added or removed in it is taken over.
    other: PathBuf,
    /// The file to write; `-` is the standard output. Where both changed a unit, both versions are
    /// written, each with the prop x-diptych-conflict, and the exit code is 1.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let inputs = [args.base.as_path(), args.one.as_path(), args.other.as_path()];
    refuse([args.output.as_path()], &inputs)?;
    let base = Input::new(&args.base, console)?;
    let one = Input::new(&args.one, console)?;
    let other = Input::new(&args.other, console)?;
    let of_base = fingerprints(&base, None, console)?;
    let of_one = fingerprints(&one, Some(&of_base), console)?;
    let of_other = fingerprints(&other, Some(&of_base), console)?;
    for (input, found) in [(&base, &of_base), (&one, &of_one), (&other, &of_other)] {
        if let Some(fault) = found.damage() {
            let Fault { line, column, fault, .. } = fault;
            return Err(Failure::new(format!(
                "{}:{line}:{column}: {fault}: what is missing would count as removed; export the \
                 memory again, or merge what `diptych tmx repair` saves of it",
                input.name()
            )));
        }
    }
    let merging = Merging::new(&of_base, &of_one, &of_other)?;
    let options = diptych_tmx::Options::default;
    let (mut first, mut second) = (one.memory(options())?, other.memory(options())?);
    let out = packed::create(&args.output)?;
    let (out, done) =
        merging.write(&mut first, &mut second, out).map_err(|error| one.failure(&error))?;
    packed::commit([out], None)?;
    console.say(format!(
        "{}: {} kept, {} taken from {}, {} removed, {}",
        one.name(),
        plural(done.kept, "unit"),
        done.taken,
        other.name(),
        done.removed,
        plural(done.conflicts, "conflict")
    ));
    if done.conflicts > 0 {
        console.say(format!(
            "both versions stay; `diptych tmx filter {} --prop {CONFLICT} -o conflicts.tmx` lists them",
            args.output.display()
        ));
    }
    Ok(if done.conflicts > 0 { Outcome::Findings } else { Outcome::Clean })
}

/// What finds the units of a memory in another; in the one that is compared with it, if that is read
/// already.
pub(super) fn fingerprints(
    input: &Input,
    first: Option<&Fingerprints>,
    console: &Console,
) -> Result<Fingerprints, Failure> {
    let mut memory = input.memory(diptych_tmx::Options::default())?;
    let mut faults = FaultCount::default();
    let tell = |fault: &Fault| faults.add(fault);
    let found = match first {
        None => Fingerprints::read(&mut memory, tell),
        Some(first) => Fingerprints::read_beside(&mut memory, first, tell),
    }
    .map_err(|error| input.failure(&error))?;
    faults.warn(input, console);
    Ok(found)
}
