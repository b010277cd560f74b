//! A store of units: what a killed import and damage leave.

use std::fmt::Write as _;
use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::desk::Desk;

/// A table of so many units, of which none is like another.
fn table(count: usize) -> String {
    let mut table = String::new();
    for n in 0..count {
        let c = |at: usize| char::from_u32(0x4E00 + ((n * 7 + at * n + at * at) % 5000) as u32);
        let text: String = (0..12).filter_map(c).collect();
        writeln!(table, "{text}第{n}句。\tSentence number {n} of the {} text.", n % 97).unwrap();
    }
    table
}

fn units_of(desk: &Desk) -> u64 {
    let info: Value = serde_json::from_str(&desk.ok("tm info s.dtm --format json").out).unwrap();
    info["units"].as_u64().unwrap()
}

#[test]
fn an_import_that_is_killed_leaves_the_old_state() {
    let desk = Desk::new();
    desk.put("few.tsv", table(10)).put("many.tsv", table(60_000));
    desk.ok("tm import s.dtm few.tsv");
    let mut killed = 0;
    for wait in [20, 60, 150, 300, 600] {
        let mut import = Command::new(env!("CARGO_BIN_EXE_diptych"))
            .args(["tm", "import", "s.dtm", "many.tsv"])
            .current_dir(desk.path(""))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        import.kill().unwrap();
        if import.wait().unwrap().success() {
            break;
        }
        killed += 1;
        let left = units_of(&desk);
        assert!([10, 60_000].contains(&left), "{left} units");
    }
    assert!(killed > 0, "no import was killed");
    desk.ok("tm import s.dtm many.tsv");
    assert_eq!(units_of(&desk), 60_000);
}

#[test]
fn a_first_import_that_is_killed_leaves_nothing_in_the_way() {
    let desk = Desk::new();
    desk.put("few.tsv", table(10)).put("many.tsv", table(60_000));
    for wait in [5, 20, 60, 150] {
        let mut import = Command::new(env!("CARGO_BIN_EXE_diptych"))
            .args(["tm", "import", "s.dtm", "many.tsv"])
            .current_dir(desk.path(""))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        import.kill().unwrap();
        if import.wait().unwrap().success() {
            break;
        }
        assert!(!desk.has("s.dtm"));
        desk.ok("tm import t.dtm few.tsv");
    }
    desk.ok("tm import s.dtm few.tsv");
    // What the killed ones left is removed.
    let mut names: Vec<_> = desk.all().into_keys().collect();
    names.sort();
    assert_eq!(names.len(), 4, "{names:?}");
}

#[test]
fn units_with_bytes_that_are_no_text_are_left_out() {
    let desk = Desk::new();
    let unit = |zh: &str, en: &str| {
        format!(
            "<tu><tuv xml:lang='zh-CN'><seg>{zh}</seg></tuv><tuv xml:lang='en-US'><seg>{en}</seg>\
             </tuv></tu>\n"
        )
    };
    let units =
        [unit("雨停了。", "The rain stopped."), unit("云很高。", "Clouds are high.")].concat();
    let memory =
        format!("<tmx version='1.4'><header srclang='zh-CN'/><body>\n{units}</body></tmx>");
    let at = memory.find('云').unwrap();
    let mut bytes = memory.into_bytes();
    bytes[at + 1] = b'?';
    desk.put("m.tmx", bytes);
    let ran = desk.ok("tm import s.dtm m.tmx");
    assert!(ran.err.contains("1 unit left out") && ran.err.contains("line 3"), "{}", ran.err);
    assert_eq!(units_of(&desk), 1);
}

#[test]
fn a_damaged_store_takes_nothing_back() {
    let desk = Desk::new();
    desk.put("few.tsv", table(3000)).ok("tm import s.dtm few.tsv");
    let mut bytes = fs::read(desk.path("s.dtm")).unwrap();
    let (from, to) = (bytes.len() / 3, bytes.len() / 2);
    bytes[from..to].iter_mut().for_each(|byte| *byte ^= 0x55);
    desk.put("s.dtm", &bytes);
    desk.refused("tm undo s.dtm");
    assert!(fs::read(desk.path("s.dtm")).unwrap() == bytes);
}

#[test]
fn a_text_that_is_no_sentence_counts_as_new() {
    let desk = Desk::new();
    let long: String = (0..120_000).map(|n| if n % 7 == 0 { '天' } else { '地' }).collect();
    let unit = |zh: &str, en: &str| {
        format!(
            "<tu><tuv xml:lang='zh-CN'><seg>{zh}</seg></tuv><tuv xml:lang='en-US'><seg>{en}</seg>\
             </tuv></tu>"
        )
    };
    let units = [unit(&long, "Long."), unit("雨停了。", "The rain stopped.")].concat();
    desk.put(
        "m.tmx",
        format!("<tmx version='1.4'><header srclang='zh-CN'/><body>{units}</body></tmx>"),
    );
    let table = desk.ok("tm analyse m.tmx m.tmx --format json");
    let table: Value = serde_json::from_str(&table.out).unwrap();
    let rows = table["rows"].as_array().unwrap();
    let of = |band: &str| rows.iter().find(|row| row["band"] == band).unwrap()["segments"].clone();
    assert_eq!((of("new"), of("101")), (1.into(), 1.into()));
}

#[test]
fn a_large_store_has_an_index_that_mends_itself() {
    let desk = Desk::new();
    desk.put("many.tsv", table(100_000));
    desk.ok("tm import s.dtm many.tsv");
    let query = table(1).split('\t').next().unwrap().to_owned();
    let search = format!("tm search s.dtm {query} --format jsonl --min 50");
    let wanted = desk.ok(&search);
    assert!(wanted.out.contains("\"score\":100.0"), "{}", wanted.out);
    assert_eq!(wanted.out, desk.ok(&search.replace("s.dtm", "many.tsv")).out);
    let index = fs::read(desk.path("s.dtm.index")).unwrap();
    // The second half holds the lists, which are read where they are wanted.
    let cut = index[..index.len() / 3].to_vec();
    let mut changed = index.clone();
    changed[index.len() / 4..].iter_mut().for_each(|byte| *byte ^= 0x55);
    for wounded in [cut, changed] {
        desk.put("s.dtm.index", wounded);
        assert_eq!(desk.ok(&search).out, wanted.out);
        assert!(fs::read(desk.path("s.dtm.index")).unwrap() == index, "it is mended");
    }
    // Another state of the store has another index.
    desk.put("one.tsv", format!("{query}新\tNew.\n")).ok("tm import s.dtm one.tsv");
    assert!(desk.ok(&search).out.contains("\"New.\""));
}
