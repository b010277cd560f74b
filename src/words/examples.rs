//! Examples of each command, in an order in which they run one after another.

/// The lines, each a command; `tests/commands/examples.rs` runs them.
const LINES: &str = include_str!("examples.txt");

/// The examples of the command that is called by these words, such as `diptych tmx clean`.
pub(crate) fn of(command: &str) -> Vec<&'static str> {
    let of_it = |line: &&str| line.strip_prefix(command).is_some_and(|it| is_own(command, it));
    LINES.lines().filter(of_it).collect()
}

/// Whether what stands after the words of a command are its own arguments. `diptych check` has its
/// own, and `diptych tmx` has commands, whose examples stand with them.
fn is_own(command: &str, rest: &str) -> bool {
    let is_group = ["diptych", "diptych tm", "diptych tmx", "diptych glossary"].contains(&command);
    !is_group && (rest.is_empty() || rest.starts_with(' '))
}
