//! Sentences inside segments.
//!
//! What is handed over as one segment may hold several sentences, if another
//! splitter cut it. The sentences are aligned one by one, and the beads are put
//! together again where a segment holds more than one (`likely.rs`): a segment
//! of two sentences whose second one answers the next segment of the other side
//! is then seen to belong to both.

use diptych_segments::{Lang, SplitOptions, split};

use super::group::{Group, Point};
use super::sentences::{Place, Sentences, Spoken};

/// A piece with fewer letters is no sentence of its own: `Figure 1.`, `喂！`
const LEAST_CHINESE: usize = 4;
const LEAST_ENGLISH: usize = 12;

/// A longer sentence is cut where a clause or a word ends, so that time and memory grow with the
/// length of a text and not with its square; in characters. Real sentences are shorter.
const MOST_CHINESE: usize = 400;
const MOST_ENGLISH: usize = 1_200;

/// The sentences of one side, and the segment that each stands in.
pub(super) struct Inner<'a> {
    /// The sentences, in order.
    pub(super) sentences: Sentences<'a>,
    /// The segment of each sentence, and at the end the number of segments. Law: ascends by 0 or 1.
    segments: Vec<usize>,
}

impl<'a> Inner<'a> {
    /// Cuts segments into sentences.
    pub(super) fn new(lang: Lang, segments: &Sentences<'a>) -> Self {
        let mut inner = Self { sentences: Sentences::default(), segments: vec![] };
        // Where every segment is a paragraph, paragraphs say nothing.
        let places =
            if segments.places.contains(&Place::Inside) { &segments.places[..] } else { &[] };
        for (n, text) in segments.texts.iter().enumerate() {
            for piece in pieces(lang, text) {
                let start = piece.as_ptr() as usize - text.as_ptr() as usize;
                let span = start..start + piece.len();
                let time = segments.times.get(n).map(|&time| share(time, &span, text.len()));
                inner.sentences.times.extend(time);
                inner.sentences.texts.push(piece);
                inner.segments.push(n);
                inner.sentences.places.extend(places.get(n).map(|_| Place::Inside));
            }
            if let (Some(last), Some(place)) = (inner.sentences.places.last_mut(), places.get(n)) {
                *last = *place;
            }
        }
        inner.segments.push(segments.texts.len());
        inner
    }

    /// Whether a segment starts (or the text ends) at sentence `i`.
    pub(super) fn starts_segment(&self, i: usize) -> bool {
        i == 0 || self.segments[i] != self.segments[i - 1]
    }

    /// Whether every segment is one sentence.
    pub(super) fn is_plain(&self) -> bool {
        self.segments.len() == self.segments[self.segments.len() - 1] + 1
    }

    /// The number of segments before sentence `i`, which must start one.
    pub(super) fn segment(&self, i: usize) -> usize {
        self.segments[i]
    }

    /// The first sentence of segment `n`; of the number of segments, the number of sentences.
    pub(super) fn first(&self, n: usize) -> usize {
        self.segments.partition_point(|&segment| segment < n)
    }
}

/// When a span of a text is spoken of which the whole is spoken in a time: each byte takes as long.
pub(super) fn share((from, to): Spoken, span: &std::ops::Range<usize>, whole: usize) -> Spoken {
    let moment = |at: usize| from + (to - from) * at as f32 / whole.max(1) as f32;
    (moment(span.start), moment(span.end))
}

/// The segments of both sides, and the beads of segments that are fixed.
pub(super) struct Segments<'a> {
    pub(super) chinese: &'a Inner<'a>,
    pub(super) english: &'a Inner<'a>,
    /// The fixed beads, in sentences.
    fixed: Vec<Group>,
    /// The cells that every path goes through: where fixed beads start and end, ascending.
    corners: Vec<(usize, usize)>,
}

impl<'a> Segments<'a> {
    pub(super) fn new(chinese: &'a Inner<'a>, english: &'a Inner<'a>, fixed: &[Group]) -> Self {
        let mut segments = Self { chinese, english, fixed: vec![], corners: vec![] };
        segments.fixed = fixed.iter().map(|&bead| segments.in_sentences(bead)).collect();
        let ends =
            |bead: &Group| [(bead.chinese.0, bead.english.0), (bead.chinese.1, bead.english.1)];
        segments.corners = segments.fixed.iter().flat_map(ends).collect();
        segments.corners.dedup();
        segments
    }

    /// See the field.
    pub(super) fn corners(&self) -> &[(usize, usize)] {
        &self.corners
    }

    /// Whether every cell is whole.
    pub(super) fn is_plain(&self) -> bool {
        self.chinese.is_plain() && self.english.is_plain() && self.fixed.is_empty()
    }

    /// Whether no segment and no fixed bead runs over a cell.
    pub(super) fn is_whole(&self, (i, j): (usize, usize)) -> bool {
        let after = self.fixed.partition_point(|bead| bead.chinese.1 < i || bead.english.1 < j);
        let inside = self.fixed.get(after).is_some_and(|bead| {
            bead.chinese.0 <= i
                && bead.english.0 <= j
                && (i, j) != (bead.chinese.0, bead.english.0)
                && (i, j) != (bead.chinese.1, bead.english.1)
        });
        !inside && self.chinese.starts_segment(i) && self.english.starts_segment(j)
    }

    /// The sentences of a group of segments.
    pub(super) fn in_sentences(&self, group: Group) -> Group {
        let range = |inner: &Inner<'_>, (from, to)| (inner.first(from), inner.first(to));
        Group {
            chinese: range(self.chinese, group.chinese),
            english: range(self.english, group.english),
        }
    }

