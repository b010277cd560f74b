//! `check`, `fix`, `explain` and `glossary` as their user meets them.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const TERMS: &str = "zh\ten\taccept\tavoid\tabbr\tconfidence\n\
    数字鸿沟\tdigital divide\tdigital gap\tnumber gulf\t\tA\n\
    和平赤字\tpeace deficit\t\t\t\tA\n\
    海洋观测网\tocean observation network\t\t\tOON\tA\n\
    海岸带保护倡议\tCoastal Zone Protection Initiative\t\t\t\tA\n\
    网络监控\tcyber surveillance\t\t\t\tA\n\
    网络监听\tcyber surveillance\t\t\t\tC\n";

fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_diptych")).current_dir(folder).args(args).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn findings(output: &Output) -> Vec<serde_json::Value> {
    text(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn folder(units: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("terms.tsv"), TERMS).unwrap();
    fs::write(folder.path().join("units.tsv"), units).unwrap();
    folder
}

fn check(units: &str) -> (Output, tempfile::TempDir) {
    let folder = folder(units);
    let output =
        run(folder.path(), &["check", "units.tsv", "-g", "terms.tsv", "--format", "jsonl"]);
    (output, folder)
}

fn classes(units: &str) -> Vec<String> {
    findings(&check(units).0)
        .iter()
        .map(|it| format!("{} {}", it["unit"], it["class"].as_str().unwrap()))
        .collect()
}

#[test]
fn a_finding_has_the_shape_of_the_contract() {
    let (output, _folder) = check("要弥合数字鸿沟。\tBridge the number gulf.\n");
    assert_eq!(code(&output), 1);
    let finding = &findings(&output)[0];
    assert_eq!(finding["rule"], "term.forbidden");
    assert_eq!(finding["severity"], "major");
    assert_eq!(finding["source"], serde_json::json!({"start": 3, "end": 7}));
    assert_eq!(finding["target"], serde_json::json!({"start": 11, "end": 22}));
    assert_eq!(finding["found"], "number gulf");
    assert_eq!(finding["expected"], serde_json::json!(["digital divide", "digital gap"]));
    assert_eq!(finding["glossary"], serde_json::json!({"file": "terms.tsv", "line": 2}));
    assert_eq!(finding["tuid"], serde_json::Value::Null);
    assert_eq!(finding["waived"], false);
}

#[test]
fn either_side_may_be_the_source() {
    let (output, _folder) = check("Bridge the number gulf.\t要弥合数字鸿沟。\n");
    let finding = &findings(&output)[0];
    assert_eq!(finding["source"], serde_json::json!({"start": 11, "end": 22}));
    assert_eq!(finding["target"], serde_json::json!({"start": 3, "end": 7}));
}

#[test]
fn the_exit_code_follows_fail_on() {
    let folder = folder("要弥合数字鸿沟。\tBridge the number gulf.\n");
    for (fail_on, wanted) in
        [("forbidden", 1), ("missing,superseded", 0), ("never", 0), ("nonsense", 2)]
    {
        let args = ["check", "units.tsv", "-g", "terms.tsv", "--fail-on", fail_on];
        assert_eq!(code(&run(folder.path(), &args)), wanted, "{fail_on}");
    }
    for bad in [["absent.tsv", "terms.tsv"], ["units.tsv", "absent.tsv"]] {
        let output = run(folder.path(), &["check", bad[0], "-g", bad[1], "-o", "out.jsonl"]);
        assert_eq!(code(&output), 2);
        assert!(!folder.path().join("out.jsonl").exists());
    }
}

