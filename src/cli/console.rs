//! The terminal: messages on stderr, colour where it is wanted, data on stdout.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use anstyle::{AnsiColor, Style};
use diptych_glossary::Fault;

use super::outcome::Failure;
use super::printable::printable;
use crate::words::console as words;
use crate::words::phrases::told;

/// Options of every command.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Print errors only.
    #[arg(long, short, global = true)]
    quiet: bool,
    /// When to use colour.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Color,
    /// The language of help and messages (default: that of `DIPTYCH_LANG`, then of the locale).
    #[arg(long, global = true, value_name = "LANG", value_parser = ["zh", "en"])]
    // [`ui`] reads it among the arguments, before clap has words for what is wrong with them.
    ui: Option<String>,
}

/// What `--ui` names among the arguments; the last one counts, as for clap.
pub(crate) fn ui(arguments: &[String]) -> Option<&str> {
    let mut options = arguments.iter().take_while(|arg| *arg != "--");
    let mut named = None;
    while let Some(option) = options.next() {
        if option == "--ui" {
            named = options.next().map(String::as_str);
        } else if let Some(name) = option.strip_prefix("--ui=") {
            named = Some(name);
        }
    }
    named
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
    /// The console that the options ask for; `NO_COLOR` and `CLICOLOR_FORCE` count for `auto`, the
    /// first before the second.
    pub(crate) fn new(args: &Args) -> Self {
        let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let is_forced = std::env::var_os("CLICOLOR_FORCE")
            .is_some_and(|value| !value.is_empty() && value != "0");
        let wanted = |is_terminal: bool| match args.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => (is_terminal || is_forced) && !is_set("NO_COLOR"),
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
        let message = message.to_string();
        let _ = writeln!(io::stderr().lock(), "{}", printable(&told(&message)));
    }

    /// Something the user should look at, in one line.
    pub(crate) fn warn(&self, message: impl Display) {
        if !self.quiet {
            self.labelled(&words::warning(), AnsiColor::Yellow, &message.to_string());
        }
    }

    /// What of a termbase is not used.
    pub(crate) fn ignored(&self, fault: &Fault) {
        self.warn(format!("{}:{}: {}", fault.file, fault.line, fault.message));
    }

    /// Why the command could not do its work.
    pub(crate) fn error(&self, failure: &Failure) {
        let [message, details @ ..] = failure.lines() else { return };
        self.labelled(&words::error(), AnsiColor::Red, message);
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
        let message = told(message);
        let message = words::labelled(format!("{style}{label}{style:#}"), printable(&message));
        let _ = writeln!(io::stderr().lock(), "{message}");
    }
}

/// The columns of the terminal, or what `COLUMNS` says of them; none in a pipe.
pub(crate) fn columns() -> Option<usize> {
    let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    terminal.or_else(|| std::env::var("COLUMNS").ok()?.parse().ok())
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
