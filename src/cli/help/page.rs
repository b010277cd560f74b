//! One page of help in Chinese.

use std::fmt::Write as _;

use clap::builder::{PossibleValue, StyledStr};
use clap::{Arg, ArgAction, Command};

use super::wrap::{width, wrap};
use crate::cli::console;
use crate::words::examples;
use crate::words::help::Help;

/// What is said of options begins at this column at the latest.
const MARGIN: usize = 30;
/// A narrower terminal has what is said of an option below it.
const NARROW: usize = 72;
/// A line is no longer, however wide the terminal is.
const WIDEST: usize = 100;

/// The columns that a page uses.
pub(super) fn columns() -> usize {
    console::columns().unwrap_or(WIDEST).clamp(40, WIDEST)
}

/// What stands for the value of an argument.
pub(super) fn value_name(arg: &Arg) -> String {
    match arg.get_value_names() {
        Some([name, ..]) => name.to_string(),
        _ => arg.get_id().as_str().to_uppercase(),
    }
}

/// A text of the help as it is in the catalogue: for `-h` and `--help` alike.
pub(super) fn plain(text: &StyledStr) -> String {
    let text = text.to_string();
    match text.split_once(" (see ") {
        Some((text, _)) => text.to_owned(),
        None => text,
    }
}

/// The help of a command that clap has built.
pub(super) fn page(command: &mut Command, columns: usize) -> StyledStr {
    let mut page = Page { text: String::new(), columns, styles: command.get_styles().clone() };
    if let Some(about) = command.get_about() {
        page.paragraph(&chinese(&plain(about)));
    }
    page.examples(&examples::of(command.get_bin_name().unwrap_or_default()));
    page.usage(&command.render_usage().to_string());
    let shown: Vec<&Arg> = command.get_arguments().filter(|arg| !arg.is_hide_set()).collect();
    let positional = shown.iter().filter(|arg| arg.is_positional());
    let items: Vec<Item> = positional.map(|arg| item(arg)).collect();
    page.section("参数", &items);
    let commands = command.get_subcommands().filter(|it| !it.is_hide_set());
    page.section("命令", &commands.map(command_item).collect::<Vec<_>>());
    let mut headings: Vec<Option<&str>> = Vec::new();
    for arg in shown.iter().filter(|arg| !arg.is_positional()) {
        if !headings.contains(&arg.get_help_heading()) {
            headings.push(arg.get_help_heading());
        }
    }
    headings.sort_by_key(Option::is_some);
    for heading in headings {
        let of_it =
            shown.iter().filter(|arg| !arg.is_positional() && arg.get_help_heading() == heading);
        let title = heading.map_or_else(|| "选项".to_owned(), chinese);
        page.section(&title, &of_it.map(|arg| item(arg)).collect::<Vec<_>>());
    }
    // clap cuts white space at the end off, and adds no line end to a page that is ready.
    let literal = *page.styles.get_literal();
    let _ = write!(page.text, "{literal}{literal:#}");
    StyledStr::from(page.text)
}

/// The Chinese of a text, or the text where there is none.
fn chinese(english: &str) -> String {
    Help::text(english).unwrap_or(english).to_owned()
}

/// An argument or a command, and what is said of it, paragraph by paragraph.
struct Item {
    name: String,
    says: Vec<String>,
}

fn command_item(command: &Command) -> Item {
    let says = command.get_about().map(|about| chinese(&plain(about)));
    Item { name: command.get_name().to_owned(), says: says.into_iter().collect() }
}

fn item(arg: &Arg) -> Item {
    let name = match (arg.get_short(), arg.is_positional()) {
        (_, true) => arg.to_string(),
        (Some(short), false) => format!("-{short}, {arg}"),
        (None, false) => format!("    {arg}"),
    };
    let mut says = arg.get_help().map(|help| chinese(&plain(help))).unwrap_or_default();
    if !takes_value(arg) {
        return Item { name, says: vec![says] };
    }
    let defaults = arg.get_default_values();
    if !defaults.is_empty() && !arg.is_hide_default_value_set() {
        let defaults: Vec<_> = defaults.iter().map(|value| value.to_string_lossy()).collect();
        let _ = write!(says, "（默认：{}）", defaults.join(","));
    }
    let values = arg.get_possible_values();
    let values: Vec<&PossibleValue> = values.iter().filter(|value| !value.is_hide_set()).collect();
    let mut says = vec![says];
    if values.iter().any(|value| value.get_help().is_some()) {
        says.extend(values.iter().map(|value| {
            let help = value.get_help().map(|help| chinese(&plain(help))).unwrap_or_default();
            format!("- {}：{help}", value.get_name())
        }));
    } else if !values.is_empty() {
        let names: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
        says.push(format!("可用：{}", names.join("、")));
    }
    Item { name, says }
}

fn takes_value(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::Set | ArgAction::Append)
}

/// A page in the making.
struct Page {
    text: String,
    columns: usize,
    styles: clap::builder::Styles,
}

impl Page {
    /// Adds a paragraph and a blank line.
    fn paragraph(&mut self, text: &str) {
        for line in wrap(text, self.columns) {
            let _ = writeln!(self.text, "{line}");
        }
        self.text.push('\n');
    }

    /// Adds what people call, line by line, for they copy it.
    fn examples(&mut self, lines: &[&str]) {
        if lines.is_empty() {
            return;
        }
        let header = *self.styles.get_header();
        let _ = write!(self.text, "{header}示例：{header:#}\n  {}\n\n", lines.join("\n  "));
    }

    /// Adds how the command is called, from what clap says.
    fn usage(&mut self, usage: &str) {
        let usage = usage.trim_start_matches("Usage:").trim();
        let usage = usage.replace("[OPTIONS]", "[选项]");
        let header = *self.styles.get_header();
        let _ = write!(self.text, "{header}用法：{header:#}");
        // The lines after the first begin where the first one does.
        for (at, way) in usage.lines().enumerate() {
            for (piece, line) in wrap(way.trim(), self.columns - 6).into_iter().enumerate() {
                let indent = if at + piece == 0 { "" } else { "      " };
                let _ = writeln!(self.text, "{indent}{line}");
            }
        }
    }

    /// Adds a list under a heading; nothing where it is empty.
    fn section(&mut self, heading: &str, items: &[Item]) {
        if items.is_empty() {
            return;
        }
        let header = *self.styles.get_header();
        let _ = write!(self.text, "\n{header}{heading}：{header:#}\n");
        let fits = |item: &&Item| width(&item.name) + 4 <= MARGIN;
        let widest = items.iter().filter(fits).map(|item| width(&item.name)).max().unwrap_or(0);
        let below = self.columns < NARROW;
        let margin = if below { 8 } else { widest + 4 };
        for item in items {
            self.item(item, margin, below);
        }
    }

    fn item(&mut self, item: &Item, margin: usize, below: bool) {
        let literal = *self.styles.get_literal();
        let _ = write!(self.text, "  {literal}{}{literal:#}", item.name);
        let taken = 2 + width(&item.name);
        let mut at = if below || taken + 2 > margin {
            self.text.push('\n');
            0
        } else {
            taken
        };
        for line in item.says.iter().flat_map(|text| wrap(text, self.columns - margin)) {
            let _ = writeln!(self.text, "{:1$}{line}", "", margin - at);
            at = 0;
        }
        if item.says.is_empty() {
            self.text.push('\n');
        }
    }
}
