//! Numbers of Chinese texts.

use diptych_segments::numerals::{chinese, chinese_digit, chinese_scale, is_chinese};

use super::digits::{digits, is_remark, name};
use super::number::{Number, same};

/// The numbers of a text in plain characters.
pub(super) fn numbers(text: &[char]) -> Vec<Number> {
    let mut found: Vec<Number> = Vec::new();
    let mut here = 0;
    while here < text.len() {
        let Some((value, end)) = digits(text, here) else {
            here = in_numerals(text, here, &mut found);
            continue;
        };
        let (scaled, after) = scaled(text, value, end);
        let (scaled, after) = about(text, scaled, after);
        let name = name(text, here, end);
        let firm = is_firm_in_digits(text, here, after);
        // 3-5万: the scale holds for both.
        if let Some(before) = found.last_mut()
            && here > 0
            && matches!(text[here - 1], '-' | '~' | '–' | '—' | '至' | '到' | '、')
            && scaled > value
        {
            let factor = scaled / value;
            let values: Vec<f64> = before.values.iter().map(|value| value * factor).collect();
            before.values.extend(values);
        }
        let number =
            Number { written: written(text, here, after), values: vec![scaled], firm, name };
        push(text, after, number, &mut found);
        here = after;
    }
    found
}

fn written(text: &[char], start: usize, end: usize) -> String {
    text[start..end].iter().collect()
}

/// Reads the numeral at `here`, if there is one. Returns where what follows begins.
fn in_numerals(text: &[char], here: usize, found: &mut Vec<Number>) -> usize {
    let length = numeral_length(&text[here..]);
    if length == 0 {
        return here + 1;
    }
    let end = here + length;
    let shares = text.get(end..end + 2) == Some(&['分', '之']);
    // 百分之五 is 5 percent.
    if shares && matches!(text[here..end], ['百' | '千' | '万']) {
        return end + 2;
    }
    // A row of digits that is longer than any number is a code.
    let Some(value) = numeral(&text[here..end]) else { return end };
    let (value, after) = about(text, value, end);
    let firm = is_firm(&text[here..after], value) && !shares;
    let mut values = vec![value];
    values.extend(other_readings(&text[here..after]));
    push(
        text,
        after,
        Number { written: written(text, here, after), values, firm, name: None },
        found,
    );
    after
}

/// Adds a number that ends at `end`, with what the text after it says of it.
fn push(text: &[char], end: usize, mut number: Number, found: &mut Vec<Number>) {
    // Many write 20 世纪 90 年代 with blanks.
    let rest = text[end..].strip_prefix(&[' ']).unwrap_or(&text[end..]);
    let after = |what: &str| rest.iter().take(what.chars().count()).copied().eq(what.chars());
    let value = number.values[0];
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
    } else if after("月") && value <= 12.0 {
        // English has a name for it.
        number.firm = false;
    } else if (after("点") || after("时")) && value <= 12.0 {
        number.values.push(value + 12.0);
    } else if after(":") && (13.0..=23.0).contains(&value) {
        // 14:05 is "2:05 p.m."
        number.values.push(value - 12.0);
    } else if after("分之") {
        number.firm = false;
    }
    found.push(number);
    if after("点半") {
        // "3:30"
        let half =
            Number { written: "半".to_owned(), values: vec![30.0], firm: false, name: None };
        found.push(half);
    }
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
    let digits: Vec<f64> =
        written.iter().map(|&c| chinese_digit(c).map_or(-9.0, |digit| digit as f64)).collect();
    let is_guess = digits.windows(2).any(|pair| pair[0] > 0.0 && same(pair[1], pair[0] + 1.0));
    let is_row = digits.iter().all(|&digit| digit >= 0.0);
    let begins = written.first().is_some_and(|&c| chinese_digit(c).is_some() || c == '十');
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
    let is_digit = |c: &char| chinese_digit(*c).is_some();
    if written.iter().all(is_digit) && (2..4).contains(&written.len()) {
        let halves = (1..written.len()).map(|at| written.split_at(at));
        return halves.flat_map(|(one, other)| [numeral(one), numeral(other)]).flatten().collect();
    }
    // Of two digits side by side, only the second is counted in the value.
    let guess = written.windows(2).position(|pair| pair.iter().all(is_digit));
    let shorter = guess.map(|at| [&written[..=at], &written[at + 2..]].concat());
    shorter.and_then(|shorter| numeral(&shorter)).into_iter().collect()
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

/// The value of digits with the 万 and 亿 after them, and where that ends: 3.5亿, 3万亿, 3千, 30 亿,
/// 1亿2000万, 3万5000.
fn scaled(text: &[char], value: f64, end: usize) -> (f64, usize) {
    let (factor, mut end) = scales(text, end);
    let mut total = value * factor;
    let mut last = factor;
    // What follows adds to it, as long as it is smaller.
    while last > 1.0
        && let Some((more, after)) = digits(text, end)
    {
        let (factor, after_scales) = scales(text, after);
        let fills = 10f64.powi(i32::try_from(after - end).unwrap_or(i32::MAX));
        if factor <= 1.0 && !same(fills, last) || more * factor >= last {
            break;
        }
        total += more * factor;
        (last, end) = (factor, after_scales);
    }
    (total, end)
}

/// What the scales at `end` multiply with, and where they end.
fn scales(text: &[char], mut end: usize) -> (f64, usize) {
    if text.get(end) == Some(&' ') && matches!(text.get(end + 1), Some('万' | '萬' | '亿' | '億'))
    {
        end += 1;
    }
    let mut product = 1.0;
    while let Some(factor) = text.get(end).and_then(|&c| multiplier(c)) {
        // 3千 is 3000, but 5十 is not written, and 3千米 is 3 kilometres.
        let is_unit = text[end] == '千'
            && text.get(end + 1).is_some_and(|unit| "米克瓦卡伏帕赫焦".contains(*unit));
        if factor < 100.0 || is_unit {
            break;
        }
        product *= factor;
        end += 1;
    }
    (product, end)
}

/// How many characters of a text the numeral takes that it begins with.
///
/// A 两 behind another numeral is a weight, unless a scale follows it: 五十两 is fifty taels, 一千两百
/// is 1200. Of persons, 俩 is two.
fn numeral_length(text: &[char]) -> usize {
    if text.first() == Some(&'俩') {
        return 1;
    }
    let is_part = |(at, &c): (usize, &char)| {
        let is_weight = at > 0
            && matches!(c, '两' | '兩')
            && text.get(at + 1).is_none_or(|&next| chinese_scale(next).is_none());
        is_chinese(c) && !is_weight
    };
    text.iter().enumerate().take_while(|&it| is_part(it)).count()
}

/// The value of a numeral.
fn numeral(written: &[char]) -> Option<f64> {
    if written == ['俩'] {
        return Some(2.0);
    }
    chinese(&written.iter().collect::<String>()).map(|value| value as f64)
}

fn multiplier(character: char) -> Option<f64> {
    chinese_scale(character).map(|scale| scale as f64)
}
