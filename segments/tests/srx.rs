//! SRX rules: what the standard says, and what `OmegaT` does.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up must fail")]

use std::process::Command;

use diptych_segments::{Srx, SrxError, SrxMode};

/// An SRX 2.0 file with these rules for every language.
fn file(rules: &str) -> String {
    format!(
        "<?xml version='1.0' encoding='UTF-8'?><srx xmlns='http://www.lisa.org/srx20' version='2.0'><header segmentsubflows='yes' cascade='yes'/><body>\n<languagerules><languagerule languagerulename='Any'>\n{rules}</languagerule></languagerules><maprules><languagemap languagepattern='.*' languagerulename='Any'/></maprules></body></srx>"
    )
}

fn srx(rules: &str) -> Srx {
    Srx::parse(&file(rules)).unwrap()
}

fn rule(breaks: bool, before: &str, after: &str) -> String {
    let yes = if breaks { "yes" } else { "no" };
    format!(
        "<rule break='{yes}'><beforebreak>{before}</beforebreak><afterbreak>{after}</afterbreak></rule>\n"
    )
}

fn split<'t>(srx: &Srx, mode: SrxMode, text: &'t str) -> Vec<&'t str> {
    srx.splitter("en-US", mode).unwrap().split(text).into_iter().map(|range| &text[range]).collect()
}

fn spec<'t>(rules: &str, text: &'t str) -> Vec<&'t str> {
    split(&srx(rules), SrxMode::Spec, text)
}

#[test]
fn a_top_level_alternative_belongs_to_its_own_pattern() {
    let rules = rule(false, r"\bDr\.|\bMr\.", r"\s") + &rule(true, r"[.?!]+", r"\s");
    assert_eq!(spec(&rules, "I met Dr. Smith. He left."), ["I met Dr. Smith.", " He left."]);
}

#[test]
fn white_space_in_a_pattern_is_part_of_it() {
    assert_eq!(spec(&rule(true, r"\.", " "), "a.b. U.S.A. c"), ["a.b.", " U.S.A.", " c"]);
    assert_eq!(spec(&rule(true, r"\. +", ""), "a.b. c"), ["a.b. ", "c"]);
}

#[test]
fn matches_of_one_rule_may_overlap() {
    assert_eq!(spec(&rule(true, "[a-z]", "[a-z]"), "abcde"), ["a", "b", "c", "d", "e"]);
}

#[test]
fn the_first_rule_that_matches_decides() {
    let (stop, not) = (rule(true, r"\.", r"\s"), rule(false, r"etc\.", r"\s"));
    assert_eq!(spec(&(not.clone() + &stop), "x etc. y. z"), ["x etc. y.", " z"]);
    assert_eq!(spec(&(stop + &not), "x etc. y. z"), ["x etc.", " y.", " z"]);
}

#[test]
fn look_around_and_what_java_has_work() {
    let exception = rule(false, r"(?&lt;=\bv)\.", r"\h(?=[\p{L}&amp;&amp;[^\p{Lu}]])");
    let rules = exception + &rule(true, r"\Q.\E", r"\h");
    assert_eq!(spec(&rules, "A v. b. C v. D"), ["A v. b.", " C v.", " D"]);
}

#[test]
fn chinese_is_split_with_no_white_space() {
    let rules = rule(true, "[。！？][”’」]*", "(?![”’」])");
    assert_eq!(spec(&rules, "雨停了。“天晴了！”她说。"), ["雨停了。", "“天晴了！”", "她说。"]);
}

#[test]
fn missing_patterns_match_everywhere_and_break_is_yes_where_unsaid() {
    assert_eq!(spec("<rule><beforebreak>;</beforebreak></rule>", "a;b;;c"), ["a;", "b;", ";", "c"]);
}

#[test]
fn omegat_searches_each_pattern_without_overlaps() {
    let srx = srx(&rule(true, "[a-z][a-z]", "[a-z]"));
    assert_eq!(split(&srx, SrxMode::Omegat, "abcde"), ["ab", "cd", "e"]);
    assert_eq!(split(&srx, SrxMode::Spec, "abcde"), ["ab", "c", "d", "e"]);
}

#[test]
fn in_omegat_too_an_earlier_exception_overrules() {
    let srx = srx(&(rule(false, r"etc\.", r"\s") + &rule(true, r"\.", r"\s")));
    assert_eq!(split(&srx, SrxMode::Omegat, "x etc. y. z"), ["x etc. y.", " z"]);
}

#[test]
fn a_rule_that_does_not_compile_is_named_and_left_out() {
    let srx = srx(&(rule(false, "(unclosed", r"\s") + &rule(true, r"\.", r"\s")));
    for mode in [SrxMode::Spec, SrxMode::Omegat] {
        let splitter = srx.splitter("en", mode).unwrap();
        let [fault] = splitter.faults() else { panic!("{:?}", splitter.faults()) };
        let (language, rule) = (fault.language.as_str(), fault.rule.as_str());
        assert_eq!((language, rule, fault.line), ("Any", r"(unclosed | \s", 3));
        assert!(fault.to_string().contains("(unclosed"));
        assert_eq!(splitter.split("a. b").len(), 2);
    }
}