    /// The segments that the sentences of a group stand in.
    pub(super) fn in_segments(&self, group: Group) -> Group {
        let range = |inner: &Inner<'_>, (from, to): (usize, usize)| {
            let first = inner.segment(from);
            (first, if from == to { first } else { inner.segment(to - 1) + 1 })
        };
        Group {
            chinese: range(self.chinese, group.chinese),
            english: range(self.english, group.english),
        }
    }

    /// Points of sentences as points of segments.
    pub(super) fn points(&self, points: &[Point]) -> Vec<Point> {
        let segment = |point: &Point| Point {
            chinese: self.chinese.segment(point.chinese),
            english: self.english.segment(point.english),
            ..*point
        };
        points.iter().map(segment).collect()
    }
}

/// A segment's sentences, at least one, without the blanks between them.
fn pieces(lang: Lang, text: &str) -> Vec<&str> {
    sentences(lang, text).into_iter().flat_map(|sentence| bounded(lang, sentence)).collect()
}

fn sentences(lang: Lang, text: &str) -> Vec<&str> {
    let stops: &[char] = match lang {
        Lang::Zh => &['。', '！', '？', '!', '?', '…'],
        Lang::En => &['.', '!', '?'],
    };
    let end = |c: char| stops.contains(&c) || c.is_whitespace() || "”’」』\"')）]".contains(c);
    if !text.trim_end_matches(end).contains(stops) {
        return vec![text];
    }
    let mut found: Vec<std::ops::Range<usize>> = vec![];
    for piece in split(lang, text, &SplitOptions::default()) {
        match found.last_mut() {
            Some(last) if !is_sentence(lang, &text[last.clone()]) => last.end = piece.end,
            Some(last) if !is_sentence(lang, &text[piece.clone()]) => last.end = piece.end,
            _ => found.push(piece),
        }
    }
    if found.len() < 2 {
        return vec![text];
    }
    found.into_iter().map(|range| text[range].trim()).collect()
}

/// A sentence in pieces of bounded length: cut behind the last clause mark that fits, else behind
/// the last blank, else anywhere.
fn bounded(lang: Lang, sentence: &str) -> Vec<&str> {
    let most = if lang == Lang::Zh { MOST_CHINESE } else { MOST_ENGLISH };
    let mut pieces = vec![];
    let mut rest = sentence;
    while let Some((bound, _)) = rest.char_indices().nth(most) {
        let head = &rest[..bound];
        let behind = |found: Option<(usize, &str)>| found.map(|(at, mark)| at + mark.len());
        let cut = behind(head.rmatch_indices(['，', '；', '、', '：', ',', ';', ':']).next())
            .or_else(|| behind(head.rmatch_indices(' ').next()))
            .unwrap_or(bound);
        let (piece, after) = rest.split_at(cut);
        pieces.push(piece.trim());
        rest = after;
    }
    pieces.push(rest.trim());
    pieces.retain(|piece| !piece.is_empty());
    if pieces.len() < 2 { vec![sentence] } else { pieces }
}

/// Whether a piece is more than a label or a cry, and does not break off.
fn is_sentence(lang: Lang, piece: &str) -> bool {
    let letters = piece.chars().filter(|c| c.is_alphabetic()).count();
    let least = if lang == Lang::Zh { LEAST_CHINESE } else { LEAST_ENGLISH };
    let breaks_off =
        |text: &str| text.ends_with(['…']) || text.ends_with("..") || text.ends_with(". .");
    letters >= least && !breaks_off(piece.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_of_several_sentences_are_cut() {
        let segments = Sentences {
            texts: vec!["他走了。她没有走，坐在窗边。", "“来！”他说。", "好。"],
            places: vec![Place::Inside, Place::ParagraphEnd, Place::ParagraphEnd],
            times: vec![],
        };
        let inner = Inner::new(Lang::Zh, &segments);
        assert_eq!(inner.sentences.texts, ["他走了。她没有走，坐在窗边。", "“来！”他说。", "好。"]);
        let texts = vec!["他终于走了。她没有走，坐在窗边。", "好。"];
        let segments = Sentences {
            texts,
            places: vec![Place::Inside, Place::ParagraphEnd],
            times: vec![(1.0, 5.0), (6.0, 7.0)],
        };
        let inner = Inner::new(Lang::Zh, &segments);
        assert_eq!(inner.sentences.texts, ["他终于走了。", "她没有走，坐在窗边。", "好。"]);
        assert_eq!(
            inner.sentences.places,
            [Place::Inside, Place::Inside, Place::ParagraphEnd],
            "a segment's place is that of its last sentence"
        );
        let starts: Vec<u32> = inner.sentences.times.iter().map(|time| time.0 as u32).collect();
        assert_eq!(starts, [1, 2, 6], "a segment's time is shared out");
        assert!(!inner.is_plain() && !inner.starts_segment(1) && inner.starts_segment(2));
        assert_eq!((inner.first(0), inner.first(1), inner.first(2)), (0, 2, 3));
    }

    #[test]
    fn a_very_long_sentence_is_cut_at_clauses_or_words() {
        let clauses = format!("{}，{}", "书".repeat(300), "书".repeat(300));
        let lengths = |lang, text: &str| -> Vec<usize> {
            pieces(lang, text).iter().map(|piece| piece.chars().count()).collect()
        };
        assert_eq!(lengths(Lang::Zh, &clauses), [301, 300]);
        assert_eq!(lengths(Lang::Zh, &"书".repeat(900)), [400, 400, 100]);
        assert!(lengths(Lang::En, &"the open book ".repeat(300)).iter().all(|&n| n <= 1_200));
        assert_eq!(lengths(Lang::Zh, &"书".repeat(400)), [400]);
    }
}
