//! `diptych tmx clean`.

use std::io::{self, Write};
use std::path::PathBuf;

use diptych_segments::Lang;
use diptych_tmx::{Cleaned, Cleaner, Preset, Removed, Tests, Writer, clean};

use super::faults::FaultCount;
use super::input::Input;
use super::packed;
use crate::check::in_language::in_language;
use crate::cli::console::Console;
use crate::cli::counted::plural;
use crate::cli::outcome::{Outcome, Outcomes};
use crate::lang_code::lang_of_code;
use crate::numbers::{Difference, differ};
use crate::output::{Output, refuse};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The memory, also as .gz or .zip; `-` is the standard input.
    input: PathBuf,
    /// The file to write; `-` is the standard output. What is kept is kept byte for byte.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// Write the removed units to a memory of their own.
    #[arg(long, value_name = "FILE")]
    removed: Option<PathBuf>,
    /// Write why each unit was removed, as TSV: unit, line, tuid, reason, what was seen.
    #[arg(long, value_name = "FILE.tsv")]
    reasons: Option<PathBuf>,
    /// How much is removed.
    #[arg(long, value_name = "PRESET", default_value = "balanced")]
    preset: PresetArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum PresetArg {
    /// Broken units and units without text or target.
    Lenient,
    /// Also wrong languages, untranslated text, and numbers, codes, placeholders (%s, {name}) and
    /// lengths that do not match.
    Balanced,
    /// Also tags written out in the text (<b>), blanks at the ends, brackets and end punctuation that do
    /// not match, wrong punctuation and doubled words; lengths must agree more closely.
    Strict,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let outputs = [&args.output].into_iter().chain(&args.removed).chain(&args.reasons);
    refuse(outputs.map(PathBuf::as_path), &[&args.input])?;
    let input = Input::new(&args.input, console)?;
    let failed = |error: diptych_tmx::Error| input.failure(&error);
    let mut memory = input.memory(diptych_tmx::Options::default())?;
    let preset = match args.preset {
        PresetArg::Lenient => Preset::Lenient,
        PresetArg::Balanced => Preset::Balanced,
        PresetArg::Strict => Preset::Strict,
    };
    let tests = Tests {
        is_chinese: &|code| lang_of_code(code) == Some(Lang::Zh),
        in_language: &in_language,
        numbers_differ: &|source, target| {
            let Difference { written, in_source } = differ(source, target)?;
            Some(format!("{written} is not in {}", if in_source { target.1 } else { source.1 }))
        },
    };
    let cleaner = Cleaner::new(preset, tests, memory.header().srclang());
    let mut removed = match &args.removed {
        Some(path) => Some(Writer::new(packed::create(path)?, memory.header()).map_err(failed)?),
        None => None,
    };
    let mut reasons = args.reasons.as_deref().map(Output::new).transpose()?;
    let out = packed::create(&args.output)?;
    let (out, cleaned) = clean(&mut memory, out, &cleaner, |taken| {
        if let Some(reasons) = &mut reasons {
            write_reason(reasons, &taken)?;
        }
        if let (Some(removed), Some(unit)) = (&mut removed, taken.unit)
            && !unit.variants.is_empty()
        {
            removed.write_read(taken.reader, unit)?;
        }
        Ok(())
    })
    .map_err(failed)?;
    let rejected = removed.map(Writer::finish).transpose().map_err(failed)?;
    packed::commit([out].into_iter().chain(rejected), reasons)?;
    let Cleaned { read, kept, mended, removed, faults } = cleaned;
    FaultCount::copied(faults).warn(&input, console);
    console.say(format!(
        "{}: {} = {} kept + {} removed",
        input.name(),
        plural(read, "unit"),
        kept + mended,
        removed.values().sum::<u64>()
    ));
    for (reason, count) in removed {
        console.say(format!("  {count} {}", reason.id()));
    }
    if mended > 0 {
        console.say(format!("  {mended} of the kept units repaired"));
    }
    Ok(Outcome::Clean)
}

/// A line of `--reasons`.
fn write_reason<R: io::Read>(out: &mut impl Write, taken: &Removed<'_, R>) -> io::Result<()> {
    let flat = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    let id = taken.unit.as_ref().and_then(|unit| unit.id()).unwrap_or("");
    let (number, line) = (taken.reader.unit_number(), taken.reader.place().line);
    let (reason, seen) = (taken.reason.id(), flat(taken.seen));
    writeln!(out, "{number}\t{line}\t{}\t{reason}\t{seen}", flat(id))
}
