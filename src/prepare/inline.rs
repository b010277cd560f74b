//! Notes put into the body, each after the sentence that its mark stands in.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use diptych_segments::{NoteMark, Paragraph, Role, Text, note_marks, without_marks};

/// The paragraphs of a text with every note after the sentence of its mark.
///
/// A note whose mark is not found stays a note.
pub(super) fn inline_notes(text: &Text) -> Vec<Paragraph> {
    let body: Vec<usize> = (0..text.body_len()).collect();
    let mut inserted: Vec<Vec<&str>> = vec![vec![]; text.body_len()];
    let mut placed = vec![false; text.paragraphs().len()];
    for (note, home) in homes(text) {
        inserted[home.mark.text].push(&text.paragraphs()[note].text);
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

/// The paragraphs of a text without its notes and without the marks that surely call them.
pub(super) fn without_notes(text: &Text) -> Vec<Paragraph> {
    let mut marks: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
    for home in homes(text).into_values().filter(|home| home.sure) {
        marks.entry(home.mark.text).or_default().push(home.mark.range);
    }
    let mut segments: BTreeMap<usize, String> = BTreeMap::new();
    for (segment, mut marks) in marks {
        marks.sort_by_key(|mark| mark.start);
        segments.insert(segment, without_marks(text.segment(segment), &marks));
    }
    let mut paragraphs: Vec<Paragraph> = text.paragraphs().to_vec();
    let changed: BTreeSet<usize> =
        segments.keys().map(|&segment| text.segments()[segment].paragraph).collect();
    let mut pieces: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for n in (0..text.body_len()).filter(|&n| changed.contains(&text.segments()[n].paragraph)) {
        let piece = segments.get(&n).map_or(text.segment(n), String::as_str);
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

/// Where a note is called.
struct Home {
    /// The mark; its text is a segment of the body.
    mark: NoteMark,
    /// Whether it is a mark and nothing else: in the document, or on the note's page, no more places
    /// read like the label than there are notes with it.
    sure: bool,
}

/// The notes whose marks are found, by their paragraphs.
///
/// Notes that share a label are those of pages where the numbers start anew. Where each has a mark
/// they go in order. Else a note has the mark of its own page, or the nearest free one before it;
/// the only note of its label has the first, for a source may be cited again.
fn homes(text: &Text) -> BTreeMap<usize, Home> {
    let mut notes: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, paragraph) in text.paragraphs().iter().enumerate() {
        if let (Role::Note, Some(label)) = (paragraph.role, paragraph.label.as_deref()) {
            notes.entry(label).or_default().push(at);
        }
    }
    let body = (0..text.body_len()).map(|n| text.segment(n));
    let mut homes = BTreeMap::new();
    for (label, mut marks) in note_marks(body, notes.keys().copied()) {
        let notes = &notes[label];
        let holder = |mark: &NoteMark| &text.paragraphs()[text.segments()[mark.text].paragraph];
        let few = marks.len() <= notes.len();
        // For each page, how many more marks than notes.
        let mut surplus: BTreeMap<usize, isize> = BTreeMap::new();
        let on_pages = marks.iter().map(|mark| (holder(mark).page, 1));
        for (page, more) in on_pages.chain(notes.iter().map(|&at| (text.paragraphs()[at].page, -1)))
        {
            *surplus.entry(page.unwrap_or(0)).or_default() += more;
        }
        let home = |mark: NoteMark| {
            let few_here = holder(&mark).page.is_some_and(|page| surplus[&page] <= 0);
            Home { sure: mark.clear && (few || few_here), mark }
        };
        if marks.len() == notes.len() {
            homes.extend(notes.iter().copied().zip(marks.into_iter().map(home)));
            continue;
        }
        for &at in notes {
            let note = &text.paragraphs()[at];
            let on_page = |mark: &NoteMark| note.page.is_some() && holder(mark).page == note.page;
            let place = marks.iter().position(on_page).or_else(|| {
                if notes.len() == 1 {
                    (!marks.is_empty()).then_some(0)
                } else {
                    marks.iter().rposition(|mark| is_before(holder(mark), note))
                }
            });
            if let Some(place) = place {
                homes.insert(at, home(marks.remove(place)));
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

#[cfg(test)]
mod tests {
    use diptych_segments::{Document, Lang, SplitOptions, reflow, segment};

    use super::*;

    fn note(label: &str, text: &str) -> Paragraph {
        Paragraph { label: Some(label.into()), ..Paragraph::new(Role::Note, text) }
    }

    #[test]
    fn only_what_is_surely_a_mark_goes_with_its_note() {
        for (body, labels, bare) in [
            ("比分是3:2。桥已修好。2", &["2"][..], "比分是3:2。桥已修好。"),
            ("分了3:2。", &["2"], "分了3:2。"),
            ("用 a[1] 取值，见文档 [1]。", &["[1]"], "用 a[1] 取值，见文档 [1]。"),
            ("用 a 取值，见文档 [1]。", &["[1]"], "用 a 取值，见文档。"),
            ("桥已修好 [1] [2]，人们 [1] 过河。", &["[1]", "[1]", "[2]"], "桥已修好，人们 过河。"),
            ("按照方案2。", &["2"], "按照方案2。"),
        ] {
            let mut paragraphs = vec![Paragraph::new(Role::Paragraph, body)];
            paragraphs.extend(labels.iter().map(|label| note(label, "见县志。")));
            let text = segment(Lang::Zh, paragraphs, &SplitOptions::default());
            assert_eq!(without_notes(&text)[0].text, bare, "{body}");
        }
    }

    #[test]
    fn a_page_tells_marks_that_the_document_does_not() {
        let on = |page: usize, paragraph| Paragraph { page: Some(page), ..paragraph };
        let body = |text: &str| Paragraph::new(Role::Paragraph, text);
        let paragraphs = vec![
            on(1, body("用 a[1] 取值。[1]")),
            on(1, note("[1]", "见县志。")),
            on(2, body("人们过河。[1]")),
            on(2, note("[1]", "见日记。")),
        ];
        let text = segment(Lang::Zh, paragraphs, &SplitOptions::default());
        let texts: Vec<String> = without_notes(&text).into_iter().map(|it| it.text).collect();
        assert_eq!(texts, ["用 a[1] 取值。[1]", "人们过河。"]);
    }

    #[test]
    fn a_note_follows_the_sentence_of_its_mark() {
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
        let inlined = |labels: &[&str]| {
            let mut paragraphs = vec![
                Paragraph::new(Role::Paragraph, "桥已修好。[1]"),
                Paragraph::new(Role::Heading(1), "注释"),
            ];
            paragraphs.extend(labels.iter().map(|label| note(label, "见县志。")));
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
