//! `diptych check`: how terms are rendered in a translation memory, an alignment or a table.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use diptych_glossary::Termbase;

use super::align::unrelated;
use super::args::AlignArgs;
use super::console::Console;
use super::counted::{found, plural};
use super::outcome::{Failure, Outcome, Outcomes};
use super::{render, summary};
use crate::check::waivers::{self, Waiver};
use crate::check::{self, CheckReport, Checker, termbases};
use crate::emit::ByName;
use crate::emit::report::{Form, Report};
use crate::finding::Finding;
use crate::output::{self, Set};
use crate::pipeline::{self, FailOn, Resources, read_baseline, read_waivers};
use crate::read::Report as Read;

#[derive(Debug, clap::Args)]
#[command(mut_arg("glossary", |it| it.required(false).required_unless_present("numbers")))]
pub(crate) struct Args {
    /// A bilingual file (TMX, saved alignment, XLIFF, PO, table), or a source text.
    file: PathBuf,
    /// The translation of a source text: the two are aligned first.
    target: Option<PathBuf>,
    #[command(flatten)]
    terms: Terms,
    /// Also find numbers that only one side has.
    #[arg(long)]
    numbers: bool,
    /// Format of the findings (default: from the file name).
    #[arg(long, value_name = "FORMAT")]
    format: Option<Form>,
    /// An output file; its extension sets the format (default: stdout). Repeat it to write several.
    #[arg(long, short, value_name = "FILE")]
    output: Vec<PathBuf>,
    /// Classes of findings that make the exit code 1, or `never`.
    #[arg(long, value_name = "CLASS,…", default_value = FailOn::DEFAULT)]
    fail_on: FailOn,
    /// Findings that were accepted: fingerprint, term, reason, who, until; separated by tabs.
    #[arg(long, value_name = "FILE")]
    waivers: Option<PathBuf>,
    /// Findings of an earlier run (.jsonl): only new ones make the exit code 1.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Show informational findings too.
    #[arg(long)]
    all: bool,
    #[command(flatten, next_help_heading = "Aligning two texts")]
    align: AlignArgs,
}

/// What texts are checked against.
#[derive(Debug, clap::Args)]
pub(crate) struct Terms {
    /// Termbase to check against. Repeat it to use several.
    #[arg(long, short, value_name = "FILE", required = true)]
    pub(crate) glossary: Vec<PathBuf>,
    /// Match terms in traditional and simplified characters alike.
    #[arg(long)]
    any_script: bool,
}

impl Terms {
    /// The termbase; a warning names what of it is not used.
    pub(crate) fn load(&self, console: &Console) -> Result<Termbase, termbases::Error> {
        let heed = |fault| console.ignored(&fault);
        if self.any_script {
            termbases::load_simplified(&self.glossary, heed)
        } else {
            termbases::load(&self.glossary, heed)
        }
    }

    /// A check against it.
    pub(crate) fn checker<'a>(&self, base: &'a Termbase) -> Checker<'a> {
        let checker = Checker::new(base);
        if self.any_script { checker.of_any_script() } else { checker }
    }
}

impl Args {
    fn checker<'a>(&self, base: &'a Termbase) -> Checker<'a> {
        let checker = self.terms.checker(base);
        if self.numbers { checker.with_numbers() } else { checker }
    }
}

/// What is written of a check.
#[derive(Debug, Clone, Copy)]
enum Out {
    /// The findings.
    Findings(Form),
    /// What was read and left out: `--input-report`.
    Inputs,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let inputs = std::iter::once(&args.file).chain(&args.target).chain(&args.terms.glossary);
    let inputs = inputs.chain(&args.waivers).chain(&args.baseline).map(PathBuf::as_path);
    let inputs: Vec<&Path> = inputs.chain(args.align.settings()).collect();
    let form = |path: &Path| args.format.map_or_else(|| Form::by_name(path), Ok);
    let outputs = Set::choose(&args.output, form, &inputs)?;
    let also = args.align.text.input_report.as_deref();
    output::refuse(outputs.files().map(|(path, _)| path).chain(also), &inputs)?;
    let files: Vec<String> = outputs.files().map(|(path, _)| path.display().to_string()).collect();
    let outputs = outputs.or_stdout(args.format.unwrap_or(Form::Human));
    let mut outputs = outputs.map(Out::Findings);
    if let Some(path) = also {
        outputs.add(path.to_owned(), Out::Inputs);
    }

