//! Damaged files give their whole units, and every fault is told with its place.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on shall fail")]

use diptych_tmx::{ErrorKind, Fault, Illegal, Options, Reader, Rule, TranslationUnit, repair};

const HEAD: &str = "<?xml version=\"1.0\"?>\n<tmx version=\"1.4\"><header creationtool=\"x\" \
    creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"x\" adminlang=\"en\" srclang=\"en\" \
    datatype=\"plaintext\"/>\n<body>\n";
const TAIL: &str = "</body></tmx>\n";

fn unit(id: &str, source: &str) -> String {
    format!(
        "<tu tuid=\"{id}\">\n<tuv xml:lang=\"en\"><seg>{source}</seg></tuv>\n\
         <tuv xml:lang=\"zh\"><seg>文</seg></tuv></tu>\n"
    )
}

fn read(file: &str) -> (Vec<TranslationUnit>, Vec<Fault>) {
    let mut reader = Reader::new(file.as_bytes()).unwrap();
    let units: Vec<_> = (&mut reader).map(Result::unwrap).collect();
    (units, reader.take_faults())
}

fn ids(units: &[TranslationUnit]) -> Vec<&str> {
    units.iter().filter_map(TranslationUnit::id).collect()
}

fn rules(faults: &[Fault]) -> Vec<(Rule, u64, Option<u64>)> {
    faults.iter().map(|fault| (fault.rule, fault.line, fault.unit)).collect()
}

#[test]
fn a_file_cut_off_anywhere_gives_all_whole_units() {
    let file = [HEAD, &unit("1", "one"), &unit("2", "two"), &unit("3", "three"), TAIL].concat();
    for end in HEAD.len()..file.len() {
        let cut = &file[..file.floor_char_boundary(end)];
        let (units, faults) = read(cut);
        assert_eq!(units.len(), cut.matches("</tu>").count(), "cut at {end}");
        if !cut.contains("</tmx>") {
            assert_eq!(
                faults.last().map(|fault| fault.rule),
                Some(Rule::Truncated),
                "cut at {end}"
            );
        }
    }
}

#[test]
fn a_unit_without_its_end_is_given_up_and_the_next_is_read() {
    let broken = unit("2", "two").replace("</tu>", "");
    let file = [HEAD, &unit("1", "one"), &broken, &unit("3", "three"), TAIL].concat();
    let (units, faults) = read(&file);
    assert_eq!(ids(&units), ["1", "3"]);
    assert_eq!(rules(&faults), [(Rule::UnitBroken, 7, Some(2))]);
    assert_eq!(faults[0].done, "given up");
}

#[test]
fn elements_that_do_not_close_give_up_one_unit_only() {
    let broken = unit("2", "<bpt i='1'>two");
    let file = [HEAD, &unit("1", "one"), &broken, &unit("3", "three"), TAIL].concat();
    let (units, faults) = read(&file);
    assert_eq!(ids(&units), ["1", "3"]);
    assert_eq!(rules(&faults), [(Rule::UnitBroken, 8, Some(2))]);
}

#[test]
fn markup_that_should_be_escaped_is_read_as_text() {
    let file = [HEAD, &unit("1", "a < b & c <d> e </f> &copy &nbsp;&mdash; R&D;"), TAIL].concat();
    let (units, faults) = read(&file);
    assert_eq!(units[0].variants[0].text(), "a < b & c <d> e </f> &copy \u{A0}— R&D;");
    assert!(faults.iter().all(|fault| fault.line == 5 && fault.unit == Some(1)), "{faults:?}");
    assert_eq!(faults.iter().filter(|fault| fault.rule == Rule::MarkupStray).count(), 5);
    assert_eq!(faults.iter().filter(|fault| fault.rule == Rule::EntityUnknown).count(), 3);
}

#[test]
fn broken_attributes_are_mended() {
    let file =
        [HEAD, "<tu tuid=7 tuid='8' a b=\"x<y & z\"><tuv xml:lang='en'><seg/></tuv></tu>", TAIL]
            .concat();
    let (units, faults) = read(&file);
    assert_eq!(units.len(), 1, "{faults:?}");
    assert_eq!(units[0].id(), Some("7"));
    assert!(faults.iter().any(|fault| fault.rule == Rule::AttributeBroken));
}

