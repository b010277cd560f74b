//! `diptych review`: a saved alignment is reviewed in the browser.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::console::{self, Console};
use super::counted::plural;
use super::outcome::{Failure, Outcome, Outcomes};
use crate::bitext::saved;
use crate::check::termbases;
use crate::output;
use crate::review::{Journal, JournalError};
use crate::server::{self, Guard, ReviewService, Server};

/// The arguments of `diptych review`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The alignment that `align` or `import` saved as .jsonl.
    alignment: PathBuf,
    /// Where decisions are kept (default: ALIGNMENT.journal.jsonl beside the alignment).
    #[arg(long, value_name = "FILE")]
    journal: Option<PathBuf>,
    /// Termbase: its terms are checked and marked. Repeat it to use several.
    #[arg(long, short, value_name = "FILE")]
    glossary: Vec<PathBuf>,
    /// The port to listen on; 0 takes a free one.
    #[arg(long, value_name = "N", default_value_t = 0)]
    port: u16,
    /// Only print the address, and open no browser.
    #[arg(long)]
    no_open: bool,
    /// The reviewer's name, which stands beside each decision (default: your user name).
    #[arg(long, value_name = "NAME")]
    reviewer: Option<String>,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let bitext = saved::read(&args.alignment)?;
    let base = if args.glossary.is_empty() {
        None
    } else {
        Some(termbases::load(&args.glossary, |fault| console.ignored(&fault))?)
    };
    let journal =
        args.journal.clone().unwrap_or_else(|| args.alignment.with_extension("journal.jsonl"));
    if output::place(&journal) == output::place(&args.alignment) {
        return Err(Failure::new(format!(
            "{}: this is the alignment: give the journal another name",
            journal.display()
        )));
    }
    let who = args.reviewer.clone().unwrap_or_else(user_name);
    let opened =
        Journal::open(&journal, bitext.clone(), &who).map_err(|error| named(&journal, error))?;
    if let Some(line) = opened.cut {
        console.warn(format!(
            "{}: line {line} was cut off, as the program ended while it was written: that one act is lost",
            journal.display()
        ));
    }
    let server = Server::bind(args.port).map_err(|error| {
        Failure::new(format!(
            "port {}: {error}: choose another by --port, or leave it out for a free one",
            args.port
        ))
    })?;
    let guard = Guard::new(server.address)
        .map_err(|error| Failure::new(format!("no random token could be made: {error}")))?;
    let (url, once) = (guard.url(), guard.url_once());
    let count = opened.review.rows().len();
    let done = opened.review.undoable();
    let name = args.alignment.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let service = ReviewService::new(guard, bitext, opened, base, name);

    // From here on Ctrl-C is the way to end.
    console::end_well_on_signals();
    let mut out = std::io::stdout().lock();
    // A closed stdout is no reason not to review: the browser opens by itself.
    let _ = writeln!(out, "{url}").and_then(|()| out.flush());
    drop(out);
    console.say(format_args!(
        "{}, {} so far, kept in {}; open the address above in a browser of this machine; Ctrl-C ends",
        plural(count, "pair"),
        plural(done, "act"),
        journal.display()
    ));
    if !args.no_open {
        server::open(&once);
    }
    server.serve(service);
    Ok(Outcome::Clean)
}

/// Why a journal cannot be used, with its name.
fn named(path: &Path, error: JournalError) -> Failure {
    match error {
        JournalError::Io { .. } | JournalError::InUse { .. } => Failure::from(error),
        error => Failure::new(format!("{}: {error}", path.display())),
    }
}

/// The name by which the system knows the user; empty where it says none.
fn user_name() -> String {
    let named = ["USER", "USERNAME", "LOGNAME"].map(|name| std::env::var(name).ok());
    named.into_iter().flatten().find(|name| !name.is_empty()).unwrap_or_default()
}
