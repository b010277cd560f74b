//! One side of a bead as a row of pieces: plain text, note marks, terms, findings.

use std::ops::Range;

/// A stretch of text that is one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// The text as it stands.
    pub(super) text: String,
    /// What it is.
    pub(super) kind: Kind,
}

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing but text.
    Plain,
    /// A mark that calls the note with this bead number.
    NoteMark(usize),
    /// The term with this index in the term list.
    Term(usize),
    /// What a finding is about.
    Flagged,
}

/// Cuts `text` at the byte ranges of `kinds`; where two overlap the earlier in the list wins.
///
/// Law: the pieces' texts, put together, are `text`. Ranges outside the text or
/// off a character boundary are passed over.
pub(super) fn cut(text: &str, kinds: Vec<(Range<usize>, Kind)>) -> Vec<Piece> {
    let mut chosen: Vec<(Range<usize>, Kind)> = Vec::new();
    for (range, kind) in kinds {
        let free =
            chosen.iter().all(|(other, _)| range.end <= other.start || other.end <= range.start);
        if free && !range.is_empty() && text.get(range.clone()).is_some() {
            chosen.push((range, kind));
        }
    }
    chosen.sort_by_key(|(range, _)| range.start);

    let mut pieces = Vec::with_capacity(2 * chosen.len() + 1);
    let mut push = |range: Range<usize>, kind| {
        if !range.is_empty() {
            pieces.push(Piece { text: text[range].to_owned(), kind });
        }
    };
    let mut done = 0;
    for (range, kind) in chosen {
        push(done..range.start, Kind::Plain);
        done = range.end;
        push(range, kind);
    }
    push(done..text.len(), Kind::Plain);
    pieces
}

/// The byte range of a range of characters; past the end is the end.
pub(super) fn bytes_of(text: &str, characters: Range<usize>) -> Range<usize> {
    let byte = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(byte, _)| byte);
    let start = byte(characters.start);
    start..byte(characters.end).max(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_named_wins_where_ranges_overlap() {
        let pieces = cut(
            "网络主权[1]。",
            vec![(12..15, Kind::NoteMark(9)), (0..12, Kind::Term(0)), (3..14, Kind::Flagged)],
        );
        let shown: Vec<_> = pieces.iter().map(|p| (p.text.as_str(), p.kind)).collect();
        assert_eq!(
            shown,
            [("网络主权", Kind::Term(0)), ("[1]", Kind::NoteMark(9)), ("。", Kind::Plain)]
        );
    }

    proptest! {
        #[test]
        fn pieces_put_together_are_the_text(
            text in "[a-c网络，。 ]{0,20}",
            ranges in prop::collection::vec((0usize..70, 0usize..70), 0..6),
        ) {
            let kinds = ranges.into_iter().map(|(a, b)| (a.min(b)..a.max(b), Kind::Flagged)).collect();
            let joined: String = cut(&text, kinds).into_iter().map(|piece| piece.text).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
