//! What may stand for a term without being its rendering: a short form, a name without its title,
//! a pronoun. Each function is a rule of the table in `excuses`.

use std::ops::Range;

use crate::chinese::pointers::Pointers;
use crate::english::inflection::{Role, forms, is_plural};
use crate::english::phrase::is_adverb;
use crate::english::tokens::{Capitals, English, Sign};
use crate::english::words::{Function, WORDS};
use crate::verdict::context::Context;

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
            .find(|&at| names.iter().any(|it| it == english.folded(at)))
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
        let is_head = heads.contains(&english.folded(at));
        let ends = english
            .tokens
            .get(at + 1)
            .is_none_or(|next| next.function.is_some() || next.sign != Sign::Word)
            // `the initiative works`, `the board met`
            || ["s", "ed"].iter().any(|it| english.folded(at + 1).ends_with(it))
            || WORDS.verb_bases.contains_key(english.folded(at + 1));
        (is_head && ends && pointer(english, at).is_some() && !is_of(english, at))
            .then_some(at - 1..at + 1)
    })
}

/// Whether another `of` follows: `the Initiative of students` is one of their own.
fn is_of(english: &English, at: usize) -> bool {
    english.folded(at + 1) == "of"
}

/// Whether a Chinese term names people, for whom `we` and `he` may stand.
pub(crate) fn names_person(term: &str) -> bool {
    term.contains('·') || WORDS.persons.iter().any(|it| term.ends_with(it))
}

/// Whether the text begins with what stands for something named before.
pub(crate) fn begins_with_pronoun(english: &English, person: bool) -> bool {
    is_pronoun(english, 0, person)
}

fn is_pronoun(english: &English, at: usize, person: bool) -> bool {
    let word = english.folded(at);
    // `those that learn`, `those short of points` are whoever does or is so.
    let is_open = word == "those" && !WORDS.is("auxiliary", english.folded(at + 1));
    WORDS.pronouns.contains(word)
        && !is_open
        && !is_determiner(english, at)
        && !is_expletive(english, at)
        && !stands_for_several(english, at)
        || person && WORDS.personal.contains(word)
}

/// Whether the `this` at `at` belongs to a noun: what follows the next word can only follow a noun,
/// or nothing does and a clause is under way (`lighter this year`, but `This works.`).
fn is_determiner(english: &English, at: usize) -> bool {
    let is_word = |at: usize| english.sign(at) == Some(Sign::Word);
    let is_last =
        at > 0 && is_word(at - 1) && !is_word(at + 2) && !is_adverb(english.folded(at + 1));
    WORDS.demonstratives.contains(english.folded(at))
        && english.is_content(at + 1)
        && (english.is_content(at + 2) || WORDS.is("auxiliary", english.folded(at + 2)) || is_last)
}

/// Whether the word at `at` is an `it` that stands for nothing: `it is clear that`, `it is hard for
/// them to`, `when it comes to`.
fn is_expletive(english: &English, at: usize) -> bool {
    let next = english.folded(at + 1);
    // `it is open to all` is of something.
    let is_judged = WORDS.is("judgement", english.folded(at + 2));
    let says = next == "is"
        && match english.folded(at + 3) {
            "that" => true,
            "to" | "for" => is_judged,
            _ => false,
        };
    english.folded(at) == "it" && (next == "comes" || says)
}

/// Whether things named before in the sentence are meant by the `they` at `at`.
fn stands_for_several(english: &English, at: usize) -> bool {
    WORDS.is("plural", english.folded(at))
        && (0..at)
            .rev()
            .take_while(|&it| english.tokens[it].sign != Sign::Stop)
            .any(|it| is_plural(english.folded(it)))
}

/// Whether a general noun stands here after a word that points back: `this goal`, `such a path`,
/// and with `the` only the nouns that commonly do so.
fn is_general(english: &English, at: usize) -> bool {
    let Some(before) = pointer(english, at) else { return false };
    let word = english.folded(at);
    let known = forms(word, Role::Noun).iter().find_map(|it| WORDS.hypernyms.get(it.as_str()));
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
    WORDS.demonstratives.contains(word).then_some(word)
}

/// Whether what follows the noun at `at` makes it a thing of its own: `the community of nations`.
fn is_specified(english: &English, at: usize) -> bool {
    WORDS.is("specifying", english.folded(at + 1))
}

/// `the concept` where the Chinese has 理念 after the term: the noun is there in both, and points back.
pub(crate) fn source_noun(context: &Context) -> Option<Range<usize>> {
    let english = context.english;
    let nouns = WORDS.source_nouns.iter().filter(|(chinese, _)| context.after.starts_with(chinese));
    let nouns: Vec<&str> = nouns.map(|(_, noun)| *noun).collect();
    (1..english.tokens.len())
        .find(|&at| nouns.contains(&english.folded(at)) && is_general(english, at))
        .map(|at| at - 1..at + 1)
}

