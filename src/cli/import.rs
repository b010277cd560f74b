//! `diptych import`: reviewed sheets and journals correct the alignment they were made from.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::args;
use super::console::Console;
use super::counted::plural;
use super::edition::MetadataArgs;
use super::outcome::{Failure, Outcome, Outcomes};
use super::summary::warn_of_title;
use crate::align::Extra;
use crate::bitext::{Bitext, saved};
use crate::lexicon::Lexicon;
use crate::output::Format;
use crate::pipeline::realign;
use crate::review::{Conflict, Correction, CorrectionError, Keep, correct};

/// So many refused rows are named; the rest is counted.
const NAMED: usize = 20;

/// The arguments of `diptych import`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The alignment from which the sheets or journals were made (.jsonl).
    alignment: PathBuf,
    /// A reviewed sheet (.xlsx, .xls, .ods or .csv) or a journal of `diptych review`. Name several
    /// to merge what different reviewers did.
    #[arg(required = true, value_name = "SHEET|JOURNAL")]
    corrections: Vec<PathBuf>,
    /// An output file; its extension sets the format. Repeat it to write several.
    #[arg(short, long, value_name = "FILE")]
    output: Vec<PathBuf>,
    /// Output format (default: from the file name).
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// Align the text between the accepted pairs again.
    #[arg(long)]
    realign: bool,
    #[command(flatten)]
    metadata: MetadataArgs,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let inputs = std::iter::once(&args.alignment).chain(&args.corrections);
    let inputs: Vec<&Path> = inputs.map(PathBuf::as_path).collect();
    let outputs =
        args::outputs(&args.output, args.format.as_deref(), Format::Jsonl, &inputs, false)?;
    let edition = args.metadata.edition()?;
    let alignment = saved::read(&args.alignment)?;
    let corrections = read_all(&alignment, &args.corrections)?;
    let mut said = vec![];
    for (file, correction) in args.corrections.iter().zip(&corrections) {
        warn(file, correction, console);
        let several = args.corrections.len() > 1;
        let from = if several { format!("{}: ", file.display()) } else { String::new() };
        let changes = correction.changes.iter();
        said.extend(changes.map(|change| format!("{from}pair {}: {}", change.bead, change.what)));
    }
    let (bitext, conflicts) = correct(&alignment, corrections);
    let bitext = if args.realign {
        realign(&bitext, &[], &Lexicon::embedded(), &Extra::default())
    } else {
        bitext
    };
    outputs.write_bitext(&bitext, &[], &edition)?;
    warn_of_title(&bitext, &outputs, &edition, "--title", console);
    for line in &said {
        console.say(line);
    }
    for (place, conflict) in &conflicts {
        let file = args.corrections[*place].display().to_string();
        console.warn(conflict_in_words(&file, conflict));
    }
    console.say(summary(said.len(), &bitext));
    Ok(if conflicts.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

/// What each file makes of the alignment.
///
/// # Errors
/// What is wrong in all of them, so that it can be mended at once.
fn read_all(alignment: &Bitext, files: &[PathBuf]) -> Result<Vec<Correction>, Failure> {
    let mut read = vec![];
    let mut wrong = vec![];
    for file in files {
        let bytes = fs::read(file).map_err(|error| Failure::io(file, &error))?;
        match Correction::read(alignment, &bytes) {
            Ok(correction) => read.push(correction),
            Err(error) => wrong.push(refused(file, &error)),
        }
    }
    let mut wrong = wrong.into_iter();
    let Some(first) = wrong.next() else { return Ok(read) };
    let (first, more) = (first.lines().to_vec(), wrong.flat_map(|it| it.lines().to_vec()));
    let mut lines = first.into_iter().chain(more);
    let message = lines.next().unwrap_or_default();
    Err(Failure::with_details(message, lines.map(|line| line.trim_start().to_owned())))
}

fn refused(file: &Path, error: &CorrectionError) -> Failure {
    let mut details: Vec<String> = match error {
        CorrectionError::Refused(refusals) => refusals.iter().map(ToString::to_string).collect(),
        CorrectionError::Sheet(error) if error.each().len() > 1 => {
            error.each().iter().map(ToString::to_string).collect()
        }
        error => return Failure::new(format!("{}: {error}", file.display())),
    };
    let more = details.len().saturating_sub(NAMED);
    details.truncate(NAMED);
    if more > 0 {
        details.push(format!("and {more} more"));
    }
    Failure::with_details(format!("{}: nothing was imported:", file.display()), details)
}

fn warn(file: &Path, correction: &Correction, console: &Console) {
    for (number, rows) in &correction.same_number {
        let rows: Vec<String> = rows.iter().map(usize::to_string).collect();
        console.warn(format!(
            "{}: rows {} all have the number {number}: they were taken for parts of that pair",
            file.display(),
            rows.join(", ")
        ));
    }
    if !correction.names_its_state {
        console.warn(format!(
            "{}: this sheet does not say which state of the alignment it was made from: where the \
             alignment was corrected since, the sheet undoes that",
            file.display()
        ));
    }
    if let Some(line) = correction.cut {
        console.warn(cut_in_words(file, line));
    }
}

/// What is said of a journal whose last line was cut.
pub(super) fn cut_in_words(file: &Path, line: usize) -> String {
    format!("{}:{line}: the last line is cut off: its act is left out", file.display())
}

/// A conflict of a file of corrections.
pub(super) fn conflict_in_words(file: &str, conflict: &Conflict) -> String {
    let (first_bead, last) = conflict.beads;
    let pairs = if last > first_bead {
        format!("pairs {first_bead} to {last}")
    } else {
        format!("pair {first_bead}")
    };
    let (first, second) = (&conflict.ours, &conflict.theirs);
    let (it, is) = if last > first_bead { ("pairs", "are") } else { ("pair", "is") };
    let kept = match conflict.kept {
        Keep::Base => format!("neither is taken: the {it} {is} as before and flagged"),
        Keep::Ours => format!("the first is kept, and the {it} {is} flagged"),
    };
    format!("{file}: {pairs}: conflict: before this file {first}; in this file {second}; {kept}")
}

fn summary(changes: usize, bitext: &Bitext) -> String {
    let accepted = bitext.beads.iter().filter(|bead| bead.accepted).count();
    let dropped = bitext.beads.iter().filter(|bead| bead.dropped().any()).count();
    let commented = bitext.beads.iter().filter(|bead| !bead.comment().is_empty()).count();
    let mut text = format!(
        "{}; {}, {accepted} of them accepted",
        plural(changes, "change"),
        plural(bitext.beads.len(), "pair")
    );
    if dropped > 0 {
        let _ = write!(text, ", {dropped} dropped");
    }
    if commented > 0 {
        let _ = write!(text, ", {commented} with a comment");
    }
    text
}
