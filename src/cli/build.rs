//! `diptych build`: the whole chain for a book, and only what changed.

use std::fs;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use super::check::{FailOn, waive};
use super::summary::plural;
use super::{Console, Failure, Outcome, Outcomes, render};
use crate::bitext::Bitext;
use crate::check::{check_bitext, termbases};
use crate::emit::edition::{Edition, terms};
use crate::finding::{Finding, Severity};
use crate::lexicon::Lexicon;
use crate::output::Set;
use crate::project::{self, Aligned, Project};

/// The arguments of `diptych build`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The project file, or its folder.
    #[arg(default_value = project::FILE)]
    project: PathBuf,
    /// Make everything again, changed or not.
    #[arg(long)]
    force: bool,
    /// The classes of findings that make the exit code 1, or `never`.
    #[arg(long, value_name = "CLASS,…", default_value = "forbidden,superseded,missing")]
    fail_on: FailOn,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let file =
        if args.project.is_dir() { args.project.join(project::FILE) } else { args.project.clone() };
    let project = Project::read(&file)?;
    if project.chapters.is_empty() {
        return Err(Failure::new(format!("{}: names no [[chapter]]: add one", file.display())));
    }
    let outputs = outputs(&project)?;
    let chapters = align_all(&project, console)?;
    let fresh = chapters.iter().filter(|chapter| chapter.fresh).count();
    let glossaries: Vec<PathBuf> =
        project.glossaries.iter().map(|path| project.path(path.get_ref())).collect();
    let stamps: Vec<u64> = chapters.iter().map(|chapter| chapter.stamp).collect();
    let waivers = project.waivers.as_ref().map(|path| project.path(path.get_ref()));
    let mut settings = glossaries.clone();
    settings.extend(waivers.clone());
    settings.push(file.clone());
    let stamp = format!("{:016x}", project::stamp(&settings, &format!("{stamps:?}"))?);
    let lengths: Vec<usize> = chapters.iter().map(|it| it.bitext.beads.len()).collect();
    let bitexts: Vec<Bitext> = chapters.into_iter().map(|chapter| chapter.bitext).collect();
    let Some(bitext) = project::combined(bitexts) else { return Ok(Outcome::Clean) };
    let mut edition = Edition {
        metadata: project.metadata(),
        layout: project.layout.into(),
        draft: project.draft,
        terms: vec![],
        fonts: project.fonts(),
    };
    let mut findings = vec![];
    if !glossaries.is_empty() {
        let base = termbases::load(&glossaries, |fault| console.ignored(&fault))?;
        findings = check_bitext(&bitext, &base);
        if let Some(waivers) = &waivers {
            waive(waivers, &mut findings, console)?;
        }
        edition.terms = terms(&bitext, &base);
    }
    show(&project, &lengths, &bitext, &findings, console)?;
    let outcome = if findings.iter().any(|finding| args.fail_on.counts(finding)) {
        Outcome::Findings
    } else {
        Outcome::Clean
    };
    let stamp_file = project.path(Path::new(".diptych/outputs"));
    let done = fs::read_to_string(&stamp_file).is_ok_and(|old| old == stamp);
    if done && !args.force && outputs.files().all(|(output, _)| output.is_file()) {
        console.say("nothing has changed: all outputs are up to date");
        return Ok(outcome);
    }
    outputs.write_bitext(&bitext, &findings, &edition)?;
    // Only a hint for the next run: without it everything is written once more.
    let _ = fs::create_dir_all(project.path(Path::new(".diptych")))
        .and_then(|()| fs::write(&stamp_file, &stamp));
    console.say(format_args!(
        "{}, {fresh} of them aligned now; {}, {}; {} written",
        plural(project.chapters.len(), "chapter"),
        plural(bitext.beads.len(), "bead"),
        plural(findings.len(), "finding"),
        plural(outputs.files().count(), "output")
    ));
    Ok(outcome)
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
        console.say(text.trim_end());
    }
    Ok(())
}

/// The outputs; their folders are made.
fn outputs(project: &Project) -> Result<Set, Failure> {
    let outputs: Vec<PathBuf> =
        project.outputs.iter().map(|path| project.path(path.get_ref())).collect();
    for folder in outputs.iter().filter_map(|output| output.parent()) {
        if !folder.as_os_str().is_empty() {
            fs::create_dir_all(folder).map_err(|error| Failure::io(folder, &error))?;
        }
    }
    let texts = project.chapters.iter().flat_map(|chapter| {
        [Some(&chapter.source), Some(&chapter.target), chapter.alignment.as_ref()]
            .into_iter()
            .flatten()
    });
    let inputs: Vec<PathBuf> = texts
        .chain(&project.glossaries)
        .chain(&project.waivers)
        .map(|path| project.path(path.get_ref()))
        .collect();
    Ok(Set::new(outputs, &inputs.iter().map(PathBuf::as_path).collect::<Vec<_>>())?)
}

/// Every chapter, on all cores, in order. One that fails does not keep the others from being done and kept.
fn align_all(project: &Project, console: &Console) -> Result<Vec<Aligned>, Failure> {
    let lexicon = Lexicon::embedded();
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
            let chapter = project::align_chapter(project, number, &lexicon);
            bar.inc(1);
            chapter
        })
        .collect();
    bar.finish_and_clear();
    let mut faults = vec![];
    let mut aligned = vec![];
    for (number, chapter) in (1..).zip(chapters) {
        match chapter {
            Ok(chapter) => aligned.push(chapter),
            Err(error) => faults.push(format!("chapter {number}: {error}")),
        }
    }
    if faults.is_empty() {
        return Ok(aligned);
    }
    faults.push(format!(
        "no output was written, since the book would lack a chapter; the other {} are aligned and kept",
        aligned.len()
    ));
    Err(Failure::new(faults.join("\n  ")))
}
