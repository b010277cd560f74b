//! `tmx`: streams, archives, and what is kept and removed.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

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

fn sample() -> String {
    memory(&[
        unit("1", "天气很好。", "The weather is fine."),
        unit("2", "我们走吧。", "Let us go."),
    ])
}

/// What `tmx stats` gives.
#[track_caller]
fn stats(desk: &Desk, name: &str) -> Value {
    serde_json::from_str(&desk.ok(&format!("tmx stats {name} --format json")).out).unwrap()
}

#[test]
fn convert_without_options_copies_bytes_and_reads_and_writes_streams() {
    let desk = Desk::new();
    let text = sample().replace('\n', "\r\n");
    let utf16: Vec<u8> =
        "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    desk.put("a.tmx", &utf16);
    desk.ok("tmx convert a.tmx -o b.tmx");
    assert_eq!(fs::read(desk.path("b.tmx")).unwrap(), utf16);
    assert_eq!(desk.run_with("tmx dedupe - -o -", &utf16).bytes, utf16);
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
    assert_eq!(stats(&desk, "a.zip")["units"], 2);
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
    assert_eq!(stats(&desk, "a.tmx.gz")["units"], 2);
    // Of an archive that is cut off, all whole units are read.
    let second = text.find("<tu tuid=\"2\"").unwrap();
    desk.put("cut.tmx.gz", &gz[..15 + second + 20]);
    let stats = stats(&desk, "cut.tmx.gz");
    assert_eq!((&stats["units"], &stats["broken_units"]), (&Value::from(1), &Value::from(1)));
    assert_eq!(stats["faults"][1]["rule"], "tmx.truncated");
}

#[test]
fn split_then_merge_gives_the_same_units() {
    let desk = Desk::new();
    let units: Vec<String> = (0..7)
        .map(|n| unit(&n.to_string(), &format!("第{n}句"), &format!("Sentence {n}")))
        .collect();
    desk.put("a.tmx", memory(&units));
    desk.ok("tmx split a.tmx -o part --by units --each 3");
    assert_eq!(stats(&desk, "part.3.tmx")["units"], 1);
    desk.ok("tmx merge part.1.tmx part.2.tmx part.3.tmx -o b.tmx");
    desk.ok("tmx convert a.tmx -o a.jsonl");
    desk.ok("tmx convert b.tmx -o b.jsonl");
    assert_eq!(desk.text("a.jsonl"), desk.text("b.jsonl"));
    desk.ok("tmx split a.tmx -o size --by size --each 1000");
    assert!(fs::metadata(desk.path("size.1.tmx")).unwrap().len() <= 1000);
    desk.ok("tmx split a.tmx -o pair --by pair");
    assert_eq!(stats(&desk, "pair.zh-CN_en-US.tmx")["units"], 7);
}

#[test]
fn merge_keeps_every_unit_once_and_with_itself_is_dedupe() {
    let desk = Desk::new();
    let same = unit("1", "天", "sky");
    desk.put("a.tmx", memory(&[same.clone(), unit("2", "地", "earth"), same]));
    desk.ok("tmx merge a.tmx a.tmx -o m.tmx");
    desk.ok("tmx dedupe a.tmx -o d.tmx");
    desk.ok("tmx repair d.tmx -o r.tmx");
    assert_eq!(desk.text("m.tmx"), desk.text("r.tmx"));
    assert_eq!(stats(&desk, "m.tmx")["units"], 2);
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
    desk.ok("tmx clean a.tmx -o b.tmx --removed r.tmx --reasons why.tsv");
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
    assert_eq!(stats(&desk, "r.tmx")["units"], bad.len());
    desk.ok("tmx clean b.tmx -o c.tmx");
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
        desk.ok("tmx clean a.tmx -o b.tmx --preset strict");
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
        desk.ok(&format!("tmx dedupe a.tmx -o b.tmx --same {same}"));
        assert_eq!(desk.text("b.tmx").matches("<tu ").count(), 2, "{same}");
    }
    desk.ok("tmx merge a.tmx -o c.tmx");
    assert_eq!(desk.text("c.tmx").matches("<tu ").count(), 2);
    // What is counted as a duplicate is what dedupe takes out.
    assert_eq!(stats(&desk, "a.tmx")["duplicates"], 1);
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
    desk.ok("tmx clean a.tmx -o b.tmx --preset strict --reasons why.tsv");
    assert_eq!(desk.text("why.tsv").lines().count(), bad.len(), "{}", desk.text("why.tsv"));
    assert_eq!(desk.text("b.tmx"), memory(&good));
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
        fs::copy(&path, desk.path("a.tmx")).unwrap();
        desk.ok("tmx repair a.tmx -o r.tmx -q");
        let mut written = vec![desk.path("r.tmx")];
        for tool in ["omegat", "trados", "memoq", "plain"] {
            desk.ok(&format!("tmx convert a.tmx -o {tool}.tmx --for {tool} -q"));
            written.push(desk.path(&format!("{tool}.tmx")));
        }
        let output = Command::new("bash").arg(&script).args(written).output().unwrap();
        assert!(output.status.success(), "{}: {output:?}", path.display());
    }
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 }
        })
    })
}

#[cfg(unix)]
#[test]
fn a_memory_is_split_into_more_parts_than_may_be_open() {
    let desk = Desk::new();
    let unit = "<tu><tuv xml:lang=\"zh-CN\"><seg>雨</seg></tuv>\
                <tuv xml:lang=\"en\"><seg>rain</seg></tuv></tu>\n";
    let units = unit.repeat(80);
    desk.put(
        "m.tmx",
        format!("<tmx version=\"1.4\"><header srclang=\"zh-CN\"/><body>\n{units}</body></tmx>"),
    );
    desk.put("part.81.tmx", "of an earlier split");
    let split = "ulimit -n 40; exec \"$0\" tmx split m.tmx -o part --by units --each 1";
    let ran = Command::new("sh")
        .args(["-c", split, env!("CARGO_BIN_EXE_diptych")])
        .current_dir(desk.path("."))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success() && desk.has("part.80.tmx"), "{said}");
    assert!(said.contains("part.81.tmx"), "{said}");
}
