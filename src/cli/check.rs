//! `diptych check`: how terms are rendered in a translation memory, an alignment or a table.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use diptych_glossary::Termbase;
use diptych_tmx::Fault;

use super::align::unrelated;
use super::args::AlignArgs;
use super::{Console, Failure, Outcome, Outcomes, render, summary};
use crate::check::waivers::{self, Waiver};
use crate::check::{self, CheckReport, Checker, termbases};
use crate::emit::ByName;
use crate::emit::report::{Form, Report};
use crate::finding::Finding;
use crate::output::{self, Set};
use crate::pipeline::{self, FailOn, Resources};
use crate::read;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A bilingual file (TMX, saved alignment, XLIFF, PO, table), or a source text.
    file: PathBuf,
    /// The translation of a source text: the two are aligned first.
    target: Option<PathBuf>,
    #[command(flatten)]
    terms: Terms,
    /// Output format of the findings (default: from the file name)
    #[arg(long, value_name = "FORM")]
    format: Option<Form>,
    /// An output file; its extension gives the format (default: stdout). May be given several times
    #[arg(long, short, value_name = "FILE")]
    output: Vec<PathBuf>,
    /// The classes that make the exit code 1, or `never`.
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
    /// A termbase; several count together.
    #[arg(long, short, value_name = "FILE", required = true)]
    pub(crate) glossary: Vec<PathBuf>,
    /// Take traditional and simplified characters for the same.
    #[arg(long)]
    any_script: bool,
}

impl Terms {
    /// The termbase; a warning names what is passed over.
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

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let inputs = std::iter::once(&args.file).chain(&args.target).chain(&args.terms.glossary);
    let inputs = inputs.chain(&args.waivers).chain(&args.baseline).map(PathBuf::as_path);
    let inputs: Vec<&Path> = inputs.chain(args.align.settings()).collect();
    let form = |path: &Path| Form::by_name(path).or_else(|why| args.format.ok_or(why));
    let outputs = Set::choose(&args.output, form, &inputs)?;
    let also = args.align.text.input_report.as_deref();
    output::refuse(outputs.files().map(|(path, _)| path).chain(also), &inputs)?;
    let to_stdout = outputs.files().next().is_none();
    let outputs = outputs.or_stdout(args.format.unwrap_or(Form::Human));

    let mut told = match &args.target {
        Some(target) => aligned(args, target, console)?,
        None => bilingual(args, console)?,
    };
    if told.traditional > 0 {
        console.warn(format!(
            "{}: {} units are in traditional characters, and their terms were looked for in simplified ones",
            args.file.display(),
            told.traditional
        ));
    }
    waive_by_notes(&args.file, &mut told, console);
    let mut waivers = std::mem::take(&mut told.waivers);
    if let Some(path) = &args.waivers {
        waivers.extend(waive(path, &mut told.findings, console)?);
    }
    let known = args.baseline.as_deref().map(baseline).transpose()?;

    let file = args.target.as_ref().unwrap_or(&args.file).display().to_string();
    let report = Report {
        uses: &told.uses,
        waivers: &waivers,
        known: known.as_ref(),
        ..Report::new(&file, &told.units, &told.findings)
    };
    let color = to_stdout && console.color();
    outputs.write(|form, out| write(form, &report, color, args.all, out))?;
    let is_known =
        |it: &Finding| known.as_ref().is_some_and(|known| known.contains(&it.fingerprint));
    let failed = told.findings.iter().any(|it| args.fail_on.counts(it) && !is_known(it));
    Ok(if failed { Outcome::Findings } else { Outcome::Clean })
}

/// Checks the units of a bilingual file.
fn bilingual(args: &Args, console: &Console) -> Result<CheckReport, Failure> {
    let base = args.terms.load(console)?;
    let mut checker = args.terms.checker(&base);
    let heading = check::units::each_unit(&args.file, |unit| checker.push(unit))?;
    warn_of(&heading.file.damage, &args.file, console);
    Ok(checker.finish())
}

/// Aligns two texts and checks the pairs.
fn aligned(args: &Args, target: &Path, console: &Console) -> Result<CheckReport, Failure> {
    let mut resources = Resources::load(&[], &args.align.lexicon, |fault| console.ignored(&fault))?;
    resources.enforce(args.terms.load(console)?);
    let resources = Arc::new(resources);
    let options = args.align.options(Arc::clone(&resources))?;
    let pair = pipeline::pair_files(&args.file, target, &options).map_err(unrelated)?;
    summary::inputs(&pair, args.align.lines_are_detected(), console);
    let reports: Vec<_> = pair.diagnosis.inputs.iter().collect();
    summary::write_input_report(args.align.text.input_report.as_deref(), &reports)?;
    summary::diagnosis(&pair.bitext, &pair.diagnosis, console);
    let Some(base) = &resources.termbase else { return Ok(CheckReport::default()) };
    let mut checker = args.terms.checker(base);
    check::units::of_bitext(&pair.bitext).for_each(|unit| checker.push(unit));
    Ok(checker.finish())
}

/// Tells that a memory is damaged, for the units that cannot be read are not checked.
pub(crate) fn warn_of(damage: &[Fault], file: &Path, console: &Console) {
    if !damage.is_empty() {
        let told = told_of(damage, file);
        console.warn(format!(
            "{told}: only its whole units were checked: `diptych tmx repair` mends the file"
        ));
    }
}

/// Where a memory is damaged first, and how often.
pub(crate) fn told_of(damage: &[Fault], file: &Path) -> String {
    let first =
        damage.first().map_or(String::new(), |it| format!("line {} ({})", it.line, it.fault));
    let more = match damage.len() {
        0 | 1 => String::new(),
        all => format!(", the first of {all} faults"),
    };
    format!("{}: the file is damaged in {first}{more}", file.display())
}

fn write(
    form: Form,
    report: &Report,
    color: bool,
    all: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    match form {
        Form::Human => render::human(report, color, all, out),
        other => other.write(report, out),
    }
}

/// Marks the findings that notes of units cover, and names notes that cover none.
fn waive_by_notes(file: &Path, told: &mut CheckReport, console: &Console) {
    for stale in waivers::waive(&mut told.findings, &told.waivers, &waivers::today()) {
        console.warn(format!(
            "{}:{}: the waiver {} in this unit holds for no finding: remove the note",
            file.display(),
            stale.line,
            stale.fingerprint
        ));
    }
}

/// Marks the findings that the waiver file at `path` covers, names waivers that cover none, and
/// gives them all.
pub(crate) fn waive(
    path: &Path,
    findings: &mut [Finding],
    console: &Console,
) -> Result<Vec<Waiver>, Failure> {
    let (text, _) = read::read_text(path, &read::Options::default())?;
    let waivers = waivers::parse(&text)
        .map_err(|error| Failure::new(format!("{}:{error}", path.display())))?;
    let today = waivers::today();
    for stale in waivers::waive(findings, &waivers, &today) {
        let why = match stale.until.as_deref().filter(|until| *until < today.as_str()) {
            Some(until) => format!("expired on {until}: renew or remove it"),
            None => "holds for no finding: remove it".to_owned(),
        };
        console.warn(format!(
            "{}:{}: this waiver of “{}” {why}",
            path.display(),
            stale.line,
            stale.term
        ));
    }
    Ok(waivers)
}

fn baseline(path: &Path) -> Result<BTreeSet<String>, Failure> {
    let (text, _) = read::read_text(path, &read::Options::default())?;
    waivers::baseline(&text).map_err(|line| {
        Failure::new(format!(
            "{}:{line}: this line is no finding: give the output of `diptych check --format jsonl`",
            path.display()
        ))
    })
}
