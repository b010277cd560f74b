//! Whether a rendering stands at a token of a text: the steps of its pattern against the words.

use crate::english::phrase::{Lexicon, Pattern, Step, Word, is_adverb};
use crate::english::tokens::{Capitals, English, Sign};
use crate::english::words::{Function, WORDS, is_number};

/// A text whose words were looked up in the lexicon.
pub(crate) struct Looked<'a> {
    text: &'a str,
    english: &'a English,
    /// What each token may be.
    pub(crate) words: Vec<&'a [Word]>,
    /// What each token may be together with the next one.
    pub(crate) pairs: Vec<&'a [Word]>,
}

impl<'a> Looked<'a> {
    pub(crate) fn up(lexicon: &'a Lexicon, text: &'a str, english: &'a English) -> Self {
        let mut joined = String::new();
        let count = english.tokens.len();
        let words = (0..count).map(|at| lexicon.words(english.folded(at))).collect();
        let pairs = (0..count)
            .map(|at| {
                if !english.is_pair(at) {
                    return [].as_slice();
                }
                joined.clear();
                joined.push_str(english.folded(at));
                joined.push_str(english.folded(at + 1));
                lexicon.words(&joined)
            })
            .collect();
        Self { text, english, words, pairs }
    }
}

/// The token after a match of `steps` from token `at`, if they match there; `gap` other words may
/// stand before the next word.
pub(crate) fn end(text: &Looked, gap: u8, steps: &[Step], at: usize) -> Option<usize> {
    let english = text.english;
    let Some(step) = steps.first() else { return Some(at) };
    let sign = |wanted: &[Sign]| {
        let here = skip_brackets(english, at);
        english.sign(here).filter(|it| wanted.contains(it)).map(|_| here + 1)
    };
    match step {
        Step::Word { .. } => {
            let at = skip_loose(english, at);
            english.sign(at).filter(|it| *it == Sign::Word)?;
            if let Some((used, words)) = word(text, step, at) {
                // No object stands inside `rollback`.
                let used = used + usize::from(used > 1 && steps[1] == Step::Object);
                if let Some(end) = end(text, gap, &steps[used..], at + words) {
                    return Some(end);
                }
            }
            end(text, gap.checked_sub(1)?, steps, at + 1)
        }
        Step::Comma => end(text, gap, &steps[1..], sign(&[Sign::Comma]).unwrap_or(at)),
        Step::Colon => end(text, gap, &steps[1..], sign(&[Sign::Colon, Sign::Comma])?),
        Step::Stop => end(text, gap, &steps[1..], sign(&[Sign::Stop])?),
        Step::Slot => {
            slot_ends(text, at).into_iter().find_map(|after| end(text, gap, &steps[1..], after))
        }
        Step::Object => object_ends(english, at).find_map(|after| {
            let end = end(text, gap, &steps[1..], after)?;
            // `sent two ships off the coast`: the particle belongs to what follows.
            let is_led = english.folded(end) == "of" || is_determined(english, end + 1);
            let is_particle = WORDS.is("particle", english.folded(end - 1));
            (after == at || !(is_particle && is_led)).then_some(end)
        }),
    }
}

/// How many steps and how many tokens are used up where the word of a step stands at token `at`.
fn word(text: &Looked, step: &Step, at: usize) -> Option<(usize, usize)> {
    let Step::Word { word, solid, capitals, surface } = step else { return None };
    let english = text.english;
    let token = &english.tokens[at];
    let capitals_fit = match capitals {
        Capitals::None => true,
        Capitals::First => token.capitals != Capitals::None,
        Capitals::All => {
            token.capitals == Capitals::All
                || token.capitals == Capitals::First && english.folded(at).len() > 3
        }
    };
    if text.words[at].contains(word)
        && capitals_fit
        && surface.as_ref().is_none_or(|it| is_surface(text, it, &text.text[token.span.clone()]))
    {
        return Some((1, 1));
    }
    if surface.is_some() {
        return None;
    }
    // `cyberattack` for `cyber attack`, and the other way round.
    if solid.is_some_and(|solid| text.words[at].contains(&solid)) {
        return Some((2, 1));
    }
    text.pairs[at].contains(word).then_some((1, 2))
}

/// Whether a word is written as the rendering has it, or the whole text is in capitals.
fn is_surface(text: &Looked, wanted: &str, found: &str) -> bool {
    wanted == found || !text.text.contains(char::is_lowercase)
}

/// How many words an object has at most, after its article or the like.
const OBJECT: usize = 3;

