//! Tables as people make them: titles above the head, heads of several words, several terms in a cell.

use diptych_glossary::{
    Contents, ErrorKind, Grade, Row, Status, Weight, lint, read, to_tbx, to_tsv,
};

/// The pairs of a table, each term list joined by bars.
#[track_caller]
fn pairs(name: &str, text: &str) -> Vec<(String, String)> {
    let concepts = read(name, text).expect("a termbase");
    let texts = |terms: Vec<&str>| terms.join("|");
    let pair = |it: &diptych_glossary::Concept| {
        let (zh, en) = (it.chinese(), it.english());
        (texts(zh.map(|it| &*it.text).collect()), texts(en.map(|it| &*it.text).collect()))
    };
    concepts.iter().map(pair).collect()
}

#[track_caller]
fn is_power(name: &str, text: &str) {
    assert_eq!(pairs(name, text), [("网络强国".to_owned(), "cyberpower".to_owned())], "{text}");
}

#[test]
fn heads_of_several_words_name_their_language() {
    for (zh, en) in [
        ("中文术语", "英文译法"),
        ("中文名称", "英文名称"),
        ("Source Term (ZH)", "Target Term (EN)"),
        ("简体中文", "English (US)"),
        ("Chinese (Simplified)", "English term"),
        ("中文（简体）", "英语译名"),
        ("汉语词条", "EN-GB translation"),
    ] {
        is_power("t.tsv", &format!("{zh}\t{en}\n网络强国\tcyberpower\n"));
        is_power("t.csv", &format!("序号,{en},{zh},备注\n1,cyberpower,网络强国,x\n"));
    }
}

#[test]
fn a_head_of_another_meaning_names_no_language() {
    for head in ["中文释义", "英文例句", "Chinese definition", "中文拼音", "English context"]
    {
        let text = format!("{head}\t中文\tEnglish\n另一栏\t网络强国\tcyberpower\n");
        is_power("t.tsv", &text);
    }
    for head in ["中文页码", "英文出版社", "English page", "Chinese Simplified term page"]
    {
        let text = format!("{head}\t中文\tEnglish\n7\t网络强国\tcyberpower\n");
        is_power("t.tsv", &text);
    }
}

#[test]
fn titles_and_numbers_are_no_terms() {
    is_power("t.tsv", "项目术语表\n客户\t2024\t\n序号\t中文\t英文\n1\t网络强国\tcyberpower\n");
    is_power("t.tsv", "Client\tACME Ltd\n中文\t英文\n网络强国\tcyberpower\n");
    is_power("t.tsv", "1\t网络强国\tcyberpower\n");
    is_power("t.tsv", "\t网络强国\tcyberpower\n");
    is_power("t.tsv", "网络强国\tcyberpower\t见白皮书\n");
    let rows = [Row { line: 1, cells: vec!["术语表".into(), String::new()] }].into_iter();
    let named = ["中文", "英文"].map(String::from).to_vec();
    let entry = ["云", "cloud"].map(String::from).to_vec();
    let rows: Vec<Row> =
        rows.chain((3..).zip([named, entry]).map(|(line, cells)| Row { line, cells })).collect();
    let contents = Contents::of_rows("t.xlsx", &rows).expect("a termbase");
    assert_eq!((contents.concepts.len(), contents.concepts[0].origin.line), (1, 4));
}

#[test]
fn what_deepl_and_excel_write_is_known() {
    is_power("t.csv", "网络强国,cyberpower,ZH,EN\n");
    is_power("t.csv", "cyberpower,网络强国,EN-US,ZH\n");
    is_power("t.csv", "sep=;\n中文;英文\n网络强国;cyberpower\n");
    is_power("t.csv", "\"sep=;\"\r\n中文;英文\r\n网络强国;cyberpower\r\n");
    is_power("t.csv", "sep=;\n网络强国;cyberpower\n");
    is_power("t.csv", "中文,英文,,\n网络强国,cyberpower,,\n");
}

#[test]
fn line_breaks_and_bars_part_the_terms_of_a_cell() {
    let all = pairs("t.csv", "中文,英文\n\"云\n云端\",\"cloud\nthe cloud\"\n");
    assert_eq!(all, [("云|云端".to_owned(), "cloud|the cloud".to_owned())]);
}

