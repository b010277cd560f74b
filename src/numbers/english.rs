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
struct Token {
    what: What,
    /// As it stands in the text; nothing for words that say nothing of numbers.
    written: String,
    /// Whether only blanks or a dash part it from the token before it.
    joins: bool,
    /// Whether a comma does.
    behind_comma: bool,
}

enum What {
    Digits(Digits),
    Word(Word),
}

/// Digits and what stands around them.
struct Digits {
    value: f64,
    /// Whether they must come back.
    firm: bool,
    /// The name that they are part of.
    name: Option<String>,
    /// Whether they are the hour of a time such as 15:00.
    is_hour: bool,
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
        "to" | "or" => Word::To,
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
        here += match &tokens[here].what {
            What::Digits(_) => in_digits(&tokens, here, words, &mut found),
            What::Word(word) if words && *word != Word::Other => {
                in_words(&tokens[here..], &mut found)
            }
            What::Word(_) => 1,
        };
    }
    found
}

/// The tokens, each with how it is written.
fn tokens(text: &[char]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let (mut here, mut end) = (0, 0);
    while here < text.len() {
        let start = here;
        let what = if let Some((value, end)) = digits(text, here) {
            here = end;
            let at = |place: usize| text.get(place).copied().unwrap_or(' ');
            What::Digits(Digits {
                value,
                firm: !is_remark(text, start, end),
                name: name(text, start, end),
                is_hour: at(end) == ':' && at(end + 1).is_ascii_digit(),
            })
        } else if text[here].is_alphabetic() {
            here += text[here..].iter().take_while(|c| c.is_alphabetic()).count();
            What::Word(known(&text[start..here]))
        } else {
            here += 1;
            continue;
        };
        let between = &text[end..start];
        let is_other = matches!(what, What::Word(Word::Other));
        tokens.push(Token {
            what,
            written: if is_other { String::new() } else { text[start..here].iter().collect() },
            joins: between.iter().all(|c| c.is_whitespace() || matches!(c, '-' | '–' | '~')),
            behind_comma: between == [',', ' '],
        });
        end = here;
    }
    tokens
}

/// The number of the digits at `here`, with the scale after them. Returns how many tokens they took.
fn in_digits(tokens: &[Token], here: usize, words: bool, found: &mut Vec<Number>) -> usize {
    let What::Digits(digits) = &tokens[here].what else { return 1 };
    let value = digits.value;
    let mut number = Number {
        written: tokens[here].written.clone(),
        values: vec![value],
        firm: digits.firm,
        name: digits.name.clone(),
    };
    let mut taken = 1;
    let next = tokens.get(here + 1).filter(|next| words && next.joins);
    if let Some(Token { what: What::Word(word), written, .. }) = next {
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
                if let Some(before) = found.last_mut().filter(|_| ends_range(tokens, here)) {
                    let scaled = before.values[0] * factor;
                    before.values.push(scaled);
                }
            }
            // the 1990s
            Word::Plural if value >= 1000.0 => {
                number.values.push(value % 100.0);
                taken = 2;
            }
            Word::Afternoon if value <= 12.0 => number.values.push(value + 12.0),
            _ => {}
        }
    }
    if digits.is_hour && (13.0..=23.0).contains(&value) {
        // 15:00 may be 下午3点.
        number.values.push(value - 12.0);
    }
    // Minutes of :00 are said in no words.
    number.firm &= number.written != "00";
    found.push(number);
    taken
}

/// Whether the digits at `here` are the end of a range: "3-5", "3 to 5".
fn ends_range(tokens: &[Token], here: usize) -> bool {
    let is_digits = |back: usize| {
        let at = here.checked_sub(back).and_then(|at| tokens.get(at));
        at.is_some_and(|token| matches!(token.what, What::Digits(_)))
    };
    let is_to = |token: &Token| matches!(token.what, What::Word(Word::To | Word::And));
    tokens[here].joins && (is_digits(1) || is_digits(2) && is_to(&tokens[here - 1]))
}

/// A row of number words. Returns how many tokens it took, at least 1.
fn in_words(tokens: &[Token], found: &mut Vec<Number>) -> usize {
    let (value, taken) = row(tokens);
    if taken > 0 {
        let written: Vec<&str> =
            tokens[..taken].iter().map(|token| token.written.as_str()).collect();
        let begins = matches!(tokens[0].what, What::Word(Word::Value(_)));
        let firm = taken >= 2 && value > 100.0 && begins;
        found.push(Number { written: written.join(" "), values: vec![value], firm, name: None });
        return taken;
    }
    let values = match tokens[0].what {
        // "four decades", "a century"; the number before stands for itself too.
        What::Word(Word::Years(years)) => {
            let before = found.last().and_then(|number| number.values.first()).copied();
            std::iter::once(years).chain(before.map(|before| before * years)).collect()
        }
        What::Word(Word::Month(month)) => vec![month],
        _ => return 1,
    };
    found.push(Number { written: tokens[0].written.clone(), values, firm: false, name: None });
    1
}

/// The value of the number words that the tokens begin with, and how many they are.
fn row(tokens: &[Token]) -> (f64, usize) {
    let word_at = |at: usize| match tokens.get(at).map(|token| &token.what) {
        Some(What::Word(word)) => *word,
        _ => Word::Other,
    };
    let is_value = |at| matches!(word_at(at), Word::Value(_));
    let (mut total, mut current, mut taken): (f64, f64, usize) = (0.0, 0.0, 0);
    // What may stand behind the word before: all, ones behind tens, or nothing.
    let mut open = f64::MAX;
    while let Some(token) = tokens.get(taken) {
        // "two thousand, three hundred"
        let goes_on = token.joins || token.behind_comma && current == 0.0;
        if taken > 0 && !goes_on {
            break;
        }
        match word_at(taken) {
            // "nineteen ninety" and "twenty, thirty" are two numbers each; "twenty five" is one.
            Word::Value(value) if value < open => {
                current += value;
                open = if value >= 20.0 && value % 10.0 == 0.0 { 10.0 } else { 0.0 };
            }
            Word::Scale(scale) if scale > 100.0 => {
                total += current.max(1.0) * scale;
                (current, open) = (0.0, f64::MAX);
            }
            Word::Scale(scale) => {
                current = current.max(1.0) * scale;
                open = f64::MAX;
            }
            // three hundred and five
            Word::And if is_value(taken + 1) && (current >= 100.0 || total != 0.0) => {
                open = f64::MAX;
            }
            _ => break,
        }
        taken += 1;
    }
    (total + current, taken)
}