#[test]
fn neighbours_and_pronouns_lower_a_finding() {
    let good = "要弥合数字鸿沟。\tBridge the digital divide.\n";
    assert!(classes(good).is_empty());
    // A pronoun looks back three units and no further.
    let near = format!("{good}数字鸿沟很深。\tIt is deep.\n");
    assert_eq!(classes(&near), ["2 ambiguous"]);
    let far =
        format!("{good}{}数字鸿沟很深。\tIt is deep.\n", "天很蓝。\tThe sky is blue.\n".repeat(4));
    assert_eq!(classes(&far), ["6 missing"]);
    assert_eq!(classes("数字鸿沟很深。\tIt is deep.\n"), ["1 missing"]);
    // The rendering stands in the next unit, which does not need it.
    let moved = "数字鸿沟很深。\tMuch is deep.\n天很蓝。\tThe digital divide is blue.\n";
    assert_eq!(classes(moved), ["1 ambiguous"]);
    // A general noun stands for a term that ends in its Chinese name.
    let noun = "海岸带保护倡议好。\tThe Coastal Zone Protection Initiative is good.\n\
                海岸带保护倡议好。\tThe initiative works.\n";
    assert_eq!(classes(noun), ["2 ambiguous"]);
}

#[test]
fn only_a_pronoun_that_may_stand_for_the_term_lowers_a_finding() {
    let good = "要弥合数字鸿沟。\tBridge the digital divide.\n";
    let after = |english: &str| classes(&format!("{good}要弥合数字鸿沟。\t{english}\n"));
    assert_eq!(after("We must bridge it."), ["2 ambiguous"]);
    assert_eq!(after("We must bridge this divide."), ["2 ambiguous"]);
    // An `it` that stands for nothing, and people named in the sentence.
    assert_eq!(after("It is important that all be online."), ["2 missing"]);
    assert_eq!(after("When it comes to bridges, build."), ["2 missing"]);
    assert_eq!(after("How the people feel when they go online."), ["2 missing"]);
    // What resembles the rendering was meant for it.
    assert_eq!(after("We must bridge the digital ditch and end it."), ["2 variant"]);
}

#[test]
fn an_abbreviation_may_follow_its_definition_at_once() {
    let both = "海洋观测网，海洋观测网。\tThe ocean observation network (OON), and the OON.\n";
    assert!(classes(both).iter().all(|it| !it.ends_with("first-mention")), "{:?}", classes(both));
}

#[test]
fn first_mentions_and_shared_renderings_are_told() {
    let short_first = "海洋观测网。\tThe OON.\n海洋观测网。\tThe ocean observation network.\n";
    assert_eq!(classes(short_first), ["1 first-mention"]);
    let full_first = "海洋观测网。\tThe ocean observation network (OON).\n海洋观测网。\tThe OON.\n";
    assert!(classes(full_first).is_empty());
    let again = format!("{full_first}海洋观测网。\tThe ocean observation network (OON).\n");
    assert_eq!(classes(&again), ["3 first-mention"]);
    let unused = "海洋观测网。\tThe ocean observation network (OON).\n天。\tThe sky.\n";
    assert_eq!(classes(unused), ["1 first-mention"]);
    // The source has it, and so must the translation; that it is never used is the source's own way.
    let as_in_source = "海洋观测网（OON）。\tThe ocean observation network (OON).\n";
    assert!(classes(as_in_source).is_empty());
    let left_out = "海洋观测网（OON）。\tThe ocean observation network.\n";
    assert_eq!(classes(left_out), ["1 first-mention"]);
    let one_for_two = "网络监控。\tCyber surveillance.\n网络监听。\tCyber surveillance.\n";
    assert_eq!(classes(one_for_two), ["2 inconsistent"]);
}

#[test]
fn waivers_hold_while_nothing_changes() {
    let (output, folder) = check("要弥合数字鸿沟。\tBridge the number gulf.\n");
    let name = findings(&output)[0]["fingerprint"].as_str().unwrap().to_owned();
    let waivers = format!("{name}\t数字鸿沟\tthe author's own word\tLi\t2999-12-31\n");
    fs::write(folder.path().join("waivers.tsv"), &waivers).unwrap();
    let args =
        ["check", "units.tsv", "-g", "terms.tsv", "--waivers", "waivers.tsv", "--format", "jsonl"];
    let waived = run(folder.path(), &args);
    assert_eq!(code(&waived), 0);
    assert_eq!(findings(&waived)[0]["waived"], true);
    let expired = waivers.replace("2999", "2001");
    fs::write(folder.path().join("waivers.tsv"), expired).unwrap();
    assert_eq!(code(&run(folder.path(), &args)), 1);
    fs::write(folder.path().join("waivers.tsv"), &waivers).unwrap();
    fs::write(folder.path().join("units.tsv"), "应弥合数字鸿沟。\tBridge the number gulf.\n")
        .unwrap();
    let stale = run(folder.path(), &args);
    assert_eq!(code(&stale), 1);
    assert!(String::from_utf8_lossy(&stale.stderr).contains("waivers.tsv:1: this waiver of"));
}

