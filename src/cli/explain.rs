//! `diptych explain`: why a term's place in one unit was judged as it was.

use std::path::PathBuf;

use diptych_glossary::{Checked, Rendering, Termbase, Verdict};

use super::check::Terms;
use super::console::Console;
use super::outcome::{Failure, Outcome, Outcomes};
use super::printable::Lines;
use super::summary::warn_of;
use crate::check::{self, Unit, explained};
use crate::finding::Finding;
use crate::read;
use crate::words::phrases::told;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A bilingual file (TMX, saved alignment, XLIFF, PO, table).
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
    let heading = check::units::each_unit(&args.file, &read::Options::default(), |unit| {
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
    let mut lines = Lines::default();
    let checked = base.check_unit(unit.chinese(), unit.english());
    lines.tell(format!("unit {}", unit.number));
    lines.add(format!("  zh  {}", unit.chinese()));
    lines.add(format!("  en  {}", unit.english()));
    for &concept in &concepts {
        entry(&base, concept, &mut lines);
        places(&base, &unit, &checked, concept, &mut lines);
    }
    if !concepts.iter().any(|&concept| stands(&checked, concept)) {
        lines.tell("the term does not stand in this unit");
    }
    lines.tell("findings");
    let found = checker.finish().findings;
    let here = |it: &&Finding| it.unit == unit.number && it.term.as_deref() == Some(&args.term);
    for finding in found.iter().filter(here) {
        let reason = finding.reason.as_deref().unwrap_or_default();
        lines.tell(format!("  {} {}: {reason}", finding.fingerprint, finding.rule));
    }
    if !found.iter().any(|finding| here(&finding)) {
        lines.tell("  none");
    }
    lines.print()?;
    Ok(Outcome::Clean)
}

/// Whether a term of the entry stands in the Chinese text, be it looked at or not.
fn stands(checked: &Checked, concept: usize) -> bool {
    checked.renderings.iter().any(|it| it.concept == concept && it.source.is_some())
        || checked.skipped.iter().any(|it| it.concept == concept)
}

fn entry(base: &Termbase, concept: usize, lines: &mut Lines) {
    let entry = &base.concepts()[concept];
    lines.tell(format!("entry {}:{}", entry.origin.file, entry.origin.line));
    for term in entry.english() {
        let status = format!("{:?}", term.status);
        lines.add(format!("  {} {}", told(&status), term.text));
    }
}

fn places(base: &Termbase, unit: &Unit, checked: &Checked, concept: usize, lines: &mut Lines) {
    let here = |it: &&Rendering| it.concept == concept;
    for rendering in checked.renderings.iter().filter(here) {
        let source = rendering.source.clone().map_or("(absent)", |it| &unit.chinese()[it]);
        let target = rendering.target.clone().map_or("nothing", |it| &unit.english()[it]);
        lines.tell(format!("place “{source}”{}", if rendering.typo { ", misspelt" } else { "" }));
        lines.tell(format!("  {}: “{target}”", verdict(rendering.verdict)));
        if let Some(term) = rendering.term {
            lines.tell(format!("  compared with “{}”", base.concepts()[concept].terms[term].text));
        }
        if let Some(score) = rendering.score {
            let doubt = if rendering.doubtful { ", doubtful" } else { "" };
            lines.tell(format!("  likeness {score:.2}{doubt}"));
        }
        if let Some(stand_in) = &rendering.stand_in {
            lines.tell(format!(
                "  “{}” may stand for it: {}",
                &unit.english()[stand_in.target.clone()],
                explained(stand_in.reason)
            ));
        }
    }
    for skipped in checked.skipped.iter().filter(|it| it.concept == concept) {
        let source = &unit.chinese()[skipped.source.clone()];
        lines.tell(format!("place “{source}”"));
        match &skipped.by {
            Some(by) => lines.tell(format!(
                "  not looked at: it lies in or crosses “{}”",
                &unit.chinese()[by.clone()]
            )),
            None => lines.tell("  not looked at: the entry's own rules exclude it"),
        }
    }
    for spare in checked.spare.iter().filter(|it| it.concept == concept) {
        lines.tell(format!("spare rendering “{}”", &unit.english()[spare.target.clone()]));
    }
}

fn verdict(verdict: Verdict) -> String {
    match verdict {
        Verdict::Ambiguous(why) => format!("ambiguous, {}", explained(why)),
        other => format!("{other:?}").to_lowercase(),
    }
}
