//! What is not well-formed, but looks so to a parser in a hurry: every such place is reported, no unit
//! is lost without a word, and what is written again is well-formed.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on shall fail")]

use std::io::Read as _;

use diptych_tmx::{
    Copier, ErrorKind, Fault, Inline, Options, Part, Reader, Rule, TranslationUnit, repair,
};

const HEAD: &str = "<tmx version=\"1.4\"><header creationtool=\"x\" creationtoolversion=\"1\" \
    segtype=\"sentence\" o-tmf=\"x\" adminlang=\"en\" srclang=\"en\" datatype=\"plaintext\"/>\n<body>\n";
const TAIL: &str = "</body></tmx>\n";

fn unit(source: &str, attributes: &str) -> String {
    format!(
        "<tu{attributes}><tuv xml:lang=\"en\"><seg>{source}</seg></tuv>\
         <tuv xml:lang=\"zh\"><seg>文</seg></tuv></tu>\n"
    )
}

fn read(file: &[u8]) -> (Vec<TranslationUnit>, Vec<Fault>) {
    let mut reader = Reader::new(file).unwrap();
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

/// The file is read with this one fault, and repaired to one that a strict reader takes.
#[track_caller]
fn one_fault(file: &str, rule: Rule, place: (u64, Option<u64>)) -> (Vec<TranslationUnit>, String) {
    let (units, faults) = read(file.as_bytes());
    let seen: Vec<_> = faults.iter().map(|f| (f.rule, f.line, f.unit)).collect();
    assert_eq!(seen, [(rule, place.0, place.1)], "{faults:?}");
    assert!(faults.iter().all(|fault| !fault.done.is_empty()));
    assert_eq!(copy(file.as_bytes()), file.as_bytes());
    let mut reader = Reader::new(file.as_bytes()).unwrap();
    let (written, done) = repair(&mut reader, Vec::new(), |_| {}).unwrap();
    assert_eq!(done.read, done.written + done.given_up);
    let strict = Options { strict: true, ..Options::default() };
    let again = Reader::with_options(written.as_slice(), strict).unwrap();
    assert_eq!(again.map(Result::unwrap).count() as u64, done.written);
    (units, String::from_utf8(written).unwrap())
}

#[test]
fn escaping_that_the_parser_lets_pass_is_reported_and_written_right() {
    for (source, attributes, rule, right) in [
        ("a ]]> b", "", Rule::MarkupStray, "a ]]&gt; b"),
        ("a&#X41;b", "", Rule::MarkupStray, "aAb"),
        ("a", " tuid=\"<!-- x\"", Rule::MarkupStray, "tuid=\"&lt;!-- x\""),
        ("a", " tuid=\"1\"usagecount=\"2\"", Rule::AttributeBroken, "tuid=\"1\" usagecount=\"2\""),
        ("a<!-- b -- c --->d", "", Rule::MarkupStray, "a<!-- b - - c - -->d"),
        ("a<?xml version='1.0'?>d", "", Rule::ContentStray, "<seg>ad</seg>"),
    ] {
        let file = [HEAD, &unit(source, attributes), &unit("next", ""), TAIL].concat();
        let (units, written) = one_fault(&file, rule, (3, Some(1)));
        assert_eq!(units.len(), 2, "{source}");
        assert!(written.contains(right), "{written}");
    }
}

#[test]
fn instructions_are_kept_where_they_stand() {
    let file = [HEAD, &unit("a<?pi in > it?>b", ""), TAIL].concat();
    let (units, faults) = read(file.as_bytes());
    assert_eq!(faults, []);
    assert_eq!(units[0].variants[0].seg[1], Inline::Instruction("pi in > it".to_owned()));
    assert_eq!(units[0].variants[0].text(), "ab");
}

#[test]
fn what_does_not_end_between_units_hides_none() {
    for open in ["<!-- oops", "<? oops"] {
        let file = [HEAD, &unit("a", ""), open, &unit("b", ""), TAIL].concat();
        let (units, faults) = read(file.as_bytes());
        assert_eq!(units.len(), 2, "{open}");
        assert_eq!((faults[0].rule, faults[0].line), (Rule::MarkupStray, 4), "{open}");
    }
}

#[test]
fn the_frame_is_looked_at() {
    let one = unit("a", "");
    for (file, rule, line, unit) in [
        ([HEAD, &one, "</tmx>"].concat(), Rule::FrameMissing, 4, None),
        ([HEAD, &one, "</body>", &one, "</tmx>"].concat(), Rule::ContentStray, 4, Some(2)),
        ([HEAD, &one, "</body>\n<body>", &one, TAIL].concat(), Rule::ContentStray, 5, None),
        (["\n <?xml version=\"1.0\"?>", HEAD, &one, TAIL].concat(), Rule::ContentStray, 1, None),
        (
            ["\u{FEFF}\u{FEFF}<?xml version=\"1.0\"?>", HEAD, &one, TAIL].concat(),
            Rule::ContentStray,
            1,
            None,
        ),
        ([HEAD, &one, "<!-- a -- b -->", TAIL].concat(), Rule::MarkupStray, 4, None),
    ] {
        one_fault(&file, rule, (line, unit));
    }
}

#[test]
fn comments_between_units_outlive_a_repair() {
    let file = [
        "<!-- first --><!DOCTYPE tmx>",
        HEAD,
        "<!-- one -->",
        &unit("a", ""),
        "<!-- two --><!-- three -->",
        &unit("b", ""),
        "<!-- last -->",
        TAIL,
        "<!-- end -->",
    ]
    .concat();
    let mut reader = Reader::new(file.as_bytes()).unwrap();
    let (written, _) = repair(&mut reader, Vec::new(), |_| {}).unwrap();
    let written = String::from_utf8(written).unwrap();
    let order: Vec<&str> =
        written.split("<!--").skip(1).filter_map(|rest| rest.split("-->").next()).collect();
    assert_eq!(order, [" first ", " one ", " two ", " three ", " last ", " end "]);
    let mut reader = Reader::new(written.as_bytes()).unwrap();
    assert_eq!(repair(&mut reader, Vec::new(), |_| {}).unwrap().0, written.as_bytes());
}

#[test]
fn bytes_that_are_no_text_are_copied_as_they_are() {
    let with = |bad: &[u8]| {
        let file =
            [HEAD, &unit("caf@ \u{4E00}", ""), "<!-- @ -->\n", &unit("b", ""), TAIL].concat();
        let parts: Vec<&[u8]> = file.as_bytes().split(|&byte| byte == b'@').collect();
        parts.join(bad)
    };
    for bad in [&b"\xE9"[..], b"\xA0", b"\xED\xA0\xBD\xED\xB8\x80", b"\xC0\xBC", b"\xF0\x9F\x98"] {
        let file = with(bad);
        assert_eq!(copy(&file), file);
        let (units, faults) = read(&file);
        assert_eq!(units.len(), 2);
        assert_eq!(
            (faults[0].rule, faults[0].line, faults[0].unit),
            (Rule::BytesInvalid, 3, Some(1))
        );
    }
    let text = [HEAD, &unit("a@b", ""), &unit("b", ""), TAIL].concat();
    let units =
        |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let (before, after) = text.split_once('@').unwrap();
    // A high surrogate alone, a low one alone, and a file that ends inside a character.
    for lone in [&b"\x3D\xD8"[..], b"\x00\xDE", b"\x00\xDE\x3D\xD8"] {
        let mut file = [b"\xFF\xFE", units(before).as_slice(), lone, &units(after)].concat();
        assert_eq!(read(&file).0.len(), 2);
        assert_eq!(copy(&file), file);
        file.push(0);
        assert_eq!(copy(&file), file);
    }
}

#[test]
fn invalid_bytes_across_the_chunks_of_reading_are_copied() {
    let filler = "x".repeat(65_536);
    for shift in 0..6 {
        let start = [HEAD, "<!-- ", &filler[..65_536 - HEAD.len() - 12 - shift], " -->"].concat();
        let rest = unit("\u{1F600}@", "");
        let mut file = [start.as_bytes(), b"<!--\xF0\x9F\x98\xF0-->", rest.as_bytes()].concat();
        file.extend(TAIL.as_bytes());
        assert_eq!(copy(&file), file, "{shift}");
    }
    for shift in 0..3 {
        let start = [HEAD, "<!-- ", &filler[..32_768 - HEAD.len() - 8 - shift]].concat();
        let mut file = b"\xFF\xFE".to_vec();
        file.extend(start.encode_utf16().flat_map(u16::to_le_bytes));
        file.extend(b"\x3D\xD8\x3D\xD8\x00\xDE\x00\xDE");
        file.extend(
            [" -->", &unit("a", ""), TAIL].concat().encode_utf16().flat_map(u16::to_le_bytes),
        );
        assert_eq!(copy(&file), file, "{shift}");
    }
}

#[test]
fn utf_16_without_a_mark_is_reported_where_nothing_declares_it() {
    let encoded = |declaration: &str, mark: &str| -> Vec<u8> {
        let text = [mark, declaration, HEAD, &unit("a", ""), TAIL].concat();
        text.encode_utf16().flat_map(u16::to_be_bytes).collect()
    };
    let declared = |name: &str| format!("<?xml version=\"1.0\" encoding=\"{name}\"?>");
    for (declaration, mark, faults) in [
        (String::new(), "\u{FEFF}", 0),
        (String::new(), "", 1),
        (declared("UTF-16"), "\u{FEFF}", 0),
        (declared("UTF-16"), "", 1),
        (declared("UTF-16BE"), "", 0),
        (declared("UTF-16LE"), "\u{FEFF}", 1),
        (declared("UTF-8"), "\u{FEFF}", 1),
    ] {
        let (units, found) = read(&encoded(&declaration, mark));
        assert_eq!((units.len(), found.len()), (1, faults), "{declaration} {mark:?}");
        assert!(found.iter().all(|fault| fault.rule == Rule::EncodingDeclared));
    }
}

#[test]
fn entities_are_bounded_by_what_they_expand_to_and_not_by_the_text_around_them() {
    let doctype = |entities: &str| format!("<!DOCTYPE tmx [{entities}]>{HEAD}");
    let long = "x".repeat(200_000);
    let head = doctype("<!ENTITY co \"Kettle &amp; Sons\">");
    let (units, faults) =
        read([&head, &*unit(&format!("{long}&co;"), ""), TAIL].concat().as_bytes());
    assert_eq!(faults, []);
    assert!(units[0].variants[0].text().ends_with("xKettle & Sons"));
    let big = format!("<!ENTITY big \"{}\">", "y".repeat(60_000));
    let (units, faults) =
        read([&doctype(&big), &*unit(&"&big;".repeat(2000), ""), TAIL].concat().as_bytes());
    assert_eq!((units[0].variants[0].text().len(), faults[0].rule), (0, Rule::EntityUnknown));
    // Ten to the eighth of nothing is work too.
    let ten = |n: usize| format!("&n{};", n - 1).repeat(10);
    let above = (1..9).map(|n| format!("<!ENTITY n{n} \"{}\">", ten(n)));
    let nothing =
        ["<!ENTITY n0 \"\">".to_owned()].into_iter().chain(above).collect::<Vec<_>>().concat();
    let (_, faults) = read([&doctype(&nothing), &*unit("&n8;", ""), TAIL].concat().as_bytes());
    assert_eq!(faults[0].rule, Rule::EntityUnknown);
}

#[test]
fn a_doctype_with_traps_ends_where_it_ends() {
    for doctype in [
        "<!DOCTYPE tmx [ <?pi ]> ?> <!-- ]> don't --> <!ENTITY a \"]>\"> ]>",
        "<!DOCTYPE tmx [ <!ENTITY a \"x\"> \n",
    ] {
        let file = [doctype, HEAD, &unit("a", ""), TAIL].concat();
        assert_eq!(read(file.as_bytes()).0.len(), 1, "{doctype}");
    }
}

#[test]
fn beginnings_of_files_are_no_memories() {
    for start in [
        &b"\xEF\xBB\xBF"[..],
        b"\xFF\xFE",
        b"<",
        b"<?xml version=\"1.0\" enc",
        b"<!DOCTYPE tm",
        b"\0\0\0\0",
    ] {
        let error = Reader::new(start).err().unwrap();
        assert!(matches!(error.kind(), ErrorKind::Empty | ErrorKind::NotTmx(_)), "{error}");
    }
}

#[test]
fn what_precedes_the_root_may_be_long() {
    let comment = format!("<!-- {} -->", "licence ".repeat(5000));
    let subset = (0..3000).map(|n| format!("<!ENTITY a{n} \"x\">")).collect::<Vec<_>>().concat();
    let doctype = format!("<!DOCTYPE tmx [{subset}]>");
    let file = [&comment, &doctype, HEAD, &*unit("&a2999;", ""), TAIL].concat();
    let (units, faults) = read(file.as_bytes());
    assert_eq!((units[0].variants[0].text().as_str(), faults), ("x", vec![]));
}

/// The work is in proportion to the length: each of these took minutes when it was to its square. No
/// clock is looked at; a test that hangs is seen.
#[test]
fn what_is_made_to_take_long_does_not() {
    let many = 40_000;
    for piece in [
        "<!-- ",
        "<? ",
        "<![CDATA[",
        "< ",
        "<a b=\"",
        "<!DOCTYPE ",
        "& ",
        "&foo; ",
        "<g>",
        "</g>",
        "<g></h>",
        "]]><x/>",
        "\u{1}",
        "<ph/>",
    ] {
        let inside = [HEAD, &unit(&piece.repeat(many), ""), &unit("next", ""), TAIL].concat();
        let between = [HEAD, &piece.repeat(many), &unit("next", ""), TAIL].concat();
        for file in [inside, between] {
            let mut reader = Reader::new(file.as_bytes()).unwrap();
            let (_, done) = repair(&mut reader, Vec::new(), |_| {}).unwrap();
            assert_eq!(done.read, done.written + done.given_up, "{piece}");
        }
    }
}

#[test]
fn a_run_of_text_without_markup_takes_bounded_memory() {
    const RUN: u64 = 80 << 20;
    let heads: [(&str, usize, Part); 2] = [
        ("<tmx version='1.4'><header/><body><tu><tuv><seg>", 65 << 20, Part::Broken),
        ("<tmx version='1.4'><header/><body><tu/>", 2 << 20, Part::Between),
    ];
    for (head, most, expected) in heads {
        let file = head.as_bytes().chain(std::io::repeat(b'a').take(RUN));
        let mut reader = Reader::new(file).unwrap();
        let (mut unit, mut parts) = (TranslationUnit::default(), vec![]);
        while let Some(part) = reader.next_part(&mut unit).unwrap() {
            assert!(reader.raw().len() <= most, "{part:?} of {} bytes", reader.raw().len());
            parts.push(part);
        }
        assert!(parts.contains(&expected) && parts.len() > 10, "{}", parts.len());
        assert!(!parts.contains(&Part::Unit) || expected == Part::Between);
    }
}
