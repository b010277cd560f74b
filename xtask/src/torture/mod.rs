//! Whether anything breaks the program:
//! `cargo xtask torture [BINARY] [--seconds N] [--count N] [--seed N] [--only TEXT] [--threads N] [--folder DIR]`,
//! and `cargo xtask torture --kill N [BINARY] [--folder DIR]`.
//!
//! Valid samples of every input kind are wounded by a seeded generator and given to every command.
//! A run fails when it ends by a panic or a signal, with an exit code that is none of 0, 1 and 2,
//! takes more than 1 GB or 20 seconds of CPU time, or leaves a file of its own work behind. The input and the
//! command of a failed run are kept in `target/torture/finds`. It goes on until every family (all
//! rows of one command: `align`, `tmx`) had `--count` inputs or `--seconds` have passed. Outputs are
//! synced to their disk: in a folder of memory (`--folder /dev/shm/torture`) that takes no time.

mod kill;
mod samples;
mod traces;
mod wounds;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use samples::{Kind, Samples};
use traces::unfinished;

use crate::process::{self, End};
use crate::random::Random;

/// When a run is ended: after minutes, or at so many kilobytes of address space.
const BOUNDS: (Duration, u64) = (Duration::from_mins(5), 3 << 20);
/// How long a run may work, in CPU time: on a busy machine it waits for longer.
const WORKING: Duration = Duration::from_secs(20);
/// What a run may have resident, in kilobytes.
const RESIDENT: u64 = 1 << 20;

/// A command with its options: where `{}` stands goes the name of the wounded file.
struct Row {
    command: &'static str,
    kinds: &'static [Kind],
    /// Where the file stands, without the end of its name, if the command does not name it.
    place: Option<&'static str>,
}

/// A command that names the file.
const fn of(command: &'static str, kinds: &'static [Kind]) -> Row {
    Row { command, kinds, place: None }
}

use Kind::{
    Baseline, Document, Findings, Lexicon, List, Memory, Pairs, Project, Saved, Sheet, Srx, Table,
    Termbase, Waivers,
};

/// Every command with every input that it reads.
const ROWS: &[Row] = &[
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
    of("check {} -g terms.tsv -o o.xlsx -o o.csv --force", &[Memory, Saved, Table]),
    of("check {} --qa --format jsonl", &[Memory, Saved, Table, Pairs]),
    of("decide a.tmx {} -o o.tmx --waivers o.waivers --glossary-changes o.tsv", &[Findings]),
    of("decide {} f.csv -o o.tmx", &[Memory]),
    of("consistency {} --ignore case,digits -o o.xlsx -o o.jsonl", &[Memory, Saved, Table, Pairs]),
    of("consistency a.tmx -g {} -o o.jsonl", &[Termbase]),
    of("explain {} 1 城市书房 -g terms.tsv", &[Memory, Saved, Table, Pairs]),
    of("fix {} -g terms.tsv -o o.tmx", &[Memory]),
    of("fix {} -g terms.tsv -o o.jsonl", &[Saved]),
    of("fix a.tmx --decisions {} -o o.tmx", &[Findings]),
    of("glossary lint {}", &[Termbase]),
    of("glossary convert {} -o o.tbx", &[Termbase]),
    of("glossary convert {} -o o.xlsx", &[Termbase]),
    of("glossary merge {} terms.tsv -o o.tsv", &[Termbase]),
    of("glossary diff {} terms.tsv", &[Termbase]),
    of("glossary usage {} a.tmx -o o.csv", &[Termbase]),
    of("edition {} -o o.html -o o.epub -o o.docx -o o.xlsx -o o.tei", &[Saved]),
    of("edition a.jsonl --findings {} --draft -o o.html", &[Baseline]),
    of("import a.jsonl {} -o o.jsonl", &[Sheet]),
    of("import a.jsonl {} --realign -o o.jsonl", &[Sheet]),
    of("import {} a.csv -o o.jsonl", &[Saved]),
    of("build {}", &[Project]),
    Row { command: "build diptych.toml", kinds: &[Document], place: Some("zh") },
    Row { command: "init book", kinds: &[Document, Memory, Termbase], place: Some("book/01-zh") },
    of("tmx stats {} --format json", &[Memory]),
    of("tmx check {} --notes", &[Memory]),
    of("tmx check {} --qa", &[Memory]),
    of("tmx diff {} a.tmx -o o.html", &[Memory]),
    of("tmx merge3 a.tmx {} a.tmx -o o.tmx", &[Memory]),
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
    let finds = root.join("target/torture/finds");
    let folder = options.get("--folder").map_or_else(|| root.join("target/torture"), PathBuf::from);
    let samples = Samples::make(&root, &binary, &folder.join("samples"))?;
    if options.contains_key("--kill") {
        return kill::run(&binary, &samples, &folder, number("--kill", 0)?, seed);
    }
    let work = Work {
        binary: &binary,
        samples: &samples,
        folder: &folder,
        finds: &finds,
        until: Instant::now() + Duration::from_secs(number("--seconds", 60)?),
        seed,
    };
    let threads = number("--threads", 1)?.max(1);
    let count = number("--count", u64::MAX)?.div_ceil(threads);
    let only = options.get("--only").map_or("", String::as_str);
    let rows: Vec<&Row> = ROWS.iter().filter(|row| row.command.contains(only)).collect();
    let start = Instant::now();
    let tallies: Vec<Result<Tally, String>> = std::thread::scope(|scope| {
        let (work, rows) = (&work, &rows);
        let of = |thread| move || work.torture(rows, thread, count).map_err(|it| it.to_string());
        let threads: Vec<_> = (0..threads).map(|thread| scope.spawn(of(thread))).collect();
        threads.into_iter().map(|it| it.join().map_err(|_| "a thread fails".to_owned())?).collect()
    });
    let tallies: Vec<Tally> = tallies.into_iter().collect::<Result<_, _>>()?;
    report(&tallies, start.elapsed(), seed)
}

