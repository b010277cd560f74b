//! `diptych completions`: what a shell needs to complete commands and options.

use super::outcome::{Outcome, Outcomes};
use crate::output::to_stdout;

/// The arguments of `diptych completions`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The shell.
    shell: clap_complete::Shell,
}

/// Prints the completions of a command line.
pub(crate) fn run(args: &Args, mut command: clap::Command) -> Outcomes {
    let mut script = vec![];
    clap_complete::generate(args.shell, &mut command, "diptych", &mut script);
    to_stdout(|out| out.write_all(&script))?;
    Ok(Outcome::Clean)
}
