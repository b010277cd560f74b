//! `check`: waivers, baselines, and files in other encodings.

use serde_json::json;

use crate::desk::Desk;

const TERMS: &str = "zh\ten\tavoid\n数字鸿沟\tdigital divide\tnumber gulf\n";
const WRONG: &str = "要弥合数字鸿沟。\tBridge the number gulf.\n";
const CHECK: &str = "check units.tsv -g terms.tsv --format jsonl";

/// A folder with a termbase and a table.
fn desk(units: &str) -> Desk {
    let desk = Desk::new();
    desk.put("terms.tsv", TERMS).put("units.tsv", units);
    desk
}

/// The fingerprint of the first finding.
fn fingerprint(desk: &Desk) -> String {
    desk.run(CHECK).lines()[0]["fingerprint"].as_str().unwrap().to_owned()
}

#[test]
fn waivers_hold_while_nothing_changes() {
    let desk = desk(WRONG);
    let waivers =
        format!("{}\t数字鸿沟\tthe author's own word\tLi\t2999-12-31\n", fingerprint(&desk));
    desk.put("waivers.tsv", &waivers);
    let check = format!("{CHECK} --waivers waivers.tsv");
    let waived = desk.ok(&check);
    assert_eq!(waived.lines()[0]["waived"], true);
    desk.put("waivers.tsv", waivers.replace("2999-12-31", "2001-02-03"));
    let expired = desk.run(&check);
    assert_eq!(expired.code, 1);
    assert!(expired.err.contains("waivers.tsv:1") && expired.err.contains("2001-02-03"));
    desk.put("waivers.tsv", &waivers);
    desk.put("units.tsv", "应弥合数字鸿沟。\tBridge the number gulf.\n");
    let stale = desk.run(&check);
    assert_eq!(stale.code, 1);
    assert!(stale.err.contains("waivers.tsv:1"), "{}", stale.err);
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
    let desk = desk("");
    let check = |text: &str| {
        desk.put("m.tmx", text);
        let ran = desk.run("check m.tmx -g terms.tsv --format sarif");
        let log: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        (ran.code, log["runs"][0]["results"][0].clone(), ran.err)
    };
    let (code, result, _) = check(&tmx(""));
    assert_eq!(code, 1);
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startLine"], 2);
    let name = result["partialFingerprints"]["diptychFinding/v1"].as_str().unwrap();
    for note in [
        format!("<note>waive {name} the author's own word</note>"),
        format!("<prop type=\"note\">waive {name} the author's own word</prop>"),
    ] {
        let (code, result, _) = check(&tmx(&note));
        assert_eq!(code, 0);
        assert_eq!(result["suppressions"][0]["justification"], "the author's own word");
    }
    let (code, _, err) = check(&tmx("<note>waive 0123456789abcdef old</note>"));
    assert_eq!(code, 1);
    assert!(err.contains("m.tmx:2") && err.contains("0123456789abcdef"), "{err}");
}

#[test]
fn a_baseline_lets_only_new_findings_fail() {
    let desk = desk(WRONG);
    let known = desk.run(CHECK).out;
    desk.put("known.jsonl", known);
    let check = "check units.tsv -g terms.tsv --baseline known.jsonl";
    desk.ok(check);
    // A unit that moves keeps its findings' names; a new one fails.
    desk.put("units.tsv", format!("天很蓝。\tThe sky is blue.\n{WRONG}"));
    desk.ok(check);
    desk.put("units.tsv", "数字鸿沟大。\tThe number gulf is big.\n");
    assert_eq!(desk.run(check).code, 1);
}

