//! How fast documents are read: `cargo bench --bench read`. A page counts as 500 characters.

use std::io::{Cursor, Write as _};

use diptych::read::{Options, read_bytes};
use zip::{ZipWriter, write::SimpleFileOptions};

fn main() {
    divan::main();
}

const SENTENCE: &str =
    "窗外的雨下了一整夜，直到天亮才慢慢停下来，院子里的石榴花落了一地，红得像有人打翻了颜料。";
/// Pages of a document.
const PAGES: [usize; 3] = [250, 500, 1000];

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("the name is new");
        zip.write_all(text.as_bytes()).expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}

/// A Word document with a run for every eight characters, as Word leaves after much editing.
fn docx(pages: usize) -> Vec<u8> {
    let characters: Vec<char> = SENTENCE.chars().collect();
    let run = |piece: &[char]| {
        let text: String = piece.iter().collect();
        format!(
            "<w:r w:rsidR=\"00A12B1C\"><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:eastAsia=\"宋体\"/><w:sz w:val=\"24\"/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>"
        )
    };
    let paragraph =
        format!("<w:p>{}</w:p>", characters.chunks(8).map(run).collect::<String>().repeat(5));
    let body = paragraph.repeat(pages * 500 / (characters.len() * 5));
    archive(&[(
        "word/document.xml",
        &format!(
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
        ),
    )])
}

fn epub(pages: usize) -> Vec<u8> {
    let chapters = pages / 10;
    let body =
        format!("<p>{}</p>", SENTENCE.repeat(5)).repeat(5000 / (SENTENCE.chars().count() * 5));
    let page = format!("<html><body>{body}</body></html>");
    let list = |item: fn(usize) -> String| (0..chapters).map(item).collect::<String>();
    let package = format!(
        "<package><manifest>{}</manifest><spine>{}</spine></package>",
        list(|n| format!("<item id=\"c{n}\" href=\"c{n}.xhtml\"/>")),
        list(|n| format!("<itemref idref=\"c{n}\"/>"))
    );
    let names: Vec<String> = (0..chapters).map(|n| format!("c{n}.xhtml")).collect();
    let mut parts = vec![
        (
            "META-INF/container.xml",
            "<container><rootfiles><rootfile full-path=\"b.opf\"/></rootfiles></container>",
        ),
        ("b.opf", package.as_str()),
    ];
    parts.extend(names.iter().map(|name| (name.as_str(), page.as_str())));
    archive(&parts)
}

fn bench(bencher: divan::Bencher<'_, '_>, name: &str, bytes: &[u8]) {
    bencher
        .with_inputs(|| bytes.to_vec())
        .bench_values(|bytes| read_bytes(name, bytes, &Options::default()));
}

#[divan::bench(args = PAGES, sample_count = 10)]
fn word(bencher: divan::Bencher<'_, '_>, pages: usize) {
    bench(bencher, "a.docx", &docx(pages));
}

#[divan::bench(args = PAGES, sample_count = 10)]
fn book(bencher: divan::Bencher<'_, '_>, pages: usize) {
    bench(bencher, "a.epub", &epub(pages));
}

#[divan::bench(args = PAGES, sample_count = 10)]
fn lines(bencher: divan::Bencher<'_, '_>, pages: usize) {
    bench(
        bencher,
        "a.txt",
        format!("{SENTENCE}\n").repeat(pages * 500 / SENTENCE.chars().count()).as_bytes(),
    );
}
