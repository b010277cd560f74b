//! What may excuse that the rendering of a term is absent: one ordered table.

use std::ops::Range;

use crate::verdict::context::Context;
use crate::verdict::coordination::{head_first, shared_head};
use crate::verdict::document::DOCUMENT_RULES;
use crate::verdict::rendering::Reason;
use crate::verdict::substitutes::{
    bare_name, head_alone, initialism, left_to_one, other_class, pointing, shortened, source_noun,
};

/// One way in which a term may go without its rendering.
pub(crate) struct Rule {
    /// Its name in the ledger of the rules.
    pub(crate) name: &'static str,
    /// What it says to the reader.
    pub(crate) reason: Reason,
    /// The tokens that excuse.
    pub(crate) of: fn(&Context) -> Option<Range<usize>>,
}

impl Rule {
    /// Whether it needs no earlier mention of the term.
    pub(crate) fn is_certain(&self) -> bool {
        matches!(self.reason, Reason::Coordination | Reason::Ellipsis | Reason::WordClass)
    }
}

/// The names of the rules that excuse an absent rendering, in their order.
pub fn rules() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|it| it.name).chain(DOCUMENT_RULES)
}

const fn rule(
    name: &'static str,
    reason: Reason,
    of: fn(&Context) -> Option<Range<usize>>,
) -> Rule {
    Rule { name, reason, of }
}

/// All rules; the first one that finds something counts. Those of a list, of `one` and of another
/// word class are certain in their unit. The others hold only where the term was named before (see the application's
/// check of whole documents).
pub(crate) const RULES: &[Rule] = &[
    rule("shared-head", Reason::Coordination, shared_head),
    rule("head-first", Reason::Coordination, head_first),
    rule("one", Reason::Ellipsis, left_to_one),
    rule("word-class", Reason::WordClass, other_class),
    rule("shortened", Reason::ShortForm, shortened),
    rule("initialism", Reason::ShortForm, initialism),
    rule("bare-name", Reason::ShortForm, bare_name),
    rule("head-alone", Reason::ShortForm, head_alone),
    rule("source-noun", Reason::ShortForm, source_noun),
    rule("pointing", Reason::Pronoun, pointing),
];
