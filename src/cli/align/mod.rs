//! `diptych align`: two documents in, a checked translation memory out.

mod explanation;
mod list;
mod pair;
mod policy;
mod verdict;

use std::path::{Path, PathBuf};

use super::args::{LayoutArg, TextArgs};
use super::check::FailOn;
use super::edition::MetadataArgs;
use super::{Console, Failure, Outcomes, args, summary};
use crate::output::Format;
use crate::output::{self, Set};
use crate::prepare::Prepared;
use crate::read::Report;
use pair::Known;
use policy::OnFinding;

#[derive(Debug, clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct Args {
    /// The source text.
    #[arg(required_unless_present = "pairs")]
    source: Option<PathBuf>,
    /// Its translation; none where the first file holds both sides (XLIFF, TMX, PO, a table).
    target: Option<PathBuf>,
    /// Where to write; the extension tells the format. Without it, TSV on stdout.
    #[arg(long, short, value_name = "FILE")]
    output: Vec<PathBuf>,
    /// The format of every output, where its name is not to decide.
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// Align every pair of a list (source, tab, target, tab, output), on all cores.
    #[arg(long, value_name = "LIST", conflicts_with_all = ["source", "output", "findings", "anchors"])]
    pairs: Option<PathBuf>,
    /// How many cores `--pairs` may use; 0 is all.
    #[arg(long, value_name = "N", default_value_t = 0)]
    threads: usize,
    /// Each line of both files is a segment.
    #[arg(long)]
    segmented: bool,
    /// BCP 47 code of the source.
    #[arg(long, value_name = "CODE")]
    source_lang: Option<String>,
    /// BCP 47 code of the target.
    #[arg(long, value_name = "CODE")]
    target_lang: Option<String>,
    /// The encoding of the source, where the bytes are not to decide.
    #[arg(long, value_name = "NAME")]
    source_encoding: Option<String>,
    /// The encoding of the target, where the bytes are not to decide.
    #[arg(long, value_name = "NAME")]
    target_encoding: Option<String>,
    #[command(flatten)]
    text: TextArgs,
    /// A termbase: its renderings are enforced, and help to align; several count together.
    #[arg(long, short, value_name = "FILE")]
    glossary: Vec<PathBuf>,
    /// Write the findings to a file, as JSON lines.
    #[arg(long, value_name = "FILE")]
    findings: Option<PathBuf>,
    /// The classes of findings that make the exit code 1, or `never`.
    #[arg(long, value_name = "CLASS,…", default_value = "forbidden,superseded,missing")]
    fail_on: FailOn,
    /// What becomes of units with findings of a class: mark them, drop them from the TMX, or write nothing.
    #[arg(long, value_name = "CLASS=mark|drop|fail")]
    on_finding: Vec<OnFinding>,
    /// Write nothing when there are findings of a class that `--fail-on` names.
    #[arg(long)]
    strict: bool,
    /// Leave units below this confidence out of the TMX and put them into NAME.review.tsv.
    #[arg(long, value_name = "X", value_parser = verdict::probability)]
    min_score: Option<f32>,
    /// Words that translate each other: a table of Chinese and English.
    #[arg(long, value_name = "FILE")]
    lexicon: Vec<PathBuf>,
    /// Beads that are fixed: lines of a saved alignment.
    #[arg(long, value_name = "FILE")]
    anchors: Option<PathBuf>,
    /// Align texts that do not look like translations of each other.
    #[arg(long)]
    force: bool,
    /// Print why bead N was chosen over its best rival, on stderr.
    #[arg(long, value_name = "N", conflicts_with = "pairs")]
    explain: Option<usize>,
    /// Show findings that are for information too.
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    metadata: MetadataArgs,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let known = Known::new(args, console)?;
    match (&args.pairs, &args.source) {
        (Some(list), _) => list::run(list, args, &known, console),
        (None, Some(source)) => {
            one(source, args.target.as_deref(), &args.output, args, &known, console)
        }
        (None, None) => {
            Err(Failure::new("name a source text and its translation, or a list with --pairs"))
        }
    }
}

/// Aligns one pair and says everything about it.
fn one(
    source: &Path,
    target: Option<&Path>,
    files: &[PathBuf],
    args: &Args,
    known: &Known,
    console: &Console,
) -> Outcomes {
    let outputs = outputs(source, target, files, args)?;
    let done = pair::align(source, target, args, known)?;
    let decided = args.text.layout == LayoutArg::Auto && !args.segmented;
    let inputs: &[&Prepared] =
        if target.is_some() { &[&done.source, &done.target] } else { &[&done.source] };
    for input in inputs {
        summary::input(input, decided && target.is_some(), console);
    }
    let reports: Vec<&Report> = inputs.iter().map(|input| &input.report).collect();
    summary::write_input_report(args.text.input_report.as_deref(), &reports)?;
    if let Some(findings) = verdict::findings(&done, args.all, console.color())? {
        console.say(findings.trim_end());
    }
    summary::alignment(&done.bitext, &done.findings, done.took, console);
    verdict::doubts(&done, console);
    if let Some(number) = args.explain {
        explanation::tell(number, &done, known, console)?;
    }
    let written = verdict::write(&done, &outputs, args)?;
    written.tell("", console);
    Ok(written.outcome)
}

/// The outputs of a pair, checked against everything that is read.
fn outputs(
    source: &Path,
    target: Option<&Path>,
    files: &[PathBuf],
    args: &Args,
) -> Result<Set, Failure> {
    let inputs: Vec<&Path> = std::iter::once(source).chain(target).chain(settings(args)).collect();
    let outputs = every_output(files, args);
    output::refuse(outputs.iter().map(PathBuf::as_path), &inputs)?;
    args::outputs(files, args.format.as_deref(), Format::Tsv, &inputs)
}

/// What is read besides the texts.
fn settings(args: &Args) -> impl Iterator<Item = &Path> {
    let files = args.glossary.iter().chain(&args.lexicon).chain(&args.anchors);
    files.chain(&args.text.srx).chain(&args.pairs).map(PathBuf::as_path)
}

/// All that is written when `files` are: with findings, doubtful units and the input report.
fn every_output(files: &[PathBuf], args: &Args) -> Vec<PathBuf> {
    let is_tmx = |file: &&PathBuf| Format::of(file) == Some(Format::Tmx);
    let doubtful = files.iter().filter(|_| args.min_score.is_some()).filter(is_tmx);
    let named = files.iter().filter(|file| *file != Path::new("-")).cloned();
    named
        .chain(doubtful.map(|tmx| verdict::review_path(tmx)))
        .chain(args.findings.clone())
        .chain(args.text.input_report.clone())
        .collect()
}
