//! Which language the command speaks, and what stays the same in both.

use crate::desk::Desk;

/// Whether a text has Chinese characters.
fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn help_and_what_is_wrong_with_the_arguments_are_in_the_language_that_is_named() {
    let desk = Desk::new();
    for (arguments, code) in [
        ("--help", 0),
        ("-h", 0),
        ("help tmx clean", 0),
        ("tmx check --help", 0),
        ("tmx", 2),
        ("", 2),
        ("aling", 2),
        ("align --outptu", 2),
        ("align a b --layout poem", 2),
        ("check", 2),
        ("align a b c.tmx", 2),
        ("align --pairs a --anchors b", 2),
        ("tmx clean a -o", 2),
    ] {
        let zh = desk.run(&format!("--ui zh {arguments}"));
        assert_eq!(zh.code, code, "{arguments}: {zh:?}");
        let said = zh.out + &zh.err;
        assert!(is_chinese(&said) && said.ends_with('\n'), "{arguments}: {said}");
        for word in ["Usage", "Options", "error", "default", "tip"] {
            assert!(!said.contains(word), "{arguments}: {word} in {said}");
        }
        let en = desk.run(&format!("--ui=en {arguments}"));
        assert_eq!(en.code, code, "{arguments}");
        assert!(!is_chinese(&(en.out + &en.err)), "{arguments}");
    }
}

#[test]
fn a_language_that_is_not_spoken_is_refused() {
    assert_eq!(Desk::new().run("--ui fr --help").code, 2);
}

#[test]
fn what_people_mistype_gets_a_hint() {
    let desk = Desk::new();
    assert!(desk.run("align a.txt b.txt out.tmx").err.contains("-o out.tmx"));
    assert!(desk.run("check a.tmx —glossary terms.tsv").err.contains("--glossary"));
    assert!(desk.run("tmx clean a.tmx –o b.tmx").err.contains("type -o"));
}

#[test]
fn what_programs_read_is_the_same_in_both_languages() {
    let desk = Desk::with_examples();
    let align = "align article-zh.txt forbidden-en.txt -g terms.tsv -o";
    let (zh, en) = (
        desk.run(&format!("--ui zh {align} zh.jsonl --findings zh-findings.jsonl")),
        desk.run(&format!("--ui en {align} en.jsonl --findings en-findings.jsonl")),
    );
    assert_eq!(zh.code, en.code);
    assert_eq!(desk.text("zh.jsonl"), desk.text("en.jsonl"));
    assert_eq!(desk.text("zh-findings.jsonl"), desk.text("en-findings.jsonl"));
    desk.run("align article-zh.txt article-en.txt -o m.tmx");
    desk.put("bad.tmx", desk.text("m.tmx").replace("</seg>", "&nbsp;</seg>"));
    for command in [
        "check en.jsonl -g terms.tsv --format jsonl",
        "check en.jsonl -g terms.tsv --format sarif",
        "tmx check bad.tmx --format jsonl --notes",
        "tmx stats m.tmx --format json",
        "segment article-en.txt --format jsonl",
    ] {
        let (zh, en) =
            (desk.run(&format!("--ui zh {command}")), desk.run(&format!("--ui en {command}")));
        assert!(!en.out.is_empty(), "{command}: {}", en.err);
        assert_eq!((zh.code, zh.out), (en.code, en.out), "{command}");
    }
}
