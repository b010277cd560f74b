//! LRC: the lines of a song with the time of each.

use super::cue::{Cue, milliseconds, without_tags};

/// Whether a line begins with a time in square brackets.
pub(super) fn is_line(line: &str) -> bool {
    time(line).is_some()
}

/// Whether the time that a line begins with counts parts of seconds, as songs do.
pub(super) fn has_fraction(line: &str) -> bool {
    is_line(line) && line.split(']').next().is_some_and(|time| time.contains(['.', ',']))
}

/// Whether a line is a tag of the file, such as `[ti:Title]`.
pub(super) fn is_tag(line: &str) -> bool {
    let inside = line.trim().strip_prefix('[').and_then(|line| line.strip_suffix(']'));
    inside.is_some_and(|inside| {
        inside.split_once(':').is_some_and(|(name, _)| {
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic()) && name.len() <= 8
        })
    })
}

/// The time that a line begins with, and what follows it.
fn time(line: &str) -> Option<(u64, &str)> {
    let (time, rest) = line.trim_start().strip_prefix('[')?.split_once(']')?;
    Some((milliseconds(time)?, rest))
}

/// The lines in the order of their times; one that is sung again has several, and one without a
/// time belongs to the line before it.
pub(super) fn cues(text: &str) -> Vec<Cue> {
    let mut cues = Vec::new();
    let mut before = 0;
    for (at, line) in text.lines().enumerate() {
        let (mut times, mut rest) = (Vec::new(), line);
        while let Some((start, after)) = time(rest) {
            times.push(start);
            rest = after;
        }
        let sung = without_tags(rest);
        if times.is_empty() && !is_tag(line) {
            times.push(before);
        }
        before = times.last().copied().unwrap_or(before);
        if !sung.is_empty() {
            cues.extend(times.into_iter().map(|start| Cue {
                line: at + 1,
                start,
                end: start,
                lines: vec![sung.clone()],
            }));
        }
    }
    cues.sort_by_key(|cue| cue.start);
    cues
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_lost() {
        let text = "[ti:歌]\n开头\n[00:02.00][00:09.00]二\n[00:01.00]一\n续一\n";
        let sung: Vec<_> = cues(text).into_iter().map(|cue| cue.lines.concat()).collect();
        assert_eq!(sung, ["开头", "一", "续一", "二", "二"]);
    }
}
