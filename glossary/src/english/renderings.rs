//! Where the renderings of all concepts stand in an English text.

use std::ops::Range;

use crate::english::match_pattern::{Looked, end, is_adjective};
use crate::english::phrase::{Lexicon, Pattern, Step, Word};
use crate::english::tokens::English;
use crate::span::contains;
use crate::termbase::concept::{Concept, Status};

/// A rendering of a concept in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hit {
    /// Tokens.
    pub(crate) tokens: Range<usize>,
    /// Those of them that are the object of a verb, and none of the rendering's own.
    pub(crate) object: Range<usize>,
    pub(crate) concept: usize,
    /// Which of the concept's terms.
    pub(crate) term: usize,
    pub(crate) status: Status,
}

impl Hit {
    pub(crate) fn is_approved(&self) -> bool {
        matches!(self.status, Status::Preferred | Status::Admitted)
    }

    /// Whether it contains `other` among its own words and is longer.
    pub(crate) fn contains(&self, other: &Self) -> bool {
        contains(&self.tokens, &other.tokens)
            && self.tokens != other.tokens
            && !contains(&self.object, &other.tokens)
    }

    /// The tokens that are its own.
    pub(crate) fn own(&self) -> impl Iterator<Item = usize> + use<> {
        let object = self.object.clone();
        self.tokens.clone().filter(move |it| !object.contains(it))
    }
}

/// With more patterns that begin with one word, the words of the text are fewer than they.
const MANY: usize = 500;

/// All renderings, by the word they begin with.
#[derive(Debug, Default)]
pub(crate) struct TargetIndex {
    pub(crate) lexicon: Lexicon,
    patterns: Vec<(Pattern, usize, usize, Status)>,
    /// For each word the patterns that begin with it, in the order of the word that a text must hold
    /// for a pattern to stand there: the one of its words that fewest patterns have.
    by_first: Vec<Vec<(Word, u32)>>,
    /// The patterns of each concept.
    of_concept: Vec<Vec<u32>>,
}

impl TargetIndex {
    pub(crate) fn new(concepts: &[Concept]) -> Self {
        let mut index = Self::default();
        for (concept, entry) in concepts.iter().enumerate() {
            let mut own = Vec::new();
            for (term, rendering) in
                entry.terms.iter().enumerate().filter(|(_, it)| it.is_english())
            {
                for pattern in index.lexicon.patterns(rendering) {
                    own.push(index.patterns.len() as u32);
                    index.patterns.push((pattern, concept, term, rendering.status));
                }
            }
            index.of_concept.push(own);
        }
        index.by_first = by_first(&index.patterns);
        index
    }

    /// The patterns of a concept with the term each was made from.
    pub(crate) fn patterns_of(&self, concept: usize) -> impl Iterator<Item = (&Pattern, usize)> {
        self.of_concept[concept].iter().map(|&id| {
            let (pattern, _, term, _) = &self.patterns[id as usize];
            (pattern, *term)
        })
    }

    /// All hits, in the order of the text, longer ones first.
    pub(crate) fn find(&self, text: &str, english: &English) -> Vec<Hit> {
        let mut hits = Vec::new();
        let text = Looked::up(&self.lexicon, text, english);
        let there =
            Filter::of(text.words.iter().chain(&text.pairs).flat_map(|it| it.iter().copied()));
        for at in 0..english.tokens.len() {
            if english.is_negated(at) {
                continue;
            }
            for &word in text.words[at].iter().chain(text.pairs[at]) {
                self.each_begun(word, &text, &there, |(pattern, concept, term, status)| {
                    if let Some(end) = end(&text, pattern.gap, &pattern.steps, at)
                        && !is_adjective(english, at, pattern)
                    {
                        hits.push(Hit {
                            tokens: at..end,
                            object: pattern.object(at..end),
                            concept: *concept,
                            term: *term,
                            status: *status,
                        });
                    }
                });
            }
        }
        hits.sort_by(|a, b| {
            (a.tokens.start, b.tokens.end, a.concept, a.status, a.term).cmp(&(
                b.tokens.start,
                a.tokens.end,
                b.concept,
                b.status,
                b.term,
            ))
        });
        self.settle(english, &mut hits);
        hits.dedup_by(|a, b| a.tokens == b.tokens && a.concept == b.concept);
        hits
    }
}

