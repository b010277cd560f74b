//! The command line: the only place that knows clap, prints, and gives exit codes.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is the place that prints")]

mod align;
mod args;
mod build;
mod check;
mod console;
mod edition;
mod explain;
mod explanation;
mod fix;
mod glossary;
mod import;
mod init;
mod render;
mod saved;
mod segment;
mod summary;
mod tmx;

use std::error::Error;
use std::fmt::Display;
use std::panic;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

use clap::{Parser, Subcommand};

use crate::output;
use crate::read;

pub(crate) use console::Console;

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
    /// Explain the verdict on a term in one unit
    Explain(explain::Args),
    /// Replace wrong renderings by the suggested ones, or show the changes
    Fix(fix::Args),
    /// Check and convert termbases
    Glossary(glossary::Args),
    /// Apply a reviewed sheet to its alignment, and show the differences
    Import(import::Args),
    /// Write a project file for a book from the files of a folder
    Init(init::Args),
    /// Make a book from its project file: align, check and write what changed
    Build(build::Args),
    /// Split a document into paragraphs and sentences
    Segment(segment::Args),
    /// Inspect, repair and maintain translation memories
    #[command(subcommand)]
    Tmx(tmx::Command),
}

/// What a command that could do its work came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing to complain of: exit 0.
    Clean,
    /// Findings at or above the threshold, or faults: exit 1.
    Findings,
}

/// Why a command could not do its work: exit 2.
#[derive(Debug)]
pub(crate) struct Failure {
    /// What is wrong and what to do, starting with the file it is about.
    pub(crate) message: String,
}

impl Failure {
    /// A failure with this message.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }

    /// A failure of something that reads `file`. Where it was an output that failed, that is named.
    pub(crate) fn reading(file: impl Display, error: &(dyn Error + 'static)) -> Self {
        match output::Error::within(error) {
            Some(error) => Self::new(error.to_string()),
            None => Self::new(format!("{file}: {error}")),
        }
    }

    /// A failure of the file system that concerns `path`.
    pub(crate) fn io(path: &std::path::Path, error: &std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::NotFound {
            return Self::new(format!("{}: {}", path.display(), read::ErrorKind::Missing));
        }
        Self::reading(path.display(), error)
    }
}

impl<E: Error + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        let output = output::Error::within(&error);
        Self::new(output.map_or_else(|| error.to_string(), ToString::to_string))
    }
}

/// What a command gives back.
pub(crate) type Outcomes = Result<Outcome, Failure>;

/// Runs the program; the exit code is the contract's.
pub fn main() -> ExitCode {
    // Said by `guarded`, once and in the form of every other failure.
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, |place| format!(" at {place}"));
        let what = panic.payload_as_str().unwrap_or("no message");
        let mut last = PANIC.lock().unwrap_or_else(PoisonError::into_inner);
        *last = format!("{what}{place}");
    }));
    guarded(run).unwrap_or_else(|message| {
        eprintln!("error: {message}");
        ExitCode::from(2)
    })
}

/// What panicked last, and where.
static PANIC: Mutex<String> = Mutex::new(String::new());

/// Runs `work`; a panic becomes a message. The files it was writing are gone by then, since each
/// is removed when it is dropped before it is complete.
fn guarded<T>(work: impl FnOnce() -> T + panic::UnwindSafe) -> Result<T, String> {
    panic::catch_unwind(work).map_err(|_| {
        output::remove_unfinished();
        let what = PANIC.lock().unwrap_or_else(PoisonError::into_inner).clone();
        format!(
            "internal error: {what}: no output was written and no file was changed; please report \
             this with the command and, if you can, the input"
        )
    })
}

fn run() -> ExitCode {
    let cli = Cli::parse();
    console::tidy_up_on_signals();
    let console = Console::new(&cli.console);
    let outcome = match cli.command {
        Command::Align(args) => align::run(&args, &console),
        Command::Edition(args) => edition::run(&args, &console),
        Command::Check(args) => check::run(&args, &console),
        Command::Explain(args) => explain::run(&args, &console),
        Command::Fix(args) => fix::run(&args, &console),
        Command::Glossary(args) => glossary::run(&args, &console),
        Command::Import(args) => import::run(&args, &console),
        Command::Init(args) => init::run(&args, &console),
        Command::Build(args) => build::run(&args, &console),
        Command::Segment(args) => segment::run(&args, &console),
        Command::Tmx(command) => tmx::run(&command, &console),
    };
    match outcome {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(failure) => {
            console.error(&failure.message);
            ExitCode::from(2)
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
