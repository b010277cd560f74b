//! Whether anything breaks the program: `cargo xtask torture [BINARY] [--seconds N] [--count N] [--seed N] [--only TEXT]`,
//! and `cargo xtask torture --kill N [BINARY]`.
//!
//! Valid samples of every input kind are wounded by a seeded generator and given to every command.
//! A run fails when it ends by a panic or a signal, with an exit code that is none of 0, 1 and 2,
//! takes more than 2 GB or 20 seconds, or leaves a file of its own work behind. The input and the command of a failed
//! run are kept in `target/torture/finds`. It goes on until every family of commands had `--count`
//! inputs or `--seconds` have passed.

mod kill;
mod samples;
mod traces;
mod wounds;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use samples::{Kind, Samples};
use traces::unfinished;

use crate::process::{self, End};
use crate::random::Random;

/// What a run may take: seconds, and kilobytes of address space.
const BOUNDS: (Duration, u64) = (Duration::from_secs(20), 3 << 20);
/// What a run may have resident, in kilobytes.
const RESIDENT: u64 = 2 << 20;

/// A command: where `{}` stands goes the name of the wounded file.
struct Family {
    command: &'static str,
    kinds: &'static [Kind],
    /// Where the file stands, without the end of its name, if the command does not name it.
    place: Option<&'static str>,
}

/// A command that names the file.
const fn of(command: &'static str, kinds: &'static [Kind]) -> Family {
    Family { command, kinds, place: None }
}

use Kind::{
    Baseline, Document, Lexicon, List, Memory, Pairs, Project, Saved, Sheet, Srx, Table, Termbase,
    Waivers,
};

/// Every command with every input that it reads.
const FAMILIES: &[Family] = &[
    of("segment {} --format jsonl --input-report r.jsonl", &[Document, Pairs]),
    of("segment zh.txt --srx {}", &[Srx]),
    of("segment zh.txt --srx {} --srx-mode omegat", &[Srx]),
    of("align {} en.txt -o o.tmx -o o.jsonl -o o.html --force", &[Document]),
    of("align {} -o o.tmx -o o.jsonl --force", &[Pairs, Memory]),
    of("align zh.txt en.txt -g {} -o o.tmx", &[Termbase]),
    of("align zh.txt en.txt --anchors {} -o o.jsonl", &[Saved]),
    of("align zh.txt en.txt --lexicon {} -o o.jsonl", &[Lexicon]),
    of("align --pairs {}", &[List]),
    of("check {} -g terms.tsv --format jsonl", &[Memory, Saved, Table, Pairs]),
    of("check a.tmx -g {} -o o.html -o o.sarif", &[Termbase]),
    of("check a.tmx -g terms.tsv --waivers {}", &[Waivers]),
    of("check a.tmx -g terms.tsv --baseline {}", &[Baseline]),
    of("check {} en.txt -g terms.tsv --force", &[Document]),
    of("explain {} 1 城市书房 -g terms.tsv", &[Memory, Saved, Table, Pairs]),
    of("fix {} -g terms.tsv -o o.tmx", &[Memory]),
    of("fix {} -g terms.tsv -o o.jsonl", &[Saved]),
    of("glossary lint {}", &[Termbase]),
    of("glossary convert {} -o o.tbx", &[Termbase]),
    of("edition {} -o o.html -o o.epub -o o.docx -o o.xlsx -o o.tei", &[Saved]),
    of("edition a.jsonl --findings {} --draft -o o.html", &[Baseline]),
    of("import a.jsonl {} -o o.jsonl", &[Sheet]),
    of("import a.jsonl {} --realign -o o.jsonl", &[Sheet]),
    of("import {} a.csv -o o.jsonl", &[Saved]),
    of("build {}", &[Project]),
    Family { command: "build diptych.toml", kinds: &[Document], place: Some("zh") },
    Family {
        command: "init book",
        kinds: &[Document, Memory, Termbase],
        place: Some("book/01-zh"),
    },
    of("tmx stats {} --format json", &[Memory]),
    of("tmx check {} --notes", &[Memory]),
    of("tmx forecast {} --for trados", &[Memory]),
    of("tmx repair {} -o o.tmx --repairs o.jsonl", &[Memory]),
    of("tmx convert {} -o o.jsonl", &[Memory]),
    of("tmx convert {} --for memoq -o o.tmx", &[Memory]),
    of("tmx split {} --by units --each 5 -o o", &[Memory]),
    of("tmx merge {} a.tmx -o o.tmx", &[Memory]),
    of("tmx dedupe {} -o o.tmx --removed o.removed.tmx", &[Memory]),
    of("tmx clean {} --preset strict -o o.tmx --reasons o.tsv", &[Memory]),
    of("tmx filter {} --text 城市|library --removed o.removed.tmx -o o.tmx", &[Memory]),
    of("tmx filter {} --drop --since 2020-01-01 --prop a=b -o o.tmx", &[Memory]),
    of("tmx replace {} (a+)b museum$1 --lang en -o o.tmx", &[Memory]),
    of(
        "tmx set {} --source-lang zh-CN --target-lang en --prop a=b --creator c -o o.tmx",
        &[Memory],
    ),
];

