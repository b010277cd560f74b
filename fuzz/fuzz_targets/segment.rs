//! A text, read as Chinese and as English: nothing panics, nothing is lost, nothing changes twice.
#![no_main]

use diptych_segments::{
    Block, Document, Lang, Layout, Newline, Paragraph, Role, SplitOptions, detect, fold, reflow, segment, split,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    detect(text);
    let folded = fold(text, |c| c);
    assert_eq!(folded.original(0..folded.text.len()).end, text.len());
    for lang in [Lang::Zh, Lang::En] {
        for newline in [Newline::Hard, Newline::Soft, Newline::Double] {
            let options = SplitOptions { newline, bare_note_marks: true, ..SplitOptions::default() };
            let ranges = split(lang, text, &options);
            let mut at = 0;
            for range in &ranges {
                assert_eq!(range.start, at);
                assert!(ranges.len() == 1 || !text[range.clone()].trim().is_empty());
                at = range.end;
            }
            assert_eq!(at, text.len());
        }
        for layout in [Layout::Auto, Layout::Extracted, Layout::Paragraphs, Layout::Lines] {
            let document = Document { layout, ..Document::from_lines("fuzz.txt", text) };
            let Ok(paragraphs) = reflow(lang, &document) else { continue };
            if layout != Layout::Lines {
                let given: String =
                    paragraphs.iter().flat_map(|p| [p.label.as_deref().unwrap_or(""), p.text.as_str()]).collect();
                assert_eq!(letters(&given), letters(text), "lines of {layout:?}");
                let blocks = paragraphs.iter().map(block).collect();
                let again = Document { name: "again".into(), layout: Layout::Paragraphs, blocks };
                let once = reflow(lang, &again).expect("paragraphs are never refused");
                let blocks = once.iter().map(block).collect();
                let twice = reflow(lang, &Document { blocks, ..again }).expect("paragraphs are never refused");
                assert_eq!(shape(&once), shape(&twice));
            }
            let text = segment(lang, paragraphs, &SplitOptions::default());
            for number in 0..text.segments().len() {
                assert_eq!(text.role(number) == Role::Note, number >= text.body_len());
            }
        }
    }
});

fn block(p: &Paragraph) -> Block {
    Block { role: p.role, text: p.text.clone(), line: p.line, page: p.page, label: p.label.clone() }
}

fn shape(paragraphs: &[Paragraph]) -> Vec<(bool, &str, Option<&str>)> {
    paragraphs.iter().map(|p| (p.role == Role::Note, p.text.as_str(), p.label.as_deref())).collect()
}

/// The letters of a text in a row; hyphens and white space at the ends of lines may go.
fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{feff}' | '\u{ad}' | '\u{2010}' | '-'))
        .collect();
    letters.sort_unstable();
    letters
}
