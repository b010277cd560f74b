//! The article in the folder that `DIPTYCH_SHARED` names, as it came and in other layouts.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test may stop, and says when it is skipped"
)]

use diptych_segments::{
    Document, Lang, Layout, Paragraph, Role, SplitOptions, layout_of, reflow, segment,
};

fn article() -> Option<String> {
    let Ok(shared) = std::env::var("DIPTYCH_SHARED") else {
        eprintln!("SKIPPED: DIPTYCH_SHARED is not set, so the article is not measured");
        return None;
    };
    Some(std::fs::read_to_string(std::path::Path::new(&shared).join("source/zh.txt")).unwrap())
}

fn read(text: &str) -> Vec<Paragraph> {
    let document = Document::from_lines("zh.txt", text);
    assert_eq!(layout_of(Lang::Zh, &document), Layout::Extracted);
    reflow(Lang::Zh, &document).unwrap()
}

/// Paragraphs, headings (the title among them), notes, furniture, sentences.
fn counts(text: &str) -> [usize; 5] {
    let paragraphs = read(text);
    let count = |wanted: fn(Role) -> bool| paragraphs.iter().filter(|p| wanted(p.role)).count();
    let kinds = [
        count(|role| matches!(role, Role::Paragraph | Role::Abstract)),
        count(|role| matches!(role, Role::Heading(_) | Role::Title)),
        count(|role| role == Role::Note),
        count(|role| role == Role::Furniture),
    ];
    let text = segment(Lang::Zh, paragraphs, &SplitOptions::default());
    let sentences = text.body_len() - kinds[1];
    [kinds[0], kinds[1], kinds[2], kinds[3], sentences]
}

const GOLD: [usize; 5] = [41, 13, 29, 4, 171];

#[test]
fn the_article_is_whole_in_every_layout() {
    let Some(text) = article() else { return };
    assert_eq!(counts(&text), GOLD, "as it came");
    assert_eq!(counts(&text.replace('\n', "\r\n")), GOLD, "other line ends");
    let paste: String = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .flat_map(|line| [line, "\n"])
        .collect();
    assert_eq!(counts(&paste), GOLD, "no blank lines, no indents");
    assert_eq!(read(&text).last().unwrap().page, Some(16));
    for (from, to) in [("[1]", "①"), ("[1]", "〔1〕"), ("]\u{3000}", "] ")] {
        for text in [&text, &paste] {
            let mut other = text.clone();
            if from == "[1]" {
                for number in 1..=9 {
                    let circled = char::from_u32('①' as u32 + number - 1).unwrap().to_string();
                    let label = if to == "①" { circled } else { format!("〔{number}〕") };
                    other = other.replace(&format!("[{number}]"), &label);
                }
            } else {
                other = other.replace(from, to);
            }
            assert_eq!(counts(&other), GOLD, "{from} written {to}");
        }
    }
}
