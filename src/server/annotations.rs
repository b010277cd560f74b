//! What is shown in a row besides its texts: findings, and the numbers and terms of both sides.

use std::ops::Range;

use diptych_glossary::Termbase;
use serde::Serialize;

use crate::bitext::{Bead, Bitext, Side};
use crate::check::findings_of;
use crate::emit::edition::{Which, terms};
use crate::finding::{Class, Finding, Span};
use crate::numbers::twins;

/// What is shown in one row.
#[derive(Debug, Clone, Default)]
pub(super) struct Annotation {
    /// In the order of the check.
    pub(super) findings: Vec<Finding>,
    /// By side and place.
    pub(super) marks: Vec<Mark>,
}

/// A marked place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Mark {
    side: &'static str,
    /// Unicode scalar values of the side's text, from 0.
    start: usize,
    /// Exclusive.
    end: usize,
    /// `number`, `term` or `finding`.
    kind: &'static str,
    /// What has the same number in this row is the same thing; 0 has no counterpart.
    pair: usize,
}

impl Annotation {
    /// Keeps of the rows that this one came from what only a check of all rows finds, as long as the
    /// rendering that it is about stands in the target: that a term is rendered otherwise elsewhere.
    pub(super) fn keep_of_whole(&mut self, old: &[Self], target: &str) {
        let is_of_whole =
            |it: &&Finding| matches!(it.class, Class::Inconsistent | Class::FirstMention);
        for finding in old.iter().flat_map(|it| &it.findings).filter(is_of_whole) {
            let is_known = self.findings.iter().any(|it| it.fingerprint == finding.fingerprint);
            let found = finding.found.as_deref();
            if !is_known && found.is_some_and(|found| target.contains(found)) {
                // Where it stands now is not worked out.
                self.findings.push(Finding { source: None, target: None, ..finding.clone() });
            }
        }
    }
}

/// So many rows around those that changed are checked with them: so far back a pronoun or a short
/// form looks for its term (`LOOK_BACK` in the verdicts of the glossary).
const AROUND: usize = 3;

/// What is shown in the rows of `wanted` (indices, from 0).
pub(super) fn annotate(
    (source, target): (&Side, &Side),
    rows: &[Bead],
    wanted: Range<usize>,
    base: Option<&Termbase>,
) -> Vec<Annotation> {
    let first = wanted.start.saturating_sub(AROUND);
    let end = rows.len().min(wanted.end + AROUND);
    let (source, target) = (source.clone(), target.clone());
    let near = Bitext { source, target, beads: rows[first..end].to_vec() };
    let mut rows = vec![Annotation::default(); near.beads.len()];
    for finding in findings_of(&near, base) {
        let row = &mut rows[finding.unit - 1];
        row.marks.extend(of_finding(&finding));
        row.findings.push(finding);
    }
    for (concept, term) in base.map_or_else(Vec::new, |base| terms(&near, base)).iter().enumerate()
    {
        for place in &term.places {
            let side = if place.side == Which::Source { "source" } else { "target" };
            let Range { start, end } = place.characters;
            let mark = Mark { side, start, end, kind: "term", pair: concept + 1 };
            rows[place.bead - 1].marks.push(mark);
        }
    }
    let own = wanted.start - first..wanted.end - first;
    for (row, bead) in rows[own.clone()].iter_mut().zip(&near.beads[own.clone()]) {
        let (source, target) = (near.source_text(bead), near.target_text(bead));
        let next = row.marks.iter().map(|mark| mark.pair).max().unwrap_or_default() + 1;
        row.marks.extend(of_numbers(
            (&source, &near.source.code),
            (&target, &near.target.code),
            next,
        ));
        row.marks.sort_by_key(|mark| (mark.side, mark.start, std::cmp::Reverse(mark.end)));
        // One place is marked once: what is found at it counts.
        row.marks
            .dedup_by(|later, earlier| later.side == earlier.side && later.start < earlier.end);
    }
    rows.drain(own).collect()
}

fn of_finding(finding: &Finding) -> impl Iterator<Item = Mark> {
    let mark = |side, span: Option<Span>| {
        span.map(|Span { start, end }| Mark { side, start, end, kind: "finding", pair: 0 })
    };
    [mark("source", finding.source), mark("target", finding.target)].into_iter().flatten()
}

/// The numbers that both texts name; their pairs are numbered from `next`.
fn of_numbers(source: (&str, &str), target: (&str, &str), next: usize) -> Vec<Mark> {
    let (mut taken, mut marks) = (vec![], vec![]);
    for (pair, (one, other)) in (next..).zip(twins(source, target)) {
        for (side, text, written) in [("source", source.0, one), ("target", target.0, other)] {
            let is_free = |start: &usize| {
                !taken.contains(&(side, *start))
                    && stands_alone(text, *start..start + written.len())
            };
            let place = text.match_indices(&written).map(|(start, _)| start).find(is_free);
            let Some(byte) = place else { continue };
            taken.push((side, byte));
            let start = text[..byte].chars().count();
            let end = start + written.chars().count();
            marks.push(Mark { side, start, end, kind: "number", pair });
        }
    }
    marks
}

/// Whether what stands at `place` (bytes) is no part of a longer word or number.
fn stands_alone(text: &str, place: Range<usize>) -> bool {
    let joins = |inside: Option<char>, outside: Option<char>| {
        inside.is_some_and(|c| c.is_ascii_alphanumeric())
            && outside.is_some_and(|c| c.is_ascii_alphanumeric())
    };
    let inside = &text[place.clone()];
    !joins(inside.chars().next(), text[..place.start].chars().next_back())
        && !joins(inside.chars().next_back(), text[place.end..].chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;

    #[test]
    fn what_only_a_check_of_all_rows_finds_stays_while_its_text_does() {
        let finding = |class, found: &str| Finding {
            found: Some(found.to_owned()),
            fingerprint: found.to_owned(),
            ..Finding::new("term".to_owned(), class, Severity::Info, 1)
        };
        let old = Annotation {
            findings: vec![
                finding(Class::Inconsistent, "ferry"),
                finding(Class::Inconsistent, "raft"),
                finding(Class::Missing, "boat"),
            ],
            marks: vec![],
        };
        let mut fresh = Annotation::default();
        for _ in 0..2 {
            fresh.keep_of_whole(std::slice::from_ref(&old), "The ferry and the boat.");
            let found: Vec<_> = fresh.findings.iter().map(|it| it.fingerprint.as_str()).collect();
            assert_eq!(found, ["ferry"]);
        }
    }

    #[test]
    fn numbers_are_marked_with_their_counterparts() {
        let marks = of_numbers(("共3人，3年", "zh"), ("3 years, 3 people", "en"), 5);
        let at = |side: &str| -> Vec<(usize, usize, usize)> {
            let own = marks.iter().filter(|it| it.side == side);
            own.map(|it| (it.start, it.end, it.pair)).collect()
        };
        assert_eq!(at("source").len(), 2, "{marks:?}");
        assert_eq!(at("source").iter().map(|it| it.2).collect::<Vec<_>>(), [5, 6]);
        assert_ne!(at("target")[0].0, at("target")[1].0, "{marks:?}");
    }
}