impl TargetIndex {
    /// Visits the patterns that begin with a word and need no other than the text holds, some of them
    /// twice.
    fn each_begun(
        &self,
        first: Word,
        text: &Looked,
        there: &Filter,
        mut visit: impl FnMut(&(Pattern, usize, usize, Status)),
    ) {
        let Some(begun) = self.by_first.get(first as usize) else { return };
        if begun.len() <= MANY {
            let held = begun.iter().filter(|(need, _)| there.may_hold(*need));
            held.for_each(|(_, id)| visit(&self.patterns[*id as usize]));
            return;
        }
        for &word in text.words.iter().chain(&text.pairs).copied().flatten() {
            let from = begun.partition_point(|(need, _)| *need < word);
            let held = begun[from..].iter().take_while(|(need, _)| *need == word);
            held.for_each(|(_, id)| visit(&self.patterns[*id as usize]));
        }
    }

    /// Where a forbidden rendering is an approved one but for a blank or a hyphen (`e-mail`,
    /// `email`), the one that is written as it stands in the text counts.
    fn settle(&self, english: &English, hits: &mut Vec<Hit>) {
        let is_as_written = |hit: &Hit| {
            let joins = english.joins(hit.tokens.clone());
            self.patterns_of(hit.concept)
                .any(|(pattern, term)| term == hit.term && pattern.joins == joins)
        };
        let wrong: Vec<Hit> = hits.iter().filter(|it| !it.is_approved()).cloned().collect();
        let is_rival = |hit: &Hit, wrong: &Hit| {
            wrong.concept == hit.concept && wrong.tokens == hit.tokens && is_as_written(wrong)
        };
        hits.retain(|hit| !hit.is_approved() || !wrong.iter().any(|it| is_rival(hit, it)));
    }
}

/// The words of a text, as far as 4,096 bits tell them: it never denies one that is there.
struct Filter([u64; 64]);

impl Filter {
    fn of(words: impl Iterator<Item = Word>) -> Self {
        let mut bits = [0; 64];
        for word in words {
            bits[word as usize / 64 % 64] |= 1 << (word % 64);
        }
        Self(bits)
    }

    fn may_hold(&self, word: Word) -> bool {
        self.0[word as usize / 64 % 64] >> (word % 64) & 1 == 1
    }
}

/// For each word the patterns that begin with it, under what a text must hold for them.
fn by_first(patterns: &[(Pattern, usize, usize, Status)]) -> Vec<Vec<(Word, u32)>> {
    let mut often: Vec<u32> = Vec::new();
    for word in patterns.iter().flat_map(|it| forms(&it.0)).flatten() {
        let place = word as usize;
        if often.len() <= place {
            often.resize(place + 1, 0);
        }
        often[place] += 1;
    }
    let mut by_first = vec![Vec::new(); often.len()];
    for ((pattern, ..), id) in patterns.iter().zip(0..) {
        let Some(Step::Word { word, solid, .. }) = pattern.steps.first() else { continue };
        let rarest = |words: &Vec<Word>| words.iter().map(|it| often[*it as usize]).max();
        let needs = forms(pattern).min_by_key(rarest).unwrap_or_default();
        for first in std::iter::once(word).chain(solid) {
            by_first[*first as usize].extend(needs.iter().map(|need| (*need, id)));
        }
    }
    for begun in &mut by_first {
        begun.sort_unstable();
    }
    by_first
}

/// Each word of a pattern as it may stand in a text: by itself, or written together with the word
/// before or behind.
fn forms(pattern: &Pattern) -> impl Iterator<Item = Vec<Word>> {
    let mut before = None;
    pattern.steps.iter().filter_map(move |step| {
        let Step::Word { word, solid, .. } = step else {
            before = None;
            return None;
        };
        let forms = [Some(*word), *solid, before].into_iter().flatten().collect();
        before = *solid;
        Some(forms)
    })
}
