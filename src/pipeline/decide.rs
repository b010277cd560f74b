//! What a reviewer decided in a findings sheet becomes fixes, waivers and changes of the termbase.

use std::collections::{BTreeMap, HashMap};

use diptych_segments::Lang;

use super::Fixes;
use crate::check::Unit;
use crate::check::fingerprint::of_texts;
use crate::check::fixes::Fix;
use crate::check::waivers::Waiver;
use crate::review::{Decision, Ruling};

/// Why the decisions cannot be applied.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecideError {
    /// No row is about the file.
    #[error("none of its rows is about this file: it was made from {0}")]
    OtherFile(String),
    /// Two rows want different things.
    #[error("rows {0} and {1} contradict each other: keep the decision of one of them")]
    Contradiction(usize, usize),
    /// A row wants a fix, and does not say which.
    #[error(
        "row {0}: nothing says what to put there: write your own wording, or edit the translation where nothing is marked"
    )]
    NoFix(usize),
    /// A row wants to change the termbase, and does not say how.
    #[error("row {0}: nothing says what to put into the termbase: write your own wording")]
    NoChange(usize),
}

/// What decided rows come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions {
    /// The changes of the English texts, by unit.
    pub fixes: Fixes,
    /// What is accepted.
    pub waivers: Vec<Waiver>,
    /// What goes into the termbase: Chinese term, rendering and comment.
    pub changes: Vec<(String, String, String)>,
    /// The rows whose unit is no longer as it was.
    pub stale: Vec<usize>,
    /// The rows that accept a finding in a unit that is fixed as well: its name tells the old text.
    pub unsettled: Vec<usize>,
    /// The rows whose proposal was put in place though its word class may not fit.
    pub unsure: Vec<usize>,
    /// The rows with a wording and no decision.
    pub undecided: Vec<usize>,
    /// How many rows ask.
    pub asked: usize,
    /// How many rows are about other files.
    pub elsewhere: usize,
    /// How many rows are decided.
    pub decided: usize,
}

/// Applies the rows to the units of the file that is called `name`, without its folder. Rows that
/// are not decided do nothing.
///
/// # Errors
/// When the sheet is about another file, or rows contradict each other or say too little.
pub fn decide(rulings: &[Ruling], name: &str, units: &[Unit]) -> Result<Decisions, DecideError> {
    let file_of = |it: &Ruling| it.file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let mut files: Vec<String> = rulings.iter().map(file_of).collect();
    files.sort_unstable();
    files.dedup();
    let mut now: BTreeMap<String, Vec<&Unit>> = BTreeMap::new();
    for unit in units {
        now.entry(of_texts(unit)).or_default().push(unit);
    }
    let mut all = Applied::default();
    let mut known = 0;
    for ruling in rulings {
        // A file may have been renamed; among several, the name tells which is meant.
        if files.len() > 1 && file_of(ruling) != name {
            all.done.elsewhere += 1;
            continue;
        }
        let unit = now.get(&ruling.state).and_then(|same| {
            same.iter().min_by_key(|unit| unit.number.abs_diff(ruling.unit)).copied()
        });
        known += usize::from(unit.is_some());
        let Some(decision) = ruling.decision else {
            all.done.undecided.extend(ruling.is_own.then_some(ruling.row));
            continue;
        };
        all.done.decided += 1;
        match unit {
            Some(unit) => all.add(ruling, decision, unit)?,
            None => all.done.stale.push(ruling.row),
        }
    }
    if known == 0 && !rulings.is_empty() {
        return Err(DecideError::OtherFile(files.join(", ")));
    }
    // What is accepted everywhere has a name without a text.
    let of_fixed = |it: &&(&Ruling, usize)| {
        it.0.decision == Some(Decision::AcceptOnce) && all.done.fixes.contains_key(&it.1)
    };
    let unsettled: Vec<usize> = all.rows.iter().filter(of_fixed).map(|it| it.0.row).collect();
    all.done.waivers.retain(|it| !unsettled.contains(&it.line));
    all.done.unsettled = unsettled;
    for fixes in all.done.fixes.values_mut() {
        fixes.sort_by_key(|it| it.range.start);
    }
    Ok(all.done)
}

