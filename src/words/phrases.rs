//! The Chinese of what is said in English, found by its English.
//!
//! A message comes from the place that knows what is wrong, in English: the libraries speak to people
//! who build on them too. Here it is compared with the phrases of the catalogue, in which `{1}`, `{2}`
//! stand for what varies. What stood there goes into the Chinese as it is, or in Chinese where it is a
//! phrase itself. What is no phrase stays English: a message is never lost.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{Language, language};

/// The catalogue, the phrases that have most words first, so that the closest one is found.
static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let mut phrases: Vec<Phrase> =
        catalogue().iter().map(|(english, chinese)| Phrase::new(english, chinese)).collect();
    phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.letters()));
    phrases
});

/// All that the catalogue has, in English.
#[cfg(test)]
pub(super) fn all_english() -> Vec<String> {
    catalogue().into_keys().collect()
}

/// The phrases by their English.
fn catalogue() -> BTreeMap<String, String> {
    toml::from_str(include_str!("phrases.toml")).unwrap_or_default()
}

/// A message in the language in use.
pub(crate) fn told(message: &str) -> Cow<'_, str> {
    match language::in_use() {
        Language::English => Cow::Borrowed(message),
        Language::Chinese => chinese(message).map_or(Cow::Borrowed(message), Cow::Owned),
    }
}

/// The Chinese of a message, or of those parts of it that are phrases; nothing where none is.
pub(crate) fn chinese(message: &str) -> Option<String> {
    let text = message.trim_start();
    let indent = &message[..message.len() - text.len()];
    if text.is_empty() {
        return None;
    }
    let found = whole(text)
        .or_else(|| after_place(text))
        .or_else(|| list(text, "; ", "；"))
        .or_else(|| labelled(text))
        .or_else(|| list(text, ", ", "，"))?;
    Some(format!("{indent}{found}"))
}

/// The Chinese of a text that is a phrase.
fn whole(text: &str) -> Option<String> {
    PHRASES.iter().find_map(|phrase| phrase.chinese_of(text))
}

/// `FILE:LINE: message`: the place stays as it is, for people and editors find it by its form.
fn after_place(text: &str) -> Option<String> {
    // What stands before a semicolon is a message of its own.
    let mut colons = text.match_indices(": ").take_while(|(at, _)| !text[..*at].contains("; "));
    colons.find_map(|(at, colon)| {
        let message = &text[at + colon.len()..];
        Some(label(&text[..at]) + &several(message).then(|| whole(message))??)
    })
}

/// Whether a part of a message has several words. A single one, like `new`, may be anything there,
/// and is a phrase only where it stands alone or in a hole.
fn several(text: &str) -> bool {
    text.trim().contains(' ')
}

/// What stands before a colon, with the colon of its language.
fn label(text: &str) -> String {
    let label = if several(text) { chinese(text) } else { None };
    label.map_or_else(|| format!("{text}: "), |label| format!("{label}："))
}

/// The first colon parts a label from a message.
fn labelled(text: &str) -> Option<String> {
    let (name, message) = text.split_once(": ")?;
    match several(message).then(|| chinese(message)).flatten() {
        Some(message) => Some(label(name) + &message),
        None => Some(format!("{}：{message}", several(name).then(|| chinese(name))??)),
    }
}

/// The parts of a list, where one of them at least is a phrase.
fn list(text: &str, separator: &str, joined: &str) -> Option<String> {
    if !text.contains(separator) {
        return None;
    }
    let parts: Vec<(&str, Option<String>)> = text
        .split(separator)
        .map(|part| (part, several(part).then(|| chinese(part)).flatten()))
        .collect();
    if parts.iter().all(|(_, chinese)| chinese.is_none()) {
        return None;
    }
    let parts: Vec<String> =
        parts.into_iter().map(|(part, chinese)| chinese.unwrap_or_else(|| part.into())).collect();
    Some(parts.join(joined))
}

/// A piece of a phrase.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Words(String),
    /// What varies, by its name; one called `n` is a number.
    Hole(String),
}

/// A message in both languages.
#[derive(Debug)]
struct Phrase {
    english: Vec<Piece>,
    chinese: Vec<Piece>,
}

impl Phrase {
    fn new(english: &str, chinese: &str) -> Self {
        Self { english: pieces(english), chinese: pieces(chinese) }
    }

    /// How many bytes of English words it has.
    fn letters(&self) -> usize {
        let length = |piece: &Piece| match piece {
            Piece::Words(words) => words.len(),
            Piece::Hole(_) => 0,
        };
        self.english.iter().map(length).sum()
    }

