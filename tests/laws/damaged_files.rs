//! Damaged files of every kind: an error or a text, never a panic.
//!
//! The same bodies as the fuzz targets, on our own files with pieces cut,
//! repeated and put in place of each other.

use diptych::read::{self, Format, Options};
use proptest::prelude::*;

use crate::archive::archive;

/// Names of files and their bytes, before they are damaged.
fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let article = |name: &str| {
        std::fs::read(
            concat!(env!("CARGO_MANIFEST_DIR"), "/tests/formats/article/").to_owned() + name,
        )
        .unwrap()
    };
    let case = |name: &str| {
        std::fs::read(
            concat!(env!("CARGO_MANIFEST_DIR"), "/tests/formats/cases/").to_owned() + name,
        )
        .unwrap()
    };
    vec![
        ("a.docx", article("article.docx")),
        ("a.epub", article("article.epub")),
        ("a.html", article("article.html")),
        ("a.md", article("article.md")),
        ("a.xlf", b"<xliff version='1.2'><file source-language='zh' target-language='en'><body><trans-unit id='1'><source>a<g id='1'>b</g></source><seg-source><mrk mtype='seg' mid='1'>a</mrk></seg-source><target><mrk mtype='seg' mid='1'>b</mrk></target></trans-unit></body></file></xliff>".to_vec()),
        ("a.po", b"msgid \"\"\nmsgstr \"Language: zh\\n\"\n\nmsgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"c\"\n".to_vec()),
        ("a.csv", "zh,en\n\"雨\",rain\n".as_bytes().to_vec()),
        ("a.srt", case("film.bilingual.srt")),
        ("a.ass", case("092-sub.ass")),
        ("a.lrc", "[ti:雨]\n[00:01.00][00:09.50]雨停了\n[00:02.00]<00:02.50>天晴了\n".as_bytes().to_vec()),
        ("a.odt", case("contract-zh.odt")),
        ("a.pptx", case("slides-zh.pptx")),
        ("a.xlsx", case("229-updown.xlsx")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn damage_gives_an_error_or_a_text(
        which in 0usize..13,
        wounds in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0usize..12, any::<u8>(), 0u8..4), 1..6),
    ) {
        let (name, mut bytes) = seeds().swap_remove(which);
        for (at, from, length, byte, kind) in wounds {
            if bytes.is_empty() {
                break;
            }
            let at = at.index(bytes.len());
            let piece = {
                let from = from.index(bytes.len());
                bytes[from..(from + length).min(bytes.len())].to_vec()
            };
            match kind {
                0 => bytes[at] = byte,
                1 => bytes.truncate(at),
                2 => drop(bytes.splice(at..at, piece)),
                _ => drop(bytes.splice(at..(at + length).min(bytes.len()), piece)),
            }
        }
        for from in [None, name.rsplit('.').next().and_then(|e| e.parse::<Format>().ok())] {
            for replace in [false, true] {
                let options = Options { from, replace, ..Options::default() };
                if let Ok(read) = read::read_bytes(name, bytes.clone(), &options) {
                    prop_assert!(read.document.blocks.iter().any(|b| !b.text.trim().is_empty()));
                }
            }
        }
    }

    /// Inside the archive too: the parts are damaged, the archive is whole.
    #[test]
    fn damaged_parts_give_an_error_or_a_text(cut in any::<prop::sample::Index>(), length in 0usize..200, byte in any::<u8>()) {
        let body = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>x</w:instrText><w:t>雨</w:t><w:footnoteReference w:id='1'/></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>";
        let mut bytes = body.as_bytes().to_vec();
        let at = cut.index(bytes.len());
        let end = (at + length).min(bytes.len());
        bytes.splice(at..end, [byte]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let _ = read::read_bytes("a.docx", archive(&[("word/document.xml", &text)]), &Options::default());
    }
}
