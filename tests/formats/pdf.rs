//! The PDF edition. Where the machine has no Chinese font, what needs one says that it was skipped.
#![allow(
    clippy::print_stderr,
    reason = "a test stops at the first surprise, and says what it skips"
)]

use std::io::ErrorKind;

use diptych::bitext::{Bitext, saved};
use diptych::emit::Emit;
use diptych::emit::edition::{Edition, Fonts, Layout, Pdf};

const TEXT: &str = r##"{"bead":1,"source":[0],"target":[0],"score":1.0,"source_text":"渡口旧事","target_text":"An Old Story of the Ferry","kind":"heading","level":1,"source_lang":"zh-CN","target_lang":"en-US"}
{"bead":2,"source":[1],"target":[1],"score":1.0,"source_text":"“过得去。”周老大说[1]。","target_text":"“We can,” said Boss Zhou.[1]"}
{"bead":3,"source":[2],"target":[],"score":0.5,"source_text":"#set page(fill: red) $x$ *他* 没有再问。","target_text":""}
{"bead":4,"source":[3],"target":[2],"score":1.0,"source_text":"旧时渡船多以吉语为名。","target_text":"Ferries had auspicious names.","kind":"note","source_label":"[1]","target_label":"[1]"}
"##;

fn pdf(bitext: &Bitext, edition: &Edition) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::new();
    Pdf(edition).emit(bitext, &[], &mut out).map(|()| out)
}

fn refused(text: &str, fonts: Fonts) -> String {
    let edition = Edition { fonts, ..Edition::default() };
    let error = pdf(&saved::parse(text).unwrap(), &edition).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    error.to_string()
}

/// Whether the system can set Chinese; a machine may have no font at all.
fn has_fonts() -> bool {
    match pdf(&saved::parse(TEXT).unwrap(), &Edition::default()) {
        Ok(_) => true,
        Err(error) => {
            // Any other error is a fault of the edition.
            let is_missing = error.to_string().contains("no font");
            assert!(is_missing, "{error}");
            eprintln!("skipped: {error}");
            false
        }
    }
}

#[test]
fn every_layout_gives_the_same_pages_twice() {
    if !has_fonts() {
        return;
    }
    let bitext = saved::parse(TEXT).unwrap();
    for layout in [Layout::Facing, Layout::Interlinear, Layout::Stacked, Layout::Popup] {
        for draft in [false, true] {
            let edition = Edition { layout, draft, ..Edition::default() };
            let pages = pdf(&bitext, &edition).unwrap();
            assert!(pages.starts_with(b"%PDF-"));
            assert!(pages == pdf(&bitext, &edition).unwrap(), "{layout:?}: two runs differ");
        }
    }
}

#[test]
fn a_character_without_a_shape_is_named_with_its_bead() {
    if !has_fonts() {
        return;
    }
    // A private character, which no font should have.
    let message = refused(&TEXT.replace("再问", "再\u{10fff0}问"), Fonts::default());
    assert!(message.contains("U+10FFF0"), "{message}");
    assert!(message.contains("--font-path"), "{message}");
}

#[test]
fn fonts_that_are_not_there_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let fonts = Fonts { folders: vec![folder.path().to_owned()], ..Fonts::default() };
    assert!(refused(TEXT, fonts).contains(folder.path().to_str().unwrap()));
    let fonts = Fonts { folders: vec![folder.path().join("nowhere")], ..Fonts::default() };
    assert!(refused(TEXT, fonts).contains("nowhere"));
    let fonts = Fonts { latin: Some("No Such Font".into()), ..Fonts::default() };
    let message = refused(TEXT, fonts);
    assert!(message.contains("`No Such Font`") && message.contains("--latin-font"), "{message}");
}
