//! The editions of a small book, byte by byte, and what must hold in each of them.

use std::collections::BTreeSet;
use std::path::Path;

use diptych::bitext::{Bead, Bitext, Cell, Side};
use diptych::emit::Emit;
use diptych::emit::edition::{
    Docx, Edition, Epub, Html, Layout, Markdown, Metadata, Place, Tei, Term, Which,
};
use diptych::finding::{Class, Finding, Severity, Span};
use diptych_segments::{Lang, Role};
use quick_xml::events::Event;

/// One side, given its paragraph and its segments; numbers follow on from `next`.
fn cell(next: &mut usize, paragraph: usize, segments: &[&str]) -> Cell {
    let ids = (*next..*next + segments.len()).collect();
    *next += segments.len();
    Cell {
        ids,
        segments: segments.iter().map(|&s| s.to_owned()).collect(),
        paragraph: (!segments.is_empty()).then_some(paragraph),
        label: None,
        ..Cell::default()
    }
}

/// Role, paragraph, source, target, score, label.
type Line =
    (Role, usize, &'static [&'static str], &'static [&'static str], f32, Option<&'static str>);

/// A book with a title, two chapters, both kinds of gap, merged sentences, and notes.
fn small_book() -> Bitext {
    let table: &[Line] = &[
        (Role::Title, 0, &["茶馆里的三个下午"], &["Three Afternoons in a Teahouse"], 0.99, None),
        (Role::Heading(1), 1, &["一、雨"], &["1. Rain"], 0.98, None),
        (
            Role::Paragraph,
            2,
            &["那天下午，雨下个不停，茶馆里只有我和掌柜两个人。[1]"],
            &[
                "It rained all that afternoon, and in the teahouse there were only the two of us, the keeper and I.[1]",
            ],
            0.97,
            None,
        ),
        (
            Role::Paragraph,
            2,
            &["他擦了一遍杯子，又擦了一遍。", "“你等的人，”他说，“今天不会来了。”"],
            &[
                "He wiped the cups, wiped them again, and said, “The one you are waiting for will not come today.”",
            ],
            0.91,
            None,
        ),
        (Role::Paragraph, 2, &["我没有说话。"], &[], 0.55, None),
        (Role::Paragraph, 3, &["龙井凉了……"], &["The Longjing tea had gone cold …"], 0.62, None),
        (Role::Heading(1), 4, &["二、信"], &["2. The Letter"], 0.98, None),
        (
            Role::Paragraph,
            5,
            &["第二个下午，邮差送来一封信，A4纸上只写着“5 < 6 & 7”。"],
            &[
                "On the second afternoon the postman brought a letter.",
                "On a sheet of A4 it said only “5 < 6 & 7”.",
            ],
            0.95,
            None,
        ),
        (
            Role::Paragraph,
            5,
            &[],
            &["The translator does not know what it means either."],
            0.71,
            None,
        ),
        (
            Role::Note,
            6,
            &["这家茶馆在1998年拆了。"],
            &["The teahouse was pulled down in 1998."],
            0.99,
            Some("[1]"),
        ),
        (Role::Note, 7, &["无人提到的注。"], &["A note that nothing calls."], 0.99, Some("[2]")),
    ];
    let (mut source, mut target) = (0, 0);
    let beads = table
        .iter()
        .map(|&(role, paragraph, zh, en, score, label)| {
            let label = |cell: Cell| Cell { label: label.map(str::to_owned), ..cell };
            Bead {
                source: label(cell(&mut source, paragraph, zh)),
                target: label(cell(&mut target, paragraph, en)),
                score,
                role,
                accepted: false,
                context: None,
                reviewed: None,
            }
        })
        .collect();
    let side = |file: &str, lang, code: &str| Side { file: file.into(), lang, code: code.into() };
    Bitext {
        source: side("chaguan.txt", Lang::Zh, "zh-CN"),
        target: side("teahouse.txt", Lang::En, "en-US"),
        beads,
    }
}

fn finding() -> Finding {
    Finding {
        file: None,
        v: 1,
        rule: "term.variant".into(),
        class: Class::Variant,
        severity: Severity::Minor,
        unit: 6,
        tuid: None,
        term: Some("龙井".into()),
        source: Some(Span { start: 0, end: 2 }),
        target: Some(Span { start: 4, end: 16 }),
        found: Some("Longjing tea".into()),
        expected: vec!["Dragon Well tea".into()],
        score: Some(0.6),
        diff: None,
        reason: None,
        glossary: None,
        fingerprint: "0".into(),
        always: String::new(),
        waived: false,
    }
}

