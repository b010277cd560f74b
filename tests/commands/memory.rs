//! What a memory keeps and how it is written: the commands that read TMX and write it.

use serde_json::Value;

use crate::desk::Desk;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n<header \
    creationtool=\"x\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"x\" adminlang=\"en\" \
    srclang=\"zh-CN\" datatype=\"plaintext\"/>\n<body>\n";
const TAIL: &str = "</body>\n</tmx>\n";

fn unit(id: &str, zh: &str, en: &str) -> String {
    format!(
        "<tu tuid=\"{id}\">\n <tuv xml:lang=\"zh-CN\"><seg>{zh}</seg></tuv>\n \
         <tuv xml:lang=\"en-US\"><seg>{en}</seg></tuv>\n</tu>\n"
    )
}

fn memory(units: &[String]) -> String {
    [HEAD, &units.concat(), TAIL].concat()
}

/// How many units a memory has.
fn units(desk: &Desk, name: &str) -> Value {
    let stats = desk.ok(&format!("tmx stats {name} --format json"));
    serde_json::from_str::<Value>(&stats.out).unwrap()["units"].clone()
}

#[test]
fn a_memory_that_is_aligned_again_keeps_what_its_units_hold() {
    let desk = Desk::new();
    let rich = "<tu tuid=\"a1\" creationdate=\"20200102T030405Z\" creationid=\"D\\U1\" usagecount=\"7\">\
        <note>of the unit</note><prop type=\"x-Context\">1, 2</prop><prop type=\"x-diptych-score\">0.111</prop>\
        <tuv xml:lang=\"en_us\"><prop type=\"x-p\">v</prop><seg>Press <bpt i=\"1\" x=\"1\"/>Start<ept i=\"1\"/>\
        <ph x=\"2\" type=\"lb\"/>now.</seg></tuv><tuv xml:lang=\"de\"><seg>Jetzt starten.</seg></tuv>\
        <tuv xml:lang=\"zh-CN\"><seg>按<bpt i=\"1\" x=\"1\"/>开始<ept i=\"1\"/>。</seg></tuv></tu>\n";
    let alone = "<tu><tuv xml:lang=\"zh-CN\"><seg>只有中文。</seg></tuv><tuv xml:lang=\"fr\"><seg>Non.</seg></tuv></tu>\n";
    let blank = unit("b1", " ", "");
    let last = unit("a2", "第二句在这里。", "The second sentence is here.");
    desk.put("a.tmx", memory(&[alone.to_owned(), blank, rich.to_owned(), last]));
    desk.ok("align a.tmx -o b.tmx --input-report report.json");
    let written = desk.text("b.tmx");
    for kept in [
        "tuid=\"a1\" creationdate=\"20200102T030405Z\" creationid=\"D\\U1\" usagecount=\"7\"",
        "<note>of the unit</note>",
        "<prop type=\"x-Context\">1, 2</prop>",
        "<prop type=\"x-p\">v</prop>",
        "<seg>Press <bpt i=\"1\" x=\"1\"/>Start<ept i=\"1\"/><ph x=\"2\" type=\"lb\"/>now.</seg>",
        "<seg>Jetzt starten.</seg>",
        "xml:lang=\"en-US\"",
        "tuid=\"a2\"",
    ] {
        assert!(written.contains(kept), "{kept}: {written}");
    }
    assert_eq!(written.matches("<tu ").count(), 2);
    assert_eq!(written.matches("x-diptych-score").count(), 2);
    assert!(!written.contains("0.111"));
    let report = desk.text("report.json");
    for what in ["inline codes", "notes of units", "variants in further languages"] {
        assert!(report.contains(what), "{what}: {report}");
    }
    // Where only text is written, a code that breaks the line is a blank.
    let table = desk.ok("align a.tmx").out;
    assert!(table.contains("按开始。\tPress Start now."), "{table}");
    // Each unit gets what is known of its own pair.
    desk.ok("align a.tmx -o c.tmx --min-score 0.0");
    assert_eq!(desk.text("c.tmx"), written);
}

