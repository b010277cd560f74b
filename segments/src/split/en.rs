//! When a dot ends a sentence: abbreviations, initials, numbers, and the word that follows.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::options::SplitOptions;
use crate::{numerals, rules, script};

static TITLES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| rules::entries(include_str!("../../rules/en/titles.txt")).collect());
static NUMBERED: LazyLock<HashSet<&str>> =
    LazyLock::new(|| rules::entries(include_str!("../../rules/en/numbered.txt")).collect());
static ENDINGS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| rules::entries(include_str!("../../rules/en/endings.txt")).collect());
static STARTERS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| rules::entries(include_str!("../../rules/en/starters.txt")).collect());

/// Names that start in lower case and may still start a sentence.
const LOWER_CASE_NAMES: [&str; 7] = ["iPhone", "iPad", "iPod", "iOS", "macOS", "eBay", "iCloud"];

/// Whether `word` takes a number after it (`No`, `pp`, `Fig`).
pub(super) fn takes_number(word: &str) -> bool {
    NUMBERED.contains(word)
}

/// Whether the single dot at `dot` may end a sentence that started at `start`.
///
/// `next` is where the text goes on behind the dot, closers and note marks included.
pub(super) fn dot_ends(
    text: &str,
    start: usize,
    dot: usize,
    next: usize,
    options: &SplitOptions,
) -> bool {
    let width = text[dot..].chars().next().map_or(1, char::len_utf8);
    let token = token_before(text, start, dot);
    let before = text[start..dot].trim_start();
    let after = &text[dot + width..];
    let follows = after.chars().next();
    let digit_before = token.ends_with(|c: char| c.is_ascii_digit());
    if digit_before && follows.is_some_and(|c| c.is_ascii_digit()) {
        return false;
    }
    // `1.`, `（一）．`, `第1条．` at the start of a segment, and `: 1.` inside it, are markers.
    if is_marker(before) || digit_before && is_item_number(before, token) {
        return false;
    }
    let closers_taken = next > dot + width;
    match follows {
        None => return true,
        Some(c)
            if c.is_whitespace()
                || closers_taken
                || script::opens_quotation(c)
                || script::opens_bracket(c) => {}
        Some(c) if script::is_han(c) => return before_han(text, start, dot, token),
        Some(_) => return false,
    }
    let rest = text[next..].trim_start();
    let word = rest.trim_start_matches(|c| {
        script::opens_quotation(c) || script::opens_bracket(c) || matches!(c, '"' | '\'')
    });
    if word.is_empty() {
        return true;
    }
    if word.starts_with(char::is_lowercase)
        && !LOWER_CASE_NAMES.iter().any(|name| word.starts_with(name))
    {
        return false;
    }
    if closers_taken && !token_is_open(token) {
        return true;
    }
    after_token(text, dot, token, word, options)
}

/// What stands before the dot decides, now that the next word could start a sentence.
fn after_token(text: &str, dot: usize, token: &str, word: &str, options: &SplitOptions) -> bool {
    let starter = STARTERS.contains(first_word(word));
    let number_follows = word.starts_with(|c: char| c.is_ascii_digit())
        || is_roman(first_word(word))
        || word.get(1..).unwrap_or_default().starts_with(|c: char| c.is_ascii_digit())
            && word.starts_with(|c: char| c.is_ascii_uppercase());
    if options.abbreviations.contains(token) {
        return false;
    }
    // `Rev. 2` is a revision, `Rev. Coleman` a man.
    if NUMBERED.contains(token) && (number_follows || !TITLES.contains(token)) {
        return !number_follows;
    }
    if TITLES.contains(token) {
        return token == "al" && starter && !text[..dot].ends_with("et al");
    }
    let mut letters = token.chars();
    if let (Some(letter), None) = (letters.next(), letters.next())
        && letter.is_uppercase()
    {
        // An initial; but `you and I. Did you …` ends.
        return letter == 'I' && starter;
    }
    if ENDINGS.contains(token) || is_dotted(token) {
        return starter;
    }
    true
}

/// A title or an example is waiting for its word even across a closing bracket.
fn token_is_open(token: &str) -> bool {
    TITLES.contains(token)
}

/// A dot directly before Chinese ends a sentence of Chinese or of whole words, not `U.S.标准`.
fn before_han(text: &str, start: usize, dot: usize, token: &str) -> bool {
    let Some(last) = text[start..dot].chars().next_back() else { return false };
    if script::is_han(last) || script::closes_bracket(last) || script::closes_quotation(last) {
        return true;
    }
    let single = token.chars().count() == 1;
    last.is_alphanumeric()
        && !single
        && !is_dotted(token)
        && !NUMBERED.contains(token)
        && !TITLES.contains(token)
        && !ENDINGS.contains(token)
}

/// The word before the dot, inner dots and apostrophes included: `Mr`, `U.S`, `p.m`, `done`.
fn token_before(text: &str, start: usize, dot: usize) -> &str {
    let head = &text[start..dot];
    let token = head
        .char_indices()
        .rev()
        .take(24)
        .take_while(|&(_, c)| {
            (c.is_alphanumeric() && !script::is_han(c)) || matches!(c, '.' | '\'' | '’' | '°' | '&')
        })
        .last()
        .map_or(dot, |(at, _)| start + at);
    text[token..dot].trim_start_matches(['.', '\'', '’'])
}

/// `U.S`, `a.m`, `Ph.D`: single letters or short parts between dots.
fn is_dotted(token: &str) -> bool {
    token.contains('.')
        && token.split('.').all(|part| {
            (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic())
        })
}

/// Whether all that stands before the dot is the marker of an item or an article.
fn is_marker(before: &str) -> bool {
    let mut length = 0;
    for c in before.chars() {
        length += 1;
        let part = c.is_ascii_digit()
            || matches!(
                c,
                '第' | '条'
                    | '條'
                    | '章'
                    | '节'
                    | '節'
                    | '款'
                    | '项'
                    | '（'
                    | '）'
                    | '('
                    | ')'
                    | '['
                    | ']'
                    | '•'
                    | '⁃'
                    | ' '
                    | '-'
                    | '.'
            )
            || script::circled(c).is_some()
            || numerals::is_chinese(c);
        if !part || length > 10 {
            return length == 1 && before.len() == 1 && c.is_ascii_alphabetic();
        }
    }
    length > 0
}

/// `: 1.`, `；2．`: a number that a colon, a comma or a semicolon brought in.
fn is_item_number(before: &str, token: &str) -> bool {
    token.bytes().all(|b| b.is_ascii_digit())
        && before[..before.len() - token.len()]
            .trim_end()
            .ends_with(['：', ':', '；', ';', ',', '，'])
        && token.len() <= 2
}

/// A Roman numeral that a name of a king or a chapter ends in; `I` is a word, and so are `C`, `D`
/// and `M` in what is written in letters.
fn is_roman(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
        && numerals::roman(word).is_some_and(|value| value < 400)
        && !matches!(word, "I" | "L" | "C")
}

fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    &text[..end]
}
