//! What may stand for a term without being its rendering: a short form, a name without its title,
//! a pronoun. Each function is a rule of the table in `excuses`.

use std::ops::Range;

use crate::english::tokens::{Capitals, English, Sign};
use crate::english::words::{Function, WORDS, is_number};
use crate::verdict::context::{Context, is_plural};

/// `GDI` for `Global Development Initiative`.
pub(crate) fn initialism(context: &Context) -> Option<Range<usize>> {
    let english = context.english;
    context.terms().find_map(|term| {
        let initials: String = words_of(&term.text)
            .filter(|it| !is_function(it))
            .filter_map(|it| it.chars().next())
            .flat_map(char::to_lowercase)
            .collect();
        let is_long = initials.chars().count() > 1;
        let is = |at: &usize| {
            english.tokens[*at].capitals == Capitals::All && *english.folded(*at) == initials
        };
        (0..english.tokens.len()).filter(|_| is_long).find(is).map(|at| at..at + 1)
    })
}

/// `Xi` for `General Secretary Xi Jinping`: a capital word of a rendering that begins with a title.
pub(crate) fn bare_name(context: &Context) -> Option<Range<usize>> {
    let english = context.english;
    context.terms().find_map(|term| {
        let words: Vec<String> = words_of(&term.text).map(str::to_lowercase).collect();
        let title = words.iter().rposition(|it| WORDS.titles.contains(it.as_str()))?;
        let names = &words[title + 1..];
        (0..english.tokens.len())
            .find(|&at| {
                english.tokens[at].capitals == Capitals::First
                    && names.iter().any(|it| it == english.folded(at))
            })
            .map(|at| at..at + 1)
    })
}

/// `the Conference` for `World Internet Conference`: the head after an article or a demonstrative.
pub(crate) fn head_alone(context: &Context) -> Option<Range<usize>> {
    context.terms().find_map(|term| head_of(context.english, &term.text))
}

fn head_of(english: &English, text: &str) -> Option<Range<usize>> {
    let rendering = English::new(text);
    let until = (0..rendering.tokens.len())
        .find(|&at| rendering.tokens[at].function == Some(Function::Preposition))
        .unwrap_or(rendering.tokens.len());
    let head = (0..until).rev().find(|&at| rendering.is_content(at))?;
    if until < 2 && rendering.tokens.len() == until {
        return None;
    }
    // In `rights and interests` either is the head.
    let twin = head
        .checked_sub(2)
        .filter(|_| rendering.tokens[head - 1].function == Some(Function::Joint))
        .filter(|&it| rendering.is_content(it));
    let heads: Vec<&str> =
        [Some(head), twin].into_iter().flatten().map(|it| rendering.folded(it)).collect();
    (1..english.tokens.len()).find_map(|at| {
        let is_head = heads.iter().any(|head| {
            english.folded(at) == *head
                || english.folded(at).strip_suffix('s').is_some_and(|it| it == *head)
        });
        let ends = english
            .tokens
            .get(at + 1)
            .is_none_or(|next| next.function.is_some() || next.sign != Sign::Word)
            // `the initiative works`
            || ["s", "ed"].iter().any(|it| english.folded(at + 1).ends_with(it));
        // `the Council to act`: a name is complete.
        let is_name = english.tokens[at].capitals == Capitals::First;
        let is_known = |it: usize| pointer(english, it).is_some() || is_owned(english, it);
        (is_head
            && ends
            && is_known(at)
            && (!is_specified(english, at) || is_name && !is_of(english, at)))
        .then_some(at - 1..at + 1)
    })
}

fn is_of(english: &English, at: usize) -> bool {
    english.tokens.get(at + 1).is_some_and(|_| english.folded(at + 1) == "of")
}

/// Whether `our`, `its` or the like stands before the noun at `at`.
fn is_owned(english: &English, at: usize) -> bool {
    at > 0 && WORDS.is("owning", english.folded(at - 1))
}

/// Whether a Chinese term names people, for whom `we` and `he` may stand.
pub(crate) fn names_person(term: &str) -> bool {
    term.contains('·') || WORDS.persons.iter().any(|it| term.ends_with(it))
}

/// Whether the text begins with what stands for something named before.
pub(crate) fn begins_with_pronoun(english: &English, person: bool) -> bool {
    // `Ours is a modernization …`
    let is_own = |at| WORDS.is("own", english.folded(at));
    !english.tokens.is_empty()
        && (is_pronoun(english, 0, person) || is_general(english, 1) || is_own(0))
}

