//! Paragraphs become a [`Text`]: its segments numbered, the body first, then the notes.

use std::ops::Range;

use crate::{Lang, Paragraph, Role, Segment, SplitOptions, Text, split};

/// Splits paragraphs into numbered segments.
///
/// Law: segments are numbered through the body in document order, then through the notes; a note
/// is one segment, furniture has none, every other paragraph that is not blank has at least one.
///
/// ```
/// use diptych_segments::{Lang, Paragraph, Role, SplitOptions, segment};
///
/// let paragraphs = vec![Paragraph::new(Role::Paragraph, "天亮了。鸟叫了。"), Paragraph::new(Role::Note, "见第3页。")];
/// let text = segment(Lang::Zh, paragraphs, &SplitOptions::default());
/// assert_eq!(text.segment(1), "鸟叫了。");
/// assert_eq!(text.body_len(), 2);
/// ```
pub fn segment(lang: Lang, paragraphs: Vec<Paragraph>, options: &SplitOptions) -> Text {
    let bare = paragraphs.iter().any(has_bare_label) || marks_lost_brackets(&paragraphs);
    let options =
        SplitOptions { bare_note_marks: options.bare_note_marks || bare, ..options.clone() };
    segment_by(lang, paragraphs, |text| split(lang, text, &options))
}

/// Numbers the segments that another splitter makes, such as [`SrxSplitter`](crate::SrxSplitter).
///
/// `split` gives the gapless byte ranges of a paragraph's pieces; the law is that of [`segment`].
pub fn segment_by(
    lang: Lang,
    paragraphs: Vec<Paragraph>,
    split: impl Fn(&str) -> Vec<Range<usize>>,
) -> Text {
    let mut body = Vec::new();
    let mut notes = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let segment = |span| Segment { paragraph: index, span };
        match paragraph.role {
            Role::Furniture => {}
            Role::Note => notes.push(segment(trimmed(&paragraph.text, 0..paragraph.text.len()))),
            Role::Title | Role::Heading(_) if !paragraph.text.trim().is_empty() => {
                body.push(segment(trimmed(&paragraph.text, 0..paragraph.text.len())));
            }
            _ => body.extend(
                split(&paragraph.text)
                    .into_iter()
                    .map(|range| trimmed(&paragraph.text, range))
                    .filter(|range| !range.is_empty())
                    .map(segment),
            ),
        }
    }
    body.append(&mut notes);
    Text::new(lang, paragraphs, body)
}

/// Makes each paragraph one segment of the body, blank ones included: the number of a segment is the number of its line, from 0.
pub fn segment_lines(lang: Lang, paragraphs: Vec<Paragraph>) -> Text {
    let paragraphs: Vec<Paragraph> = paragraphs
        .into_iter()
        .map(|paragraph| Paragraph { role: Role::Paragraph, ..paragraph })
        .collect();
    let segments = paragraphs
        .iter()
        .enumerate()
        .map(|(index, paragraph)| Segment {
            paragraph: index,
            span: trimmed(&paragraph.text, 0..paragraph.text.len()),
        })
        .collect();
    Text::new(lang, paragraphs, segments)
}

/// A note that is numbered with a bare figure: its mark in the body may have lost its superscript.
fn has_bare_label(paragraph: &Paragraph) -> bool {
    paragraph.role == Role::Note
        && paragraph.label.as_deref().is_some_and(|label| {
            !label.is_empty() && label.trim_end_matches('.').bytes().all(|b| b.is_ascii_digit())
        })
}

/// How many notes tell whether the marks of a text kept their brackets.
const TELLING: usize = 5;

/// Notes are numbered in brackets (`〔1〕`), but no such mark stands in the body: there it may be a
/// raised figure.
fn marks_lost_brackets(paragraphs: &[Paragraph]) -> bool {
    let bracketed = |label: &&str| {
        let inside = label.trim_matches(['[', ']', '〔', '〕', '［', '］']);
        inside.len() < label.len()
            && !inside.is_empty()
            && inside.bytes().all(|b| b.is_ascii_digit())
    };
    let notes = paragraphs.iter().filter(|paragraph| paragraph.role == Role::Note);
    let labels: Vec<&str> =
        notes.filter_map(|note| note.label.as_deref()).filter(bracketed).take(TELLING).collect();
    let mut body = paragraphs
        .iter()
        .filter(|paragraph| !matches!(paragraph.role, Role::Note | Role::Furniture));
    !labels.is_empty()
        && body.all(|paragraph| !labels.iter().any(|label| paragraph.text.contains(label)))
}

/// The range without white space at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let start = range.start + piece.len() - piece.trim_start().len();
    start..(start + piece.trim().len())
}
