//! The state of a review: the rows as they stand, and what undoes each act.

use std::collections::BTreeMap;
use std::ops::Range;

use super::act::{Act, Half, Realigned, Ruled, Worth};
use super::realigned;
use super::refused::Refused;
use super::reopened;
use super::rows::{self, Langs};
use super::step::{Renumber, Step};
use crate::bitext::{Apart, Bead, Bitext, Side, Sides, State};

/// Which rows an act changed, for whoever shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The first row, from 1.
    pub bead: usize,
    /// How many rows stood there.
    pub before: usize,
    /// How many stand there now: `review.rows()[changed.rows()]`.
    pub now: usize,
    /// Whether segments outside these rows have other numbers now, as a sentence was split.
    pub renumbered: bool,
    /// Both texts of the rows as they were.
    pub base: Vec<(String, String)>,
}

impl Changed {
    /// The rows that stand there now, from 0.
    pub fn rows(&self) -> Range<usize> {
        self.bead - 1..self.bead - 1 + self.now
    }
}

/// A bitext under review.
///
/// Law: after each act every sentence of the bitext stands in one row, as it was or as the act
/// edited it; the same acts give the same state; undoing all of them gives the bitext that it began
/// with.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    source: Side,
    target: Side,
    rows: Vec<Bead>,
    /// What undoes each act, the last one at the end.
    done: Vec<Step>,
    /// What does each undone act again.
    undone: Vec<Step>,
    ruled: BTreeMap<String, Ruled>,
}

impl Review {
    /// A review that begins with this bitext.
    pub fn new(bitext: Bitext) -> Self {
        let Bitext { source, target, beads } = bitext;
        Self { source, target, rows: beads, done: vec![], undone: vec![], ruled: BTreeMap::new() }
    }

    /// The rows as they stand; row `n` (from 1) is `rows()[n - 1]`.
    pub fn rows(&self) -> &[Bead] {
        &self.rows
    }

    /// The source's name and language.
    pub fn source(&self) -> &Side {
        &self.source
    }

    /// The target's name and language.
    pub fn target(&self) -> &Side {
        &self.target
    }

    /// The corrected bitext.
    pub fn bitext(&self) -> Bitext {
        Bitext {
            source: self.source.clone(),
            target: self.target.clone(),
            beads: self.rows.clone(),
        }
    }

    /// The corrected bitext, without a copy.
    pub fn into_bitext(self) -> Bitext {
        Bitext { source: self.source, target: self.target, beads: self.rows }
    }

    /// The segments that no alignment may pair again.
    pub fn apart(&self) -> Vec<Apart> {
        let reviewed = self.rows.iter().filter_map(|row| row.reviewed.as_ref());
        reviewed.flat_map(|it| it.apart.iter().cloned()).collect()
    }

    /// What was said of findings, by their names.
    pub fn rulings(&self) -> &BTreeMap<String, Ruled> {
        &self.ruled
    }

    /// How many acts can be undone.
    pub fn undoable(&self) -> usize {
        self.done.len()
    }

    /// Applies an act.
    ///
    /// # Errors
    /// When it makes no sense for the rows as they stand; they stay as they are.
    pub fn act(&mut self, act: &Act) -> Result<Changed, Refused> {
        match act {
            Act::Undo => {
                let step = self.done.pop().ok_or(Refused::NothingToUndo)?;
                let (changed, back) = self.apply(step);
                self.undone.push(back);
                Ok(changed)
            }
            Act::Redo => {
                let step = self.undone.pop().ok_or(Refused::NothingToRedo)?;
                let (changed, back) = self.apply(step);
                self.done.push(back);
                Ok(changed)
            }
            act => {
                let step = self.step(act)?;
                let (changed, back) = self.apply(step);
                self.done.push(back);
                self.undone.clear();
                Ok(changed)
            }
        }
    }

    /// Takes back an act that was applied last, as if it had never been: it could not be kept. An
    /// undone act that it made impossible to do again does not come back.
    pub(in crate::review) fn take_back(&mut self, act: &Act) {
        let (from, to) = match act {
            Act::Undo => (&mut self.undone, Some(true)),
            Act::Redo => (&mut self.done, Some(false)),
            _ => (&mut self.done, None),
        };
        let Some(step) = from.pop() else { return };
        let (_, back) = self.apply(step);
        match to {
            Some(true) => self.done.push(back),
            Some(false) => self.undone.push(back),
            None => {}
        }
    }

    /// The act that makes the rows what an aligner made of them; none where that changes nothing.
    /// `realigned` is what became of [`bitext`](Self::bitext).
    pub fn realigned(&self, realigned: &Bitext) -> Option<Act> {
        let same = |(old, new): &(&Bead, &Bead)| {
            old.source.ids == new.source.ids && old.target.ids == new.target.ids
        };
        let (old, new) = (&self.rows, &realigned.beads);
        let head = old.iter().zip(new).take_while(same).count();
        let (old_rest, new_rest) = (&old[head..], &new[head..]);
        let tail = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(same).count();
        let beads = new_rest[..new_rest.len() - tail].iter().map(|bead| Realigned {
            source: bead.source.ids.to_vec(),
            target: bead.target.ids.to_vec(),
            score: bead.score,
        });
        let beads: Vec<Realigned> = beads.collect();
        let to = old.len() - tail;
        (head < to).then_some(Act::Realign { bead: head + 1, to, beads })
    }

