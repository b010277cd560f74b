//! The verdict on every occurrence of a term in one unit.

use std::ops::Range;

use crate::chinese::folded::Folded;
use crate::chinese::source_terms::{Occurrence, is_part_of_word};
use crate::english::renderings::Hit;
use crate::english::tokens::English;
use crate::index::Termbase;
use crate::span::contains;
use crate::termbase::concept::Status;
use crate::verdict::matching::matching;
use crate::verdict::quotation::longer_quotation;
use crate::verdict::rendering::{Checked, Rendering, Skipped, Spare, Verdict};

impl Termbase {
    /// How every term in `chinese` is rendered in `english`.
    pub fn check(&self, chinese: &str, english: &str) -> Vec<Rendering> {
        self.check_unit(chinese, english).renderings
    }

    /// As [`check`](Self::check), with what a check over many units needs.
    pub fn check_unit(&self, chinese: &str, english: &str) -> Checked {
        decide(self, chinese, &Folded::new(chinese), english, &English::new(english))
    }
}

/// Checks one unit.
fn decide(
    base: &Termbase,
    chinese_text: &str,
    chinese: &Folded,
    english_text: &str,
    english: &English,
) -> Checked {
    let hits = base.target.find(english_text, english);
    let is_rendered = |concepts: &[usize]| hits.iter().any(|it| concepts.contains(&it.concept));
    let (mut occurrences, shadowed) = base.source.find(chinese, is_rendered);
    // What has no approved rendering cannot be checked; it has done its work in shadowing.
    for occurrence in &mut occurrences {
        occurrence.concepts.retain(|it| base.is_checkable(*it));
    }
    occurrences.retain(|it| !it.concepts.is_empty());
    let mut skipped: Vec<Skipped> = shadowed
        .into_iter()
        .map(|it| Skipped {
            concept: it.concept,
            source: chinese.original(&it.folded),
            by: it.by.map(|by| chinese.original(&by)),
        })
        .collect();
    let crossed = arbitrate(chinese, &mut occurrences, &hits, &mut skipped);
    let unit = Unit {
        base,
        chinese_text,
        english_text,
        chinese,
        english,
        occurrences: &occurrences,
        hits: &hits,
    };
    let (mut renderings, used) = unit.renderings();
    renderings.extend(
        crossed.iter().map(|it| unit.rendering(Some(it), it.concepts[0], Verdict::Crossed)),
    );
    let spare = unit.spare(&used);
    Checked { renderings, spare, skipped }
}

/// Of two crossing matches, the one whose rendering is in the English stays; both, if both are;
/// the longer one, or the first, if none is. Gives those that lost.
fn arbitrate(
    chinese: &Folded,
    occurrences: &mut Vec<Occurrence>,
    hits: &[Hit],
    skipped: &mut Vec<Skipped>,
) -> Vec<Occurrence> {
    let mut crossed = Vec::new();
    let is_rendered = |it: &Occurrence| hits.iter().any(|hit| it.concepts.contains(&hit.concept));
    let mut at = 0;
    while at + 1 < occurrences.len() {
        let (this, next) = (&occurrences[at], &occurrences[at + 1]);
        let crosses = next.folded.start < this.folded.end;
        if !crosses {
            at += 1;
            continue;
        }
        let loser = match (is_rendered(this), is_rendered(next)) {
            (true, true) => None,
            (true, false) => Some(1),
            (false, true) => Some(0),
            (false, false) => Some(usize::from(next.folded.len() <= this.folded.len())),
        };
        let Some(loser) = loser else {
            at += 1;
            continue;
        };
        let winner = at + 1 - loser;
        let by = chinese.original(&occurrences[winner].folded);
        let lost = occurrences.remove(at + loser);
        skipped.extend(lost.concepts.iter().map(|&concept| Skipped {
            concept,
            source: chinese.original(&lost.folded),
            by: Some(by.clone()),
        }));
        crossed.push(lost);
        at = at.saturating_sub(1 - loser);
    }
    crossed
}

/// One unit with what was found in it.
pub(crate) struct Unit<'a> {
    pub(crate) base: &'a Termbase,
    pub(crate) chinese_text: &'a str,
    pub(crate) english_text: &'a str,
    pub(crate) chinese: &'a Folded,
    pub(crate) english: &'a English,
    pub(crate) occurrences: &'a [Occurrence],
    pub(crate) hits: &'a [Hit],
}