#[test]
fn a_unicode_text_of_excel_enforces_what_its_header_names() {
    let desk = desk(WRONG);
    let excel = TERMS.replace('\n', "\r\n");
    let utf16: Vec<u8> =
        std::iter::once(0xFEFF).chain(excel.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    desk.put("terms.txt", utf16);
    let ran = desk.run("check units.tsv -g terms.txt --format jsonl");
    assert_eq!((ran.code, &ran.lines()[0]["class"]), (1, &json!("forbidden")));
}

#[test]
fn advice_names_the_file_and_only_options_that_the_command_has() {
    let desk = desk(WRONG);
    desk.put("broken.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more");
    desk.put("unclear.tsv", [b'a', 0xE9, 0xE8, 0xE0, b'\n'].repeat(40));
    for arguments in [
        "check broken.xls -g terms.tsv",
        "fix broken.xls -g terms.tsv",
        "check units.tsv -g broken.xls",
    ] {
        let told = desk.refused(arguments).err;
        assert!(told.contains("broken.xls") && !told.contains("--"), "{told}");
    }
    // `check` has no option for an encoding.
    let told = desk.refused("check units.tsv -g unclear.tsv").err;
    assert!(told.contains("unclear.tsv") && told.contains("UTF-8"), "{told}");
    assert!(!told.contains("--"), "{told}");
}

#[test]
fn a_fixed_table_keeps_its_encoding() {
    let desk = desk(WRONG);
    let table = "要弥合数字鸿沟。\tBridge the number gulf.\r\n";
    let utf16: Vec<u8> =
        "\u{feff}".encode_utf16().chain(table.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let (gb18030, ..) = encoding_rs::GB18030.encode(table);
    for bytes in [utf16, gb18030.into_owned()] {
        desk.put("units.tsv", &bytes);
        desk.ok("fix units.tsv -g terms.tsv -o fixed.tsv");
        let fixed = std::fs::read(desk.path("fixed.tsv")).unwrap();
        let decode = |bytes: &[u8]| {
            if bytes.starts_with(&[0xff, 0xfe]) {
                encoding_rs::UTF_16LE.decode(bytes).0.into_owned()
            } else {
                encoding_rs::GB18030.decode(bytes).0.into_owned()
            }
        };
        assert_eq!(decode(&fixed), table.replace("number gulf", "digital divide"));
        assert_eq!(fixed[..2], bytes[..2]);
    }
}

/// The rules of SARIF 2.1.0 (OASIS) that concern what we write: required properties, closed lists of
/// values, indexes that point to their rule. The schema itself is not in the project.
/// What the schema of the standard (OASIS, SARIF 2.1.0) finds wrong with a log.
fn against_the_schema(log: &serde_json::Value) -> Result<(), String> {
    let schema = include_str!("../schemas/sarif-2.1.0.json");
    let schema = serde_json::from_str(schema).unwrap();
    let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
    compiler.enable_format_assertions();
    compiler.add_resource("sarif.json", schema).unwrap();
    let at = compiler.compile("sarif.json", &mut schemas).unwrap();
    schemas.validate(log, at).map_err(|error| error.to_string())
}

#[test]
fn sarif_is_valid_whatever_was_found() {
    let desk =
        desk("数字鸿沟大。\tThe number gulf is big.\n弥合数字鸿沟。\tTo close it, “now”  %s.\n");
    let waivers = format!("{}\t数字鸿沟\tthe author's word\tLi\t2999-12-31\n", fingerprint(&desk));
    desk.put("waivers.tsv", waivers);
    desk.put(
        "甲.tmx",
        "<tmx version=\"1.4\"><header srclang=\"zh-CN\"/><body>\n\
         <tu tuid=\"a b\"><tuv xml:lang=\"zh-CN\"><seg>数字鸿沟大。</seg></tuv>\
         <tuv xml:lang=\"en-US\"><seg>The number gulf is big.</seg></tuv></tu></body></tmx>",
    );
    desk.put("none.jsonl", "");
    let all = "-g terms.tsv --qa --numbers --waivers waivers.tsv --format sarif";
    for what in ["units.tsv", "units.tsv --baseline none.jsonl", "甲.tmx units.tsv"] {
        let log = desk.run(&format!("check {what} {all}")).out;
        let log = serde_json::from_str(&log).unwrap();
        against_the_schema(&log).unwrap();
        assert!(log["runs"][0]["results"].as_array().unwrap().len() > 2, "{what}");
        let mut wrong = log;
        wrong["runs"][0]["results"][0]["level"] = json!("fatal");
        assert!(against_the_schema(&wrong).is_err());
    }
}

#[test]
fn the_changes_in_sarif_are_those_of_fix() {
    let desk =
        desk("天。\tSky.\n弥合数字鸿沟。\tAs a number gulf, “big”.\n数字鸿沟大。\tIt is big.\n");
    let ran = desk.run("check units.tsv -g terms.tsv --format sarif");
    let log: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let run = &log["runs"][0];
    let driver = &run["tool"]["driver"];
    let mut changed = 0;
    for result in run["results"].as_array().unwrap() {
        let rule = &driver["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        // What the schema does not say: section 3.27.9.
        assert!(result["kind"] == "fail" || result["level"] == "none");
        for place in result["locations"].as_array().unwrap() {
            let place = &place["physicalLocation"];
            assert_eq!(place["artifactLocation"]["uri"], "units.tsv");
            assert!(place["region"]["startLine"].as_u64().unwrap() > 0);
        }
        let Some(fixes) = result["fixes"].as_array() else { continue };
        let change = &fixes[0]["artifactChanges"][0];
        assert_eq!(change["artifactLocation"]["uri"], "units.tsv");
        let replacement = &change["replacements"][0];
        let region = &replacement["deletedRegion"];
        let number = |name: &str| region[name].as_u64().unwrap() as usize;
        let text = desk.text("units.tsv");
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let line: Vec<char> = lines[number("startLine") - 1].chars().collect();
        let (start, end) = (number("startColumn") - 1, number("endColumn") - 1);
        lines[number("startLine") - 1] = [
            &line[..start].iter().collect::<String>(),
            replacement["insertedContent"]["text"].as_str().unwrap(),
            &line[end..].iter().collect::<String>(),
        ]
        .concat();
        desk.ok("fix units.tsv -g terms.tsv -o fixed.tsv");
        assert_eq!(lines.join("\n") + "\n", desk.text("fixed.tsv"));
        changed += 1;
    }
    assert_eq!(changed, 1);
}
