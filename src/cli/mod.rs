//! The command line: the only place that knows clap, prints, and gives exit codes.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is the place that prints")]

mod align;
mod args;
mod build;
mod check;
mod console;
mod edition;
mod explain;
mod fix;
mod glossary;
mod import;
mod init;
mod outputs;
mod render;
mod saved;
mod segment;
mod summary;
mod tmx;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

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
    /// Pairs the sentences of a text and its translation, checks terms, writes a translation memory.
    Align(Box<align::Args>),
    /// Makes a parallel edition to read, or a sheet to review, from a saved alignment.
    Edition(edition::Args),
    /// Checks how terms are rendered.
    Check(check::Args),
    /// Tells why a term's place in a unit was judged as it was.
    Explain(explain::Args),
    /// Puts suggested renderings in place of wrong ones, or shows what it would do.
    Fix(fix::Args),
    /// Looks over termbases, and converts them.
    Glossary(glossary::Args),
    /// Reads a reviewed sheet back into the alignment it was made from, and shows the differences.
    Import(import::Args),
    /// Writes a project file for a book from the files of a folder.
    Init(init::Args),
    /// Makes a book from its project file: aligns, checks and writes what changed.
    Build(build::Args),
    /// Splits a document into paragraphs and sentences.
    Segment(segment::Args),
    /// Inspects, repairs and keeps translation memories.
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

    /// A failure of the file system that concerns `path`.
    pub(crate) fn io(path: &std::path::Path, error: &std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::NotFound {
            return Self::new(format!("{}: {}", path.display(), read::ErrorKind::Missing));
        }
        Self::new(format!("{}: {error}", path.display()))
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::new(error.to_string())
    }
}

/// What a command gives back.
pub(crate) type Outcomes = Result<Outcome, Failure>;

/// Runs the program; the exit code is the contract's.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    console::tidy_up_on_interrupt();
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
