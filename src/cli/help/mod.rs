//! The help in Chinese, from the definitions that the English help comes from.
//!
//! clap writes its help around English words of its own and breaks lines only at spaces, so the
//! Chinese help is laid out here.

mod examples;
mod page;
mod wrap;

use clap::Command;

use crate::words::help::Help;

pub(crate) use examples::with_examples;

/// The command line whose help, and names of values, are Chinese.
pub(crate) fn in_chinese(command: Command) -> Command {
    let command = with_names(command);
    let mut built = command.clone();
    built.build();
    with_pages(command, &mut built, page::columns())
}

/// The command with Chinese names of values, all the way down.
fn with_names(command: Command) -> Command {
    let command = command.mut_args(|arg| {
        if !arg.get_action().takes_values() {
            return arg;
        }
        let english = page::value_name(&arg);
        match Help::name(&english) {
            Some(name) => arg.value_name(name),
            None => arg,
        }
    });
    let command = match Help::name("COMMAND") {
        Some(name) => command.subcommand_value_name(name),
        None => command,
    };
    command.mut_subcommands(with_names)
}

/// The command with its page of help, all the way down; `built` is the same with everything that
/// clap adds.
fn with_pages(command: Command, built: &mut Command, columns: usize) -> Command {
    let command = command.override_help(page::page(built, columns));
    command.mut_subcommands(|inner| match built.find_subcommand_mut(inner.get_name()) {
        Some(built) => with_pages(inner, built, columns),
        None => inner,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    /// Every text and every name of a value of a command and of those below it.
    fn said(command: &Command, texts: &mut HashSet<String>, names: &mut HashSet<String>) {
        texts.extend(command.get_about().map(ToString::to_string));
        for arg in command.get_arguments() {
            texts.extend(arg.get_help().map(page::plain));
            texts.extend(arg.get_help_heading().map(str::to_owned));
            if arg.get_action().takes_values() {
                names.insert(page::value_name(arg));
                let values = arg.get_possible_values();
                texts.extend(values.iter().filter_map(|it| it.get_help()).map(page::plain));
            }
        }
        for inner in command.get_subcommands() {
            said(inner, texts, names);
        }
    }

    #[test]
    fn every_text_of_the_help_has_its_chinese_and_no_chinese_is_left_over() {
        let mut command = crate::cli::command();
        command.build();
        let (mut texts, mut names) = (HashSet::new(), HashSet::from(["COMMAND".to_owned()]));
        said(&command, &mut texts, &mut names);
        let mut wrong: Vec<String> = Vec::new();
        wrong.extend(texts.iter().filter(|it| Help::text(it).is_none()).cloned());
        wrong.extend(names.iter().filter(|it| Help::name(it).is_none()).cloned());
        assert!(wrong.is_empty(), "no Chinese in src/words/help.toml for {wrong:#?}");
        // Said only of a program that can write PDF.
        let pdf = ["Fonts of a PDF", "FOLDER", "FONT"];
        let is_pdf = |it: &str| it.contains("fonts") || it.contains("font of") || pdf.contains(&it);
        let (known, known_names) = Help::keys();
        let unused = known.into_iter().filter(|it| !texts.contains(*it));
        let unused = unused.chain(known_names.into_iter().filter(|it| !names.contains(*it)));
        let unused: Vec<&str> = unused.filter(|it| cfg!(feature = "pdf") || !is_pdf(it)).collect();
        assert!(unused.is_empty(), "no command says {unused:#?}");
    }

    /// The pages of a command and of those below it.
    fn pages(built: &mut Command, columns: usize, pages: &mut Vec<String>) {
        pages.push(page::page(built, columns).to_string());
        for inner in built.get_subcommands_mut() {
            pages_of_inner(inner, columns, pages);
        }
    }

    fn pages_of_inner(inner: &mut Command, columns: usize, into: &mut Vec<String>) {
        if inner.get_name() != "help" {
            pages(inner, columns, into);
        }
    }

    #[test]
    fn no_line_of_the_help_is_wider_than_the_terminal() {
        for columns in [60, 80, 100] {
            let mut built = with_names(crate::cli::command());
            built.build();
            let mut all = Vec::new();
            pages(&mut built, columns, &mut all);
            let lines = all.iter().flat_map(|page| page.lines());
            // An example stays in one line, to be copied.
            for line in lines.filter(|line| !line.starts_with("  diptych ")) {
                let width = wrap::width(line);
                assert!(width <= columns, "{width} columns where there are {columns}: {line}");
            }
        }
    }

    #[test]
    fn the_chinese_command_line_is_sound() {
        in_chinese(crate::cli::command()).debug_assert();
    }
}
