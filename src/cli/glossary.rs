//! `diptych glossary`: termbases looked over and converted.

use std::path::{Path, PathBuf};

use diptych_glossary::{Grade, Termbase, lint, to_omegat, to_tbx, to_tsv, unused};

use super::console::Console;
use super::counted::plural;
use super::outcome::{Failure, Outcome, Outcomes};
use super::printable::Lines;
use crate::check::termbases::contents;
use crate::check::units::each_unit;
use crate::{output, read};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Find entries that contradict each other or cannot be checked
    Lint {
        /// Termbases in any format.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// A text, TMX, saved alignment or table; entries that do not occur in it are listed too.
        #[arg(long, value_name = "FILE")]
        text: Option<PathBuf>,
    },
    /// Convert a termbase: to .tsv, .tbx, or .utf8 and .txt for `OmegaT`
    Convert {
        /// A termbase in any format.
        file: PathBuf,
        /// The output file; its extension sets the format.
        #[arg(long, short, value_name = "FILE")]
        output: PathBuf,
    },
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    match &args.command {
        Command::Lint { files, text } => lint_all(files, text.as_deref(), console),
        Command::Convert { file, output } => convert(file, output, console),
    }
}

fn lint_all(files: &[PathBuf], text: Option<&Path>, console: &Console) -> Outcomes {
    let mut concepts = Vec::new();
    let mut faults = Vec::new();
    let mut unread = Vec::new();
    for file in files {
        match contents(file) {
            Ok(contents) => {
                concepts.extend(contents.concepts);
                faults.extend(contents.ignored);
            }
            Err(error) => unread.push(error.to_string()),
        }
    }
    let count = concepts.len();
    faults.extend(lint(&concepts));
    if let Some(text) = text {
        let base = Termbase::new(concepts)?;
        faults.extend(unused(&base, chinese(text)?.iter().map(String::as_str)));
    }
    let mut lines = Lines::default();
    for fault in &faults {
        let grade = if fault.grade == Grade::Fault { "fault" } else { "note" };
        lines.add(format!("{}:{}: {grade}: {}", fault.file, fault.line, fault.message));
    }
    lines.print()?;
    let grave = faults.iter().filter(|it| it.grade == Grade::Fault).count();
    console.say(format!(
        "{}, {}, {}",
        plural(count, "entry"),
        plural(grave, "fault"),
        plural(faults.len() - grave, "note")
    ));
    if !unread.is_empty() {
        let first = unread.remove(0);
        return Err(Failure::with_details(first, unread));
    }
    Ok(if grave > 0 { Outcome::Findings } else { Outcome::Clean })
}

/// The Chinese texts of a file of units, or a whole text.
fn chinese(path: &Path) -> Result<Vec<String>, Failure> {
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    if ["tmx", "xml", "jsonl", "tsv"].iter().any(|it| extension == *it) {
        let mut texts = Vec::new();
        each_unit(path, &read::Options::default(), |unit| texts.push(unit.chinese().to_owned()))?;
        return Ok(texts);
    }
    Ok(vec![read::read_text(path, &read::Options::default())?.0])
}

fn convert(file: &Path, output: &Path, console: &Console) -> Outcomes {
    output::refuse([output], &[file])?;
    let extension = output.extension().unwrap_or_default().to_ascii_lowercase();
    let concepts = contents(file)?.concepts;
    let text = match extension.to_str() {
        Some("tsv") => to_tsv(&concepts),
        Some("tbx" | "xml") => to_tbx(&concepts),
        Some("utf8" | "txt") => to_omegat(&concepts),
        _ => {
            return Err(Failure::new(format!(
                "{}: the name does not say the format: end it in .tsv, .tbx, .utf8 or .txt",
                output.display()
            )));
        }
    };
    output::write(output, |out| out.write_all(text.as_bytes()))?;
    console.say(format!("{} written to {}", plural(concepts.len(), "entry"), output.display()));
    Ok(Outcome::Clean)
}
