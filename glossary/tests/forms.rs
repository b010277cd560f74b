//! Every form of one termbase gives the same concepts, and each bad one its message and line.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use diptych_glossary::{
    Concept, Status, Termbase, lint, read, read_csv, replacement, to_omegat, to_tbx, to_tsv, unused,
};

const TSV: &str = "zh\ten\taccept\tavoid\n碳达峰\tcarbon peaking\tpeak carbon emissions\tcarbon top\n碳中和\tcarbon neutrality\t\t\n";

const TBX_2: &str = r#"<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body>
<termEntry id="c1">
 <langSet xml:lang="zh-CN"><tig><term>碳达峰</term></tig></langSet>
 <langSet xml:lang="en">
  <tig><term>carbon peaking</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
  <ntig><termGrp><term>peak carbon emissions</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></termGrp></ntig>
  <tig><term>carbon top</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
 </langSet>
</termEntry>
<termEntry id="c2">
 <langSet xml:lang="zh-CN"><tig><term>碳中和</term></tig></langSet>
 <langSet xml:lang="en"><tig><term>carbon neutrality</term></tig></langSet>
</termEntry>
</body></text></martif>"#;

const TBX_3_DCA: &str = r#"<?xml version="1.0"?>
<tbx style="dca" type="TBX-Basic" xmlns="urn:iso:std:iso:30042:ed-2" xml:lang="en"><text><body>
<conceptEntry id="c1">
 <langSec xml:lang="zh"><termSec><term>碳达峰</term></termSec></langSec>
 <langSec xml:lang="en">
  <termSec><term>carbon peaking</term><termNote type="administrativeStatus">preferredTerm</termNote></termSec>
  <termSec><term>peak carbon emissions</term><termNote type="administrativeStatus">admittedTerm</termNote></termSec>
  <termSec><term>carbon top</term><termNote type="administrativeStatus">notRecommended</termNote></termSec>
 </langSec>
</conceptEntry>
<conceptEntry id="c2">
 <langSec xml:lang="zh"><termSec><term>碳中和</term></termSec></langSec>
 <langSec xml:lang="en"><termSec><term>carbon neutrality</term></termSec></langSec>
</conceptEntry>
</body></text></tbx>"#;

const TBX_MIN: &str = r#"<TBX dialect="TBX-Min"><header><languages source="zh" target="en"/></header><body>
<entry id="c1">
 <langGroup xml:lang="zh"><termGroup><term>碳达峰</term></termGroup></langGroup>
 <langGroup xml:lang="en">
  <termGroup><term>carbon peaking</term><termStatus>preferred</termStatus></termGroup>
  <termGroup><term>peak carbon emissions</term><termStatus>admitted</termStatus></termGroup>
  <termGroup><term>carbon top</term><termStatus>notRecommended</termStatus></termGroup>
 </langGroup>
</entry>
<entry id="c2">
 <langGroup xml:lang="zh"><termGroup><term>碳中和</term></termGroup></langGroup>
 <langGroup xml:lang="en"><termGroup><term>carbon neutrality</term></termGroup></langGroup>
</entry></body></TBX>"#;

const UTX: &str = "#UTX 1.20; zh-CN/en-US; 2024-01-01; copyright: us\n#src\ttgt\tsrc:pos\tterm status\n碳达峰\tcarbon peaking\tnoun\tapproved\n碳达峰\tpeak carbon emissions\tnoun\tnon-standard\n碳达峰\tcarbon top\tnoun\tforbidden\n碳中和\tcarbon neutrality\tnoun\tapproved\n";

const MEMOQ: &str = "Entry_ID;Entry_Subject;Chinese_PRC_Def;Chinese_PRC;Term_Info;Term_Example;English_Def;English;Term_Info;Term_Example;English;Term_Info;Term_Example;English;Term_Info;Term_Example\n\
    1;climate;;碳达峰;\"CasePermissive\";;;carbon peaking;\"CasePermissive\";;peak carbon emissions;;;carbon top;\"CasePermissive;Forbidden\";\n\
    2;;;碳中和;;;;carbon neutrality;;;;;;;;\n";

