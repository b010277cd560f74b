//! `diptych tmx` as its user meets it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on shall fail")]
#![allow(clippy::print_stderr, reason = "a skipped test says so")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

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

/// A folder to work in.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        fs::write(self.path(name), bytes).unwrap();
        self.path(name)
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_diptych"))
            .arg("tmx")
            .args(arguments)
            .current_dir(self.0.path())
            .output()
            .unwrap()
    }

    #[track_caller]
    fn ok(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn stats(&self, name: &str) -> Value {
        serde_json::from_str(&self.ok(&["stats", name, "--format", "json"])).unwrap()
    }
}

fn sample() -> String {
    memory(&[
        unit("1", "天气很好。", "The weather is fine."),
        unit("2", "我们走吧。", "Let us go."),
    ])
}

#[test]
fn stats_counts_units_languages_and_faults() {
    let desk = Desk::new();
    desk.put("a.tmx", sample().replacen("The weather", "The &weather", 1));
    let stats = desk.stats("a.tmx");
    assert_eq!(stats["units"], 2);
    assert_eq!(stats["languages"], serde_json::json!({"en-US": 2, "zh-CN": 2}));
    let fault = &stats["faults"][0];
    assert_eq!((&fault["line"], &fault["unit"]), (&Value::from(7), &Value::from(1)));
    assert!(fault["fault"].is_string() && fault["done"].is_string());
}

#[test]
fn check_tells_faults_with_severity_and_exits_1() {
    let desk = Desk::new();
    desk.put("good.tmx", sample());
    assert_eq!(desk.run(&["check", "good.tmx"]).status.code(), Some(0));
    desk.put("cut.tmx", &sample()[..sample().len() - 60]);
    let output = desk.run(&["check", "cut.tmx", "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(1));
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let fault: Value = serde_json::from_str(line).unwrap();
        assert_eq!(fault["severity"], "error");
    }
}

#[test]
fn what_cannot_be_read_is_exit_2_and_writes_nothing() {
    let desk = Desk::new();
    desk.put("empty.tmx", "");
    desk.put("page.tmx", "<html></html>");
    desk.put("good.tmx", sample());
    for arguments in [
        ["convert", "empty.tmx", "-o", "out.tmx"],
        ["repair", "page.tmx", "-o", "out.tmx"],
        ["dedupe", "missing.tmx", "-o", "out.tmx"],
        ["clean", ".", "-o", "out.tmx"],
        ["convert", "good.tmx", "-o", "good.tmx"],
        ["convert", "good.tmx", "-o", "nowhere/out.tmx"],
    ] {
        let output = desk.run(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
        assert!(!desk.path("out.tmx").exists(), "{arguments:?}");
    }
    let twice = desk.run(&["dedupe", "good.tmx", "-o", "-", "--removed", "-"]);
    assert_eq!((twice.status.code(), twice.stdout.len()), (Some(2), 0));
    assert_eq!(desk.text("good.tmx"), sample());
}

#[test]
fn convert_without_options_copies_bytes_and_reads_and_writes_streams() {
    let desk = Desk::new();
    let text = sample().replace('\n', "\r\n");
    let utf16: Vec<u8> =
        "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    desk.put("a.tmx", &utf16);
    desk.ok(&["convert", "a.tmx", "-o", "b.tmx"]);
    assert_eq!(fs::read(desk.path("b.tmx")).unwrap(), utf16);
    let mut child = Command::new(env!("CARGO_BIN_EXE_diptych"))
        .args(["tmx", "dedupe", "-", "-o", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&utf16).unwrap();
    assert_eq!(child.wait_with_output().unwrap().stdout, utf16);
}

#[test]
fn convert_writes_tables_and_lines() {
    let desk = Desk::new();
    desk.put("a.tmx", memory(&[unit("1", "一\n行", "one\tline"), unit("2", "二", "two")]));
    desk.ok(&["convert", "a.tmx", "-o", "a.tsv"]);
    assert_eq!(desk.text("a.tsv"), "一 行\tone line\n二\ttwo\n");
    desk.ok(&["convert", "a.tmx", "-o", "a.jsonl"]);
    let first: Value = serde_json::from_str(desk.text("a.jsonl").lines().next().unwrap()).unwrap();
    assert_eq!(first["variants"][1]["text"], "one\tline");
}

#[test]
fn archives_are_unpacked() {
    let desk = Desk::new();
    let mut zip = zip::ZipWriter::new(fs::File::create(desk.path("a.zip")).unwrap());
    zip.start_file("notes.txt", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(b"no memory").unwrap();
    zip.start_file("folder/A.TMX", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(sample().as_bytes()).unwrap();
    zip.finish().unwrap();
    assert_eq!(desk.stats("a.zip")["units"], 2);
    // A gzip member with one stored block (RFC 1951, 3.2.4); the checksum is that of the text.
    let text = sample();
    let mut gz = vec![0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1];
    let length = u16::try_from(text.len()).unwrap();
    gz.extend(length.to_le_bytes());
    gz.extend((!length).to_le_bytes());
    gz.extend(text.as_bytes());
    gz.extend(crc32(text.as_bytes()).to_le_bytes());
    gz.extend(u32::from(length).to_le_bytes());
    desk.put("a.tmx.gz", &gz);
    assert_eq!(desk.stats("a.tmx.gz")["units"], 2);
    // Of an archive that is cut off, all whole units are read.
    let second = text.find("<tu tuid=\"2\"").unwrap();
    desk.put("cut.tmx.gz", &gz[..15 + second + 20]);
    let stats = desk.stats("cut.tmx.gz");
    assert_eq!((&stats["units"], &stats["broken_units"]), (&Value::from(1), &Value::from(1)));
    assert_eq!(stats["faults"][1]["rule"], "tmx.truncated");
    desk.put("cut.zip", b"PK\x03\x04 and no more");
    assert_eq!(desk.run(&["repair", "cut.zip", "-o", "x.tmx"]).status.code(), Some(2));
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 }
        })
    })
}

