//! `diptych tmx split`.

use std::path::PathBuf;

use super::faults::FaultCount;
use super::input::Input;
use crate::cli::console::Console;
use crate::cli::counted::plural;
use crate::cli::outcome::{Failure, Outcome, Outcomes};
use crate::pipeline::{PartOf, split_memory};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The memory, also as .gz or .zip; `-` is the standard input.
    input: PathBuf,
    /// The name of the parts: NAME.1.tmx, NAME.2.tmx …, or NAME.zh-CN_en-US.tmx.
    #[arg(long, short, value_name = "NAME")]
    output: PathBuf,
    /// What a part is.
    #[arg(long, value_name = "WHAT")]
    by: By,
    /// The size of a part: 200M, 900K (bytes), or a number of units.
    #[arg(long, value_name = "SIZE")]
    each: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum By {
    /// Parts of at most so many bytes (default 200M).
    Size,
    /// Parts of so many units (default 100000).
    Units,
    /// One part for each pair of languages.
    Pair,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let input = Input::new(&args.input, console)?;
    let mut memory = input.memory(diptych_tmx::Options::default())?;
    let each = args.each.as_deref();
    if each.is_some() && args.by == By::Pair {
        return Err(Failure::new(
            "--each: a pair of languages has no size: use --by size or --by units",
        ));
    }
    let by = match args.by {
        By::Pair => PartOf::Pair,
        By::Size => PartOf::Bytes(number(each.unwrap_or("200M"))?),
        By::Units => PartOf::Units(number(each.unwrap_or("100000"))?),
    };
    let mut faults = FaultCount::default();
    let names = (args.output.as_path(), args.input.as_path());
    let split = split_memory(&mut memory, names, by, |fault| faults.add(fault))
        .map_err(|error| input.failure(&error))?;
    faults.warn(&input, console);
    for (path, units) in &split.parts {
        console.say(format!("{}: {}", path.display(), plural(*units, "unit")));
    }
    if let Some(first) = split.stale.first() {
        let more = match split.stale.len() - 1 {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        console.warn(format!(
            "{}{more}: left over from an earlier split: remove what you do not need",
            first.display()
        ));
    }
    let (broken, empty) = (faults.broken, split.empty);
    console.say(format!(
        "{}: {} = {} in parts + {empty} without <tuv> + {broken} broken",
        input.name(),
        plural(memory.unit_number(), "unit"),
        memory.unit_number() - broken - empty
    ));
    Ok(Outcome::Clean)
}

/// `200M`, `1G`, `5000`.
fn number(text: &str) -> Result<u64, Failure> {
    let (digits, factor) = match text.trim().to_ascii_uppercase().chars().last() {
        Some('K') => (&text[..text.len() - 1], 1 << 10),
        Some('M') => (&text[..text.len() - 1], 1 << 20),
        Some('G') => (&text[..text.len() - 1], 1 << 30),
        _ => (text, 1),
    };
    let number = digits.trim().parse().ok().and_then(|number: u64| number.checked_mul(factor));
    number
        .filter(|&number| number > 0)
        .ok_or_else(|| Failure::new(format!("--each {text}: write a number such as 5000 or 200M")))
}
