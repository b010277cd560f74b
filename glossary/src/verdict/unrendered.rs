//! What is to be said where no rendering of its own stands for an occurrence.

use std::ops::Range;

use crate::chinese::source_terms::{Occurrence, is_part_of_word, is_short};
use crate::termbase::concept::Status;
use crate::verdict::coordination::{coordination, head_first};
use crate::verdict::decide::Unit;
use crate::verdict::near_miss::{NearMiss, nearest};
use crate::verdict::rendering::{Reason, Rendering, StandIn, Verdict};
use crate::verdict::substitutes::{
    begins_with_pronoun, bytes, definite, left_to_one, names_person, stand_in,
};

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
    ) -> Option<Rendering> {
        let concept = occurrence.concepts[0];
        let same_term = |it: &Occurrence| it.concepts == occurrence.concepts;
        let is_repeated = (0..self.occurrences.len())
            .any(|it| (served[it].is_some() || it < number) && same_term(&self.occurrences[it]));
        if is_repeated {
            let repeated = self.rendering(Some(occurrence), concept, Verdict::Repeated);
            let other = self.unrendered(occurrence, taken);
            // Another place that is clearly meant for it, and clearly wrong.
            let is_clear = other.verdict == Verdict::Variant
                && !other.doubtful
                && other.score.is_some_and(|it| it >= CLEAR);
            return Some(if is_clear { other } else { repeated });
        }
        let shared = self
            .hits
            .iter()
            .find(|it| it.is_approved() && occurrence.concepts.contains(&it.concept));
        if let Some(hit) = shared {
            return Some(Rendering {
                target: Some(bytes(self.english, &hit.tokens)),
                term: Some(hit.term),
                ..self.rendering(Some(occurrence), hit.concept, Verdict::Shared)
            });
        }
        // The loser of two crossing matches is never reported.
        let rival_served = (0..self.occurrences.len()).any(|it| {
            let other = &self.occurrences[it].folded;
            it != number
                && served[it].is_some()
                && other.start < occurrence.folded.end
                && occurrence.folded.start < other.end
        });
        if rival_served {
            return None;
        }
        Some(self.unrendered(occurrence, taken))
    }

    /// Whether the occurrence is a member of a list.
    fn is_listed(&self, occurrence: &Occurrence) -> bool {
        let text = &self.chinese.text;
        let joints = ['、', '和', '与', '及'];
        text[occurrence.folded.end..].starts_with(joints)
            || text[..occurrence.folded.start].ends_with(joints)
    }

    fn unrendered(&self, occurrence: &Occurrence, taken: &[bool]) -> Rendering {
        let concept = occurrence.concepts[0];
        let approved: Vec<_> = occurrence
            .concepts
            .iter()
            .flat_map(|&concept| {
                self.base
                    .target
                    .patterns_of(concept)
                    .filter(|(_, _, status)| matches!(status, Status::Preferred | Status::Admitted))
                    .map(move |(pattern, term, _)| (pattern, concept, term))
            })
            .collect();
        let lexicon = &self.base.target.lexicon;
        for (pattern, concept, term) in &approved {
            if let Some(tokens) = coordination(self.english, lexicon, pattern).or_else(|| {
                let listed = self.is_listed(occurrence);
                listed.then(|| head_first(self.english, lexicon, pattern)).flatten()
            }) {
                return Rendering {
                    target: Some(bytes(self.english, &tokens)),
                    term: Some(*term),
                    ..self.rendering(
                        Some(occurrence),
                        *concept,
                        Verdict::Ambiguous(Reason::Coordination),
                    )
                };
            }
        }
        for (pattern, concept, term) in &approved {
            if let Some(tokens) = left_to_one(self.english, lexicon, pattern) {
                let verdict = Verdict::Ambiguous(Reason::Ellipsis);
                return Rendering {
                    target: Some(bytes(self.english, &tokens)),
                    term: Some(*term),
                    ..self.rendering(Some(occurrence), *concept, verdict)
                };
            }
        }
        let patterns: Vec<_> = approved.iter().map(|(pattern, _, _)| *pattern).collect();
        let near = nearest(self.english, lexicon, &patterns, taken);
        let text = &self.chinese.text;
        let named = (&text[occurrence.folded.clone()], &text[occurrence.folded.end..]);
        // A pronoun in the very place that is near is part of it.
        let stand_in = |near: &Range<usize>| {
            let concepts = occurrence.concepts.iter().map(|&it| &self.base.concepts()[it]);
            concepts.into_iter().find_map(|it| stand_in(self.english, it, named, near))
        };
        let doubt = if is_part_of_word(text, &occurrence.folded) {
            Some(Reason::SourceWord)
        } else if is_short(named.0) && !self.base.concepts()[concept].allow_short {
            Some(Reason::ShortTerm)
        } else {
            None
        };
        let verdict =
            |doubt: Option<Reason>, otherwise| doubt.map_or(otherwise, Verdict::Ambiguous);
        if let Some(NearMiss { tokens, score, doubtful, weak, pattern }) = near {
            let (pattern, concept, term) = approved[pattern];
            let target = bytes(self.english, &tokens);
            // `the Central Committee` for `CPC Central Committee`.
            let short = definite(self.english, lexicon, pattern, &tokens)
                .then(|| StandIn { reason: Reason::ShortForm, target: target.clone() });
            // A sentence about the term that begins with `It` need not name it elsewhere.
            let is_subject = score < NAMED
                && occurrence.folded.start == 0
                && begins_with_pronoun(self.english, names_person(named.0));
            let doubtful = doubtful || short.is_some() || is_subject;
            // What resembles a rendering was meant for one, whatever pronouns stand beside it.
            let excuses = |it: &StandIn| it.reason != Reason::Pronoun || weak || is_subject;
            return Rendering {
                target: Some(target),
                term: Some(term),
                score: Some(score),
                doubtful,
                stand_in: short
                    .or_else(|| if doubtful { stand_in(&tokens).filter(excuses) } else { None }),
                ..self.rendering(Some(occurrence), concept, verdict(doubt, Verdict::Variant))
            };
        }
        let doubt = doubt.or(occurrence.typo.then_some(Reason::Typo));
        Rendering {
            stand_in: stand_in(&(0..0)),
            ..self.rendering(Some(occurrence), concept, verdict(doubt, Verdict::Missing))
        }
    }
}
