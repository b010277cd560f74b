//! What English words say of numbers.

use diptych_segments::numerals::{english_cardinal, english_ordinal, english_scale};

use super::signs::roman_value;

/// Words of a value that are neither cardinals nor ordinals.
const WORDS: [(&str, f64); 32] = [
    ("thirds", 3.0),
    ("once", 1.0),
    ("twice", 2.0),
    ("dozen", 12.0),
    ("half", 0.5),
    ("quarter", 4.0),
    ("quarters", 4.0),
    ("double", 2.0),
    ("doubled", 2.0),
    ("doubling", 2.0),
    ("triple", 3.0),
    ("tripled", 3.0),
    ("trebled", 3.0),
    ("quadruple", 4.0),
    ("quadrupled", 4.0),
    ("quintuple", 5.0),
    ("quintupled", 5.0),
    ("halves", 0.5),
    ("halved", 0.5),
    ("dozens", 12.0),
    ("single", 1.0),
    ("noon", 12.0),
    ("midday", 12.0),
    ("midnight", 0.0),
    ("twenties", 20.0),
    ("thirties", 30.0),
    ("forties", 40.0),
    ("fifties", 50.0),
    ("sixties", 60.0),
    ("seventies", 70.0),
    ("eighties", 80.0),
    ("nineties", 90.0),
];

/// Other forms of the words that multiply what stands before them.
const SCALES: [(&str, f64); 4] =
    [("hundredth", 1e2), ("hundreds", 1e2), ("thousands", 1e3), ("millions", 1e6)];

/// Letters that do so right after digits: 3.5bn.
const SUFFIXES: [(&str, f64); 5] = [("k", 1e3), ("m", 1e6), ("mn", 1e6), ("bn", 1e9), ("tn", 1e12)];

/// Words for so many years. They do not multiply: "the twentieth century" is 20世纪.
const SPANS: [(&str, f64); 6] = [
    ("decade", 10.0),
    ("decades", 10.0),
    ("century", 100.0),
    ("centuries", 100.0),
    ("millennium", 1000.0),
    ("millennia", 1000.0),
];

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// What a word says of numbers.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Word {
    /// A cardinal, an ordinal, or the like.
    Value(f64),
    /// A Roman numeral.
    Roman(f64),
    /// `a` and `an`.
    Article,
    /// It multiplies the number before it.
    Scale(f64),
    /// It does so right after digits.
    Suffix(f64),
    /// So many years.
    Years(f64),
    /// From 1.
    Month(f64),
    And,
    /// Of "3 to 5 million".
    To,
    /// Of `1990s`.
    Plural,
    /// Of `3 p.m.`
    Afternoon,
    Other,
}

/// What a written word is. Of months the first three letters count: a month too many does no harm,
/// for it is never firm.
pub(super) fn known(written: &[char]) -> Word {
    let word: String = written.iter().map(char::to_ascii_lowercase).collect();
    let of = |list: &[(&str, f64)]| list.iter().find(|it| it.0 == word).map(|it| it.1);
    let whole = |value: u64| value as f64;
    let value = english_cardinal(&word).or_else(|| english_ordinal(&word)).map(whole);
    let fold = |word: &str| word.strip_suffix("fold").and_then(english_cardinal).map(whole);
    if let Some(value) = value.or_else(|| of(&WORDS)).or_else(|| fold(&word)) {
        return Word::Value(value);
    }
    if let Some(value) = roman_value(written) {
        return Word::Roman(value);
    }
    let scale = english_scale(&word).map(whole).or_else(|| of(&SCALES)).map(Word::Scale);
    let known =
        scale.or_else(|| of(&SUFFIXES).map(Word::Suffix)).or_else(|| of(&SPANS).map(Word::Years));
    known.unwrap_or_else(|| match word.as_str() {
        "and" => Word::And,
        "a" | "an" => Word::Article,
        "to" | "or" => Word::To,
        "s" => Word::Plural,
        "pm" | "p" => Word::Afternoon,
        _ => {
            let month = MONTHS.iter().position(|month| word.starts_with(month));
            month.map_or(Word::Other, |month| Word::Month(month as f64 + 1.0))
        }
    })
}
