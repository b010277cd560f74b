//! Signals at random moments: nothing is half-written, and nothing is left but after KILL.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::samples::Samples;
use super::traces::{files, unfinished};
use crate::process::{self, End};
use crate::random::Random;

/// Commands that write, over inputs that take a while; and whether all of their outputs belong to
/// one piece of work. `build` puts chapter after chapter in place.
const COMMANDS: &[(&str, bool)] = &[
    ("align long-zh.txt long-en.txt -o o.tmx -o o.jsonl -o o.html -o o.epub", true),
    ("build --force", false),
    ("import long.jsonl long.csv -o o.jsonl -o o.html", true),
    ("tmx merge long.tmx a.tmx -o o.tmx", true),
    ("tmx clean long.tmx -o o.tmx --reasons o.tsv", true),
    ("tmx filter long.tmx --text a --removed o.removed.tmx -o o.tmx", true),
];
/// What stands in the place of outputs before half of the runs.
const OLD: &[&str] = &["o.tmx", "o.jsonl", "o.html", "o.epub", "o.tsv", "o.removed.tmx"];
const SIGNALS: [&str; 4] = ["INT", "TERM", "HUP", "KILL"];
const BOUNDS: (Duration, u64) = (Duration::from_mins(2), 6 << 20);

/// `count` runs, each stopped at a moment drawn from the time that the command takes.
pub(super) fn run(
    binary: &Path,
    samples: &Samples,
    folder: &Path,
    count: u64,
    seed: u64,
) -> Result<(), Box<dyn Error>> {
    let whole = folder.join("whole");
    // A short run is for CI, whose binary is slow.
    let first = prepare(binary, samples, &whole, if count < 50 { 4 } else { 30 })?;
    let mut random = Random(seed);
    let mut tally: BTreeMap<&str, [u64; 4]> = BTreeMap::new();
    let mut wanted = Vec::new();
    for (command, _) in COMMANDS {
        // What the command leaves when nobody stops it.
        let desk = copy(&first, &folder.join("reference"))?;
        let arguments: Vec<String> = command.split(' ').map(str::to_owned).collect();
        let start = Instant::now();
        let ran = process::watch(binary, &arguments, &desk, BOUNDS, None)?;
        if !matches!(ran.end, End::Code(0 | 1)) {
            return Err(format!("diptych {command} fails: {}", ran.said).into());
        }
        wanted.push((arguments, start.elapsed(), relative(&desk)?));
    }
    let mut broken = 0;
    for _ in 0..count {
        let which = random.below(COMMANDS.len());
        let (arguments, lasts, whole) = &mut wanted[which];
        let signal = SIGNALS[random.below(4)];
        let after = lasts.mul_f64(random.below(1000) as f64 / 1000.0);
        let desk = copy(&first, &folder.join("desk"))?;
        if random.below(2) == 0 {
            for name in OLD.iter().filter(|name| whole.contains_key(Path::new(name))) {
                std::fs::write(desk.join(name), "old")?;
            }
        }
        let before = relative(&desk)?;
        let start = Instant::now();
        let ran = process::watch(binary, arguments, &desk, BOUNDS, Some((signal, after)))?;
        if start.elapsed() < after {
            // The machine is less busy than it was: the moments come sooner.
            *lasts = start.elapsed();
        }
        let [runs, stopped, half, left] = tally.entry(signal).or_default();
        *runs += 1;
        *stopped += u64::from(!matches!(ran.end, End::Code(0 | 1)));
        if let Some(wrong) = torn(&before, &relative(&desk)?, whole, COMMANDS[which].1) {
            *half += 1;
            broken += 1;
            println!("{signal} after {after:?}: {wrong}: {}", COMMANDS[which].0);
        }
        if signal != "KILL"
            && let Some(name) = unfinished(&desk)?
        {
            *left += 1;
            broken += 1;
            println!("{signal} after {after:?}: {name} is left: {}", COMMANDS[which].0);
        }
    }
    for (signal, [runs, stopped, half, left]) in &tally {
        println!(
            "{signal:4} {runs:5} runs, {stopped} stopped, {half} half-written, {left} left something"
        );
    }
    if broken == 0 { Ok(()) } else { Err(format!("{broken} of {count} runs left traces").into()) }
}

type Files = BTreeMap<PathBuf, Vec<u8>>;

/// What is wrong with the files that a run left: each must be as it was or as the whole run makes
/// it, and where the outputs belong together, all of them one or the other. The files of unfinished
/// work do not count here.
fn torn(before: &Files, now: &Files, whole: &Files, together: bool) -> Option<String> {
    if let Some(name) = before.keys().find(|name| !now.contains_key(*name)) {
        return Some(format!("{} is gone", name.display()));
    }
    let (mut old, mut new) = (None, None);
    let outputs =
        whole.iter().filter(|(name, bytes)| !is_hidden(name) && before.get(*name) != Some(*bytes));
    for (name, bytes) in outputs {
        if now.get(name) == Some(bytes) {
            new = Some(name);
        } else if now.get(name) == before.get(name) {
            old = Some(name);
        } else {
            return Some(format!("{} is half-written", name.display()));
        }
    }
    match (old, new) {
        (Some(old), Some(new)) if together => {
            Some(format!("{} is old and {} is new", old.display(), new.display()))
        }
        _ => None,
    }
}

/// A folder with long inputs: the example's memory and texts many times over.
fn prepare(
    binary: &Path,
    samples: &Samples,
    folder: &Path,
    times: usize,
) -> Result<PathBuf, Box<dyn Error>> {
    let desk = samples.desk(folder)?;
    let read = |name: &str| std::fs::read_to_string(desk.join(name));
    for side in ["zh", "en"] {
        std::fs::write(
            desk.join(format!("long-{side}.txt")),
            read(&format!("{side}.txt"))?.repeat(times),
        )?;
    }
    let memory = read("a.tmx")?;
    if let (Some(start), Some(end)) = (memory.find("<tu "), memory.rfind("</body>")) {
        let units = memory[start..end].repeat(times * 10);
        std::fs::write(desk.join("long.tmx"), [&memory[..start], &units, &memory[end..]].concat())?;
    }
    let align = "align long-zh.txt long-en.txt -q -o long.jsonl -o long.csv";
    let arguments: Vec<String> = align.split(' ').map(str::to_owned).collect();
    process::watch(binary, &arguments, &desk, BOUNDS, None)?;
    Ok(desk)
}

fn copy(from: &Path, to: &Path) -> Result<PathBuf, Box<dyn Error>> {
    std::fs::remove_dir_all(to).ok();
    for (path, bytes) in files(from)? {
        let target = to.join(path.strip_prefix(from)?);
        if let Some(parent) = target.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(target, bytes)?;
    }
    Ok(to.to_owned())
}

fn relative(folder: &Path) -> Result<Files, Box<dyn Error>> {
    let all = files(folder)?;
    Ok(all
        .into_iter()
        .filter_map(|(path, bytes)| Some((path.strip_prefix(folder).ok()?.to_owned(), bytes)))
        .collect())
}

/// A file of unfinished work, or of the project's own records.
fn is_hidden(path: &Path) -> bool {
    path.iter().any(|part| part.to_string_lossy().starts_with('.'))
}
