//! Numbers as they are written in words and letters: Chinese numerals, Roman numerals, English
//! number words. Values are whole; what does not fit in a `u64` is no number here.

/// The value of a Chinese digit, ordinary (`三`), capital (`叁`) or traditional (`參`).
///
/// `两` is 2 and `〇`, `零` and the circle `○` that many type instead are 0.
pub fn chinese_digit(c: char) -> Option<u64> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' | '壹' | '弌' => 1,
        '二' | '贰' | '貳' | '弍' | '两' | '兩' => 2,
        '三' | '叁' | '參' | '弎' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// What a Chinese character multiplies the digit before it with: `百` is 100, `万` is 10,000.
pub fn chinese_scale(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    })
}

/// `廿`, `卅` and `卌`: tens in one character.
fn chinese_tens(c: char) -> Option<u64> {
    Some(match c {
        '廿' | '卄' => 20,
        '卅' => 30,
        '卌' => 40,
        _ => return None,
    })
}

/// Whether `c` can be part of a Chinese numeral.
pub fn is_chinese(c: char) -> bool {
    chinese_digit(c).is_some() || chinese_scale(c).is_some() || chinese_tens(c).is_some()
}

/// How many bytes of `text` the Chinese numeral takes that it starts with; 0 where there is none.
///
/// Law: `text[..length]` holds numerals only, and no numeral follows it.
pub fn chinese_length(text: &str) -> usize {
    text.find(|c| !is_chinese(c)).unwrap_or(text.len())
}

/// The value of a text that is a Chinese numeral from end to end.
///
/// A row of digits is read by place (`一九八四`); anything else by its scales (`二百零五`, `三千万`,
/// `廿四`), where a last digit right behind a scale of 100 or more counts in the next lower one
/// (`三百五` is 350). Of two digits side by side that stand before a scale, the second counts
/// (`二三十`, twenty or thirty, is 30).
///
/// Law: the numeral that a whole number is written as has that number as its value.
///
/// ```
/// use diptych_segments::numerals::chinese;
///
/// assert_eq!(chinese("一百二十三"), Some(123));
/// assert_eq!(chinese("二〇二六"), Some(2026));
/// assert_eq!(chinese("一亿二千万"), Some(120_000_000));
/// assert_eq!(chinese("第三"), None);
/// ```
pub fn chinese(text: &str) -> Option<u64> {
    if text.is_empty() || text == "○" {
        return None;
    }
    if text.chars().all(|c| chinese_digit(c).is_some()) {
        return text
            .chars()
            .filter_map(chinese_digit)
            .try_fold(0_u64, |value, digit| value.checked_mul(10)?.checked_add(digit));
    }
    let (mut total, mut section, mut digit) = (0_u64, 0_u64, 0_u64);
    // The scale right before the digit, which an unwritten lower one would follow.
    let (mut before, mut scale_of_digit) = (1_u64, 1_u64);
    for c in text.chars() {
        if let Some(value) = chinese_digit(c) {
            scale_of_digit = if value == 0 { 1 } else { before };
            (digit, before) = (value, 1);
            continue;
        }
        if let Some(tens) = chinese_tens(c) {
            section = section.checked_add(tens)?;
            (digit, before) = (0, 10);
            continue;
        }
        let scale = chinese_scale(c)?;
        if scale < 10_000 {
            section = section.checked_add(digit.max(1).checked_mul(scale)?)?;
        } else {
            // 二千万 stands beside a 亿 before it; 三万亿 multiplies the 万.
            let (beside, scaled) = if scale < total { (total, 0) } else { (0, total) };
            let scaled = scaled.checked_add(section)?.checked_add(digit)?.max(1);
            total = scaled.checked_mul(scale)?.checked_add(beside)?;
            section = 0;
        }
        (digit, before) = (0, scale);
    }
    let last = if scale_of_digit >= 100 { digit.checked_mul(scale_of_digit / 10)? } else { digit };
    total.checked_add(section)?.checked_add(last)
}

/// The letters of Roman numerals and of the pairs that subtract, the highest first.
const ROMAN: [(&str, u32); 13] = [
    ("M", 1000),
    ("CM", 900),
    ("D", 500),
    ("CD", 400),
    ("C", 100),
    ("XC", 90),
    ("L", 50),
    ("XL", 40),
    ("X", 10),
    ("IX", 9),
    ("V", 5),
    ("IV", 4),
    ("I", 1),
];