impl Unit<'_> {
    /// The hit that each occurrence has for its own, if any.
    fn served(&self) -> Vec<Option<usize>> {
        let approved: Vec<usize> = (0..self.hits.len()).filter(|&it| self.counts(it)).collect();
        // Two terms with one rendering have one place between them.
        let mut places: Vec<&Range<usize>> =
            approved.iter().map(|&it| &self.hits[it].tokens).collect();
        places.sort_by_key(|it| (it.start, it.end));
        places.dedup();
        let hit_at = |occurrence: &Occurrence, place: &Range<usize>| {
            approved.iter().copied().find(|&it| {
                let hit = &self.hits[it];
                hit.tokens == *place
                    && occurrence.concepts.contains(&hit.concept)
                    && !self.is_inside_other(hit)
            })
        };
        let wishes: Vec<Vec<usize>> = self
            .occurrences
            .iter()
            .map(|it| {
                (0..places.len()).filter(|&place| hit_at(it, places[place]).is_some()).collect()
            })
            .collect();
        // What may be part of a longer word comes last.
        let mut order: Vec<usize> = (0..wishes.len()).collect();
        order.sort_by_key(|&it| is_part_of_word(&self.chinese.text, &self.occurrences[it].folded));
        let ordered: Vec<_> = order.iter().map(|&it| wishes[it].clone()).collect();
        let mut served: Vec<Option<usize>> = vec![None; wishes.len()];
        for (place, &number) in matching(&ordered, places.len()).into_iter().zip(&order) {
            served[number] = place.and_then(|it| hit_at(&self.occurrences[number], places[it]));
        }
        served
    }

    fn renderings(&self) -> (Vec<Rendering>, Vec<bool>) {
        let mut renderings = Vec::with_capacity(self.occurrences.len());
        let served = self.served();
        let mut used = vec![false; self.hits.len()];
        let mut taken = vec![false; self.english.tokens.len()];
        for &hit in served.iter().flatten() {
            used[hit] = true;
            self.hits[hit].own().for_each(|it| taken[it] = true);
        }
        let mut wrong = self.wrong_hits();
        for (number, occurrence) in self.occurrences.iter().enumerate() {
            if let Some(span) = served[number] {
                renderings.push(self.approved(occurrence, &self.hits[span]));
                continue;
            }
            let place = wrong.iter().position(|it| occurrence.concepts.contains(&it.concept));
            if let Some(place) = place {
                renderings.push(self.wrong(Some(occurrence), wrong.remove(place)));
                continue;
            }
            let rendering = self.unserved(number, occurrence, &served, &taken);
            if let Some(target) = &rendering.target {
                for (at, token) in self.english.tokens.iter().enumerate() {
                    taken[at] |= target.start <= token.span.start && token.span.end <= target.end;
                }
            }
            renderings.push(rendering);
        }
        // A forbidden rendering is one even where an approved one stands beside it.
        for hit in wrong {
            let occurrence = self.occurrences.iter().rfind(|it| it.concepts.contains(&hit.concept));
            if occurrence.is_some() || self.base.concepts()[hit.concept].always {
                renderings.push(self.wrong(occurrence, hit));
            }
        }
        (renderings, used)
    }

    /// An approved hit that no longer hit of the same concept contains, be it approved or not.
    fn counts(&self, hit: usize) -> bool {
        let hit = &self.hits[hit];
        hit.is_approved()
            && !self.hits.iter().any(|it| it.concept == hit.concept && it.contains(hit))
    }

    /// Whether the hit is part of the rendering of a longer term that stands here too.
    pub(crate) fn is_inside_other(&self, hit: &Hit) -> bool {
        self.hits
            .iter()
            .any(|it| it.is_approved() && it.contains(hit) && self.is_present(it.concept))
    }

    fn is_present(&self, concept: usize) -> bool {
        self.occurrences.iter().any(|it| it.concepts.contains(&concept))
    }

    /// Forbidden and superseded hits that no approved rendering shadows.
    fn wrong_hits(&self) -> Vec<&Hit> {
        let wrong = |it: &Hit| !it.is_approved();
        self.hits
            .iter()
            .filter(|hit| wrong(hit))
            .filter(|hit| {
                !self.hits.iter().any(|it| {
                    it.contains(hit)
                        || it.is_approved()
                            && it.tokens == hit.tokens
                            && self.is_present(it.concept)
                })
            })
            .collect()
    }

    pub(crate) fn rendering(
        &self,
        occurrence: Option<&Occurrence>,
        concept: usize,
        verdict: Verdict,
    ) -> Rendering {
        Rendering {
            concept,
            source: occurrence.map(|it| self.chinese.original(&it.folded)),
            target: None,
            verdict,
            term: None,
            score: None,
            doubtful: false,
            typo: occurrence.is_some_and(|it| it.typo),
            stand_in: None,
        }
    }

    fn approved(&self, occurrence: &Occurrence, hit: &Hit) -> Rendering {
        let verdict = if hit.status == Status::Preferred { Verdict::Ok } else { Verdict::Admitted };
        let target = self.english.bytes(&hit.tokens);
        let rendering = self.rendering(Some(occurrence), hit.concept, verdict);
        let quoted = rendering.source.as_ref().and_then(|source| {
            longer_quotation(self.chinese_text, source, self.english_text, &target)
        });
        match quoted {
            Some(quoted) => Rendering {
                score: Some(likeness(
                    &self.english_text[target],
                    &self.english_text[quoted.clone()],
                )),
                target: Some(quoted),
                term: Some(hit.term),
                verdict: Verdict::Variant,
                ..rendering
            },
            None => Rendering { target: Some(target), term: Some(hit.term), ..rendering },
        }
    }

    fn wrong(&self, occurrence: Option<&Occurrence>, hit: &Hit) -> Rendering {
        let verdict =
            if hit.status == Status::Superseded { Verdict::Superseded } else { Verdict::Forbidden };
        Rendering {
            target: Some(self.english.bytes(&hit.tokens)),
            term: Some(hit.term),
            ..self.rendering(occurrence, hit.concept, verdict)
        }
    }

    /// Approved renderings that no occurrence here holds; what is part of a wrong one is none.
    fn spare(&self, used: &[bool]) -> Vec<Spare> {
        let free: Vec<&Hit> = (0..self.hits.len())
            .filter(|&it| self.counts(it))
            .map(|it| &self.hits[it])
            .filter(|hit| {
                !(0..self.hits.len())
                    .any(|it| used[it] && contains(&self.hits[it].tokens, &hit.tokens))
            })
            .collect();
        free.into_iter()
            .map(|hit| Spare { concept: hit.concept, target: self.english.bytes(&hit.tokens) })
            .collect()
    }
}

fn likeness(a: &str, b: &str) -> f32 {
    strsim::sorensen_dice(a, b) as f32
}
