//! `--pairs`: many pairs on all cores, told in the order of the list.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;

use super::pair::{self, Known};
use super::verdict::Written;
use super::{Args, outputs, verdict};
use crate::cli::{Console, Failure, Outcome, Outcomes, summary};
use crate::output::place;
use crate::read::{self, Report};

/// One line of the list.
struct Line {
    number: usize,
    source: PathBuf,
    target: PathBuf,
    output: PathBuf,
}

/// Aligns every pair of the list. A pair that fails is told, the rest is done, and the exit code is 2.
pub(super) fn run(list: &Path, args: &Args, known: &Known, console: &Console) -> Outcomes {
    let lines = lines(list, args)?;
    let progress = ProgressBar::with_draw_target(
        Some(lines.len() as u64),
        if console.progress() {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        },
    )
    .with_style(ProgressStyle::with_template("{bar:30} {pos} of {len} pairs, {eta} left")?);
    let threads = rayon::ThreadPoolBuilder::new().num_threads(args.threads).build()?;
    let done: Vec<(Told, Outcomes)> = threads.install(|| {
        lines
            .par_iter()
            .map(|line| {
                let outcome = one(line, args, known, console.color());
                progress.inc(1);
                outcome
            })
            .collect()
    });
    progress.finish_and_clear();
    let mut worst = Ok(Outcome::Clean);
    let reports: Vec<&Report> = done.iter().flat_map(|(told, _)| &told.inputs).collect();
    summary::write_input_report(args.text.input_report.as_deref(), &reports)?;
    for (line, (told, outcome)) in lines.iter().zip(done) {
        match outcome {
            Ok(outcome) => {
                let name = line.output.display().to_string();
                console.say(format!("{name}: {}", told.line));
                if let Some(findings) = &told.findings {
                    let (source, target) = (line.source.display(), line.target.display());
                    console.say(format!("{source} and {target}:\n{}", findings.trim_end()));
                }
                if let Some(support) = &told.unrelated {
                    console.warn(format!("{name}: {}", verdict::unrelated(support)));
                }
                if let Some(written) = &told.written {
                    written.tell(&format!("{name}: "), console);
                }
                if outcome == Outcome::Findings && worst.is_ok() {
                    worst = Ok(Outcome::Findings);
                }
            }
            Err(failure) => {
                console.error(format!("{}:{}: {}", list.display(), line.number, failure.message));
                worst = Err(());
            }
        }
    }
    worst.map_err(|()| Failure::new(format!("{}: not every pair could be aligned", list.display())))
}

/// What there is to say of a pair.
#[derive(Default)]
struct Told {
    line: String,
    findings: Option<String>,
    unrelated: Option<String>,
    written: Option<Written>,
    inputs: Vec<Report>,
}

/// Aligns one pair; what there is to say of it, and its outcome.
fn one(line: &Line, args: &Args, known: &Known, color: bool) -> (Told, Outcomes) {
    let work = || -> Result<(Told, Outcome), Failure> {
        let outputs =
            outputs(&line.source, Some(&line.target), std::slice::from_ref(&line.output), args)?;
        let done = pair::align(&line.source, Some(&line.target), args, known)?;
        let written = verdict::write(&done, &outputs, args)?;
        let outcome = written.outcome;
        let told = Told {
            line: summary::line(&done.bitext, &done.findings),
            findings: verdict::findings(&done, args.all, color)?,
            unrelated: done.unrelated,
            written: Some(written),
            inputs: vec![done.source.report, done.target.report],
        };
        Ok((told, outcome))
    };
    match work() {
        Ok((told, outcome)) => (told, Ok(outcome)),
        Err(failure) => (Told::default(), Err(failure)),
    }
}

/// The lines of a list; its paths are relative to it.
fn lines(list: &Path, args: &Args) -> Result<Vec<Line>, Failure> {
    let (text, _) = read::read_text(list, &read::Options::default())?;
    let folder = list.parent().unwrap_or(Path::new(""));
    let mut lines: Vec<Line> = vec![];
    for (number, content) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let cells: Vec<&str> = content.split('\t').map(str::trim).collect();
        let [source, target, output] = cells[..] else {
            return Err(Failure::new(format!(
                "{}:{number}: a line of the list is source, tab, target, tab, output",
                list.display()
            )));
        };
        let output = folder.join(output);
        lines.push(Line {
            number,
            source: folder.join(source),
            target: folder.join(target),
            output,
        });
    }
    refuse_inputs(list, &lines, args)?;
    if lines.is_empty() {
        return Err(Failure::new(format!("{}: the list holds no pair", list.display())));
    }
    Ok(lines)
}

/// Nothing that a line writes may be read by any line, nor be written by another.
fn refuse_inputs(list: &Path, lines: &[Line], args: &Args) -> Result<(), Failure> {
    let read: HashSet<PathBuf> =
        lines.iter().flat_map(|line| [place(&line.source), place(&line.target)]).collect();
    let mut written: HashMap<PathBuf, usize> = HashMap::new();
    for line in lines {
        let outputs = super::every_output(std::slice::from_ref(&line.output), args);
        // What is written once for the whole list is checked with each line.
        let once = [&args.findings, &args.text.input_report];
        for output in
            outputs.iter().filter(|output| !once.iter().any(|it| it.as_ref() == Some(output)))
        {
            let told = |why: String| {
                Failure::new(format!(
                    "{}:{}: {} {why}",
                    list.display(),
                    line.number,
                    output.display()
                ))
            };
            if read.contains(&place(output)) {
                return Err(told("is also an input of the list: give it another name".to_owned()));
            }
            if let Some(other) = written.insert(place(output), line.number) {
                return Err(told(format!("is written by line {other} too")));
            }
        }
    }
    let report = args.text.input_report.as_deref().map(place);
    if let Some(report) =
        report.filter(|report| read.contains(report) || written.contains_key(report))
    {
        return Err(Failure::new(format!(
            "{}: the report is also a file of the list: give it another name",
            report.display()
        )));
    }
    Ok(())
}
