//! `diptych decide`: applies what a reviewer decided in a findings sheet.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::console::Console;
use super::counted::plural;
use super::outcome::{Failure, Outcome, Outcomes};
use crate::check::units::Heading;
use crate::check::waivers;
use crate::output::{Output, refuse};
use crate::pipeline::{Decisions, decide, write_fixed};
use crate::review::read_decisions;
use crate::{check, read};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The file that was checked: a TMX, a saved alignment (.jsonl) or a table with tabs.
    file: PathBuf,
    /// The findings sheet (.xlsx, .csv) of `diptych check`, with decisions.
    sheet: PathBuf,
    /// The fixed file.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Waivers of what was accepted. Those that the file has already are kept.
    #[arg(long, value_name = "FILE")]
    waivers: Option<PathBuf>,
    /// A termbase (.tsv) of the wanted renderings, for `diptych glossary merge`. Rows that the file
    /// has already are kept.
    #[arg(long, value_name = "FILE")]
    glossary_changes: Option<PathBuf>,
    /// Who decided, for the waivers (default: the user's name).
    #[arg(long, value_name = "NAME")]
    reviewer: Option<String>,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let outputs = [&args.output, &args.waivers, &args.glossary_changes];
    let outputs = outputs.into_iter().flatten().map(PathBuf::as_path);
    refuse(outputs, &[&args.file, &args.sheet])?;
    let (heading, done) = decided(&args.file, &args.sheet)?;
    needs(args, &done)?;

    let mut written = Vec::new();
    let mut fixed = 0;
    if let Some(path) = &args.output {
        let mut file = Output::new(path)?;
        fixed = write_fixed(&args.file, &heading, &done.fixes, &mut file)?;
        written.push(file);
    }
    if let Some(path) = &args.waivers {
        written.push(text(path, &waiver_lines(args, path, &done)?)?);
    }
    if let Some(path) = &args.glossary_changes {
        written.push(text(path, &changes(args, path, &done)?)?);
    }
    Output::commit(written)?;
    report(args, &done, fixed, console);
    Ok(Outcome::Clean)
}

