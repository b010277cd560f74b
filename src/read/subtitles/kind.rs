//! How a text writes cues.

use super::{lrc, srt};

/// How cues are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::read) enum Kind {
    /// SRT and `WebVTT`, which differ in what stands around the cues.
    Srt,
    Ass,
    Lrc,
}

/// How a text writes cues, if it is made of them; its beginning is enough.
pub(in crate::read) fn kind(text: &str) -> Option<Kind> {
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let (first, second) = (lines.next()?, lines.next().unwrap_or_default());
    if first.eq_ignore_ascii_case("[script info]") {
        return Some(Kind::Ass);
    }
    let is_number = first.bytes().all(|b| b.is_ascii_digit());
    if first.starts_with("WEBVTT") || srt::is_time(first) || is_number && srt::is_time(second) {
        return Some(Kind::Srt);
    }
    // In the minutes of a meeting, too, times stand in brackets; but they count whole seconds, and
    // what was said runs over lines.
    let head: Vec<&str> =
        text.lines().map(str::trim).filter(|line| !line.is_empty()).take(20).collect();
    let timed = head.iter().filter(|line| lrc::is_line(line)).count();
    let is_whole = head.iter().all(|line| lrc::is_line(line) || lrc::is_tag(line));
    let says = head.iter().any(|line| lrc::is_tag(line) || lrc::has_fraction(line));
    (timed >= 2 && is_whole && says).then_some(Kind::Lrc)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_known_by_its_beginning() {
        for (text, expected) in [
            ("1\r\n00:00:01,000 --> 00:00:03,500\r\na", Some(Kind::Srt)),
            ("\u{FEFF}WEBVTT\n", Some(Kind::Srt)),
            ("[Script Info]\nTitle: x", Some(Kind::Ass)),
            ("[ti:歌]\n[00:01.00]一\n[00:02.00]二", Some(Kind::Lrc)),
            ("[00:01.5]一\n[00:02.50]二", Some(Kind::Lrc)),
            ("[00:01]甲：我们开始。\n[00:42]乙：好的。", None),
            ("[00:01.00]甲：我们开始。\n先说第一件。\n[00:42.00]乙：好的。", None),
            ("[00:00:01] Ann: Let us begin.\n[00:01:12] Bob: Yes.", None),
            ("1\nOne line", None),
            ("[1] 注释\n[2] 注释", None),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
    }
}