#[test]
fn split_then_merge_gives_the_same_units() {
    let desk = Desk::new();
    let units: Vec<String> = (0..7)
        .map(|n| unit(&n.to_string(), &format!("第{n}句"), &format!("Sentence {n}")))
        .collect();
    desk.put("a.tmx", memory(&units));
    desk.ok(&["split", "a.tmx", "-o", "part", "--by", "units", "--each", "3"]);
    assert_eq!(desk.stats("part.3.tmx")["units"], 1);
    desk.ok(&["merge", "part.1.tmx", "part.2.tmx", "part.3.tmx", "-o", "b.tmx"]);
    desk.ok(&["convert", "a.tmx", "-o", "a.jsonl"]);
    desk.ok(&["convert", "b.tmx", "-o", "b.jsonl"]);
    assert_eq!(desk.text("a.jsonl"), desk.text("b.jsonl"));
    desk.ok(&["split", "a.tmx", "-o", "size", "--by", "size", "--each", "1000"]);
    assert!(fs::metadata(desk.path("size.1.tmx")).unwrap().len() <= 1000);
    desk.ok(&["split", "a.tmx", "-o", "pair", "--by", "pair"]);
    assert_eq!(desk.stats("pair.zh-CN_en-US.tmx")["units"], 7);
}

#[test]
fn merge_keeps_every_unit_once_and_with_itself_is_dedupe() {
    let desk = Desk::new();
    let same = unit("1", "天", "sky");
    desk.put("a.tmx", memory(&[same.clone(), unit("2", "地", "earth"), same]));
    desk.ok(&["merge", "a.tmx", "a.tmx", "-o", "m.tmx"]);
    desk.ok(&["dedupe", "a.tmx", "-o", "d.tmx"]);
    desk.ok(&["repair", "d.tmx", "-o", "r.tmx"]);
    assert_eq!(desk.text("m.tmx"), desk.text("r.tmx"));
    assert_eq!(desk.stats("m.tmx")["units"], 2);
}