#[test]
fn traditional_characters_count_as_simplified_ones_when_asked() {
    let folder = folder("要彌合數字鴻溝。\tBridge the number gulf.\n");
    let args = ["check", "units.tsv", "-g", "terms.tsv", "--format", "jsonl", "--any-script"];
    assert!(findings(&run(folder.path(), &args[..6])).is_empty());
    let found = findings(&run(folder.path(), &args));
    assert_eq!(found[0]["class"], "forbidden");
    assert_eq!(found[0]["source"], serde_json::json!({"start": 3, "end": 7}));
    fs::write(folder.path().join("terms.tsv"), "zh\ten\n數字鴻溝\tdigital divide\n").unwrap();
    fs::write(folder.path().join("units.tsv"), "弥合数字鸿沟。\tDo more.\n").unwrap();
    assert_eq!(findings(&run(folder.path(), &args))[0]["class"], "missing");
}

#[test]
fn a_term_in_a_longer_word_is_doubted_in_either_script() {
    let folder = folder("民营企业家很多。\tThere are many private entrepreneurs.\n");
    fs::write(folder.path().join("terms.tsv"), "zh\ten\n民营企业\tprivate enterprise\n").unwrap();
    let args = ["check", "units.tsv", "-g", "terms.tsv", "--format", "jsonl", "--any-script"];
    let simplified = findings(&run(folder.path(), &args));
    let units = "民營企業家很多。\tThere are many private entrepreneurs.\n";
    fs::write(folder.path().join("units.tsv"), units).unwrap();
    let traditional = findings(&run(folder.path(), &args));
    assert_eq!(traditional[0]["class"], "ambiguous");
    assert_eq!(traditional[0]["reason"], simplified[0]["reason"]);
    assert_eq!(traditional.len(), simplified.len());
}

#[test]
fn a_rendering_that_varies_is_told_once_with_its_ways() {
    let units = "数字鸿沟大。\tThe digital divide is big.\n\
                 数字鸿沟深。\tThe digit divide is deep.\n\
                 数字鸿沟宽。\tThe digit divide is wide.\n\
                 数字鸿沟长。\tThe digital gap is long.\n";
    let (output, _folder) = check(units);
    let findings = findings(&output);
    let told: Vec<_> = findings.iter().filter(|it| it["class"] == "inconsistent").collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["unit"], 2);
    assert_eq!(
        told[0]["reason"],
        "this document renders it in several ways: “digit divide” 2×, “digital divide” 1×, “digital gap” 1×"
    );
}

#[test]
fn a_note_in_the_unit_waives_too() {
    let tmx = |note: &str| {
        format!(
            "<tmx version=\"1.4\"><header srclang=\"zh-CN\"/><body>\n\
             <tu tuid=\"a\">{note}<tuv xml:lang=\"zh-CN\"><seg>数字鸿沟大。</seg></tuv>\
             <tuv xml:lang=\"en-US\"><seg>The number gulf is big.</seg></tuv></tu></body></tmx>"
        )
    };
    let folder = folder("");
    let run_on = |text: &str| {
        fs::write(folder.path().join("m.tmx"), text).unwrap();
        let args = ["check", "m.tmx", "-g", "terms.tsv", "--format", "sarif"];
        let output = run(folder.path(), &args);
        let log: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        (code(&output), log["runs"][0]["results"][0].clone(), output)
    };
    let (failed, result, _) = run_on(&tmx(""));
    assert_eq!(failed, 1);
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startLine"], 2);
    let name = result["partialFingerprints"]["diptychFinding/v1"].as_str().unwrap();
    for note in [
        format!("<note>waive {name} the author's own word</note>"),
        format!("<prop type=\"note\">waive {name} the author's own word</prop>"),
    ] {
        let (waived, result, _) = run_on(&tmx(&note));
        assert_eq!(waived, 0);
        assert_eq!(result["suppressions"][0]["justification"], "the author's own word");
    }
    let (failed, _, output) = run_on(&tmx("<note>waive 0123456789abcdef old</note>"));
    assert_eq!(failed, 1);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("m.tmx:2: the waiver 0123456789abcdef"), "{told}");
}

