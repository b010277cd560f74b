//! `diptych tmx repair`.

use std::io::Write;
use std::path::PathBuf;

use super::faults;
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
    /// The file to write; `-` is the standard output.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// Write every repair to a file, as JSON lines.
    #[arg(long, value_name = "FILE")]
    repairs: Option<PathBuf>,
    /// Put U+FFFD for each character that XML forbids; else they are left out.
    #[arg(long)]
    replace: bool,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let outputs = [&args.output].into_iter().chain(&args.repairs);
    refuse(outputs.map(PathBuf::as_path), &[&args.input])?;
    let input = Input::new(&args.input, console)?;
    let illegal =
        if args.replace { diptych_tmx::Illegal::Replace } else { diptych_tmx::Illegal::Drop };
    let mut memory = input.memory(diptych_tmx::Options { illegal, ..Default::default() })?;
    let mut list = args.repairs.as_deref().map(Output::new).transpose()?;
    let mut unwritten = None;
    let out = packed::create(&args.output)?;
    let (out, done) = diptych_tmx::repair(&mut memory, out, |fault| match &mut list {
        None => input.say(faults::line(&input.name(), fault)),
        Some(list) => {
            let line = serde_json::to_string(fault).expect("a fault holds text and numbers only");
            if let Err(error) = writeln!(list, "{line}") {
                unwritten = unwritten.take().or(Some(error));
            }
        }
    })
    .map_err(|error| input.failure(&error))?;
    if let Some(error) = unwritten {
        return Err(error.into());
    }
    packed::commit([out], list)?;
    console.say(format!(
        "{}: {} = {} written + {} beyond repair; {}",
        input.name(),
        plural(done.read, "unit"),
        done.written,
        done.given_up,
        plural(done.repairs, "repair")
    ));
    Ok(Outcome::Clean)
}
