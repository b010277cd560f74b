//! What is said on stderr about inputs and about an alignment.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::time::Duration;

use diptych_segments::{Layout, Role};
use diptych_tmx::Fault;

use super::console::Console;
use super::counted::plural;
use super::outcome::{Failure, Outcome};
use super::render;
use crate::bitext::Bitext;
use crate::emit::edition::{Edition, title_of_files};
use crate::finding::Finding;
use crate::output::{Format, Set};
use crate::pipeline::{AlignedPair, Decided, Diagnosis, GapSide, Unmatched, Unrelated};
use crate::prepare::Prepared;
use crate::words::summary as words;

/// Of the doubtful pairs so many are named.
const MOST_NAMED: usize = 8;

/// One line about an input file.
pub(crate) fn input(prepared: &Prepared, decided: bool, console: &Console) {
    let count = |wanted: fn(Role) -> bool| {
        prepared.text.paragraphs().iter().filter(|p| wanted(p.role)).count()
    };
    let layout = match prepared.layout {
        Layout::Extracted => "extracted",
        Layout::Lines => "lines",
        _ => "paragraphs",
    };
    let decided = if decided { " (found; --layout overrides)" } else { "" };
    console.say(prepared.report.to_string());
    for fault in &prepared.srx_faults {
        console.warn(format!("SRX {fault}"));
    }
    console.say(format!(
        "  {}, layout {layout}{decided}: {}, {}, {}, {}",
        prepared.side.code,
        plural(count(|role| matches!(role, Role::Paragraph | Role::Abstract)), "paragraph"),
        plural(count(|role| matches!(role, Role::Title | Role::Heading(_))), "heading"),
        plural(count(|role| role == Role::Note), "note"),
        plural(prepared.text.segments().len(), "segment"),
    ));
}

/// One line about each input of a pair.
pub(crate) fn inputs(pair: &AlignedPair, lines_are_detected: bool, console: &Console) {
    if let [report] = pair.diagnosis.inputs.as_slice() {
        let (source, target) = (&pair.source.side.code, &pair.target.side.code);
        console.say(format!("{report}; {source} to {target}"));
        return;
    }
    input(&pair.source, lines_are_detected, console);
    input(&pair.target, lines_are_detected, console);
}

/// The summary of an alignment: beads by shape, what is unaligned, confidence, findings, time.
pub(crate) fn alignment(bitext: &Bitext, took: Duration, console: &Console) {
    let mut shapes: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let (mut segments, mut unaligned, mut score) = (0, 0, 0.0);
    for bead in &bitext.beads {
        let shape = (bead.source.ids.len(), bead.target.ids.len());
        *shapes.entry(shape).or_default() += 1;
        segments += shape.0 + shape.1;
        if shape.0 == 0 || shape.1 == 0 {
            unaligned += shape.0 + shape.1;
        }
        score += bead.score;
    }
    let mut shapes: Vec<_> = shapes.into_iter().collect();
    shapes.sort_by_key(|&(shape, count)| (std::cmp::Reverse(count), shape));
    let shapes: Vec<String> =
        shapes.iter().map(|((a, b), count)| format!("{a}-{b} {count}")).collect();
    let beads = bitext.beads.len().max(1) as f32;
    console.say(format!("{}: {}", plural(bitext.beads.len(), "pair"), shapes.join(", ")));
    console.say(format!(
        "  unaligned {:.1} % of segments ({unaligned}), mean confidence {:.3}, {:.2} s",
        100.0 * unaligned as f32 / segments.max(1) as f32,
        score / beads,
        took.as_secs_f32(),
    ));
}

/// The findings of a pair, each with both sentences; nothing where there are none.
pub(crate) fn findings(pair: &AlignedPair, all: bool, color: bool) -> io::Result<Option<String>> {
    if pair.findings.is_empty() {
        return Ok(None);
    }
    let file = &pair.target.side.file;
    render::of_bitext(file, &pair.bitext, &pair.findings, color, all).map(Some)
}