/// Runs the task.
pub(crate) fn run(arguments: impl Iterator<Item = String>) -> Result<(), Box<dyn Error>> {
    let mut options: BTreeMap<String, String> = BTreeMap::new();
    let mut named = None;
    let mut arguments = arguments;
    while let Some(argument) = arguments.next() {
        if argument.starts_with("--") {
            options.insert(argument.clone(), arguments.next().ok_or(argument + " needs a value")?);
        } else {
            named = Some(argument);
        }
    }
    let number = |name: &str, without: u64| -> Result<u64, Box<dyn Error>> {
        Ok(options.get(name).map_or(Ok(without), |value| value.parse())?)
    };
    let binary = process::binary(named.as_ref())?;
    let seed = number("--seed", 1)?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    let folder = root.join("target/torture");
    let samples = Samples::make(&root, &binary, &folder.join("samples"))?;
    if options.contains_key("--kill") {
        return kill::run(&binary, &samples, &folder, number("--kill", 0)?, seed);
    }
    let seconds = number("--seconds", 60)?;
    let count = number("--count", u64::MAX)?;
    let only = options.get("--only").cloned().unwrap_or_default();
    torture(&binary, &samples, &folder, (seconds, count, seed), &only)
}

fn torture(
    binary: &Path,
    samples: &Samples,
    folder: &Path,
    (seconds, count, seed): (u64, u64, u64),
    only: &str,
) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let mut random = Random(seed);
    let mut finds = 0;
    let mut tally: BTreeMap<&str, (u64, u64, u64)> = BTreeMap::new();
    let families: Vec<&Family> = FAMILIES.iter().filter(|f| f.command.contains(only)).collect();
    let mut round = 0;
    'all: while round < count {
        round += 1;
        for family in &families {
            if start.elapsed().as_secs() >= seconds {
                break 'all;
            }
            let kind = family.kinds[random.below(family.kinds.len())];
            let (name, bytes) = samples.one(kind, &mut random);
            let wounded = wounds::wound(name, bytes, samples, &mut random);
            let desk = samples.desk(&folder.join("desk"))?;
            let file = format!("{}.{}", family.place.unwrap_or("wounded"), extension(name));
            std::fs::create_dir_all(desk.join(&file).parent().unwrap_or(&desk))?;
            std::fs::write(desk.join(&file), &wounded)?;
            let command = family.command.replace("{}", &file);
            let arguments: Vec<String> = command.split(' ').map(str::to_owned).collect();
            let ran = process::watch(binary, &arguments, &desk, BOUNDS, None)?;
            let entry = tally.entry(family.command).or_default();
            entry.0 += 1;
            entry.1 = entry.1.max(ran.peak);
            let wrong = match ran.end {
                End::Code(0..=2) if ran.peak > RESIDENT => Some("more than 2 GB".to_owned()),
                End::Code(0..=2) => unfinished(&desk)?.map(|name| format!("left {name} behind")),
                End::Code(code) => Some(format!("exit code {code}")),
                End::Signal(signal) => Some(format!("signal {signal}")),
                End::TooLong => Some("more than 20 s".to_owned()),
            };
            if let Some(wrong) = wrong {
                entry.2 += 1;
                finds += 1;
                let find = folder.join("finds").join(format!("{seed}-{finds}"));
                std::fs::create_dir_all(&find)?;
                std::fs::write(find.join(file.replace('/', "-")), &wounded)?;
                std::fs::write(find.join("command"), format!("diptych {command}\n{wrong}\n"))?;
                println!("{wrong}: diptych {command}   ({})\n{}", find.display(), ran.said);
            }
        }
    }
    for (command, (runs, peak, failed)) in &tally {
        println!("{runs:6} runs {failed:3} failed {:5} MB  {command}", peak >> 10);
    }
    let runs: u64 = tally.values().map(|(runs, ..)| runs).sum();
    println!("{runs} runs, {finds} failed, {} s, seed {seed}", start.elapsed().as_secs());
    if finds == 0 { Ok(()) } else { Err("the program broke: see target/torture/finds".into()) }
}

fn extension(name: &str) -> &str {
    name.split_once('.').map_or(name, |(_, extension)| extension)
}
