//! `diptych check`: how terms are rendered in a translation memory, an alignment or a table.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use diptych_glossary::Termbase;

use super::align::unrelated;
use super::args::AlignArgs;
use super::console::Console;
use super::counted::{found, plural};
use super::files::{inputs, is_bilingual};
use super::outcome::{Failure, Outcome, Outcomes};
use super::render::By;
use super::{render, summary};
use crate::check::termbases::Chosen;
use crate::check::waivers::{self, Waiver};
use crate::check::{self, CheckReport, Checker, termbases};
use crate::emit::ByName;
use crate::emit::report::{Form, Report};
use crate::finding::Finding;
use crate::output::{self, Set};
use crate::pipeline::{self, FailOn, Resources, read_baseline, read_waivers};
use crate::read::{Format, Report as Read};
use crate::review::read_decisions;
use crate::words::findings as words;

#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[command(mut_arg("glossary", |it| it.required(false).required_unless_present_any(["numbers", "qa"])))]
pub(crate) struct Args {
    /// Bilingual files (TMX, saved alignment, XLIFF, PO, table) and folders of them; or a source
    /// text and its translation, which are aligned first.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    terms: Terms,
    /// Also find numbers that only one side has.
    #[arg(long)]
    numbers: bool,
    /// Also check numbers, placeholders, codes, blanks, brackets, ends, lengths, and sources that are
    /// translated in several ways.
    #[arg(long)]
    qa: bool,
    /// Format of the findings (default: from the file name).
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    format: Option<Form>,
    /// An output file; its extension sets the format (default: stdout). Repeat it to write several.
    #[arg(long, short, value_name = "FILE", help_heading = "Output")]
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
    /// How far a first mention, a pronoun and a consistent rendering reach: a chapter is the part of a
    /// saved alignment that comes from one file.
    #[arg(long, value_name = "SCOPE", default_value = "document")]
    scope: Scope,
    /// What the findings are grouped by on the terminal.
    #[arg(long, value_name = "WHAT", default_value = "file")]
    by: By,
    /// Show informational findings too.
    #[arg(long)]
    all: bool,
    /// Show the entry of each finding, and the code to waive it.
    #[arg(long, short)]
    verbose: bool,
    #[command(flatten)]
    align: AlignArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Scope {
    Document,
    Chapter,
}

/// What texts are checked against.
#[derive(Debug, clap::Args)]
pub(crate) struct Terms {
    /// Termbase to check against. Repeat it to use several: a term is that of the first one that has it.
    #[arg(long, short, value_name = "FILE", required = true, help_heading = "Terms")]
    pub(crate) glossary: Vec<PathBuf>,
    /// Match terms in traditional and simplified characters alike.
    #[arg(long, help_heading = "Terms")]
    any_script: bool,
    /// Only entries of these subject fields, as the column `domain` has them.
    #[arg(long, value_name = "FIELD,…", value_delimiter = ',', help_heading = "Terms")]
    domain: Vec<String>,
}

impl Terms {
    /// The termbase; a warning names what of it is not used.
    pub(crate) fn load(&self, console: &Console) -> Result<Termbase, termbases::Error> {
        let heed = |fault| console.ignored(&fault);
        let chosen = Chosen { domains: &self.domain, any_script: self.any_script };
        termbases::load_chosen(&self.glossary, &chosen, heed)
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
        let checker = match (self.qa, self.numbers) {
            (true, _) => checker.with_qa(),
            (false, true) => checker.with_numbers(),
            (false, false) => checker,
        };
        if self.scope == Scope::Chapter { checker.by_chapter() } else { checker }
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
    let files = inputs(&args.files, &args.terms.glossary)?;
    let inputs = args.files.iter().chain(&files).chain(&args.terms.glossary);
    let inputs = inputs.chain(&args.waivers).chain(&args.baseline).map(PathBuf::as_path);
    let inputs: Vec<&Path> = inputs.chain(args.align.settings()).collect();
    let outputs = outputs(args, &inputs)?;
    let named: Vec<String> = outputs.files().map(|(path, _)| path.display().to_string()).collect();

    let known = args.baseline.as_deref().map(read_baseline).transpose()?;
    let base = args.terms.load(console)?;
    let mut checked = match files.as_slice() {
        [source, target] if !is_bilingual(source) && !is_bilingual(target) => {
            AllChecked::of(vec![aligned(args, base, source, target, console)?])
        }
        [file] => AllChecked::of(vec![bilingual(args, &base, file, console)?]),
        files => each(args, &base, files, console),
    };
    // Of nothing that was read, nothing is said.
    if checked.files.is_empty()
        && let Some(failure) = failure(&checked)
    {
        return Err(failure);
    }
    let mut waivers: Vec<Waiver> = Vec::new();
    if let Some(path) = &args.waivers {
        let of_file = read_waivers(path)?;
        let mut findings: Vec<&mut Finding> =
            checked.files.iter_mut().flat_map(|it| &mut it.report.findings).collect();
        mark_waived(path, &of_file, &mut findings, console);
        waivers.extend(of_file);
    }
    checked.files.iter_mut().for_each(|it| waivers.append(&mut it.report.waivers));

    let reports = reports(&checked, &waivers, known.as_ref());
    let color = named.is_empty() && console.stdout_color();
    let called: fn(usize) -> String = if checked.is_pair { words::pair } else { words::unit };
    let how = render::Shown { called, color, all: args.all, verbose: args.verbose, by: args.by };
    outputs.write(|what, out| match what {
        Out::Findings(Form::Human) => render::human(&reports, how, out),
        Out::Findings(other) => other.write(&reports, out),
        Out::Inputs => checked
            .files
            .iter()
            .flat_map(|it| &it.inputs)
            .try_for_each(|it| out.write_all(it.to_jsonl().as_bytes())),
    })?;
    let all = || reports.iter().flat_map(|it| it.findings);
    if !named.is_empty() {
        console.say(format!("{} written to {}", found(all()), named.join(", ")));
    }
    if let Some(known) = &known {
        say_of_earlier(known, all(), console);
    }
    if let Some(failure) = failure(&checked) {
        return Err(failure);
    }
    let failed = reports.iter().any(|report| report.open().any(|it| args.fail_on.counts(it)));
    Ok(if failed { Outcome::Findings } else { Outcome::Clean })
}

/// What to do where neither of two files is bilingual.
const TWO_SIDES: &str = "if the two files are a text and its translation, save both as text or Word documents: `check SOURCE TARGET` then aligns them first";

/// What could not be read, if anything.
fn failure(checked: &AllChecked) -> Option<Failure> {
    let (first, rest) = checked.failed.split_first()?;
    let rest = rest.iter().flat_map(|it| it.lines().iter().cloned());
    let are_sides = checked.failed.len() == 2 && checked.files.is_empty();
    let rest = rest.chain(are_sides.then(|| TWO_SIDES.to_owned()));
    Some(Failure::with_details(first.lines().join("\n"), rest))
}

/// A report for each file.
fn reports<'a>(
    checked: &'a AllChecked,
    waivers: &'a [Waiver],
    known: Option<&'a BTreeSet<String>>,
) -> Vec<Report<'a>> {
    let report = |it: &'a Checked| Report {
        uses: &it.report.uses,
        waivers,
        known,
        checked: it.report.checked,
        columns: it.columns,
        right: it.report.usage.iter().map(|it| it.approved + it.admitted).sum(),
        ..Report::new(&it.file, &it.report.units, &it.report.findings)
    };
    checked.files.iter().map(report).collect()
}

