//! `diptych tmx replace`.

use std::path::PathBuf;

use diptych_tmx::inline::each_text;
use diptych_tmx::{Edit, TranslationUnit, date, edit, language};
use regex::Regex;

use super::faults::FaultCount;
use super::input::Input;
use super::languages::Languages;
use super::packed;
use crate::cli::console::Console;
use crate::cli::counted::plural;
use crate::cli::outcome::{Failure, Outcome, Outcomes};
use crate::cli::printable::printable;
use crate::output::{refuse, to_stdout};
use crate::words::phrases::told;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The memory, also as .gz or .zip; `-` is the standard input.
    input: PathBuf,
    /// What to look for: a regular expression.
    regex: String,
    /// What to put in its place; `$1` is the first group.
    replacement: String,
    /// The language to change, such as en-US; `en` is every English.
    #[arg(long, value_name = "CODE")]
    lang: String,
    /// The file to write; `-` is the standard output. Without it, the changes are shown and nothing is
    /// written.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let regex = Regex::new(&args.regex).map_err(|error| Failure::in_excerpt("the REGEX", error))?;
    let Some(output) = &args.output else { return preview(args, &regex, console) };
    refuse([output.as_path()], &[&args.input])?;
    let input = Input::new(&args.input, console)?;
    let mut memory = input.memory(diptych_tmx::Options::default())?;
    let now = date::now();
    let out = packed::create(output)?;
    let mut languages = Languages::new([args.lang.as_str()]);
    let (out, done) = edit(&mut memory, out, |unit, _| {
        languages.see(unit);
        if !replace(unit, args, &regex) {
            return Ok(Edit::Keep);
        }
        unit.set_changed(&now);
        Ok(Edit::Change)
    })
    .map_err(|error| input.failure(&error))?;
    packed::commit([out], None)?;
    languages.warn_of_unseen(&input, console);
    FaultCount::copied(done.faults).warn(&input, console);
    console.say(format!(
        "{}: {} = {} kept + {} changed",
        input.name(),
        plural(done.read, "unit"),
        done.kept,
        done.changed
    ));
    Ok(Outcome::Clean)
}

/// Changes the pieces of text in the language; inline codes stay where they are. Whether any changed.
fn replace(unit: &mut TranslationUnit, args: &Args, regex: &Regex) -> bool {
    let mut changed = false;
    for variant in &mut unit.variants {
        if language::in_range(&args.lang, variant.lang()) {
            each_text(&mut variant.seg, &mut |_, text| {
                let new = regex.replace_all(text, args.replacement.as_str());
                if *new != *text {
                    changed = true;
                    *text = new.into_owned();
                }
            });
        }
    }
    changed
}

/// Shows each unit that would change, as it is and as it would be.
fn preview(args: &Args, regex: &Regex, console: &Console) -> Outcomes {
    let input = Input::new(&args.input, console)?;
    let mut memory = input.memory(diptych_tmx::Options::default())?;
    let (mut unit, mut faults) = (TranslationUnit::default(), FaultCount::default());
    let (mut failure, mut count) = (None, 0_u64);
    let mut languages = Languages::new([args.lang.as_str()]);
    let texts = |unit: &TranslationUnit| -> Vec<String> {
        let variants = unit.variants.iter();
        let variants = variants.filter(|it| language::in_range(&args.lang, it.lang()));
        variants.map(diptych_tmx::Variant::text).collect()
    };
    to_stdout(|out| {
        loop {
            match faults.read_unit(&input, &mut memory, &mut unit) {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(error) => {
                    failure = Some(error);
                    return Ok(());
                }
            }
            languages.see(&unit);
            let before = texts(&unit);
            if replace(&mut unit, args, regex) {
                count += 1;
                let number = memory.unit_number();
                writeln!(out, "@@ {} @@", told(&format!("unit {number}")))?;
                let after = texts(&unit);
                for (before, after) in before.iter().zip(&after).filter(|(a, b)| a != b) {
                    writeln!(out, "-{}\n+{}", printable(before), printable(after))?;
                }
            }
        }
    })?;
    if let Some(failure) = failure {
        return Err(failure);
    }
    faults.warn(&input, console);
    languages.warn_of_unseen(&input, console);
    let count = plural(count, "unit");
    console.say(format!("{}: {count} would change; -o FILE writes them", input.name()));
    Ok(Outcome::Clean)
}
