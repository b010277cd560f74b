//! `diptych fix`: puts the suggested renderings in place of wrong ones, when asked to.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

use super::check::Terms;
use super::console::Console;
use super::outcome::{Failure, Outcome, Outcomes};
use super::printable::printable;
use super::summary::{place_of, warn_of};
use crate::check::fixes::{Fix, apply, fixes};
use crate::check::{self, waivers};
use crate::finding::Class;
use crate::output::{WholeFile, refuse, to_stdout};
use crate::pipeline::write_fixed;
use crate::read;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A TMX, a saved alignment (.jsonl) or a table with tabs (source, tab, target).
    file: PathBuf,
    #[command(flatten)]
    terms: Terms,
    /// The classes to fix: forbidden, superseded, variant.
    #[arg(long, value_name = "CLASS,…", value_delimiter = ',', default_value = "forbidden", value_parser = fixable)]
    class: Vec<Class>,
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
        let inputs = std::iter::once(&args.file).chain(&args.terms.glossary);
        refuse([output.as_path()], &inputs.map(PathBuf::as_path).collect::<Vec<_>>())?;
    }
    let base = args.terms.load(console)?;
    let mut checker = args.terms.checker(&base);
    let heading =
        check::units::each_unit(&args.file, &read::Options::default(), |unit| checker.push(unit))?;
    // What is written keeps the bytes around the fixes, damage included.
    let damage = &heading.file.damage;
    if args.output.is_some() && !damage.is_empty() {
        let place = place_of(damage, &args.file);
        return Err(Failure::new(format!("{place}: run `diptych tmx repair` first")));
    }
    warn_of(damage, &args.file, console);
    let mut checked = checker.finish();
    let mut findings: Vec<_> = checked.findings.iter_mut().collect();
    waivers::waive(&mut findings, &checked.waivers, &waivers::today());
    let fixes = fixes(&checked.units, &checked.findings, &args.class);
    if fixes.is_empty() {
        let classes: Vec<_> = args.class.iter().map(|it| it.name()).collect();
        let file = args.file.display();
        console.say(format!("{file}: nothing to fix of the class {}", classes.join(", ")));
    }
    let Some(output) = &args.output else {
        to_stdout(|out| show(&fixes, out))?;
        return Ok(Outcome::Clean);
    };
    let mut file = WholeFile::create(output)?;
    let done = write_fixed(&args.file, &heading, &fixes, &mut file)?;
    file.commit()?;
    let all: usize = fixes.values().map(Vec::len).sum();
    console.say(format!("{done} of {all} fixed in {}", output.display()));
    if done < all {
        console.warn(format!("{} left: each crosses tags or segments; fix it by hand", all - done));
    }
    Ok(Outcome::Clean)
}

/// The changes of each unit, as a diff.
fn show(fixes: &BTreeMap<usize, Vec<Fix>>, out: &mut dyn Write) -> io::Result<()> {
    for (unit, fixes) in fixes {
        let before = &fixes[0].text;
        let after = apply(before, fixes).0;
        writeln!(out, "@@ unit {unit} @@\n-{}\n+{}", printable(before), printable(&after))?;
    }
    Ok(())
}
