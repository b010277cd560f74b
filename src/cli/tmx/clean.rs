//! `diptych tmx clean`.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use diptych_segments::Lang;
use diptych_tmx::{Cleaner, Copier, Part, Preset, Reason, Rule, Tests, TranslationUnit, Writer};

use super::input::Input;
use super::language::in_language;
use super::output::{self, Output};
use crate::check::numbers;
use crate::cli::{Console, Outcome, Outcomes};
use crate::lang_code::lang_of_code;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The memory, also as .gz or .zip; `-` is the standard input.
    input: PathBuf,
    /// The file to write; `-` is the standard output. What is kept is kept byte for byte.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// Write what is taken out to a memory of its own.
    #[arg(long, value_name = "FILE")]
    removed: Option<PathBuf>,
    /// Write why each unit was taken out, as TSV: unit, line, tuid, reason, what was seen.
    #[arg(long, value_name = "FILE.tsv")]
    reasons: Option<PathBuf>,
    /// How much is taken out.
    #[arg(long, value_name = "PRESET", default_value = "balanced")]
    preset: PresetArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum PresetArg {
    /// Broken units and units without text or target.
    Lenient,
    /// Also wrong languages, untranslated text, numbers, codes and lengths that do not match.
    Balanced,
    /// Also wrong punctuation; lengths must agree more closely.
    Strict,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let outs: Vec<&PathBuf> =
        [&args.output].into_iter().chain(&args.removed).chain(&args.reasons).collect();
    output::refuse(&outs, &[&args.input])?;
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
        numbers_differ: &numbers::differ,
    };
    let cleaner = Cleaner::new(preset, tests, memory.header().srclang());
    let mut copier = Copier::new(Output::new(&args.output)?, &memory).map_err(failed)?;
    let mut removed = match &args.removed {
        Some(path) => Some(Writer::new(Output::new(path)?, memory.header()).map_err(failed)?),
        None => None,
    };
    let mut reasons = args.reasons.as_deref().map(Output::new).transpose()?;
    let mut counts: BTreeMap<Reason, u64> = BTreeMap::new();
    let mut unit = TranslationUnit::default();
    let mut mended = 0_u64;
    memory.take_faults();
    while let Some(part) = memory.next_part(&mut unit).map_err(failed)? {
        let faults = memory.take_faults();
        let reason = match part {
            Part::Between => None,
            Part::Unit => cleaner.reason(&unit),
            Part::Broken => {
                let why = faults.first().map_or(String::new(), |fault| fault.fault.clone());
                Some((Reason::Broken, why))
            }
        };
        let Some((reason, seen)) = reason else {
            // Illegal characters and stray markup are mended, for no tool loads the file with them.
            let mends = |rule| {
                matches!(rule, Rule::CharacterIllegal | Rule::MarkupStray | Rule::AttributeBroken)
            };
            if part == Part::Unit && faults.iter().any(|fault| mends(fault.rule)) {
                mended += 1;
                copier.change(&unit).map_err(failed)?;
            } else {
                copier.keep(part, &memory).map_err(failed)?;
            }
            continue;
        };
        *counts.entry(reason).or_default() += 1;
        copier.remove();
        if let Some(reasons) = &mut reasons {
            let flat = |text: &str| text.replace(['\t', '\n', '\r'], " ");
            let id = if part == Part::Unit { unit.id().unwrap_or("") } else { "" };
            let (number, line) = (memory.unit_number(), memory.place().line);
            writeln!(reasons, "{number}\t{line}\t{}\t{}\t{}", flat(id), reason.id(), flat(&seen))
                .map_err(|error| input.failure(&error))?;
        }
        if let Some(removed) = &mut removed
            && part == Part::Unit
            && !unit.variants.is_empty()
        {
            removed.write_read(&memory, &mut unit).map_err(failed)?;
        }
    }
    copier.finish().map_err(failed)?.commit()?;
    if let Some(removed) = removed {
        removed.finish().map_err(failed)?.commit()?;
    }
    reasons.map_or(Ok(()), Output::commit)?;
    let total: u64 = counts.values().sum();
    let kept = memory.unit_number() - total;
    console.say(format!(
        "{}: {} units = {kept} kept + {total} removed",
        input.name(),
        memory.unit_number()
    ));
    for (reason, count) in counts {
        console.say(format!("  {count} {}", reason.id()));
    }
    if mended > 0 {
        console.say(format!("  {mended} of the kept were mended"));
    }
    Ok(Outcome::Clean)
}
