//! `--pairs`: many pairs on all cores, told in the order of the list.

use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;

use super::pair::{self, Known};
use super::{Args, outputs, verdict};
use crate::cli::{Console, Failure, Outcome, Outcomes, summary};
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
    let lines = lines(list)?;
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
                let outcome = one(line, args, known);
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
                console.say(format!("{}: {}", line.output.display(), told.line));
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
    inputs: Vec<Report>,
}

/// Aligns one pair; what there is to say of it, and its outcome.
fn one(line: &Line, args: &Args, known: &Known) -> (Told, Outcomes) {
    let quiet = Console::silent();
    let work = || -> Result<(Told, Outcome), Failure> {
        let outputs =
            outputs(&line.source, Some(&line.target), std::slice::from_ref(&line.output), args)?;
        let done = pair::align(&line.source, Some(&line.target), args, known)?;
        let outcome = verdict::write(&done, &outputs, args, &quiet)?;
        let line = summary::line(&done.bitext, &done.findings);
        Ok((Told { line, inputs: vec![done.source.report, done.target.report] }, outcome))
    };
    match work() {
        Ok((told, outcome)) => (told, Ok(outcome)),
        Err(failure) => (Told::default(), Err(failure)),
    }
}

/// The lines of a list; its paths are relative to it.
fn lines(list: &Path) -> Result<Vec<Line>, Failure> {
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
        if let Some(other) = lines.iter().find(|line| line.output == output) {
            return Err(Failure::new(format!(
                "{}:{number}: line {} writes {} too",
                list.display(),
                other.number,
                output.display()
            )));
        }
        lines.push(Line {
            number,
            source: folder.join(source),
            target: folder.join(target),
            output,
        });
    }
    if lines.is_empty() {
        return Err(Failure::new(format!("{}: the list holds no pair", list.display())));
    }
    Ok(lines)
}
