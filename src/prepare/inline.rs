//! Notes put into the body, each after the sentence that its mark stands in.

use diptych_segments::{Paragraph, Text};

/// The paragraphs of a text with every note after the sentence of its mark.
///
/// Notes and marks are taken in order, so that labels may start anew on every
/// page. A note whose mark is not found stays a note.
pub(super) fn inline_notes(text: &Text) -> Vec<Paragraph> {
    let body: Vec<usize> = (0..text.body_len()).collect();
    let mut inserted: Vec<Vec<&str>> = vec![vec![]; text.body_len()];
    let mut placed = vec![false; text.paragraphs().len()];
    let mut from = 0;
    for note in text.segments()[text.body_len()..].iter().map(|s| s.paragraph) {
        let paragraph = &text.paragraphs()[note];
        let Some(label) = paragraph.label.as_deref() else { continue };
        let Some(&place) = body[from..].iter().find(|&&n| has_mark(text.segment(n), label)) else {
            continue;
        };
        inserted[place].push(&paragraph.text);
        placed[note] = true;
        from = place;
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

/// Whether the mark of a note stands in a segment. A bare figure is one behind punctuation or at
/// the end of a word, where nothing is counted: not in `2019` nor in `3 days`.
fn has_mark(segment: &str, label: &str) -> bool {
    let figure = label.trim_end_matches(['.', '．']);
    if figure.is_empty() || !figure.bytes().all(|b| b.is_ascii_digit()) {
        return segment.contains(label);
    }
    segment.match_indices(figure).any(|(at, _)| {
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
    })
}

#[cfg(test)]
mod tests {
    use diptych_segments::{Lang, Role, SplitOptions, segment};

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
}
