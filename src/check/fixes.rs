//! Findings that suggest a rendering become changes of the English text.

use std::collections::BTreeMap;
use std::ops::Range;

use diptych_glossary::{fits, replacement};
use diptych_segments::Lang;

use crate::check::unit::Unit;
use crate::finding::{Class, Finding};

/// A change of a unit's English text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The English text it was made for.
    pub text: String,
    /// Whether that is the source.
    pub in_source: bool,
    /// The bytes to replace.
    pub range: Range<usize>,
    /// What stands there now.
    pub old: String,
    /// What to put there.
    pub new: String,
    /// The label of the finding that asks for it.
    pub label: String,
    /// Whether the new words are of the word class of the old ones, as far as their form shows.
    pub is_sure: bool,
}

impl Fix {
    /// The change that puts a suggestion in place of what was found, by the bytes of the English text.
    pub fn of(unit: &Unit, found: Range<usize>, suggestion: &str, label: String) -> Self {
        let (before, text) = (&unit.english()[..found.start], unit.english());
        let (taken, new) = replacement(before, &text[found.clone()], suggestion);
        let range = found.start - taken..found.end;
        Self {
            is_sure: fits(before, &text[found], &new),
            text: text.to_owned(),
            in_source: unit.lang == Lang::En,
            old: text[range.clone()].to_owned(),
            range,
            new,
            label,
        }
    }

    /// Whether the old words stand where they should in `text`.
    pub fn fits(&self, text: &str) -> bool {
        text.get(self.range.clone()) == Some(self.old.as_str())
    }

    /// The same change in a piece of the text that begins at `start`.
    #[must_use]
    pub fn moved(&self, start: usize) -> Self {
        Self { range: self.range.start - start..self.range.end - start, ..self.clone() }
    }
}

/// The changes that the findings of `classes` ask for, by unit, from left to right. Waived findings,
/// and those whose place another one has taken, ask for none.
pub fn fixes(units: &[Unit], findings: &[Finding], classes: &[Class]) -> BTreeMap<usize, Vec<Fix>> {
    let mut fixes: BTreeMap<usize, Vec<Fix>> = BTreeMap::new();
    for finding in findings.iter().filter(|it| classes.contains(&it.class) && !it.waived) {
        let Ok(place) = units.binary_search_by_key(&finding.unit, |it| it.number) else { continue };
        let unit = &units[place];
        let in_source = unit.lang == Lang::En;
        let span = if in_source { finding.source } else { finding.target };
        let suggestion = finding.diff.as_ref().map(|diff| {
            let kept = diff.iter().filter(|(change, _)| change != "-");
            kept.map(|(_, words)| words.as_str()).collect::<Vec<_>>().join(" ")
        });
        let (Some(span), Some(suggestion)) = (span, suggestion) else { continue };
        let text = unit.english();
        let byte = |count: usize| text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
        let found = byte(span.start)..byte(span.end);
        let fix = Fix::of(unit, found, &suggestion, finding.label());
        let list = fixes.entry(finding.unit).or_default();
        let is_apart =
            |it: &Fix| it.range.end <= fix.range.start || fix.range.end <= it.range.start;
        if list.iter().all(is_apart) {
            list.push(fix);
        }
    }
    for list in fixes.values_mut() {
        list.sort_by_key(|it| it.range.start);
    }
    fixes
}

/// `text` with the changes whose old words stand where they should, and how many those were.
pub fn apply(text: &str, fixes: &[Fix]) -> (String, usize) {
    let mut fixed = text.to_owned();
    let mut done = 0;
    for fix in fixes.iter().rev() {
        if fix.fits(&fixed) {
            fixed.replace_range(fix.range.clone(), &fix.new);
            done += 1;
        }
    }
    (fixed, done)
}
