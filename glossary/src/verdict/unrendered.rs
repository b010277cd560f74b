//! What is to be said where no rendering of its own stands for an occurrence.

use crate::chinese::pointers;
use crate::chinese::source_terms::{Occurrence, is_part_of_word};
use crate::english::phrase::Pattern;
use crate::english::tokens::Capitals;
use crate::span::overlap;
use crate::termbase::concept::Concept;
use crate::verdict::context::Context;
use crate::verdict::decide::Unit;
use crate::verdict::excuses::{RULES, Rule};
use crate::verdict::near_miss::{NearMiss, nearest};
use crate::verdict::rendering::{Reason, Rendering, StandIn, Verdict};
use crate::verdict::substitutes::{begins_with_pronoun, names_person};

/// So near is a further place for a term that was rendered once and is repeated.
const CLEAR: f32 = 0.75;

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
                && other.score.is_some_and(|it| it >= CLEAR);
            return if is_clear { other } else { repeated };
        }
        let shared = self
            .hits
            .iter()
            .filter(|it| occurrence.concepts.contains(&it.concept))
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
            served[it].is_some() && overlap(&self.occurrences[it].folded, &occurrence.folded)
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
            tokens.filter(|(_, taken)| **taken).any(|(token, _)| overlap(&token.span, target))
        })
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
        let (before, after) = (&text[..occurrence.folded.start], &text[occurrence.folded.end..]);
        let mut context = Context {
            english: self.english,
            lexicon: &base.target.lexicon,
            concepts: &concepts,
            patterns: &patterns,
            term: &text[occurrence.folded.clone()],
            after,
            is_last: after.chars().next().is_none_or(|c| !c.is_alphanumeric()),
            pointers: pointers::of(before),
            is_listed: after.starts_with(['、', '和', '与', '及']),
            taken,
            near: None,
        };
        if let Some(certain) = self.certain(occurrence, &approved, &context) {
            return certain;
        }
        let near = nearest(self.english, context.lexicon, &patterns, taken);
        let is_part = is_part_of_word(text, &occurrence.folded);
        context.near = near.as_ref();
        let Some(near) = &near else {
            let verdict = match (is_part, occurrence.typo) {
                (true, _) => Verdict::Ambiguous(Reason::SourceWord),
                (_, true) => Verdict::Ambiguous(Reason::Typo),
                _ => Verdict::Missing,
            };
            return Rendering {
                stand_in: self.stand_in(&context, |_| true),
                ..self.rendering(Some(occurrence), occurrence.concepts[0], verdict)
            };
        };
        self.near(occurrence, approved[near.pattern], near, &context, is_part)
    }

    /// An occurrence for which something stands that resembles a rendering.
    fn near(
        &self,
        occurrence: &Occurrence,
        (_, concept, term): (&Pattern, usize, usize),
        near: &NearMiss,
        context: &Context,
        is_part: bool,
    ) -> Rendering {
        // A sentence about the term that begins with `It` need not name it elsewhere.
        let is_subject = occurrence.folded.start == 0
            && begins_with_pronoun(self.english, names_person(context.term));
        // What resembles a rendering was meant for one, whatever pronouns stand beside it.
        let stand_in = self.stand_in(context, |rule| match rule.reason {
            Reason::Pronoun => near.weak || is_subject,
            _ => near.doubtful || rule.name == "shortened",
        });
        let verdict =
            if is_part { Verdict::Ambiguous(Reason::SourceWord) } else { Verdict::Variant };
        Rendering {
            target: Some(self.english.bytes(&near.tokens)),
            term: Some(term),
            score: Some(near.score),
            doubtful: near.doubtful || stand_in.is_some(),
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
        let rules = RULES.iter().filter(|it| self.base.has(it.name));
        rules.filter(|it| excuses(it)).find_map(|rule| {
            let tokens = (rule.of)(context)?;
            let is_common = |at: usize| {
                !self.english.is_content(at) || self.english.tokens[at].capitals == Capitals::None
            };
            Some(StandIn {
                reason: rule.reason,
                target: self.english.bytes(&tokens),
                is_common: rule.name != "source-noun" && tokens.clone().all(is_common),
            })
        })
    }
}
