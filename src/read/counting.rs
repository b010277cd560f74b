//! Numbers of lists and chapters in words, letters and signs, in the formats that Word names
//! (ISO 29500, 17.18.59 `ST_NumberFormat`).

/// A number in a format of Word; in digits where the format is another script's.
pub(super) fn written(number: u32, format: &str) -> String {
    let nth = |signs: &str| {
        let at = usize::try_from(number).ok()?.checked_sub(1)?;
        signs.chars().nth(at).map(String::from)
    };
    let special = match format {
        "none" => Some(String::new()),
        "decimalZero" => Some(format!("{number:02}")),
        "decimalFullWidth" | "decimalFullWidth2" => Some(full_width(number)),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).map(|n| n.to_lowercase()),
        "upperLetter" => letter(number),
        "lowerLetter" => letter(number).map(|n| n.to_lowercase()),
        "ordinal" => Some(format!("{number}{}", ordinal_ending(number))),
        "cardinalText" => ONES.get(number as usize).map(|word| (*word).to_owned()),
        "ordinalText" => ORDINALS.get(number as usize).map(|word| (*word).to_owned()),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => Some(chinese(number, ORDINARY, "十百千", '万')),
        "chineseLegalSimplified" => Some(chinese(number, LEGAL, "拾佰仟", '万')),
        "ideographLegalTraditional" => Some(chinese(number, LEGAL_TRADITIONAL, "拾佰仟", '萬')),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
            let digit = |d: char| "〇一二三四五六七八九".chars().nth(d.to_digit(10)? as usize);
            Some(number.to_string().chars().filter_map(digit).collect())
        }
        "ideographTraditional" => nth(STEMS),
        "ideographZodiac" => nth(BRANCHES),
        "ideographZodiacTraditional" => (1..=60).contains(&number).then(|| {
            let sign = |signs: &str, of: u32| signs.chars().nth(((number - 1) % of) as usize);
            sign(STEMS, 10).into_iter().chain(sign(BRANCHES, 12)).collect()
        }),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled(number),
        "decimalEnclosedParen" => run('⑴', 20, number),
        "decimalEnclosedFullstop" => run('⒈', 20, number),
        "ideographEnclosedCircle" => run('㊀', 10, number),
        "numberInDash" => Some(format!("- {number} -")),
        _ => None,
    };
    special.unwrap_or_else(|| number.to_string())
}

/// A number in a circle; there are such up to 50.
pub(super) fn circled(number: u32) -> Option<String> {
    match number {
        0 => Some("⓪".to_owned()),
        1..=20 => run('①', 20, number),
        21..=35 => run('㉑', 15, number - 20),
        36..=50 => run('㊱', 15, number - 35),
        _ => None,
    }
}

/// The sign of a number where signs for 1 to `last` follow one another.
fn run(first: char, last: u32, number: u32) -> Option<String> {
    (1..=last).contains(&number).then_some(())?;
    char::from_u32(first as u32 + number - 1).map(String::from)
}

const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";
const ORDINARY: &str = "零一二三四五六七八九";
const LEGAL: &str = "零壹贰叁肆伍陆柒捌玖";
const LEGAL_TRADITIONAL: &str = "零壹貳參肆伍陸柒捌玖";
const ONES: &[&str] = &[
    "Zero",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
    "Twenty",
];
const ORDINALS: &[&str] = &[
    "Zeroth",
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
    "Eleventh",
    "Twelfth",
    "Thirteenth",
    "Fourteenth",
    "Fifteenth",
    "Sixteenth",
    "Seventeenth",
    "Eighteenth",
    "Nineteenth",
    "Twentieth",
];

fn ordinal_ending(number: u32) -> &'static str {
    match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

fn full_width(number: u32) -> String {
    let wide = |d: char| char::from_u32(d as u32 - '0' as u32 + '０' as u32);
    number.to_string().chars().filter_map(wide).collect()
}

fn roman(number: u32) -> Option<String> {
    const SIGNS: &[(u32, &str)] = &[
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = (1..=3999).contains(&number).then_some(number)?;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while rest >= *value {
            out.push_str(sign);
            rest -= value;
        }
    }
    Some(out)
}

/// A, B, … Z, AA, BB: one letter, as often as the alphabet was gone through.
fn letter(number: u32) -> Option<String> {
    let at = (1..=780).contains(&number).then(|| number - 1)?;
    let letter = char::from_u32('A' as u32 + at % 26)?;
    Some(std::iter::repeat_n(letter, at as usize / 26 + 1).collect())
}

/// 二十三, 一百零五, 一万二千: as numbers are read; ten to nineteen without the one in ordinary
/// writing.
fn chinese(number: u32, digits: &str, units: &str, ten_thousand: char) -> String {
    let digit = |n: u32| digits.chars().nth(n as usize).unwrap_or('零');
    if number >= 10_000 {
        let (high, low) = (number / 10_000, number % 10_000);
        let mut text = chinese(high, digits, units, ten_thousand);
        text.push(ten_thousand);
        if low > 0 {
            if low < 1000 {
                text.push(digit(0));
            }
            text += &chinese(low, digits, units, ten_thousand);
        }
        return text;
    }
    if number < 10 {
        return digit(number).to_string();
    }
    let mut text = String::new();
    let mut gap = false;
    for place in (0..4).rev() {
        let n = number / 10u32.pow(place) % 10;
        if n == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap && !text.is_empty() {
            text.push(digit(0));
        }
        gap = false;
        if !(n == 1 && place == 1 && text.is_empty() && units.starts_with('十')) {
            text.push(digit(n));
        }
        text.extend(place.checked_sub(1).and_then(|at| units.chars().nth(at as usize)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        for (number, format, text) in [
            (12, "decimal", "12"),
            (3, "decimalZero", "03"),
            (12, "decimalFullWidth", "１２"),
            (1994, "upperRoman", "MCMXCIV"),
            (4, "lowerRoman", "iv"),
            (28, "lowerLetter", "bb"),
            (22, "ordinal", "22nd"),
            (1, "ordinalText", "First"),
            (10, "chineseCounting", "十"),
            (12, "chineseCountingThousand", "十二"),
            (20, "japaneseCounting", "二十"),
            (110, "chineseCountingThousand", "一百一十"),
            (105, "chineseCountingThousand", "一百零五"),
            (1010, "taiwaneseCountingThousand", "一千零一十"),
            (12_005, "chineseCountingThousand", "一万二千零五"),
            (11, "chineseLegalSimplified", "壹拾壹"),
            (21, "ideographLegalTraditional", "貳拾壹"),
            (10, "ideographDigital", "一〇"),
            (2, "ideographTraditional", "乙"),
            (12, "ideographZodiac", "亥"),
            (13, "ideographZodiacTraditional", "丙子"),
            (21, "decimalEnclosedCircle", "㉑"),
            (50, "decimalEnclosedCircleChinese", "㊿"),
            (3, "ideographEnclosedCircle", "㊂"),
            (11, "ideographTraditional", "11"),
            (3, "hebrew1", "3"),
            (5, "none", ""),
        ] {
            assert_eq!(written(number, format), text, "{number} as {format}");
        }
    }
}