    let (mut checked, inputs) = match &args.target {
        Some(target) => aligned(args, target, console)?,
        None => bilingual(args, console)?,
    };
    if checked.traditional > 0 {
        console.warn(format!(
            "{}: {} in traditional characters: terms were looked for in simplified ones there",
            args.file.display(),
            plural(checked.traditional, "unit")
        ));
    }
    waive_by_notes(&args.file, &mut checked, console);
    let mut waivers = std::mem::take(&mut checked.waivers);
    if let Some(path) = &args.waivers {
        let of_file = read_waivers(path)?;
        mark_waived(path, &of_file, &mut checked.findings, console);
        waivers.extend(of_file);
    }
    let known = args.baseline.as_deref().map(read_baseline).transpose()?;

    let file = args.target.as_ref().unwrap_or(&args.file).display().to_string();
    let report = Report {
        uses: &checked.uses,
        waivers: &waivers,
        known: known.as_ref(),
        ..Report::new(&file, &checked.units, &checked.findings)
    };
    let color = files.is_empty() && console.stdout_color();
    let noun = if args.target.is_some() { "pair" } else { "unit" };
    outputs.write(|what, out| match what {
        Out::Findings(Form::Human) => render::human(&report, (noun, color), args.all, out),
        Out::Findings(other) => other.write(&report, out),
        Out::Inputs => inputs.iter().try_for_each(|it| out.write_all(it.to_jsonl().as_bytes())),
    })?;
    if !files.is_empty() {
        console.say(format!("{} written to {}", found(&checked.findings), files.join(", ")));
    }
    let is_known =
        |it: &Finding| known.as_ref().is_some_and(|known| known.contains(&it.fingerprint));
    let failed = checked.findings.iter().any(|it| args.fail_on.counts(it) && !is_known(it));
    Ok(if failed { Outcome::Findings } else { Outcome::Clean })
}

/// Checks the units of a bilingual file.
fn bilingual(args: &Args, console: &Console) -> Result<(CheckReport, Vec<Read>), Failure> {
    let options = args.align.of_one_file(&[])?;
    let base = args.terms.load(console)?;
    let mut checker = args.checker(&base);
    let heading = check::units::each_unit(&args.file, &options, |unit| checker.push(unit))?;
    summary::warn_of(&heading.file.damage, &args.file, console);
    Ok((checker.finish(), vec![heading.report]))
}

/// Aligns two texts and checks the pairs.
fn aligned(
    args: &Args,
    target: &Path,
    console: &Console,
) -> Result<(CheckReport, Vec<Read>), Failure> {
    let mut resources = Resources::load(&[], &args.align.lexicon, |fault| console.ignored(&fault))?;
    resources.enforce(args.terms.load(console)?);
    let resources = Arc::new(resources);
    let options = args.align.options(Arc::clone(&resources))?;
    let pair = pipeline::pair_files(&args.file, target, &options).map_err(unrelated)?;
    summary::inputs(&pair, args.align.lines_are_detected(), console);
    summary::diagnosis(&pair.bitext, &pair.diagnosis, console);
    let Some(base) = &resources.termbase else {
        return Ok((CheckReport::default(), pair.diagnosis.inputs));
    };
    let mut checker = args.checker(base);
    check::units::of_bitext(&pair.bitext).for_each(|unit| checker.push(unit));
    Ok((checker.finish(), pair.diagnosis.inputs))
}

/// Marks the findings that notes of units cover, and names notes that cover none.
fn waive_by_notes(file: &Path, checked: &mut CheckReport, console: &Console) {
    for stale in waivers::waive(&mut checked.findings, &checked.waivers, &waivers::today()) {
        console.warn(format!(
            "{}:{}: the waiver {} in this unit matches no finding: remove the note",
            file.display(),
            stale.line,
            stale.fingerprint
        ));
    }
}

/// Marks the findings that the waivers of the file at `path` cover, and names waivers that cover
/// none.
pub(crate) fn mark_waived(
    path: &Path,
    waivers: &[Waiver],
    findings: &mut [Finding],
    console: &Console,
) {
    let today = waivers::today();
    for stale in waivers::waive(findings, waivers, &today) {
        let why = match stale.until.as_deref().filter(|until| *until < today.as_str()) {
            Some(until) => format!("expired on {until}: renew or remove it"),
            None => "matches no finding: remove it".to_owned(),
        };
        console.warn(format!(
            "{}:{}: this waiver of “{}” {why}",
            path.display(),
            stale.line,
            stale.term
        ));
    }
}