/// What points back to something named before, and is not the rendering of something that points
/// back in the Chinese as well: a pronoun, `this goal` or `the two`.
pub(crate) fn pointing(context: &Context) -> Option<Range<usize>> {
    let english = context.english;
    let Pointers { counts: mut named, at_end: mut determined } = context.pointers;
    let mut places = (0..english.tokens.len())
        .filter_map(|at| Some((at, points(context, at)?)))
        .filter(|(at, tokens)| {
            // 该 before the term is the `this` of a noun, and no `it`.
            if tokens.len() > 1 && std::mem::take(&mut determined) {
                return false;
            }
            let kind = usize::from(WORDS.personal.contains(english.folded(*at)));
            let is_free = named[kind] == 0;
            named[kind] = named[kind].saturating_sub(1);
            is_free
        });
    places.next().map(|(_, tokens)| tokens)
}

/// The tokens that point back, the last of them at `at`.
fn points(context: &Context, at: usize) -> Option<Range<usize>> {
    let english = context.english;
    if is_general(english, at) || is_counted(english, at) {
        return Some(at - 1..at + 1);
    }
    let word = english.folded(at);
    if !WORDS.pronouns.contains(word) && !WORDS.personal.contains(word) {
        return None;
    }
    // `one's rights` are to be protected by somebody: no pronoun stands for what is done.
    let is_of_somebody =
        context.terms().any(|it| ["one's", "one’s"].iter().any(|own| it.text.contains(own)));
    let is_other = is_of_somebody
        || WORDS.is("singular", word) && context.is_plural()
        // What ends a clause owns nothing after it.
        || context.is_last && WORDS.is("possessive", word);
    (!is_other && is_pronoun(english, at, names_person(context.term))).then_some(at..at + 1)
}

/// Whether the token at `at` ends `the two are equal`.
fn is_counted(english: &English, at: usize) -> bool {
    at > 0
        && english.folded(at - 1) == "the"
        && WORDS.is("counted", english.folded(at))
        && !english.is_content(at + 1)
}

/// Where `one` stands for the head of a rendering: `the visible one` for `visible hand`.
pub(crate) fn left_to_one(context: &Context) -> Option<Range<usize>> {
    let english = context.english;
    context.patterns.iter().find_map(|pattern| {
        let (_, modifiers) = pattern.words.split_last()?;
        if modifiers.is_empty() {
            return None;
        }
        let count = modifiers.len();
        (count..english.tokens.len())
            .find(|&at| {
                matches!(english.folded(at), "one" | "ones")
                    && (0..count).all(|it| context.is_form(at - count + it, &modifiers[it]))
            })
            .map(|at| at - count..at + 1)
    })
}

/// A form of the verb that a rendering of one noun is made of, or of the noun of a verb: `collided`
/// for `collision`.
pub(crate) fn other_class(context: &Context) -> Option<Range<usize>> {
    let english = context.english;
    context.patterns.iter().find_map(|pattern| {
        let [(_, own, _)] = pattern.words.as_slice() else { return None };
        let others = WORDS.derived.get(&**own)?;
        let forms: Vec<String> = others.iter().flat_map(|it| forms(it, Role::Verb)).collect();
        (0..english.tokens.len())
            .find(|&at| !context.taken[at] && forms.iter().any(|it| it == english.folded(at)))
            .map(|at| at..at + 1)
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
    let (english, words) = (context.english, &context.patterns[pattern].words);
    let mut next = 0;
    let mut kept = vec![false; words.len()];
    for at in tokens.clone() {
        let is = |it: &usize| context.is_form(at, &words[*it]);
        let Some(place) = (next..words.len()).find(is) else { return false };
        kept[place] = true;
        next = place + 1;
    }
    // The head is the last word with a meaning before the first preposition.
    let is_preposition =
        |it: &(_, Box<str>, _)| WORDS.functions.get(&*it.1) == Some(&Function::Preposition);
    let until = words.iter().position(is_preposition).unwrap_or(words.len());
    if !(0..until).rev().find(|&it| !words[it].2).is_some_and(|it| kept[it]) {
        return false;
    }
    let is_capital = |at: usize| english.tokens[at].capitals != Capitals::None;
    pointer(english, tokens.start).is_some_and(|it| it != "the" || tokens.clone().all(is_capital))
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty())
}

fn is_function(word: &str) -> bool {
    WORDS.functions.contains_key(word.to_lowercase().as_str())
}
