//! Numbers in words, in both languages.

use diptych_segments::numerals;

/// Values up to this are left as words: "one" and 一 are too often no numbers.
const SMALL: u64 = 12;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Whether an English word is part of a number.
pub fn is_number_word(word: &str) -> bool {
    numerals::english_cardinal(word).is_some_and(|value| value > 0)
        || numerals::english_scale(word).is_some()
}

/// The value of a row of number words ("two", "hundred", "five"); `None` when
/// it is a single word of a small value, which is left to the dictionary.
pub fn english_value(words: &[&str]) -> Option<u64> {
    let value = numerals::english(&words.join(" "))?;
    (words.len() >= 2 || value > SMALL).then_some(value)
}

/// The number, from 1, of a lower-case month name. "may" and "march" are too often verbs.
pub fn english_month(word: &str) -> Option<usize> {
    let month = MONTHS.iter().position(|m| *m == word)? + 1;
    (month != 3 && month != 5).then_some(month)
}

/// The name of month `n` from 1.
pub fn month_name(n: usize) -> &'static str {
    MONTHS[n - 1]
}

/// Whether a character can be part of a Chinese numeral in running text, where the capital ones
/// (陆, 拾) are words.
pub fn is_numeral(c: char) -> bool {
    "〇零一二两三四五六七八九十百千万亿".contains(c)
}

/// The value of a Chinese numeral of at least two characters (一九八四, 二百零五,
/// 三千万); `None` for small ones and for what is no numeral.
pub fn chinese_value(numeral: &[char]) -> Option<u64> {
    let value = numerals::chinese(&numeral.iter().collect::<String>())?;
    (numeral.len() >= 2 && value > SMALL).then_some(value)
}

/// The value of a small numeral: 三.
pub fn small_value(numeral: &[char]) -> Option<u64> {
    if !numeral.iter().all(|&c| is_numeral(c)) {
        return None;
    }
    let value = numerals::chinese(&numeral.iter().collect::<String>())?;
    (1..=SMALL).contains(&value).then_some(value)
}

const WORDS: [[&str; 2]; SMALL as usize] = [
    ["one", "first"],
    ["two", "second"],
    ["three", "third"],
    ["four", "fourth"],
    ["five", "fifth"],
    ["six", "sixth"],
    ["seven", "seventh"],
    ["eight", "eighth"],
    ["nine", "ninth"],
    ["ten", "tenth"],
    ["eleven", "eleventh"],
    ["twelve", "twelfth"],
];

/// The cardinal and the ordinal of a small number.
pub fn small_words(value: u64) -> Option<[&'static str; 2]> {
    WORDS.get(usize::try_from(value.checked_sub(1)?).ok()?).copied()
}

/// The year of our era of a year of the Republic, which began in 1912.
pub fn year_of_republic(year: u64) -> Option<u64> {
    (1..=150).contains(&year).then_some(1911 + year)
}

/// The keys under which a large number may stand in English, in millions and in billions.
pub fn in_millions(value: u64) -> Vec<String> {
    let full = value as f64;
    let units = [1e6, 1e9].into_iter().filter(|unit| full >= *unit);
    units.map(|unit| format!("#{}", full / unit)).collect()
}

/// The keys under which `value` times 万 or 亿 may stand in English: in full,
/// in millions and in billions.
pub fn scaled_values(value: f64, scale: char) -> Vec<String> {
    let full = value * if scale == '万' { 1e4 } else { 1e8 };
    [(full, 1.0), (full, 1e6), (full, 1e9)]
        .into_iter()
        .filter(|(full, unit)| full >= unit)
        .map(|(full, unit)| format!("#{}", full / unit))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zh(numeral: &str) -> Option<u64> {
        chinese_value(&numeral.chars().collect::<Vec<_>>())
    }

    #[test]
    fn chinese_numerals() {
        assert_eq!(zh("一九八四"), Some(1984));
        assert_eq!(zh("二百零五"), Some(205));
        assert_eq!(zh("三千万"), Some(30_000_000));
        assert_eq!(zh("一亿二千万"), Some(120_000_000));
        assert_eq!(zh("十五"), Some(15));
        assert_eq!(zh("十"), None);
        assert_eq!(zh("三"), None);
        assert_eq!(zh(&"九".repeat(40)), None);
    }

    #[test]
    fn english_number_words() {
        assert_eq!(english_value(&["two", "hundred", "five"]), Some(205));
        assert_eq!(english_value(&["three", "million"]), Some(3_000_000));
        assert_eq!(english_value(&["twenty"]), Some(20));
        assert_eq!(english_value(&["two"]), None);
    }

    #[test]
    fn ten_thousands_and_hundred_millions() {
        assert_eq!(scaled_values(3.5, '亿'), ["#350000000", "#350"]);
        assert_eq!(scaled_values(3.0, '万'), ["#30000"]);
    }
}
