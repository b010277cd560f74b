//! What is told about a pair, and what is written of it.

use std::path::{Path, PathBuf};

use super::pair::Done;
use super::{Args, policy};
use crate::bitext::{Bead, Bitext};
use crate::cli::summary::plural;
use crate::cli::{Console, Failure, Outcome, render};
use crate::emit::{Emit, Tmx, Tsv};
use crate::finding::Finding;
use crate::output::Format;
use crate::output::Set;
use crate::read::Report;

/// Beads below this confidence are named for a look, at most so many of them.
const DOUBTFUL: f32 = 0.8;
const MOST_NAMED: usize = 8;
/// So many segments alone in a row are a gap to tell of.
const GAP: usize = 5;

/// A probability on the command line.
pub(super) fn probability(text: &str) -> Result<f32, String> {
    match text.parse() {
        Ok(p) if (0.0..=1.0).contains(&p) => Ok(p),
        _ => Err("give a number from 0 to 1".to_owned()),
    }
}

/// The findings, each with both sentences; nothing where there are none.
pub(super) fn findings(done: &Done, all: bool, color: bool) -> std::io::Result<Option<String>> {
    if done.findings.is_empty() {
        return Ok(None);
    }
    let file = &done.target.side.file;
    render::of_bitext(file, &done.bitext, &done.findings, color, all).map(Some)
}

