//! The examples of the help run, each with the files that the ones before it made.

use crate::desk::Desk;

/// The arguments of a line as a shell gives them: blanks part them, but not between quotes.
fn arguments(line: &str) -> Vec<String> {
    let mut arguments = Vec::new();
    for (at, piece) in line.split('"').enumerate() {
        if at % 2 == 1 {
            arguments.push(piece.to_owned());
        } else {
            arguments.extend(piece.split_whitespace().map(str::to_owned));
        }
    }
    arguments
}

#[test]
fn every_example_of_the_help_runs() {
    let desk = Desk::with_examples();
    let lines = include_str!("../../src/words/examples.txt").lines();
    // The server runs until it is ended: tests/review starts it.
    for line in lines.filter(|line| !line.starts_with("diptych review ")) {
        assert!(line.chars().count() <= 78, "{line}: too long for a narrow terminal");
        let arguments = arguments(line);
        let ran = desk.run_each(arguments[1..].iter().map(String::as_str), b"");
        assert!(matches!(ran.code, 0 | 1), "{line}: {ran:?}");
    }
}

#[test]
fn every_command_has_two_examples() {
    let desk = Desk::new();
    let mut pages = vec![String::new()];
    while let Some(page) = pages.pop() {
        let help = desk.run(format!("{page} --help").trim_start()).out;
        let commands: Vec<&str> = help
            .split_once("Commands:\n")
            .map_or("", |(_, rest)| rest.split("\n\n").next().unwrap_or_default())
            .lines()
            .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
            .filter_map(|line| line.split_whitespace().next())
            .filter(|name| *name != "help")
            .collect();
        if commands.is_empty() {
            let call = format!("  diptych{page}");
            let examples = help.lines().filter(|line| line.starts_with(&call)).count();
            // There is one way to begin a book.
            assert!(examples >= 2 || page == " init", "{page}: {help}");
            let zh = desk.run(&format!("--ui zh{page} --help")).out;
            assert!(zh.contains("示例") && zh.contains(&call), "{page}: {zh}");
        }
        pages.extend(commands.into_iter().map(|name| format!("{page} {name}")));
    }
}
