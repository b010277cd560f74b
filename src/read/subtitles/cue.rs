//! A cue: what is spoken, and when.

/// Text that is shown for a time.
pub(super) struct Cue {
    /// Its line in the file, from 1.
    pub(super) line: usize,
    /// When it begins, in milliseconds.
    pub(super) start: u64,
    /// When it ends, in milliseconds.
    pub(super) end: u64,
    /// Its lines without tags, none empty.
    pub(super) lines: Vec<String>,
}

/// A time such as `1:02:03,456`, `02:03.45` or `02:03`, in milliseconds.
pub(super) fn milliseconds(time: &str) -> Option<u64> {
    let (whole, fraction) = time.trim().split_once([',', '.']).unwrap_or((time.trim(), ""));
    let mut seconds = 0u64;
    let parts = whole.split(':');
    if !(2..=3).contains(&parts.clone().count()) || fraction.len() > 6 {
        return None;
    }
    for part in parts {
        let is_number = !part.is_empty() && part.len() <= 4;
        let part: u64 = part.parse().ok().filter(|_| is_number)?;
        seconds = seconds * 60 + part;
    }
    let thousandths: u64 = match fraction {
        "" => 0,
        digits => format!("{digits:0<3}").get(..3)?.parse().ok()?,
    };
    Some(seconds * 1000 + thousandths)
}

/// The longest tag, in characters.
const LONGEST_TAG: usize = 300;

/// A line without `<i>`, `{\an8}` and the like.
pub(super) fn without_tags(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['<', '{']) {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let (is_tag, close) = if let Some(name) = tag.strip_prefix('<') {
            (name.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/'), '>')
        } else {
            (tag[1..].starts_with('\\'), '}')
        };
        let end = tag.char_indices().take(LONGEST_TAG).find(|(_, c)| *c == close);
        if let Some((end, _)) = end.filter(|_| is_tag) {
            rest = &tag[end + 1..];
        } else {
            out.push_str(&tag[..1]);
            rest = &tag[1..];
        }
    }
    out.push_str(rest);
    let plain = out.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">");
    plain.replace("&amp;", "&").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_tags_are_read() {
        assert_eq!(milliseconds("01:00:02,500"), Some(3_602_500));
        assert_eq!(milliseconds("0:00:01.5"), Some(1500));
        assert_eq!(milliseconds("02:03.45"), Some(123_450));
        assert_eq!(milliseconds("10:30"), Some(630_000));
        for no in ["", "1", "a:b", "1:2:3:4", "::"] {
            assert_eq!(milliseconds(no), None, "{no}");
        }
        assert_eq!(without_tags("{\\an8}<i>一</i> < 2 {x} &amp; 三"), "一 < 2 {x} & 三");
    }
}
