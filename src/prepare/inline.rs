//! Notes put into the body, each after the sentence that its mark stands in.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use diptych_segments::{Paragraph, Role, Text};

/// The paragraphs of a text with every note after the sentence of its mark.
///
/// A note whose mark is not found stays a note.
pub(super) fn inline_notes(text: &Text) -> Vec<Paragraph> {
    let body: Vec<usize> = (0..text.body_len()).collect();
    let mut inserted: Vec<Vec<&str>> = vec![vec![]; text.body_len()];
    let mut placed = vec![false; text.paragraphs().len()];
    for (note, place) in homes(text) {
        inserted[place].push(&text.paragraphs()[note].text);
        placed[note] = true;
    }
    if let Some(heading) = emptied_heading(text.paragraphs(), &placed) {
        placed[heading] = true;
    }
    let mut paragraphs: Vec<Paragraph> = text.paragraphs().to_vec();
    for (index, paragraph) in paragraphs.iter_mut().enumerate() {
        let numbers: Vec<usize> =
            body.iter().copied().filter(|&n| text.segments()[n].paragraph == index).collect();
        if numbers.iter().any(|&n| !inserted[n].is_empty()) {
            let pieces: Vec<&str> = numbers
                .iter()
                .flat_map(|&n| std::iter::once(text.segment(n)).chain(inserted[n].iter().copied()))
                .collect();
            paragraph.text = pieces.join(text.lang().joint());
        }
    }
    let mut kept = placed.iter().map(|placed| !placed);
    paragraphs.retain(|_| kept.next().unwrap_or(true));
    paragraphs
}

/// The paragraphs of a text without its notes and without the marks that call them.
pub(super) fn without_notes(text: &Text) -> Vec<Paragraph> {
    let mut segments: BTreeMap<usize, String> = BTreeMap::new();
    for (note, place) in homes(text) {
        let label = text.paragraphs()[note].label.as_deref().unwrap_or_default();
        let segment = segments.entry(place).or_insert_with(|| text.segment(place).to_owned());
        if let Some(mark) = mark_in(segment, label) {
            segment.replace_range(mark, "");
        }
    }
    let mut paragraphs: Vec<Paragraph> = text.paragraphs().to_vec();
    let changed: BTreeSet<usize> =
        segments.keys().map(|&segment| text.segments()[segment].paragraph).collect();
    let mut pieces: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for n in (0..text.body_len()).filter(|&n| changed.contains(&text.segments()[n].paragraph)) {
        let piece = segments.get(&n).map_or(text.segment(n), |it| it.trim_end());
        pieces.entry(text.segments()[n].paragraph).or_default().push(piece);
    }
    for (paragraph, pieces) in pieces {
        paragraphs[paragraph].text = pieces.join(text.lang().joint());
    }
    paragraphs.retain(|paragraph| paragraph.role != Role::Note);
    paragraphs
}

/// The heading that only notes stand below, to the end, when each of them has found its place:
/// it would head nothing.
fn emptied_heading(paragraphs: &[Paragraph], placed: &[bool]) -> Option<usize> {
    let is_gone = |&at: &usize| match paragraphs[at].role {
        Role::Note => placed[at],
        role => role == Role::Furniture,
    };
    let last = (0..paragraphs.len()).rev().find(|at| !is_gone(at))?;
    let heads_notes = matches!(paragraphs[last].role, Role::Heading(_))
        && paragraphs[last..].iter().any(|paragraph| paragraph.role == Role::Note);
    heads_notes.then_some(last)
}

/// The notes whose marks are found, in order: each one's paragraph, and the segment of its mark.
///
/// Notes that share a label are those of pages where the numbers start anew. Where each has a mark
/// they go in order. Else a note has the mark of its own page, or the nearest free one before it;
/// the only note of its label has the first, for a source may be cited again.
fn homes(text: &Text) -> BTreeMap<usize, usize> {
    let mut notes: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, paragraph) in text.paragraphs().iter().enumerate() {
        if let (Role::Note, Some(label)) = (paragraph.role, paragraph.label.as_deref()) {
            notes.entry(label).or_default().push(at);
        }
    }
    let mut homes = BTreeMap::new();
    for (label, notes) in notes {
        let mut marks: Vec<usize> =
            (0..text.body_len()).filter(|&n| has_mark(text.segment(n), label)).collect();
        if marks.len() == notes.len() {
            homes.extend(notes.into_iter().zip(marks));
            continue;
        }
        let holder = |mark: usize| &text.paragraphs()[text.segments()[mark].paragraph];
        let is_alone = notes.len() == 1;
        for at in notes {
            let note = &text.paragraphs()[at];
            let on_page = |&mark: &usize| note.page.is_some() && holder(mark).page == note.page;
            let place = marks.iter().position(on_page).or_else(|| {
                if is_alone {
                    (!marks.is_empty()).then_some(0)
                } else {
                    marks.iter().rposition(|&mark| is_before(holder(mark), note))
                }
            });
            if let Some(place) = place {
                homes.insert(at, marks.remove(place));
            }
        }
    }
    homes
}

/// Whether a paragraph starts before a note, or nothing says that it does not.
fn is_before(paragraph: &Paragraph, note: &Paragraph) -> bool {
    let pages = paragraph.page.zip(note.page);
    paragraph.line <= note.line && pages.is_none_or(|(own, of_note)| own <= of_note)
}

