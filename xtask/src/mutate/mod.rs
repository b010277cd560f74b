//! Which conditions of a room no test notices: `cargo xtask mutate ROOM`.
//!
//! ROOM is a folder or file below a package's `src`, such as `segments/src/reflow`. A condition is
//!
//! - an operand of `&&` or `||`: without it, the others decide. `a && b && c` has three, and
//!   `a && (b || c)` has four: `a`, `(b || c)`, `b` and `c`. An operand with `let` is not counted.
//! - the whole condition of an `if`, a `while` or a match guard that joins nothing by `&&` or `||`:
//!   without it, the branch is never taken.
//!
//! Not counted: what is not compiled into the tested build or stands in tests, constants outside
//! closures, `const fn`, and the arguments of macros (`matches!`, `assert!`).
//!
//! Every condition of the room becomes switchable by number in a copy of the workspace under
//! `target/mutate`, so that one build serves all. The copy's test binaries run once as they are, and
//! write down which conditions they reach; then, for each condition drawn, those that reach it run
//! with that condition deleted. A failed test, a crash and a run that lasts too long count as noticed.
//! Doc tests do not run. The tests of the room's own package count; with `--app` also those of
//! the application.

mod condition;
mod copy;
mod tests;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use condition::Condition;
use tests::{Binary, Outcome};

use crate::random::Random;

/// What the command line asks for.
struct Options {
    room: PathBuf,
    count: usize,
    seed: u64,
    only: Option<String>,
    app: bool,
    jobs: usize,
    timeout: Option<Duration>,
}

impl Options {
    fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, Box<dyn Error>> {
        let mut options = Self {
            room: PathBuf::new(),
            count: 300,
            seed: 1,
            only: None,
            app: false,
            jobs: 2,
            timeout: None,
        };
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
            match argument.as_str() {
                "--count" => options.count = value()?.parse()?,
                "--seed" => options.seed = value()?.parse()?,
                "--only" => options.only = Some(value()?),
                "--app" => options.app = true,
                "--jobs" => options.jobs = value()?.parse()?,
                "--timeout" => options.timeout = Some(Duration::from_secs(value()?.parse()?)),
                option if option.starts_with('-') => {
                    return Err(format!("{option} is no option of mutate").into());
                }
                room => options.room = PathBuf::from(room),
            }
        }
        if options.room.as_os_str().is_empty() {
            return Err("name a folder or file, such as segments/src/reflow".into());
        }
        Ok(options)
    }
}

/// Runs the task and prints what no test notices.
pub(crate) fn run(arguments: impl Iterator<Item = String>) -> Result<(), Box<dyn Error>> {
    let options = Options::read(arguments)?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    let (package, folder) = package_of(&options.room)?;
    let conditions = condition::find(&root, &options.room)?;
    let scratch = root.join("target/mutate");
    copy::make(&root, &scratch, &folder, &conditions)?;
    let mut packages = vec![package];
    if options.app && package != "diptych" {
        packages.push("diptych");
    }
    println!("{} conditions in {}; building the tests", conditions.len(), options.room.display());
    let binaries = tests::build(&scratch, &packages)?;
    println!("{} test binaries; running each without a change", binaries.len());
    let binaries = tests::reach(&scratch, binaries)?;
    for binary in &binaries {
        println!("  {:6.1} s  {}", binary.lasts.as_secs_f64(), binary.name);
    }
    let drawn = draw(&conditions, &options);
    let outcomes = run_all(&drawn, &binaries, &options);
    report(&conditions, &outcomes);
    Ok(())
}

/// The package that the room belongs to, and its folder.
fn package_of(room: &Path) -> Result<(&'static str, PathBuf), Box<dyn Error>> {
    let room = room.strip_prefix("./").unwrap_or(room);
    for (folder, package) in [
        ("segments/src", "diptych-segments"),
        ("tmx/src", "diptych-tmx"),
        ("glossary/src", "diptych-glossary"),
        ("src", "diptych"),
    ] {
        if room.starts_with(folder) {
            return Ok((package, PathBuf::from(folder)));
        }
    }
    Err(format!("{} is not below the src of a package", room.display()).into())
}

/// The numbers of the conditions to delete, in the order of the sources.
fn draw(conditions: &[Condition], options: &Options) -> Vec<usize> {
    let mut numbers: Vec<usize> = (0..conditions.len())
        .filter(|&n| {
            options.only.as_ref().is_none_or(|only| conditions[n].to_string().contains(only))
        })
        .collect();
    Random(options.seed).draw(&mut numbers, options.count);
    numbers.truncate(options.count);
    numbers.sort_unstable();
    numbers
}

/// Deletes each of the `drawn` conditions in turn; the outcomes in the same order.
fn run_all(drawn: &[usize], binaries: &[Binary], options: &Options) -> Vec<(usize, Outcome)> {
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..options.jobs.max(1) {
            scope.spawn(|| {
                while let Some(&number) = drawn.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let outcome = tests::notice(number, binaries, options.timeout);
                    let mut outcomes =
                        outcomes.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                    outcomes.push((number, outcome));
                    let done = outcomes.len();
                    if done % 25 == 0 {
                        let noticed = outcomes.iter().filter(|(_, o)| o.is_notice()).count();
                        println!("{done} of {}: {noticed} noticed", drawn.len());
                    }
                }
            });
        }
    });
    let mut outcomes = outcomes.into_inner().unwrap_or_default();
    outcomes.sort_by_key(|&(number, _)| number);
    outcomes
}

/// Prints the unnoticed conditions and the share that was noticed, by file and in all.
fn report(conditions: &[Condition], outcomes: &[(usize, Outcome)]) {
    println!("\nUnnoticed:");
    let mut files: BTreeMap<&Path, (usize, usize)> = BTreeMap::new();
    for (number, outcome) in outcomes {
        let condition = &conditions[*number];
        let (noticed, all) = files.entry(&condition.file).or_default();
        *all += 1;
        match outcome {
            Outcome::Noticed | Outcome::TimedOut => *noticed += 1,
            Outcome::Unnoticed => println!("{condition}"),
            Outcome::Unreached => println!("{condition}   (no test reaches it)"),
        }
    }
    println!("\nNoticed:");
    let share = |noticed: usize, all: usize| 100.0 * noticed as f64 / all.max(1) as f64;
    let (mut noticed, mut all) = (0, 0);
    for (file, (of_file, in_file)) in &files {
        println!(
            "{:5.1} %  {of_file:4} of {in_file:4}  {}",
            share(*of_file, *in_file),
            file.display()
        );
        noticed += of_file;
        all += in_file;
    }
    println!("{:5.1} %  {noticed:4} of {all:4}  in all", share(noticed, all));
}
