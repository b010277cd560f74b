//! The laws of splitting and reflow, on texts made of what they stumble over.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use diptych_segments::{
    Block, Document, Lang, Layout, Newline, Paragraph, Role, SplitOptions, detect, fold, layout_of,
    reflow, segment, segment_lines, split,
};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Pieces of Chinese and English text with quotes, brackets, stops, marks and odd characters.
fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "天",
        "他说",
        "网络空间",
        "The",
        "they",
        "Mr",
        "U.S.",
        "3.14",
        "2015 年",
        "[1]",
        "①",
        "²",
        "〔3〕",
        "1.",
        "2.",
        "a.",
        "（",
        "）",
        "(",
        ")",
        "“",
        "”",
        "‘",
        "’",
        "「",
        "」",
        "《",
        "》",
        "\"",
        "'",
        "[",
        "]",
        "。",
        "！",
        "？",
        ".",
        "!",
        "?",
        "…",
        "……",
        "...",
        "，",
        ",",
        "；",
        ";",
        "：",
        ":",
        "——",
        "-",
        " ",
        "  ",
        "\u{3000}",
        "\t",
        "\r",
        "\n",
        "\n\n",
        "\n\u{c}",
        "\u{feff}",
        "\u{ad}",
        "é",
        "😀",
        "𠮷",
        "e\u{301}",
        "http://a.b/c?d=1",
        "x@y.zz",
        "www.",
        "的",
        "一、",
        "（一）",
        "第一章",
        "Notes",
        "参考文献",
        "Abstract:",
        "摘要",
        "27",
        "— 27 —",
        "iv",
        ".....",
        "   ",
        "（掌声）",
        "No. 5",
        "et al.",
        "p.m. The",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn lang() -> impl Strategy<Value = Lang> {
    prop_oneof![Just(Lang::Zh), Just(Lang::En)]
}

fn options() -> impl Strategy<Value = SplitOptions> {
    let newline = prop_oneof![Just(Newline::Hard), Just(Newline::Soft), Just(Newline::Double)];
    (any::<[bool; 4]>(), newline).prop_map(
        |([semicolon, colon, keep_quotation, bare_note_marks], newline)| SplitOptions {
            semicolon,
            colon,
            keep_quotation,
            bare_note_marks,
            newline,
            ..SplitOptions::default()
        },
    )
}

/// Everything but white space, sorted: what a text is made of whatever its order.
fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{feff}' | '\u{ad}' | '-'))
        .collect();
    letters.sort_unstable();
    letters
}

