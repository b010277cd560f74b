//! What a text is made of when it is compared: characters, or words.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// What a text is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Unicode scalar values: for Chinese.
    Characters,
    /// What stands between white space: for English.
    Words,
}

/// A text as it is compared: in NFKC, without white space at its ends.
pub fn normal(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text.trim());
    }
    if let Some(normal) = usual(text) {
        return normal;
    }
    if is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(text.trim());
    }
    Cow::Owned(text.nfkc().collect::<String>().trim().to_owned())
}

/// The same of a text that has nothing but the usual characters of Chinese and English, each of which has
/// its normal form by itself: most texts, in a tenth of the time.
fn usual(text: &str) -> Option<Cow<'_, str>> {
    let mut changed: Option<String> = None;
    for (at, c) in text.char_indices() {
        let normal = match c {
            '\0'..='\u{7F}' | '一'..='\u{9FFF}' | '、'..='】' | '‐' | '–'..='—' | '‘'..='”' => {
                c
            }
            '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0)?,
            '\u{3000}' => ' ',
            _ => return None,
        };
        if let Some(changed) = &mut changed {
            changed.push(normal);
        } else if normal != c {
            let mut start = String::with_capacity(text.len());
            start.push_str(&text[..at]);
            start.push(normal);
            changed = Some(start);
        }
    }
    Some(match changed {
        None => Cow::Borrowed(text.trim()),
        Some(changed) if changed.trim().len() == changed.len() => Cow::Owned(changed),
        Some(changed) => Cow::Owned(changed.trim().to_owned()),
    })
}

/// The runs of letters and digits in a text, in small letters.
///
/// An apostrophe between two letters belongs to the run, whichever form it has.
pub(crate) fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && !is_apostrophe(c))
        .map(|run| run.trim_matches(is_apostrophe))
        .filter(|run| !run.is_empty())
}

pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// A character as words are looked for: without its case, and apostrophes in one form.
pub(crate) fn folded(c: char) -> char {
    if is_apostrophe(c) { '\'' } else { small(c) }
}

/// A character without its case; one that becomes several stays.
fn small(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// The grams of a normal text, each once, ascending: hashes of its characters and pairs of
/// characters, or of its runs of letters and digits. A word without any is a gram of its own.
pub(crate) fn grams(measure: Measure, text: &str) -> Vec<u32> {
    once(match measure {
        Measure::Characters => singles(text).chain(pairs(text)).collect(),
        Measure::Words => text.split_whitespace().flat_map(of_word).collect(),
    })
}

/// Grams of a query of which an edit destroys at most so many.
#[derive(Debug, Clone)]
pub(crate) struct Keys {
    /// How many an edit destroys: one more than a token that is put in.
    pub(crate) each: u32,
    /// Each once, ascending.
    pub(crate) grams: Vec<u32>,
}

/// The grams of a query, in one or two sets that each serve.
///
/// Law: they are among the [`grams`] of every text that has the same tokens.
pub(crate) fn keys(measure: Measure, text: &str) -> Vec<Keys> {
    match measure {
        Measure::Characters => vec![
            Keys { each: 2, grams: once(pairs(text).collect()) },
            Keys { each: 1, grams: once(singles(text).collect()) },
        ],
        // Of a word with several runs only the first: an edit of the word destroys them all.
        Measure::Words => {
            let firsts = text.split_whitespace().filter_map(|word| of_word(word).next());
            vec![Keys { each: 1, grams: once(firsts.collect()) }]
        }
    }
}

fn once(mut grams: Vec<u32>) -> Vec<u32> {
    grams.sort_unstable();
    grams.dedup();
    grams
}

fn singles(text: &str) -> impl Iterator<Item = u32> {
    text.chars().map(|c| hash(std::iter::once(folded(c))))
}

fn pairs(text: &str) -> impl Iterator<Item = u32> {
    let chars = text.chars().map(folded);
    let next = chars.clone().skip(1);
    chars.zip(next).map(|(a, b)| hash([a, b].into_iter()))
}

fn of_word(word: &str) -> impl Iterator<Item = u32> {
    let mut hashes: Vec<u32> = runs(word).map(of_run).collect();
    if hashes.is_empty() {
        hashes.push(of_run(word));
    }
    hashes.into_iter()
}

/// The gram of a run of letters and digits.
pub(crate) fn of_run(run: &str) -> u32 {
    hash(run.chars().map(folded))
}

/// FNV-1a over characters, mixed at the end (from `MurmurHash3`) so that every bit counts.
pub(crate) fn hash(chars: impl Iterator<Item = char>) -> u32 {
    let folded = chars.fold(0xcbf2_9ce4_8422_2325_u64, |hash, c| {
        (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = (folded ^ (folded >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    (mixed >> 32) as u32
}

/// How many tokens a normal text has, and 64 bits of which each token sets one.
pub(crate) fn sketch(measure: Measure, text: &str) -> (u32, u64) {
    let bit = |hash: u32| 1_u64 << (hash >> 26);
    let (mut length, mut bits) = (0, 0);
    match measure {
        Measure::Characters => {
            for c in text.chars() {
                length += 1;
                bits |= bit(hash(std::iter::once(c)));
            }
        }
        Measure::Words => {
            for word in text.split_whitespace() {
                length += 1;
                bits |= bit(hash(word.chars()));
            }
        }
    }
    (length, bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_compared_in_nfkc_without_blanks_at_its_ends() {
        assert_eq!(normal(" ＡＢＣ　１ "), "ABC 1");
        assert_eq!(normal("图书馆。\n"), "图书馆。");
    }

    #[test]
    fn the_usual_characters_have_their_normal_form_by_themselves() {
        let mut count = 0;
        for c in '\0'..=char::MAX {
            let text = format!("a{c}a一{c}");
            if let Some(normal) = usual(&text) {
                let wanted: String = text.nfkc().collect();
                assert_eq!(normal, wanted.trim(), "{:04X}", u32::from(c));
                count += 1;
            }
        }
        assert_eq!(count, 0x80 + 0x5200 + 17 + 1 + 2 + 6 + 94 + 1);
    }

    #[test]
    fn the_keys_of_a_query_are_among_the_grams_of_an_equal_text() {
        for (measure, text) in [
            (Measure::Characters, "图书馆 GDP 开放。"),
            (Measure::Words, "The state-of-the-art “library” — it’s open, it's open."),
        ] {
            let grams = grams(measure, text);
            for keys in keys(measure, text) {
                assert!(!keys.grams.is_empty(), "{text}");
                assert!(keys.grams.iter().all(|key| grams.contains(key)), "{text}");
            }
        }
    }

    #[test]
    fn runs_leave_marks_and_keep_apostrophes_within() {
        let all: Vec<&str> = runs("'It’s state-of-the-art,' she said.").collect();
        assert_eq!(all, ["It’s", "state", "of", "the", "art", "she", "said"]);
        assert_eq!(of_run("It’s"), of_run("it's"));
    }
}
