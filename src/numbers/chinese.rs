//! Numbers of Chinese texts.

use diptych_segments::numerals::{chinese_digit, chinese_scale};

use super::digits::{digits, is_remark, name};
use super::number::{Number, same};

/// The numbers of a text in plain characters.
pub(super) fn numbers(text: &[char]) -> Vec<Number> {
    let mut found: Vec<Number> = Vec::new();
    let mut here = 0;
    while here < text.len() {
        let Some((value, end)) = digits(text, here).or_else(|| numeral(text, here)) else {
            here += 1;
            continue;
        };
        let in_digits = text[here].is_ascii_digit();
        let name = in_digits.then(|| name(text, here, end)).flatten();
        let (scaled, end) = if in_digits { scale(text, value, end) } else { (value, end) };
        let (scaled, end) = about(text, scaled, end);
        let firm = if in_digits {
            is_firm_in_digits(text, here, end)
        } else {
            is_firm(&text[here..end], scaled)
        };
        let mut number =
            Number { written: text[here..end].iter().collect(), values: vec![scaled], firm, name };
        // Many write 20 世纪 90 年代 with blanks.
        let rest = text[end..].strip_prefix(&[' ']).unwrap_or(&text[end..]);
        let after = |what: &str| rest.iter().take(what.chars().count()).copied().eq(what.chars());
        let value = number.values[0];
        number.values.extend(other_readings(&text[here..end]));
        if after("年代") && value < 100.0 {
            number.values.extend([1900.0 + value, 1800.0 + value, 2000.0 + value]);
        } else if after("年代") {
            // the seventies
            number.values.push(value % 100.0);
        } else if after("世纪") {
            // "the 1900s" is 20世纪.
            number.values.push((value - 1.0) * 100.0);
            // Decades name the century by themselves in English.
            number.firm = false;
        } else if after("成") && value <= 10.0 {
            number.values.push(value * 10.0);
        } else if after("月") && value <= 12.0 || after("点") || after("时") {
            number.values.push(value + 12.0);
            number.firm &= !after("月");
        } else if after(":") && (13.0..=23.0).contains(&value) {
            // 14:05 is "2:05 p.m."
            number.values.push(value - 12.0);
        } else if after("分之") {
            if matches!(text[here..end], ['百' | '千' | '万']) {
                // 百分之五 is 5 percent.
                here = end + 2;
                continue;
            }
            number.firm = false;
        }
        // 3-5万: the scale holds for both.
        if let Some(before) = found.last_mut()
            && in_digits
            && here > 0
            && matches!(text[here - 1], '-' | '~' | '–' | '—' | '至' | '到' | '、')
            && scaled > value_of_digits(text, here)
        {
            let factor = scaled / value_of_digits(text, here);
            let values: Vec<f64> = before.values.iter().map(|value| value * factor).collect();
            before.values.extend(values);
        }
        found.push(number);
        if after("点半") {
            // "3:30"
            let half =
                Number { written: "半".to_owned(), values: vec![30.0], firm: false, name: None };
            found.push(half);
        }
        here = end;
    }
    found
}

fn value_of_digits(text: &[char], at: usize) -> f64 {
    digits(text, at).map_or(f64::MAX, |(value, _)| value)
}

/// Whether digits must come back. 1 of "1. 总则" need not, nor those of 1/3 ("a third") and :00.
fn is_firm_in_digits(text: &[char], start: usize, end: usize) -> bool {
    let at = |place: usize| text.get(place).copied().unwrap_or(' ');
    let numbers_a_list =
        start == 0 && matches!(at(end), '.' | '、' | ')' | '）') && !at(end + 1).is_ascii_digit();
    let before = |back: usize| start.checked_sub(back).map_or(' ', at);
    let is_fraction = at(end) == '/' && at(end + 1).is_ascii_digit()
        || before(1) == '/' && before(2).is_ascii_digit();
    !numbers_a_list
        && !is_fraction
        && text[start..end] != ['0', '0']
        && !is_remark(text, start, end)
}

/// Whether a numeral is meant as a number: 三万 and 二百零五 are, 一 and 千 and 万一 are not, nor are
/// 一百 and 一万, which often mean "very many", names such as 五四 and 九一八, and guesses such as 七八
/// and 二三十.
fn is_firm(written: &[char], value: f64) -> bool {
    let digits: Vec<f64> = written.iter().map(|&c| digit(c).unwrap_or(-9.0)).collect();
    let is_guess = digits.windows(2).any(|pair| pair[0] > 0.0 && same(pair[1], pair[0] + 1.0));
    let is_row = digits.iter().all(|&digit| digit >= 0.0);
    let begins = written.first().is_some_and(|&c| digit(c).is_some() || c == '十');
    let is_plenty = written.len() == 2 && written[0] == '一';
    begins
        && written.len() >= 2
        && value > 12.0
        && !is_plenty
        && if is_row { written.len() >= 4 } else { !is_guess }
        && digits.iter().any(|&digit| digit > 0.0)
}

