//! Whether a rendering stands at a token of a text: the steps of its pattern against the words.

use crate::english::phrase::{Lexicon, Pattern, Step, Word};
use crate::english::tokens::{Capitals, English, Sign};
use crate::english::words::Function;

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
                if !is_pair(english, at) {
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
pub(crate) fn end(text: &Looked, gap: u8, steps: &[Step], at: usize, first: bool) -> Option<usize> {
    let english = text.english;
    let Some(step) = steps.first() else { return Some(at) };
    match step {
        Step::Word { .. } => {
            let at = if first { at } else { skip_loose(english, at) };
            english.tokens.get(at).filter(|it| it.sign == Sign::Word)?;
            if let Some((used, words)) = word(text, step, at)
                && let Some(end) = end(text, gap, &steps[used..], at + words, false)
            {
                return Some(end);
            }
            if first || gap == 0 {
                return None;
            }
            end(text, gap - 1, steps, at + 1, false)
        }
        Step::Comma => {
            let here = skip_brackets(english, at);
            let is_comma = english.tokens.get(here).is_some_and(|it| it.sign == Sign::Comma);
            end(text, gap, &steps[1..], if is_comma { here + 1 } else { at }, false)
        }
        Step::Colon => {
            let here = skip_brackets(english, at);
            let sign = english.tokens.get(here)?.sign;
            matches!(sign, Sign::Colon | Sign::Comma)
                .then(|| end(text, gap, &steps[1..], here + 1, false))
                .flatten()
        }
        Step::Stop => {
            let here = skip_brackets(english, at);
            (english.tokens.get(here)?.sign == Sign::Stop)
                .then(|| end(text, gap, &steps[1..], here + 1, false))
                .flatten()
        }
        Step::Slot => slot_ends(text, at)
            .into_iter()
            .find_map(|after| end(text, gap, &steps[1..], after, false)),
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
    wanted == found || wanted.eq_ignore_ascii_case(found) && !text.text.contains(char::is_lowercase)
}

/// How many articles or possessives a slot holds.
const SLOT: usize = 2;

/// The tokens after which a slot at `at` may end, the nearest first: nothing, or up to two articles
/// or possessives.
fn slot_ends(text: &Looked, at: usize) -> Vec<usize> {
    let mut ends = vec![at];
    let mut newest = 0;
    for _ in 0..SLOT {
        let from = newest;
        newest = ends.len();
        for place in from..newest {
            for after in fillers(text, ends[place], at) {
                if !ends.contains(&after) {
                    ends.push(after);
                }
            }
        }
    }
    ends
}

/// Where one article or possessive ends that begins at `at`: `the`, `his or her`, `the workers'`,
/// `the Chinese people's`, and `own` where it is not the first in the slot that begins at `slot`.
fn fillers(text: &Looked, at: usize, slot: usize) -> Vec<usize> {
    let english = text.english;
    let possessive = |at: usize| at < english.tokens.len() && is_possessive(english.folded(at));
    let Some(token) = english.tokens.get(at).filter(|it| it.sign == Sign::Word) else {
        return Vec::new();
    };
    let mut ends = Vec::new();
    if possessive(at) {
        ends.push(at + 1);
        let is_joined =
            english.tokens.get(at + 1).is_some_and(|it| it.function == Some(Function::Joint));
        if is_joined && possessive(at + 2) {
            ends.push(at + 3);
        }
    }
    if english.folded(at) == "own" && at > slot {
        ends.push(at + 1);
    }
    let is_article = token.function == Some(Function::Article);
    if is_article {
        ends.push(at + 1);
    }
    // A genitive is one with its article and one word before it.
    let noun = at + usize::from(is_article);
    if (noun..english.tokens.len()).take(1).any(|it| is_genitive(text, it)) {
        ends.push(noun + 1);
    } else if noun + 1 < english.tokens.len()
        && english.is_content(noun)
        && english.folded(noun) != "own"
        && is_genitive(text, noun + 1)
    {
        ends.push(noun + 2);
    }
    ends
}

/// `nation's`, `workers'`.
fn is_genitive(text: &Looked, at: usize) -> bool {
    let token = &text.english.tokens[at];
    let is_plural = || {
        let after = &text.text[token.span.end..];
        text.english.is_content(at)
            && text.english.folded(at).ends_with('s')
            && after.starts_with(['\'', '’', 'ʼ'])
    };
    token.possessive || is_plural()
}

/// Whether the word at `at`, a participle of the pattern's first word, is an adjective here: `the
/// leading agency` is no form of `lead agency`, whether that begins with a verb or a noun.
pub(crate) fn is_adjective(english: &English, at: usize, pattern: &Pattern) -> bool {
    let word = english.folded(at);
    let (Some(before), Some((_, own, _))) = (at.checked_sub(1), pattern.words.first()) else {
        return false;
    };
    let is_determined = english.tokens[before].function == Some(Function::Article)
        || english.tokens[before].possessive
        || is_possessive(english.folded(before));
    is_determined
        && pattern.words.len() > 1
        && **own != *word
        && (word.ends_with("ing") || word.ends_with("ed"))
        && !own.starts_with(word)
}

pub(crate) fn is_possessive(word: &str) -> bool {
    matches!(word, "its" | "their" | "his" | "her" | "our" | "your" | "my" | "one")
}

/// Whether two neighbouring tokens could be one word written apart.
fn is_pair(english: &English, at: usize) -> bool {
    at + 1 < english.tokens.len()
        && english.tokens[at].sign == Sign::Word
        && !english.tokens[at].possessive
        && english.tokens[at + 1].sign == Sign::Word
        // `on-line` is `online`, and `in formation` is not `information`.
        && (english.tokens[at + 1].hyphened
            || english.is_content(at) && english.is_content(at + 1))
}

/// What may stand between two words of a rendering: an article, brackets, an abbreviation in
/// brackets, and a comma before `and`.
fn skip_loose(english: &English, at: usize) -> usize {
    let mut at = skip_brackets(english, at);
    let function = |at: usize| english.tokens.get(at).and_then(|it| it.function);
    if english.tokens.get(at).is_some_and(|it| it.sign == Sign::Comma)
        && function(at + 1) == Some(Function::Joint)
    {
        at += 1;
    }
    while function(at) == Some(Function::Article) {
        at += 1;
    }
    at
}

fn skip_brackets(english: &English, at: usize) -> usize {
    let sign = |at: usize| english.tokens.get(at).map(|it| it.sign);
    if sign(at) == Some(Sign::Open)
        && sign(at + 2) == Some(Sign::Close)
        && english.tokens[at + 1].capitals == Capitals::All
    {
        return at + 3;
    }
    if matches!(sign(at), Some(Sign::Open | Sign::Close)) { at + 1 } else { at }
}