#[test]
fn a_baseline_lets_only_new_findings_fail() {
    let (output, folder) = check("要弥合数字鸿沟。\tBridge the number gulf.\n");
    fs::write(folder.path().join("known.jsonl"), &output.stdout).unwrap();
    let args = ["check", "units.tsv", "-g", "terms.tsv", "--baseline", "known.jsonl"];
    assert_eq!(code(&run(folder.path(), &args)), 0);
    // A unit that moves keeps its findings' names; a new one fails.
    let more = "天很蓝。\tThe sky is blue.\n要弥合数字鸿沟。\tBridge the number gulf.\n";
    fs::write(folder.path().join("units.tsv"), more).unwrap();
    assert_eq!(code(&run(folder.path(), &args)), 0);
    fs::write(folder.path().join("units.tsv"), "数字鸿沟大。\tThe number gulf is big.\n").unwrap();
    assert_eq!(code(&run(folder.path(), &args)), 1);
}

#[test]
fn every_form_of_report_is_written() {
    let folder = folder("要弥合<数字鸿沟>。\tBridge the number gulf & more.\n");
    let args = [
        "check",
        "units.tsv",
        "-g",
        "terms.tsv",
        "-o",
        "r.html",
        "-o",
        "r.sarif",
        "-o",
        "r.md",
        "-o",
        "r.jsonl",
    ];
    assert_eq!(code(&run(folder.path(), &args)), 1);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let page = read("r.html");
    assert!(page.contains("Bridge the <mark>number gulf</mark> &amp; more."));
    assert!(page.contains("要弥合&lt;<mark>数字鸿沟</mark>&gt;。"));
    let sarif: serde_json::Value = serde_json::from_str(&read("r.sarif")).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(
        (result["ruleId"].as_str(), result["level"].as_str()),
        (Some("term.forbidden"), Some("error"))
    );
    assert!(read("r.md").contains("| forbidden | 1 | Terminology"));
    assert_eq!(read("r.jsonl").lines().count(), 1);
    let human = text(&run(folder.path(), &["check", "units.tsv", "-g", "terms.tsv"]));
    assert!(human.contains("error[term.forbidden]: unit 1:"), "{human}");
    // Chinese characters are two columns wide, and so is what underlines them.
    assert!(human.contains("-------- the term"), "{human}");
}

#[test]
fn fixes_are_shown_before_they_are_made() {
    let folder = folder("弥合数字鸿沟。\tNumber gulfs are bridged.\t0.9\n天。\tSky.\t1\n");
    let shown = run(folder.path(), &["fix", "units.tsv", "-g", "terms.tsv"]);
    assert!(text(&shown).contains("-Number gulfs are bridged.\n+Digital divides are bridged."));
    let made = run(folder.path(), &["fix", "units.tsv", "-g", "terms.tsv", "-o", "fixed.tsv"]);
    assert_eq!(code(&made), 0);
    let fixed = fs::read_to_string(folder.path().join("fixed.tsv")).unwrap();
    assert_eq!(fixed, "弥合数字鸿沟。\tDigital divides are bridged.\t0.9\n天。\tSky.\t1\n");
    let same = run(folder.path(), &["fix", "units.tsv", "-g", "terms.tsv", "-o", "units.tsv"]);
    assert_eq!(code(&same), 2);
}

