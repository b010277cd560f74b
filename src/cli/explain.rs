//! `diptych explain`: why a term's place in one unit was judged as it was.

use std::path::PathBuf;

use diptych_glossary::{Checked, Rendering, Termbase, Verdict};

use super::check::{Terms, warn_of};
use super::{Console, Failure, Outcome, Outcomes};
use crate::check::{self, Unit, explained};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A TMX, a saved alignment (.jsonl) or a table (source, tab, target).
    file: PathBuf,
    /// The unit's number, from 1.
    unit: usize,
    /// The Chinese term.
    term: String,
    #[command(flatten)]
    terms: Terms,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let base = args.terms.load(console)?;
    let concepts: Vec<usize> = (0..base.concepts().len())
        .filter(|&it| base.concepts()[it].chinese().any(|term| term.text == args.term))
        .collect();
    if concepts.is_empty() {
        return Err(Failure::new(format!("no termbase has an entry for “{}”", args.term)));
    }
    let mut checker = args.terms.checker(&base);
    let mut wanted = None;
    let heading = check::units::each_unit(&args.file, |unit| {
        if unit.number == args.unit {
            wanted = Some(unit.clone());
        }
        checker.push(unit);
    })?;
    warn_of(&heading.file.damage, &args.file, console);
    let Some(unit) = wanted else {
        return Err(Failure::new(format!(
            "{}: there is no unit {} with Chinese and English",
            args.file.display(),
            args.unit
        )));
    };
    let checked = base.check_unit(unit.chinese(), unit.english());
    println!("unit {}\n  zh  {}\n  en  {}", unit.number, unit.chinese(), unit.english());
    for &concept in &concepts {
        tell_entry(&base, concept);
        tell_places(&base, &unit, &checked, concept);
    }
    if !concepts.iter().any(|&concept| stands(&checked, concept)) {
        println!("the term does not stand in this unit");
    }
    println!("findings");
    let mut none = true;
    for finding in checker.finish().findings {
        if finding.unit == unit.number && finding.term.as_deref() == Some(&args.term) {
            none = false;
            let reason = finding.reason.as_deref().unwrap_or_default();
            println!("  {} {}: {reason}", finding.fingerprint, finding.rule);
        }
    }
    if none {
        println!("  none");
    }
    Ok(Outcome::Clean)
}

/// Whether a term of the entry stands in the Chinese text, be it looked at or not.
fn stands(checked: &Checked, concept: usize) -> bool {
    checked.renderings.iter().any(|it| it.concept == concept && it.source.is_some())
        || checked.skipped.iter().any(|it| it.concept == concept)
}

fn tell_entry(base: &Termbase, concept: usize) {
    let entry = &base.concepts()[concept];
    println!("entry {}:{}", entry.origin.file, entry.origin.line);
    for term in entry.english() {
        println!("  {:?} {}", term.status, term.text);
    }
}

fn tell_places(base: &Termbase, unit: &Unit, checked: &Checked, concept: usize) {
    let here = |it: &&Rendering| it.concept == concept;
    for rendering in checked.renderings.iter().filter(here) {
        let source = rendering.source.clone().map_or("(absent)", |it| &unit.chinese()[it]);
        let target = rendering.target.clone().map_or("nothing", |it| &unit.english()[it]);
        println!("place “{source}”{}", if rendering.typo { ", misspelt" } else { "" });
        println!("  {}: “{target}”", verdict(rendering.verdict));
        if let Some(term) = rendering.term {
            println!("  compared with “{}”", base.concepts()[concept].terms[term].text);
        }
        if let Some(score) = rendering.score {
            let doubt = if rendering.doubtful { ", doubtful" } else { "" };
            println!("  likeness {score:.2}{doubt}");
        }
        if let Some(stand_in) = &rendering.stand_in {
            println!(
                "  “{}” may stand for it: {}",
                &unit.english()[stand_in.target.clone()],
                explained(stand_in.reason)
            );
        }
    }
    for skipped in checked.skipped.iter().filter(|it| it.concept == concept) {
        let source = &unit.chinese()[skipped.source.clone()];
        match &skipped.by {
            Some(by) => println!(
                "place “{source}”\n  not looked at: it lies in or crosses “{}”",
                &unit.chinese()[by.clone()]
            ),
            None => println!("place “{source}”\n  not looked at: the entry's own rules exclude it"),
        }
    }
    for spare in checked.spare.iter().filter(|it| it.concept == concept) {
        println!("spare rendering “{}”", &unit.english()[spare.target.clone()]);
    }
}

fn verdict(verdict: Verdict) -> String {
    match verdict {
        Verdict::Ambiguous(why) => format!("ambiguous, {}", explained(why)),
        other => format!("{other:?}").to_lowercase(),
    }
}