#[test]
fn dedupe_keeps_the_newest_and_what_has_another_context() {
    let desk = Desk::new();
    let dated = |id: &str, date: &str, context: &str| {
        let tu = format!("<tu changedate=\"{date}\" tuid");
        let prop = format!(">\n <prop type=\"x-Context\">{context}</prop>\n <tuv");
        unit(id, "门", "door").replace("<tu tuid", &tu).replacen(">\n <tuv", &prop, 1)
    };
    desk.put(
        "a.tmx",
        memory(&[
            dated("old", "20200101T000000Z", "1"),
            dated("elsewhere", "20200101T000000Z", "2"),
            dated("new", "20240101T000000Z", "1"),
        ]),
    );
    desk.ok(&["dedupe", "a.tmx", "-o", "b.tmx", "--removed", "r.tmx", "--reasons", "r.tsv"]);
    let kept = desk.text("b.tmx");
    assert!(kept.contains("elsewhere") && kept.contains("\"new\"") && !kept.contains("\"old\""));
    assert!(desk.text("r.tmx").contains("\"old\""));
    assert_eq!(desk.text("r.tsv"), "1\told\t3\tsays the same as unit 3\n");
}

#[test]
fn clean_takes_out_what_does_harm_and_says_why() {
    let desk = Desk::new();
    let bad = [
        ("empty", "他笑了。", " "),
        ("same-text", "见下面的说明", "见下面的说明"),
        ("untranslated", "我们去图书馆。", "We go to the 图书馆 today."),
        ("wrong-language", "我们明天早上去北京。", "Завтра утром мы едем туда"),
        ("codes", "按<ph x='1'/>键", "Press the key"),
        ("numbers", "人口约三万。", "The population is about 300,000."),
        (
            "length",
            "好。",
            "This is by far too long to be what the single word that stands on the other side says.",
        ),
    ];
    let good = [
        unit("g1", "人口约3.5亿。", "The population is about 350 million."),
        unit("g2", "用USB-C充电", "Charge it with USB-C"),
        unit("g3", "仁 (ren) 是什么？", "What is ren (仁)?"),
        unit("g4", "30多万人看了", "More than 300,000 people saw it"),
        unit("g5", "https://example.org/a/path", "https://example.org/a/path"),
    ];
    let units: Vec<String> =
        bad.iter().map(|(id, zh, en)| unit(id, zh, en)).chain(good.iter().cloned()).collect();
    desk.put("a.tmx", memory(&units));
    desk.ok(&["clean", "a.tmx", "-o", "b.tmx", "--removed", "r.tmx", "--reasons", "why.tsv"]);
    let why = desk.text("why.tsv");
    let reasons: Vec<(&str, &str)> = why
        .lines()
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            (cells[2], cells[3])
        })
        .collect();
    assert_eq!(reasons, bad.map(|(id, _, _)| (id, id)));
    assert_eq!(desk.text("b.tmx"), memory(&good));
    assert_eq!(desk.stats("r.tmx")["units"], bad.len());
    desk.ok(&["clean", "b.tmx", "-o", "c.tmx"]);
    assert_eq!(desk.text("c.tmx"), desk.text("b.tmx"));
}

#[test]
fn cleaning_knows_every_code_of_chinese() {
    let desk = Desk::new();
    for code in ["zh", "zho", "chi", "cmn-Hans", "lzh", "yue-HK", "ZH_cn"] {
        let good = memory(&[
            unit("1", "人口约三万，他昨天晚上来了。", "Some 30,000 people; he came last night."),
            unit("2", "我们去图书馆。", "We go to the library."),
        ]);
        let bad = unit("3", "我们明天早上去北京。", "We go to 北京 today.");
        let kept = good.replace("zh-CN", code);
        desk.put("a.tmx", kept.replace(TAIL, &(bad.replace("zh-CN", code) + TAIL)));
        desk.ok(&["clean", "a.tmx", "-o", "b.tmx", "--preset", "strict"]);
        assert_eq!(desk.text("b.tmx"), kept, "{code}");
    }
}

