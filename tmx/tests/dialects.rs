//! What the tools of the world write is read, kept, and written again.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on shall fail")]

use diptych_tmx::{
    CodeKind, Copier, Detail, Fault, Inline, Options, Part, Reader, Rule, TranslationUnit, repair,
};
use std::path::{Path, PathBuf};

fn file(name: &str) -> Vec<u8> {
    std::fs::read(folder().join(name)).unwrap()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files")
}

fn all() -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "tmx"))
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let bytes = std::fs::read(&path).unwrap();
            (name, bytes)
        })
        .collect();
    files.sort();
    assert!(files.len() >= 17, "the test files are gone");
    files
}

fn read(bytes: &[u8]) -> (Vec<TranslationUnit>, Vec<Fault>) {
    let mut reader = Reader::new(bytes).unwrap();
    let units: Vec<_> = (&mut reader).map(Result::unwrap).collect();
    (units, reader.take_faults())
}

fn copy(bytes: &[u8]) -> Vec<u8> {
    let mut reader = Reader::new(bytes).unwrap();
    let mut copier = Copier::new(Vec::new(), &reader).unwrap();
    let mut unit = TranslationUnit::default();
    while let Some(part) = reader.next_part(&mut unit).unwrap() {
        copier.keep(part, &reader).unwrap();
    }
    copier.finish().unwrap()
}

fn utf16(text: &str, little: bool, mark: bool) -> Vec<u8> {
    let mark = if mark { "\u{FEFF}" } else { "" };
    let units: Vec<u16> = mark.encode_utf16().chain(text.encode_utf16()).collect();
    let bytes = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
    units.into_iter().flat_map(bytes).collect()
}

#[test]
fn every_file_is_copied_byte_for_byte_in_every_encoding() {
    for (name, bytes) in all() {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let crlf = text.replace('\n', "\r\n");
        let marked = [b"\xEF\xBB\xBF".as_slice(), &bytes].concat();
        let forms = [
            bytes,
            marked,
            crlf.clone().into_bytes(),
            utf16(&text, true, true),
            utf16(&crlf, false, true),
            utf16(&text, true, false),
            utf16(&text, false, false),
        ];
        for (at, form) in forms.iter().enumerate() {
            assert_eq!(&copy(form), form, "{name}, form {at}");
        }
    }
}

#[test]
fn units_are_the_same_in_every_encoding() {
    for (name, bytes) in all() {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let (units, _) = read(&bytes);
        assert!(!units.is_empty(), "{name}");
        let crlf = text.replace('\n', "\r\n");
        for form in [utf16(&text, true, true), utf16(&text, false, false), crlf.into_bytes()] {
            assert_eq!(read(&form).0, units, "{name}");
        }
    }
}

#[test]
fn every_file_repaired_is_strict_and_repaired_for_good() {
    for (name, bytes) in all() {
        let mut reader = Reader::new(bytes.as_slice()).unwrap();
        let (once, done) = repair(&mut reader, Vec::new(), |_| {}).unwrap();
        assert_eq!(done.read, done.written + done.given_up, "{name}");
        let strict = Options { strict: true, ..Options::default() };
        let mut reader = Reader::with_options(once.as_slice(), strict).unwrap();
        let (twice, again) =
            repair(&mut reader, Vec::new(), |fault| panic!("{name}: {fault:?}")).unwrap();
        assert_eq!(again.written, done.written, "{name}");
        assert_eq!(once, twice, "{name}");
    }
}

#[test]
fn trados_studio_keeps_repeated_props_and_empty_codes() {
    let (units, faults) = read(&file("trados-studio.tmx"));
    assert_eq!(faults, []);
    let topics: Vec<_> = units[0]
        .props()
        .filter(|p| p.kind() == "x-Topic:MultipleString")
        .map(|p| &p.text)
        .collect();
    assert_eq!(topics, ["tea", "water"]);
    assert_eq!(units[0].prop("x-Empty"), Some(""));
    let Inline::Code(bold) = &units[0].variants[0].seg[1] else { panic!("a code") };
    assert_eq!((&bold.kind, bold.attributes.get("x")), (&CodeKind::Bpt, Some("1")));
    assert_eq!(units[0].variants[0].text(), "茶要新。");
}

#[test]
fn memoq_keeps_the_context_of_the_source_variant() {
    let (units, _) = read(&file("memoq.tmx"));
    let context = units[0].variants[0].props().next().unwrap();
    assert_eq!(context.kind(), "x-context-pre");
    assert_eq!(context.text, "<seg>Mondays only.</seg>");
}

#[test]
fn omegat_writes_lang_and_notes() {
    let bytes = file("omegat-project.tmx");
    let (units, faults) = read(&bytes);
    assert_eq!(faults, []);
    assert_eq!(units.len(), 2);
    assert_eq!(units[1].variants[1].lang(), "zh-CN");
    assert!(
        matches!(&units[1].details[0], Detail::Note(note) if note.text == "sign at the entrance")
    );
}

#[test]
fn foreign_elements_keep_their_text_and_are_reported_with_their_line() {
    let (units, faults) = read(&file("matecat.tmx"));
    assert_eq!(units[0].variants[0].text(), "Soup of the day");
    assert_eq!(faults.len(), 4);
    assert_eq!(
        (faults[0].rule, faults[0].line, faults[0].unit),
        (Rule::ElementForeign, 9, Some(1))
    );
    let (units, _) = read(&file("opentm2.tmx"));
    assert_eq!(units[0].variants[0].text(), "Page  of ");
    let (units, _) = read(&file("across.tmx"));
    assert_eq!(units[0].variants[0].text(), "Tür");
}

