//! Numbers of Chinese texts.

use super::{Number, digits};

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
        let (scaled, end) = if in_digits { scale(text, value, end) } else { (value, end) };
        let mut number = Number {
            written: text[here..end].iter().collect(),
            values: vec![scaled],
            firm: in_digits || is_firm(&text[here..end], scaled),
        };
        let after =
            |what: &str| text[end..].iter().take(what.chars().count()).copied().eq(what.chars());
        let value = number.values[0];
        if after("年代") && value < 100.0 {
            number.values.extend([1900.0 + value, 1800.0 + value, 2000.0 + value]);
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
        here = end;
    }
    found
}

fn value_of_digits(text: &[char], at: usize) -> f64 {
    digits(text, at).map_or(f64::MAX, |(value, _)| value)
}

/// Whether a numeral is meant as a number: 三万 and 二百零五 are, 一 and 千 and 万一 are not.
fn is_firm(written: &[char], value: f64) -> bool {
    let begins = written.first().is_some_and(|&c| digit(c).is_some() || c == '十');
    begins
        && written.len() >= 2
        && value > 12.0
        && written.iter().any(|&c| digit(c).is_some_and(|d| d > 0.0))
}

/// The 万 and 亿 after digits: 3.5亿, 3万亿, 3千.
fn scale(text: &[char], mut value: f64, mut end: usize) -> (f64, usize) {
    while let Some(factor) = text.get(end).and_then(|&c| multiplier(c)) {
        // 3千 is 3000, but 5十 is not written.
        if factor < 100.0 {
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
    let is_part = |c: char| digit(c).is_some() || multiplier(c).is_some();
    let length = text[start..].iter().take_while(|&&c| is_part(c)).count();
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
    match character {
        '零' => Some(0.0),
        '两' | '俩' => Some(2.0),
        _ => "〇一二三四五六七八九"
            .chars()
            .position(|known| known == character)
            .map(|value| value as f64),
    }
}

fn multiplier(character: char) -> Option<f64> {
    match character {
        '十' => Some(10.0),
        '百' => Some(100.0),
        '千' => Some(1_000.0),
        '万' | '萬' => Some(10_000.0),
        '亿' | '億' => Some(100_000_000.0),
        _ => None,
    }
}
