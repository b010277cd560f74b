//! `diptych tmx forecast`.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use diptych_tmx::{Effect, Forecast, Outlook, Tool, TranslationUnit};

use super::input::Input;
use crate::cli::console::Console;
use crate::cli::counted::plural;
use crate::cli::outcome::{Failure, Outcome, Outcomes};
use crate::cli::printable::printable;
use crate::output::to_stdout;
use crate::words::console as words;
use crate::words::phrases::told;

/// How many units of each kind are named to people.
const NAMED: usize = 5;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The memory; `-` is the standard input.
    file: PathBuf,
    /// The tool that is to load it.
    #[arg(long = "for", value_name = "TOOL")]
    tool: ToolArg,
    /// The languages of the memory or project it is loaded into, such as zh-CN,en-US.
    #[arg(long, value_name = "SOURCE,TARGET")]
    pair: Option<String>,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum ToolArg {
    Omegat,
    Trados,
    Memoq,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// What happens, how often, and where first.
    Human,
    /// One thing that happens a line, as JSON.
    Jsonl,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let pair = args.pair.as_deref().map(pair).transpose()?;
    let tool = match args.tool {
        ToolArg::Omegat => Tool::OmegaT,
        ToolArg::Trados => Tool::Trados,
        ToolArg::Memoq => Tool::MemoQ,
    };
    let input = Input::new(&args.file, console)?;
    let mut memory = input.memory(diptych_tmx::Options::default())?;
    let name = args.file.file_name().map_or("-".into(), |name| name.to_string_lossy());
    let (mut forecast, mut outlooks) = Forecast::new(tool, &name, memory.header(), pair);
    let (mut groups, mut named, mut failure) = (Groups::new(), 0_u64, None);
    to_stdout(|out| {
        let mut unit = TranslationUnit::default();
        loop {
            named += u64::from(outlooks.iter().any(|outlook| outlook.unit.is_some()));
            for outlook in outlooks.drain(..) {
                match args.format {
                    Format::Human => add(&mut groups, &outlook),
                    Format::Jsonl => {
                        serde_json::to_writer(&mut *out, &outlook)?;
                        writeln!(out)?;
                    }
                }
            }
            let more = match memory.read_unit(&mut unit) {
                Ok(more) => more,
                Err(error) => {
                    failure = Some(input.failure(&error));
                    return Ok(());
                }
            };
            let faults = memory.take_faults();
            outlooks.extend(faults.iter().filter_map(|fault| forecast.fault(fault)));
            if more {
                outlooks.extend(forecast.unit(&unit, memory.place().line, memory.unit_number()));
            } else if outlooks.is_empty() {
                return print(&groups, out);
            }
        }
    })?;
    if let Some(failure) = failure {
        return Err(failure);
    }
    let (all, basis) = (memory.unit_number(), Forecast::source(tool));
    let clean = groups.is_empty() && named == 0;
    console.say(if clean {
        format!("{}: {} will be loaded and used ({basis})", input.name(), plural(all, "unit"))
    } else {
        format!("{}: {named} of {} named above ({basis})", input.name(), plural(all, "unit"))
    });
    Ok(if clean { Outcome::Clean } else { Outcome::Findings })
}

/// What happens and why, with the first places and how many there are.
type Groups = BTreeMap<(Effect, String), (Vec<String>, u64)>;

fn add(groups: &mut Groups, outlook: &Outlook) {
    let (places, count) = groups.entry((outlook.effect, outlook.why.clone())).or_default();
    let place = match outlook.unit {
        Some(unit) => format!("unit {unit} (line {})", outlook.line),
        None => format!("line {}", outlook.line),
    };
    if places.last() == Some(&place) {
        return;
    }
    *count += 1;
    if places.len() < NAMED {
        places.push(place);
    }
}

fn pair(text: &str) -> Result<(String, String), Failure> {
    text.split_once([',', ':', '>'])
        .map(|(source, target)| (source.trim().to_owned(), target.trim().to_owned()))
        .ok_or_else(|| Failure::new(format!("--pair {text}: write it as zh-CN,en-US")))
}

fn print(groups: &Groups, out: &mut dyn Write) -> std::io::Result<()> {
    for ((effect, why), (places, count)) in groups {
        let effect = match effect {
            Effect::Refuse => "refuses the file",
            Effect::Stop => "stops loading at the unit",
            Effect::Ignore => "ignores the unit",
            Effect::Tie => "uses the unit in one place only",
            Effect::Blank => "blanks the text",
            Effect::DropTags => "drops codes",
            Effect::DropData => "drops data",
        };
        let more = match count - places.len() as u64 {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let places: Vec<_> = places.iter().map(|place| told(place)).collect();
        let places = places.join(&words::comma());
        let label = words::labelled(told(effect), printable(&told(why)));
        writeln!(out, "{label}\n    {places}{}", told(&more))?;
    }
    Ok(())
}
