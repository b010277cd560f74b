//! Numbers of English texts, and the digits of any other.

use super::{Number, digits, is_remark, name};

/// Cardinals and ordinals with their values.
const WORDS: [(&str, f64); 73] = [
    ("zero", 0.0),
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
    ("first", 1.0),
    ("second", 2.0),
    ("third", 3.0),
    ("thirds", 3.0),
    ("fourth", 4.0),
    ("fifth", 5.0),
    ("sixth", 6.0),
    ("seventh", 7.0),
    ("eighth", 8.0),
    ("ninth", 9.0),
    ("tenth", 10.0),
    ("eleventh", 11.0),
    ("twelfth", 12.0),
    ("thirteenth", 13.0),
    ("fourteenth", 14.0),
    ("fifteenth", 15.0),
    ("sixteenth", 16.0),
    ("seventeenth", 17.0),
    ("eighteenth", 18.0),
    ("nineteenth", 19.0),
    ("twentieth", 20.0),
    ("thirtieth", 30.0),
    ("fortieth", 40.0),
    ("fiftieth", 50.0),
    ("sixtieth", 60.0),
    ("seventieth", 70.0),
    ("eightieth", 80.0),
    ("ninetieth", 90.0),
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

/// Words that multiply what stands before them.
const SCALES: [(&str, f64); 9] = [
    ("hundred", 1e2),
    ("hundredth", 1e2),
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("trillion", 1e12),
    ("hundreds", 1e2),
    ("thousands", 1e3),
    ("millions", 1e6),
];

/// Letters that do so right after digits: 3.5bn.
const SUFFIXES: [(&str, f64); 5] = [("k", 1e3), ("m", 1e6), ("mn", 1e6), ("bn", 1e9), ("tn", 1e12)];

/// Words for so many years. They do not multiply: "the twentieth century" is 20世纪.
const SPANS: [(&str, f64); 4] =
    [("decade", 10.0), ("decades", 10.0), ("century", 100.0), ("centuries", 100.0)];

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A token that matters. A word is one of the lists above, or one of `OTHERS`, or `""` for any other.
enum Token {
    /// With whether they must come back, and the name that they are part of.
    Digits(f64, bool, Option<String>),
    Word(&'static str),
}

/// Words that mean something beside a number.
const OTHERS: [&str; 4] = ["and", "s", "pm", "p"];

/// The word of the lists that is meant by a written word, in small letters. Of months the first three
/// letters count: a month too many does no harm, for it is never firm.
fn known(written: &[char]) -> &'static str {
    let is = |word: &str| {
        word.len() == written.len()
            && word.bytes().zip(written).all(|(a, b)| char::from(a) == b.to_ascii_lowercase())
    };
    let lists = WORDS.iter().chain(&SCALES).chain(&SUFFIXES).chain(&SPANS).map(|(word, _)| *word);
    let starts = |month: &str| {
        written.len() >= 3
            && month.bytes().zip(written).all(|(a, b)| char::from(a) == b.to_ascii_lowercase())
    };
    lists
        .chain(OTHERS)
        .find(|word| is(word))
        .or_else(|| MONTHS.into_iter().find(|month| starts(month)))
        .unwrap_or("")
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
            Token::Word(word) if words && !word.is_empty() => in_words(&tokens[here..], &mut found),
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
                if word.is_empty() {
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
        let known = SCALES.iter().chain(&SUFFIXES).find(|(scale, _)| scale == word);
        if let Some((_, factor)) = known {
            number.values.push(value * factor);
            // The plain number alone is not what the text says; but 3 K may be kelvin, 2 m metres.
            if SCALES.iter().any(|(scale, _)| scale == word) {
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
        } else if *word == "s" && value >= 1000.0 {
            // the 1990s
            number.values.push(value % 100.0);
            taken = 2;
        } else if *word == "pm" || *word == "p" {
            number.values.push(value + 12.0);
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
        Some((Token::Word(word), _)) if !word.is_empty() => Some(*word),
        _ => None,
    };
    let value_of = |word: &str| WORDS.iter().find(|(known, _)| *known == word).map(|(_, v)| *v);
    let scale_of = |word: &str| SCALES.iter().find(|(known, _)| *known == word).map(|(_, v)| *v);
    let (mut total, mut current, mut taken): (f64, f64, usize) = (0.0, 0.0, 0);
    while let Some(word) = word_at(taken) {
        if let Some(value) = value_of(word) {
            // "nineteen ninety" is two numbers side by side; "twenty five" is one.
            if taken > 0 && current % 10.0 != 0.0 && current != 0.0 {
                break;
            }
            current += value;
        } else if let Some(scale) = scale_of(word) {
            if scale > 100.0 {
                total += current.max(1.0) * scale;
                current = 0.0;
            } else {
                current = current.max(1.0) * scale;
            }
        } else {
            // three hundred and five
            let goes_on = word_at(taken + 1).is_some_and(|next| value_of(next).is_some());
            if word != "and" || !goes_on || (current < 100.0 && total == 0.0) {
                break;
            }
        }
        taken += 1;
    }
    if taken > 0 {
        let written: Vec<&str> =
            tokens[..taken].iter().map(|(_, written)| written.as_str()).collect();
        let value = total + current;
        let firm = taken >= 2 && value > 100.0 && word_at(0).and_then(value_of).is_some();
        found.push(Number { written: written.join(" "), values: vec![value], firm, name: None });
        return taken;
    }
    if let Some((_, years)) = SPANS.iter().find(|(span, _)| word_at(0) == Some(span)) {
        // "four decades", "a century"; the number before stands for itself too.
        let before = found.last().and_then(|number| number.values.first()).copied();
        let values = [Some(*years), before.map(|before| before * years)];
        let values = values.into_iter().flatten().collect();
        found.push(Number { written: tokens[0].1.clone(), values, firm: false, name: None });
        return 1;
    }
    let month = word_at(0).and_then(|word| MONTHS.iter().position(|month| *month == word));
    if let Some(month) = month {
        let written = tokens[0].1.clone();
        let values = vec![month as f64 + 1.0];
        found.push(Number { written, values, firm: false, name: None });
    }
    1
}
