//! `diptych align`: two documents in, a checked translation memory out.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::{self, AlignArgs, probability};
use super::console::Console;
use super::edition::MetadataArgs;
use super::outcome::{Failure, Outcome, Outcomes};
use super::{counted, explanation, summary};
use crate::output::{self, Format};
use crate::pipeline::{
    self, AlignedPair, Decided, FailOn, List, ListedPair, OnFinding, Policy, Resources, Writing,
};
use crate::words::phrases::told;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The source text, or a folder of source texts.
    #[arg(required_unless_present = "pairs")]
    source: Option<PathBuf>,
    /// Its translation, or the folder of the translations; omit it if SOURCE is bilingual (XLIFF, TMX,
    /// PO, a table).
    target: Option<PathBuf>,
    /// Output file; its extension sets the format. Without it, TSV on stdout. For two folders, the
    /// folder of the outputs.
    #[arg(long, short, value_name = "FILE", help_heading = "Output")]
    output: Vec<PathBuf>,
    /// Output format (default: from the file name).
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    format: Option<String>,
    /// Align every pair of a list (source, tab, target, tab, output), on all cores.
    #[arg(long, value_name = "LIST", conflicts_with_all = ["source", "output", "findings", "anchors"])]
    pairs: Option<PathBuf>,
    /// Number of cores for `--pairs` and folders; 0 is all.
    #[arg(long, value_name = "N", default_value_t = 0)]
    threads: usize,
    #[command(flatten)]
    align: AlignArgs,
    /// Termbase to check against; it also helps to align. Repeat it to use several.
    #[arg(long, short, value_name = "FILE", help_heading = "Terms")]
    glossary: Vec<PathBuf>,
    /// Pairs that are fixed: lines of a saved alignment.
    #[arg(long, value_name = "FILE", help_heading = "Alignment")]
    anchors: Option<PathBuf>,
    /// Write the findings to a file, as JSON lines.
    #[arg(long, value_name = "FILE", help_heading = "Reports")]
    findings: Option<PathBuf>,
    /// Classes of findings that make the exit code 1, or `never`.
    #[arg(long, value_name = "CLASS,…", default_value = FailOn::DEFAULT, help_heading = "Terms")]
    fail_on: FailOn,
    /// What to do with pairs that have findings of CLASS: mark them, drop them from the TMX, or
    /// write nothing.
    #[arg(long, value_name = "CLASS=mark|drop|fail", help_heading = "Output")]
    on_finding: Vec<OnFinding>,
    /// Write nothing if there are findings of a class that `--fail-on` names.
    #[arg(long, help_heading = "Output")]
    strict: bool,
    /// Leave pairs below this confidence out of the TMX and write them to NAME.review.tsv.
    #[arg(long, value_name = "X", value_parser = probability, help_heading = "Output")]
    min_score: Option<f32>,
    /// The file for those pairs, instead of NAME.review.tsv.
    #[arg(
        long,
        value_name = "FILE",
        requires = "min_score",
        conflicts_with = "pairs",
        help_heading = "Output"
    )]
    review: Option<PathBuf>,
    /// Leave pairs of nothing but numbers and marks out of the TMX.
    #[arg(long, help_heading = "Output")]
    without_numbers: bool,
    /// Print why pair N was chosen over its best rival, on stderr.
    #[arg(long, value_name = "N", conflicts_with_all = ["pairs", "anchors"], help_heading = "Reports")]
    explain: Option<usize>,
    /// Show informational findings too.
    #[arg(long, help_heading = "Terms")]
    all: bool,
    #[command(flatten)]
    metadata: MetadataArgs,
}

impl Args {
    /// How to align.
    fn options(&self, console: &Console) -> Result<pipeline::Options, Failure> {
        let on_warning = |fault| console.ignored(&fault);
        let resources = Resources::load(&self.glossary, &self.align.lexicon, on_warning)?;
        let options = self.align.options(Arc::new(resources))?;
        Ok(pipeline::Options { anchors: self.anchors.clone(), ..options })
    }

    /// What to write for a pair, checked against everything that is read.
    fn writing(&self, inputs: [Option<&Path>; 2], files: &[PathBuf]) -> Result<Writing, Failure> {
        let inputs = inputs.into_iter().flatten();
        let inputs: Vec<&Path> = inputs.chain(self.settings()).collect();
        let outputs = args::outputs(files, self.format.as_deref(), Format::Tsv, &inputs, false)?;
        let mut writing = Writing {
            outputs,
            findings: self.findings.clone(),
            min_score: self.min_score,
            without_numbers: self.without_numbers,
            policy: Policy {
                fail_on: self.fail_on.clone(),
                on_finding: self.on_finding.clone(),
                strict: self.strict,
            },
            edition: self.metadata.edition()?,
            // Of a list there is one report, which is written at the end.
            input_report: self.align.text.input_report.clone().filter(|_| !self.is_many()),
            review: self.review.clone(),
            protected: vec![],
            original: None,
        };
        let report = self.align.text.input_report.as_deref().filter(|_| self.is_many());
        writing.refuse(report, &inputs)?;
        writing.protect_unnamed();
        Ok(writing)
    }

