//! Bodies for the leaf crates: segments, memories, termbases.

use diptych_glossary::{Contents, Termbase, lint, read, to_omegat, to_tbx, to_tsv};
use diptych_segments::{
    Block, Document, Lang, Layout, Newline, Paragraph, Role, SplitOptions, Srx, SrxMode, detect,
    fold, reflow, segment as number, split,
};
use diptych_tmx::{Copier, Options, Reader, Stats, TranslationUnit, Validator, repair};

/// A text, read as Chinese and as English: nothing panics, nothing is lost, nothing changes twice.
pub fn segment(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    detect(text);
    let folded = fold(text, |c| c);
    assert_eq!(folded.original(0..folded.text.len()).end, text.len());
    for lang in [Lang::Zh, Lang::En] {
        for newline in [Newline::Hard, Newline::Soft, Newline::Double] {
            let options =
                SplitOptions { newline, bare_note_marks: true, ..SplitOptions::default() };
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
                let given: String = paragraphs
                    .iter()
                    .flat_map(|p| [p.label.as_deref().unwrap_or(""), p.text.as_str()])
                    .collect();
                assert_eq!(letters(&given), letters(text), "lines of {layout:?}");
                let blocks = paragraphs.iter().map(block).collect();
                let again = Document { name: "again".into(), layout: Layout::Paragraphs, blocks };
                let once = reflow(lang, &again).expect("paragraphs are never refused");
                let blocks = once.iter().map(block).collect();
                let twice = reflow(lang, &Document { blocks, ..again })
                    .expect("paragraphs are never refused");
                assert_eq!(shape(&once), shape(&twice));
            }
            let text = number(lang, paragraphs, &SplitOptions::default());
            for number in 0..text.segments().len() {
                assert_eq!(text.role(number) == Role::Note, number >= text.body_len());
            }
        }
    }
}

fn block(p: &Paragraph) -> Block {
    Block {
        role: p.role,
        text: p.text.clone(),
        line: p.line,
        page: p.page,
        label: p.label.clone(),
        time: p.time,
    }
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

/// Rules, and after a zero byte a text: the pieces are the text.
pub fn srx(data: &[u8]) {
    let data = String::from_utf8_lossy(data);
    let (rules, text) =
        data.split_once('\0').unwrap_or((&data, "See No. 17. 图书馆开放。It opens."));
    let text: String = text.chars().take(100).collect();
    let Ok(srx) = Srx::parse(rules) else { return };
    for (code, mode) in [("en", SrxMode::Spec), ("zh-CN", SrxMode::Omegat)] {
        if let Some(splitter) = srx.splitter(code, mode) {
            let pieces: String =
                splitter.split(&text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(pieces, text);
        }
    }
}

/// Any bytes: reading and checking a memory end without a panic.
pub fn tmx_read(data: &[u8]) {
    let Ok(mut reader) = Reader::new(data) else { return };
    let (mut validator, mut faults) = Validator::new(&reader);
    let (mut stats, mut unit) = (Stats::default(), TranslationUnit::default());
    while reader.read_unit(&mut unit).expect("bytes in memory can be read") {
        stats.add(&unit);
        validator.unit(&reader, &mut unit, &mut faults);
    }
    let _ = validator.finish();
    assert!(stats.units <= reader.unit_number());
}

/// Any text: a copy is the same text, a repaired memory is strict, and repaired for good.
pub fn tmx_round_trip(data: &[u8]) {
    let Ok(data) = str::from_utf8(data) else { return };
    let Ok(mut reader) = Reader::new(data.as_bytes()) else { return };
    if !reader.encoding().name().starts_with("UTF-8") {
        return;
    }
    let mut copier = Copier::new(Vec::new(), &reader).expect("memory can be written");
    let mut unit = TranslationUnit::default();
    while let Some(part) = reader.next_part(&mut unit).expect("memory can be read") {
        copier.keep(part, &reader).expect("memory can be written");
    }
    assert_eq!(copier.finish().expect("memory can be written"), data.as_bytes());

    let mut reader = Reader::new(data.as_bytes()).expect("it was read before");
    let (once, done) = repair(&mut reader, Vec::new(), |_| {}).expect("memory can be written");
    assert_eq!(done.read, done.written + done.given_up);
    let strict = Options { strict: true, ..Options::default() };
    let mut reader =
        Reader::with_options(once.as_slice(), strict).expect("a repaired file is strict");
    let (twice, again) =
        repair(&mut reader, Vec::new(), |_| {}).expect("a repaired file is strict");
    assert_eq!((again.repairs, again.written), (0, done.written));
    assert_eq!(once, twice);
}

/// A termbase in each form: what was read is looked over, enforced, written, and read back.
pub fn termbase(data: &[u8]) {
    let Some((&which, rest)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(rest);
    let name =
        ["t.tsv", "t.csv", "t.tbx", "t.utf8", "t.txt", "t.utx", "t.xml"][usize::from(which % 7)];
    let Ok(Contents { concepts, .. }) = Contents::of_text(name, &text) else { return };
    lint(&concepts);
    // A termbase without a term has no header to be read by.
    if !concepts.is_empty() && concepts.iter().all(|it| it.chinese().next().is_some()) {
        let again = read("t.tbx", &to_tbx(&concepts)).expect("what was written is read");
        assert_eq!(again.len(), concepts.len());
    }
    let _ = (read("t.tsv", &to_tsv(&concepts)), read("t.utf8", &to_omegat(&concepts)));
    if let Ok(base) = Termbase::new(concepts) {
        base.check_unit("城市图书馆今天开放。", "The city library (CL) opens today.");
        base.check_unit(&text, &text);
    }
}
