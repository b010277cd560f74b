//! `diptych align`: two documents in, a checked translation memory out.

use std::path::PathBuf;
use std::time::Instant;

use super::args::{LayoutArg, TextArgs};
use super::edition::MetadataArgs;
use super::outputs::Outputs;
use super::{Console, Outcome, Outcomes, summary};
use crate::align::{self, Extra, Lexicon};
use crate::bitext::Bitext;
use crate::emit::Format;
use crate::finding::Finding;
use crate::prepare;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The source text.
    source: PathBuf,
    /// Its translation; none where the first file holds both sides (XLIFF, TMX, PO, a table).
    target: Option<PathBuf>,
    /// Where to write; the extension tells the format. Without it, TSV on stdout.
    #[arg(long, short, value_name = "FILE")]
    output: Vec<PathBuf>,
    /// The format of every output, where its name is not to decide.
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
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
    #[command(flatten)]
    metadata: MetadataArgs,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let start = Instant::now();
    let outputs = Outputs::new(
        &args.output,
        args.format.as_deref(),
        Format::Tsv,
        &[Some(args.source.as_path()), args.target.as_deref()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>(),
    )?;
    let options = |encoding: &Option<String>, code: &Option<String>| {
        args.text.options(encoding.as_deref(), code.as_deref(), args.segmented)
    };
    let source = options(&args.source_encoding, &args.source_lang)?;
    let target = options(&args.target_encoding, &args.target_lang)?;
    let (source, target) = match &args.target {
        Some(file) => prepare::both((&args.source, &source), (file, &target))?,
        None => prepare::pairs(&args.source, &source, &target)?,
    };
    let decided = args.text.layout == LayoutArg::Auto && !args.segmented;
    summary::input(&source, decided, console);
    summary::input(&target, decided, console);
    summary::write_input_report(
        args.text.input_report.as_deref(),
        &[&source.report, &target.report],
    )?;

    let lexicon = Lexicon::embedded();
    let links = align::align(&source.text, &target.text, &lexicon, &Extra::default()).links;
    let bitext = Bitext::new((source.side, &source.text), (target.side, &target.text), &links);
    let findings: Vec<Finding> = vec![];

    summary::alignment(&bitext, &findings, start.elapsed(), console);
    let edition = args.metadata.edition()?;
    outputs.write(|format, out| format.emitter(&edition).emit(&bitext, &findings, out))?;
    Ok(Outcome::Clean)
}
