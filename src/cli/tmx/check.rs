//! `diptych tmx check`.

use std::path::PathBuf;

use diptych_tmx::{Fault, Severity, TranslationUnit, Validator};

use super::faults;
use super::input::Input;
use super::quality::{self, Quality};
use crate::cli::console::Console;
use crate::cli::counted::{plural, remarks};
use crate::cli::outcome::{Failure, Outcome, Outcomes};
use crate::cli::printable::printable;
use crate::finding::Finding;
use crate::output::to_stdout;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The memory, also as .gz or .zip; `-` is the standard input.
    file: PathBuf,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Also check the texts of each unit: placeholders, codes, numbers, blanks, brackets, ends, lengths,
    /// and sources that are translated in several ways. They count as warnings.
    #[arg(long)]
    qa: bool,
    /// Also print what is legal but trips some tools. It never counts for the exit code.
    #[arg(long)]
    notes: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One fault a line, for people.
    Human,
    /// One fault a line, as JSON.
    Jsonl,
}

/// How many faults there are of each severity.
#[derive(Debug, Default)]
struct Counts {
    errors: u64,
    warnings: u64,
    notes: u64,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let input = Input::new(&args.file, console)?;
    let mut memory = input.memory(diptych_tmx::Options::default())?;
    let mut counts = Counts::default();
    let mut failure = None;
    to_stdout(|out| {
        let mut qa = args.qa.then(|| Quality::new(&memory));
        let result = check(&input, &mut memory, qa.as_mut(), |fault| {
            let fault = match fault {
                Seen::Fault(fault) => fault,
                Seen::Finding(line, finding) => {
                    counts.warnings += 1;
                    return match args.format {
                        Format::Human => {
                            let text = quality::line(&input.name(), line, finding);
                            writeln!(out, "{}", printable(&text))
                        }
                        Format::Jsonl => writeln!(out, "{}", quality::json(line, finding)),
                    };
                }
            };
            match fault.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Note => counts.notes += 1,
            }
            match args.format {
                _ if fault.severity == Severity::Note && !args.notes => Ok(()),
                Format::Human => {
                    writeln!(out, "{}", printable(&faults::line(&input.name(), fault)))
                }
                Format::Jsonl => {
                    serde_json::to_writer(&mut *out, fault)?;
                    writeln!(out)
                }
            }
        });
        match result {
            Ok(done) => done,
            Err(error) => {
                failure = Some(error);
                Ok(())
            }
        }
    })?;
    if let Some(failure) = failure {
        return Err(failure);
    }
    let Counts { errors, warnings, notes } = counts;
    console.say(format!(
        "{}: {}, {}, {}, {}",
        input.name(),
        plural(memory.unit_number(), "unit"),
        plural(errors, "error"),
        plural(warnings, "warning"),
        remarks(notes)
    ));
    Ok(if errors + warnings == 0 { Outcome::Clean } else { Outcome::Findings })
}

/// What is told of a memory.
enum Seen<'s> {
    /// Of its XML.
    Fault(&'s Fault),
    /// Of the texts of a unit, with its line.
    Finding(u64, &'s Finding),
}

/// Hands every fault of the memory to `tell`, in file order so far as they are known early.
fn check(
    input: &Input,
    memory: &mut super::input::Memory,
    mut qa: Option<&mut Quality>,
    mut tell: impl FnMut(Seen<'_>) -> std::io::Result<()>,
) -> Result<std::io::Result<()>, Failure> {
    let mut faults = memory.take_faults();
    let (mut validator, mut more_faults) = Validator::new(memory);
    faults.append(&mut more_faults);
    let mut unit = TranslationUnit::default();
    loop {
        for fault in faults.drain(..) {
            if let Err(error) = tell(Seen::Fault(&fault)) {
                return Ok(Err(error));
            }
        }
        let more = memory.read_unit(&mut unit).map_err(|error| input.failure(&error))?;
        faults = memory.take_faults();
        if !more {
            break;
        }
        // What reading reported already is not said a second time.
        let read: Vec<_> = faults.iter().map(|fault| (fault.rule, fault.unit)).collect();
        if let Some(qa) = &mut qa {
            let line = memory.place().line;
            for finding in qa.of_unit(&unit, memory.unit_number()) {
                if let Err(error) = tell(Seen::Finding(line, &finding)) {
                    return Ok(Err(error));
                }
            }
        }
        validator.unit(memory, &mut unit, &mut faults);
        let mut at = 0;
        faults.retain(|fault| {
            at += 1;
            at <= read.len() || !read.contains(&(fault.rule, fault.unit))
        });
    }
    faults.extend(validator.finish());
    for fault in &faults {
        if let Err(error) = tell(Seen::Fault(fault)) {
            return Ok(Err(error));
        }
    }
    Ok(Ok(()))
}