/// What else a numeral may say: 九一八 is September 18, 十四五 the fourteenth five years, 七八 seven.
fn other_readings(written: &[char]) -> Vec<f64> {
    let digits: Vec<f64> = written.iter().filter_map(|&c| digit(c)).collect();
    let row = |digits: &[f64]| digits.iter().fold(0.0, |value, digit| value * 10.0 + digit);
    if digits.len() == written.len() && (2..4).contains(&digits.len()) {
        let halves = (1..digits.len()).map(|at| digits.split_at(at));
        return halves.flat_map(|(one, other)| [row(one), row(other)]).collect();
    }
    // Of two digits side by side, only the second is counted in the value.
    let guess = written.windows(2).position(|pair| pair.iter().all(|&c| digit(c).is_some()));
    let shorter = guess.map(|at| [&written[..=at], &written[at + 2..]].concat());
    shorter
        .and_then(|numeral_of| numeral(&numeral_of, 0))
        .map(|(value, _)| value)
        .into_iter()
        .collect()
}

/// 多, 余 and 来 between a number and its scale: 30多万 is about 300,000.
fn about(text: &[char], value: f64, end: usize) -> (f64, usize) {
    match (text.get(end), text.get(end + 1).and_then(|&c| multiplier(c))) {
        (Some('多' | '余' | '来'), Some(factor)) if factor >= 10_000.0 => {
            (value * factor, end + 2)
        }
        _ => (value, end),
    }
}

/// The 万 and 亿 after digits: 3.5亿, 3万亿, 3千, 30 亿.
fn scale(text: &[char], mut value: f64, mut end: usize) -> (f64, usize) {
    if text.get(end) == Some(&' ') && matches!(text.get(end + 1), Some('万' | '萬' | '亿' | '億'))
    {
        end += 1;
    }
    while let Some(factor) = text.get(end).and_then(|&c| multiplier(c)) {
        // 3千 is 3000, but 5十 is not written, and 3千米 is 3 kilometres.
        let is_unit = text[end] == '千'
            && text.get(end + 1).is_some_and(|unit| "米克瓦卡伏帕赫焦".contains(*unit));
        if factor < 100.0 || is_unit {
            break;
        }
        value *= factor;
        end += 1;
        // 1亿2000万: what follows adds to it.
        if let Some((more, after)) = digits(text, end) {
            let (more, after_scale) = scale(text, more, after);
            if after_scale > after && more < value {
                return (value + more, after_scale);
            }
        }
    }
    (value, end)
}

/// A Chinese numeral at `start`: 一九八四, 二百零五, 三千万, 百.
fn numeral(text: &[char], start: usize) -> Option<(f64, usize)> {
    // After another numeral, 两 is a weight: 五十两 is fifty taels.
    let is_part = |&(at, &c): &(usize, &char)| {
        (digit(c).is_some() || multiplier(c).is_some()) && (at == 0 || !matches!(c, '两' | '俩'))
    };
    let length = text[start..].iter().enumerate().take_while(is_part).count();
    if length == 0 {
        return None;
    }
    let written = &text[start..start + length];
    let end = start + length;
    if written.iter().all(|&c| digit(c).is_some()) {
        let value = written.iter().filter_map(|&c| digit(c)).fold(0.0, |value, d| value * 10.0 + d);
        return Some((value, end));
    }
    let (mut total, mut section, mut current): (f64, f64, f64) = (0.0, 0.0, 0.0);
    for &character in written {
        match (digit(character), multiplier(character)) {
            (Some(digit), _) => current = digit,
            (None, Some(factor)) if factor < 10_000.0 => {
                section += current.max(1.0) * factor;
                current = 0.0;
            }
            (None, Some(factor)) => {
                // 三万亿 multiplies the 万; 一亿二千万 adds to the 亿.
                let below =
                    (section + current).max(if total > 0.0 && total < factor { 0.0 } else { 1.0 });
                total =
                    if total < factor { (total + below) * factor } else { total + below * factor };
                (section, current) = (0.0, 0.0);
            }
            (None, None) => {}
        }
    }
    Some((total + section + current, end))
}

fn digit(character: char) -> Option<f64> {
    // Of persons, 俩 is two.
    if character == '俩' { Some(2.0) } else { chinese_digit(character).map(|digit| digit as f64) }
}

fn multiplier(character: char) -> Option<f64> {
    chinese_scale(character).map(|scale| scale as f64)
}
