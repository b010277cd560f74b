//! What is said on stderr about inputs and about an alignment.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use diptych_segments::{Layout, Role};

use super::{Console, Failure};
use crate::bitext::Bitext;
use crate::finding::Finding;
use crate::output;
use crate::prepare::Prepared;
use crate::read::Report;

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

/// Writes `--input-report`; the command has checked the path against its inputs.
pub(crate) fn write_input_report(path: Option<&Path>, reports: &[&Report]) -> Result<(), Failure> {
    let Some(path) = path else { return Ok(()) };
    Ok(output::write(path, |out| {
        reports.iter().try_for_each(|report| out.write_all(report.to_jsonl().as_bytes()))
    })?)
}

/// The summary of an alignment: beads by shape, what is unaligned, confidence, findings, time.
pub(crate) fn alignment(bitext: &Bitext, findings: &[Finding], took: Duration, console: &Console) {
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
    console.say(format!("{}: {}", plural(bitext.beads.len(), "bead"), shapes.join(", ")));
    console.say(format!(
        "  unaligned {:.1} % of segments ({unaligned}), mean confidence {:.3}, {:.2} s",
        100.0 * unaligned as f32 / segments.max(1) as f32,
        score / beads,
        took.as_secs_f32(),
    ));
    if !findings.is_empty() {
        let mut classes: BTreeMap<_, usize> = BTreeMap::new();
        for finding in findings.iter().filter(|f| !f.waived) {
            *classes.entry(finding.class).or_default() += 1;
        }
        let classes: Vec<String> =
            classes.iter().map(|(class, count)| format!("{class} {count}")).collect();
        console.say(format!("{}: {}", plural(findings.len(), "finding"), classes.join(", ")));
    }
}

/// An alignment in a few words.
pub(crate) fn line(bitext: &Bitext, findings: &[Finding]) -> String {
    let sum: f32 = bitext.beads.iter().map(|bead| bead.score).sum();
    let mean = sum / bitext.beads.len().max(1) as f32;
    let found = findings.iter().filter(|f| !f.waived).count();
    let found = if found > 0 { format!(", {}", plural(found, "finding")) } else { String::new() };
    format!("{}, mean confidence {mean:.3}{found}", plural(bitext.beads.len(), "bead"))
}

/// `1 bead`, `2 beads`.
pub(crate) fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
