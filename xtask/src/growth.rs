//! How time and memory grow with the input: `cargo xtask growth [BINARY] [--only TEXT]`.
//!
//! Every command runs on the example n, 2n and 4n times over. The table has CPU seconds, megabytes, and the
//! factor from 2n to 4n; above 2.3 it is marked. Run it on a release build.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::process::{self, End};

const BOUNDS: (Duration, u64) = (Duration::from_mins(10), 16 << 20);

/// The command, and how often the example stands in the smallest input: a multiple of 25.
const COMMANDS: &[(&str, usize)] = &[
    ("segment zh.txt", 400),
    ("align zh.txt en.txt -o o.jsonl", 50),
    ("align zh.txt en.txt -g terms.tsv -o o.tmx", 50),
    ("align a.tmx -o o.tmx", 100),
    ("edition a.jsonl -o o.html -o o.epub -o o.docx", 200),
    ("edition a.jsonl -o o.xlsx -o o.tei -o o.md", 200),
    ("import a.jsonl a.csv -o o.jsonl", 100),
    ("import a.jsonl a.csv --realign -o o.jsonl", 50),
    ("check a.tmx -g terms.tsv --format jsonl", 200),
    ("check a.tmx -g long.tsv --format jsonl", 200),
    ("check a.tmx --qa --format jsonl", 200),
    ("fix a.jsonl -g terms.tsv -o o.jsonl", 200),
    ("fix a.tmx -g terms.tsv -o o.tmx", 200),
    ("glossary lint long.tsv", 200),
    ("glossary convert long.tsv -o o.tbx", 2000),
    ("tmx stats a.tmx", 400),
    ("tmx check a.tmx", 400),
    ("tmx check a.tmx --qa", 200),
    ("tmx diff a.tmx a.tmx -o o.tsv", 200),
    ("tmx merge3 a.tmx a.tmx a.tmx -o o.tmx", 200),
    ("tmx forecast a.tmx --for trados", 400),
    ("tmx repair a.tmx -o o.tmx", 400),
    ("tmx convert a.tmx -o o.tsv", 400),
    ("tmx convert a.tmx --for memoq -o o.tmx", 400),
    ("tmx split a.tmx --by units --each 1000 -o o", 400),
    ("tmx merge a.tmx a.tmx -o o.tmx", 200),
    ("tmx dedupe a.tmx -o o.tmx", 400),
    ("tmx clean a.tmx -o o.tmx", 200),
    ("tmx filter a.tmx --text library --removed o.removed.tmx -o o.tmx", 400),
    ("tmx replace a.tmx library museum --lang en -o o.tmx", 400),
    ("tmx set a.tmx --prop a=b -o o.tmx", 400),
    ("check zh.txt en.txt -g terms.tsv --format jsonl", 50),
    ("check a.tmx -g terms.tsv -o o.xlsx", 200),
    ("decide a.tmx a.findings.csv --waivers o.waivers", 100),
    ("consistency a.tmx -o o.jsonl", 400),
    ("glossary usage terms.tsv a.tmx", 200),
    ("glossary merge long.tsv terms.tsv -o o.tbx", 1000),
    ("glossary diff long.tsv terms.tsv", 1000),
    ("explain a.tmx 1 城市书房 -g terms.tsv", 400),
    ("init book", 200),
    ("build book/diptych.toml", 25),
];