fn edition(layout: Layout) -> Edition {
    let place = |bead, side, characters| Place { bead, side, characters };
    Edition {
        metadata: Metadata {
            authors: vec!["林 <小> 雨".into()],
            translators: vec!["A. Reader".into()],
            publisher: Some("Hinge & Sons".into()),
            date: Some("2026-11".into()),
            ..Metadata::default()
        },
        layout,
        draft: false,
        terms: vec![Term {
            source: "茶馆".into(),
            renderings: vec!["teahouse".into()],
            places: vec![
                place(3, Which::Source, 11..13),
                place(3, Which::Target, 41..49),
                place(1, Which::Source, 0..2),
            ],
        }],
        ..Edition::default()
    }
}

fn emitted(emitter: &dyn Emit, findings: &[Finding]) -> Vec<u8> {
    let mut out = Vec::new();
    emitter.emit(&small_book(), findings, &mut out).unwrap();
    let mut again = Vec::new();
    emitter.emit(&small_book(), findings, &mut again).unwrap();
    assert!(out == again, "two runs differ");
    out
}

/// A page without its style sheet.
fn body(page: Vec<u8>) -> String {
    let page = String::from_utf8(page).unwrap();
    page[page.find("<body").unwrap()..].to_owned()
}

/// Compares with `tests/formats/editions/name`; `SNAPSHOTS=overwrite` records.
fn golden(name: &str, text: String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/editions").join(name);
    snapbox::Assert::new().action_env(snapbox::assert::DEFAULT_ACTION_ENV).eq(
        snapbox::IntoData::raw(snapbox::Data::text(text)),
        snapbox::Data::read_from(&path, None).raw(),
    );
}

#[test]
fn html_in_every_layout() {
    for (layout, name) in [
        (Layout::Facing, "facing.html"),
        (Layout::Interlinear, "interlinear.html"),
        (Layout::Stacked, "stacked.html"),
        (Layout::Popup, "popup.html"),
    ] {
        golden(name, body(emitted(&Html(&edition(layout)), &[finding()])));
    }
}

#[test]
fn only_a_draft_shows_doubts_and_findings() {
    let draft = Edition { draft: true, ..edition(Layout::Facing) };
    golden("draft.html", body(emitted(&Html(&draft), &[finding()])));
    let published = body(emitted(&Html(&edition(Layout::Facing)), &[finding()]));
    assert!(!published.contains("doubtful") && !published.contains("Dragon Well"));
}

/// The parts of a zip package, as text, each under its name.
fn parts(package: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(package)).unwrap();
    let mut text = String::new();
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).unwrap();
        text.extend(["==== ", part.name().unwrap().as_ref(), "\n"]);
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
    }
    text
}

#[test]
fn epub_part_by_part() {
    for (layout, name) in [(Layout::Facing, "facing.epub.txt"), (Layout::Popup, "popup.epub.txt")] {
        let package = emitted(&Epub(&edition(layout)), &[]);
        assert_eq!(&package[30..58], b"mimetypeapplication/epub+zip", "readers look for it there");
        golden(name, parts(&package));
    }
}

#[test]
fn docx_part_by_part() {
    for (layout, name) in
        [(Layout::Facing, "facing.docx.txt"), (Layout::Stacked, "stacked.docx.txt")]
    {
        golden(name, parts(&emitted(&Docx(&edition(layout)), &[])));
    }
}

#[test]
fn markdown_and_tei() {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    golden("facing.md", text(emitted(&Markdown(&edition(Layout::Facing)), &[])));
    golden("stacked.md", text(emitted(&Markdown(&edition(Layout::Stacked)), &[])));
    golden("edition.tei.xml", text(emitted(&Tei(&edition(Layout::Facing)), &[])));
}

