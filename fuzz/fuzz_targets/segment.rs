//! A text, read as Chinese and as English: nothing panics, nothing is lost.
#![no_main]

use diptych_segments::{Document, Lang, Layout, SplitOptions, detect, fold, reflow, segment, split};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    detect(text);
    let folded = fold(text, |c| c);
    assert_eq!(folded.original(0..folded.text.len()).end, text.len());
    for lang in [Lang::Zh, Lang::En] {
        let pieces: String = split(lang, text, &SplitOptions::default()).into_iter().map(|range| &text[range]).collect();
        assert_eq!(pieces, text);
        for layout in [Layout::Auto, Layout::Extracted, Layout::Paragraphs, Layout::Lines] {
            let document = Document { layout, ..Document::from_lines("fuzz.txt", text) };
            if let Ok(paragraphs) = reflow(lang, &document) {
                let _ = segment(lang, paragraphs, &SplitOptions::default());
            }
        }
    }
});