/// The value, 1 to 3999, of a text that is a Roman numeral in capitals or in small letters.
///
/// Law: only the usual way to write a number is read (`IX`, not `VIIII`), and each number has one.
/// A letter or a word may be one as well: `I`, `mix`.
///
/// ```
/// use diptych_segments::numerals::roman;
///
/// assert_eq!(roman("xiv"), Some(14));
/// assert_eq!(roman("IIX"), None);
/// ```
pub fn roman(text: &str) -> Option<u32> {
    let one_case = text.bytes().all(|b| b.is_ascii_uppercase())
        || text.bytes().all(|b| b.is_ascii_lowercase());
    if text.is_empty() || text.len() > LONGEST_ROMAN || !one_case {
        return None;
    }
    let capitals = text.to_ascii_uppercase();
    let mut rest = capitals.as_str();
    let mut value = 0;
    for (sign, worth) in ROMAN {
        while let Some(after) = rest.strip_prefix(sign) {
            rest = after;
            value += worth;
        }
    }
    (rest.is_empty() && write_roman(value) == capitals).then_some(value)
}

/// The length of `MMMDCCCLXXXVIII`, 3888.
const LONGEST_ROMAN: usize = 15;

/// The usual way to write `value`, which is below 4000 for all that [`roman`] reads.
fn write_roman(mut value: u32) -> String {
    let mut text = String::new();
    for (sign, worth) in ROMAN {
        // No letter stands four times in a row.
        for _ in 0..(value / worth).min(3) {
            text.push_str(sign);
            value -= worth;
        }
    }
    text
}

const CARDINALS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const ORDINALS: [&str; 20] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];
const TENTHS: [&str; 8] = [
    "twentieth",
    "thirtieth",
    "fortieth",
    "fiftieth",
    "sixtieth",
    "seventieth",
    "eightieth",
    "ninetieth",
];
const SCALES: [(&str, u64); 5] = [
    ("hundred", 100),
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
];

/// The place of a word in a list, upper or lower case.
fn place(word: &str, list: &[&str]) -> Option<u64> {
    list.iter().position(|known| known.eq_ignore_ascii_case(word)).and_then(|at| at.try_into().ok())
}

/// The value of one English cardinal below a hundred: `seven`, `Forty`.
pub fn english_cardinal(word: &str) -> Option<u64> {
    place(word, &CARDINALS).or_else(|| Some((place(word, &TENS)? + 2) * 10))
}

/// The value of one English ordinal below a hundred: `seventh`, `Fortieth`.
pub fn english_ordinal(word: &str) -> Option<u64> {
    place(word, &ORDINALS).or_else(|| Some((place(word, &TENTHS)? + 2) * 10))
}

/// What an English word multiplies the number before it with: `hundred` to `trillion`.
pub fn english_scale(word: &str) -> Option<u64> {
    SCALES.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|&(_, scale)| scale)
}

