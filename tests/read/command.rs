//! What the command says about inputs: a clear message, exit code 2, and nothing written.

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Output, Stdio},
};

fn diptych(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_diptych")).args(args).current_dir(folder).output().unwrap()
}

/// A folder with files to read.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    put("zh.txt", "窗外的雨下了一整夜，直到天亮才停。她听见有人敲门。\n".as_bytes());
    put("empty.txt", b"");
    put(
        "blank.docx",
        &crate::archive(&[(
            "word/document.xml",
            "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p/></w:body></w:document>",
        )]),
    );
    put("program.txt", b"\x7FELF\x02\x01\x01\0\0\0");
    put("noise.txt", &(0u8..=255).cycle().take(5000).collect::<Vec<u8>>());
    put("old.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest");
    put("cut.docx", b"PK\x03\x04cut");
    put(
        "broken.txt",
        b"\xE9\x9B\xA8\xE5\x81\x9C\xE4\xBA\x86\n\xFF\xE9\x9B\xA8\xE5\x81\x9C\xE4\xBA\x86\n",
    );
    put(
        "pairs.tsv",
        "雨停了。\tThe rain stopped.\n天晴了，我们出门去。\tThe sky cleared and we went out.\n"
            .as_bytes(),
    );
    put("rules.srx", "<srx version='2.0'><header cascade='yes'/><body><languagerules><languagerule languagerulename='L'><rule break='no'><beforebreak>(bad</beforebreak></rule><rule><beforebreak>，</beforebreak></rule></languagerule></languagerules><maprules><languagemap languagepattern='zh.*' languagerulename='L'/></maprules></body></srx>".as_bytes());
    folder
}

#[test]
fn what_cannot_be_read_is_explained_with_exit_code_2_and_no_output() {
    let folder = folder();
    for (args, says) in [
        (&["segment", "missing.txt"][..], "missing.txt: there is no such file"),
        (&["segment", "."], "this is a folder"),
        (&["segment", "empty.txt"], "holds no text"),
        (&["segment", "blank.docx"], "holds no text"),
        (&["segment", "program.txt"], "this is a program"),
        (&["segment", "noise.txt"], "noise.txt: "),
        (&["segment", "old.doc"], "save it as .docx"),
        (&["segment", "cut.docx"], "the file is damaged"),
        (&["segment", "broken.txt"], "broken.txt:2: byte 10 is not UTF-8"),
        (&["segment", "zh.txt", "--encoding", "klingon"], "no encoding is called `klingon`"),
        (&["segment", "zh.txt", "--from", "wordperfect"], "no format is called `wordperfect`"),
        (&["segment", "zh.txt", "--from", "docx"], "the file is damaged"),
        (&["segment", "zh.txt", "--srx", "zh.txt"], "zh.txt: "),
        (&["align", "zh.txt"], "the file holds one language"),
        (&["align", "zh.txt", "missing.txt"], "missing.txt: there is no such file"),
    ] {
        let output = diptych(folder.path(), args);
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {message}");
        assert!(message.contains(says), "{args:?}: {message}");
        assert!(output.stdout.is_empty(), "{args:?}");
    }
}

#[test]
fn nothing_is_written_when_an_input_fails() {
    let folder = folder();
    let args =
        ["align", "zh.txt", "program.txt", "-o", "out.tsv", "--input-report", "report.jsonl"];
    assert_eq!(diptych(folder.path(), &args).status.code(), Some(2));
    assert!(
        !folder.path().join("out.tsv").exists() && !folder.path().join("report.jsonl").exists()
    );
}

#[test]
fn the_inputs_of_a_list_are_reported_together() {
    let folder = folder();
    let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    put("a.txt", "雨停了，天亮了。\n她把旧伞靠在窗边。\n");
    put(
        "b.html",
        "<html><p>The rain stopped and day broke.</p><p>She leaned the old umbrella against the window.</p><nav>Home</nav></html>",
    );
    put("list.tsv", "a.txt\tb.html\tout.tsv\nmissing.txt\tb.html\tother.tsv\n");
    let args = ["align", "--pairs", "list.tsv", "--input-report", "r.jsonl"];
    assert_eq!(diptych(folder.path(), &args).status.code(), Some(2));
    let report = std::fs::read_to_string(folder.path().join("r.jsonl")).unwrap();
    let files: Vec<String> = report
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .map(|line| line["file"].as_str().unwrap().rsplit('/').next().unwrap().to_owned())
        .collect();
    assert_eq!(files, ["a.txt", "b.html", "b.html"]);
}

