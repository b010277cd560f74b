//! SRT and `WebVTT`.

use super::cue::{Cue, milliseconds, without_tags};

/// Whether a line says when a cue begins and ends.
pub(super) fn is_time(line: &str) -> bool {
    times(line).is_some()
}

fn times(line: &str) -> Option<(u64, u64)> {
    let (start, end) = line.split_once("-->")?;
    // Settings of WebVTT and places of SRT follow.
    Some((milliseconds(start)?, milliseconds(end.split_whitespace().next()?)?))
}

/// The cues of a file; what stands outside of them is none.
pub(super) fn cues(text: &str) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    let (mut open, mut after_blank) = (false, false);
    let lines: Vec<&str> = text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let next_is_time = || lines.get(at + 1).is_some_and(|next| is_time(next));
        if let Some((start, end)) = times(line) {
            cues.push(Cue { line: at + 1, start, end, lines: Vec::new() });
            open = true;
        } else if line.trim().is_empty() {
            // A blank line may stand inside a cue of careless files.
            after_blank = true;
            continue;
        } else if after_blank && ["NOTE", "STYLE", "REGION"].iter().any(|it| line.starts_with(it)) {
            open = false;
        } else if open && !(line.trim().bytes().all(|b| b.is_ascii_digit()) && next_is_time()) {
            let text = without_tags(line);
            if let Some(cue) = cues.last_mut().filter(|_| !text.is_empty()) {
                cue.lines.push(text);
            }
        }
        after_blank = false;
    }
    cues.retain(|cue| !cue.lines.is_empty());
    cues
}