    fn step(&self, act: &Act) -> Result<Step, Refused> {
        let rows = &self.rows;
        let langs = Langs { source: self.source.lang, target: self.target.lang };
        match *act {
            Act::Accept { bead, to: None } => {
                rows::changed_row(rows, self.row(bead)?, rows::accept)
            }
            Act::Accept { bead, to } => rows::changed_rows(rows, self.range(bead, to)?, |row| {
                if row.state() == State::Open {
                    rows::accept(row);
                }
            }),
            Act::Reopen { bead, to } => reopened::reopened(rows, self.range(bead, to)?),
            Act::Reject { bead } => rows::reject(rows, self.row(bead)?),
            Act::Merge { bead } => rows::merge(rows, self.row(bead)?, langs),
            Act::Split { bead, source, target } => {
                rows::split(rows, self.row(bead)?, (source, target))
            }
            Act::Move { bead, side, to } => {
                rows::move_sentence(rows, self.row(bead)?, (side, to), langs)
            }
            Act::Shift { bead, side, to } => rows::shift(rows, self.row(bead)?, (side, to), langs),
            Act::Edit { bead, side, ref text } => rows::edit(rows, self.row(bead)?, side, text),
            Act::Drop { bead, side } => self.dropped(self.row(bead)?, side),
            Act::Comment { bead, ref text } => rows::changed_row(rows, self.row(bead)?, |row| {
                row.set_reviewed(|it| text.trim().clone_into(&mut it.comment));
            }),
            Act::Flag { bead, on } => rows::changed_row(rows, self.row(bead)?, |row| {
                row.set_reviewed(|it| it.is_flagged = on);
            }),
            Act::Lock { bead, to, side, on } => {
                rows::changed_rows(rows, self.range(bead, to)?, |row| {
                    row.set_reviewed(|it| match side {
                        Half::Source => it.locked.source = on,
                        Half::Target => it.locked.target = on,
                    });
                })
            }
            Act::Finding { bead, ref fingerprint, worth, ref reason } => {
                self.ruled(self.row(bead)?, fingerprint, worth, reason)
            }
            Act::Realign { bead, to, ref beads } => {
                realigned::realign(rows, self.range(bead, Some(to))?, beads)
            }
            Act::Undo | Act::Redo => Err(Refused::NothingToUndo),
        }
    }

    fn dropped(&self, at: usize, side: Option<Half>) -> Result<Step, Refused> {
        let row = &self.rows[at];
        let wanted = Sides {
            source: side != Some(Half::Target) && !row.source.is_empty(),
            target: side != Some(Half::Source) && !row.target.is_empty(),
        };
        if !wanted.any() {
            return Err(Refused::Empty { bead: at + 1 });
        }
        rows::changed_row(&self.rows, at, |row| {
            if row.accepted {
                reopened::reopen(row);
            }
            row.set_reviewed(|it| it.dropped = it.dropped.or(wanted));
        })
    }

    fn ruled(
        &self,
        at: usize,
        fingerprint: &str,
        worth: Worth,
        reason: &str,
    ) -> Result<Step, Refused> {
        let new = Some(Ruled { worth, reason: reason.to_owned() })
            .filter(|ruled| ruled.worth != Worth::Open);
        if self.ruled.get(fingerprint) == new.as_ref() {
            return Err(Refused::Unchanged { bead: at + 1 });
        }
        let rows = vec![self.rows[at].clone()];
        let finding = Some((fingerprint.to_owned(), new));
        Ok(Step { at, gone: 1, rows, renumber: vec![], finding })
    }

    /// Puts the step's rows in place of those that stand there; gives what takes it back.
    fn apply(&mut self, step: Step) -> (Changed, Step) {
        let Step { at, gone, rows, renumber, finding } = step;
        let now = rows.len();
        let renumbered = !renumber.is_empty();
        if renumbered {
            let (before, after) = (at, at + gone);
            let others = (0..before).chain(after..self.rows.len());
            for row in others {
                for it in &renumber {
                    it.apply(&mut self.rows[row]);
                }
            }
        }
        let old: Vec<Bead> = self.rows.splice(at..at + gone, rows).collect();
        let (source, target) = (self.source.lang, self.target.lang);
        let texts = |bead: &Bead| (bead.source.text(source), bead.target.text(target));
        let base = old.iter().map(texts).collect();
        let finding = finding.map(|(name, ruled)| {
            let before = match ruled {
                Some(ruled) => self.ruled.insert(name.clone(), ruled),
                None => self.ruled.remove(&name),
            };
            (name, before)
        });
        let renumber = renumber.into_iter().rev().map(Renumber::back).collect();
        let back = Step { at, gone: now, rows: old, renumber, finding };
        (Changed { bead: at + 1, before: gone, now, renumbered, base }, back)
    }

    fn row(&self, bead: usize) -> Result<usize, Refused> {
        let last = self.rows.len();
        if (1..=last).contains(&bead) {
            Ok(bead - 1)
        } else {
            Err(Refused::NoSuchBead { bead, last })
        }
    }

    fn range(&self, bead: usize, to: Option<usize>) -> Result<(usize, usize), Refused> {
        let to = to.unwrap_or(bead);
        let (from, last) = (self.row(bead)?, self.row(to)?);
        if last < from { Err(Refused::Backwards { bead, to }) } else { Ok((from, last)) }
    }
}