#[test]
fn units_are_the_same_in_whatever_order_their_variants_stand() {
    let desk = Desk::new();
    let first = unit("1", "他笑了。", "He laughed.");
    let [head, zh, en, tail] = first.split_inclusive('\n').collect::<Vec<_>>()[..] else {
        panic!("a unit has four lines");
    };
    let turned = [head, &en.replace("en-US", "EN_us"), zh, tail].concat();
    let elsewhere = turned.replace("<tuv", "<prop type=\"file\">a.txt</prop><tuv");
    desk.put("a.tmx", memory(&[first.clone(), turned, elsewhere.clone()]));
    for same in ["all", "source"] {
        desk.ok(&["dedupe", "a.tmx", "-o", "b.tmx", "--same", same]);
        assert_eq!(desk.text("b.tmx").matches("<tu ").count(), 2, "{same}");
    }
    desk.ok(&["merge", "a.tmx", "-o", "c.tmx"]);
    assert_eq!(desk.text("c.tmx").matches("<tu ").count(), 2);
    // What is counted as a duplicate is what dedupe takes out.
    assert_eq!(desk.stats("a.tmx")["duplicates"], 1);
}

#[test]
fn strict_cleaning_looks_at_punctuation() {
    let desk = Desk::new();
    let bad = [
        ("他来了,又走了。", "He came and went."),
        ("他来了.", "He came."),
        ("他来了。。", "He came."),
        ("他昨天晚上来 了又走了。", "He came and went last night."),
        ("他来了。", "He came，and went."),
        ("他来了。", "He came 。"),
        ("他来了。", "He  came."),
        ("他来了。", "He came ,and went."),
        ("他来了。", "Ｈe came."),
        ("他来了。", "(He came late and 昨天 he was late too, for the third time this week.)"),
    ];
    let good = [
        unit("g1", "第三章 总则", "Chapter 3 General"),
        unit("g2", "真的吗？！", "Really?!"),
        unit("g3", "他说：“走！”", "“Let's go!” he said.  And so we went."),
        unit("g4", "见Corp.", "See Corp."),
    ];
    let units: Vec<String> = bad
        .iter()
        .enumerate()
        .map(|(n, (zh, en))| unit(&n.to_string(), zh, en))
        .chain(good.iter().cloned())
        .collect();
    desk.put("a.tmx", memory(&units));
    desk.ok(&["clean", "a.tmx", "-o", "b.tmx", "--preset", "strict", "--reasons", "why.tsv"]);
    assert_eq!(desk.text("why.tsv").lines().count(), bad.len(), "{}", desk.text("why.tsv"));
    assert_eq!(desk.text("b.tmx"), memory(&good));
}

#[test]
fn forecast_names_what_each_tool_trips_over() {
    let desk = Desk::new();
    let tied = unit("1", "门", "door").replacen('\n', "\n <prop type=\"prev\">x</prop>", 1);
    desk.put("a.tmx", memory(&[tied, unit("2", "<x id='1'/>窗", "")]));
    let effects = |tool: &str| -> Vec<String> {
        let output = desk.run(&["forecast", "a.tmx", "--for", tool, "--format", "jsonl"]);
        let lines = String::from_utf8(output.stdout).unwrap();
        let line = |line: &str| serde_json::from_str::<Value>(line).unwrap();
        lines.lines().map(|l| line(l)["effect"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(effects("omegat"), ["tie", "blank"]);
    assert_eq!(effects("trados"), ["drop-data", "stop", "ignore"]);
}

#[test]
fn memories_are_valid_by_the_dtd_for_xmllint() {
    let Some(shared) = std::env::var_os("DIPTYCH_SHARED") else {
        eprintln!("SKIPPED: DIPTYCH_SHARED is not set, so no DTD to validate against");
        return;
    };
    let script = Path::new(&shared).join("clients/xmllint_dtd.sh");
    let desk = Desk::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tmx/tests/files");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        desk.ok(&["repair", path.to_str().unwrap(), "-o", "r.tmx", "-q"]);
        let mut written = vec![desk.path("r.tmx")];
        for tool in ["omegat", "trados", "memoq", "plain"] {
            let name = format!("{tool}.tmx");
            desk.ok(&["convert", path.to_str().unwrap(), "-o", &name, "--for", tool, "-q"]);
            written.push(desk.path(&name));
        }
        let output = Command::new("bash").arg(&script).args(written).output().unwrap();
        assert!(output.status.success(), "{}: {output:?}", path.display());
    }
}