#[test]
fn other_marks_between_terms_are_named() {
    let notes = |zh: &str, en: &str| {
        let faults = lint(&read("t.tsv", &format!("zh\ten\n{zh}\t{en}\n")).expect("a termbase"));
        assert!(faults.iter().all(|it| it.grade == Grade::Note), "{faults:?}");
        faults.len()
    };
    assert_eq!(notes("激活插件", "activate/enable the plugin"), 1);
    assert_eq!(notes("苹果园；红苹果园", "apple orchard; red apple orchard"), 2);
    assert_eq!(notes("打开/开启菜单", "open the menu"), 1);
    for whole in [
        "TCP/IP stack",
        "input and/or output",
        "I/O port",
        "24/7 support",
        "client/s",
        "c/o address",
        "Client/Server mode",
        "cloud",
    ] {
        assert_eq!(notes("云计算", whole), 0, "{whole}");
    }
}

#[test]
fn tbx_keeps_what_an_entry_says_and_adds_no_status() {
    let text = "<martif type=\"TBX\"><text><body><termEntry id=\"c1\">\
        <descrip type=\"definition\">a thing for tests</descrip>\
        <langSet xml:lang=\"en\"><tig><term>cyberspace</term>\
        <termNote type=\"partOfSpeech\">noun</termNote><termNote type=\"usageNote\">formal</termNote>\
        <descrip type=\"context\">In cyberspace all is quick.</descrip></tig></langSet>\
        <langSet xml:lang=\"zh-CN\"><tig><term>网络空间</term></tig></langSet>\
        </termEntry></body></text></martif>";
    let concepts = read("t.tbx", text).expect("a termbase");
    let (tbx, tsv) = (to_tbx(&concepts), to_tsv(&concepts));
    for kept in ["a thing for tests", "noun", "formal", "In cyberspace all is quick."] {
        assert!(tbx.contains(kept) && tsv.contains(kept), "{kept}: {tbx} {tsv}");
    }
    assert!(!tbx.contains("administrativeStatus"), "{tbx}");
    let again = read("t.tbx", &tbx).expect("a termbase");
    assert_eq!(to_tbx(&again), tbx);
}

#[test]
fn the_labels_of_skos_are_terms() {
    let text = r#"<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
<skos:ConceptScheme rdf:about="s"/>
<rdf:Description rdf:about="no-term"/>
<skos:Concept rdf:about="c1">
  <skos:prefLabel xml:lang="zh">数字鸿沟</skos:prefLabel>
  <skos:prefLabel xml:lang="en">digital divide</skos:prefLabel>
  <skos:altLabel xml:lang="en">digital gap</skos:altLabel>
  <skos:hiddenLabel xml:lang="en">number gulf</skos:hiddenLabel>
  <skos:scopeNote xml:lang="en">never literal</skos:scopeNote>
</skos:Concept>
</rdf:RDF>"#;
    let concepts = read("t.rdf", text).unwrap();
    let [concept] = concepts.as_slice() else { panic!("{concepts:?}") };
    let terms: Vec<_> = concept.terms.iter().map(|it| (&*it.text, it.status)).collect();
    assert_eq!(
        terms,
        [
            ("数字鸿沟", Status::Preferred),
            ("digital divide", Status::Preferred),
            ("digital gap", Status::Admitted),
            ("number gulf", Status::Forbidden),
        ]
    );
    assert_eq!(
        (concept.id.as_deref(), concept.note.as_deref()),
        (Some("c1"), Some("never literal"))
    );
    // Whose label is it?
    let nested = text.replace(
        "<skos:scopeNote",
        "<skos:narrower><skos:Concept rdf:about=\"c2\"/></skos:narrower><skos:scopeNote",
    );
    assert!(read("t.rdf", &nested).is_err());
    let told = read("t.rdf", "<html/>").unwrap_err().to_string();
    assert!(told.contains("<rdf:RDF>"), "{told}");
}