/// Prints the table.
pub(crate) fn print(arguments: &[String]) -> Result<(), Box<dyn Error>> {
    let (named, only) = match arguments {
        [named @ .., option, only] if option == "--only" => (named.first(), only.as_str()),
        named => (named.first(), ""),
    };
    let binary = process::binary(named)?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    let folder = root.join("target/growth");
    println!(
        "CPU seconds at n, 2n, 4n; factor; peak MB at n, 2n, 4n; command (n is times the example)"
    );
    let mut steep = 0;
    for (command, times) in COMMANDS.iter().filter(|(command, _)| command.contains(only)) {
        let (mut seconds, mut peaks) = (Vec::new(), Vec::new());
        for factor in [1, 2, 4] {
            let desk = inputs(&root, &binary, &folder, times * factor, command)?;
            let arguments: Vec<String> = command.split(' ').map(str::to_owned).collect();
            let ran = process::watch(&binary, &arguments, &desk, BOUNDS, None)?;
            if !matches!(ran.end, End::Code(0 | 1)) {
                return Err(format!("diptych {command}: {:?}: {}", ran.end, ran.said).into());
            }
            seconds.push(ran.cpu.as_secs_f64());
            peaks.push(ran.peak >> 10);
        }
        let growth = seconds[2] / seconds[1].max(0.01);
        let mark = if growth > 2.3 && seconds[2] > 0.2 { "STEEP" } else { "" };
        steep += usize::from(!mark.is_empty());
        println!(
            "{:6.2} {:6.2} {:6.2}  ×{growth:4.2} {mark:5} {:5} {:5} {:5}  {command} ({times})",
            seconds[0], seconds[1], seconds[2], peaks[0], peaks[1], peaks[2]
        );
    }
    if steep == 0 { Ok(()) } else { Err(format!("{steep} commands grow steeply").into()) }
}

/// A folder with the pairs of the example many times over, each a paragraph.
fn inputs(
    root: &Path,
    binary: &Path,
    folder: &Path,
    times: usize,
    command: &str,
) -> Result<PathBuf, Box<dyn Error>> {
    std::fs::remove_dir_all(folder).ok();
    std::fs::create_dir_all(folder)?;
    let read = |name: &str| std::fs::read_to_string(root.join("examples").join(name));
    let terms = read("terms.tsv")?;
    std::fs::write(folder.join("terms.tsv"), &terms)?;
    // Every use of the term is a finding.
    std::fs::write(folder.join("wrong.tsv"), "zh\ten\n城市书房\tcity study\n")?;
    let (head, entries) = terms.split_once('\n').ok_or("the example termbase has a head")?;
    let long: String = (0..times)
        .flat_map(|n| {
            entries.lines().map(move |line| {
                format!(
                    "{n}号{}\n",
                    line.replace('\t', &format!("\tno {n} ")).replace('|', &format!("|no {n} "))
                )
            })
        })
        .collect();
    std::fs::write(folder.join("long.tsv"), format!("{head}\n{long}"))?;
    let pairs = pairs(root, binary, folder)?;
    for (side, of) in [("zh", 0), ("en", 1)] {
        let text: String = (0..times)
            .flat_map(|n| pairs.iter().map(move |pair| numbered(&pair[of], n) + "\n\n"))
            .collect();
        std::fs::write(folder.join(format!("{side}.txt")), text)?;
    }
    if command.contains("book") {
        book(binary, folder, times, command.starts_with("build"), &pairs)?;
    }
    if command.contains("a.") {
        memories(binary, folder, times, command.starts_with("import"))?;
    }
    if command.contains("findings") {
        decided(binary, folder)?;
    }
    Ok(folder.to_owned())
}

/// The findings sheet of `a.tmx`, on which every finding is accepted.
fn decided(binary: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
    let made = Command::new(binary)
        .args(["check", "a.tmx", "-g", "wrong.tsv", "-q", "--fail-on", "never"])
        .args(["-o", "a.findings.csv"])
        .current_dir(folder)
        .status()?;
    if !made.success() {
        return Err("there is no findings sheet".into());
    }
    let sheet = std::fs::read_to_string(folder.join("a.findings.csv"))?;
    // Decision, wording and comment are empty before the fingerprint.
    let sheet = sheet.replace(",,,,f-", ",accept once,,,f-");
    std::fs::write(folder.join("a.findings.csv"), sheet)?;
    Ok(())
}

/// A folder with so many chapters of a book, each the example once, and its project file where it
/// is wanted.
fn book(
    binary: &Path,
    folder: &Path,
    times: usize,
    is_project: bool,
    pairs: &[[String; 2]],
) -> Result<(), Box<dyn Error>> {
    let book = folder.join("book");
    std::fs::create_dir_all(&book)?;
    for n in 1..=times {
        for (side, of) in [("zh", 0), ("en", 1)] {
            let text: String = pairs.iter().map(|pair| numbered(&pair[of], n) + "\n\n").collect();
            std::fs::write(book.join(format!("{n:05}-{side}.txt")), text)?;
        }
    }
    let written = !is_project
        || Command::new(binary)
            .args(["init", "-q", "book"])
            .current_dir(folder)
            .status()?
            .success();
    if written { Ok(()) } else { Err("the book has no project file".into()) }
}

