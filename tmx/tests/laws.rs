//! The laws of reading and writing, over units made at random.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on shall fail")]

use diptych_tmx::{
    Attributes, Code, CodeKind, Detail, Duplicates, Header, Inline, Keep, Note, Prop, Reader, Same,
    TranslationUnit, Variant, Writer, repair,
};
use proptest::prelude::*;

/// Text that XML allows, with everything that must be escaped. Line ends are `\n` in the model.
fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![
            Just("&".to_owned()),
            Just("<".to_owned()),
            Just("]]>".to_owned()),
            Just("\"'".to_owned()),
            Just("\t\n ".to_owned()),
            Just("\r".to_owned()),
            "[a-z]{1,6}",
            "[\u{4E00}-\u{4E20}。，]{1,4}",
            "[\u{1F600}-\u{1F610}]"
        ],
        1..6,
    )
    .prop_map(|pieces| pieces.concat())
}

fn attributes() -> impl Strategy<Value = Attributes> {
    (proptest::option::of(text()), proptest::option::of("[0-9]{1,3}")).prop_map(|(id, used)| {
        let id = id.map(|id| ("tuid", id));
        id.into_iter().chain(used.map(|used| ("usagecount", used))).collect()
    })
}

fn details() -> impl Strategy<Value = Vec<Detail>> {
    let detail = prop_oneof![
        ("[a-z]{1,5}", text()).prop_map(|(kind, text)| Detail::Prop(Prop::new(&kind, text))),
        text().prop_map(|text| Detail::Note(Note { text, ..Note::default() })),
        "[a-z<&]{1,5}".prop_map(Detail::Comment),
    ];
    proptest::collection::vec(detail, 0..3)
}

/// Segments in normal form: no two texts side by side, codes with what the DTD wants.
fn seg() -> impl Strategy<Value = Vec<Inline>> {
    let native = proptest::option::of(text())
        .prop_map(|text| text.into_iter().map(Inline::Text).collect::<Vec<_>>());
    let code = (0..4_usize, 1..9_u8, native).prop_map(|(kind, number, content)| {
        let number = number.to_string();
        let (kind, attributes) = match kind {
            0 => (CodeKind::Bpt, vec![("i", number.as_str()), ("x", "1")]),
            1 => (CodeKind::Ept, vec![("i", number.as_str())]),
            2 => (CodeKind::It, vec![("pos", "begin")]),
            _ => (CodeKind::Ph, vec![("type", "image")]),
        };
        Inline::Code(Code { kind, attributes: attributes.into_iter().collect(), content })
    });
    (proptest::option::of(text()), proptest::collection::vec((code, text()), 0..3)).prop_map(
        |(first, rest)| {
            let rest = rest.into_iter().flat_map(|(code, text)| [code, Inline::Text(text)]);
            first.map(Inline::Text).into_iter().chain(rest).collect()
        },
    )
}

fn unit() -> impl Strategy<Value = TranslationUnit> {
    let variant = ("zh-CN|en-US|fr", details(), seg()).prop_map(|(lang, details, seg)| Variant {
        attributes: Attributes::from_iter([("xml:lang", lang)]),
        details,
        seg,
    });
    (attributes(), details(), proptest::collection::vec(variant, 1..4)).prop_map(
        |(attributes, details, variants)| TranslationUnit { attributes, details, variants },
    )
}

fn units() -> impl Strategy<Value = Vec<TranslationUnit>> {
    proptest::collection::vec(unit(), 0..6)
}

fn write(units: &[TranslationUnit]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), &Header::new("zh-CN")).unwrap();
    for unit in units {
        writer.write(unit).unwrap();
    }
    writer.finish().unwrap()
}

fn read(bytes: &[u8]) -> Vec<TranslationUnit> {
    let mut reader = Reader::new(bytes).unwrap();
    let units = (&mut reader).map(Result::unwrap).collect();
    assert_eq!(reader.take_faults(), []);
    units
}

fn dedupe(bytes: &[u8]) -> Vec<u8> {
    let mut duplicates = Duplicates::new(Keep::Newest, Same::All);
    duplicates.read(&mut Reader::new(bytes).unwrap(), |_| {}).unwrap();
    let mut reader = Reader::new(bytes).unwrap();
    diptych_tmx::dedupe(&mut reader, Vec::new(), &duplicates.find(), |_, _, _| Ok(())).unwrap().0
}

proptest! {
    #[test]
    fn what_is_written_is_read(units in units()) {
        prop_assert_eq!(read(&write(&units)), units);
    }

    #[test]
    fn any_text_can_be_written_and_read(source in ".*", target in "\\PC*") {
        let unit = TranslationUnit::of(("zh-CN", &source), ("en-US", &target));
        let legal = |text: &str| -> String {
            text.chars().filter(|&c| diptych_tmx::characters::is_legal(c)).collect()
        };
        let back = read(&write(&[unit]));
        prop_assert_eq!(back[0].variants[0].text(), legal(&source));
        prop_assert_eq!(back[0].variants[1].text(), legal(&target));
    }

    #[test]
    fn repair_of_a_strict_file_changes_nothing(units in units()) {
        let file = write(&units);
        let mut reader = Reader::new(file.as_slice()).unwrap();
        let (repaired, done) = repair(&mut reader, Vec::new(), |_| {}).unwrap();
        prop_assert_eq!(done.repairs, 0);
        prop_assert_eq!(String::from_utf8(repaired).unwrap(), String::from_utf8(file).unwrap());
    }

    #[test]
    fn dedupe_twice_is_dedupe_once(units in units()) {
        let twice: Vec<_> = units.iter().chain(&units).cloned().collect();
        let once = dedupe(&write(&twice));
        prop_assert_eq!(&dedupe(&once), &once);
        // Of every unit one is left, and of two copies that differ in nothing the first.
        prop_assert_eq!(once, dedupe(&write(&units)));
    }

    #[test]
    fn bytes_of_any_kind_do_no_harm(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(mut reader) = Reader::new(bytes.as_slice()) {
            let mut unit = TranslationUnit::default();
            while reader.read_unit(&mut unit).unwrap() {}
        }
    }

    #[test]
    fn a_damaged_file_is_repaired_to_a_strict_one(
        units in units(),
        at in any::<prop::sample::Index>(),
        put in "[<>&/\"' \u{1}a]{0,3}",
        cut in 0..4_usize,
    ) {
        let file = String::from_utf8(write(&units)).unwrap();
        let body = file.find("<body>").unwrap();
        let start = file.ceil_char_boundary(body + at.index(file.len() - body));
        let end = file.ceil_char_boundary((start + cut).min(file.len()));
        let damaged = [&file[..start], &put, &file[end..]].concat();
        let mut reader = Reader::new(damaged.as_bytes()).unwrap();
        let (repaired, done) = repair(&mut reader, Vec::new(), |_| {}).unwrap();
        prop_assert_eq!(done.read, done.written + done.given_up);
        let mut reader = Reader::new(repaired.as_slice()).unwrap();
        let (again, second) = repair(&mut reader, Vec::new(), |_| {}).unwrap();
        prop_assert_eq!((second.written, second.repairs), (done.written, 0));
        prop_assert_eq!(again, repaired);
    }
}
