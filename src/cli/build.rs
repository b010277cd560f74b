//! `diptych build`: a book from its project file, and only what changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use super::check::waive;
use super::console::Console;
use super::outcome::{Failure, Outcome, Outcomes};
use super::render;
use super::summary::{self, plural};
use crate::bitext::{Bitext, combined};
use crate::check::check_bitext;
use crate::emit::edition::{Edition, terms};
use crate::finding::{Finding, Severity};
use crate::output::Set;
use crate::pipeline::{self, Decided, FailOn, Writing};
use crate::project::{self, BuiltChapter, Ledger, Project};

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
    let file =
        if args.project.is_dir() { args.project.join(project::FILE) } else { args.project.clone() };
    let project = Project::read(&file)?;
    if project.chapters.is_empty() {
        return Err(Failure::new(format!("{}: names no [[chapter]]: add one", file.display())));
    }
    let mut ledger = Ledger::read(&project)?;
    let mut writing = writing(&project, &file, args)?;
    let outputs = writing.files();
    if let Some(changed) = ledger.first_changed(&outputs).filter(|_| !args.force) {
        return Err(Failure::new(format!(
            "{}: this output was changed since it was written: move your version away, or overwrite \
             it with --force",
            changed.display()
        )));
    }
    let resources = Arc::new(project.resources(|fault| console.ignored(&fault))?);
    let chapters = align_all(&project, &project.options(Arc::clone(&resources))?, console)?;
    project::forget_others(&project, &chapters);
    let fresh = chapters.iter().filter(|chapter| chapter.diagnosis.is_some()).count();
    let stamps: Vec<u64> = chapters.iter().map(|chapter| chapter.stamp).collect();
    let waivers = project.waivers.as_ref().map(|path| project.path(path.get_ref()));
    let mut settings = project.settings_files();
    settings.extend(waivers.clone());
    settings.push(file.clone());
    let stamp = format!("{:016x}", project::stamp_of(&settings, &format!("{stamps:?}"))?);
    let lengths: Vec<usize> = chapters.iter().map(|it| it.bitext.beads.len()).collect();
    let bitexts: Vec<Bitext> = chapters.into_iter().map(|chapter| chapter.bitext).collect();
    let Some(bitext) = combined(bitexts) else { return Ok(Outcome::Clean) };
    let mut findings = vec![];
    if let Some(base) = &resources.termbase {
        findings = check_bitext(&bitext, base);
        if let Some(waivers) = &waivers {
            waive(waivers, &mut findings, console)?;
        }
        writing.edition.terms = terms(&bitext, base);
    }
    show(&project, &lengths, &bitext, &findings, console)?;
    if !args.force && ledger.is_up_to_date(&stamp, &outputs) {
        console.say("nothing has changed: all outputs are up to date");
        let failed = findings.iter().any(|finding| writing.policy.fail_on.counts(finding));
        return Ok(if failed { Outcome::Findings } else { Outcome::Clean });
    }
    if !args.force {
        writing.protected = outputs.iter().filter(|file| !ledger.knows(file)).cloned().collect();
    }
    let decided = writing.write(&bitext, &findings, &[])?;
    if matches!(decided, Decided::Written { .. }) {
        ledger.note(&stamp, &outputs)?;
        let option = "`title` in [book]";
        summary::warn_of_title(&bitext, &writing.outputs, &writing.edition, option, console);
        console.say(format_args!(
            "{}, {fresh} of them aligned now; {}, {}; {} written",
            plural(project.chapters.len(), "chapter"),
            plural(bitext.beads.len(), "pair"),
            plural(findings.len(), "finding"),
            plural(outputs.len(), "output")
        ));
    }
    Ok(summary::decided("", &decided, &findings, console))
}

/// What is to be written; the folders of the outputs are made.
fn writing(project: &Project, file: &Path, args: &Args) -> Result<Writing, Failure> {
    let named = project.outputs.iter().map(toml::Spanned::get_ref);
    if let Some(outside) = named.clone().find(|path| project.is_outside(path))
        && !args.outside
    {
        return Err(Failure::new(format!(
            "{}: this output is outside the folder of the project: allow that with --outside",
            outside.display()
        )));
    }
    let outputs: Vec<PathBuf> = named.map(|path| project.path(path)).collect();
    for folder in outputs.iter().filter_map(|output| output.parent()) {
        if !folder.as_os_str().is_empty() {
            fs::create_dir_all(folder).map_err(|error| Failure::io(folder, &error))?;
        }
    }
    let inputs: Vec<PathBuf> = project
        .inputs()
        .map(|path| project.path(path.get_ref()))
        .chain([file.to_owned()])
        .collect();
    let inputs: Vec<&Path> = inputs.iter().map(PathBuf::as_path).collect();
    let mut policy = project.align.policy();
    policy.fail_on = args.fail_on.clone().unwrap_or(policy.fail_on);
    let writing = Writing {
        outputs: Set::new(outputs, &inputs)?,
        findings: None,
        min_score: project.align.min_score.as_ref().map(|score| *score.get_ref()),
        policy,
        edition: Edition {
            metadata: project.metadata(),
            layout: project.layout.0,
            draft: project.draft,
            terms: vec![],
            fonts: project.fonts(),
        },
        input_report: None,
        review: None,
        protected: vec![],
        original: None,
    };
    writing.refuse(None, &inputs)?;
    Ok(writing)
}

/// The findings of each chapter for people, under its number and the names of its texts; those for
/// information or waived are left out.
fn show(
    project: &Project,
    lengths: &[usize],
    bitext: &Bitext,
    findings: &[Finding],
    console: &Console,
) -> Result<(), Failure> {
    let mut first = 1;
    for ((number, chapter), length) in (1..).zip(&project.chapters).zip(lengths) {
        let beads = first..first + length;
        first = beads.end;
        let shown: Vec<Finding> = findings
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
        let text = render::of_bitext(&file, bitext, &shown, console.color(), false)?;
        console.text(text.trim_end());
    }
    Ok(())
}

/// Every chapter, on all cores, in order. One that fails does not keep the others from being done and kept.
fn align_all(
    project: &Project,
    options: &pipeline::Options,
    console: &Console,
) -> Result<Vec<BuiltChapter>, Failure> {
    let bar = if console.progress() {
        ProgressBar::new(project.chapters.len() as u64).with_style(
            ProgressStyle::with_template("{bar:30} {pos}/{len} chapters")
                .unwrap_or_else(|_| ProgressStyle::default_bar()),
        )
    } else {
        ProgressBar::hidden()
    };
    let chapters: Vec<_> = (1..=project.chapters.len())
        .into_par_iter()
        .map(|number| {
            let chapter = project::align_chapter(project, number, options);
            bar.inc(1);
            chapter
        })
        .collect();
    bar.finish_and_clear();
    let mut faults = vec![];
    let mut aligned = vec![];
    for (number, chapter) in (1..).zip(chapters) {
        match chapter {
            Ok(chapter) => {
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