#[test]
fn prefixes_that_nothing_declares_are_reported() {
    let bytes = file("opentm2.tmx");
    let undeclared = |bytes: &[u8]| {
        let (_, faults) = read(bytes);
        faults.iter().filter(|fault| fault.rule == Rule::PrefixUndeclared).count()
    };
    assert_eq!(undeclared(&bytes), 2);
    let text = String::from_utf8(bytes).unwrap();
    let declared = text.replace("<tmx ", "<tmx xmlns:t5=\"urn:t5\" ");
    assert_eq!(undeclared(declared.as_bytes()), 0);
}

#[test]
fn props_behind_their_segment_are_read_and_reported() {
    let (units, faults) = read(&file("okapi.tmx"));
    assert_eq!(units[0].prop("Txt::FileName"), Some("a.txt"));
    assert_eq!(units[0].variants[0].props().count(), 1);
    assert_eq!(faults.iter().map(|f| f.rule).collect::<Vec<_>>(), [Rule::Order, Rule::Order]);
}

#[test]
fn entities_comments_and_level_2_codes_are_read() {
    let bytes = file("level2.tmx");
    let mut reader = Reader::new(bytes.as_slice()).unwrap();
    let has_map = |detail: &Detail| matches!(detail, Detail::Ude(ude) if ude.maps.len() == 1);
    assert!(reader.header().details.iter().any(has_map));
    let unit = reader.next().unwrap().unwrap();
    assert_eq!(unit.id(), Some("a&b"));
    assert_eq!(unit.variants[0].text(), "By Lamp & Son — <raw> & text bold lamp ");
    assert_eq!(unit.details.len(), 5);
    let second = reader.next().unwrap().unwrap();
    assert!(second.variants.is_empty());
    assert!(reader.next().is_none());
    assert_eq!(reader.take_faults(), []);
}

#[test]
fn a_declared_prefix_is_no_part_of_names() {
    let (units, _) = read(&file("prefixed.tmx"));
    assert_eq!(units[0].variants[0].text(), "ac");
}

#[test]
fn a_declaration_that_contradicts_the_bytes_is_reported_and_the_bytes_win() {
    let text = String::from_utf8(file("dejavu.tmx")).unwrap();
    for (bytes, is) in [
        (text.replace("UTF-8", "UTF-16").into_bytes(), "UTF-8"),
        (utf16(&text, true, true), "UTF-16LE"),
        (text.replace("UTF-8", "iso-8859-1").into_bytes(), "UTF-8"),
    ] {
        let mut reader = Reader::new(bytes.as_slice()).unwrap();
        assert_eq!(reader.encoding().name(), is);
        assert_eq!(reader.next().unwrap().unwrap().variants[0].text(), "桥");
        let faults = reader.take_faults();
        assert_eq!(faults[0].rule, Rule::EncodingDeclared, "{is}");
        assert_eq!(faults[0].line, 1);
    }
}

#[test]
fn windows_1252_is_read_declared_or_not_and_kept() {
    let text = String::from_utf8(file("okapi.tmx")).unwrap();
    let declared = text.replace("UTF-8", "windows-1252");
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&declared);
    assert_eq!(read(&bytes).0[0].variants[0].text(), "Déjà vu à l'été");
    assert_eq!(copy(&bytes), bytes.as_ref());
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
    let (units, faults) = read(&bytes);
    assert_eq!(units[0].variants[0].text(), "Déjà vu à l'été");
    assert_eq!((faults[0].rule, faults[0].unit), (Rule::BytesInvalid, Some(1)));
}

#[test]
fn gb18030_without_a_declaration_is_told_by_its_bytes() {
    let text = String::from_utf8(file("dejavu.tmx")).unwrap().replace(" encoding=\"UTF-8\"", "");
    let (bytes, _, _) = encoding_rs::GB18030.encode(&text);
    assert_eq!(read(&bytes).0[0].variants[0].text(), "桥");
    assert_eq!(copy(&bytes), bytes.as_ref());
}

#[test]
fn a_changed_unit_is_strict_and_in_the_encoding_of_its_file() {
    let text = String::from_utf8(file("dejavu.tmx")).unwrap();
    let bytes = utf16(&text, true, true);
    let mut reader = Reader::new(bytes.as_slice()).unwrap();
    let mut copier = Copier::new(Vec::new(), &reader).unwrap();
    let mut unit = TranslationUnit::default();
    while let Some(part) = reader.next_part(&mut unit).unwrap() {
        if part == Part::Unit {
            unit.attributes.set("changedate", "2024-01-02 03:04:05");
            copier.change(&unit).unwrap();
        } else {
            copier.keep(part, &reader).unwrap();
        }
    }
    let written = copier.finish().unwrap();
    assert!(written.starts_with(b"\xFF\xFE"));
    let (units, _) = read(&written);
    assert_eq!(units[0].attributes.get("changedate"), Some("20240102T030405Z"));
    assert_eq!(units[0].variants[0].text(), "桥");
}

#[test]
fn a_changed_unit_has_the_prefix_of_its_file() {
    let bytes = file("prefixed.tmx");
    let mut reader = Reader::new(bytes.as_slice()).unwrap();
    let mut copier = Copier::new(Vec::new(), &reader).unwrap();
    let mut unit = TranslationUnit::default();
    while let Some(part) = reader.next_part(&mut unit).unwrap() {
        if part == Part::Unit {
            unit.add_prop("x-seen", "a < b");
            copier.change(&unit).unwrap();
        } else {
            copier.keep(part, &reader).unwrap();
        }
    }
    let written = copier.finish().unwrap();
    let (units, faults) = read(&written);
    assert_eq!(faults, []);
    assert_eq!(units[0].prop("x-seen"), Some("a < b"));
    assert_eq!(units[0].variants[0].text(), "ac");
}