/// The value of a text that is an English number in words from end to end, cardinal or ordinal.
///
/// Words part at spaces and hyphens, `and` may stand between them, `hundred` alone is 100; only the
/// last word may be an ordinal.
///
/// Law: the words that a whole number is written as, as cardinal or ordinal, have it as their value.
///
/// ```
/// use diptych_segments::numerals::english;
///
/// assert_eq!(english("two hundred and five"), Some(205));
/// assert_eq!(english("Twenty-first"), Some(21));
/// assert_eq!(english("two pigs"), None);
/// ```
pub fn english(text: &str) -> Option<u64> {
    let words = text.split(|c: char| c.is_whitespace() || c == '-').filter(|word| !word.is_empty());
    let (mut total, mut section) = (None, None);
    let mut ended = false;
    // A number neither starts nor ends with `and`.
    let mut joined = true;
    for word in words {
        let and = word.eq_ignore_ascii_case("and");
        if ended || and && joined {
            return None;
        }
        joined = and;
        if and {
            continue;
        }
        let bare = SCALES.iter().find(|(scale, _)| {
            word.len() == scale.len() + 2
                && word.get(..scale.len()).is_some_and(|start| start.eq_ignore_ascii_case(scale))
                && word.to_ascii_lowercase().ends_with("th")
        });
        ended = bare.is_some() || english_ordinal(word).is_some();
        match english_scale(word).or(bare.map(|&(_, scale)| scale)) {
            Some(100) => section = Some(section.unwrap_or(1_u64).checked_mul(100)?),
            Some(scale) => {
                let scaled = section.take().unwrap_or(1).checked_mul(scale)?;
                total = Some(total.unwrap_or(0_u64).checked_add(scaled)?);
            }
            None => {
                let value = english_cardinal(word).or_else(|| english_ordinal(word))?;
                section = Some(section.unwrap_or(0).checked_add(value)?);
            }
        }
    }
    if joined {
        return None;
    }
    match (total, section) {
        (None, None) => None,
        (total, section) => total.unwrap_or(0).checked_add(section.unwrap_or(0)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// As numbers are read aloud: 二万零三十, 一百一十.
    fn write_chinese(value: u64) -> String {
        for (unit, scale) in [('亿', 100_000_000), ('万', 10_000)] {
            if value >= scale {
                let (high, low) = (value / scale, value % scale);
                let gap = if low > 0 && low < scale / 10 { "零" } else { "" };
                let low = if low > 0 { write_chinese(low) } else { String::new() };
                return format!("{}{unit}{gap}{low}", write_chinese(high));
            }
        }
        let mut text = String::new();
        let mut gap = false;
        for (unit, scale) in [("千", 1000), ("百", 100), ("十", 10), ("", 1)] {
            let digit = value / scale % 10;
            if digit == 0 {
                gap = !text.is_empty();
            } else {
                text.push_str(if gap { "零" } else { "" });
                gap = false;
                text.extend(
                    "零一二三四五六七八九".chars().nth(usize::try_from(digit).unwrap_or(0)),
                );
                text.push_str(unit);
            }
        }
        if text.is_empty() { "零".to_owned() } else { text }
    }

    /// The number in words, and with `ordinal` its last word as an ordinal.
    fn write_english(value: u64, ordinal: bool) -> String {
        let at = |n: u64| usize::try_from(n).unwrap_or(0);
        for (word, scale) in SCALES.iter().rev() {
            if value >= *scale {
                let high = write_english(value / scale, false);
                return match value % scale {
                    0 => format!("{high} {word}{}", if ordinal { "th" } else { "" }),
                    low => format!("{high} {word} {}", write_english(low, ordinal)),
                };
            }
        }
        match (value / 10, value % 10) {
            (0..2, _) => (if ordinal { ORDINALS } else { CARDINALS })[at(value)].to_owned(),
            (tens, 0) => (if ordinal { TENTHS } else { TENS })[at(tens) - 2].to_owned(),
            (tens, ones) => {
                format!("{}-{}", TENS[at(tens) - 2], write_english(ones, ordinal))
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(value in prop_oneof![0..2_000_u64, 0..1_000_000_000_000_u64]) {
            prop_assert_eq!(chinese(&write_chinese(value)), Some(value));
            prop_assert_eq!(english(&write_english(value, false)), Some(value));
            prop_assert_eq!(english(&write_english(value, true)), Some(value));
            let digits = |d: char| "〇一二三四五六七八九".chars().nth(d.to_digit(10)? as usize);
            let row: String = value.to_string().chars().filter_map(digits).collect();
            prop_assert_eq!(chinese(&row), Some(value));
        }

        #[test]
        fn roman_numerals_are_read_back(value in 1..4_000_u32) {
            let text = write_roman(value);
            prop_assert_eq!(roman(&text), Some(value));
            prop_assert_eq!(roman(&text.to_lowercase()), Some(value));
        }

        #[test]
        fn any_text_is_read_without_a_panic(
            text in "[零○一二两十廿百千万亿]{0,30}|[ivxlcdmIVXLCDM]{0,17}|((one|twenty|hundred|trillion|and|second)[ -]?){0,9}|\\PC{0,9}"
        ) {
            let length = chinese_length(&text);
            prop_assert!(text[..length].chars().all(is_chinese));
            prop_assert!(!text[length..].starts_with(is_chinese));
            let _ = (chinese(&text), english(&text));
            if let Some(value) = roman(&text) {
                prop_assert_eq!(write_roman(value), text.to_uppercase());
            }
        }
    }

    #[test]
    fn other_forms_of_chinese_numerals() {
        for (text, value) in [
            ("十", 10),
            ("十四", 14),
            ("百", 100),
            ("两百", 200),
            ("壹佰贰拾叁", 123),
            ("廿四", 24),
            ("卅", 30),
            ("三百五", 350),
            ("两万五", 25_000),
            ("三百零五", 305),
            ("一百廿三", 123),
            ("三万亿", 3_000_000_000_000),
            ("二○二六", 2026),
            ("二三十", 30),
        ] {
            assert_eq!(chinese(text), Some(value), "{text}");
        }
        for text in ["", "○", "第三", "三人", &"九".repeat(40)] {
            assert_eq!(chinese(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for text in ["", "and", "two and", "and two", "second one", "thirdly", "a dozen"] {
            assert_eq!(english(text), None, "{text}");
        }
        for text in ["", "iiii", "iix", "Xi", "ixi", "vx", "mmmm", "十"] {
            assert_eq!(roman(text), None, "{text}");
        }
    }
}
