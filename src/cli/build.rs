//! `diptych build`: a book from its project file, and only what changed.

use std::path::PathBuf;
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};

use super::check::mark_waived;
use super::console::Console;
use super::counted::plural;
use super::import::{conflict_in_words, cut_in_words};
use super::outcome::{Failure, Outcome, Outcomes};
use super::render;
use super::summary;
use crate::finding::{Finding, Severity};
use crate::pipeline::{self, Decided, FailOn, Resources};
use crate::project::{self, Book, Build, BuiltChapter, GivenUp, Leave};
use crate::words::phrases::told;

/// The arguments of `diptych build`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The project file, or its folder.
    #[arg(default_value = project::FILE)]
    project: PathBuf,
    /// Write everything again, also over outputs that were changed since they were written.
    #[arg(long)]
    force: bool,
    /// Allow outputs outside the folder of the project.
    #[arg(long)]
    outside: bool,
    /// Classes of findings that make the exit code 1, or `never` (default: from the project file).
    #[arg(long, value_name = "CLASS,…")]
    fail_on: Option<FailOn>,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let leave = Leave { force: args.force, outside: args.outside };
    let mut build = Build::new(&args.project, &leave)?;
    if let Some(classes) = &args.fail_on {
        build.fail_on(classes.clone());
    }
    let resources = Arc::new(build.project.resources(|fault| console.ignored(&fault))?);
    let chapters = aligned(&build, &resources, console)?;
    let mut book = build.bind(chapters, &resources)?;
    for it in &book.contradictions {
        let file = format!("{}: chapter {}", it.file.display(), it.chapter);
        console.warn(conflict_in_words(&file, &it.conflict));
    }
    for (file, line) in &book.cut {
        console.warn(cut_in_words(file, *line));
    }
    for file in &book.unread {
        console.warn(format!(
            "{}: not read: a sheet ends in .xlsx, .xls, .ods or .csv, a journal in .journal.jsonl",
            file.display()
        ));
    }
    if let Some(file) = &build.project.waivers {
        let file = build.project.path(file.get_ref());
        let mut findings: Vec<_> = book.findings.iter_mut().collect();
        mark_waived(&file, &book.waivers, &mut findings, console);
    }
    show(&build, &book, console)?;
    if build.is_up_to_date(&book) {
        console.say("nothing has changed: all outputs are up to date");
        let failed = build.fails(&book.findings);
        return Ok(if failed { Outcome::Findings } else { Outcome::Clean });
    }
    let decided = build.write(&book)?;
    if matches!(decided, Decided::Written { .. }) {
        let option = "`title` in [book]";
        summary::warn_of_title(&book.bitext, build.outputs(), build.edition(), option, console);
        console.say(format_args!(
            "{}, {} aligned now; {}, {}; {} written",
            plural(book.lengths.len(), "chapter"),
            book.fresh,
            plural(book.bitext.beads.len(), "pair"),
            plural(book.findings.len(), "finding"),
            plural(build.outputs().files().count(), "output")
        ));
    }
    Ok(summary::decided("", &decided, &book.findings, console))
}

/// The findings of each chapter for people, under its number and the names of its texts; those for
/// information or waived are left out.
fn show(build: &Build, book: &Book, console: &Console) -> Result<(), Failure> {
    let mut first = 1;
    for ((number, chapter), length) in (1..).zip(&build.project.chapters).zip(&book.lengths) {
        let beads = first..first + length;
        first = beads.end;
        let shown: Vec<Finding> = book
            .findings
            .iter()
            .filter(|it| beads.contains(&it.unit) && !it.waived && it.severity != Severity::Info)
            .cloned()
            .collect();
        if shown.is_empty() {
            continue;
        }
        let (source, target) = (chapter.source.get_ref(), chapter.target.get_ref());
        console.say(format!("chapter {number}, {} and {}:", source.display(), target.display()));
        let file = target.display().to_string();
        let text = render::of_bitext(&file, &book.bitext, &shown, console.color(), false)?;
        console.text(text.trim_end());
    }
    Ok(())
}

/// What is said of a reviewed chapter whose text has changed.
fn renewed(number: usize, given_up: &[GivenUp], console: &Console) {
    console.warn(format!(
        "chapter {number}: its text has changed since it was reviewed: what was decided about \
         unchanged sentences is kept, and the rest is aligned again"
    ));
    for it in given_up {
        console.warn(format!(
            "chapter {number}: pair {} of the reviewed alignment reads otherwise in the text: the text \
             stands, and the pair is flagged: review it again: “{}” | “{}”",
            it.bead, it.source, it.target
        ));
    }
}

/// Every chapter, with what is known of those that were aligned now.
fn aligned(
    build: &Build,
    resources: &Arc<Resources>,
    console: &Console,
) -> Result<Vec<BuiltChapter>, Failure> {
    let bar = if console.progress() {
        ProgressBar::new(build.project.chapters.len() as u64)
            .with_style(ProgressStyle::with_template(&told("{bar:30} {pos}/{len} chapters"))?)
    } else {
        ProgressBar::hidden()
    };
    let chapters = build.align(resources, || bar.inc(1));
    bar.finish_and_clear();
    let (mut faults, mut aligned) = (vec![], vec![]);
    for (number, chapter) in (1..).zip(chapters?) {
        match chapter {
            Ok(chapter) => {
                if let Some(given_up) = &chapter.given_up {
                    renewed(number, given_up, console);
                }
                if let Some(diagnosis) = &chapter.diagnosis {
                    console.say(format!("chapter {number}:"));
                    summary::diagnosis(&chapter.bitext, diagnosis, console);
                }
                aligned.push(chapter);
            }
            Err(error @ project::Error::Pipeline(pipeline::Error::Unrelated { .. })) => {
                faults.push(format!(
                    "chapter {number}: {error}, or set `unrelated = true` for this chapter"
                ));
            }
            Err(error) => faults.push(format!("chapter {number}: {error}")),
        }
    }
    if faults.is_empty() {
        return Ok(aligned);
    }
    let kept = match aligned.len() {
        0 => String::new(),
        1 => "; the other one is aligned and kept".to_owned(),
        others => format!("; the other {others} are aligned and kept"),
    };
    let message = format!("no output was written, since the book would lack a chapter{kept}");
    Err(Failure::with_details(message, faults))
}
