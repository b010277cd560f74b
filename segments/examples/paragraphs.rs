//! Prints what a text file becomes: one paragraph a line with its role, then its segments.
//!
//! `cargo run -p diptych-segments --example paragraphs FILE [zh|en]`
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "an example prints and may stop")]

use diptych_segments::{Document, Lang, SplitOptions, detect, layout_of, reflow, segment};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().expect("a file to read");
    let text = std::fs::read_to_string(&path).unwrap();
    let detected = detect(&text);
    let lang = match arguments.next().as_deref() {
        Some("en") => Lang::En,
        Some("zh") => Lang::Zh,
        _ => detected.lang().unwrap_or(Lang::En),
    };
    let document = Document::from_lines(&path, &text);
    println!("{} {:?}", detected.name(), layout_of(lang, &document));
    let text = match reflow(lang, &document) {
        Ok(paragraphs) => segment(lang, paragraphs, &SplitOptions::default()),
        Err(refusal) => return println!("refused: {refusal}"),
    };
    for (index, paragraph) in text.paragraphs().iter().enumerate() {
        let own: Vec<&str> = text
            .segments()
            .iter()
            .filter(|s| s.paragraph == index)
            .map(|s| &paragraph.text[s.span.clone()])
            .collect();
        println!(
            "{:?} line {} page {:?} {:.2} {}{}",
            paragraph.role,
            paragraph.line,
            paragraph.page.unwrap_or(0),
            paragraph.confidence,
            paragraph.label.as_deref().unwrap_or(""),
            paragraph.reason.unwrap_or(""),
        );
        if own.is_empty() {
            println!("    {}", paragraph.text);
        }
        for piece in own {
            println!("    {piece}");
        }
    }
}