/// The tokens after which an object at `at` may end: there is none, or a pronoun, or up to three
/// words after an article, a possessive, a demonstrative or a number.
fn object_ends(english: &English, at: usize) -> impl Iterator<Item = usize> {
    let word = english.folded(at);
    let is_pronoun = WORDS.pronouns.contains(word);
    let is_determiner = english.function(at) == Some(Function::Article)
        || is_possessive(word)
        || WORDS.demonstratives.contains(word)
        || is_number(word)
        || WORDS.is("quantifier", word);
    let words =
        (at + 1..=at + OBJECT).take_while(move |&it| is_determiner && english.is_content(it));
    let pronoun = is_pronoun.then_some(at + 1);
    std::iter::once(at).chain(pronoun).chain(words.map(|it| it + 1))
}

/// The tokens after which a slot at `at` may end, the nearest first: nothing, or up to two
/// possessives with `own`.
fn slot_ends(text: &Looked, at: usize) -> Vec<usize> {
    let mut ends = vec![at];
    for after in possessives(text, at) {
        ends.push(after);
        if text.english.folded(after) == "own" {
            ends.push(after + 1);
        }
        ends.append(&mut possessives(text, after));
    }
    ends
}

/// Where a possessive ends that begins at `at`: `their`, `his or her`, `the workers'`, `the
/// Chinese people's`.
fn possessives(text: &Looked, at: usize) -> Vec<usize> {
    let english = text.english;
    let mut ends = Vec::new();
    if is_possessive(english.folded(at)) {
        ends.push(at + 1);
        if english.folded(at + 1) == "or" {
            ends.push(at + 3);
        }
    }
    // A genitive is one with its article and one word before it.
    let noun = at + usize::from(english.function(at) == Some(Function::Article));
    let words = if english.folded(noun) == "own" { 1 } else { 2 };
    ends.extend((noun..noun + words).filter(|&it| is_genitive(text, it)).map(|it| it + 1));
    ends
}

/// `nation's`, `workers'`.
fn is_genitive(text: &Looked, at: usize) -> bool {
    let Some(token) = text.english.tokens.get(at) else { return false };
    token.possessive
        || text.english.folded(at).ends_with('s')
            && text.text[token.span.end..].starts_with(['\'', '’', 'ʼ'])
}

/// Whether the word at `at`, a participle of the pattern's first word, is an adjective or a noun
/// here, and so no form of it: `the leading agency` for `lead agency`, whether that begins with a
/// verb or a noun, and `marketing` for `market`.
pub(crate) fn is_adjective(english: &English, at: usize, pattern: &Pattern) -> bool {
    let word = english.folded(at);
    let Some((_, own, _)) = pattern.words.first().filter(|_| !pattern.is_verb) else {
        return false;
    };
    if **own == *word {
        return false;
    }
    if pattern.words.len() == 1 {
        return WORDS.ing_nouns.contains(word) && !is_gerund(english, at);
    }
    let is_before_noun = pattern
        .words
        .get(1)
        .is_some_and(|(_, next, is_function)| !is_function && !WORDS.is("postpositive", next));
    let endings = if is_before_noun { &["ing", "ed", "s"][..] } else { &["ing", "ed"] };
    is_determined(english, at) && endings.iter().any(|it| word.ends_with(it))
}

/// Whether the `-ing` form at `at` is that of a verb: after a form of `be`, or with an object
/// (`restoring the mural`).
fn is_gerund(english: &English, at: usize) -> bool {
    let is_between = |at: usize| is_adverb(english.folded(at)) || english.folded(at) == "not";
    let before = (0..at).rev().find(|&it| !is_between(it)).map_or("", |it| english.folded(it));
    let is_progressive =
        matches!(before, "am" | "is" | "are" | "was" | "were" | "be" | "been" | "being");
    is_progressive || is_determined(english, at + 2) && !is_determined(english, at)
}

/// Whether an article or a possessive stands right before the token `at`.
fn is_determined(english: &English, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        english.function(before) == Some(Function::Article) || is_possessive(english.folded(before))
    })
}

pub(crate) fn is_possessive(word: &str) -> bool {
    matches!(word, "its" | "their" | "his" | "her" | "our" | "your" | "my" | "one")
}

/// What may stand between two words of a rendering: an article, brackets, an abbreviation in
/// brackets, and a comma before `and`.
fn skip_loose(english: &English, at: usize) -> usize {
    let mut at = skip_brackets(english, at);
    if english.sign(at) == Some(Sign::Comma) && english.function(at + 1) == Some(Function::Joint) {
        at += 1;
    }
    while english.function(at) == Some(Function::Article) {
        at += 1;
    }
    at
}

fn skip_brackets(english: &English, at: usize) -> usize {
    match [at, at + 1, at + 2].map(|it| english.sign(it)) {
        [Some(Sign::Open), Some(Sign::Word), Some(Sign::Close)]
            if english.tokens[at + 1].capitals == Capitals::All =>
        {
            at + 3
        }
        [Some(Sign::Open | Sign::Close), ..] => at + 1,
        _ => at,
    }
}
