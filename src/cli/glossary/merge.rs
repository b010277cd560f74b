//! `diptych glossary diff` and `merge`.

use std::path::{Path, PathBuf};

use diptych_glossary::{Concept, diff_of_termbases, merge};

use super::convert;
use crate::check::termbases::contents;
use crate::cli::console::Console;
use crate::cli::counted::plural;
use crate::cli::outcome::{Failure, Outcome, Outcomes};
use crate::cli::printable::Lines;
use crate::output;

fn concepts(file: &Path, console: &Console) -> Result<Vec<Concept>, Failure> {
    let contents = contents(file)?;
    contents.ignored.iter().for_each(|fault| console.ignored(fault));
    Ok(contents.concepts)
}

/// Shows the terms that were added, removed and changed.
pub(super) fn diff(old: &Path, new: &Path, console: &Console) -> Outcomes {
    let changes = diff_of_termbases(&concepts(old, console)?, &concepts(new, console)?);
    let mut lines = Lines::default();
    for change in &changes {
        lines.tell(change);
    }
    lines.print()?;
    console.say(plural(changes.len(), "change"));
    Ok(if changes.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

/// Joins termbases and names what contradicts.
pub(super) fn run(
    files: &[PathBuf],
    domains: &[String],
    output: &Path,
    console: &Console,
) -> Outcomes {
    output::refuse([output], &files.iter().map(PathBuf::as_path).collect::<Vec<_>>())?;
    let mut all = Vec::new();
    for file in files {
        all.extend(concepts(file, console)?);
    }
    let is_wanted = |it: &Concept| {
        domains.is_empty() || it.domain.as_ref().is_some_and(|domain| domains.contains(domain))
    };
    all.retain(is_wanted);
    if all.is_empty() {
        return Err(Failure::new(format!(
            "no entry is of the subject field {}: see the column `domain`",
            domains.join(", ")
        )));
    }
    let (merged, conflicts) = merge(all);
    for conflict in &conflicts {
        console.warn(conflict);
    }
    convert::write(&merged, output, None, console)?;
    Ok(if conflicts.is_empty() { Outcome::Clean } else { Outcome::Findings })
}