    /// The folders of the sources and of the translations.
    fn folders(&self) -> Option<(&Path, &Path)> {
        let is_folder = |path: &&PathBuf| path.is_dir();
        let source = self.source.as_ref().filter(is_folder)?;
        Some((source, self.target.as_ref().filter(is_folder)?))
    }

    /// Whether there may be several pairs.
    fn is_many(&self) -> bool {
        self.pairs.is_some() || self.folders().is_some()
    }

    /// What is read besides the texts.
    fn settings(&self) -> impl Iterator<Item = &Path> {
        let files = self.glossary.iter().chain(&self.anchors).chain(&self.pairs);
        files.map(PathBuf::as_path).chain(self.align.settings())
    }
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    if let Some((source, target)) = args.folders() {
        return folders(source, target, args, console);
    }
    if let (Some(source), Some(target)) = (&args.source, &args.target)
        && (source.is_dir() || target.is_dir())
    {
        let (folder, other) = if source.is_dir() { (source, target) } else { (target, source) };
        return Err(Failure::new(format!(
            "{} is a folder, and {} is none: name two folders, or two files",
            folder.display(),
            other.display()
        )));
    }
    match (&args.pairs, &args.source) {
        (Some(list), _) => many(&List::read(list)?, args, console),
        (None, Some(source)) => one(source, args.target.as_deref(), args, console),
        (None, None) => {
            Err(Failure::new("name a source text and its translation, or a list with --pairs"))
        }
    }
}

/// Aligns one pair and says everything about it.
fn one(source: &Path, target: Option<&Path>, args: &Args, console: &Console) -> Outcomes {
    let mut writing = args.writing([Some(source), target], &args.output)?;
    if let Some(option) = writing.without_memory() {
        return Err(Failure::new(format!(
            "{option}: this keeps pairs out of a TMX, and none is written: name one with -o NAME.tmx"
        )));
    }
    if args.threads > 0 {
        return Err(Failure::new(
            "--threads: this works with --pairs and folders: one pair takes one core",
        ));
    }
    if target.is_none() {
        args.align.of_one_file(&["--source-lang", "--target-lang", "--lexicon", "--force"])?;
        if args.explain.is_some() {
            return Err(Failure::new(
                "--explain shows how two texts were aligned: the pairs of one bilingual file stay \
                 as they are",
            ));
        }
    }
    let options = args.options(console)?;
    let pair = match target {
        Some(target) => pipeline::align_files(source, target, &options),
        None => pipeline::align_file(source, &options),
    }
    .map_err(unrelated)?;
    summary::inputs(&pair, args.align.lines_are_detected(), console);
    summary::warn_of(&pair.source.damage, source, console);
    if let Some(findings) = summary::findings(&pair, args.all, console.color())? {
        console.text(findings.trim_end());
    }
    summary::alignment(&pair.bitext, pair.diagnosis.took, console);
    summary::diagnosis(&pair.bitext, &pair.diagnosis, console);
    if let Some(number) = args.explain {
        explanation::print(number, &pair, &options.resources, console)?;
    }
    writing.original = pair.memory();
    let decided = writing.write(&pair.bitext, &pair.findings, &pair.diagnosis.inputs)?;
    if matches!(decided, Decided::Written { .. }) {
        let (outputs, edition) = (&writing.outputs, &writing.edition);
        summary::warn_of_title(&pair.bitext, outputs, edition, "--title", console);
        summary::next(&pair.diagnosis, outputs, console);
    }
    Ok(summary::decided("", &decided, &pair.findings, console))
}

/// Says how texts that look unrelated can be aligned all the same.
pub(crate) fn unrelated(error: pipeline::Error) -> Failure {
    match error {
        pipeline::Error::Unrelated { .. } => {
            Failure::new(format!("{error}, or align them all the same with --force"))
        }
        other => other.into(),
    }
}

/// What is known of a pair of a list once it is written.
struct Done {
    pair: AlignedPair,
    findings: Option<String>,
    decided: Decided,
}