/// The outputs, none of which is an input or holds a reviewer's work.
fn outputs(args: &Args, inputs: &[&Path]) -> Result<Set<Out>, Failure> {
    let form = |path: &Path| args.format.map_or_else(|| Form::by_name(path), Ok);
    let outputs = Set::choose(&args.output, form, inputs)?;
    let also = args.align.text.input_report.as_deref();
    output::refuse(outputs.files().map(|(path, _)| path).chain(also), inputs)?;
    let sheets = outputs.files().filter(|(_, form)| matches!(form, Form::Xlsx | Form::Csv));
    for (path, _) in sheets.filter(|(path, _)| path.is_file()) {
        let bytes = std::fs::read(path).map_err(|error| Failure::io(path, &error))?;
        let is_ours = read_decisions(&bytes).is_ok_and(|rows| {
            rows.iter().all(|row| row.decision.is_none() && !row.is_own && row.comment.is_empty())
        });
        if !is_ours {
            return Err(Failure::new(format!(
                "{}: this file holds a person's work: move it away, or name another output",
                path.display()
            )));
        }
    }
    let outputs = outputs.or_stdout(args.format.unwrap_or(Form::Human));
    let mut outputs = outputs.map(Out::Findings);
    if let Some(path) = also {
        outputs.add(path.to_owned(), Out::Inputs);
    }
    Ok(outputs)
}

