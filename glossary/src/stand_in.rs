//! What may stand for a term without being its rendering: a shared head, an initialism, a name
//! without its title, a pronoun.

use std::ops::Range;

use crate::concept::{Concept, Term};
use crate::english::{Capitals, English, Sign};
use crate::phrase::{Lexicon, Pattern};
use crate::rendering::{Reason, StandIn};
use crate::words::{Function, WORDS};

/// How many words may stand between the parts of a rendering whose head is shared.
const BETWEEN: usize = 6;

/// The tokens where all words of `pattern` stand in order with other members of a list between them:
/// `peace, development and governance deficits` for `peace deficit`.
pub(crate) fn coordination(
    english: &English,
    lexicon: &Lexicon,
    pattern: &Pattern,
) -> Option<Range<usize>> {
    let content: Vec<_> = pattern.words.iter().filter(|it| !it.2).collect();
    if content.len() < 2 {
        return None;
    }
    let is = |at: usize, place: usize| {
        english.is_content(at) && lexicon.words(english.folded(at)).contains(&content[place].0)
    };
    for start in 0..english.tokens.len() {
        if !is(start, 0) {
            continue;
        }
        let (mut at, mut place, mut listed) = (start + 1, 1, false);
        let (mut words, mut joints) = (0, 0);
        while place < content.len() && at < english.tokens.len() {
            let token = &english.tokens[at];
            if is(at, place) {
                place += 1;
                listed |= joints > 0;
                (words, joints) = (0, 0);
            } else {
                match token.sign {
                    Sign::Word => words += usize::from(token.function.is_none()),
                    Sign::Comma => joints += 1,
                    _ => break,
                }
                joints += usize::from(token.function == Some(Function::Joint));
                if words > BETWEEN || words > 0 && joints == 0 && words > 1 {
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

/// The first thing in the text that may stand for `concept`.
pub(crate) fn stand_in(
    english: &English,
    concept: &Concept,
    named: (&str, &str),
) -> Option<StandIn> {
    let approved = concept.approved();
    let short = approved.iter().find_map(|term| {
        initialism(english, term)
            .or_else(|| bare_name(english, term))
            .or_else(|| head_alone(english, term))
    });
    if let Some(at) = short {
        return Some(StandIn { reason: Reason::ShortForm, target: bytes(english, &at) });
    }
    if let Some(at) = general_noun(english, named) {
        return Some(StandIn { reason: Reason::GeneralNoun, target: bytes(english, &at) });
    }
    pronoun(english).map(|at| StandIn { reason: Reason::Pronoun, target: bytes(english, &at) })
}

pub(crate) fn bytes(english: &English, tokens: &Range<usize>) -> Range<usize> {
    english.tokens[tokens.start].span.start..english.tokens[tokens.end - 1].span.end
}

/// `GDI` for `Global Development Initiative`.
fn initialism(english: &English, term: &Term) -> Option<Range<usize>> {
    let initials: String = words_of(&term.text)
        .filter(|it| !is_function(it))
        .filter_map(|it| it.chars().next())
        .flat_map(char::to_lowercase)
        .collect();
    if initials.chars().count() < 2 {
        return None;
    }
    (0..english.tokens.len())
        .find(|&at| english.tokens[at].capitals == Capitals::All && *english.folded(at) == initials)
        .map(|at| at..at + 1)
}

/// `Xi` for `General Secretary Xi Jinping`: a capital word of a rendering that begins with a title.
fn bare_name(english: &English, term: &Term) -> Option<Range<usize>> {
    let words: Vec<String> = words_of(&term.text).map(str::to_lowercase).collect();
    let title = words.iter().rposition(|it| WORDS.titles.contains(it.as_str()))?;
    let names = &words[title + 1..];
    (0..english.tokens.len())
        .find(|&at| {
            english.tokens[at].capitals == Capitals::First
                && names.iter().any(|it| it == english.folded(at))
        })
        .map(|at| at..at + 1)
}

/// `the Conference` for `World Internet Conference`: the head after an article or a demonstrative.
fn head_alone(english: &English, term: &Term) -> Option<Range<usize>> {
    let rendering = English::new(&term.text);
    let until = (0..rendering.tokens.len())
        .find(|&at| rendering.tokens[at].function == Some(Function::Preposition))
        .unwrap_or(rendering.tokens.len());
    let head = (0..until).rev().find(|&at| rendering.is_content(at))?;
    if until < 2 && rendering.tokens.len() == until {
        return None;
    }
    let head = rendering.folded(head);
    (1..english.tokens.len())
        .find(|&at| {
            let is_head = english.folded(at) == head
                || english.folded(at).strip_suffix('s').is_some_and(|it| it == head);
            is_head
                && (english.folded(at - 1) == "the"
                    || WORDS.demonstratives.contains(english.folded(at - 1)))
                // `the community of nations` is another community.
                && english.tokens.get(at + 1).is_none_or(|next| {
                    next.function.is_some()
                        && !matches!(english.folded(at + 1), "of" | "with" | "for")
                        || next.sign != Sign::Word
                })
        })
        .map(|at| at - 1..at + 1)
}

/// `the concept` where the Chinese term is followed by 理念, or ends in it.
fn general_noun(english: &English, (term, after): (&str, &str)) -> Option<Range<usize>> {
    WORDS
        .heads
        .iter()
        .filter(|(chinese, _)| term.ends_with(chinese) || after.starts_with(chinese))
        .find_map(|(_, nouns)| {
            (1..english.tokens.len()).find(|&at| {
                let word = english.folded(at);
                let is_noun =
                    nouns.iter().any(|it| *it == word || word.strip_suffix('s') == Some(it));
                let before = english.folded(at - 1);
                is_noun
                    && WORDS.demonstratives.contains(before)
                    // `the concept of sovereignty` is another concept.
                    && english.tokens.get(at + 1).is_none_or(|_| {
                        !matches!(english.folded(at + 1), "of" | "that" | "for")
                    })
            })
        })
        .map(|at| at - 1..at + 1)
}

fn pronoun(english: &English) -> Option<Range<usize>> {
    let general = (1..english.tokens.len()).find(|&at| {
        let word = english.folded(at);
        (WORDS.hypernyms.contains(word)
            || word.strip_suffix('s').is_some_and(|it| WORDS.hypernyms.contains(it))
            || word
                .strip_suffix("ies")
                .is_some_and(|it| WORDS.hypernyms.contains(format!("{it}y").as_str())))
            && WORDS.demonstratives.contains(english.folded(at - 1))
    });
    general.map(|at| at - 1..at + 1).or_else(|| {
        (0..english.tokens.len())
            .find(|&at| WORDS.pronouns.contains(english.folded(at)))
            .map(|at| at..at + 1)
    })
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty())
}

fn is_function(word: &str) -> bool {
    WORDS.functions.contains_key(word.to_lowercase().as_str())
}