/// What must be equal: Chinese terms, and English ones with their status.
fn told(concepts: &[Concept]) -> Vec<Vec<(bool, String, Status)>> {
    concepts
        .iter()
        .map(|concept| {
            concept.terms.iter().map(|it| (it.is_chinese(), it.text.clone(), it.status)).collect()
        })
        .collect()
}

#[test]
fn every_form_gives_the_same_concepts() {
    let expected = told(&read("terms.tsv", TSV).unwrap());
    assert_eq!(expected[0].len(), 4);
    let dct = TBX_3_DCA
        .replace("style=\"dca\"", "style=\"dct\" xmlns:min=\"http://www.tbxinfo.net/ns/min\"")
        .replace("<termNote type=\"administrativeStatus\">", "<min:administrativeStatus>")
        .replace("</termNote>", "</min:administrativeStatus>");
    let csv = TSV.replace('\t', ",");
    let semicolons = TSV.replace('\t', ";");
    let swapped = "en,中文,avoid,accept\ncarbon peaking,碳达峰,carbon top,peak carbon emissions\ncarbon neutrality,碳中和,,\n";
    for (name, text) in [
        ("a.tbx", TBX_2),
        ("b.tbx", TBX_3_DCA),
        ("c.tbx", &dct),
        ("d.tbx", TBX_MIN),
        ("e.utx", UTX),
        ("f.csv", &csv),
        ("g.csv", &semicolons),
        ("h.tsv", &format!("\u{feff}{}", TSV.replace('\n', "\r\n"))),
        ("i.txt", &format!("\u{feff}{}", TSV.replace('\n', "\r\n"))),
    ] {
        assert_eq!(told(&read(name, text).unwrap()), expected, "{name}");
    }
    assert_eq!(told(&read_csv("i.csv", swapped).unwrap()), expected);
    assert_eq!(told(&read_csv("memoq.csv", MEMOQ).unwrap()), expected);
}

#[test]
fn a_table_without_a_header_has_its_terms_in_two_columns() {
    for text in [
        "碳达峰,carbon peaking\n碳中和,carbon neutrality\n",
        "carbon peaking,碳达峰\nCO2,二氧化碳\n",
    ] {
        let concepts = read_csv("google.csv", text).unwrap();
        assert_eq!(concepts.len(), 2, "{text}");
        assert_eq!(concepts[0].approved()[0].text, "carbon peaking");
    }
}

#[test]
fn omegat_glossaries_have_two_or_three_columns() {
    let text = "# 注释\n碳达峰\tcarbon peaking\tnote\n碳中和\tcarbon neutrality\n碳达峰\tpeak carbon emissions\n";
    let concepts = read("glossary.txt", text).unwrap();
    assert_eq!(concepts.len(), 2);
    assert_eq!(concepts[0].approved()[1].text, "peak carbon emissions");
    assert_eq!(concepts[0].note.as_deref(), Some("note"));
    let names = read("glossary.txt", "中文\tChinese\n英文\tEnglish\n").unwrap();
    assert_eq!(names.len(), 2, "entries that name languages are no header");
    let other_way = read("glossary.utf8", "carbon peaking\t碳达峰\n").unwrap();
    assert_eq!(other_way[0].chinese().next().unwrap().text, "碳达峰");
}

#[test]
fn quoted_cells_hold_separators_and_line_breaks() {
    let csv = "zh,en,note\n“四个全面”,\"four-pronged, comprehensive\",\"two\nlines\"\n碳中和,carbon neutrality,\n";
    let concepts = read_csv("a.csv", csv).unwrap();
    assert_eq!(concepts[0].approved()[0].text, "four-pronged, comprehensive");
    assert_eq!(concepts[1].origin.line, 4);
}