#[test]
fn a_decision_is_explained_and_a_termbase_looked_over() {
    let folder = folder("要弥合数字鸿沟。\tBridge the digit divide.\n");
    let told = run(folder.path(), &["explain", "units.tsv", "1", "数字鸿沟", "-g", "terms.tsv"]);
    assert!(text(&told).contains("variant: “digit divide”"), "{}", text(&told));
    let absent = run(folder.path(), &["explain", "units.tsv", "9", "数字鸿沟", "-g", "terms.tsv"]);
    assert_eq!(code(&absent), 2);
    assert_eq!(code(&run(folder.path(), &["glossary", "lint", "terms.tsv"])), 0);
    fs::write(
        folder.path().join("bad.tsv"),
        "zh\ten\tavoid\n数字鸿沟\tdigital divide\tdigital divide\n",
    )
    .unwrap();
    let lint = run(folder.path(), &["glossary", "lint", "bad.tsv"]);
    assert_eq!(code(&lint), 1);
    assert!(text(&lint).contains("bad.tsv:2: fault: “digital divide” is both approved and not"));
    let convert = run(folder.path(), &["glossary", "convert", "terms.tsv", "-o", "terms.tbx"]);
    assert_eq!(code(&convert), 0);
    let both = run(folder.path(), &["check", "units.tsv", "-g", "terms.tbx", "--format", "jsonl"]);
    assert_eq!(findings(&both)[0]["class"], "variant");
}

#[test]
fn an_unknown_column_is_named_and_the_rest_is_linted() {
    let folder = folder("要弥合数字鸿沟。\tBridge the number gulf.\n");
    let slip = "zh\ten\tforbiden\t类别\n数字鸿沟\tdigital divide\tnumber gulf\tx\n";
    fs::write(folder.path().join("slip.tsv"), slip).unwrap();
    let meant = "slip.tsv:1: note: column `forbiden` is not known and was ignored: \
                 did you mean `forbidden`?";
    let lint = run(folder.path(), &["glossary", "lint", "slip.tsv"]);
    assert_eq!(code(&lint), 0);
    assert!(text(&lint).contains(meant), "{}", text(&lint));
    assert!(text(&lint).contains("column `类别` is not known and was ignored: known are zh, en,"));
    let check = run(folder.path(), &["check", "units.tsv", "-g", "slip.tsv"]);
    let said = String::from_utf8(check.stderr).unwrap();
    assert_eq!(said.matches("did you mean `forbidden`?").count(), 1, "{said}");
    let some = run(folder.path(), &["glossary", "lint", "terms.tsv", "missing.tsv", "slip.tsv"]);
    assert_eq!(code(&some), 2);
    assert!(text(&some).contains(meant), "{}", text(&some));
    assert!(String::from_utf8_lossy(&some.stderr).contains("missing.tsv: there is no such file"));
    let chinese = "术语,译名,禁用译法,备选\n数字鸿沟,digital divide,number gulf,\n";
    fs::write(folder.path().join("chinese.csv"), chinese).unwrap();
    let check =
        run(folder.path(), &["check", "units.tsv", "-g", "chinese.csv", "--format", "jsonl"]);
    assert_eq!(findings(&check)[0]["class"], "forbidden");
    assert!(check.stderr.is_empty(), "{}", String::from_utf8_lossy(&check.stderr));
}

