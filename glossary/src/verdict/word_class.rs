//! Whether a phrase can stand where another one stood, as far as its form shows.

use crate::english::inflection::is_plural;
use crate::english::match_pattern::is_possessive;
use crate::english::tokens::English;
use crate::english::words::{Function, WORDS};
use crate::verdict::fix::head;

/// What the form of a phrase shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WordClass {
    /// It begins with a word in -ing.
    Gerund,
    /// It begins or ends with an adverb.
    Verb,
    /// Its head is a plural, or ends as nouns do.
    Noun,
    Unknown,
}

/// What nouns end in.
const NOUN: [&str; 9] = ["tion", "sion", "ment", "ness", "ity", "ance", "ence", "ism", "ship"];

/// Whether `new` can take the place of `found` after the text `before`: it is of the same class, or
/// what stands before asks for no other one. `to consult widely` cannot become `to extensive
/// consultation`, nor `to jointly build` `to jointly building`.
pub fn fits(before: &str, found: &str, new: &str) -> bool {
    let (before, found, new) = (English::new(before), English::new(found), English::new(new));
    let last = before.tokens.len().saturating_sub(1);
    let word = before.folded(last);
    let asks_for_verb = word == "to" || WORDS.is("clause", word);
    let asks_for_noun = is_possessive(word)
        || before.function(last) == Some(Function::Article)
        || before.function(last) == Some(Function::Preposition) && word != "to";
    match (class_of(&found), class_of(&new)) {
        (found, new) if found == new => true,
        (WordClass::Gerund, _)
        | (_, WordClass::Gerund)
        | (WordClass::Verb, WordClass::Noun)
        | (WordClass::Noun, WordClass::Verb) => false,
        (_, WordClass::Noun) => !asks_for_verb,
        (_, WordClass::Verb) => !asks_for_noun,
        (_, WordClass::Unknown) => true,
    }
}

fn class_of(phrase: &English) -> WordClass {
    let content: Vec<usize> =
        (0..phrase.tokens.len()).filter(|&at| phrase.is_content(at)).collect();
    let is_adverb = |at: &usize| phrase.folded(*at).ends_with("ly");
    let Some(lead) = content.iter().find(|at| !is_adverb(at)) else { return WordClass::Unknown };
    let is_gerund = |word: &str| {
        word.strip_suffix("ing").is_some_and(|stem| stem.contains(['a', 'e', 'i', 'o', 'u', 'y']))
    };
    if is_gerund(phrase.folded(*lead)) {
        WordClass::Gerund
    } else if [content.first(), content.last()].into_iter().flatten().any(is_adverb) {
        WordClass::Verb
    } else if head(phrase)
        .map(|it| phrase.folded(it))
        .is_some_and(|word| is_plural(word) || NOUN.iter().any(|end| word.ends_with(end)))
    {
        WordClass::Noun
    } else {
        WordClass::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_of_another_class_does_not_fit() {
        for (before, found, new, is_fit) in [
            ("the principle to ", "consult widely", "extensive consultation", false),
            ("the principle to ", "consult", "extensive consultation", false),
            ("the principle of ", "consulting", "extensive consultation", false),
            ("joint efforts to ", "build together", "jointly building", false),
            ("efforts to ", "jointly build", "jointly shape", true),
            ("they ", "develop", "development", false),
            ("the ", "number gulf", "digital divide", true),
            ("the ", "gulf", "division", true),
            ("of ", "marketing", "trading", true),
            ("a ", "sharing", "to share widely", false),
            ("the ", "plan", "jointly plan", false),
            ("we ", "plan", "jointly plan", true),
            ("their ", "agreements", "jointly agree", false),
            ("the ", "string", "line", true),
            ("their ", "plan", "jointly plan", false),
            ("of ", "plan", "jointly plan", false),
            ("to ", "plan", "jointly plan", true),
            ("to ", "agree", "agreements", false),
        ] {
            assert_eq!(fits(before, found, new), is_fit, "{before}{found} -> {new}");
        }
    }
}
