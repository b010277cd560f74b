//! The whole lines of a journal: whoever reads one leaves a line out that a kill cut.

use serde::de::IgnoredAny;

use super::replay::JournalError;

/// The bytes of a journal, without a last line that was cut.
#[derive(Debug, Clone, Copy)]
pub(in crate::review) struct WholeLines<'a> {
    /// The whole lines. The last one may lack its line end: an act is whole without it.
    pub(in crate::review) text: &'a str,
    /// The number of a last line that was cut, from 1.
    pub(in crate::review) cut: Option<usize>,
}

impl<'a> WholeLines<'a> {
    /// # Errors
    /// When a whole line is not in UTF-8. A kill may have cut a character as well.
    pub(in crate::review) fn of(bytes: &'a [u8]) -> Result<Self, JournalError> {
        let ended = bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let last = &bytes[ended..];
        let is_whole = last.trim_ascii().is_empty()
            || last.trim_ascii_start().starts_with(b"{")
                && serde_json::from_slice::<IgnoredAny>(last).is_ok();
        let whole = if is_whole { bytes } else { &bytes[..ended] };
        let text = std::str::from_utf8(whole).map_err(|error| {
            let before = &whole[..error.valid_up_to()];
            let line = before.split(|&byte| byte == b'\n').count();
            JournalError::Encoding { line }
        })?;
        Ok(Self { text, cut: (!is_whole).then(|| text.lines().count() + 1) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_line_is_cut_where_its_json_ends_too_early() {
        let of = |bytes: &[u8]| {
            let WholeLines { text, cut } = WholeLines::of(bytes).unwrap();
            (text.len(), cut)
        };
        assert_eq!(of(b"{\"a\":1}\n{\"b\":2}\n"), (16, None));
        assert_eq!(of(b"{\"a\":1}\n{\"b\":2}"), (15, None));
        assert_eq!(of(b"{\"a\":1}\n{\"b\":2"), (8, Some(2)));
        assert_eq!(
            of("{\"a\":1}\n{\"b\":\"\u{4e91}".as_bytes().split_last().unwrap().1),
            (8, Some(2))
        );
        assert_eq!(of(b"{\"a"), (0, Some(1)));
        assert_eq!(of(b""), (0, None));
        let wrong = WholeLines::of(b"{\"a\":1}\n{\"b\":\"\xff\"}\n");
        assert!(matches!(wrong, Err(JournalError::Encoding { line: 2 })), "{wrong:?}");
    }
}