/// The ids and the links of an XML or XHTML file; panics where it is not well-formed or an id stands twice.
fn ids_and_links(name: &str, xml: &str) -> (BTreeSet<String>, Vec<String>) {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut ids, mut links) = (BTreeSet::new(), Vec::new());
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) => {
                for attribute in element.attributes() {
                    let attribute = attribute.unwrap_or_else(|error| panic!("{name}: {error}"));
                    let value = attribute.value.clone().into_owned();
                    match attribute.key.as_ref() {
                        "id" | "xml:id" => {
                            assert!(ids.insert(value.clone()), "{name}: {value} stands twice");
                        }
                        "href" => links.push(value),
                        "target" => links.extend(value.split(' ').map(str::to_owned)),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    (ids, links)
}

/// What `epubcheck` and a browser would find first: broken markup, and links that lead nowhere.
#[test]
fn every_part_is_well_formed_and_every_link_leads_somewhere() {
    for layout in [Layout::Facing, Layout::Interlinear, Layout::Stacked, Layout::Popup] {
        let edition = Edition { draft: true, ..edition(layout) };
        let mut pages = vec![(String::new(), {
            // HTML is read as XML here: all that is missing is the doctype's name and the end of `meta`.
            let page = body(emitted(&Html(&edition), &[finding()]));
            format!("<html>{page}")
        })];
        let tei = String::from_utf8(emitted(&Tei(&edition), &[])).unwrap();
        let docx = parts(&emitted(&Docx(&edition), &[finding()]));
        let epub = parts(&emitted(&Epub(&edition), &[finding()]));
        let named = |package: &str| -> Vec<(String, String)> {
            let parts = package.split("==== ").skip(1).filter_map(|part| part.split_once('\n'));
            let parts = parts.map(|(name, text)| (name.to_owned(), text.to_owned()));
            parts.filter(|(name, _)| !name.ends_with("css") && name != "mimetype").collect()
        };
        for (name, part) in named(&docx) {
            ids_and_links(&name, &part);
        }
        let check = |pages: &[(String, String)], bare: bool| {
            let read: Vec<_> =
                pages.iter().map(|(name, text)| (name, ids_and_links(name, text))).collect();
            for (name, (_, links)) in &read {
                for link in links.iter().filter(|link| bare || link.contains('#')) {
                    let (file, id) = link.split_once('#').unwrap_or((link, ""));
                    let there = read.iter().any(|(other, (ids, _))| {
                        (if file.is_empty() { other == name } else { other.ends_with(file) })
                            && (id.is_empty() || ids.contains(id))
                    });
                    assert!(there, "{layout:?} {name}: {link} leads nowhere");
                }
            }
        };
        check(&pages, true);
        pages = vec![("edition.tei.xml".to_owned(), tei)];
        check(&pages, false);
        check(&named(&epub), false);
    }
}

#[test]
fn a_heading_without_a_counterpart_leaves_no_empty_entry() {
    let mut bitext = small_book();
    bitext.beads[6].target = Cell::default();
    let edition = edition(Layout::Facing);
    for emitter in [&Epub(&edition) as &dyn Emit, &Html(&edition)] {
        let mut out = Vec::new();
        emitter.emit(&bitext, &[], &mut out).unwrap();
        let text =
            if out.starts_with(b"PK") { parts(&out) } else { String::from_utf8(out).unwrap() };
        assert!(text.contains("二、信") && !text.contains("\"></span>"));
    }
}

/// The bead numbers that an edition's anchors give, in ascending order.
fn anchors(edition: &str, before: &str) -> Vec<usize> {
    let mut numbers: Vec<usize> = edition
        .split(before)
        .skip(1)
        .filter_map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok())
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

#[test]
fn every_bead_has_its_number_in_every_edition() {
    let all: Vec<usize> = (1..=small_book().beads.len()).collect();
    for layout in [Layout::Facing, Layout::Interlinear, Layout::Stacked, Layout::Popup] {
        let edition = edition(layout);
        let text = |emitter: &dyn Emit| String::from_utf8(emitted(emitter, &[])).unwrap();
        assert_eq!(anchors(&text(&Html(&edition)), " id=\"b"), all, "{layout:?}");
        assert_eq!(anchors(&parts(&emitted(&Epub(&edition), &[])), " id=\"b"), all, "{layout:?}");
        assert_eq!(anchors(&text(&Markdown(&edition)), " id=\"b"), all, "{layout:?}");
        assert_eq!(anchors(&text(&Tei(&edition)), " xml:id=\"b"), all, "{layout:?}");
        let docx = parts(&emitted(&Docx(&edition), &[]));
        let called = [10];
        let mut numbers = anchors(&docx, " w:name=\"b");
        numbers.extend(called);
        numbers.sort_unstable();
        assert_eq!(
            numbers, all,
            "{layout:?}: a note that is called is a footnote without a bookmark"
        );
    }
}

/// Puts whole editions where a browser, an EPUB checker or a person can get at them.
#[test]
#[ignore = "writes the folder that DIPTYCH_PROOF names; run by `cargo xtask proof`"]
fn whole_editions_for_the_proof() {
    let folder = std::env::var_os("DIPTYCH_PROOF").expect("DIPTYCH_PROOF names a folder");
    let write =
        |name: &str, bytes: Vec<u8>| std::fs::write(Path::new(&folder).join(name), bytes).unwrap();
    for (layout, name) in [
        (Layout::Facing, "facing.html"),
        (Layout::Interlinear, "interlinear.html"),
        (Layout::Stacked, "stacked.html"),
        (Layout::Popup, "popup.html"),
    ] {
        write(name, emitted(&Html(&edition(layout)), &[]));
    }
    for (layout, name) in [(Layout::Facing, "facing.docx"), (Layout::Stacked, "stacked.docx")] {
        write(name, emitted(&Docx(&edition(layout)), &[]));
    }
    write("review.xlsx", emitted(&diptych::review::Xlsx, &[finding()]));
    write("edition.tei.xml", emitted(&Tei(&edition(Layout::Facing)), &[]));
    let draft = |layout| Edition { draft: true, ..edition(layout) };
    for (layout, name) in [
        (Layout::Facing, "facing.epub"),
        (Layout::Stacked, "stacked.epub"),
        (Layout::Popup, "popup.epub"),
    ] {
        write(name, emitted(&Epub(&draft(layout)), &[finding()]));
    }
    for (layout, name) in [
        (Layout::Facing, "draft-facing.html"),
        (Layout::Interlinear, "draft-interlinear.html"),
        (Layout::Stacked, "draft-stacked.html"),
        (Layout::Popup, "draft-popup.html"),
    ] {
        write(name, emitted(&Html(&draft(layout)), &[finding()]));
    }
    #[cfg(feature = "pdf")]
    for (layout, name) in [
        (Layout::Facing, "edition-facing.pdf"),
        (Layout::Interlinear, "edition-interlinear.pdf"),
        (Layout::Stacked, "edition-stacked.pdf"),
    ] {
        write(name, emitted(&diptych::emit::edition::Pdf(&draft(layout)), &[finding()]));
    }
}

#[test]
fn each_side_of_a_note_has_the_label_of_its_own_mark() {
    let mut bitext = small_book();
    for bead in &mut bitext.beads {
        match bead.target.label.as_deref() {
            Some("[1]") => bead.target.label = Some("[27]".into()),
            Some("[2]") => bead.target.label = Some("[28]".into()),
            _ => {}
        }
        for text in &mut bead.target.segments {
            *text = text.replace("[1]", "[27]");
        }
    }
    let edition = Edition::default();
    let mut html = vec![];
    Html(&edition).emit(&bitext, &[], &mut html).unwrap();
    let html = String::from_utf8(html).unwrap();
    let (_, note) = html.split_once("role=\"doc-footnote\"").unwrap();
    let (source, target) = note.split_once("lang=\"en-US\"").unwrap();
    assert!(source.contains(">[1]</a> 这家茶馆"), "{source}");
    let (label, _) = target.split_once("The teahouse").unwrap();
    assert!(label.ends_with(">[27]</a> "), "{label}");

    let mut tei = vec![];
    Tei(&edition).emit(&bitext, &[], &mut tei).unwrap();
    let tei = String::from_utf8(tei).unwrap();
    assert!(tei.contains("n=\"[1]\">这家茶馆") && tei.contains("n=\"[27]\">The teahouse"), "{tei}");

    let mut markdown = vec![];
    Markdown(&edition).emit(&bitext, &[], &mut markdown).unwrap();
    let markdown = String::from_utf8(markdown).unwrap();
    assert!(
        markdown.contains("\\[2\\] 无人提到的注。 / \\[28\\] A note that nothing calls."),
        "{markdown}"
    );
}
