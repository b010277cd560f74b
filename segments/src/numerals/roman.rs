//! Roman numerals.

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
pub(super) fn write_roman(mut value: u32) -> String {
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