#[test]
fn the_name_of_the_output_says_how_it_is_written() {
    let desk = Desk::new();
    let plain = memory(&[unit("1", "他笑了。", "He laughed.")]);
    desk.put("a.tmx", &plain);
    for packed in ["b.tmx.gz", "b.zip", "b.tmx.ZIP"] {
        desk.ok(&format!("tmx convert a.tmx -o {packed}"));
        assert_ne!(std::fs::read(desk.path(packed)).unwrap(), plain.as_bytes(), "{packed}");
        desk.ok(&format!("tmx convert {packed} -o c.tmx"));
        assert_eq!(desk.text("c.tmx"), plain, "{packed}");
    }
    for command in ["dedupe", "clean", "merge", "repair", "convert --for omegat"] {
        desk.ok(&format!("tmx {command} b.zip -o d.tmx"));
        assert!(desk.text("d.tmx").contains("He laughed."), "{command}");
        desk.ok(&format!("tmx {command} b.zip -o d.tmx.gz"));
        let bytes = std::fs::read(desk.path("d.tmx.gz")).unwrap();
        assert!(bytes.starts_with(&[0x1F, 0x8B]), "{command}");
        assert_eq!(units(&desk, "d.tmx.gz"), 1, "{command}");
    }
    for no_memory in ["e.xlsx", "e.csv", "e.xlf.gz"] {
        desk.refused(&format!("tmx convert a.tmx -o {no_memory}"));
    }
}

#[test]
fn convert_writes_the_codes_that_are_asked_for() {
    let desk = Desk::new();
    let bare = memory(&[unit("1", "好。", "Good.")]).replace("zh-CN\"><seg", "zh\"><seg");
    desk.put("a.tmx", &bare);
    for tool in ["trados", "memoq"] {
        assert_eq!(desk.run(&format!("tmx forecast a.tmx --for {tool}")).code, 1, "{tool}");
        desk.ok(&format!("tmx convert a.tmx --for {tool} -o b.tmx"));
        desk.ok(&format!("tmx forecast b.tmx --for {tool}"));
    }
    // Streams are read more than once too.
    let codes = "tmx convert - -o - --source-lang zh-SG --target-lang EN_gb";
    let written = desk.run_with(codes, bare.as_bytes()).out;
    for code in ["srclang=\"zh-SG\"", "xml:lang=\"zh-SG\"", "xml:lang=\"en-GB\""] {
        assert!(written.contains(code), "{code}: {written}");
    }
    desk.refused("tmx convert a.tmx -o c.tmx --source-lang 中");
}

#[test]
fn memories_of_several_languages_give_chinese_and_english() {
    let desk = Desk::new();
    let several = "<tu><tuv xml:lang=\"de\"><seg>Guten Tag</seg></tuv><tuv xml:lang=\"en\"><seg>Good day\
        </seg></tuv><tuv xml:lang=\"zh\"><seg>您好</seg></tuv></tu>\n";
    let turned = "<tu><tuv xml:lang=\"zh\"><seg>再见</seg></tuv><tuv xml:lang=\"en\"><seg>Goodbye</seg>\
        </tuv></tu>\n";
    let all = memory(&[several.to_owned(), turned.to_owned()])
        .replace("srclang=\"zh-CN", "srclang=\"*all*");
    desk.put("a.tmx", all);
    let told = desk.ok("tmx convert a.tmx -o a.tsv").err;
    assert!(told.contains("--pair"), "{told}");
    assert_eq!(desk.text("a.tsv"), "Good day\t您好\nGoodbye\t再见\n");
    desk.ok("tmx convert a.tmx -o a.tsv --pair zh,de");
    assert_eq!(desk.text("a.tsv"), "您好\tGuten Tag\n");
    desk.ok("tmx split a.tmx -o p --by pair");
    for pair in ["de_en", "de_zh", "en_zh", "zh_en"] {
        assert_eq!(units(&desk, &format!("p.{pair}.tmx")), 1, "{pair}");
    }
}

#[test]
fn a_variant_is_no_pair_with_itself_nor_with_one_of_its_language() {
    let desk = Desk::new();
    let twice = "<tu><tuv xml:lang=\"zh-CN\"><seg>您好</seg></tuv><tuv xml:lang=\"en-US\"><seg>Good day\
        </seg></tuv><tuv xml:lang=\"en-US\"><seg>Hello</seg></tuv></tu>\n";
    desk.put("a.tmx", memory(&[twice.to_owned()]));
    desk.run("tmx convert a.tmx -o a.tsv --pair en,en-US");
    assert!(!desk.has("a.tsv") || desk.text("a.tsv").is_empty());
    desk.ok("tmx split a.tmx -o p --by pair");
    assert_eq!(units(&desk, "p.zh-CN_en-US.tmx"), 2);
    assert!(!desk.has("p.en-US_en-US.tmx"));
}

