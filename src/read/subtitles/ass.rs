//! ASS and SSA: a table of events.

use super::cue::{Cue, milliseconds, without_tags};
use crate::read::report::Report;

/// The cues of a file in the order of their times; comments and drawings are none.
pub(super) fn cues(text: &str, report: &mut Report) -> Vec<Cue> {
    let (mut start_at, mut end_at, mut fields) = (1, 2, 10);
    let mut cues = Vec::new();
    let mut in_events = false;
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.starts_with('[') {
            in_events = line.eq_ignore_ascii_case("[events]");
        }
        if !in_events {
            continue;
        }
        if let Some(format) = line.strip_prefix("Format:") {
            let names: Vec<String> =
                format.split(',').map(|name| name.trim().to_ascii_lowercase()).collect();
            let place = |name: &str| names.iter().position(|known| known == name);
            (start_at, end_at) = (place("start").unwrap_or(1), place("end").unwrap_or(2));
            fields = names.len().max(1);
        } else if let Some(comment) = line.strip_prefix("Comment:") {
            report.leave_out("comments", "the film does not show them", None, comment.trim());
        } else if let Some(event) = line.strip_prefix("Dialogue:") {
            // The text is the last field and may hold commas.
            let cells: Vec<&str> = event.splitn(fields, ',').collect();
            let time = |at: usize| cells.get(at).and_then(|cell| milliseconds(cell)).unwrap_or(0);
            let shown = cells.get(fields - 1).copied().unwrap_or_default();
            if shown.contains("\\p1") {
                report.leave_out("drawings", "they hold no text", None, "");
                continue;
            }
            let lines = shown.replace("\\n", "\\N").replace("\\h", " ");
            let lines = lines.split("\\N").map(without_tags).filter(|line| !line.is_empty());
            let cue = Cue {
                line: at + 1,
                start: time(start_at),
                end: time(end_at),
                lines: lines.collect(),
            };
            if !cue.lines.is_empty() {
                cues.push(cue);
            }
        }
    }
    cues.sort_by_key(|cue| cue.start);
    cues
}
