//! Numbers of English texts, and the digits of any other.

use diptych_segments::numerals::{english_cardinal, english_ordinal, english_scale};

use super::digits::{digits, is_remark, name};
use super::number::Number;

/// Words of a value that are neither cardinals nor ordinals.
const WORDS: [(&str, f64); 18] = [
    ("thirds", 3.0),
    ("once", 1.0),
    ("twice", 2.0),
    ("dozen", 12.0),
    ("half", 0.5),
    ("quarter", 4.0),
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
const SPANS: [(&str, f64); 4] =
    [("decade", 10.0), ("decades", 10.0), ("century", 100.0), ("centuries", 100.0)];

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A token that matters.
enum Token {
    /// With whether they must come back, and the name that they are part of.
    Digits(f64, bool, Option<String>),
    Word(Word),
}

/// What a word says of numbers.
#[derive(Clone, Copy, PartialEq)]
enum Word {
    /// A cardinal, an ordinal, or the like.
    Value(f64),
    /// It multiplies the number before it.
    Scale(f64),
    /// It does so right after digits.
    Suffix(f64),
    /// So many years.
    Years(f64),
    /// From 1.
    Month(f64),
    And,
    /// Of `1990s`.
    Plural,
    /// Of `3 p.m.`
    Afternoon,
    Other,
}

/// What a written word is. Of months the first three letters count: a month too many does no harm,
/// for it is never firm.
fn known(written: &[char]) -> Word {
    let word: String = written.iter().map(char::to_ascii_lowercase).collect();
    let of = |list: &[(&str, f64)]| list.iter().find(|it| it.0 == word).map(|it| it.1);
    let whole = |value: u64| value as f64;
    let value = english_cardinal(&word).or_else(|| english_ordinal(&word)).map(whole);
    if let Some(value) = value.or_else(|| of(&WORDS)) {
        return Word::Value(value);
    }
    let scale = english_scale(&word).map(whole).or_else(|| of(&SCALES)).map(Word::Scale);
    let known =
        scale.or_else(|| of(&SUFFIXES).map(Word::Suffix)).or_else(|| of(&SPANS).map(Word::Years));
    known.unwrap_or_else(|| match word.as_str() {
        "and" => Word::And,
        "s" => Word::Plural,
        "pm" | "p" => Word::Afternoon,
        _ => {
            let month = MONTHS.iter().position(|month| word.starts_with(month));
            month.map_or(Word::Other, |month| Word::Month(month as f64 + 1.0))
        }
    })
}

/// The numbers of a text in plain characters; with `words` also those in English words.
pub(super) fn numbers(text: &[char], words: bool) -> Vec<Number> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut here = 0;
    while here < tokens.len() {
        here += match &tokens[here].0 {
            Token::Digits(value, firm, name) => {
                let number = Number {
                    written: tokens[here].1.clone(),
                    values: vec![*value],
                    firm: *firm,
                    name: name.clone(),
                };
                in_digits(&tokens[here..], number, words, &mut found)
            }
            Token::Word(word) if words && *word != Word::Other => {
                in_words(&tokens[here..], &mut found)
            }
            Token::Word(_) => 1,
        };
    }
    found
}

/// The tokens, each with how it is written.
fn tokens(text: &[char]) -> Vec<(Token, String)> {
    let mut tokens = Vec::new();
    let mut here = 0;
    while here < text.len() {
        if let Some((value, end)) = digits(text, here) {
            let digits = Token::Digits(value, !is_remark(text, here, end), name(text, here, end));
            tokens.push((digits, text[here..end].iter().collect()));
            here = end;
        } else if text[here].is_alphabetic() {
            let length = text[here..].iter().take_while(|c| c.is_alphabetic()).count();
            let word = known(&text[here..here + length]);
            tokens.push((
                Token::Word(word),
                if word == Word::Other {
                    String::new()
                } else {
                    text[here..here + length].iter().collect()
                },
            ));
            here += length;
        } else {
            here += 1;
        }
    }
    tokens
}

/// The number of digits, with the scale after them. Returns how many tokens they took.
fn in_digits(
    tokens: &[(Token, String)],
    mut number: Number,
    words: bool,
    found: &mut Vec<Number>,
) -> usize {
    let value = number.values[0];
    let mut taken = 1;
    if words && let Some((Token::Word(word), written)) = tokens.get(1) {
        match *word {
            Word::Scale(factor) | Word::Suffix(factor) => {
                number.values.push(value * factor);
                // The plain number alone is not what the text says; but 3 K may be kelvin, 2 m metres.
                if matches!(word, Word::Scale(_)) {
                    number.values.remove(0);
                }
                number.written.extend([" ", written]);
                taken = 2;
                // "3 to 5 million": the scale holds for both.
                if let Some(before) = found.last_mut()
                    && before.values[0] < 1000.0
                {
                    let scaled = before.values[0] * factor;
                    before.values.push(scaled);
                }
            }
            // the 1990s
            Word::Plural if value >= 1000.0 => {
                number.values.push(value % 100.0);
                taken = 2;
            }
            Word::Afternoon => number.values.push(value + 12.0),
            _ => {}
        }
    }
    if (13.0..=23.0).contains(&value) {
        // 15:00 may be 下午3点.
        number.values.push(value - 12.0);
    }
    // Minutes of :00 are said in no words.
    number.firm &= number.written != "00";
    found.push(number);
    taken
}

/// A row of number words. Returns how many tokens it took, at least 1.
fn in_words(tokens: &[(Token, String)], found: &mut Vec<Number>) -> usize {
    let word_at = |at: usize| match tokens.get(at) {
        Some((Token::Word(word), _)) => *word,
        _ => Word::Other,
    };
    let is_value = |at| matches!(word_at(at), Word::Value(_));
    let (mut total, mut current, mut taken): (f64, f64, usize) = (0.0, 0.0, 0);
    loop {
        match word_at(taken) {
            // "nineteen ninety" is two numbers side by side; "twenty five" is one.
            Word::Value(_) if taken > 0 && current % 10.0 != 0.0 && current != 0.0 => break,
            Word::Value(value) => current += value,
            Word::Scale(scale) if scale > 100.0 => {
                total += current.max(1.0) * scale;
                current = 0.0;
            }
            Word::Scale(scale) => current = current.max(1.0) * scale,
            // three hundred and five
            Word::And if is_value(taken + 1) && (current >= 100.0 || total != 0.0) => {}
            _ => break,
        }
        taken += 1;
    }
    if taken > 0 {
        let written: Vec<&str> =
            tokens[..taken].iter().map(|(_, written)| written.as_str()).collect();
        let value = total + current;
        let firm = taken >= 2 && value > 100.0 && is_value(0);
        found.push(Number { written: written.join(" "), values: vec![value], firm, name: None });
        return taken;
    }
    let values = match word_at(0) {
        // "four decades", "a century"; the number before stands for itself too.
        Word::Years(years) => {
            let before = found.last().and_then(|number| number.values.first()).copied();
            std::iter::once(years).chain(before.map(|before| before * years)).collect()
        }
        Word::Month(month) => vec![month],
        _ => return 1,
    };
    found.push(Number { written: tokens[0].1.clone(), values, firm: false, name: None });
    1
}