#[test]
fn confidence_lowers_and_severity_sets() {
    let text = "zh\ten\tconfidence\tseverity\n甲乙丙\tone\tC\t\n丁戊己\ttwo\tA\tcritical\n";
    let concepts = read("a.tsv", text).unwrap();
    let severities: Vec<_> = concepts.iter().map(|it| format!("{:?}", it.severity)).collect();
    assert_eq!(severities, ["Some(Info)", "Some(Critical)"]);
}

#[test]
fn source_and_target_name_a_direction_and_languages_a_language() {
    let english = |name: &str, text: &str| {
        let concepts = read(name, text).unwrap();
        concepts.iter().map(|it| it.approved()[0].text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(english("a.tsv", "source\ttarget\ncarbon\t碳\n"), ["carbon"]);
    assert_eq!(english("a.tsv", "source\ttarget\n碳\tcarbon\n"), ["carbon"]);
    assert_eq!(english("a.tsv", "zh\ten\ncarbon\t碳\n"), ["碳"], "a column of a language is right");
    assert_eq!(english("a.tsv", "source\ten\n碳\tcarbon\n"), ["carbon"]);
    assert_eq!(english("a.tsv", "zh\ten\tx\ty\n碳\tcarbon\t\t\n"), ["carbon"]);
    assert_eq!(english("a.tsv", "# 注释\n碳\tcarbon\n\n氢\thydrogen\n"), ["carbon", "hydrogen"]);
    assert_eq!(english("a.txt", "target\t目标\nsource\t来源\n"), ["target", "source"]);
    let found_in = read("a.tsv", "zh\ten\tsource\n碳\tcarbon\tISO\n").unwrap();
    assert_eq!(found_in[0].source.as_deref(), Some("ISO"));
}

#[test]
fn unknown_columns_are_named_with_what_may_be_meant() {
    let ignored = |text: &str| {
        let contents = diptych_glossary::Contents::of_text("a.tsv", text).unwrap();
        contents.ignored.into_iter().map(|it| it.message).collect::<Vec<_>>()
    };
    let told = ignored("zh\ten\tforbiden\tweather\n碳\tcarbon\t\t\n");
    assert_eq!(told.len(), 2);
    assert!(told[0].contains("`forbidden`") && told[1].contains("allow_short"), "{told:?}");
    assert!(ignored("碳\tcarbon\n氢\thydrogen\n").is_empty(), "no header, no column");
}

#[test]
fn memoq_notes_synonyms_and_other_languages_are_no_renderings() {
    let read = |text: &str| told(&read_csv("m.csv", text).unwrap()).remove(0);
    let preferred = |is_zh: bool, text: &str| (is_zh, text.to_owned(), Status::Preferred);
    assert_eq!(
        read("Chinese_PRC,Term_Info,English,Note\n碳,,carbon,forbidden by law\n"),
        [preferred(true, "碳"), preferred(false, "carbon")],
    );
    assert_eq!(
        read(
            "Entry_ID,Chinese_PRC,Chinese_PRC,Chinese_PRC_Def,Chinese_Taiwan,English,Term_Info,English\n1,碳,碳元素,定义,炭,coal,Forbidden,carbon\n"
        ),
        [
            preferred(true, "碳"),
            preferred(true, "碳元素"),
            (false, "coal".to_owned(), Status::Forbidden),
            preferred(false, "carbon"),
        ],
    );
}

#[test]
fn traditional_terms_of_a_tbx_file_are_kept_apart() {
    let text = "<tbx><conceptEntry><langSec xml:lang='zh-Hant'><termSec><term>網絡</term></termSec></langSec>\
        <langSec xml:lang='zh'><termSec><term>网络</term></termSec></langSec>\
        <langSec xml:lang='en'><termSec><term>network</term></termSec><termSec><term>NW</term>\
        <termNote type='termType'>acronym</termNote><termNote type='administrativeStatus'>deprecated</termNote>\
        </termSec></langSec></conceptEntry></tbx>";
    let concepts = read("a.tbx", text).unwrap();
    assert_eq!(concepts[0].chinese().map(|it| it.text.as_str()).collect::<Vec<_>>(), ["网络"]);
    // A forbidden abbreviation has no column of its own.
    assert_eq!(read("a.tsv", &to_tsv(&concepts)).unwrap()[0].english().count(), 2);
    assert_eq!(told(&read("a.tbx", &to_tbx(&concepts)).unwrap()), told(&concepts));
}

#[test]
fn utx_has_comments_ids_and_either_direction() {
    let text = "#UTX 1.20; en/zh-CN\n#src\ttgt\tconcept id\n#src\tno header\n#tgt\tno header\n\n\
        carbon\t碳\t1\ncoal\t碳\t2\ncarbon black\t碳\t1\n";
    let concepts = read("a.utx", text).unwrap();
    let english = |at: usize| concepts[at].english().map(|it| it.text.as_str()).collect::<Vec<_>>();
    assert_eq!((english(0), english(1)), (vec!["carbon", "carbon black"], vec!["coal"]));
    assert_eq!(concepts[0].chinese().count(), 1);
    let partly = read("a.utx", "#UTX 1.20; zh/en\n#src\ttgt\tcomment\n碳\t\tto do\n").unwrap();
    assert_eq!(partly[0].english().count(), 0);
}

#[test]
fn faults_name_file_and_line() {
    for (name, text, message) in [
        ("a.tsv", "zh\ten\n甲\n", "a.tsv:2: this row has 1 columns and the header has 2"),
        ("a.tsv", "zh\ten\n甲\tone\textra\n", "a.tsv:2: this row has 3 columns"),
        ("a.tsv", "zh\tnote\n甲\tone\n", "a.tsv:1: the header has no column for English"),
        ("a.tsv", "zh\ten\tEN\n甲\tone\tone\n", "a.tsv:1: two columns are named `EN`"),
        ("a.tsv", "", "a.tsv: the file holds no entry"),
        ("a.tsv", "zh\ten\n", "a.tsv: the file holds no entry"),
        ("a.tsv", "zh\ten\tcase\n甲\tone\tupper\n", "a.tsv:2: `upper` is no case policy"),
        ("a.tsv", "zh\ten\tgap\n甲\tone\t3\n", "a.tsv:2: `3` is no gap"),
        ("a.csv", "zh,en\n甲,one,two\n", "a.csv:2: this row has 3 columns"),
        (
            "a.tbx",
            "<html></html>",
            "a.tbx:1: this is neither TBX, MultiTerm XML nor SKOS: its root is <html>",
        ),
        ("a.tbx", "<tbx>\n<text>\n</body>", "a.tbx:3: the XML is broken"),
        ("a.tbx", "<tbx>\n<text>", "a.tbx:2: the XML is broken: <text> is not closed"),
        (
            "a.tbx",
            "<tbx>&file;</tbx>",
            "a.tbx:1: the XML is broken: the entity &file; is not allowed",
        ),
        ("a.tbx", "<tbx></tbx>", "a.tbx: the file holds no entry"),
        ("a.utx", "#UTX 1.20; ja/en\n#src\ttgt\n甲\tone\n", "a.utx:1: the UTX header names"),
        ("a.utx", "#UTX 1.20; zh/ja\n#src\ttgt\n甲\tone\n", "a.utx:1: the UTX header names"),
        ("a.utx", "#UTX 1.20; en/ja\n#src\ttgt\n甲\tone\n", "a.utx:1: the UTX header names"),
        ("a.utx", "#UTX 1.20; ja/zh\n#src\ttgt\n甲\tone\n", "a.utx:1: the UTX header names"),
        ("a.utx", "#UTX 1.20; zh/en\n#src\n甲\n", "a.utx:3: the UTX header names"),
        ("a.utx", "#UTX 1.20; zh/en\n#src\ttgt\n甲\n", "a.utx:3: this row has 1 columns"),
        ("a.utx", "#UTX 1.20; zh/en\n#src\ttgt\n甲\ta\tb\n", "a.utx:3: this row has 3 columns"),
        ("a.utx", "#UTX 1.20; zh/en\n#src\ttgt\n", "a.utx: the file holds no entry"),
        ("a.txt", "# only a comment\n", "a.txt: the file holds no entry"),
        ("a.csv", "Entry_ID,Chinese_PRC,English\n", "a.csv: the file holds no entry"),
        ("a.tsv", "en\t词条\none\t甲\n", "a.tsv:1: the header has no column for Chinese"),
        ("a.tsv", "en\tnote\none\t甲\n", "a.tsv:1: the header has no column for Chinese"),
        ("a.tsv", "甲\n乙\n", "a.tsv:1: the header has no column for English"),
        ("a.tsv", "term\ttranslation\n甲\tone\n", "a.tsv:1: the header has no column for Chinese"),
        ("a.csv", "Entry_ID,English\n1,one\n", "a.csv:1: the header has no column for Chinese"),
        ("a.csv", "Entry_ID,Chinese_PRC,English\n1,甲\n", "a.csv:2: this row has 2 columns"),
        ("a.txt", "甲\tone\n乙\n", "a.txt:2: this row has 1 columns"),
    ] {
        let error = read(name, text).unwrap_err().to_string();
        assert!(error.starts_with(message), "{error}\n{message}");
    }
}

#[test]
fn a_termbase_is_looked_over() {
    let text = "zh\ten\taccept\tavoid\n\
        碳达峰\tcarbon peaking\tcarbon peaking\tpeaking\n\
        碳中和\tcarbon neutrality\t\tcarbon neutrality\n\
        \tnothing\t\t\n\
        carbon\t碳\t\t\n\
        水\twater\t\t\n\
        碳达峰\tpeak\t\t\n\
        零排放\t=zero(1)\tzero\u{200b}emission\t\n\
        净零\tcarbon neutrality\t\t\n\
        中和剂\tneutrality\t\t\n\
        引文\t\t\t\n\
        邮件\temail\t\te-mail\n\
        控制\tcon\u{1}trol\t\t\n\
        高分辨率\tresolution|high resolution\t\t\n";
    let faults = lint(&read("t.tsv", text).unwrap());
    let told: Vec<String> =
        faults.iter().map(|it| format!("{} {:?} {}", it.line, it.grade, it.message)).collect();
    for (line, grade, words) in [
        (2, "Note", "given twice"),
        (2, "Note", "part of the approved"),
        (3, "Fault", "both approved and not"),
        (4, "Fault", "the Chinese cell is empty"),
        (5, "Fault", "has no Chinese character"),
        (5, "Fault", "mixes Chinese and English"),
        (6, "Note", "so short that it is never looked for"),
        (7, "Fault", "stands in t.tsv:2 too"),
        (8, "Fault", "looks like a formula"),
        (8, "Fault", "invisible character"),
        (13, "Fault", "invisible character"),
        (9, "Note", "renders the term of t.tsv:3 too"),
        (10, "Note", "is the end of “carbon neutrality” (t.tsv:3) and of 1 more"),
        (11, "Note", "no rendering to use"),
        (12, "Note", "but for a blank, a hyphen or capitals"),
    ] {
        assert!(
            told.iter().any(|it| it.starts_with(&format!("{line} {grade}")) && it.contains(words)),
            "{line} {grade} {words}\n{told:#?}"
        );
    }
    assert!(faults.is_sorted_by_key(|it| it.line));
    assert!(
        !told.iter().any(|it| it.starts_with("14 ")),
        "its own renderings may end alike {told:#?}"
    );
}

#[test]
fn entries_within_others_and_short_ones_that_are_allowed_are_in_order() {
    let header = "zh\ten\tavoid\tallow_short\n";
    for row in [
        "网络主权\tcyber sovereignty\t\t\n主权\tsovereignty\t\t\n",
        "水\twater\t\tyes\n",
        "邮件\tmail\t…\t\n",
    ] {
        assert_eq!(lint(&read("t.tsv", &format!("{header}{row}")).unwrap()), [], "{row}");
    }
}

#[test]
fn entries_that_do_nothing_in_a_text_are_told() {
    let text = "zh\ten\n数字鸿沟\tdigital divide\n鸿沟\tdivide\n和平赤字\tpeace deficit\n\tno term\n无译名\t\n";
    let base = Termbase::new(read("t.tsv", text).unwrap()).unwrap();
    let told: Vec<_> =
        unused(&base, ["弥合数字\n鸿沟。"]).into_iter().map(|it| it.message).collect();
    assert_eq!(told.len(), 2);
    assert!(told[0].starts_with("“鸿沟” occurs only inside longer terms"));
    assert_eq!(told[1], "“和平赤字” never occurs");
}

#[test]
fn what_is_written_is_read_back() {
    let rich = "zh\ten\taccept\tavoid\tabbr\tcase\tgap\tseverity\tnot_before\tallow_short\tnote\n\
                碳达峰\tcarbon peaking\tA & <B>\tcarbon top\tCP\ttitle\t1\tmajor\t值\tyes\t\"so\" said\n";
    let concepts = read("terms.tsv", rich).unwrap();
    assert_eq!(read("terms.tsv", &to_tsv(&concepts)).unwrap(), concepts);
    assert_eq!(told(&read("terms.tbx", &to_tbx(&concepts)).unwrap()), told(&concepts));
    let omegat = read("terms.utf8", &to_omegat(&concepts)).unwrap();
    assert_eq!(omegat[0].approved().len(), 3);
}

#[test]
fn a_diff_tells_what_stays_goes_and_comes() {
    use diptych_glossary::Change::{Add, Keep, Remove};
    let told = diptych_glossary::diff("a Shared bright destiny", "a shared good new future");
    let told: Vec<_> = told.iter().map(|(change, words)| (*change, words.as_str())).collect();
    assert_eq!(told, [(Keep, "a shared"), (Remove, "bright destiny"), (Add, "good new future")]);
}

#[test]
fn a_fix_keeps_case_number_and_article() {
    for (before, found, suggestion, expected) in [
        ("the ", "network sovereignty", "cyber sovereignty", (0, "cyber sovereignty")),
        ("", "Network sovereignty", "cyber sovereignty", (0, "Cyber sovereignty")),
        ("", "Network Sovereignty", "cyber sovereignty", (0, "Cyber Sovereignty")),
        ("", "NETWORK SOVEREIGNTY", "cyber sovereignty", (0, "CYBER SOVEREIGNTY")),
        ("new ", "network attacks", "cyberattack", (0, "cyberattacks")),
        (
            "",
            "communities of fate",
            "community of shared future",
            (0, "communities of shared future"),
        ),
        ("a ", "common destiny", "a global community", (0, "global community")),
        ("a ", "network plan", "initiative", (2, "an initiative")),
        ("An ", "initiative", "plan", (3, "A plan")),
        ("of ", "emancipating their minds", "free one's mind", (0, "freeing their minds")),
        ("We ", "emancipated our minds", "free one's mind", (0, "freed our minds")),
        ("It ", "emancipates China’s mind", "free one's mind", (0, "frees China’s mind")),
        ("to ", "emancipate the mind", "free one's mind", (0, "free mind")),
        ("", "Never forgetting one’s origin", "keep one's origin", (0, "Keeping one’s origin")),
        ("", "AI", "artificial intelligence", (0, "Artificial intelligence")),
        ("", "Plan", "network of duties", (0, "Network of duties")),
        ("They ", "took their own place", "find one's place", (0, "found their place")),
    ] {
        let (taken, text) = replacement(before, found, suggestion);
        assert_eq!((taken, text.as_str()), expected, "{before}{found}");
    }
}