#[derive(Default)]
struct Applied<'a> {
    done: Decisions,
    /// The rows that were applied, with their units.
    rows: Vec<(&'a Ruling, usize)>,
    /// The place in `rows` of each finding, by its name and unit.
    places: HashMap<(&'a str, usize), usize>,
    /// The rows that the fixes of a unit come from.
    fixed: BTreeMap<usize, Vec<usize>>,
}

impl<'a> Applied<'a> {
    fn add(
        &mut self,
        ruling: &'a Ruling,
        decision: Decision,
        unit: &Unit,
    ) -> Result<(), DecideError> {
        let finding = (ruling.fingerprint.as_str(), unit.number);
        if let Some(&at) = self.places.get(&finding) {
            let (other, _) = self.rows[at];
            let is_one = other.decision == ruling.decision && other.rendering == ruling.rendering;
            return if is_one {
                Ok(())
            } else {
                Err(DecideError::Contradiction(other.row, ruling.row))
            };
        }
        self.places.insert(finding, self.rows.len());
        self.rows.push((ruling, unit.number));
        match decision {
            Decision::Fix => self.fix(ruling, unit)?,
            Decision::AcceptOnce => self.waive(ruling, ruling.fingerprint.clone()),
            Decision::AcceptAlways => self.waive(ruling, ruling.always.clone()),
            Decision::ChangeTermbase => self.change(ruling)?,
            Decision::Ask => self.done.asked += 1,
        }
        Ok(())
    }

    fn fix(&mut self, ruling: &Ruling, unit: &Unit) -> Result<(), DecideError> {
        let text = unit.english();
        let in_source = unit.lang == Lang::En;
        let edited = if in_source { &ruling.source } else { &ruling.target };
        let same = |a: &str, b: &str| a.split_whitespace().eq(b.split_whitespace());
        let byte = |count: usize| text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
        let label = format!("{}: {}", rule(ruling), ruling.term);
        let is_edited = !same(edited, text) && !edited.is_empty();
        let found = ruling.place.map(|span| byte(span.start)..byte(span.end));
        let own = if is_edited {
            Some((0..text.len(), edited))
        } else {
            found.clone().filter(|_| ruling.is_own).map(|found| (found, &ruling.rendering))
        };
        let fix = match (own, found.filter(|_| !ruling.rendering.is_empty())) {
            // A person's own words fit, and stand as they are.
            (Some((range, new)), _) => Fix {
                is_sure: true,
                text: text.to_owned(),
                in_source,
                old: text[range.clone()].to_owned(),
                range,
                new: new.clone(),
                label,
            },
            (None, Some(found)) => Fix::of(unit, found, &ruling.rendering, label),
            (None, None) => return Err(DecideError::NoFix(ruling.row)),
        };
        let list = self.done.fixes.entry(unit.number).or_default();
        let rows = self.fixed.entry(unit.number).or_default();
        let meets = |it: &Fix| it.range.start < fix.range.end && fix.range.start < it.range.end;
        if let Some(at) = list.iter().position(meets) {
            let is_one = list[at].range == fix.range && list[at].new == fix.new;
            return if is_one {
                Ok(())
            } else {
                Err(DecideError::Contradiction(rows[at], ruling.row))
            };
        }
        self.done.unsure.extend((!fix.is_sure).then_some(ruling.row));
        list.push(fix);
        rows.push(ruling.row);
        Ok(())
    }

    fn waive(&mut self, ruling: &Ruling, fingerprint: String) {
        if self.done.waivers.iter().any(|it| it.fingerprint == fingerprint) {
            return;
        }
        let reason = if ruling.comment.is_empty() { "accepted" } else { &ruling.comment };
        self.done.waivers.push(Waiver {
            line: ruling.row,
            fingerprint,
            term: ruling.term.clone(),
            reason: reason.to_owned(),
            until: None,
        });
    }

    fn change(&mut self, ruling: &Ruling) -> Result<(), DecideError> {
        let wanted = if ruling.is_own { &ruling.rendering } else { &ruling.found };
        if wanted.is_empty() || ruling.term.is_empty() {
            return Err(DecideError::NoChange(ruling.row));
        }
        let other = self.done.changes.iter().position(|it| it.0 == ruling.term);
        if let Some(at) = other {
            if self.done.changes[at].1 == *wanted {
                return Ok(());
            }
            let wants = |it: &&(&Ruling, usize)| {
                it.0.term == ruling.term && it.0.decision == Some(Decision::ChangeTermbase)
            };
            let first = self.rows.iter().find(wants).map_or(ruling.row, |it| it.0.row);
            return Err(DecideError::Contradiction(first, ruling.row));
        }
        self.done.changes.push((ruling.term.clone(), wanted.clone(), ruling.comment.clone()));
        Ok(())
    }
}

fn rule(ruling: &Ruling) -> String {
    let class = crate::finding::Class::named(&ruling.class);
    class.map_or_else(String::new, crate::check::rule)
}
