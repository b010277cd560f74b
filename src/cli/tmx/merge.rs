//! `diptych tmx merge`.

use std::path::{Path, PathBuf};

use diptych_tmx::{Duplicates, Header, TranslationUnit, Writer, language};

use super::dedupe::KeepArg;
use super::faults::FaultCount;
use super::input::Input;
use super::packed;
use crate::cli::console::Console;
use crate::cli::counted::plural;
use crate::cli::outcome::{Outcome, Outcomes};
use crate::output::refuse;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The memories, also as .gz or .zip; one may be `-`.
    #[arg(required = true)]
    inputs: Vec<PathBuf>,
    /// The file to write; `-` is the standard output.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// Of units that say the same, which is kept.
    #[arg(long, value_name = "WHICH", default_value = "newest")]
    keep: KeepArg,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let paths: Vec<&Path> = args.inputs.iter().map(PathBuf::as_path).collect();
    refuse([args.output.as_path()], &paths)?;
    let inputs =
        args.inputs.iter().map(|path| Input::new(path, console)).collect::<Result<Vec<_>, _>>()?;
    let mut duplicates = Duplicates::new(args.keep.into(), diptych_tmx::Same::All);
    let mut unit = TranslationUnit::default();
    let (mut headers, mut total, mut broken) = (Vec::new(), 0, 0);
    for input in &inputs {
        let mut memory = input.memory(diptych_tmx::Options::default())?;
        let mut faults = FaultCount::default();
        duplicates
            .read(&mut memory, |fault| faults.add(fault))
            .map_err(|error| input.failure(&error))?;
        faults.warn(input, console);
        broken += faults.broken;
        total += memory.unit_number();
        headers.push(memory.header().clone());
    }
    let left_out = duplicates.find();
    let duplicates = left_out.len() as u64;
    let mut left_out = left_out.iter().map(|(number, _)| u64::from(*number)).peekable();

    let header = header_of_all(&headers);
    let mut writer = Writer::new(packed::create(&args.output)?, &header)?;
    let (mut before, mut written, mut empty) = (0, 0_u64, 0_u64);
    for (input, own) in inputs.iter().zip(&headers) {
        let mut memory = input.memory(diptych_tmx::Options::default())?;
        let mut faults = FaultCount::default();
        while faults.read_unit(input, &mut memory, &mut unit)? {
            if left_out.next_if_eq(&(before + memory.unit_number() - 1)).is_some() {
                continue;
            }
            if unit.variants.is_empty() {
                empty += 1;
                continue;
            }
            written += 1;
            let keeps_source = language::same(own.srclang(), header.srclang())
                || unit.attributes.get("srclang").is_some();
            if keeps_source {
                writer.write_read(&memory, &mut unit).map_err(|error| input.failure(&error))?;
            } else {
                // The header speaks for several files now, so the unit says it for itself.
                unit.attributes.set("srclang", own.srclang());
                writer.write(&unit).map_err(|error| input.failure(&error))?;
            }
        }
        before += memory.unit_number();
    }
    packed::commit([writer.finish()?], None)?;
    console.say(format!(
        "{} = {written} written + {} + {empty} without <tuv> + {broken} broken",
        plural(total, "unit"),
        plural(duplicates, "duplicate")
    ));
    Ok(Outcome::Clean)
}

/// The first header, which speaks for all.
fn header_of_all(headers: &[Header]) -> Header {
    let mut header = headers[0].clone();
    let srclang = header.srclang().to_owned();
    if headers.iter().any(|other| !language::same(other.srclang(), &srclang)) {
        header.attributes.set("srclang", "*all*");
    }
    header
}
