//! A rendering put in place of what was found, in its case and number.

use crate::english::inflection::{self, Role, forms};
use crate::english::match_pattern::is_possessive;
use crate::english::phrase::is_adverb;
use crate::english::tokens::{Capitals, English};
use crate::english::words::{Function, WORDS};

/// What to put in place of `found`, and how many bytes at the end of `before` it replaces too (an
/// article that no longer fits).
///
/// Capitals follow `found`: none, the first, every word's. A plural head stays plural. The slot
/// `one's` takes the possessive of `found`, or goes; the verb before it takes the form of `found`'s.
pub fn replacement(before: &str, found: &str, suggestion: &str) -> (usize, String) {
    let english = English::new(found);
    let suggestion = &filled(&english, found, suggestion);
    let mut text = if is_plural(&english) { plural(suggestion) } else { suggestion.to_owned() };
    let article = before
        .strip_suffix(' ')
        .and_then(|it| it.rsplit(|c: char| !c.is_alphabetic()).next())
        .filter(|it| matches!(it.to_lowercase().as_str(), "a" | "an" | "the"));
    if article.is_some() {
        let own = ["a ", "an ", "the "].into_iter().find(|own| text.starts_with(own));
        text.drain(..own.map_or(0, str::len));
    }
    let words: Vec<Capitals> = (0..english.tokens.len())
        .filter(|&at| english.is_content(at))
        .map(|at| english.tokens[at].capitals)
        .collect();
    if words.len() > 1 && words.iter().all(|it| *it == Capitals::All) {
        text = text.to_uppercase();
    } else if words.len() > 1 && words.iter().all(|it| *it != Capitals::None) {
        text = titled(&text);
    } else if words.first().is_some_and(|it| *it != Capitals::None) {
        let mut chars = text.chars();
        if let Some(first) = chars.next() {
            text = first.to_uppercase().chain(chars).collect();
        }
    }
    let begins_with_vowel = text.starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O']);
    let wanted = match (article, begins_with_vowel) {
        (Some("a"), true) => "an",
        (Some("A"), true) => "An",
        (Some("an"), false) => "a",
        (Some("An"), false) => "A",
        _ => return (0, text),
    };
    (article.map_or(0, |it| it.len() + 1), format!("{wanted} {text}"))
}

/// The suggestion with its slot filled and its verb in the form of the first word of `found`:
/// `freeing their minds` for `emancipating their minds`.
fn filled(english: &English, found: &str, suggestion: &str) -> String {
    let Some((before, after)) = suggestion.split_once("one's ").or(suggestion.split_once("one’s "))
    else {
        return suggestion.to_owned();
    };
    let possessive = english.tokens.iter().enumerate().find_map(|(at, token)| {
        let end = if token.possessive {
            token.span.end + found[token.span.end..].find('s')? + 1
        } else {
            token.span.end
        };
        let is_one = token.possessive || is_possessive(english.folded(at));
        is_one.then(|| format!("{} ", &found[token.span.start..end]))
    });
    let verb = (0..english.tokens.len()).find(|&at| !is_adverb(english.folded(at)));
    let before = match verb {
        Some(at) => in_form_of(english.folded(at), before),
        None => before.to_owned(),
    };
    format!("{before}{}{after}", possessive.unwrap_or_default())
}

/// `phrase` with its first word in `-ing`, in the past or in the third person where `model` is.
fn in_form_of(model: &str, phrase: &str) -> String {
    let first = phrase.split(' ').next().unwrap_or_default();
    let bases = forms(model, Role::Verb);
    let is_past = model.ends_with("ed") || WORDS.verb_bases.contains_key(model);
    let fits = |form: &&String| {
        if model.ends_with("ing") {
            form.ends_with("ing")
        } else if is_past {
            form.ends_with("ed") || WORDS.verb_bases.contains_key(form.as_str())
        } else {
            form.ends_with('s')
        }
    };
    let is_inflected = bases.iter().any(|it| it.len() < model.len());
    let lower = first.to_lowercase();
    // Irregular forms are listed before regular ones.
    let wanted =
        forms(&lower, Role::Verb).into_iter().filter(|it| *it != lower).find(|it| fits(&it));
    match wanted {
        Some(form) if is_inflected || is_past => format!("{form}{}", &phrase[first.len()..]),
        _ => phrase.to_owned(),
    }
}

/// The last word before the first preposition.
pub(crate) fn head(english: &English) -> Option<usize> {
    let until = (0..english.tokens.len())
        .find(|&at| english.tokens[at].function == Some(Function::Preposition))
        .unwrap_or(english.tokens.len());
    (0..until).rev().find(|&at| english.is_content(at))
}

fn is_plural(english: &English) -> bool {
    head(english).is_some_and(|at| inflection::is_plural(english.folded(at)))
}

fn plural(text: &str) -> String {
    let english = English::new(text);
    let Some(at) = head(&english).filter(|_| !is_plural(&english)) else { return text.to_owned() };
    let word = english.folded(at);
    let span = english.tokens[at].span.clone();
    let Some(form) = forms(word, Role::Noun).into_iter().find(|it| it.len() > word.len()) else {
        return text.to_owned();
    };
    let ending = form.strip_prefix(word);
    match ending {
        Some(ending) => format!("{}{ending}{}", &text[..span.end], &text[span.end..]),
        None => format!("{}{form}{}", &text[..span.start], &text[span.end..]),
    }
}

fn titled(text: &str) -> String {
    let english = English::new(text);
    let mut out = text.to_owned();
    for at in (0..english.tokens.len()).rev().filter(|&at| english.is_content(at)) {
        let start = english.tokens[at].span.start;
        if let Some(first) = out[start..].chars().next() {
            out.replace_range(start..start + first.len_utf8(), &first.to_uppercase().to_string());
        }
    }
    out
}