/// The same cases on every run; `PROPTEST_CASES` asks for so many new ones.
fn config() -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|number| number.parse().ok());
    let rng_seed = if asked.is_some() { RngSeed::Random } else { RngSeed::Fixed(1) };
    ProptestConfig {
        cases: asked.unwrap_or(1500),
        rng_seed,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn pieces_are_the_text(lang in lang(), text in text(), options in options()) {
        let ranges = split(lang, &text, &options);
        let mut at = 0;
        for range in &ranges {
            prop_assert_eq!(range.start, at);
            prop_assert!(text.is_char_boundary(range.end));
            at = range.end;
        }
        prop_assert_eq!(at, text.len());
        let blank = ranges.iter().filter(|range| text[(*range).clone()].trim().is_empty()).count();
        prop_assert!(blank == 0 || ranges.len() == 1);
    }

    #[test]
    fn no_piece_starts_with_a_closing_bracket(text in text()) {
        let ranges = split(Lang::Zh, &text, &SplitOptions { newline: Newline::Soft, ..SplitOptions::default() });
        for range in ranges.iter().skip(1) {
            prop_assert!(!text[range.clone()].starts_with(['）', '》', '」', '”', '】']), "{:?}", &text[range.clone()]);
        }
    }

    #[test]
    fn each_line_ends_up_once(lang in lang(), text in text()) {
        let mut document = Document::from_lines("law.txt", &text);
        for layout in [Layout::Extracted, Layout::Paragraphs] {
            document.layout = layout;
            let Ok(paragraphs) = reflow(lang, &document) else { continue };
            let given: String = paragraphs.iter().flat_map(|p| [p.label.as_deref().unwrap_or(""), p.text.as_str()]).collect();
            prop_assert_eq!(letters(&given), letters(&text));
        }
    }

    #[test]
    fn numbers_run_through_the_body_then_the_notes(lang in lang(), text in text()) {
        let document = Document::from_lines("law.txt", &text);
        let Ok(paragraphs) = reflow(lang, &document) else { return Ok(()) };
        let text = segment(lang, paragraphs, &SplitOptions::default());
        for number in 0..text.segments().len() {
            let note = text.role(number) == Role::Note;
            prop_assert_eq!(note, number >= text.body_len());
            prop_assert!(text.role(number) != Role::Furniture);
            prop_assert_eq!(text.segment(number), text.segment(number).trim());
        }
        let places: Vec<_> = text.segments()[..text.body_len()].iter().map(|s| (s.paragraph, s.span.start)).collect();
        prop_assert!(places.is_sorted());
    }

    #[test]
    fn lines_are_segments(lang in lang(), text in text()) {
        let mut document = Document::from_lines("law.txt", &text);
        document.layout = Layout::Lines;
        let paragraphs = reflow(lang, &document).unwrap();
        let numbered = segment_lines(lang, paragraphs);
        prop_assert_eq!(numbered.segments().len(), text.lines().count());
        for (number, line) in text.lines().enumerate() {
            prop_assert_eq!(numbered.segment(number), line.trim());
        }
    }

    #[test]
    fn folding_leads_back(text in text()) {
        let folded = fold(&text, |c| c);
        prop_assert_eq!(&fold(&folded.text, |c| c).text, &folded.text);
        prop_assert_eq!(folded.original(0..folded.text.len()).end, text.len());
        let mut before = 0;
        for (at, c) in folded.text.char_indices() {
            let original = folded.original(at..at + c.len_utf8());
            prop_assert!(original.start >= before);
            prop_assert!(text.is_char_boundary(original.start) && text.is_char_boundary(original.end));
            before = original.start;
        }
    }

    #[test]
    fn detection_answers(text in text()) {
        detect(&text);
    }

    #[test]
    fn reflowing_paragraphs_changes_nothing(lang in lang(), text in text()) {
        let mut document = Document::from_lines("law.txt", &text);
        document.layout = Layout::Paragraphs;
        let once = reflow(lang, &document).unwrap();
        let twice = reflow(lang, &as_document(&once)).unwrap();
        prop_assert_eq!(shape(&once), shape(&twice));
    }

    #[test]
    fn prose_reflows_to_itself(seed in 0_u64..5000) {
        let (document, paragraphs) = prose(seed, 33);
        prop_assert_eq!(layout_of(Lang::Zh, &document), Layout::Extracted);
        let once = reflow(Lang::Zh, &document).unwrap();
        let texts: Vec<&str> = once.iter().map(|p| p.text.as_str()).collect();
        prop_assert_eq!(&texts, &paragraphs);
        // What came out is not taken for broken lines again.
        let plain = Document::from_lines("again.txt", &texts.join("\n"));
        let twice = reflow(Lang::Zh, &plain).unwrap();
        prop_assert_eq!(&twice.iter().map(|p| p.text.as_str()).collect::<Vec<_>>(), &texts);
    }
}

/// Paragraphs as a document whose format knows them.
fn as_document(paragraphs: &[Paragraph]) -> Document {
    let blocks = paragraphs
        .iter()
        .map(|p| Block {
            role: p.role,
            text: p.text.clone(),
            line: p.line,
            page: p.page,
            label: p.label.clone(),
            time: p.time,
        })
        .collect();
    Document { name: "again".to_owned(), layout: Layout::Paragraphs, blocks }
}

/// Texts, labels and what is a note: a title of its own line may only show once lines are whole.
fn shape(paragraphs: &[Paragraph]) -> Vec<(bool, String, Option<String>)> {
    paragraphs.iter().map(|p| (p.role == Role::Note, p.text.clone(), p.label.clone())).collect()
}

/// Chinese prose with first-line indents, broken to `measure` characters.
fn prose(seed: u64, measure: usize) -> (Document, Vec<String>) {
    let words = [
        "春天",
        "山上的雪",
        "慢慢",
        "化成",
        "河水",
        "流过",
        "村庄",
        "人们",
        "种下",
        "新的",
        "稻子",
        "等待",
        "秋收",
        "孩子",
        "沿着",
        "田埂",
    ];
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = |bound: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % bound as u64).unwrap()
    };
    let mut lines = String::new();
    let mut paragraphs = Vec::new();
    for _ in 0..8 {
        let mut paragraph = String::new();
        for _ in 0..3 + next(4) {
            for _ in 0..8 + next(8) {
                paragraph.push_str(words[next(words.len())]);
            }
            paragraph.push('。');
        }
        let characters: Vec<char> = "　　".chars().chain(paragraph.chars()).collect();
        let mut at = 0;
        while at < characters.len() {
            let mut end = (at + measure).min(characters.len());
            // A stop hangs at the end of the line.
            if characters.get(end) == Some(&'。') {
                end += 1;
            }
            lines.extend(&characters[at..end]);
            lines.push('\n');
            at = end;
        }
        paragraphs.push(paragraph);
    }
    (Document::from_lines("prose.txt", &lines), paragraphs)
}
