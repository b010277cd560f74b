//! A rendering whose head is shared in a list.

use std::ops::Range;

use crate::english::phrase::Pattern;
use crate::english::tokens::{English, Sign};
use crate::english::words::{Function, WORDS};
use crate::verdict::context::Context;

/// How many words may stand between the parts of a rendering whose head is shared.
const BETWEEN: usize = 6;

/// The tokens where all words of `pattern` stand in order with other members of a list between them:
/// `peace, development and governance deficits` for `peace deficit`.
pub(crate) fn shared_head(context: &Context) -> Option<Range<usize>> {
    context.patterns.iter().find_map(|pattern| in_list(context, pattern))
}

fn in_list(context: &Context, pattern: &Pattern) -> Option<Range<usize>> {
    let english = context.english;
    let content: Vec<_> = pattern.words.iter().filter(|it| !it.2).collect();
    if content.len() < 2 {
        return None;
    }
    let is = |at: usize, place: usize| context.is_form(at, content[place]);
    for start in 0..english.tokens.len() {
        if !is(start, 0) {
            continue;
        }
        let (mut at, mut place, mut listed) = (start + 1, 1, false);
        let mut between = Between::default();
        while place < content.len() && at < english.tokens.len() {
            if is(at, place) {
                place += 1;
                listed |= between.is_list();
                if !between.is_list() && between.joints > 0 {
                    break;
                }
                between = Between::default();
            } else if is_as_well_as(english, at) {
                between.joint();
                at += 2;
            } else {
                let token = &english.tokens[at];
                match (token.sign, token.function) {
                    (Sign::Comma, _) | (Sign::Word, Some(Function::Joint)) => between.joint(),
                    (Sign::Word, Some(Function::Article)) => {}
                    // Another clause: `…, we should foster the core values`.
                    (Sign::Word, Some(_)) if WORDS.is("clause", english.folded(at)) => break,
                    (Sign::Word, None) => between.word(),
                    (Sign::Word, Some(_)) => between.ends_with_joint = false,
                    _ => break,
                }
                if between.words > BETWEEN {
                    break;
                }
            }
            at += 1;
        }
        if place == content.len() && listed {
            return Some(start..at);
        }
    }
    None
}

/// What stands between two words of a rendering whose head may be shared.
#[derive(Default)]
struct Between {
    words: usize,
    joints: usize,
    begins_with_joint: bool,
    ends_with_joint: bool,
}

impl Between {
    fn joint(&mut self) {
        self.begins_with_joint |= self.words == 0;
        self.ends_with_joint = true;
        self.joints += 1;
    }

    fn word(&mut self) {
        self.words += 1;
        self.ends_with_joint = false;
    }

    /// Whether it is the other members of a list: they follow the word before (`peace, |development
    /// and governance| deficits`) or precede the word after (`confidence in the |path and| theory`).
    fn is_list(&self) -> bool {
        self.words > 0 && (self.begins_with_joint || self.ends_with_joint)
    }
}

/// The tokens where the head of `pattern` stands before its modifiers, and they are the first of a
/// list: `the strategies for rural revitalization, regional development and …`.
pub(crate) fn head_first(context: &Context) -> Option<Range<usize>> {
    let patterns = context.patterns.iter().filter(|_| context.is_listed);
    patterns.into_iter().find_map(|pattern| before_modifiers(context, pattern))
}

fn before_modifiers(context: &Context, pattern: &Pattern) -> Option<Range<usize>> {
    let english = context.english;
    let (head, modifiers) = pattern.words.split_last()?;
    (0..english.tokens.len()).find_map(|at| {
        // The head of several is in the plural.
        if !context.is_form(at, head) || *english.folded(at) == *head.1 {
            return None;
        }
        let from = at + 2 + usize::from(english.function(at + 2) == Some(Function::Article));
        let end = from + modifiers.len();
        let is_listed =
            english.sign(end)? == Sign::Comma || english.function(end) == Some(Function::Joint);
        let follows = (from..end).zip(modifiers).all(|(at, word)| context.is_form(at, word))
            && is_listed
            // `…, the bottom lines for the environment`: the next one has a head of its own.
            && english.function(end + 1) != Some(Function::Article);
        follows.then_some(at..end)
    })
}

fn is_as_well_as(english: &English, at: usize) -> bool {
    ["as", "well", "as"].iter().zip(at..).all(|(word, at)| english.folded(at) == *word)
}
