//! What is to be said where no rendering of its own stands for an occurrence.

use crate::chinese::source_terms::{Occurrence, is_part_of_word};
use crate::english::phrase::Pattern;
use crate::english::tokens::Capitals;
use crate::termbase::concept::Concept;
use crate::verdict::context::Context;
use crate::verdict::decide::Unit;
use crate::verdict::excuses::{RULES, Rule};
use crate::verdict::near_miss::nearest;
use crate::verdict::rendering::{Reason, Rendering, StandIn, Verdict};
use crate::verdict::substitutes::{begins_with_pronoun, names_person};

/// So near is a further place for a term that was rendered once and is repeated.
const CLEAR: f32 = 0.75;
/// So near a place names the term, though the sentence begins with a pronoun.
const NAMED: f32 = 0.85;

impl Unit<'_> {
    /// An occurrence without a rendering of its own.
    pub(crate) fn unserved(
        &self,
        number: usize,
        occurrence: &Occurrence,
        served: &[Option<usize>],
        taken: &[bool],
    ) -> Rendering {
        let concept = occurrence.concepts[0];
        let same_term = |it: &Occurrence| it.concepts == occurrence.concepts;
        let is_repeated = (0..self.occurrences.len())
            .any(|it| (served[it].is_some() || it < number) && same_term(&self.occurrences[it]));
        if is_repeated {
            let repeated = self.rendering(Some(occurrence), concept, Verdict::Repeated);
            let other = self.unrendered(occurrence, taken);
            // Another place that is clearly meant for it, and clearly wrong.
            let is_clear = other.verdict == Verdict::Variant
                && !self.overlaps(&other, taken)
                && !other.doubtful
                && other.score.is_some_and(|it| it >= CLEAR);
            return if is_clear { other } else { repeated };
        }
        let shared = self
            .hits
            .iter()
            .filter(|it| it.is_approved() && occurrence.concepts.contains(&it.concept))
            // What is part of a longer term's rendering was not written for the shorter one.
            .find(|it| !self.is_inside_other(it));
        if let Some(hit) = shared {
            return Rendering {
                target: Some(self.english.bytes(&hit.tokens)),
                term: Some(hit.term),
                ..self.rendering(Some(occurrence), hit.concept, Verdict::Shared)
            };
        }
        // The loser of two crossing matches is only said.
        let rival_served = (0..self.occurrences.len()).any(|it| {
            let other = &self.occurrences[it].folded;
            it != number
                && served[it].is_some()
                && other.start < occurrence.folded.end
                && occurrence.folded.start < other.end
        });
        if rival_served {
            return self.rendering(Some(occurrence), concept, Verdict::Crossed);
        }
        self.unrendered(occurrence, taken)
    }

    /// Whether the place of a rendering has words of another one.
    fn overlaps(&self, rendering: &Rendering, taken: &[bool]) -> bool {
        let tokens = self.english.tokens.iter().zip(taken);
        rendering.target.as_ref().is_some_and(|target| {
            tokens
                .filter(|(_, taken)| **taken)
                .any(|(token, _)| target.start < token.span.end && token.span.start < target.end)
        })
    }

    /// Whether the occurrence is a member of a list.
    fn is_listed(&self, occurrence: &Occurrence) -> bool {
        let text = &self.chinese.text;
        let joints = ['、', '和', '与', '及'];
        text[occurrence.folded.end..].starts_with(joints)
            || text[..occurrence.folded.start].ends_with(joints)
    }

    fn unrendered(&self, occurrence: &Occurrence, taken: &[bool]) -> Rendering {
        let base = self.base;
        let approved: Vec<(&Pattern, usize, usize)> = occurrence
            .concepts
            .iter()
            .flat_map(|&concept| base.approved(concept).map(move |(it, term)| (it, concept, term)))
            .collect();
        let patterns: Vec<&Pattern> = approved.iter().map(|(pattern, _, _)| *pattern).collect();
        let concepts: Vec<&Concept> =
            occurrence.concepts.iter().map(|&it| &base.concepts()[it]).collect();
        let text = &self.chinese.text;
        let mut context = Context {
            english: self.english,
            lexicon: &base.target.lexicon,
            concepts: &concepts,
            patterns: &patterns,
            term: &text[occurrence.folded.clone()],
            is_listed: self.is_listed(occurrence),
            near: None,
        };
        if let Some(certain) = self.certain(occurrence, &approved, &context) {
            return certain;
        }
        let near = nearest(self.english, context.lexicon, &patterns, taken);
        let is_part = is_part_of_word(text, &occurrence.folded);
        let Some(near) = near else {
            let doubt = if is_part {
                Some(Reason::SourceWord)
            } else {
                occurrence.typo.then_some(Reason::Typo)
            };
            let verdict = doubt.map_or(Verdict::Missing, Verdict::Ambiguous);
            return Rendering {
                stand_in: self.stand_in(&context, |_| true),
                ..self.rendering(Some(occurrence), occurrence.concepts[0], verdict)
            };
        };
        context.near = Some(&near);
        let (_, concept, term) = approved[near.pattern];
        // A sentence about the term that begins with `It` need not name it elsewhere.
        let is_subject = near.score < NAMED
            && occurrence.folded.start == 0
            && begins_with_pronoun(self.english, names_person(context.term));
        // What resembles a rendering was meant for one, whatever pronouns stand beside it.
        let is_open = near.doubtful || is_subject;
        let excuses = |rule: &Rule| match rule.reason {
            Reason::Pronoun => is_open && (near.weak || is_subject),
            _ => is_open || rule.name == "shortened",
        };
        let stand_in = self.stand_in(&context, excuses);
        let is_short = stand_in.as_ref().is_some_and(|it| {
            it.reason == Reason::ShortForm && it.target == self.english.bytes(&near.tokens)
        });
        let verdict =
            if is_part { Verdict::Ambiguous(Reason::SourceWord) } else { Verdict::Variant };
        Rendering {
            target: Some(self.english.bytes(&near.tokens)),
            term: Some(term),
            score: Some(near.score),
            doubtful: is_open || is_short,
            stand_in,
            ..self.rendering(Some(occurrence), concept, verdict)
        }
    }

    /// A rule that is certain in its unit.
    fn certain(
        &self,
        occurrence: &Occurrence,
        approved: &[(&Pattern, usize, usize)],
        context: &Context,
    ) -> Option<Rendering> {
        let rules = RULES.iter().filter(|it| it.is_certain() && self.base.has(it.name));
        rules.into_iter().find_map(|rule| {
            approved.iter().find_map(|&(pattern, concept, term)| {
                let tokens = (rule.of)(&Context { patterns: &[pattern], ..*context })?;
                let verdict = Verdict::Ambiguous(rule.reason);
                Some(Rendering {
                    target: Some(self.english.bytes(&tokens)),
                    term: Some(term),
                    ..self.rendering(Some(occurrence), concept, verdict)
                })
            })
        })
    }

    /// The first of the other rules that finds something.
    fn stand_in(&self, context: &Context, excuses: impl Fn(&Rule) -> bool) -> Option<StandIn> {
        let rules = RULES.iter().filter(|it| !it.is_certain() && self.base.has(it.name));
        rules.filter(|it| excuses(it)).find_map(|rule| {
            let tokens = (rule.of)(context)?;
            let is_common = |at: usize| {
                !self.english.is_content(at) || self.english.tokens[at].capitals == Capitals::None
            };
            Some(StandIn {
                reason: rule.reason,
                target: self.english.bytes(&tokens),
                is_common: rule.reason == Reason::ShortForm && tokens.clone().all(is_common),
            })
        })
    }
}