/// What a sheet decides of a file, and the file's heading.
pub(super) fn decided(file: &Path, sheet: &Path) -> Result<(Heading, Decisions), Failure> {
    let failed =
        |error: &(dyn std::error::Error + 'static)| Failure::reading(sheet.display(), error);
    let bytes = std::fs::read(sheet).map_err(|error| Failure::io(sheet, &error))?;
    let rulings = read_decisions(&bytes).map_err(|error| failed(&error))?;
    let mut units = Vec::new();
    let heading =
        check::units::each_unit(file, &read::Options::default(), |unit| units.push(unit))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let done = decide(&rulings, &name, &units).map_err(|error| failed(&error))?;
    Ok((heading, done))
}

/// Refuses decisions that would be lost, since no file is named for them.
fn needs(args: &Args, done: &Decisions) -> Result<(), Failure> {
    for (count, option, is_given) in [
        (done.fixes.len(), "-o", args.output.is_some()),
        (done.waivers.len(), "--waivers", args.waivers.is_some()),
        (done.changes.len(), "--glossary-changes", args.glossary_changes.is_some()),
    ] {
        if count > 0 && !is_given {
            return Err(Failure::new(format!(
                "{}: {} would be lost: name a file with {option}",
                args.sheet.display(),
                plural(count, "decision")
            )));
        }
    }
    Ok(())
}

fn text(path: &Path, text: &str) -> Result<Output, Failure> {
    let mut file = Output::new(path)?;
    std::io::Write::write_all(&mut file, text.as_bytes())
        .map_err(|error| Failure::io(path, &error))?;
    Ok(file)
}

/// Who decided, on one line.
fn reviewer(args: &Args) -> String {
    let of_system = || ["USER", "USERNAME", "LOGNAME"].iter().find_map(|it| std::env::var(it).ok());
    let name = args.reviewer.clone().or_else(of_system).unwrap_or_else(|| "reviewer".to_owned());
    name.replace(['\t', '\n', '\r'], " ")
}

/// The waivers that the file has, and the new ones, each with its reviewer and the day.
fn waiver_lines(args: &Args, path: &Path, done: &Decisions) -> Result<String, Failure> {
    let mut lines = if path.is_file() {
        read::read_text(path, &read::Options::default())?.0
    } else {
        String::from("# fingerprint\tterm\treason\twho\tuntil\n")
    };
    let known = waivers::parse(&lines)
        .map_err(|error| Failure::new(format!("{}:{error}", path.display())))?;
    if !lines.is_empty() && !lines.ends_with('\n') {
        lines.push('\n');
    }
    let by = format!("{}, {}", reviewer(args), waivers::today());
    for waiver in &done.waivers {
        if known.iter().all(|it| it.fingerprint != waiver.fingerprint) {
            let _ = writeln!(lines, "{waiver}\t{by}");
        }
    }
    Ok(lines)
}

/// The head of a table of changes.
const CHANGES: &str = "zh\ten\tprovenance\tnote\n";

/// The changes that the file has, and the new ones, each with its reviewer and the day.
fn changes(args: &Args, path: &Path, done: &Decisions) -> Result<String, Failure> {
    let mut lines = if path.is_file() {
        read::read_text(path, &read::Options::default())?.0
    } else {
        CHANGES.to_owned()
    };
    if !lines.starts_with(CHANGES) {
        return Err(Failure::new(format!(
            "{}: this file was not written by `decide`: name another one with --glossary-changes",
            path.display()
        )));
    }
    if !lines.ends_with('\n') {
        lines.push('\n');
    }
    let by = format!("{}, {}", reviewer(args), waivers::today());
    for (term, rendering, comment) in &done.changes {
        let [term, rendering, by, comment] =
            [term, rendering, &by, comment].map(|it| it.replace(['\t', '\n', '\r'], " "));
        let change = format!("{term}\t{rendering}\t");
        if !lines.lines().any(|line| line.starts_with(&change)) {
            let _ = writeln!(lines, "{change}{by}\t{comment}");
        }
    }
    Ok(lines)
}

fn report(args: &Args, done: &Decisions, fixed: usize, console: &Console) {
    let asked: usize = done.fixes.values().map(Vec::len).sum();
    console.say(format!(
        "{} decided: {fixed} fixed, {} accepted, {} for the termbase, {} to ask about",
        plural(done.decided, "row"),
        done.waivers.len(),
        done.changes.len(),
        done.asked
    ));
    if fixed < asked {
        console
            .warn(format!("{} left: each crosses tags or segments; fix it by hand", asked - fixed));
    }
    warn_of_rows(&args.sheet, done, console);
    if let Some(path) = args.glossary_changes.as_ref().filter(|_| !done.changes.is_empty()) {
        let changes = path.display();
        console.say(format!(
            "`diptych glossary merge {changes} TERMBASE -o NEW` puts them into a termbase: what {changes} says counts, as it is named first"
        ));
    }
}

/// Names the rows that did not act as they stand, or are to be read again.
pub(super) fn warn_of_rows(sheet: &Path, done: &Decisions, console: &Console) {
    let sheet = sheet.display();
    for row in &done.unsettled {
        console.warn(format!(
            "{sheet}: row {row} is not accepted yet: its unit is fixed by another row; check again and accept it there"
        ));
    }
    for row in &done.unsure {
        console.warn(format!(
            "{sheet}: row {row} is fixed, and the proposal may not fit the sentence: read it again"
        ));
    }
    for row in &done.undecided {
        console.warn(format!(
            "{sheet}: row {row} has a wording and no decision: it changes nothing until you choose one"
        ));
    }
    for row in &done.stale {
        console.warn(format!(
            "{sheet}: row {row} is stale: its unit has changed since the sheet was made; check again"
        ));
    }
    if done.elsewhere > 0 {
        console.say(format!("{} about other files left alone", plural(done.elsewhere, "row")));
    }
}
