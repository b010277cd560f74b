//! `diptych glossary`: termbases looked over, converted, compared, joined, and their use counted.

mod convert;
mod extract;
mod merge;
mod usage;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use diptych_glossary::{Concept, Fault, Grade, Termbase, lint, unused};

use super::console::Console;
use super::counted::{plural, remarks};
use super::outcome::{Failure, Outcome, Outcomes};
use super::printable::Lines;
use crate::check::termbases::contents;
use crate::check::units::each_unit;
use crate::read;

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
    /// Convert a termbase: to .tsv, .csv, .xlsx, .tbx, .utx, .utf8 and .txt for `OmegaT`
    Convert(convert::Args),
    /// Propose terms with their renderings from aligned text
    Extract(extract::Args),
    /// Count how often each term is met and how it is rendered
    Usage(usage::Args),
    /// Show how two termbases differ
    Diff {
        /// The older termbase.
        old: PathBuf,
        /// The newer one.
        new: PathBuf,
    },
    /// Join termbases; where two contradict each other, the first one counts and both are named
    Merge {
        /// Termbases in any format, the most important first.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Only entries of these subject fields.
        #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
        domain: Vec<String>,
        /// The output file, as for `convert`.
        #[arg(long, short, value_name = "FILE")]
        output: PathBuf,
    },
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    match &args.command {
        Command::Lint { files, text } => lint_all(files, text.as_deref(), console),
        Command::Convert(args) => convert::run(args, console),
        Command::Extract(args) => extract::run(args, console),
        Command::Usage(args) => usage::run(args, console),
        Command::Diff { old, new } => merge::diff(old, new, console),
        Command::Merge { files, domain, output } => merge::run(files, domain, output, console),
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
    let sheets = sheets(&concepts, files);
    faults.extend(lint(&concepts));
    if let Some(text) = text {
        let base = Termbase::new(concepts)?;
        faults.extend(unused(&base, chinese(text)?.iter().map(String::as_str)));
    }
    let mut lines = Lines::default();
    for (fault, places) in grouped(&faults) {
        let grade = if fault.grade == Grade::Fault { "fault" } else { "note" };
        let Fault { file, line, message, .. } = fault;
        lines.tell(if places == 1 {
            format!("{file}:{line}: {grade}: {message}")
        } else {
            format!("{file}:{line}: {grade}: {} like this: {message}", plural(places, "entry"))
        });
    }
    lines.print()?;
    for (sheet, count) in sheets {
        console.say(format!("{sheet}: {}", plural(count, "entry")));
    }
    let grave = faults.iter().filter(|it| it.grade == Grade::Fault).count();
    console.say(format!(
        "{}, {}, {}",
        plural(count, "entry"),
        plural(grave, "fault"),
        remarks(faults.len() - grave)
    ));
    if !unread.is_empty() {
        let first = unread.remove(0);
        return Err(Failure::with_details(first, unread));
    }
    Ok(if grave > 0 { Outcome::Findings } else { Outcome::Clean })
}

/// So many faults of one message are one line.
const ALIKE: usize = 4;

/// The faults in their order; those of one message in one file that are many stand where the first
/// of them is, with their number.
fn grouped(faults: &[Fault]) -> Vec<(&Fault, usize)> {
    let mut counts: HashMap<(&str, &str), usize> = HashMap::new();
    for fault in faults {
        *counts.entry((&fault.file, &fault.message)).or_default() += 1;
    }
    let mut grouped = Vec::new();
    for fault in faults {
        match counts.get_mut(&(fault.file.as_str(), fault.message.as_str())) {
            Some(count) if *count >= ALIKE => grouped.push((fault, std::mem::take(count))),
            Some(0) | None => {}
            Some(_) => grouped.push((fault, 1)),
        }
    }
    grouped
}

/// The sheets that the entries are of, each with their number, where a workbook has several.
fn sheets(concepts: &[Concept], files: &[PathBuf]) -> Vec<(String, usize)> {
    let mut sheets: Vec<(String, usize)> = Vec::new();
    for Concept { origin, .. } in concepts {
        if files.iter().any(|file| file.as_os_str() == origin.file.as_str()) {
            continue;
        }
        match sheets.last_mut().filter(|it| it.0 == origin.file) {
            Some((_, count)) => *count += 1,
            None => sheets.push((origin.file.clone(), 1)),
        }
    }
    sheets
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
