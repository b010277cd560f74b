//! One article in every format gives the same segments.
//!
//! `article/` holds a text of our own: `article.docx` and `libreoffice.pdf`
//! were written by `LibreOffice` from `article.html`,
//! `typst.pdf` by typst; `gbk.pdf` and `ucs2.pdf`
//! name the font STSong-Light without embedding it, with text in GBK-EUC-H and
//! UniGB-UCS2-H, as older Chinese programs do.

#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::{path::PathBuf, process::Command};

use diptych::read::{self, Format, Options};
use diptych_segments::{Lang, Layout, SplitOptions, reflow, segment};

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/formats/article").join(name)
}

/// The segments of a file of the article, and the format it was found to be in.
fn segments(name: &str, layout: Option<Layout>) -> (Format, Vec<String>) {
    let read = read::read(&path(name), &Options::default()).unwrap();
    let mut document = read.document;
    if let Some(layout) = layout {
        document.layout = layout;
    }
    let text = segment(Lang::Zh, reflow(Lang::Zh, &document).unwrap(), &SplitOptions::default());
    let segments = (0..text.segments().len()).map(|n| text.segment(n).to_owned()).collect();
    (read.report.format, segments)
}

#[test]
fn every_format_gives_the_segments_of_the_plain_text() {
    let (_, expected) = segments("article.txt", None);
    assert_eq!(expected.len(), 26);
    for (name, format) in [
        ("article.md", Format::Markdown),
        ("article.html", Format::Html),
        ("article.epub", Format::Epub),
        ("article.docx", Format::Docx),
    ] {
        assert_eq!(segments(name, None), (format, expected.clone()), "{name}");
    }
}

#[test]
fn every_pdf_gives_the_segments_of_the_plain_text() {
    if Command::new("pdftotext").arg("-v").output().is_err() {
        println!("SKIPPED: pdftotext is not installed (apt install poppler-utils poppler-data)");
        return;
    }
    let (_, expected) = segments("article.txt", None);
    for name in ["libreoffice.pdf", "typst.pdf", "gbk.pdf", "ucs2.pdf"] {
        assert_eq!(segments(name, None), (Format::Pdf, expected.clone()), "{name}");
    }
}

#[test]
fn a_cut_pdf_is_refused_and_odd_names_do_no_harm() {
    if Command::new("pdftotext").arg("-v").output().is_err() {
        println!("SKIPPED: pdftotext is not installed (apt install poppler-utils poppler-data)");
        return;
    }
    let whole = std::fs::read(path("libreoffice.pdf")).unwrap();
    let error = crate::read_as("t.pdf", &whole[..2000]).unwrap_err();
    assert!(
        matches!(error.kind(), read::ErrorKind::Damaged(_) | read::ErrorKind::NoTextLayer),
        "{error}"
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("-opt 名.pdf");
    std::fs::write(&path, &whole).unwrap();
    assert!(read::read(&path, &Options::default()).is_ok());
}