#[test]
fn characters_that_xml_forbids_are_dropped_or_replaced_and_counted() {
    let file = [HEAD, &unit("1", "a\u{1}b&#x1F;c&#11;d\u{FFFE}e\u{200E}f&#x9;g"), TAIL].concat();
    let (units, faults) = read(&file);
    assert_eq!(units[0].variants[0].text(), "abcde\u{200E}f\tg");
    assert_eq!(rules(&faults), [(Rule::CharacterIllegal, 5, Some(1)); 4]);
    let replace = Options { illegal: Illegal::Replace, ..Options::default() };
    let mut reader = Reader::with_options(file.as_bytes(), replace).unwrap();
    let text = reader.next().unwrap().unwrap().variants[0].text();
    assert_eq!(text, "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\u{FFFD}e\u{200E}f\tg");
}

#[test]
fn entities_that_expand_without_end_are_left_out() {
    let doctype = "<!DOCTYPE tmx [<!ENTITY a \"&b;&b;\"><!ENTITY b \"&a;&a;\"><!ENTITY c SYSTEM \
                   \"/etc/passwd\">\n<!ENTITY big \"0123456789\"><!ENTITY big2 \"&big;&big;&big;\">]>\n";
    let file =
        [&HEAD.replace("<tmx", &format!("{doctype}<tmx")), &*unit("1", "[&a;|&c;|&big2;]"), TAIL]
            .concat();
    let (units, faults) = read(&file);
    assert_eq!(units[0].variants[0].text(), "[|&c;|012345678901234567890123456789]");
    assert_eq!(faults.iter().map(|f| f.rule).collect::<Vec<_>>(), [Rule::EntityUnknown; 2]);
}

#[test]
fn units_in_comments_are_no_units() {
    let file =
        [HEAD, "<!-- ", &unit("0", "no"), "-->", &unit("1", "a<!-- </tu> -->b"), TAIL].concat();
    let (units, faults) = read(&file);
    assert_eq!((ids(&units), faults.len()), (vec!["1"], 0));
    assert_eq!(units[0].variants[0].text(), "ab");
}

#[test]
fn what_is_no_memory_is_an_error_that_says_so() {
    let kind = |bytes: &[u8]| Reader::new(bytes).err().map(|error| error.kind().clone());
    assert_eq!(kind(b""), Some(ErrorKind::Empty));
    assert_eq!(kind(b" \n "), Some(ErrorKind::Empty));
    assert!(matches!(kind(b"\x89PNG\r\n\x1A\n"), Some(ErrorKind::NotTmx(_))));
    assert!(matches!(kind(b"source\ttarget\n"), Some(ErrorKind::NotTmx(_))));
    let Err(error) = Reader::new(b"<?xml version='1.0'?>\n <html><body/></html>".as_slice()) else {
        panic!("a web page is no memory")
    };
    assert_eq!(error.to_string(), "line 2, column 2: this is no TMX: its root element is <html>");
}

#[test]
fn a_language_that_is_empty_is_written_as_undetermined() {
    let file = [HEAD, &unit("1", "one").replace("\"zh\"", "\" \""), TAIL].concat();
    let mut reader = Reader::new(file.as_bytes()).unwrap();
    let mut faults = Vec::new();
    let (out, _) = repair(&mut reader, Vec::new(), |fault| faults.push(fault.clone())).unwrap();
    assert_eq!(rules(&faults), [(Rule::LanguageCode, 4, Some(1))]);
    let (units, _) = read(std::str::from_utf8(&out).unwrap());
    assert_eq!(units[0].variants[1].lang(), "und");
}

#[test]
fn strict_reading_ends_at_the_first_fault() {
    let file = [HEAD, &unit("1", "one"), &unit("2", "<x/>"), TAIL].concat();
    let strict = Options { strict: true, ..Options::default() };
    let mut reader = Reader::with_options(file.as_bytes(), strict).unwrap();
    assert!(reader.next().unwrap().is_ok());
    let error = reader.next().unwrap().unwrap_err();
    assert_eq!(error.position().unwrap().line, 8);
    assert!(reader.next().is_none());
}

