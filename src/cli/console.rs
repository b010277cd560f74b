//! The terminal: messages on stderr, colour where it is wanted, data on stdout.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use anstyle::{AnsiColor, Style};
use diptych_glossary::Fault;

use super::outcome::Failure;
use super::printable::printable;

/// Options of every command.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Print errors only.
    #[arg(long, short, global = true)]
    quiet: bool,
    /// When to use colour.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Color,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

/// Where messages go.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Console {
    quiet: bool,
    /// Whether messages are coloured.
    color: bool,
    /// Whether what is printed on the standard output is coloured.
    stdout_color: bool,
}

impl Console {
    /// The console that the options ask for; `NO_COLOR` counts for `auto`.
    pub(crate) fn new(args: &Args) -> Self {
        let wanted = |is_terminal: bool| match args.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                is_terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            }
        };
        let (color, stdout_color) =
            (wanted(io::stderr().is_terminal()), wanted(io::stdout().is_terminal()));
        Self { quiet: args.quiet, color, stdout_color }
    }

    /// Whether messages are coloured.
    pub(crate) fn color(&self) -> bool {
        self.color
    }

    /// Whether what is printed for people on the standard output is coloured.
    pub(crate) fn stdout_color(&self) -> bool {
        self.stdout_color
    }

    /// Whether progress is shown: on a terminal, never in a pipe.
    pub(crate) fn progress(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    /// Something the user may want to know, in one line.
    pub(crate) fn say(&self, message: impl Display) {
        if !self.quiet {
            self.answer(message);
        }
    }

    /// Lines that are ready for the terminal: what they repeat is [`printable`] already.
    pub(crate) fn text(&self, text: &str) {
        if !self.quiet {
            let _ = writeln!(io::stderr().lock(), "{text}");
        }
    }

    /// Something the user asked for by an option of its own, in one line: shown also when quiet.
    #[allow(clippy::unused_self, reason = "all that is said goes through the console")]
    pub(crate) fn answer(&self, message: impl Display) {
        let _ = writeln!(io::stderr().lock(), "{}", printable(&message.to_string()));
    }

    /// Something the user should look at, in one line.
    pub(crate) fn warn(&self, message: impl Display) {
        if !self.quiet {
            self.labelled("warning", AnsiColor::Yellow, &message.to_string());
        }
    }

    /// What of a termbase is not used.
    pub(crate) fn ignored(&self, fault: &Fault) {
        self.warn(format!("{}:{}: {}", fault.file, fault.line, fault.message));
    }

    /// Why the command could not do its work.
    pub(crate) fn error(&self, failure: &Failure) {
        let [message, details @ ..] = failure.lines() else { return };
        self.labelled("error", AnsiColor::Red, message);
        for detail in details {
            self.answer(detail);
        }
    }

    fn labelled(&self, label: &str, color: AnsiColor, message: &str) {
        let style = if self.color {
            Style::new().bold().fg_color(Some(color.into()))
        } else {
            Style::new()
        };
        let message = printable(message);
        let _ = writeln!(io::stderr().lock(), "{style}{label}{style:#}: {message}");
    }
}

/// Whether a signal is the way to end the command well, as for a server.
static ENDS_BY_SIGNAL: AtomicBool = AtomicBool::new(false);

/// From now on a signal ends the program with exit code 0.
pub(crate) fn end_well_on_signals() {
    ENDS_BY_SIGNAL.store(true, Ordering::Relaxed);
}

/// Ends the program as `signal` asks.
fn end(signal: i32) -> ! {
    let ends_well = ENDS_BY_SIGNAL.load(Ordering::Relaxed);
    std::process::exit(if ends_well { 0 } else { 128 + signal })
}

/// On a signal that ends the program the files being written are removed; the exit code is the
/// shell's 128 and the number of the signal. A file over the size limit is a write error, not an end.
#[cfg(unix)]
pub(crate) fn tidy_up_on_signals() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    // Without a handler the default one ends the program as well, only less tidily.
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP, SIGXFSZ])
    else {
        return;
    };
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().find(|&signal| signal != SIGXFSZ) {
            crate::output::remove_unfinished_then(|| end(signal));
        }
    });
}

/// On Ctrl-C the files being written are removed; the exit code is the shell's 130.
#[cfg(not(unix))]
pub(crate) fn tidy_up_on_signals() {
    let _ = ctrlc::set_handler(|| {
        crate::output::remove_unfinished_then(|| end(2));
    });
}
