//! `diptych tmx forecast`.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use diptych_tmx::{Effect, Forecast, Outlook, Tool, TranslationUnit};

use super::input::Input;
use crate::cli::{Console, Failure, Outcome, Outcomes, outputs};

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
    let mut unit = TranslationUnit::default();
    loop {
        let more = memory.read_unit(&mut unit).map_err(|error| input.failure(&error))?;
        let faults = memory.take_faults();
        outlooks.extend(faults.iter().filter_map(|fault| forecast.fault(fault)));
        if !more {
            break;
        }
        outlooks.extend(forecast.unit(&unit, memory.place().line, memory.unit_number()));
    }
    outputs::to_stdout(|out| match args.format {
        Format::Human => human(&outlooks, out),
        Format::Jsonl => {
            for outlook in &outlooks {
                serde_json::to_writer(&mut *out, outlook)?;
                writeln!(out)?;
            }
            Ok(())
        }
    })?;
    if outlooks.is_empty() {
        console.say(format!("{}: all {} units will be loaded", input.name(), memory.unit_number()));
    }
    Ok(if outlooks.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

fn pair(text: &str) -> Result<(String, String), Failure> {
    text.split_once([',', ':', '>'])
        .map(|(source, target)| (source.trim().to_owned(), target.trim().to_owned()))
        .ok_or_else(|| Failure::new(format!("--pair {text}: write it as zh-CN,en-US")))
}

fn human(outlooks: &[Outlook], out: &mut dyn Write) -> std::io::Result<()> {
    let mut groups: BTreeMap<(Effect, &str), Vec<&Outlook>> = BTreeMap::new();
    for outlook in outlooks {
        groups.entry((outlook.effect, outlook.why.as_str())).or_default().push(outlook);
    }
    for ((effect, why), mut group) in groups {
        group.dedup_by_key(|outlook| outlook.unit);
        let effect = match effect {
            Effect::Refuse => "refuses the file",
            Effect::Stop => "stops loading here",
            Effect::Ignore => "ignores the unit",
            Effect::Blank => "blanks the text",
            Effect::DropTags => "drops codes",
            Effect::DropData => "drops data",
        };
        let places: Vec<String> = group
            .iter()
            .take(NAMED)
            .map(|outlook| match outlook.unit {
                Some(unit) => format!("unit {unit} (line {})", outlook.line),
                None => format!("line {}", outlook.line),
            })
            .collect();
        let more = group.len().saturating_sub(NAMED);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        writeln!(out, "{effect}: {why}: {}{more}", places.join(", "))?;
    }
    Ok(())
}
