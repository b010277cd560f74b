//! Numbers as they are written in words and letters: Chinese numerals, Roman numerals, English
//! number words. Values are whole; what does not fit in a `u64` is no number here.

mod chinese;
mod english;
mod roman;

pub use chinese::{chinese, chinese_digit, chinese_length, chinese_scale, is_chinese};
pub use english::{english, english_cardinal, english_ordinal, english_scale};
pub use roman::roman;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::english::{CARDINALS, ORDINALS, SCALES, TENS, TENTHS};
    use super::roman::write_roman;
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