/// What was found in one file, or in a pair of files.
struct Checked {
    file: String,
    report: CheckReport,
    inputs: Vec<Read>,
    /// The columns of the two sides, where it is a table with tabs.
    columns: Option<(usize, usize)>,
}

/// What was found in all files.
struct AllChecked {
    files: Vec<Checked>,
    is_pair: bool,
    failed: Vec<Failure>,
}

impl AllChecked {
    fn of(files: Vec<Checked>) -> Self {
        let is_pair = files.iter().any(|it| it.inputs.len() > 1);
        Self { files, is_pair, failed: Vec::new() }
    }
}

/// Checks several files, each for itself. One that cannot be read leaves the others as they are.
fn each(args: &Args, base: &Termbase, files: &[PathBuf], console: &Console) -> AllChecked {
    let mut all = AllChecked { files: Vec::new(), is_pair: false, failed: Vec::new() };
    for file in files {
        match bilingual(args, base, file, console) {
            Ok(mut checked) => {
                for finding in &mut checked.report.findings {
                    finding.file = Some(checked.file.clone());
                }
                all.files.push(checked);
            }
            Err(failure) => all.failed.push(failure),
        }
    }
    all
}

/// Checks the units of a bilingual file.
fn bilingual(
    args: &Args,
    base: &Termbase,
    file: &Path,
    console: &Console,
) -> Result<Checked, Failure> {
    let options = args.align.of_one_file(&[])?;
    let mut checker = args.checker(base);
    let heading = check::units::each_unit(file, &options, |unit| checker.push(unit))?;
    summary::warn_of(&heading.file.damage, file, console);
    let columns = heading.file.columns.filter(|_| heading.report.format == Format::Tsv);
    let checked = finished(file, checker.finish(), vec![heading.report], console);
    Ok(Checked { columns, ..checked })
}

/// Aligns two texts and checks the pairs.
fn aligned(
    args: &Args,
    base: Termbase,
    source: &Path,
    target: &Path,
    console: &Console,
) -> Result<Checked, Failure> {
    let mut resources = Resources::load(&[], &args.align.lexicon, |fault| console.ignored(&fault))?;
    resources.enforce(base);
    let resources = Arc::new(resources);
    let options = args.align.options(Arc::clone(&resources))?;
    let pair = pipeline::pair_files(source, target, &options).map_err(unrelated)?;
    summary::inputs(&pair, args.align.lines_are_detected(), console);
    summary::diagnosis(&pair.bitext, &pair.diagnosis, console);
    let inputs = pair.diagnosis.inputs;
    let Some(base) = &resources.termbase else {
        return Ok(finished(target, CheckReport::default(), inputs, console));
    };
    let mut checker = args.checker(base);
    check::units::of_bitext(&pair.bitext).for_each(|unit| checker.push(unit));
    Ok(finished(target, checker.finish(), inputs, console))
}

/// Says what a check shows of a file, and waives what its notes waive.
fn finished(file: &Path, mut report: CheckReport, inputs: Vec<Read>, console: &Console) -> Checked {
    if report.traditional > 0 {
        console.warn(format!(
            "{}: {} in traditional characters: terms were looked for in simplified ones there",
            file.display(),
            plural(report.traditional, "unit")
        ));
    }
    waive_by_notes(file, &mut report, console);
    Checked { file: file.display().to_string(), report, inputs, columns: None }
}

/// Says how many findings are new, known from the earlier run, and gone since.
fn say_of_earlier<'a>(
    known: &BTreeSet<String>,
    findings: impl Iterator<Item = &'a Finding>,
    console: &Console,
) {
    let now: Vec<&str> = findings.map(|it| it.fingerprint.as_str()).collect();
    let old = now.iter().filter(|it| known.contains(**it)).count();
    let still: BTreeSet<&str> = now.iter().copied().collect();
    let gone = known.iter().filter(|it| !still.contains(it.as_str())).count();
    console.say(format!("{} new, {old} known, {gone} gone since the earlier run", now.len() - old));
}

/// Marks the findings that notes of units cover, and names notes that cover none.
fn waive_by_notes(file: &Path, checked: &mut CheckReport, console: &Console) {
    let mut findings: Vec<&mut Finding> = checked.findings.iter_mut().collect();
    for stale in waivers::waive(&mut findings, &checked.waivers, &waivers::today()) {
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
    findings: &mut [&mut Finding],
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
