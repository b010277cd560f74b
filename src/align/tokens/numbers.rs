//! Numbers in words, in both languages.

/// Values up to this are left as words: "one" and 一 are too often no numbers.
const SMALL: u64 = 12;

const UNITS: [(&str, u64); 28] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("hundred", 100),
];

const SCALES: [(&str, u64); 3] =
    [("thousand", 1_000), ("million", 1_000_000), ("billion", 1_000_000_000)];

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

/// Whether a lower-case English word is part of a number.
pub fn is_number_word(word: &str) -> bool {
    UNITS.iter().chain(&SCALES).any(|(w, _)| *w == word)
}

/// The value of a row of number words ("two", "hundred", "five"); `None` when
/// it is a single word of a small value, which is left to the dictionary.
pub fn english_value(words: &[&str]) -> Option<u64> {
    let (mut total, mut current) = (0u64, 0u64);
    for word in words {
        if let Some((_, scale)) = SCALES.iter().find(|(w, _)| w == word) {
            total = total.checked_add(current.max(1).checked_mul(*scale)?)?;
            current = 0;
        } else if *word == "hundred" {
            current = current.max(1).checked_mul(100)?;
        } else {
            current = current.checked_add(UNITS.iter().find(|(w, _)| w == word)?.1)?;
        }
    }
    let value = total.checked_add(current)?;
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

/// Whether a character can be part of a Chinese numeral.
pub fn is_numeral(c: char) -> bool {
    digit(c).is_some() || multiplier(c).is_some()
}

/// The value of a Chinese numeral of at least two characters (一九八四, 二百零五,
/// 三千万) or 十; `None` for small ones and for what is no numeral.
pub fn chinese_value(numeral: &[char]) -> Option<u64> {
    let value = if numeral.iter().all(|&c| digit(c).is_some()) {
        numeral.iter().try_fold(0u64, |value, &c| value.checked_mul(10)?.checked_add(digit(c)?))?
    } else {
        grouped_value(numeral)?
    };
    (numeral.len() >= 2 && value > SMALL).then_some(value)
}

/// 三千二百万零五: digits before 十百千, those sums before 万 and 亿.
fn grouped_value(numeral: &[char]) -> Option<u64> {
    let (mut total, mut section, mut current) = (0u64, 0u64, 0u64);
    for &c in numeral {
        if let Some(value) = digit(c) {
            current = value;
        } else {
            match multiplier(c)? {
                scale @ (10 | 100 | 1_000) => section += current.max(1) * scale,
                scale => {
                    // 二千万 stands beside a 亿 before it; 三万亿 multiplies the 万.
                    let (beside, scaled) = if scale < total { (total, 0) } else { (0, total) };
                    let scaled = (scaled + section + current).max(1).checked_mul(scale)?;
                    total = scaled.checked_add(beside)?;
                    section = 0;
                }
            }
            current = 0;
        }
    }
    total.checked_add(section + current)
}

fn digit(c: char) -> Option<u64> {
    match c {
        '零' => Some(0),
        '两' => Some(2),
        _ => "〇一二三四五六七八九".chars().zip(0..).find(|(d, _)| *d == c).map(|(_, value)| value),
    }
}

fn multiplier(c: char) -> Option<u64> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1_000),
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    }
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
        assert_eq!(english_value(&["billion"; 9]), Some(9_000_000_000));
    }

    #[test]
    fn ten_thousands_and_hundred_millions() {
        assert_eq!(scaled_values(3.5, '亿'), ["#350000000", "#350"]);
        assert_eq!(scaled_values(3.0, '万'), ["#30000"]);
    }
}