#[test]
fn a_unicode_text_of_excel_enforces_what_its_header_names() {
    let folder = folder("要弥合数字鸿沟。\tBridge the number gulf.\n");
    let excel = TERMS.replace('\n', "\r\n");
    let utf16: Vec<u8> =
        std::iter::once(0xFEFF).chain(excel.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    fs::write(folder.path().join("terms.txt"), utf16).unwrap();
    let output =
        run(folder.path(), &["check", "units.tsv", "-g", "terms.txt", "--format", "jsonl"]);
    assert_eq!(code(&output), 1);
    assert_eq!(findings(&output)[0]["class"], "forbidden");
}

#[test]
fn advice_names_what_the_command_has_and_what_the_file_is() {
    let folder = folder("要弥合数字鸿沟。\tBridge the number gulf.\n");
    fs::write(folder.path().join("pages.pdf"), "%PDF-1.7\n").unwrap();
    fs::write(folder.path().join("broken.xls"), b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more")
        .unwrap();
    fs::write(folder.path().join("unclear.tsv"), [b'a', 0xE9, 0xE8, 0xE0, b'\n'].repeat(40))
        .unwrap();
    let said = |args: &[&str]| {
        let output = run(folder.path(), args);
        assert_eq!(code(&output), 2, "{args:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    for (file, words) in [
        ("broken.xls", "an old Office file"),
        ("missing.tmx", "missing.tmx: there is no such file: check the name and the folder"),
    ] {
        for told in [
            said(&["check", file, "-g", "terms.tsv"]),
            said(&["fix", file, "-g", "terms.tsv"]),
            said(&["check", "units.tsv", "-g", file]),
        ] {
            assert!(told.contains(words), "{file}: {told}");
        }
    }
    let told = said(&["check", "units.tsv", "-g", "pages.pdf"]);
    assert!(told.contains("this is a PDF"), "{told}");
    let told = said(&["check", "pages.pdf", "-g", "terms.tsv"]);
    assert!(told.contains("one language"), "{told}");
    let told = said(&["tmx", "stats", "missing.tmx"]);
    assert!(told.contains("there is no such file"), "{told}");
    let told = said(&["check", "units.tsv", "-g", "unclear.tsv"]);
    assert!(told.contains("save") && told.contains("UTF-8") && !told.contains("--"), "{told}");
}

#[test]
fn an_expired_waiver_says_when() {
    let (output, folder) = check("要弥合数字鸿沟。\tBridge the number gulf.\n");
    let fingerprint = findings(&output)[0]["fingerprint"].as_str().unwrap().to_owned();
    let waiver = format!("{fingerprint}\t数字鸿沟\twhy\tLi\t2001-02-03\n");
    fs::write(folder.path().join("waivers.tsv"), waiver).unwrap();
    let output =
        run(folder.path(), &["check", "units.tsv", "-g", "terms.tsv", "--waivers", "waivers.tsv"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("expired on 2001-02-03"), "{said}");
}

/// A memory of one unit with a finding that was fixed, one that stays, and what comes after it.
fn memory(after: &str) -> String {
    format!(
        "<tmx version=\"1.4\"><header srclang=\"zh-CN\"/><body>\n<tu tuid=\"a\">\
         <prop type=\"x-diptych-finding\">term.forbidden: 数字鸿沟</prop>\
         <prop type=\"x-diptych-finding\">term.missing: 和平赤字</prop>\
         <tuv xml:lang=\"zh-CN\"><seg>数字鸿沟、和平赤字。</seg></tuv>\
         <tuv xml:lang=\"en-US\"><seg>The number gulf is big.</seg></tuv></tu>{after}"
    )
}

#[test]
fn a_fixed_unit_no_longer_names_what_was_fixed() {
    let folder = folder("");
    fs::write(folder.path().join("m.tmx"), memory("</body></tmx>")).unwrap();
    let made = run(folder.path(), &["fix", "m.tmx", "-g", "terms.tsv", "-o", "fixed.tmx"]);
    assert_eq!(code(&made), 0);
    let fixed = fs::read_to_string(folder.path().join("fixed.tmx")).unwrap();
    assert!(fixed.contains("The digital divide is big."), "{fixed}");
    assert!(!fixed.contains("term.forbidden"), "{fixed}");
    assert!(fixed.contains("term.missing: 和平赤字"), "{fixed}");
}

#[test]
fn a_damaged_memory_is_checked_with_a_warning_and_never_fixed() {
    let folder = folder("");
    let stderr = |output: &Output| String::from_utf8(output.stderr.clone()).unwrap();
    for damaged in [
        memory("<tu tuid=\"b\"><tuv xml:lang=\"zh-CN\"><seg>数字"),
        memory("<tu tuid=\"b\"><tuv xml:lang=\"zh-CN\"><seg>数</tuv></tu></body></tmx>"),
    ] {
        fs::write(folder.path().join("m.tmx"), &damaged).unwrap();
        let checked = run(folder.path(), &["check", "m.tmx", "-g", "terms.tsv"]);
        assert_eq!(code(&checked), 1);
        assert!(stderr(&checked).contains("only its whole units were checked"), "{checked:?}");
        let made = run(folder.path(), &["fix", "m.tmx", "-g", "terms.tsv", "-o", "fixed.tmx"]);
        assert_eq!(code(&made), 2);
        assert!(stderr(&made).contains("run `diptych tmx repair` first"), "{made:?}");
        assert!(!folder.path().join("fixed.tmx").exists());
        let repaired = run(folder.path(), &["tmx", "repair", "m.tmx", "-o", "whole.tmx"]);
        assert!(code(&repaired) < 2, "{repaired:?}");
        let made = run(folder.path(), &["fix", "whole.tmx", "-g", "terms.tsv", "-o", "fixed.tmx"]);
        assert_eq!(code(&made), 0, "{made:?}");
        fs::remove_file(folder.path().join("fixed.tmx")).unwrap();
    }
    fs::write(folder.path().join("m.tmx"), memory("</body></tmx>")).unwrap();
    assert_eq!(stderr(&run(folder.path(), &["check", "m.tmx", "-g", "terms.tsv"])), "");
}

#[test]
fn fix_says_when_there_is_nothing_to_fix_and_which_classes_it_can() {
    let folder = folder("天。\tSky.\n");
    let nothing = run(folder.path(), &["fix", "units.tsv", "-g", "terms.tsv"]);
    assert_eq!(code(&nothing), 0);
    assert!(String::from_utf8_lossy(&nothing.stderr).contains("nothing to fix"));
    let missing =
        run(folder.path(), &["fix", "units.tsv", "-g", "terms.tsv", "--class", "missing"]);
    assert_eq!(code(&missing), 2);
    let told = String::from_utf8_lossy(&missing.stderr).into_owned();
    assert!(told.contains("use forbidden, superseded, variant"), "{told}");
}

#[test]
fn explain_says_when_the_term_does_not_stand_there() {
    let folder = folder("天。\tSky.\n要弥合数字鸿沟。\tBridge the digit divide.\n");
    let explain = |unit: &str| {
        let told =
            run(folder.path(), &["explain", "units.tsv", unit, "数字鸿沟", "-g", "terms.tsv"]);
        assert_eq!(code(&told), 0);
        text(&told).contains("the term does not stand in this unit")
    };
    assert!(explain("1"));
    assert!(!explain("2"));
}

#[test]
fn check_reads_every_bilingual_format() {
    let folder = folder("x\ty\n");
    let xliff = "<xliff version='1.2'><file source-language='zh' target-language='en'><body><trans-unit id='7'><source>要弥合数字鸿沟。</source><target>Bridge the number gulf.</target></trans-unit></body></file></xliff>";
    let saved = r#"{"bead":1,"source":[0],"target":[0],"score":0.9,"source_text":"要弥合数字鸿沟。","target_text":"Bridge the number gulf."}"#;
    let po = "msgid \"要弥合数字鸿沟。\"\nmsgstr \"Bridge the number gulf.\"\n";
    let mut found = Vec::new();
    for (name, text) in [
        ("a.xlf", xliff),
        ("a.jsonl", saved),
        ("a.po", po),
        ("a.csv", "id,zh_cn,en\n1,要弥合数字鸿沟。,Bridge the number gulf.\n"),
        ("a.tsv", "Bridge the number gulf.\t要弥合数字鸿沟。\n"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
        let output = run(folder.path(), &["check", name, "-g", "terms.tsv", "--format", "jsonl"]);
        let rules: Vec<String> =
            findings(&output).iter().map(|it| it["rule"].as_str().unwrap().to_owned()).collect();
        found.push(rules);
    }
    assert!(!found[0].is_empty());
    assert!(found.iter().all(|rules| *rules == found[0]), "{found:?}");
}
