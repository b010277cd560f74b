//! `diptych fix`: puts the suggested renderings in place of wrong ones, when asked to.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::check::Terms;
use super::console::Console;
use super::decide;
use super::outcome::{Failure, Outcome, Outcomes};
use super::printable::printable;
use super::summary::{place_of, warn_of};
use crate::check::fixes::{apply, fixes};
use crate::check::units::Heading;
use crate::check::{self, waivers};
use crate::finding::Class;
use crate::output::{WholeFile, refuse, to_stdout};
use crate::pipeline::{Fixes, write_fixed};
use crate::read;
use crate::words::phrases::told;

#[derive(Debug, clap::Args)]
#[command(mut_arg("glossary", |it| it.required(false).required_unless_present("decisions")))]
pub(crate) struct Args {
    /// A TMX, a saved alignment (.jsonl) or a table with tabs (source, tab, target).
    file: PathBuf,
    #[command(flatten)]
    terms: Terms,
    /// The classes to fix: forbidden, superseded, variant.
    #[arg(long, value_name = "CLASS,…", value_delimiter = ',', default_value = "forbidden", value_parser = fixable)]
    class: Vec<Class>,
    /// A findings sheet (.xlsx, .csv) of `diptych check`: fix what is decided so there, and nothing else.
    #[arg(long, value_name = "SHEET", conflicts_with_all = ["glossary", "class", "any_script", "domain"])]
    decisions: Option<PathBuf>,
    /// The fixed file. Without it, the changes are shown and nothing is written.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The class with this name, if its findings suggest a rendering to put in place.
fn fixable(name: &str) -> Result<Class, String> {
    let known = [Class::Forbidden, Class::Superseded, Class::Variant];
    known.into_iter().find(|it| it.name() == name).ok_or_else(|| {
        let names = known.map(Class::name).join(", ");
        format!("no finding of the class `{name}` can be fixed: use {names}")
    })
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    if let Some(output) = &args.output {
        let inputs = std::iter::once(&args.file).chain(&args.terms.glossary).chain(&args.decisions);
        refuse([output.as_path()], &inputs.map(PathBuf::as_path).collect::<Vec<_>>())?;
    }
    let (heading, mut all) = match &args.decisions {
        Some(sheet) => decided(args, sheet, console)?,
        None => asked_for(args, console)?,
    };
    // What is written keeps the bytes around the fixes, damage included.
    let damage = &heading.file.damage;
    if args.output.is_some() && !damage.is_empty() {
        let place = place_of(damage, &args.file);
        return Err(Failure::new(format!("{place}: run `diptych tmx repair` first")));
    }
    warn_of(damage, &args.file, console);
    if all.is_empty() {
        console.say(format!("{}: {}", args.file.display(), nothing(args)));
    }
    // What a person decided is made, whatever its form.
    let unsure = if args.decisions.is_some() { Fixes::new() } else { take_unsure(&mut all) };
    let Some(output) = &args.output else {
        to_stdout(|out| {
            show(&all, "", out)?;
            show(&unsure, " left: the wording may not fit the sentence", out)
        })?;
        return Ok(Outcome::Clean);
    };
    let mut file = WholeFile::create(output)?;
    let done = write_fixed(&args.file, &heading, &all, &mut file)?;
    file.commit()?;
    let count = |fixes: &Fixes| fixes.values().map(Vec::len).sum::<usize>();
    let (sure, unsure_count) = (count(&all), count(&unsure));
    console.say(format!("{done} of {} fixed in {}", sure + unsure_count, output.display()));
    if done < sure {
        console
            .warn(format!("{} left: each crosses tags or segments; fix it by hand", sure - done));
    }
    if unsure_count > 0 {
        let units: Vec<String> = unsure.keys().map(usize::to_string).collect();
        console.warn(format!(
            "{unsure_count} left: the wording may not fit the sentence; fix by hand unit {}",
            units.join(", ")
        ));
    }
    Ok(Outcome::Clean)
}

/// That there is nothing to fix.
fn nothing(args: &Args) -> String {
    if let Some(sheet) = &args.decisions {
        return format!("nothing to fix by {}", sheet.display());
    }
    let classes: Vec<_> = args.class.iter().map(|it| it.name()).collect();
    format!("nothing to fix of the class {}", classes.join(", "))
}

/// What the termbase asks for, of the classes that were asked for.
fn asked_for(args: &Args, console: &Console) -> Result<(Heading, Fixes), Failure> {
    let base = args.terms.load(console)?;
    let mut checker = args.terms.checker(&base);
    let heading =
        check::units::each_unit(&args.file, &read::Options::default(), |unit| checker.push(unit))?;
    let mut checked = checker.finish();
    let mut findings: Vec<_> = checked.findings.iter_mut().collect();
    waivers::waive(&mut findings, &checked.waivers, &waivers::today());
    Ok((heading, fixes(&checked.units, &checked.findings, &args.class)))
}

/// What a reviewer decided to fix.
fn decided(args: &Args, sheet: &Path, console: &Console) -> Result<(Heading, Fixes), Failure> {
    let (heading, done) = decide::decided(&args.file, sheet)?;
    decide::warn_of_rows(sheet, &done, console);
    Ok((heading, done.fixes))
}

/// Takes out the fixes whose word class may not fit.
fn take_unsure(fixes: &mut Fixes) -> Fixes {
    let mut unsure = Fixes::new();
    for (unit, list) in fixes.iter_mut() {
        let (sure, others) = std::mem::take(list).into_iter().partition(|it| it.is_sure);
        *list = sure;
        unsure.insert(*unit, others);
    }
    fixes.retain(|_, it| !it.is_empty());
    unsure.retain(|_, it| !it.is_empty());
    unsure
}

/// The changes of each unit, as a diff.
fn show(fixes: &Fixes, remark: &str, out: &mut dyn Write) -> io::Result<()> {
    for (unit, fixes) in fixes {
        let before = &fixes[0].text;
        let after = apply(before, fixes).0;
        let unit = format!("unit {unit}");
        let (unit, remark) = (told(&unit), told(remark));
        writeln!(out, "@@ {unit}{remark} @@\n-{}\n+{}", printable(before), printable(&after))?;
    }
    Ok(())
}