/// What to look at first: estimated accuracy, doubtful beads, gaps, moved sections.
pub(super) fn doubts(done: &Done, console: &Console) {
    let beads = &done.bitext.beads;
    let two_sided = || beads.iter().filter(|b| !b.source.is_empty() && !b.target.is_empty());
    let (count, sum) = two_sided().fold((0, 0.0), |(n, sum), bead| (n + 1, sum + bead.score));
    if let Some(support) = &done.unrelated {
        console.warn(unrelated(support));
    } else if count > 0 {
        let share = 100.0 * sum / count as f32;
        // No alignment is sure as a whole: never "100 %".
        let told =
            if share > 99.0 { "more than 99 %".into() } else { format!("about {share:.0} %") };
        console.say(format!("  {told} of the units are right"));
    }
    let mut doubtful: Vec<(usize, f32)> =
        (1..).zip(beads).filter(|(_, b)| b.score < DOUBTFUL).map(|(n, b)| (n, b.score)).collect();
    doubtful.sort_by(|a, b| a.1.total_cmp(&b.1));
    if !doubtful.is_empty() {
        let named: Vec<String> = doubtful
            .iter()
            .take(MOST_NAMED)
            .map(|(n, score)| format!("{n} ({score:.2})"))
            .collect();
        let more = doubtful.len().saturating_sub(MOST_NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        console.say(format!("  look first at bead {}{more}", named.join(", ")));
    }
    for (name, prepared, own, other) in [
        (
            "source",
            &done.source,
            (|b| &b.source.ids) as fn(&Bead) -> &Vec<usize>,
            (|b| &b.target.ids) as fn(&Bead) -> &Vec<usize>,
        ),
        ("target", &done.target, |b| &b.target.ids, |b| &b.source.ids),
    ] {
        for run in beads.chunk_by(|a, b| other(a).is_empty() == other(b).is_empty()) {
            let ids: Vec<usize> = run.iter().flat_map(own).copied().collect();
            if !other(&run[0]).is_empty() || ids.len() < GAP {
                continue;
            }
            let text = &prepared.text;
            let line = |id: usize| text.paragraphs()[text.segments()[id].paragraph].line;
            let (first, last) = (ids[0], ids[ids.len() - 1]);
            console.warn(format!(
                "{name} segments {first} to {last} ({}, lines {} to {}) have no counterpart",
                prepared.side.file,
                line(first),
                line(last)
            ));
        }
    }
    for (source, target) in &done.moved {
        console.warn(format!(
            "source segments {} to {} stand elsewhere in the target: segments {} to {}",
            source.start,
            source.end - 1,
            target.start,
            target.end - 1
        ));
    }
}

/// What is said of texts that were aligned though they do not look related: no share of right
/// units, since an estimate made for translations says nothing about them.
pub(super) fn unrelated(support: &str) -> String {
    format!(
        "the texts do not look like translations of each other ({support}): \
         trust no unit that was not looked at"
    )
}

/// What became of the outputs of a pair.
pub(super) struct Written {
    pub(super) outcome: Outcome,
    /// Why nothing was written, finding by finding: told also when quiet.
    pub(super) errors: Vec<String>,
    /// What was left out of the translation memory.
    pub(super) messages: Vec<String>,
}

impl Written {
    /// Tells it, each line after `name`.
    pub(super) fn tell(&self, name: &str, console: &Console) {
        for error in &self.errors {
            console.error(format!("{name}{error}"));
        }
        for message in &self.messages {
            console.say(format!("{name}{message}"));
        }
    }
}

/// Writes the outputs, unless a finding forbids it, and says what the exit code is to be.
pub(super) fn write(done: &Done, outputs: &Set, args: &Args) -> Result<Written, Failure> {
    let stopping = done.findings.iter().filter(|finding| policy::fails(args, finding));
    let mut errors: Vec<String> = stopping.map(one_line).collect();
    if !errors.is_empty() {
        errors.push("nothing was written: there are findings that must be mended first".into());
        return Ok(Written { outcome: Outcome::Findings, errors, messages: vec![] });
    }
    let failed = done.findings.iter().any(|finding| args.fail_on.counts(finding));
    let tmx = Tmx {
        min_score: args.min_score.unwrap_or(0.0),
        dropped: done.findings.iter().filter(|f| policy::drops(args, f)).map(|f| f.unit).collect(),
        original: memory_of(&done.source.report),
    };
    let mut messages = vec![];
    let edition = args.metadata.edition()?;
    let doubtful = doubtful(&done.bitext, &tmx);
    let mut dropped = 0;
    files(outputs, args).write(|file, out| match file {
        File::Of(Format::Tmx) => {
            dropped = tmx.dropped.len();
            tmx.emit(&done.bitext, &done.findings, out)
        }
        File::Of(format) => format.emitter(&edition).emit(&done.bitext, &done.findings, out),
        File::Doubtful => Tsv.emit(&doubtful, &[], out),
        File::Findings => done.findings.iter().try_for_each(|finding| {
            serde_json::to_writer(&mut *out, finding)?;
            out.write_all(b"\n")
        }),
    })?;
    for path in review_paths(outputs, args) {
        let count = plural(doubtful.beads.len(), "unit");
        messages.push(format!("{count} of low confidence moved to {}", path.display()));
    }
    if dropped > 0 {
        messages.push(format!("{} dropped because of findings", plural(dropped, "unit")));
    }
    let outcome = if failed { Outcome::Findings } else { Outcome::Clean };
    Ok(Written { outcome, errors, messages })
}

/// The memory that the pairs were read from, where it can be read again.
fn memory_of(report: &Report) -> Option<PathBuf> {
    let is_memory = report.format == crate::read::Format::Tmx && report.file != "<stdin>";
    is_memory.then(|| PathBuf::from(&report.file))
}

/// A finding in a line: bead, class, term, and what stands for it.
fn one_line(finding: &Finding) -> String {
    let term = finding.term.as_deref().unwrap_or_default();
    let found = finding.found.as_ref().map(|it| format!(": “{it}”")).unwrap_or_default();
    format!("bead {}: {} {term}{found}", finding.unit, finding.rule)
}

/// A file that a pair is written to.
#[derive(Debug, Clone, Copy)]
enum File {
    /// The alignment in a format.
    Of(Format),
    /// `NAME.review.tsv`: the units that are too doubtful for the translation memory.
    Doubtful,
    /// The findings.
    Findings,
}

/// All that is written of a pair, together.
fn files(outputs: &Set, args: &Args) -> Set<File> {
    let mut files = outputs.map(File::Of);
    for path in review_paths(outputs, args) {
        files.add(path, File::Doubtful);
    }
    if let Some(path) = &args.findings {
        files.add(path.clone(), File::Findings);
    }
    files
}

fn review_paths(outputs: &Set, args: &Args) -> Vec<PathBuf> {
    let memories = outputs.files().filter(|(_, format)| *format == Format::Tmx);
    memories.filter(|_| args.min_score.is_some()).map(|(tmx, _)| review_path(tmx)).collect()
}

/// The units that are too doubtful for the translation memory.
fn doubtful(bitext: &Bitext, tmx: &Tmx) -> Bitext {
    let all = Tmx { min_score: 0.0, ..tmx.clone() };
    let beads = (1..)
        .zip(&bitext.beads)
        .filter(|(number, bead)| all.takes(*number, bead) && !tmx.takes(*number, bead))
        .map(|(_, bead)| bead.clone())
        .collect();
    Bitext { beads, source: bitext.source.clone(), target: bitext.target.clone() }
}

/// Where the doubtful units of a memory go.
pub(super) fn review_path(tmx: &Path) -> PathBuf {
    tmx.with_extension("review.tsv")
}