/// The pairs of the example, as the program aligns it.
fn pairs(root: &Path, binary: &Path, folder: &Path) -> Result<Vec<[String; 2]>, Box<dyn Error>> {
    let example = |side| root.join("examples").join(format!("article-{side}.txt"));
    let status = Command::new(binary)
        .arg("align")
        .args([example("zh"), example("en")])
        .args(["-q", "-o", "example.tsv"])
        .current_dir(folder)
        .status()?;
    if !status.success() {
        return Err("the example cannot be aligned".into());
    }
    let table = std::fs::read_to_string(folder.join("example.tsv"))?;
    let sides = table.lines().filter_map(|line| {
        let mut cells = line.split('\t').map(str::to_owned);
        Some([cells.next()?, cells.next()?])
    });
    Ok(sides.filter(|[zh, en]| zh.chars().count() > 8 && en.len() > 20).collect())
}

/// The sentence with a number before its last character, so that no two are the same.
fn numbered(sentence: &str, n: usize) -> String {
    let last = sentence.char_indices().next_back().map_or(0, |(at, _)| at);
    format!("{} {n}{}", &sentence[..last], &sentence[last..])
}

/// `a.tmx`, `a.jsonl` and `a.csv` of the texts in the folder; without `all`, of a part of them, repeated.
fn memories(binary: &Path, folder: &Path, times: usize, all: bool) -> Result<(), Box<dyn Error>> {
    let few = if all { times } else { times.min(25) };
    let text = |side: &str| std::fs::read_to_string(folder.join(format!("{side}.txt")));
    for side in ["zh", "en"] {
        let text = text(side)?;
        let lines = text.lines().count() * few / times;
        let short: String = text.lines().take(lines).flat_map(|line| [line, "\n"]).collect();
        std::fs::write(folder.join(format!("short-{side}.txt")), short)?;
    }
    let whole = few == times;
    let sides = if whole { "zh.txt en.txt" } else { "short-zh.txt short-en.txt" };
    let arguments: Vec<String> = format!("align {sides} -q -o a.tmx -o a.jsonl -o a.csv")
        .split(' ')
        .map(str::to_owned)
        .collect();
    let ran = process::watch(binary, &arguments, folder, BOUNDS, None)?;
    if !matches!(ran.end, End::Code(0 | 1)) {
        return Err(format!("the example cannot be aligned: {}", ran.said).into());
    }
    if whole {
        return Ok(());
    }
    let memory = std::fs::read_to_string(folder.join("a.tmx"))?;
    let (Some(start), Some(end)) = (memory.find("<tu "), memory.rfind("</body>")) else {
        return Err("the memory has no units".into());
    };
    let mut long = memory[..start].to_owned();
    for n in 0..times / few {
        long += &memory[start..end].replace("</seg>", &format!(" {n}</seg>"));
    }
    std::fs::write(folder.join("a.tmx"), long + &memory[end..])?;
    let saved = std::fs::read_to_string(folder.join("a.jsonl"))?;
    std::fs::write(folder.join("a.jsonl"), renumbered(&saved, times / few)?)?;
    Ok(())
}

/// A saved alignment many times over, with its numbers running on.
fn renumbered(saved: &str, times: usize) -> Result<String, Box<dyn Error>> {
    let beads: Vec<serde_json::Value> =
        saved.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let last = |side: &str| {
        let ids = beads.iter().filter_map(|bead| bead[side].as_array()).flatten();
        ids.filter_map(serde_json::Value::as_u64).max().map_or(0, |max| max + 1)
    };
    let (source, target) = (last("source"), last("target"));
    let mut out = String::new();
    for n in 0..times as u64 {
        for bead in &beads {
            let mut bead = bead.clone();
            bead["bead"] = (bead["bead"].as_u64().unwrap_or(0) + n * beads.len() as u64).into();
            for (side, step) in [("source", source), ("target", target)] {
                for id in bead[side].as_array_mut().into_iter().flatten() {
                    *id = (id.as_u64().unwrap_or(0) + n * step).into();
                }
            }
            out += &serde_json::to_string(&bead)?;
            out.push('\n');
        }
    }
    Ok(out)
}