    /// The Chinese of a text that is this phrase.
    fn chinese_of(&self, text: &str) -> Option<String> {
        let mut found = Vec::new();
        if !matches(&self.english, text, &mut found) {
            return None;
        }
        let mut said = String::new();
        for piece in &self.chinese {
            match piece {
                Piece::Words(words) => said.push_str(words),
                Piece::Hole(name) => {
                    let value = found.iter().find(|it| it.0 == name).map_or("", |it| it.1);
                    // What is quoted is somebody's text.
                    let chinese = if said.ends_with('“') { None } else { chinese(value) };
                    said.push_str(chinese.as_deref().unwrap_or(value));
                }
            }
        }
        Some(said)
    }
}

/// Whether a text is these pieces, with what stands in their holes.
fn matches<'a>(pieces: &'a [Piece], text: &'a str, found: &mut Vec<(&'a str, &'a str)>) -> bool {
    match pieces {
        [] => text.is_empty(),
        [Piece::Words(words), rest @ ..] => {
            text.strip_prefix(words.as_str()).is_some_and(|after| matches(rest, after, found))
        }
        [Piece::Hole(name), rest @ ..] => {
            let next = match rest.first() {
                Some(Piece::Words(words)) => words.as_str(),
                _ => "",
            };
            let ends: Vec<usize> = if next.is_empty() {
                vec![text.len()]
            } else {
                text.match_indices(next).map(|(at, _)| at).collect()
            };
            ends.into_iter().any(|end| {
                let value = &text[..end];
                let known = found.len();
                found.push((name, value));
                let fits = may_be(name, value) && matches(rest, &text[end..], found);
                if !fits {
                    found.truncate(known);
                }
                fits
            })
        }
    }
}

/// Whether this may stand in the hole of this name.
fn may_be(name: &str, value: &str) -> bool {
    let is_number = name.starts_with('n') && name[1..].bytes().all(|b| b.is_ascii_digit());
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    !is_number || (!value.is_empty() && value.chars().all(is_digit))
}

/// `name {1} there`: words and holes.
fn pieces(pattern: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = pattern;
    while let Some(start) = rest.find('{') {
        let Some(length) = rest[start..].find('}') else { break };
        if start > 0 {
            pieces.push(Piece::Words(rest[..start].to_owned()));
        }
        pieces.push(Piece::Hole(rest[start + 1..start + length].to_owned()));
        rest = &rest[start + length + 1..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest.to_owned()));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn holes(pattern: &str) -> BTreeSet<String> {
        let hole = |piece| match piece {
            Piece::Hole(name) => Some(name),
            Piece::Words(_) => None,
        };
        pieces(pattern).into_iter().filter_map(hole).collect()
    }

    #[test]
    fn both_languages_of_a_phrase_have_the_same_holes() {
        let all: BTreeMap<String, String> = toml::from_str(include_str!("phrases.toml")).unwrap();
        for (english, chinese) in &all {
            assert_eq!(holes(english), holes(chinese), "{english}");
            assert!(!chinese.is_empty(), "{english}");
            assert!(pieces(english).iter().any(|it| matches!(it, Piece::Words(_))), "{english}");
        }
    }

    #[test]
    fn what_varies_goes_into_the_chinese() {
        let phrase = Phrase::new("pair {1} cannot follow “{2}”", "“{2}”之后不能是第 {1} 对");
        assert_eq!(
            phrase.chinese_of("pair 7 cannot follow “雨”").as_deref(),
            Some("“雨”之后不能是第 7 对")
        );
        assert_eq!(phrase.chinese_of("pair 7 cannot follow 雨"), None);
    }

    #[test]
    fn a_number_is_a_number() {
        let phrase = Phrase::new("{n} of them", "其中 {n} 个");
        assert_eq!(phrase.chinese_of("12 of them").as_deref(), Some("其中 12 个"));
        assert_eq!(phrase.chinese_of("all of them"), None);
    }

    #[test]
    fn a_hole_ends_where_the_rest_fits() {
        let phrase = Phrase::new("{1}: bad {2}", "{1} 坏 {2}");
        assert_eq!(phrase.chinese_of("a: b: bad c").as_deref(), Some("a: b 坏 c"));
    }

    #[test]
    fn places_stay_and_what_is_no_phrase_stays_english() {
        let missing = "there is no such file: check the name and the folder";
        let zh = chinese(missing).unwrap();
        assert_eq!(chinese(&format!("雨: 1.txt:3: {missing}")), Some(format!("雨: 1.txt:3: {zh}")));
        assert_eq!(chinese("something else, altogether: new"), None);
        assert!(chinese("new").is_some());
    }
}
