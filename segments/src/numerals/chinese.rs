//! Chinese numerals.

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