#[test]
fn a_pattern_that_would_be_giant_is_named_and_left_out() {
    let srx = srx(&(rule(true, r"\w{200}", r"\s") + &rule(true, r"[.?!]+", r"\s")));
    for mode in [SrxMode::Spec, SrxMode::Omegat] {
        let splitter = srx.splitter("en", mode).unwrap();
        let [fault] = splitter.faults() else { panic!("{:?}", splitter.faults()) };
        assert_eq!(fault.line, 3);
        assert_eq!(split(&srx, mode, "One. Two."), ["One.", " Two."]);
    }
}

#[test]
fn a_search_that_gives_up_loses_no_break_behind_it() {
    let rules = rule(true, r"\.", r"(?:(?:a+)+(?!x)b|\s)");
    let text = format!("One. Two.{} Three. Four.", "a".repeat(60));
    for mode in [SrxMode::Spec, SrxMode::Omegat] {
        let pieces = split(&srx(&rules), mode, &text);
        assert_eq!((pieces[0], pieces[pieces.len() - 1]), ("One.", " Four."), "{mode:?}");
        assert_eq!(pieces.len(), 3);
    }
}

#[test]
fn cascade_decides_whether_one_or_all_language_maps_count() {
    let count = |cascade: &str, code: &str| {
        let rules = |name: &str, stop: &str| {
            format!(
                "<languagerule languagerulename='{name}'>{}</languagerule>",
                rule(true, stop, "")
            )
        };
        let text = format!(
            "<srx version='2.0'><header cascade='{cascade}'/><body><languagerules>{}{}</languagerules><maprules><languagemap languagepattern='ZH.*' languagerulename='zh'/><languagemap languagepattern='.*' languagerulename='any'/></maprules></body></srx>",
            rules("any", ";"),
            rules("zh", "。")
        );
        Srx::parse(&text).unwrap().splitter(code, SrxMode::Spec).unwrap().split("a。b;c").len()
    };
    assert_eq!(count("yes", "zh-CN"), 3);
    assert_eq!(count("no", "zh-CN"), 2);
    assert_eq!(count("no", "en"), 2);
    assert_eq!(count("yes", "en"), 2);
}

#[test]
fn srx_1_is_read_with_its_nested_maps() {
    let text = format!(
        "<srx version='1.0'><header segmentsubflows='yes'/><body><languagerules><languagerule languagerulename='English'>{}</languagerule></languagerules><maprules><maprule maprulename='Default'><languagemap languagepattern='(EN|en).*' languagerulename='English'/></maprule></maprules></body></srx>",
        rule(true, r"\.", r"\s")
    );
    let srx = Srx::parse(&text).unwrap();
    assert_eq!(split(&srx, SrxMode::Spec, "a. b"), ["a.", " b"]);
    assert!(srx.splitter("zh-CN", SrxMode::Spec).is_none());
}

#[test]
fn what_is_no_srx_is_refused_with_its_line() {
    assert_eq!(Srx::parse("<a/>").unwrap_err(), SrxError::NotSrx);
    assert!(matches!(
        Srx::parse("<srx>\n<body></srx>").unwrap_err(),
        SrxError::Xml { line: 2, .. }
    ));
    let bomb = "<!DOCTYPE a [<!ENTITY b 'c'>]><srx/>";
    assert!(matches!(Srx::parse(bomb).unwrap_err(), SrxError::Xml { .. }));
}

proptest::proptest! {
    #[test]
    fn pieces_are_the_text(text in "[a-c.;。“” \n]{0,60}") {
        let rules = rule(false, r"a\.", r"\s") + &rule(true, r"[.。]+[”]?", r"\s?") + &rule(true, ";", "");
        let srx = srx(&rules);
        for mode in [SrxMode::Spec, SrxMode::Omegat] {
            proptest::prop_assert_eq!(split(&srx, mode, &text).concat(), text.as_str());
        }
    }
}

/// Splits the texts of a file (parted by U+001D) by the rules of another, or else by those of
/// `LanguageTool` that come with choppa, whose path it prints first. Segments are parted by U+001E.
const CHOPPA: &str = r#"
import os, sys, choppa
from choppa import SrxDocument, SrxTextIterator
shipped = os.path.join(os.path.dirname(choppa.__file__), "data", "srx", "languagetool_segment.srx")
rules = sys.argv[2] if len(sys.argv) > 2 else shipped
document = SrxDocument(ruleset=rules)
out = [rules]
for text in open(sys.argv[1], encoding="utf-8", newline="").read().split("\x1d"):
    out.append("\x1e".join(s.strip() for s in SrxTextIterator(document, "en_two", text) if s.strip()))
sys.stdout.buffer.write("\x1d".join(out).encode("utf-8"))
"#;

