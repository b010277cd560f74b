//! What the rules that excuse an absent rendering look at.

use crate::chinese::pointers::Pointers;
use crate::english::inflection::is_plural;
use crate::english::phrase::{Lexicon, Pattern, Word};
use crate::english::tokens::English;
use crate::english::words::{Function, WORDS};
use crate::termbase::concept::{Concept, Term};
use crate::verdict::near_miss::NearMiss;

/// One occurrence of a term whose own rendering is absent.
pub(crate) struct Context<'a> {
    pub(crate) english: &'a English,
    pub(crate) lexicon: &'a Lexicon,
    /// The concepts that the term may name.
    pub(crate) concepts: &'a [&'a Concept],
    /// Their approved renderings.
    pub(crate) patterns: &'a [&'a Pattern],
    /// The Chinese term as it stands, folded.
    pub(crate) term: &'a str,
    /// The Chinese text after it.
    pub(crate) after: &'a str,
    /// Whether it ends a clause.
    pub(crate) is_last: bool,
    /// The words of the Chinese text before it that point back.
    pub(crate) pointers: Pointers,
    /// Whether it is a member of a Chinese list.
    pub(crate) is_listed: bool,
    /// Which tokens are the rendering of other terms.
    pub(crate) taken: &'a [bool],
    /// The place that is most like a rendering.
    pub(crate) near: Option<&'a NearMiss>,
}

impl<'a> Context<'a> {
    /// The renderings that may be used, best first.
    pub(crate) fn terms(&self) -> impl Iterator<Item = &'a Term> + use<'a> {
        self.concepts.iter().flat_map(|it| it.approved())
    }

    /// Whether the token at `at` is a form of a word of a rendering.
    pub(crate) fn is_form(&self, at: usize, (word, _, _): &(Word, Box<str>, bool)) -> bool {
        self.lexicon.words(self.english.folded(at)).contains(word)
    }

    /// Whether all renderings name several things: the last word before a preposition, or before
    /// `abroad` and the like, is a plural.
    pub(crate) fn is_plural(&self) -> bool {
        let names_several = |text: &str| {
            let english = English::new(text);
            let until = (1..english.tokens.len()).find(|&at| {
                english.function(at) == Some(Function::Preposition)
                    || WORDS.is("after-noun", english.folded(at))
            });
            let head = until.unwrap_or(english.tokens.len()).checked_sub(1);
            head.is_some_and(|it| is_plural(english.folded(it)))
        };
        self.terms().all(|it| names_several(&it.text))
    }
}
