//! What only the whole document shows: first mentions, and one rendering for two terms.

use std::collections::{BTreeMap, BTreeSet};

use diptych_glossary::{Kind, Rendering, Termbase, Verdict, is_common_abbreviation};

use crate::check::Unit;
use crate::check::findings::Draft;
use crate::finding::{Class, Finding};

/// What was seen of each concept so far.
#[derive(Debug, Default)]
pub(super) struct Document {
    /// Concepts whose full form, or whose missing full form, was seen.
    introduced: BTreeSet<usize>,
    /// English renderings in lower case, and the first Chinese term each stood for.
    renders: BTreeMap<String, usize>,
    /// Pairs of terms that were reported as having one rendering.
    told: BTreeSet<(usize, usize)>,
}

impl Document {
    /// Takes the next good rendering, and adds what it shows.
    pub(super) fn see(
        &mut self,
        base: &Termbase,
        unit: &Unit,
        rendering: &Rendering,
        findings: &mut Vec<Finding>,
    ) {
        if !matches!(rendering.verdict, Verdict::Ok | Verdict::Admitted) {
            return;
        }
        let (Some(target), Some(term)) = (&rendering.target, rendering.term) else { return };
        let found = &unit.english()[target.clone()];
        self.first_mention(base, unit, rendering, (found, term), findings);
        self.one_for_two(base, unit, rendering, found, findings);
    }

    fn first_mention(
        &mut self,
        base: &Termbase,
        unit: &Unit,
        rendering: &Rendering,
        (found, term): (&str, usize),
        findings: &mut Vec<Finding>,
    ) {
        let concept = &base.concepts()[rendering.concept];
        let term = &concept.terms[term];
        let full = concept.approved().into_iter().find(|it| it.kind == Kind::Full);
        let Some(full) = full else { return };
        let is_short = term.kind != Kind::Full
            || rendering.verdict == Verdict::Admitted && is_initialism(found, &full.text);
        let is_first = self.introduced.insert(rendering.concept);
        if !is_first || !is_short || is_common_abbreviation(found) {
            return;
        }
        let reason = format!("“{found}” stands before its full form “{}”", full.text);
        let draft = Draft { class: Class::FirstMention, rendering, reason };
        findings.push(draft.finding(base, unit, concept));
    }

    fn one_for_two(
        &mut self,
        base: &Termbase,
        unit: &Unit,
        rendering: &Rendering,
        found: &str,
        findings: &mut Vec<Finding>,
    ) {
        let first = *self.renders.entry(found.to_lowercase()).or_insert(rendering.concept);
        let (one, other) = (base.chinese(first), base.chinese(rendering.concept));
        if one == other || !self.told.insert((first, rendering.concept)) {
            return;
        }
        let reason = format!("“{found}” renders both “{one}” and “{other}” in this document");
        let draft = Draft { class: Class::Inconsistent, rendering, reason };
        findings.push(draft.finding(base, unit, &base.concepts()[rendering.concept]));
    }
}

/// Whether `short` is made of the first letters of the words of `full`.
fn is_initialism(short: &str, full: &str) -> bool {
    let letters: String = full
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|word| word.chars().next())
        .filter(|c| c.is_uppercase())
        .collect();
    short.chars().count() > 1 && short.chars().all(char::is_uppercase) && letters.ends_with(short)
}