#[test]
fn a_fix_goes_between_inline_codes_and_dates_its_unit() {
    let desk = Desk::new();
    desk.put("terms.tsv", "zh\ten\tavoid\n数字鸿沟\tdigital divide\tnumber gulf\n");
    let memory = |english: &str| {
        format!(
            "<tmx version=\"1.4\"><header srclang=\"en\"/><body>\n<tu changedate=\"20200101T000000Z\">\
             <tuv xml:lang=\"en\"><seg>{english}</seg></tuv>\
             <tuv xml:lang=\"zh\"><seg>弥合<ph x=\"1\"/>数字鸿沟。</seg></tuv></tu>\n</body></tmx>"
        )
    };
    let fix = |english: &str| {
        desk.put("m.tmx", memory(english));
        desk.ok("fix m.tmx -g terms.tsv -o fixed.tmx");
        desk.text("fixed.tmx")
    };
    let fixed = fix("<bpt i=\"1\"/>Bridge<ept i=\"1\"/><ph type=\"lb\"/>the number gulf.");
    let wanted = "<bpt i=\"1\"/>Bridge<ept i=\"1\"/><ph type=\"lb\"/>the digital divide.";
    assert!(fixed.contains(wanted), "{fixed}");
    assert!(fixed.contains("changedate=\"2") && !fixed.contains("20200101"), "{fixed}");
    // What crosses a code is left, and so is the date.
    let crossing = "Bridge the number <ph x=\"1\"/>gulf.";
    assert_eq!(fix(crossing), memory(crossing));
}

#[test]
fn filter_keeps_or_drops_what_meets_all_conditions() {
    let desk = Desk::new();
    let [first, second, third] = [
        unit("1", "他笑了。", "He laughed."),
        unit("2", "他走了。", "He  left."),
        unit("3", "她笑了。", "She laughed.")
            .replace("<tu ", "<tu changedate=\"20240301T000000Z\" "),
    ];
    desk.put("a.tmx", memory(&[first.clone(), second.clone(), third.clone()]));
    let filter = |conditions: &str| {
        desk.ok(&format!("tmx filter a.tmx -o b.tmx --removed r.tmx {conditions}"));
        desk.text("b.tmx")
    };
    let laughed = "--text ^[A-Z]\\w+\\slaughed --lang en-US";
    assert_eq!(filter(laughed), memory(&[first.clone(), third.clone()]));
    assert_eq!(units(&desk, "r.tmx"), 1);
    assert_eq!(filter(&format!("{laughed} --since 2024-03-01")), memory(&[third]));
    assert_eq!(filter(&format!("{laughed} --drop")), memory(&[second]));
    assert_eq!(filter("--max-length 2"), memory(&[]));
    for wrong in ["", " --text (", " --since soon"] {
        desk.refused(&format!("tmx filter a.tmx -o c.tmx{wrong}"));
    }
}

#[test]
fn replace_shows_first_and_changes_text_between_codes() {
    let desk = Desk::new();
    let other = unit("2", "colour", "no");
    let first = unit("1", "颜色", "<ph x='1'/>colour, Colours &amp; so");
    desk.put("a.tmx", memory(&[first, other.clone()]));
    let replace = "tmx replace a.tmx (?i)(col)our ${1}or --lang en-US";
    let shown = desk.ok(replace).out;
    assert_eq!(shown, "@@ unit 1 @@\n-colour, Colours & so\n+color, Colors & so\n");
    desk.ok(&format!("{replace} -o b.tmx"));
    let written = desk.text("b.tmx");
    assert!(written.contains("<ph x=\"1\"/>color, Colors &amp; so"), "{written}");
    assert!(written.contains(&other) && written.contains("changedate=\"2"), "{written}");
}

#[test]
fn set_changes_codes_creators_and_props_and_nothing_else() {
    let desk = Desk::new();
    let plain = memory(&[unit("1", "好。", "Good.")]);
    desk.put("a.tmx", plain.replace("zh-CN", "CHS").replace("en-US", "ENU"));
    desk.ok("tmx set a.tmx -o b.tmx --source-lang zh-CN --target-lang en-US");
    let written = desk.text("b.tmx");
    assert!(written.starts_with(HEAD) && written.ends_with(TAIL), "{written}");
    assert!(written.contains("xml:lang=\"zh-CN\"") && written.contains("xml:lang=\"en-US\""));
    let with_props = plain.replace(
        "<tuv xml:lang=\"zh-CN\">",
        "<prop type=\"old\">x</prop><prop \
        type=\"client\">B</prop><prop type=\"client\">C</prop><tuv xml:lang=\"zh-CN\">",
    );
    desk.put("c.tmx", with_props);
    let props = "--prop client=A --remove-prop old --creator Li";
    desk.ok(&format!("tmx set c.tmx -o d.tmx {props}"));
    let written = desk.text("d.tmx");
    assert_eq!(written.matches("<prop").count(), 1);
    assert!(written.contains(">A</prop>") && written.contains("creationid=\"Li\""), "{written}");
    // What is set already stays byte for byte.
    desk.ok(&format!("tmx set d.tmx -o e.tmx {props}"));
    assert_eq!(desk.text("e.tmx"), written);
    desk.refused("tmx set d.tmx -o f.tmx");
}
