//! What is wrong with the arguments, in the language in use, with a hint where one helps.

use clap::error::{ContextKind, ErrorKind};

use super::printable::printable;
use crate::words::{Language, arguments as words, language};

/// Ends the program with what clap says: its help, or what is wrong with the arguments.
pub(super) fn exit(error: &clap::Error, given: &[String]) -> ! {
    let steers = |arg: &String| matches!(printable(arg), std::borrow::Cow::Owned(_));
    let in_english = language::in_use() == Language::English;
    let hint = hint(error, given);
    // clap repeats the arguments as they are: where one of them steers the terminal, it is made plain.
    if is_page(error) || (in_english && hint.is_none() && !given.iter().any(steers)) {
        error.exit()
    }
    let mut lines: Vec<String> = match language::in_use() {
        Language::English => error.render().to_string().lines().map(str::to_owned).collect(),
        Language::Chinese => in_chinese(error),
    };
    if let Some(hint) = hint {
        // After what is wrong and before how the command is used.
        let at = lines.iter().position(String::is_empty).unwrap_or(lines.len());
        lines.splice(at..at, [String::new(), hint]);
    }
    for line in lines {
        eprintln!("{}", printable(&line));
    }
    std::process::exit(error.exit_code())
}

/// What clap knows of an error of this kind, as it would stand in a message.
fn known(error: &clap::Error, kind: ContextKind) -> Option<String> {
    error.get(kind).map(ToString::to_string).filter(|it| !it.is_empty())
}

/// Whether it is help or the version that clap says.
fn is_page(error: &clap::Error) -> bool {
    use ErrorKind::{DisplayHelp, DisplayHelpOnMissingArgumentOrSubcommand, DisplayVersion};
    matches!(error.kind(), DisplayHelp | DisplayVersion | DisplayHelpOnMissingArgumentOrSubcommand)
}

/// How to mend what people often type.
fn hint(error: &clap::Error, given: &[String]) -> Option<String> {
    // Text programs write one long dash for two hyphens, so that an option becomes a file.
    let dashed = |arg: &&String| arg.starts_with(['–', '—']) && arg.chars().count() > 1;
    if let Some(arg) = given.iter().find(dashed) {
        let option = arg.trim_start_matches(['–', '—', '-']);
        let dashes = if option.chars().nth(1).is_some() { "--" } else { "-" };
        return Some(words::long_dash(arg, format!("{dashes}{option}")));
    }
    let arg = known(error, ContextKind::InvalidArg)?;
    let is_file = !arg.starts_with('-') && arg.contains('.');
    (is_file && error.kind() == ErrorKind::UnknownArgument).then(|| words::output(arg))
}

fn in_chinese(error: &clap::Error) -> Vec<String> {
    let mut lines = vec![words::error(what(error))];
    if matches!(error.kind(), ErrorKind::InvalidValue)
        && let Some(values) = known(error, ContextKind::ValidValue)
    {
        lines.push(format!("  {}", words::values(values.replace(", ", "、"))));
    }
    let similar =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    if let Some(name) = similar.into_iter().find_map(|kind| known(error, kind)) {
        lines.extend([String::new(), words::similar(name)]);
    }
    let usage = known(error, ContextKind::Usage).unwrap_or_default();
    let ways: Vec<&str> =
        usage.lines().map(|way| way.trim_start_matches("Usage:").trim()).collect();
    if let [way, ..] = ways.as_slice() {
        let command: Vec<&str> =
            way.split(' ').take_while(|word| !word.starts_with(['[', '<', '-'])).collect();
        let way = ways.join("\n      ").replace("[OPTIONS]", "[选项]");
        lines.push(String::new());
        lines.extend(words::usage(way).lines().map(str::to_owned));
        lines.extend([String::new(), words::see(format!("{} --help", command.join(" ")))]);
    }
    lines
}

/// What is wrong, in a line.
fn what(error: &clap::Error) -> String {
    let of = |kind| known(error, kind).unwrap_or_default();
    let (arg, value) = (of(ContextKind::InvalidArg), of(ContextKind::InvalidValue));
    let why = std::error::Error::source(error).map(ToString::to_string);
    match error.kind() {
        ErrorKind::UnknownArgument if arg.starts_with('-') => words::unknown_option(arg),
        ErrorKind::UnknownArgument => words::unexpected(arg),
        ErrorKind::InvalidSubcommand => words::unknown_command(of(ContextKind::InvalidSubcommand)),
        ErrorKind::InvalidValue if value.is_empty() => words::no_value(arg),
        ErrorKind::InvalidValue => words::wrong_value(arg, value),
        ErrorKind::ValueValidation => match why {
            Some(why) => words::wrong_value_because(arg, value, why),
            None => words::wrong_value(arg, value),
        },
        ErrorKind::NoEquals => words::no_equals(arg),
        ErrorKind::TooManyValues => words::too_many(arg),
        ErrorKind::TooFewValues => words::too_few(arg, of(ContextKind::MinValues)),
        ErrorKind::WrongNumberOfValues => {
            words::wrong_number(arg, of(ContextKind::ExpectedNumValues))
        }
        ErrorKind::ArgumentConflict => match of(ContextKind::PriorArg) {
            prior if prior.is_empty() || prior == arg => words::twice(arg),
            prior => words::conflict(arg, prior.replace(", ", "、")),
        },
        ErrorKind::MissingRequiredArgument => words::missing(arg.replace(", ", "、")),
        ErrorKind::MissingSubcommand => {
            words::missing_command(of(ContextKind::ValidSubcommand).replace(", ", "、"))
        }
        ErrorKind::InvalidUtf8 => words::not_utf8(),
        _ => words::other(),
    }
}