fn is_pronoun(english: &English, at: usize, person: bool) -> bool {
    let word = english.folded(at);
    // `those that learn` are whoever does.
    let is_open = word == "those" && is_specified(english, at);
    WORDS.pronouns.contains(word)
        && !is_open
        && !is_determiner(english, at)
        && !is_expletive(english, at)
        && (person || !stands_for_several(english, at))
        || person && WORDS.personal.contains(word)
}

/// Whether the `this` at `at` belongs to a noun: what follows the next word can only follow a noun.
fn is_determiner(english: &English, at: usize) -> bool {
    let is_content = |at: usize| at < english.tokens.len() && english.is_content(at);
    WORDS.demonstratives.contains(english.folded(at))
        && is_content(at + 1)
        && english.tokens.get(at + 2).is_some_and(|it| it.sign == Sign::Word)
        && (is_content(at + 2) || WORDS.is("auxiliary", english.folded(at + 2)))
}

/// Whether the word at `at` is an `it` that stands for nothing: `it is clear that`, `it is hard to`,
/// `when it comes to`.
fn is_expletive(english: &English, at: usize) -> bool {
    let word = |at: usize| {
        (english.tokens.get(at).filter(|it| it.sign == Sign::Word)).map(|_| english.folded(at))
    };
    if word(at) != Some("it") {
        return false;
    }
    match word(at + 1) {
        Some("comes" | "came") => word(at + 2) == Some("to"),
        Some("is" | "was") => {
            // `it is expected to grow` says something of what was named.
            let is_raised = |it: &str| it.ends_with("ed") || WORDS.is("raised", it);
            let is_said = |at: usize| at < english.tokens.len() && english.is_content(at);
            let after = if is_said(at + 3) { at + 4 } else { at + 3 };
            is_said(at + 2)
                && match word(after) {
                    Some("that") => true,
                    Some("to") => !word(after - 1).is_some_and(is_raised),
                    _ => false,
                }
        }
        _ => false,
    }
}

/// Whether people or things named before in the sentence are meant by the `they` at `at`.
fn stands_for_several(english: &English, at: usize) -> bool {
    WORDS.is("plural", english.folded(at))
        && (0..at)
            .rev()
            .take_while(|&it| english.tokens[it].sign != Sign::Stop)
            .any(|it| WORDS.is("people", english.folded(it)) || is_plural(english, it))
}

/// Whether a general noun stands here after a word that points back: `this goal`, `such a path`,
/// and with `the` only the nouns that commonly do so.
fn is_general(english: &English, at: usize) -> bool {
    let Some(before) = pointer(english, at) else { return false };
    let word = english.folded(at);
    let plural = || word.strip_suffix("ies").map(|it| format!("{it}y"));
    let known = [Some(word), word.strip_suffix('s')]
        .into_iter()
        .flatten()
        .find_map(|it| WORDS.hypernyms.get(it))
        .or_else(|| plural().and_then(|it| WORDS.hypernyms.get(it.as_str())));
    known.is_some_and(|with_the| before != "the" || *with_the && !is_specified(english, at))
}

/// The word before the noun at `at` that points back to something named before.
fn pointer(english: &English, at: usize) -> Option<&str> {
    let before = at.checked_sub(1).filter(|_| at < english.tokens.len())?;
    let word = english.folded(before);
    if english.tokens[before].function == Some(Function::Article) && before > 0 {
        let such = english.folded(before - 1);
        if such == "such" {
            return Some(such);
        }
    }
    // In `those that learn` it begins a clause.
    let begins_clause = word == "that"
        && before > 0
        && (english.is_content(before - 1) || WORDS.pronouns.contains(english.folded(before - 1)));
    (WORDS.demonstratives.contains(word) && !begins_clause).then_some(word)
}

/// Whether what follows the noun at `at` makes it a thing of its own: `the community of nations`.
fn is_specified(english: &English, at: usize) -> bool {
    english.tokens.get(at + 1).is_some_and(|_| WORDS.is("specifying", english.folded(at + 1)))
}

/// `this goal`, and `the goal` for the nouns that point back so.
pub(crate) fn hypernym(context: &Context) -> Option<Range<usize>> {
    let english = context.english;
    (1..english.tokens.len()).find(|&at| is_general(english, at)).map(|at| at - 1..at + 1)
}