#[test]
fn turtle_is_refused_by_its_name() {
    let prefix = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n";
    let triple =
        "<http://a.org/1> <http://www.w3.org/2004/02/skos/core#prefLabel> \"cloud\"@en .\n";
    let after_comment = format!("# Terms\n\n{prefix}");
    for (file, text) in [
        ("t.ttl", triple),
        ("t.NT", triple),
        ("t.n3", "[] a <#c> .\n"),
        ("t.txt", prefix),
        ("t.tsv", triple),
        ("t.txt", &after_comment),
        ("t", "@base <http://a.org/> .\n"),
    ] {
        let error = read(file, text).unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Turtle, "{file}");
    }
    // What only speaks of it is a termbase.
    assert!(read("t.tsv", "zh\ten\n前缀\t@prefix\n").is_ok());
}

#[test]
fn a_pair_above_what_looks_like_a_header_is_an_entry() {
    let text =
        "城市书房\tcity study\n绿色发展\tgreen development\n术语\tpreferred\n共享\tsharing\n";
    assert_eq!(read("t.tsv", text).unwrap().len(), 4);
}

#[test]
fn a_head_that_names_a_language_beside_its_plain_name_is_another_column() {
    let text = "zh\ten\tEnglish source\tChinese name\n云\tcloud\tUN 2020\tX\n";
    let concepts = read("t.tsv", text).unwrap();
    assert_eq!(concepts[0].terms.len(), 2, "{concepts:?}");
    let text = "术语\t规定译法\t可用译法\n云\tcloud\tclouds\n";
    assert_eq!(read("t.tsv", text).unwrap()[0].terms.len(), 3);
}

#[test]
fn columns_for_people_are_no_faults_in_a_list_of_candidates() {
    let faults = |head: &str, cells: &str| {
        let text = format!("{head}\tzh\ten\tseen\n{cells}\t网络强国\tcyberpower\t7\n");
        Contents::of_text("t.tsv", &text).expect("a termbase").ignored.len()
    };
    assert_eq!((faults("take", "yes"), faults("note", "x")), (0, 1));
}

#[test]
fn an_entry_that_nobody_took_is_none() {
    let text = "take\tzh\ten\nyes\t云\tcloud\nno\t雨\train\n\t雪\tsnow\n";
    assert_eq!(pairs("t.tsv", text), [("云".to_owned(), "cloud".to_owned())]);
    let none = read("t.tsv", &text.replace("yes", "no")).unwrap_err();
    assert_eq!(none.kind(), &ErrorKind::NothingTaken);
    assert_eq!(read("t.tsv", "zh\ten\n").unwrap_err().kind(), &ErrorKind::Empty);
}

#[test]
fn either_column_tells_a_termbase_of_memoq() {
    for head in ["Entry_ID,Chinese_PRC,Other,English", "Chinese_PRC,Term_Info,Other,English"] {
        let rest = if head.starts_with("Entry") {
            "1,网络强国,,cyberpower"
        } else {
            "网络强国,,,cyberpower"
        };
        is_power("t.csv", &format!("{head}\n{rest}\n"));
    }
}

#[test]
fn what_two_terms_say_alike_stands_once() {
    let term = |lang: &str, text: &str, context: &str| {
        format!(
            "<langSet xml:lang=\"{lang}\"><tig><term>{text}</term><descrip type=\"context\">{context}</descrip></tig></langSet>"
        )
    };
    let text = format!(
        "<martif type=\"TBX\"><text><body><termEntry id=\"c1\">{}{}{}</termEntry></body></text></martif>",
        term("zh-CN", "云", "天上的云"),
        term("zh-CN", "云端", "天上的云"),
        term("en", "cloud", "a cloud above")
    );
    let concepts = read("t.tbx", &text).expect("a termbase");
    assert_eq!(concepts[0].context.as_deref(), Some("天上的云; a cloud above"));
}

#[test]
fn an_uncertain_entry_is_for_information_unless_it_says_more() {
    let text = "zh\ten\tseverity\tconfidence\n云\tcloud\t\tC\n雨\train\tminor\tC\n雪\tsnow\t\tA\n";
    let severities: Vec<_> =
        read("t.tsv", text).expect("a termbase").iter().map(|it| it.severity).collect();
    assert_eq!(severities, [Some(Weight::Info), Some(Weight::Minor), None]);
}
