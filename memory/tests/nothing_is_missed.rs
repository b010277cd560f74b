//! The laws of the search, against a comparison with every text.

#![allow(clippy::unwrap_used, reason = "tests")]

use diptych_memory::{Index, IndexBuilder, Measure, Query, Quote};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// The distance by the textbook: Wagner and Fischer's table.
fn distance<T: PartialEq>(a: &[T], b: &[T]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let next = (corner + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            corner = std::mem::replace(&mut row[j + 1], next);
        }
    }
    row[b.len()]
}

fn tokens(measure: Measure, text: &str) -> Vec<String> {
    let text: String = text.nfkc().collect();
    match measure {
        Measure::Characters => text.trim().chars().map(String::from).collect(),
        Measure::Words => text.split_whitespace().map(str::to_owned).collect(),
    }
}

/// The units at or above the threshold, as (distance, longer length, unit), by looking at all.
fn by_force(measure: Measure, texts: &[String], query: &str, min: u32) -> Vec<(usize, usize, u32)> {
    let query = tokens(measure, query);
    let mut found = Vec::new();
    for (unit, text) in (0..).zip(texts) {
        let text = tokens(measure, text);
        if text.is_empty() || query.is_empty() {
            continue;
        }
        let (distance, longer) = (distance(&query, &text), query.len().max(text.len()));
        if 100 * (longer - distance) >= min as usize * longer {
            found.push((distance, longer, unit));
        }
    }
    found.sort_unstable_by_key(|it| it.2);
    found
}

fn index(measure: Measure, texts: &[String], has_grams: bool) -> Index {
    let mut index =
        if has_grams { IndexBuilder::new(measure) } else { IndexBuilder::without_grams(measure) };
    for (unit, text) in (0..).zip(texts) {
        index.push(unit, text);
    }
    index.finish()
}

fn agree(measure: Measure, texts: &[String], queries: &[String], min: u32) {
    for has_grams in [true, false] {
        let index = index(measure, texts, has_grams);
        for text in queries {
            let query = Query::new(measure, text);
            let found = index.search(&texts, &query, f64::from(min)).unwrap();
            assert!(found.windows(2).all(|it| it[0].score() >= it[1].score()));
            let mut found: Vec<(usize, usize, u32)> = found
                .iter()
                .map(|it| (it.distance as usize, it.longer as usize, it.unit))
                .collect();
            found.sort_unstable_by_key(|it| it.2);
            assert_eq!(found, by_force(measure, texts, text, min), "{text:?} at {min}");
        }
    }
}

/// Characters of which few pairs are the same, in both widths.
fn chinese() -> impl Strategy<Value = String> {
    prop_oneof![
        "[天地人大小多少，。A1Ａ１ ]{0,9}",
        "[天地aAéÉ'’＇１1 \u{301}]{1,7}",
        "[天地人日月水火木金土。]{5,40}",
        "[天地]{60,150}",
    ]
}

fn english() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "(the|The|a|of|of,|rain|rains|state-of-the-art|state-run|it's|it’s|—|Ｒain)",
        "[a-c]{1,2}[,.]?",
    ];
    prop_oneof![
        prop::collection::vec(word.clone(), 0..6).prop_map(|words| words.join(" ")),
        prop::collection::vec(word.clone(), 5..30).prop_map(|words| words.join(" ")),
        prop::collection::vec(word, 60..140).prop_map(|words| words.join("  ")),
    ]
}

/// A text with some tokens changed, taken out or put in.
fn changed(measure: Measure, text: &str, edits: &[(usize, u8)]) -> String {
    let mut tokens = tokens(measure, text);
    for &(at, kind) in edits {
        let other = if measure == Measure::Words { "new" } else { "新" };
        let at = at % (tokens.len() + 1);
        match kind {
            0 if at < tokens.len() => drop(tokens.remove(at)),
            1 if at < tokens.len() => other.clone_into(&mut tokens[at]),
            _ => tokens.insert(at, other.to_owned()),
        }
    }
    tokens.join(if measure == Measure::Words { " " } else { "" })
}

type Case = (Vec<String>, Vec<(usize, Vec<(usize, u8)>)>, u32);

fn case(text: impl Strategy<Value = String>) -> impl Strategy<Value = Case> {
    let edits = prop::collection::vec((any::<usize>(), 0..3_u8), 0..8);
    (
        prop::collection::vec(text, 1..40),
        prop::collection::vec((any::<usize>(), edits), 1..6),
        prop_oneof![Just(0_u32), 1..=100_u32, Just(70), Just(75), Just(100)],
    )
}

fn check(measure: Measure, (texts, planted, min): Case) {
    let changed: Vec<String> = planted
        .iter()
        .map(|(at, edits)| changed(measure, &texts[at % texts.len()], edits))
        .collect();
    agree(measure, &texts, &changed, min);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 60 } else { 4000 }))]

    #[test]
    fn nothing_is_missed_in_chinese(case in case(chinese())) {
        check(Measure::Characters, case);
    }

    #[test]
    fn nothing_is_missed_in_english(case in case(english())) {
        check(Measure::Words, case);
    }

    #[test]
    fn every_quote_is_found(texts in prop::collection::vec(chinese(), 1..30), at: usize, from in 0..9_usize, long in 1..5_usize) {
        let text = &texts[at % texts.len()];
        let words: String = text.chars().skip(from).take(long).collect();
        quotes(Measure::Characters, &texts, &words);
    }

    #[test]
    fn every_quoted_word_is_found(texts in prop::collection::vec(english(), 1..30), at: usize, from in 0..9_usize, long in 1..4_usize) {
        let text = &texts[at % texts.len()];
        let words: Vec<&str> = text.split_whitespace().skip(from).take(long).collect();
        quotes(Measure::Words, &texts, &words.join(" "));
    }
}

/// The words as they are given, and with what makes no difference exchanged.
fn quotes(measure: Measure, texts: &[String], words: &str) {
    let other = |c: char| match c {
        '\'' => '’',
        '’' => '\'',
        '1' => '１',
        c if c.is_ascii_lowercase() => c.to_ascii_uppercase(),
        c => c.to_ascii_lowercase(),
    };
    let exchanged: String = words.chars().map(other).collect();
    for words in [words, &exchanged] {
        found_as_by_force(measure, texts, words);
    }
}

fn found_as_by_force(measure: Measure, texts: &[String], words: &str) {
    let quote = Quote::new(measure, words);
    let wanted: Vec<_> = (0..)
        .zip(texts)
        .map(|(unit, text)| (unit, quote.spans(text)))
        .filter(|it| !it.1.is_empty())
        .collect();
    for has_grams in [true, false] {
        let found = index(measure, texts, has_grams).quoting(&texts, &quote).unwrap();
        assert_eq!(found, wanted, "{words:?}");
    }
}

/// Lengths around the words of the machine that the distance is computed in.
#[test]
fn the_distance_is_the_textbooks_at_every_length() {
    let text = |n: usize, seed: usize| -> String {
        (0..n).map(|i| ['天', '地', '人', '山', '水'][(i * i + seed * i / 3 + seed) % 5]).collect()
    };
    for n in [1_usize, 2, 5, 31, 63, 64, 65, 127, 128, 129, 200, 260] {
        for (m, seed) in [(n, 1), (n + 1, 2), (n + 9, 3), (n.saturating_sub(7), 1), (n * 2, 0)] {
            let texts = [text(m, seed), text(m, 0)];
            agree(Measure::Characters, &texts, &[text(n, 0)], 10);
            agree(Measure::Characters, &texts, &[text(n, 0)], 85);
        }
    }
}