#[test]
fn damage_is_replaced_when_asked_and_reported() {
    let folder = folder();
    let args = [
        "segment",
        "broken.txt",
        "--lang",
        "zh",
        "--replace",
        "--layout",
        "lines",
        "--input-report",
        "r.jsonl",
    ];
    let output = diptych(folder.path(), &args);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "雨停了\n\u{FFFD}雨停了\n");
    assert!(String::from_utf8(output.stderr).unwrap().contains("left out: 1 undecodable byte"));
    let report = std::fs::read_to_string(folder.path().join("r.jsonl")).unwrap();
    let lines: Vec<serde_json::Value> =
        report.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        (&lines[0]["format"], &lines[0]["encoding"]["name"]),
        (&"text".into(), &"UTF-8".into())
    );
    assert_eq!((&lines[1]["what"], &lines[1]["count"]), (&"undecodable bytes".into(), &1.into()));
}

#[test]
fn the_standard_input_is_read_and_its_format_found() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_diptych"))
        .args(["segment", "-", "--quiet"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let page = "<html><body><p>窗外的雨下了一整夜。</p><p>她听见有人敲门。</p></body></html>";
    child.stdin.take().unwrap().write_all(page.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "窗外的雨下了一整夜。\n\n她听见有人敲门。\n"
    );
}

#[test]
fn a_bilingual_file_is_aligned_alone() {
    let folder = folder();
    let output = diptych(folder.path(), &["align", "pairs.tsv", "--quiet"]);
    let text = String::from_utf8(output.stdout).unwrap();
    let ids: Vec<&str> = text.lines().map(|line| line.rsplit('\t').next().unwrap()).collect();
    assert_eq!(ids, ["0", "1"], "{text}");
}

#[test]
fn the_pairs_of_a_bilingual_file_stay_and_wrong_ones_score_low() {
    let folder = folder();
    let zh = ["雨停了，天亮了。", "她把旧伞靠在窗边。", "邮递员送来一封信。", "海边的小站很旧。"];
    let en = [
        "The rain stopped and day broke.",
        "She leaned the old umbrella against the window.",
        "The postman brought a letter.",
        "The small station by the sea was old.",
    ];
    // The second and the third are exchanged.
    let order = [0, 2, 1, 3];
    let rows: Vec<String> = (0..4).map(|n| format!("{}\t{}", zh[n], en[order[n]])).collect();
    std::fs::write(folder.path().join("wrong.tsv"), rows.join("\n")).unwrap();
    let output = diptych(folder.path(), &["align", "wrong.tsv", "--format", "jsonl", "--force"]);
    let text = String::from_utf8(output.stdout).unwrap();
    let beads: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let scores: Vec<f64> = beads.iter().map(|bead| bead["score"].as_f64().unwrap()).collect();
    for (n, bead) in beads.iter().enumerate() {
        assert_eq!((&bead["source"], &bead["target"]), (&vec![n].into(), &vec![n].into()));
        assert_eq!(bead["target_text"], en[order[n]]);
    }
    assert!(scores[1].max(scores[2]) < 0.5 && scores[0].min(scores[3]) > 0.5, "{scores:?}");
    let messages = String::from_utf8(output.stderr).unwrap();
    assert_eq!(messages.matches("wrong.tsv: TSV").count(), 1, "{messages}");
}

#[test]
fn srx_rules_split_and_bad_ones_are_named() {
    let folder = folder();
    let output = diptych(folder.path(), &["segment", "zh.txt", "--srx", "rules.srx"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text, "窗外的雨下了一整夜，\n直到天亮才停。她听见有人敲门。\n");
    assert!(String::from_utf8(output.stderr).unwrap().contains("rule `(bad | ` of L is left out"));
}

#[test]
fn a_code_that_is_given_holds_for_a_line_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("line.txt"), "老板说OK。So we started.\n").unwrap();
    std::fs::write(folder.path().join("en.txt"), "So we started.\n").unwrap();
    let split = diptych(folder.path(), &["segment", "line.txt", "--lang", "zh"]);
    assert!(split.status.success());
    assert_eq!(String::from_utf8_lossy(&split.stdout), "老板说OK。\nSo we started.\n");
    let swapped = diptych(folder.path(), &["segment", "en.txt", "--lang", "zh"]);
    assert_eq!(swapped.status.code(), Some(2));
}

#[test]
fn furniture_and_notes_that_were_found_are_in_the_report() {
    let folder = folder();
    let article = include_str!("../../examples/article-zh.txt");
    std::fs::write(folder.path().join("article.txt"), article).unwrap();
    let args = ["segment", "article.txt", "--input-report", "r.jsonl"];
    assert!(diptych(folder.path(), &args).status.success());
    let report = std::fs::read_to_string(folder.path().join("r.jsonl")).unwrap();
    let lines: Vec<serde_json::Value> =
        report.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&lines[0]["left_out"], &lines[0]["notes"]), (&5.into(), &4.into()));
    let line = |wanted: &str| {
        lines.iter().find(|l| l["text"].as_str().is_some_and(|t| t.starts_with(wanted))).unwrap()
    };
    assert_eq!(line("58")["why"], "page number");
    let number = 1 + article.lines().position(|line| line.contains("陈远")).unwrap();
    let place = line("陈远")["place"].as_str().unwrap();
    assert!(place.ends_with(&format!("line {number}")), "{place}");
}
