//! Examples at the top of the help of each command.

use clap::Command;

use crate::words::examples;

/// The page of a command with examples: what it does, how it is called, what there is to choose.
const TEMPLATE: &str = "{about}{after-help}\n\n{usage-heading} {usage}\n\n{all-args}";

/// The command with its examples, all the way down; `above` are the words that call it.
pub(crate) fn with_examples(command: Command, above: &str) -> Command {
    let name = format!("{above}{}", command.get_name());
    let lines = examples::of(&name);
    let command = command.mut_subcommands(|inner| with_examples(inner, &format!("{name} ")));
    if lines.is_empty() {
        return command;
    }
    let header = *command.get_styles().get_header();
    let shown = lines.join("\n  ");
    command.after_help(format!("{header}Examples:{header:#}\n  {shown}")).help_template(TEMPLATE)
}
