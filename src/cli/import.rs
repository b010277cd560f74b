//! `diptych import`: a reviewed sheet corrects the alignment it was made from.

use std::fs;
use std::path::PathBuf;

use super::args;
use super::console::Console;
use super::counted::plural;
use super::edition::MetadataArgs;
use super::outcome::{Failure, Outcome, Outcomes};
use super::summary::warn_of_title;
use crate::align::Extra;
use crate::bitext::saved;
use crate::lexicon::Lexicon;
use crate::output::Format;
use crate::pipeline::realign;
use crate::review::{self, Refusal, Sheet};

/// So many refused rows are named; the rest is counted.
const NAMED: usize = 20;

/// The arguments of `diptych import`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The alignment from which the sheet was made (.jsonl).
    alignment: PathBuf,
    /// The reviewed sheet (.xlsx, .xls, .ods or .csv).
    sheet: PathBuf,
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
    let inputs = [args.alignment.as_path(), args.sheet.as_path()];
    let outputs =
        args::outputs(&args.output, args.format.as_deref(), Format::Jsonl, &inputs, false)?;
    let edition = args.metadata.edition()?;
    let bitext = saved::read(&args.alignment)?;
    let bytes = fs::read(&args.sheet).map_err(|error| Failure::io(&args.sheet, &error))?;
    let sheet = Sheet::read(&bytes)
        .map_err(|error| Failure::new(format!("{}: {error}", args.sheet.display())))?;
    if !sheet.is_of(&bitext) {
        return Err(Failure::new(format!(
            "{}: this sheet was made from another state of {}, and would undo what was corrected \
             since: import it into the alignment it was made from, or make a new sheet with \
             `diptych edition`",
            args.sheet.display(),
            args.alignment.display()
        )));
    }
    let revision =
        review::revise(&bitext, &sheet.rows).map_err(|refusals| refused(args, &refusals))?;
    for (number, rows) in &revision.same_number {
        let rows: Vec<String> = rows.iter().map(usize::to_string).collect();
        console.warn(format!(
            "{}: rows {} all have the number {number}: they were taken for parts of that pair",
            args.sheet.display(),
            rows.join(", ")
        ));
    }
    let bitext = if args.realign {
        realign(&revision.bitext, &revision.rejected, &Lexicon::embedded(), &Extra::default())
    } else {
        revision.bitext
    };
    outputs.write_bitext(&bitext, &[], &edition)?;
    warn_of_title(&bitext, &outputs, &edition, "--title", console);

    for change in &revision.changes {
        console.say(format_args!("pair {}: {}", change.bead, change.what));
    }
    let accepted = bitext.beads.iter().filter(|bead| bead.accepted).count();
    console.say(format_args!(
        "{}; {}, {accepted} of them accepted",
        plural(revision.changes.len(), "change"),
        plural(bitext.beads.len(), "pair")
    ));
    Ok(Outcome::Clean)
}

fn refused(args: &Args, refusals: &[Refusal]) -> Failure {
    let mut details: Vec<String> = refusals.iter().take(NAMED).map(Refusal::to_string).collect();
    if refusals.len() > NAMED {
        details.push(format!("and {} more", refusals.len() - NAMED));
    }
    Failure::with_details(format!("{}: nothing was imported:", args.sheet.display()), details)
}