/// What to look at first: estimated accuracy, doubtful pairs, gaps, moved sections.
pub(crate) fn diagnosis(bitext: &Bitext, diagnosis: &Diagnosis, console: &Console) {
    match &diagnosis.unrelated {
        Some(it) => console.warn(unrelated(it)),
        None => share_right(bitext, console),
    }
    if !diagnosis.doubtful.is_empty() {
        let score = |n: &usize| format!("{n} ({:.2})", bitext.beads[n - 1].score);
        let named: Vec<String> = diagnosis.doubtful.iter().take(MOST_NAMED).map(score).collect();
        let more = diagnosis.doubtful.len().saturating_sub(MOST_NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        console.say(format!("  check first: pair {}{more}", named.join(", ")));
    }
    for Unmatched { source, target, beads } in &diagnosis.unmatched {
        console.warn(format!(
            "pairs {} to {} could not be matched: source segments {} to {}, target segments {} to {}; \
             is a section missing, or in another order?",
            beads.start + 1,
            beads.end,
            source.start,
            source.end.saturating_sub(1),
            target.start,
            target.end.saturating_sub(1)
        ));
    }
    for gap in &diagnosis.gaps {
        let side = match gap.side {
            GapSide::Source => "source",
            GapSide::Target => "target",
        };
        console.warn(format!(
            "{side} segments {} to {} ({}, lines {} to {}) have no counterpart",
            gap.segments.start,
            gap.segments.end - 1,
            gap.file,
            gap.lines.0,
            gap.lines.1
        ));
    }
    for (source, target) in &diagnosis.moved {
        console.warn(format!(
            "source segments {} to {} stand elsewhere in the target: segments {} to {}",
            source.start,
            source.end - 1,
            target.start,
            target.end - 1
        ));
    }
}

/// What to do with the doubtful pairs.
pub(crate) fn next(diagnosis: &Diagnosis, outputs: &Set, console: &Console) {
    let count = diagnosis.doubtful.len();
    let is_saved = |it: &(&Path, Format)| it.1 == Format::Jsonl && it.0 != Path::new("-");
    match outputs.files().find(is_saved) {
        _ if count == 0 => {}
        Some((path, _)) => {
            console.say(words::review(count, path.display()));
        }
        None => console.say(words::save(count)),
    }
}

/// The share of pairs that are right, as the scores estimate it.
fn share_right(bitext: &Bitext, console: &Console) {
    let two_sided = bitext.beads.iter().filter(|b| !b.source.is_empty() && !b.target.is_empty());
    let (count, sum) = two_sided.fold((0, 0.0), |(n, sum), bead| (n + 1, sum + bead.score));
    if count > 0 {
        let share = 100.0 * sum / count as f32;
        // No alignment is sure as a whole: never "100 %".
        let share =
            if share > 99.0 { "more than 99 %".into() } else { format!("about {share:.0} %") };
        console.say(format!("  {share} of the pairs are right"));
    }
}

/// Texts that were aligned though they do not look related have no share of right pairs: an
/// estimate made for translations says nothing about them.
pub(crate) fn unrelated(unrelated: &Unrelated) -> String {
    format!(
        "the texts do not look like translations of each other ({unrelated}): \
         trust no pair that was not checked"
    )
}

/// Warns that a memory is damaged: units that cannot be read are not there, nor characters.
pub(crate) fn warn_of(damage: &[Fault], file: &Path, console: &Console) {
    if !damage.is_empty() {
        let place = place_of(damage, file);
        console.warn(format!(
            "{place}: units or characters of it may be missing: `diptych tmx repair` mends the file"
        ));
    }
}

/// Where a memory is damaged first, and how often.
pub(crate) fn place_of(damage: &[Fault], file: &Path) -> String {
    let first =
        damage.first().map_or(String::new(), |it| format!("line {} ({})", it.line, it.fault));
    let more = match damage.len() {
        0 | 1 => String::new(),
        all => format!(", the first of {all} faults"),
    };
    format!("{}: the file is damaged at {first}{more}", file.display())
}

/// Warns that a book is called after its files, where an edition of it is written; `option` is what
/// gives it a title.
pub(crate) fn warn_of_title(
    bitext: &Bitext,
    outputs: &Set,
    edition: &Edition,
    option: &str,
    console: &Console,
) {
    let is_written = outputs.files().any(|(_, format)| format.is_edition());
    if let Some(title) = is_written.then(|| title_of_files(bitext, edition)).flatten() {
        console.warn(format!(
            "the texts have no title, so the book is called “{title}” after its files: give it one \
             with {option}"
        ));
    }
}

/// Says what became of the outputs, each line after `name`; the outcome is the exit code.
pub(crate) fn decided(
    name: &str,
    decided: &Decided,
    findings: &[Finding],
    console: &Console,
) -> Outcome {
    match decided {
        Decided::Stopped(stopping) => {
            for &at in stopping {
                console.error(&Failure::new(format!("{name}{}", finding_line(&findings[at]))));
            }
            let message = format!("{name}no file written: fix the findings above first");
            console.error(&Failure::new(message));
            Outcome::Findings
        }
        Decided::Written { dropped, doubtful, failed } => {
            for (path, count) in doubtful {
                let count = plural(*count, "pair");
                console.say(format!("{name}{count} of low confidence moved to {}", path.display()));
            }
            if *dropped > 0 {
                let count = plural(*dropped, "pair");
                console.say(format!("{name}{count} left out of the TMX because of findings"));
            }
            if *failed { Outcome::Findings } else { Outcome::Clean }
        }
    }
}

/// A finding in a line: pair, class, term, and what stands for it.
fn finding_line(finding: &Finding) -> String {
    let term = finding.term.as_deref().unwrap_or_default();
    let found = finding.found.as_ref().map(|it| format!(": “{it}”")).unwrap_or_default();
    format!("pair {}: {} {term}{found}", finding.unit, finding.rule)
}

/// An alignment in a few words.
pub(crate) fn line(bitext: &Bitext, findings: &[Finding]) -> String {
    let sum: f32 = bitext.beads.iter().map(|bead| bead.score).sum();
    let mean = sum / bitext.beads.len().max(1) as f32;
    let found = findings.iter().filter(|f| !f.waived).count();
    let found = if found > 0 { format!(", {}", plural(found, "finding")) } else { String::new() };
    format!("{}, mean confidence {mean:.3}{found}", plural(bitext.beads.len(), "pair"))
}