/// Of each row its inputs, the largest peak in kilobytes, and the failed runs.
type Tally = BTreeMap<&'static str, (u64, u64, u64)>;

/// What all threads share.
struct Work<'a> {
    binary: &'a Path,
    samples: &'a Samples,
    folder: &'a Path,
    finds: &'a Path,
    until: Instant,
    seed: u64,
}

impl Work<'_> {
    /// Goes round the families, `count` times: each time one input for one row of each.
    fn torture(&self, rows: &[&Row], thread: u64, count: u64) -> Result<Tally, Box<dyn Error>> {
        let mut families: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
        for row in rows {
            families.entry(family(row.command)).or_default().push(row);
        }
        let mut random = Random(self.seed ^ thread << 32);
        let mut tally = Tally::new();
        for round in 0..count {
            for rows in families.values() {
                if Instant::now() >= self.until {
                    return Ok(tally);
                }
                let row = rows[round as usize % rows.len()];
                let (peak, failed) = self.one(row, thread, round, &mut random)?;
                let entry = tally.entry(row.command).or_default();
                *entry = (entry.0 + 1, entry.1.max(peak), entry.2 + u64::from(failed));
            }
        }
        Ok(tally)
    }

    /// One run: its peak, and whether it failed.
    fn one(
        &self,
        row: &Row,
        thread: u64,
        round: u64,
        random: &mut Random,
    ) -> Result<(u64, bool), Box<dyn Error>> {
        let kind = row.kinds[random.below(row.kinds.len())];
        let (name, bytes) = self.samples.one(kind, random);
        let wounded = wounds::wound(name, bytes, self.samples, random);
        let desk = self.samples.desk(&self.folder.join(format!("desk-{thread}")))?;
        let file = format!("{}.{}", row.place.unwrap_or("wounded"), extension(name));
        std::fs::create_dir_all(desk.join(&file).parent().unwrap_or(&desk))?;
        std::fs::write(desk.join(&file), &wounded)?;
        let command = row.command.replace("{}", &file);
        let arguments: Vec<String> = command.split(' ').map(str::to_owned).collect();
        let ran = process::watch(self.binary, &arguments, &desk, BOUNDS, None)?;
        let wrong = match ran.end {
            End::Code(0..=2) if ran.peak > RESIDENT => Some("more than 1 GB".to_owned()),
            End::Code(0..=2) if ran.cpu > WORKING => Some("more than 20 s".to_owned()),
            End::Code(0..=2) => unfinished(&desk)?.map(|name| format!("left {name} behind")),
            End::Code(code) => Some(format!("exit code {code}")),
            End::Signal(signal) => Some(format!("signal {signal}")),
            End::TooLong => Some("more than five minutes".to_owned()),
        };
        if let Some(wrong) = &wrong {
            let find = self.finds.join(format!("{}-{thread}-{round}", self.seed));
            std::fs::create_dir_all(&find)?;
            std::fs::write(find.join(file.replace('/', "-")), &wounded)?;
            std::fs::write(find.join("command"), format!("diptych {command}\n{wrong}\n"))?;
            println!("{wrong}: diptych {command}   ({})\n{}", find.display(), ran.said);
        }
        Ok((ran.peak, wrong.is_some()))
    }
}

/// The command itself.
fn family(command: &str) -> &str {
    command.split(' ').next().unwrap_or(command)
}

/// Prints what was found, by row and by family.
fn report(tallies: &[Tally], took: Duration, seed: u64) -> Result<(), Box<dyn Error>> {
    let (mut rows, mut families) = (Tally::new(), Tally::new());
    for (command, (runs, peak, failed)) in tallies.iter().flatten() {
        for (of, name) in [(&mut rows, *command), (&mut families, family(command))] {
            let entry = of.entry(name).or_default();
            *entry = (entry.0 + runs, entry.1.max(*peak), entry.2 + failed);
        }
    }
    for (title, tally) in [("row", &rows), ("family", &families)] {
        for (name, (runs, peak, failed)) in tally {
            println!("{title:6} {runs:6} inputs {failed:3} failed {:5} MB  {name}", peak >> 10);
        }
    }
    let sum = |part: fn(&(u64, u64, u64)) -> u64| families.values().map(part).sum::<u64>();
    let (runs, finds) = (sum(|it| it.0), sum(|it| it.2));
    println!("{runs} inputs, {finds} failed, {} s, seed {seed}", took.as_secs());
    if finds == 0 { Ok(()) } else { Err("the program broke: see target/torture/finds".into()) }
}

fn extension(name: &str) -> &str {
    name.split_once('.').map_or(name, |(_, extension)| extension)
}
