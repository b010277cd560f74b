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
    let timed = text.lines().take(20).filter(|line| lrc::is_line(line)).count();
    (timed >= 2 && (lrc::is_line(first) || lrc::is_tag(first))).then_some(Kind::Lrc)
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
            ("1\nOne line", None),
            ("[1] 注释\n[2] 注释", None),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
    }
}