/// Aligns the texts of two folders with each other.
fn folders(source: &Path, target: &Path, args: &Args, console: &Console) -> Outcomes {
    for (option, is_given) in [
        ("--findings", args.findings.is_some()),
        ("--anchors", args.anchors.is_some()),
        ("--review", args.review.is_some()),
        ("--explain", args.explain.is_some()),
    ] {
        if is_given {
            return Err(Failure::new(format!("{option} is for one pair: name two files")));
        }
    }
    let [output] = args.output.as_slice() else {
        return Err(Failure::new("name one folder for the outputs of two folders: -o FOLDER"));
    };
    if output.exists() && !output.is_dir() {
        return Err(Failure::new(format!("{}: this is a file: name a folder", output.display())));
    }
    if [source, target]
        .iter()
        .any(|folder| output::place(output).starts_with(output::place(folder)))
    {
        return Err(Failure::new(format!(
            "{}: the outputs would lie among the texts: name a folder of their own",
            output.display()
        )));
    }
    let format = args.format.as_deref().unwrap_or("tmx");
    let list = List::of_folders(source, target, output, &format.to_lowercase())?;
    for pair in &list.pairs {
        console.say(format_args!("{} — {}", pair.source.display(), pair.target.display()));
    }
    for path in &list.alone {
        console.warn(format_args!("{}: no partner was found", path.display()));
    }
    let mut made = Vec::new();
    for folder in list.pairs.iter().filter_map(|pair| pair.output.parent()) {
        let missing = folder.ancestors().take_while(|it| !it.exists() && *it != Path::new(""));
        let missing: Vec<&Path> = missing.collect();
        for folder in missing.into_iter().rev() {
            std::fs::create_dir(folder).map_err(|error| Failure::io(folder, &error))?;
            made.push(folder);
        }
    }
    let outcome = many(&list, args, console);
    if !list.alone.is_empty() {
        console.say(format!(
            "{} left over: give a text and its translation the same number or name, or list them with --pairs",
            counted::plural(list.alone.len(), "file")
        ));
    }
    for folder in made.iter().rev() {
        // One in which nothing was written goes again; the others cannot go.
        std::fs::remove_dir(folder).ok();
    }
    outcome
}

/// Aligns every pair of a list. One that fails is reported, the rest is done, and the exit code is 2.
fn many(list: &List, args: &Args, console: &Console) -> Outcomes {
    let options = args.options(console)?;
    let report = args.align.text.input_report.as_deref();
    let writing = |pair: &ListedPair| {
        args.writing([Some(&pair.source), Some(&pair.target)], std::slice::from_ref(&pair.output))
    };
    let files = list.pairs.iter().map(|pair| writing(pair).map(|writing| writing.files()));
    let files: Vec<_> = files.collect();
    list.refuse(|at| files[at].as_ref().cloned().unwrap_or_default(), report)?;
    let progress = progress(list.pairs.len(), console)?;
    let threads = rayon::ThreadPoolBuilder::new().num_threads(args.threads).build()?;
    let done: Vec<Result<Done, Failure>> = threads.install(|| {
        list.align(&options, |line, pair| {
            progress.inc(1);
            let mut writing = writing(line)?;
            let pair = pair.map_err(unrelated)?;
            writing.original = pair.memory();
            let decided = writing.write(&pair.bitext, &pair.findings, &[])?;
            let findings = summary::findings(&pair, args.all, console.color())?;
            Ok(Done { pair, findings, decided })
        })
    });
    progress.finish_and_clear();
    if let Some(path) = report {
        let mut inputs = done.iter().flatten().flat_map(|done| &done.pair.diagnosis.inputs);
        output::write(path, |out| {
            inputs.try_for_each(|report| out.write_all(report.to_jsonl().as_bytes()))
        })?;
    }
    let mut worst = Ok(Outcome::Clean);
    for (line, done) in list.pairs.iter().zip(done) {
        match done {
            Ok(done) => {
                let outcome = say(line, &done, console);
                if outcome == Outcome::Findings && worst.is_ok() {
                    worst = Ok(outcome);
                }
            }
            Err(failure) => {
                let place =
                    if args.pairs.is_some() { format!("{}: ", line.name) } else { String::new() };
                console.error(&failure.after(place));
                worst = Err(());
            }
        }
    }
    let file = list.file.display();
    worst.map_err(|()| Failure::new(format!("{file}: not every pair could be aligned")))
}

/// Says what became of a pair of a list.
fn say(line: &ListedPair, done: &Done, console: &Console) -> Outcome {
    let name = line.output.display().to_string();
    console.say(format!("{name}: {}", summary::line(&done.pair.bitext, &done.pair.findings)));
    if let Some(findings) = &done.findings {
        console.say(format!("{} and {}:", line.source.display(), line.target.display()));
        console.text(findings.trim_end());
    }
    if let Some(unrelated) = &done.pair.diagnosis.unrelated {
        console.warn(format!("{name}: {}", summary::unrelated(unrelated)));
    }
    summary::decided(&format!("{name}: "), &done.decided, &done.pair.findings, console)
}

fn progress(length: usize, console: &Console) -> Result<ProgressBar, Failure> {
    let target = if console.progress() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let style = ProgressStyle::with_template(&told("{bar:30} {pos} of {len} pairs, {eta} left"))?;
    Ok(ProgressBar::with_draw_target(Some(length as u64), target).with_style(style))
}