/// Whether the mark of a note stands in a segment.
fn has_mark(segment: &str, label: &str) -> bool {
    mark_in(segment, label).is_some()
}

/// Where the mark of a note stands in a segment, in bytes. A bare figure is one behind punctuation or at
/// the end of a word, where nothing is counted: not in `2019` nor in `3 days`.
fn mark_in(segment: &str, label: &str) -> Option<Range<usize>> {
    let figure = label.trim_end_matches(['.', '．']);
    if figure.is_empty() || !figure.bytes().all(|b| b.is_ascii_digit()) {
        return segment.find(label).map(|at| at..at + label.len());
    }
    let found = segment.match_indices(figure).find(|(at, _)| {
        let at = *at;
        let before = segment[..at].trim_end().chars().next_back();
        let spaced = segment[..at].ends_with(char::is_whitespace);
        let after = segment[at + figure.len()..].chars().next();
        let stop = |c: char| {
            !c.is_alphanumeric() && !c.is_whitespace() && !matches!(c, '-' | '–' | '/' | '$')
        };
        let behind = before.is_some_and(|c| stop(c) || c.is_alphabetic() && !spaced);
        let counts = after.is_some_and(|c| {
            c.is_ascii_digit()
                || matches!(c, '.' | '%' | '年' | '月' | '日' | '号' | '万' | '亿')
                    && !segment[at + figure.len()..].trim_end().eq(".")
        });
        behind && !counts
    });
    found.map(|(at, _)| at..at + figure.len())
}

#[cfg(test)]
mod tests {
    use diptych_segments::{Document, Lang, SplitOptions, reflow, segment};

    use super::*;

    #[test]
    fn a_bare_figure_is_a_mark_only_behind_a_word_or_a_stop() {
        for (segment, label, mark) in [
            ("桥建于2012年。", "2", false),
            ("桥已修好。2", "2", true),
            ("The bridge has 2 arches.", "2", false),
            ("The bridge was mended.2", "2", true),
            ("They crossed in 1912, on foot.", "12", false),
            ("桥已修好。[2]", "[2]", true),
        ] {
            assert_eq!(has_mark(segment, label), mark, "{segment}");
        }
    }

    #[test]
    fn a_note_follows_the_sentence_of_its_mark() {
        let note = |label: &str, text: &str| Paragraph {
            label: Some(label.into()),
            ..Paragraph::new(Role::Note, text)
        };
        let paragraphs = vec![
            Paragraph::new(Role::Paragraph, "桥已修好。[1]人们过河。[2]"),
            note("[1]", "见县志。"),
            note("[2]", "见日记。"),
            note("[3]", "无处可放。"),
        ];
        let text = segment(Lang::Zh, paragraphs, &SplitOptions::default());
        let paragraphs = inline_notes(&text);
        assert_eq!(paragraphs[0].text, "桥已修好。[1]见县志。人们过河。[2]见日记。");
        assert_eq!(paragraphs.len(), 2);
    }

    #[test]
    fn labels_that_start_anew_on_each_page_belong_to_their_page() {
        let document =
            Document::from_lines("article", include_str!("../../examples/article-zh.txt"));
        let read =
            segment(Lang::Zh, reflow(Lang::Zh, &document).unwrap(), &SplitOptions::default());
        let paragraphs = inline_notes(&read);
        assert!(paragraphs.iter().all(|paragraph| paragraph.role != Role::Note));
        let text: String = paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
        for pair in ["最安静的去处。[1]参见市图书馆", "一张桌子。[1]王小满", "参与建设。[1]陈远"]
        {
            assert!(text.contains(pair), "{pair}: {text}");
        }
    }

    #[test]
    fn a_heading_whose_notes_are_all_gone_goes_too() {
        let note = |label: &str| Paragraph {
            label: Some(label.into()),
            ..Paragraph::new(Role::Note, "见县志。")
        };
        let inlined = |labels: &[&str]| {
            let mut paragraphs = vec![
                Paragraph::new(Role::Paragraph, "桥已修好。[1]"),
                Paragraph::new(Role::Heading(1), "注释"),
            ];
            paragraphs.extend(labels.iter().map(|label| note(label)));
            inline_notes(&segment(Lang::Zh, paragraphs, &SplitOptions::default())).len()
        };
        assert_eq!(inlined(&["[1]"]), 1);
        assert_eq!(inlined(&["[1]", "[2]"]), 3, "a note is left below it");
    }

    #[test]
    fn a_mark_without_a_note_takes_no_note_of_another_page() {
        let on = |page: usize, role, label: Option<&str>, text: &str| Paragraph {
            page: Some(page),
            label: label.map(str::to_owned),
            ..Paragraph::new(role, text)
        };
        let paragraphs = vec![
            on(1, Role::Paragraph, None, "桥已修好。[1]"),
            on(2, Role::Paragraph, None, "人们过河。[1]"),
            on(2, Role::Note, Some("[1]"), "见县志。多有错字。"),
            on(3, Role::Paragraph, None, "河水变浅。[1]"),
            on(3, Role::Note, Some("[1]"), "见日记。"),
        ];
        let text = segment(Lang::Zh, paragraphs, &SplitOptions::default());
        let texts: Vec<String> = inline_notes(&text).into_iter().map(|p| p.text).collect();
        assert_eq!(
            texts,
            ["桥已修好。[1]", "人们过河。[1]见县志。多有错字。", "河水变浅。[1]见日记。"]
        );
    }
}
