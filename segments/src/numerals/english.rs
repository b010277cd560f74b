//! English number words.

pub(super) const CARDINALS: [&str; 20] = [
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
pub(super) const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
pub(super) const ORDINALS: [&str; 20] = [
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
pub(super) const TENTHS: [&str; 8] = [
    "twentieth",
    "thirtieth",
    "fortieth",
    "fiftieth",
    "sixtieth",
    "seventieth",
    "eightieth",
    "ninetieth",
];
pub(super) const SCALES: [(&str, u64); 5] = [
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
