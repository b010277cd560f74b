//! `diptych tmx diff`.

use std::collections::HashMap;
use std::path::PathBuf;

use diptych_tmx::{Matching, TranslationUnit};

use super::input::Input;
use super::merge3::fingerprints;
use crate::cli::console::Console;
use crate::cli::outcome::{Failure, Outcome, Outcomes};
use crate::emit::table::TableForm;
use crate::emit::units::{Change, changes};
use crate::output::Set;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The older memory, also as .gz or .zip.
    old: PathBuf,
    /// The newer one.
    new: PathBuf,
    /// An output file: .tsv, .csv, .xlsx, .html or .jsonl (default: TSV on stdout). Repeat it to write
    /// several.
    #[arg(long, short, value_name = "FILE")]
    output: Vec<PathBuf>,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let inputs = [args.old.as_path(), args.new.as_path()];
    let outputs = Set::new(args.output.iter().cloned(), &inputs)?.or_stdout(TableForm::Tsv);
    let (old, new) = (Input::new(&args.old, console)?, Input::new(&args.new, console)?);
    let of_old = fingerprints(&old, None, console)?;
    let of_new = fingerprints(&new, Some(&of_old), console)?;
    for (input, found) in [(&old, &of_old), (&new, &of_new)] {
        if let Some(fault) = found.damage() {
            console.warn(format!(
                "{}:{}:{}: {}: units that cannot be read count as not there",
                input.name(),
                fault.line,
                fault.column,
                fault.fault
            ));
        }
    }
    let matching = Matching::new(&of_old, &of_new);
    let same = |at: usize, its: &Option<usize>| {
        its.is_some_and(|its| of_new.says_the_same(at, &of_old, its))
    };
    let added_or_changed = matching.of_new.iter().enumerate().filter(|(at, its)| !same(*at, its));
    let pairs: Vec<(Option<usize>, Option<usize>)> =
        added_or_changed.map(|(at, its)| (*its, Some(at))).collect();
    let removed = matching.of_old.iter().enumerate().filter(|(_, its)| its.is_none());
    let pairs: Vec<_> = pairs.into_iter().chain(removed.map(|(at, _)| (Some(at), None))).collect();
    let old_units = units(&old, pairs.iter().filter_map(|it| it.0))?;
    let new_units = units(&new, pairs.iter().filter_map(|it| it.1))?;
    let change = |(old, new): &(Option<usize>, Option<usize>)| Change {
        old: old.and_then(|at| Some((at + 1, old_units.1.get(&at)?))),
        new: new.and_then(|at| Some((at + 1, new_units.1.get(&at)?))),
    };
    let mut all: Vec<Change<'_>> = pairs.iter().map(change).collect();
    // A removed unit stands where it stood in the older memory.
    all.sort_by_key(|it| (it.new.map_or(usize::MAX, |it| it.0), it.old.map_or(0, |it| it.0)));
    let table = changes(&all, (&old_units.0, &new_units.0));
    outputs.write(|form, out| form.write(&table, out))?;
    let count = |keep: fn(&Change<'_>) -> bool| all.iter().filter(|it| keep(it)).count();
    console.say(format!(
        "{} added, {} removed, {} changed, {} the same",
        count(|it| it.old.is_none()),
        count(|it| it.new.is_none()),
        count(|it| it.old.is_some() && it.new.is_some()),
        matching.of_new.iter().enumerate().filter(|(at, its)| same(*at, its)).count()
    ));
    Ok(Outcome::Clean)
}

/// The srclang of a memory, and those of its units that are asked for, by number from 0.
fn units(
    input: &Input,
    numbers: impl Iterator<Item = usize>,
) -> Result<(String, HashMap<usize, TranslationUnit>), Failure> {
    let mut units: HashMap<usize, TranslationUnit> =
        numbers.map(|number| (number, TranslationUnit::default())).collect();
    let mut memory = input.memory(diptych_tmx::Options::default())?;
    let mut unit = TranslationUnit::default();
    while memory.read_unit(&mut unit).map_err(|error| input.failure(&error))? {
        memory.take_faults();
        let number = usize::try_from(memory.unit_number()).unwrap_or(usize::MAX) - 1;
        if let Some(place) = units.get_mut(&number) {
            *place = unit.clone();
        }
    }
    Ok((memory.header().srclang().to_owned(), units))
}