/// `the two are equal`
pub(crate) fn counted(context: &Context) -> Option<Range<usize>> {
    let english = context.english;
    let count = english.tokens.len();
    (1..count)
        .find(|&at| {
            english.folded(at - 1) == "the"
                && WORDS.is("counted", english.folded(at))
                && (at + 1 == count || !english.is_content(at + 1))
        })
        .map(|at| at - 1..at + 1)
}

/// A pronoun outside of the place that is near: in it, it is part of the rendering.
pub(crate) fn pronoun(context: &Context) -> Option<Range<usize>> {
    let english = context.english;
    let near = context.near.map_or(0..0, |it| it.tokens.clone());
    // What is done is no owner: `their wages` says nothing of `protect one's rights`.
    let is_action =
        context.terms().any(|it| it.text.contains("one's") || it.text.contains("one’s"));
    let is_plural = context.is_plural();
    let person = names_person(context.term);
    (0..english.tokens.len())
        .filter(|&at| !(is_action && WORDS.is("owner", english.folded(at))))
        .filter(|&at| !(is_plural && WORDS.is("singular", english.folded(at))))
        .find(|at| !near.contains(at) && is_pronoun(english, *at, person))
        .map(|at| at..at + 1)
}

/// Where `one` stands for the head of a rendering: `the visible one` for `visible hand`.
pub(crate) fn left_to_one(context: &Context) -> Option<Range<usize>> {
    let english = context.english;
    context.patterns.iter().find_map(|pattern| {
        let (head, modifiers) = pattern.words.split_last()?;
        if modifiers.is_empty() || head.2 || modifiers.iter().any(|it| it.2) {
            return None;
        }
        let count = modifiers.len();
        (count..english.tokens.len())
            .find(|&at| {
                matches!(english.folded(at), "one" | "ones")
                    && !english.tokens[at].possessive
                    && (0..count).all(|it| context.is(at - count + it, &modifiers[it]))
            })
            .map(|at| at - count..at + 1)
    })
}

/// The place that is near, where it is a part of its rendering with the head, named like something
/// known: in capitals after `the` (`the Central Committee`), where words at the beginning
/// are left out, or after `this` and the like. A number is never left out.
pub(crate) fn shortened(context: &Context) -> Option<Range<usize>> {
    let near = context.near?;
    let (english, tokens) = (context.english, &near.tokens);
    is_shortened(context, near.pattern, tokens)
        .then(|| tokens.clone())
        // `the sons of Jiangxi` are not those of the rendering.
        .filter(|_| !is_of(english, tokens.end - 1))
}

fn is_shortened(context: &Context, pattern: usize, tokens: &Range<usize>) -> bool {
    let (english, pattern) = (context.english, context.patterns[pattern]);
    let mut next = 0;
    let mut kept = vec![false; pattern.words.len()];
    for at in tokens.clone() {
        let token = &english.tokens[at];
        if token.sign != Sign::Word {
            return false;
        }
        if token.function == Some(Function::Article) {
            continue;
        }
        let is = |it: &usize| context.is(at, &pattern.words[*it]);
        let Some(place) = (next..pattern.words.len()).find(is) else { return false };
        kept[place] = true;
        next = place + 1;
    }
    let is_preposition =
        |it: &&(_, Box<str>, _)| WORDS.functions.get(&*it.1) == Some(&Function::Preposition);
    let until = pattern.words.iter().position(|it| is_preposition(&it)).unwrap_or(kept.len());
    let keeps_head = (0..until).rev().find(|&it| !pattern.words[it].2).is_some_and(|it| kept[it]);
    let leaves_number = (0..kept.len()).any(|it| !kept[it] && is_number(&pattern.words[it].1));
    if !keeps_head || leaves_number || kept.iter().all(|it| *it) {
        return false;
    }
    match pointer(english, tokens.start) {
        Some("the") => {
            // What follows a preposition may be left out: `the Five Principles`.
            let rest = if kept[until..].contains(&true) { &kept[..] } else { &kept[..until] };
            let is_tail = rest.iter().skip_while(|it| !**it).all(|it| *it);
            let capital = |at: usize| {
                !english.is_content(at) || english.tokens[at].capitals != Capitals::None
            };
            is_tail && tokens.clone().all(capital)
        }
        Some(_) => true,
        None => false,
    }
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty())
}

fn is_function(word: &str) -> bool {
    WORDS.functions.contains_key(word.to_lowercase().as_str())
}