/// Asserts that the segments are those of choppa, a port of the Java library `segment`; skipped
/// where it is not installed.
fn assert_equals_choppa(rules: Option<&str>) {
    let texts = texts();
    let folder = tempfile::tempdir().unwrap();
    let job = folder.path().join("texts.txt");
    std::fs::write(&job, texts.join("\u{1D}")).unwrap();
    let mut command = Command::new("python3");
    command.args(["-c", CHOPPA]).arg(&job);
    if let Some(rules) = rules {
        let path = folder.path().join("rules.srx");
        std::fs::write(&path, file(rules)).unwrap();
        command.arg(path);
    }
    let Some(output) = command.output().ok().filter(|output| output.status.success()) else {
        #[allow(clippy::print_stdout, reason = "a test that is skipped says so")]
        {
            println!("SKIPPED: python3 with choppa is not installed (pip install choppa-srx)");
        }
        return;
    };
    let output = String::from_utf8(output.stdout).unwrap();
    let mut theirs = output.split('\u{1D}');
    let srx = Srx::parse(&std::fs::read_to_string(theirs.next().unwrap()).unwrap()).unwrap();
    let splitter = srx.splitter("en_two", SrxMode::Spec).unwrap();
    assert_eq!(splitter.faults(), []);
    let theirs: Vec<&str> = theirs.collect();
    assert_eq!(theirs.len(), texts.len());
    for (text, theirs) in texts.iter().zip(theirs) {
        let parts = splitter.split(text).into_iter().map(|range| text[range].trim());
        let ours: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        assert_eq!(
            ours,
            theirs.split('\u{1E}').filter(|s| !s.is_empty()).collect::<Vec<_>>(),
            "{text:?}"
        );
    }
}

#[test]
fn segments_equal_those_of_choppa() {
    let rules = rule(false, r"\b(Dr|Mr|Mrs|Prof|etc|e\.g|i\.e)\.", r"\s")
        + &rule(false, r"\b\p{Lu}\.", r"\s\p{Lu}")
        + &rule(false, r"\d\.", r"\d")
        + &rule(false, "[.?!][”’&quot;)]*", r"\s+\p{Ll}")
        + &rule(true, r"[.?!…]+[”’&quot;)\]]*", r"\s+")
        + &rule(true, "[。！？]+[”’」』）]*", "(?![。！？”’」』）])")
        + &rule(true, r"\n", "");
    assert_equals_choppa(Some(&rules));
}

#[test]
fn segments_by_the_rules_of_languagetool_equal_those_of_choppa() {
    assert_equals_choppa(None);
}

/// `OmegaT` itself, where `DIPTYCH_OMEGAT` names the folder that it is installed in.
#[test]
fn segments_equal_those_of_omegat() {
    let Some(omegat) = std::env::var_os("DIPTYCH_OMEGAT") else {
        #[allow(clippy::print_stdout, reason = "a test that is skipped says so")]
        {
            println!("SKIPPED: DIPTYCH_OMEGAT does not name the folder of OmegaT");
        }
        return;
    };
    let omegat = std::path::Path::new(&omegat);
    let class_path =
        format!("{}:{}", omegat.join("OmegaT.jar").display(), omegat.join("lib/*").display());
    let texts: Vec<String> = texts().into_iter().map(|text| text.replace('\n', " ")).collect();
    let folder = tempfile::tempdir().unwrap();
    let (job, rules) = (folder.path().join("texts.txt"), folder.path().join("rules.txt"));
    std::fs::write(&job, texts.join("\n")).unwrap();
    for code in ["en-US", "zh-CN"] {
        let program = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/Omegat.java");
        let output = Command::new("java")
            .args(["-cp", &class_path, program, code])
            .args([&job, &rules])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let output = String::from_utf8(output.stdout).unwrap();
        let splitter =
            srx(&std::fs::read_to_string(&rules).unwrap()).splitter(code, SrxMode::Omegat).unwrap();
        assert_eq!(splitter.faults(), []);
        let theirs: Vec<&str> = output.split_terminator('\u{1D}').collect();
        assert_eq!(theirs.len(), texts.len());
        for (text, theirs) in texts.iter().zip(theirs) {
            let parts = splitter.split(text).into_iter().map(|range| text[range].trim());
            let ours: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
            assert_eq!(
                ours,
                theirs.split_terminator('\u{1E}').collect::<Vec<_>>(),
                "{code}: {text:?}"
            );
        }
    }
}

/// Texts put together from what the rules are about, always the same.
fn texts() -> Vec<String> {
    const PIECES: &[&str] = &[
        "It rained",
        ". ",
        "Dr. ",
        "Smith",
        "? ",
        "“No!” ",
        "he said",
        " etc. ",
        "3.14",
        " A. B. ",
        "…",
        "雨停了",
        "。",
        "“真的？”",
        "她说",
        "！",
        "\n",
        " i.e. ",
        "(ok.) ",
        "U.S. ",
        "and",
    ];
    let mut seed = 20_261_124_u64;
    let mut next = |n: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % n
    };
    let mut text = || {
        let length = 3 + next(20);
        (0..length).map(|_| PIECES[next(PIECES.len())]).collect()
    };
    (0..300).map(|_| text()).collect()
}
