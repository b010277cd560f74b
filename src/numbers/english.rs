//! Numbers of English texts, and the digits of any other.

use std::ops::Range;

use super::digits::{self, digits, is_exponent, is_remark, name, numbers_a_list};
use super::english_words::{Word, known};
use super::number::{Number, same};
use super::signs::sign_value;
use super::units::{Measure, in_english};

/// A token that matters.
struct Token {
    what: What,
    /// Where it stands, in characters.
    place: Range<usize>,
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
    pieces: Vec<f64>,
    long: Option<f64>,
    /// Whether they must come back.
    firm: bool,
    /// The name that they are part of.
    name: Option<String>,
    /// Whether they are the hour of a time such as 15:00.
    is_hour: bool,
}

/// The numbers of a text in plain characters; with `words` also those in English words.
pub(super) fn numbers(text: &[char], words: bool) -> Vec<Number> {
    let tokens = tokens(text);
    let mut found: Vec<Number> = Vec::new();
    let mut here = 0;
    while here < tokens.len() {
        let count = found.len();
        let taken = match &tokens[here].what {
            What::Digits(_) => in_digits(&tokens, here, words, &mut found),
            What::Word(word) if words && *word != Word::Other => {
                in_words(text, &tokens[here..], &mut found)
            }
            What::Word(_) => 1,
        };
        let after = &tokens[here + taken..];
        if let Some(number) = found.get_mut(count).filter(|_| words) {
            measured(text, number, after);
        }
        here += taken;
    }
    found
}

/// Adds what a number measures, with the half that stands behind it: "two and a half years", "a year
/// and a half", "half an hour".
fn measured(text: &[char], number: &mut Number, after: &[Token]) {
    let end = number.place.end;
    let value = number.values[number.values.len() - 1];
    let is = |at: usize, wanted: Word| {
        after.get(at).is_some_and(|token| matches!(token.what, What::Word(word) if word == wanted))
    };
    let is_half =
        |at: usize| is(at, Word::And) && is(at + 1, Word::Article) && is(at + 2, Word::Value(0.5));
    if is_half(0) {
        number.values.push(value + 0.5);
        let behind = after[2].place.end;
        number.measures.push(Measure::share(value + 0.5, true));
        number.measures.extend(quantities(value + 0.5, &text[behind..]));
        return;
    }
    number.measures.extend(quantities(value, &text[end..]));
    // "a year and a half"
    if after
        .first()
        .is_some_and(|token| matches!(token.what, What::Word(Word::Other | Word::Years(_))))
        && is_half(1)
    {
        number.values.push(value + 0.5);
        number.measures.extend(quantities(value + 0.5, &text[end..]));
    }
    if same(value, 0.5) {
        number.measures.push(Measure::share(0.5, true));
        if is(0, Word::Article) {
            number.measures.extend(quantities(0.5, &text[after[0].place.end..]));
        }
    }
    // "tenfold", "doubled"
    if value >= 2.0 && !number.written.starts_with(|c: char| c.is_ascii_digit()) {
        number.measures.push(Measure::share(value, true));
    }
    // "three quarters", "one fifth"
    if let Some(What::Word(Word::Value(of))) = after.first().map(|token| &token.what)
        && is_fraction_word(after.first())
        && value >= 1.0
        && *of >= 2.0
    {
        number.measures.push(Measure::share(value / of, false));
    }
}

/// Whether a token is the lower part of a fraction: `thirds`, `fifth`, `quarters`.
fn is_fraction_word(token: Option<&Token>) -> bool {
    token.is_some_and(|token| {
        let word = token.written.to_ascii_lowercase();
        token.joins
            && (word.ends_with("th")
                || word.ends_with("ths")
                || word.ends_with("rd")
                || word.ends_with("rds")
                || word.starts_with("quarter"))
    })
}

fn quantities(value: f64, text: &[char]) -> Vec<Measure> {
    in_english(value, text).map_or(vec![], |it| it.0)
}

/// The tokens, each with how it is written.
fn tokens(text: &[char]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let (mut here, mut end) = (0, 0);
    while here < text.len() {
        let start = here;
        let what = if text[here].is_ascii_digit() && is_exponent(text, here) {
            here += 1;
            continue;
        } else if let Some(digits::Digits { value, end, pieces, long }) = digits(text, here) {
            here = end;
            let at = |place: usize| text.get(place).copied().unwrap_or(' ');
            What::Digits(Digits {
                value,
                pieces,
                long,
                firm: !is_remark(text, start, end) && !numbers_a_list(text, start, end),
                name: name(text, start, end),
                is_hour: at(end) == ':' && at(end + 1).is_ascii_digit(),
            })
        } else if text[here].is_alphabetic() {
            here += text[here..].iter().take_while(|c| c.is_alphabetic()).count();
            What::Word(known(&text[start..here]))
        } else if let Some(value) = sign_value(text[here]) {
            here += 1;
            What::Word(Word::Roman(value))
        } else {
            here += 1;
            continue;
        };
        let between = &text[end..start];
        let is_other = matches!(what, What::Word(Word::Other));
        tokens.push(Token {
            what,
            place: start..here,
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
        pieces: digits.pieces.clone(),
        measures: vec![],
        place: tokens[here].place.clone(),
    };
    number.values.extend(digits.long);
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
                number.place.end = tokens[here + 1].place.end;
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
    if digits.is_hour && value <= 24.0 {
        // 15:00 may be 下午3点, and "2:30 p.m." 14时30分.
        number.values.push(if value <= 12.0 { value + 12.0 } else { value - 12.0 });
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
fn in_words(text: &[char], tokens: &[Token], found: &mut Vec<Number>) -> usize {
    let (value, taken) = row(tokens);
    if taken > 0 {
        let written: Vec<&str> =
            tokens[..taken].iter().map(|token| token.written.as_str()).collect();
        let begins = matches!(tokens[0].what, What::Word(Word::Value(_)));
        let firm = taken >= 2 && value > 100.0 && begins;
        let place = tokens[0].place.start..tokens[taken - 1].place.end;
        let number = Number::loose(text, place, value);
        found.push(Number { written: written.join(" "), firm, ..number });
        return taken;
    }
    let place = tokens[0].place.clone();
    let values = match tokens[0].what {
        // "four decades", "a century"; the number before stands for itself too.
        What::Word(Word::Years(years)) => {
            let before = found.last().and_then(|number| number.values.first()).copied();
            std::iter::once(years).chain(before.map(|before| before * years)).collect()
        }
        What::Word(Word::Month(month) | Word::Roman(month)) => vec![month],
        // "a year" is one.
        What::Word(Word::Article) => {
            let measures = quantities(1.0, &text[place.end..]);
            if !measures.is_empty() {
                found.push(Number { measures, ..Number::loose(text, place, 1.0) });
            }
            return 1;
        }
        _ => return 1,
    };
    found.push(Number { values, ..Number::loose(text, place, 0.0) });
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
