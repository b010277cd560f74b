//! The command line: the only place that knows clap, prints, and gives exit codes.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is the place that prints")]

mod align;
mod args;
mod build;
mod check;
mod completions;
mod consistency;
mod console;
mod counted;
mod decide;
mod edition;
mod explain;
mod explanation;
mod files;
mod fix;
mod glossary;
mod help;
mod import;
mod init;
mod outcome;
mod printable;
mod render;
mod review;
mod segment;
mod summary;
mod tm;
mod tmx;
mod usage;

use std::ffi::OsString;
use std::panic;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::output;
use crate::words::phrases::told;
use crate::words::{Language, console as words, language};

use console::Console;
use outcome::Outcome;
use printable::printable;

/// Aligns Chinese and English texts, checks terms, and keeps translation memories.
#[derive(Debug, Parser)]
#[command(name = "diptych", version, propagate_version = true, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    console: console::Args,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Pair the sentences of a text and its translation, check terms, write a translation memory
    Align(Box<align::Args>),
    /// Make a parallel edition to read, or a sheet to review, from a saved alignment
    Edition(edition::Args),
    /// Check how terms are rendered
    Check(check::Args),
    /// Apply what a reviewer decided in a findings sheet
    Decide(decide::Args),
    /// Find texts that are translated in several ways
    Consistency(consistency::Args),
    /// Explain the verdict on a term in one unit
    Explain(explain::Args),
    /// Replace wrong renderings by the suggested ones, or show the changes
    Fix(fix::Args),
    /// Check and convert termbases
    Glossary(glossary::Args),
    /// Apply a reviewed sheet to its alignment, and show the differences
    Import(import::Args),
    /// Review an alignment in the browser, with a journal of every decision
    Review(review::Args),
    /// Write a project file for a book from the files of a folder
    Init(init::Args),
    /// Make a book from its project file: align, check and write what changed
    Build(build::Args),
    /// Split a document into paragraphs and sentences
    Segment(segment::Args),
    /// Print the completions for a shell: put them where the shell looks for them
    Completions(completions::Args),
    /// Look texts up in a translation memory
    #[command(subcommand)]
    Tm(tm::Command),
    /// Inspect, repair and maintain translation memories
    #[command(subcommand)]
    Tmx(tmx::Command),
}

/// The command line as clap has it, from which manual pages and completions are made.
pub fn command() -> clap::Command {
    help::with_examples(Cli::command(), "")
}

/// Runs the program; the exit code is the contract's.
pub fn main() -> ExitCode {
    ExitCode::from(main_with(std::env::args_os()))
}

/// Runs the program with these arguments, of which the first is its name, and gives the exit code.
/// What is wrong with the arguments, and help, end the process.
pub fn main_with(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    // Said by `guarded`, once and in the form of every other failure.
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, |place| format!(" at {place}"));
        let what = panic.payload_as_str().unwrap_or("no message");
        let mut last = PANIC.lock().unwrap_or_else(PoisonError::into_inner);
        *last = format!("{what}{place}");
    }));
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    guarded(|| run(arguments)).unwrap_or_else(|message| {
        eprintln!("{}", words::labelled(words::error(), printable(&told(&message))));
        2
    })
}

/// What panicked last, and where.
static PANIC: Mutex<String> = Mutex::new(String::new());

/// Runs `work`; a panic becomes a message. The files it was writing are gone by then, since each
/// is removed when it is dropped before it is complete. Those of pairs and chapters that were done
/// before stay.
fn guarded<T>(work: impl FnOnce() -> T + panic::UnwindSafe) -> Result<T, String> {
    panic::catch_unwind(work).map_err(|_| {
        output::remove_unfinished();
        let what = PANIC.lock().unwrap_or_else(PoisonError::into_inner).clone();
        format!(
            "internal error: {what}: no file is half-written, and what was complete before stays; \
             please report this with the command and, if you can, the input"
        )
    })
}

fn run(arguments: Vec<OsString>) -> u8 {
    let given: Vec<String> =
        arguments.iter().map(|arg| arg.to_string_lossy().into_owned()).collect();
    language::speak(language::chosen(console::ui(&given), |name| std::env::var(name).ok()));
    let mut line = match language::in_use() {
        Language::English => command(),
        Language::Chinese => help::in_chinese(command()),
    };
    let parsed = line.try_get_matches_from_mut(arguments);
    let parsed = parsed.and_then(|matches| {
        Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut line))
    });
    let cli = parsed.unwrap_or_else(|error| usage::exit(&error, &given));
    console::tidy_up_on_signals();
    let console = Console::new(&cli.console);
    let outcome = match cli.command {
        Command::Align(args) => align::run(&args, &console),
        Command::Edition(args) => edition::run(&args, &console),
        Command::Check(args) => check::run(&args, &console),
        Command::Decide(args) => decide::run(&args, &console),
        Command::Consistency(args) => consistency::run(&args, &console),
        Command::Explain(args) => explain::run(&args, &console),
        Command::Fix(args) => fix::run(&args, &console),
        Command::Glossary(args) => glossary::run(&args, &console),
        Command::Import(args) => import::run(&args, &console),
        Command::Review(args) => review::run(&args, &console),
        Command::Init(args) => init::run(&args, &console),
        Command::Build(args) => build::run(&args, &console),
        Command::Segment(args) => segment::run(&args, &console),
        Command::Completions(args) => completions::run(&args, command()),
        Command::Tm(command) => tm::run(&command, &console),
        Command::Tmx(command) => tmx::run(&command, &console),
    };
    match outcome {
        Ok(Outcome::Clean) => 0,
        Ok(Outcome::Findings) => 1,
        Err(failure) => {
            console.error(&failure);
            2
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_leaves_no_file_and_becomes_a_message() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.tmx");
        let result = guarded(|| {
            let _file = output::WholeFile::create(&path).unwrap();
            assert!(path.exists(), "a panic for the test");
        });
        assert!(result.unwrap_err().starts_with("internal error"));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