#[test]
fn repair_counts_what_it_gives_up() {
    let broken = unit("2", "two").replace("</tu>", "");
    let file = [HEAD, &unit("1", "a\u{1} & b"), &broken, "<tu/>", &unit("4", "four")].concat();
    let mut reader = Reader::new(file.as_bytes()).unwrap();
    let mut faults = Vec::new();
    let (out, done) = repair(&mut reader, Vec::new(), |fault| faults.push(fault.clone())).unwrap();
    assert_eq!((done.read, done.written, done.given_up), (4, 2, 2));
    assert_eq!(faults.iter().filter(|fault| fault.done == "given up").count(), 2);
    let text = String::from_utf8(out).unwrap();
    let (units, faults) = read(&text);
    assert_eq!((ids(&units), faults.len()), (vec!["1", "4"], 0));
    assert_eq!(units[0].variants[0].text(), "a & b");
}

/// A memory with these units.
fn memory(units: &str) -> String {
    format!("<tmx version='1.4'><header srclang='en'/><body>{units}</body></tmx>")
}

#[test]
fn the_text_of_a_variant_without_seg_is_its_segment() {
    let file = memory(
        "<tu><tuv xml:lang='en'><prop type='p'>v</prop>\n  A &lt; B<ph x='1'/> &amp; so <hi>on</hi>\n</tuv>\
         <tuv xml:lang='zh'>甲</tuv></tu>",
    );
    let mut reader = Reader::new(file.as_bytes()).unwrap();
    let unit = reader.next().unwrap().unwrap();
    let [english, chinese] = unit.variants.as_slice() else { panic!("two variants") };
    assert_eq!(english.text(), "A < B & so on");
    assert_eq!(english.props().map(|prop| prop.text.as_str()).collect::<Vec<_>>(), ["v"]);
    assert_eq!((english.details.len(), chinese.details.len()), (1, 0));
    assert_eq!(chinese.text(), "甲");
    let rules: Vec<Rule> = reader.take_faults().iter().map(|fault| fault.rule).collect();
    assert_eq!(rules.iter().filter(|rule| **rule == Rule::SegmentMissing).count(), 2);
    assert!(!rules.contains(&Rule::ContentStray));
    let mut reader = Reader::new(file.as_bytes()).unwrap();
    let (repaired, _) = repair(&mut reader, Vec::new(), |_| {}).unwrap();
    let repaired = String::from_utf8(repaired).unwrap();
    assert!(
        repaired.contains("<seg>A &lt; B<ph x=\"1\"/> &amp; so <hi>on</hi></seg>"),
        "{repaired}"
    );
}

#[test]
fn two_references_that_are_halves_of_a_character_are_joined() {
    let read = |written: &str| {
        let file = memory(&format!(
            "<tu tuid='{written}'><tuv xml:lang='en'><seg>{written}</seg></tuv></tu>"
        ));
        let mut reader = Reader::new(file.as_bytes()).unwrap();
        let unit = reader.next().unwrap().unwrap();
        (unit.variants[0].text(), unit.id().unwrap().to_owned(), reader.take_faults().len())
    };
    let both = |text: &str, faults| (text.to_owned(), text.to_owned(), faults);
    assert_eq!(read("a&#xD83D;&#xDE00;b"), both("a😀b", 2));
    assert_eq!(read("&#55357;&#56832;"), both("😀", 2));
    // Halves that do not stand together are no character.
    assert_eq!(read("&#xD83D; &#xDE00;"), both(" ", 4));
    assert_eq!(read("&#xDE00;&#xD83D;"), both("", 4));
    assert_eq!(read("&#xD83D;x&#xDE00;"), both("x", 4));
    let apart = "<tu><tuv xml:lang='en'><seg>&#xD83D;</seg></tuv><tuv xml:lang='zh'><seg>&#xDE00;</seg></tuv></tu>";
    let unit = Reader::new(memory(apart).as_bytes()).unwrap().next().unwrap().unwrap();
    assert!(unit.variants.iter().all(|variant| variant.text().is_empty()));
}
