//! Numbers of Chinese texts.

use diptych_segments::is_han;
use diptych_segments::numerals::chinese_digit;

use super::chinese_numerals::{multiplier, numeral, numeral_length, scaled};
use super::digits::{Digits, digits, is_exponent, is_remark, name, numbers_a_list};
use super::number::{Number, same};
use super::signs::{roman_value, sign_value};
use super::units::{Measure, in_chinese};

/// The numbers of a text in plain characters.
pub(super) fn numbers(text: &[char]) -> Vec<Number> {
    let mut found: Vec<Number> = Vec::new();
    let mut here = 0;
    while here < text.len() {
        if let Some(value) = sign_value(text[here]) {
            found.push(Number::loose(text, here..here + 1, value));
            here += 1;
        } else if text[here].is_ascii_digit() && is_exponent(text, here) {
            here += 1;
        } else if let Some(digits) = digits(text, here) {
            here = in_digits(text, here, digits, &mut found);
        } else if text[here].is_ascii_uppercase() {
            here = in_letters(text, here, &mut found);
        } else if text[here] == '半' || text[here] == '翻' {
            here = half_or_double(text, here, &mut found);
        } else {
            here = in_numerals(text, here, &mut found);
        }
    }
    found
}

/// Latin capitals, which may be a Roman numeral. Returns where what follows begins.
fn in_letters(text: &[char], start: usize, found: &mut Vec<Number>) -> usize {
    let end = start + text[start..].iter().take_while(|c| c.is_ascii_alphabetic()).count();
    if let Some(value) = roman_value(&text[start..end]) {
        found.push(Number::loose(text, start..end, value));
    }
    end
}

/// 半年, 半个世纪, 一半; 翻番. Returns where what follows begins.
fn half_or_double(text: &[char], here: usize, found: &mut Vec<Number>) -> usize {
    if text[here] == '翻' {
        if text.get(here + 1) == Some(&'番') {
            let mut number = Number::loose(text, here..here + 2, 2.0);
            number.measures = [2.0, 1.0].map(|it| Measure::share(it, true)).to_vec();
            found.push(number);
        }
        return here + 1;
    }
    let mut number = Number::loose(text, here..here + 1, 0.5);
    number.values.push(50.0);
    number.measures.push(Measure::share(0.5, true));
    if let Some((measures, _)) = in_chinese(0.5, &text[here + 1..]) {
        number.measures.extend(measures);
    }
    found.push(number);
    here + 1
}

/// The number whose digits begin at `here`. Returns where what follows begins.
fn in_digits(text: &[char], here: usize, digits: Digits, found: &mut Vec<Number>) -> usize {
    let Digits { value, end, pieces, long } = digits;
    let (scaled, after) = scaled(text, value, end);
    let (scaled, after) = about(text, scaled, after);
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
    let mut number = Number::loose(text, here..after, scaled);
    number.values.extend(long);
    number.pieces = pieces;
    number.firm = is_firm_in_digits(text, here, after);
    number.name = name(text, here, end);
    push(text, number, found)
}

/// Reads the numeral at `here`, if there is one. Returns where what follows begins.
fn in_numerals(text: &[char], here: usize, found: &mut Vec<Number>) -> usize {
    let length = numeral_length(&text[here..]);
    if length == 0 {
        return here + 1;
    }
    let end = here + length;
    let shares = text.get(end..end + 2) == Some(&['分', '之']);
    if shares && matches!(text[here..end], ['百' | '千' | '万']) {
        return per_so_many(text, here, found);
    }
    // A row of digits that is longer than any number is a code.
    let Some(value) = numeral(&text[here..end]) else { return end };
    // 十六进制 is a word.
    let is_radix = text.get(end) == Some(&'进') && matches!(text.get(end + 1), Some('制' | '位'));
    let (value, end) = decimals(text, value, end);
    let (value, after) = about(text, value, end);
    let mut number = Number::loose(text, here..after, value);
    number.firm = is_firm(&text[here..after], value) && !shares && !is_radix;
    number.values.extend(other_readings(&text[here..after]));
    push(text, number, found)
}

/// 百分之五, 千分之三, 万分之一点五. Returns where what follows begins.
fn per_so_many(text: &[char], here: usize, found: &mut Vec<Number>) -> usize {
    let of = multiplier(text[here]).unwrap_or(100.0);
    if of > 100.0 {
        // "one in ten thousand"
        found.push(Number::loose(text, here..here + 1, of));
    }
    let start = here + 3;
    let count = found.len();
    let after = match digits(text, start) {
        Some(digits) => in_digits(text, start, digits, found),
        None => in_numerals(text, start, found),
    };
    if let Some(number) = found.get_mut(count) {
        let value = number.values[0];
        number.measures.push(Measure::share(value / of, true));
        // "per thousand" is a share, too; the plain number alone is not what the text says.
        let shares = [value / of, value * 100.0 / of];
        number.values = if of > 100.0 { shares.to_vec() } else { vec![value, shares[0]] };
    }
    after
}

/// 十二点五: the digits behind the point. 八点五分 is a time, and 八点五十 too.
fn decimals(text: &[char], value: f64, end: usize) -> (f64, usize) {
    if text.get(end) != Some(&'点') {
        return (value, end);
    }
    let digit = |c: &char| chinese_digit(*c).filter(|_| !matches!(c, '两' | '兩'));
    let rest = &text[end + 1..];
    let length = rest.iter().take(12).take_while(|c| digit(c).is_some()).count();
    let goes_on = rest.get(length).is_some_and(|c| matches!(c, '分' | '刻' | '十' | '钟'));
    if length == 0 || goes_on {
        return (value, end);
    }
    let written: String =
        rest[..length].iter().filter_map(digit).map(|digit| digit.to_string()).collect();
    let fraction: f64 = format!("0.{written}").parse().unwrap_or_default();
    let value = value + fraction;
    // 一点五亿
    match text.get(end + 1 + length).and_then(|c| multiplier(*c)) {
        Some(factor) if factor >= 10_000.0 => (value * factor, end + 2 + length),
        _ => (value, end + 1 + length),
    }
}

/// Adds a number with what the text behind it says of it. Returns where what follows begins.
fn push(text: &[char], mut number: Number, found: &mut Vec<Number>) -> usize {
    let end = number.place.end;
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
    } else if after("月") && value <= 12.0 {
        // English has a name for it.
        number.firm = false;
    } else if after("点") || after("时") || after(":") {
        number.values.extend(other_hour(value));
    } else if after("元") {
        number.values.extend(with_jiao(value, &rest[1..]));
    } else if after("打") {
        number.values.push(value * 12.0);
    } else if after("分之") {
        number.firm = false;
    }
    shares(rest, &mut number, found);
    measured(text, &mut number, found);
    found.push(number);
    if after("点半") {
        // "3:30"
        found.push(Number::loose(text, end..end, 30.0));
    }
    end
}

/// The sum with the 角 and 分 behind its 元: 五元三角 is 5.3.
fn with_jiao(value: f64, rest: &[char]) -> Option<f64> {
    let amount = |at: usize, unit: char| {
        let digit =
            rest.get(at).and_then(|c| c.to_digit(10).or(chinese_digit(*c).map(|it| it as u32)));
        digit.filter(|_| rest.get(at + 1) == Some(&unit)).map(f64::from)
    };
    let jiao = amount(0, '角')?;
    Some(value + jiao / 10.0 + amount(2, '分').unwrap_or(0.0) / 100.0)
}

/// The hour of the other half of the day: 下午3点 is 15:00, and 14:05 "2:05 p.m."
fn other_hour(value: f64) -> Option<f64> {
    if value <= 12.0 { Some(value + 12.0) } else { (value <= 24.0).then_some(value - 12.0) }
}

/// 三成, 八折, 三倍, 翻两番, 三分之二.
fn shares(rest: &[char], number: &mut Number, found: &[Number]) {
    let value = number.values[0];
    let share = |value: f64| Measure::share(value, true);
    match rest.first() {
        Some('成') if value <= 10.0 => {
            let more = rest.get(1).and_then(|c| chinese_digit(*c)).unwrap_or(0) as f64;
            number.values.extend([value * 10.0, value * 10.0 + more]);
        }
        // A discount is what is not paid.
        Some('折') if value < 100.0 => {
            let paid = if value < 10.0 { value * 10.0 } else { value };
            number.values.extend([paid, 100.0 - paid]);
        }
        // "is 3 times", "grew by 200 %", "grew threefold"
        Some('倍') => {
            number.measures.extend([value, value - 1.0, value + 1.0].map(share));
        }
        Some('番') => {
            let times = value.min(10.0).exp2();
            number.measures.extend([times, times - 1.0].map(share));
            number.values.push(times);
        }
        _ => {}
    }
    let denominator = found.last().filter(|_| number.place.start >= 2);
    if let Some(of) = denominator.filter(|it| it.place.end + 2 == number.place.start)
        && of.values[0] > 0.0
    {
        number.measures.push(Measure::share(value / of.values[0], false));
    }
}

/// Adds what the number measures, with the half that stands behind it: 3个半小时, 三年半, 1米75.
fn measured(text: &[char], number: &mut Number, found: &mut [Number]) {
    let end = number.place.end;
    let value = number.values[0];
    let rest = &text[end..];
    if let Some((measures, length)) = in_chinese(value, rest) {
        let behind = &rest[length..];
        let digits: String = behind.iter().take(3).take_while(|c| c.is_ascii_digit()).collect();
        let is_last = !behind.get(digits.len()).is_some_and(|c| matches!(c, '秒' | '分' | '米'));
        if matches!(rest.first(), Some('米' | '秒')) && digits.len() == 2 && is_last {
            number.values.extend(format!("0.{digits}").parse::<f64>().map(|it| value + it));
        }
        number.measures.extend(measures);
        if behind.first() == Some(&'半') {
            number.measures.extend(in_chinese(value + 0.5, rest).into_iter().flat_map(|it| it.0));
        }
    }
    // The 75 of 1米75 and the 83 of 10秒83 are named with it.
    if end - number.place.start == 2
        && number.place.start >= 2
        && matches!(text[number.place.start - 1], '米' | '秒')
        && let Some(before) =
            found.last().filter(|it| it.place.end + 1 == number.place.start && it.values.len() > 1)
    {
        number.values.push(before.values[before.values.len() - 1]);
    }
    // 两杯半, 三个半
    let half = rest.iter().take(3).position(|c| *c == '半');
    if half.is_some_and(|at| at > 0 && rest[..at].iter().all(|c| is_han(*c))) {
        number.values.push(value + 0.5);
        let behind = half.map_or(rest, |at| &rest[at + 1..]);
        number.measures.extend(in_chinese(value + 0.5, behind).into_iter().flat_map(|it| it.0));
    }
}

/// Whether digits must come back. 1 of "1. 总则" need not, nor those of 1/3 ("a third") and :00.
fn is_firm_in_digits(text: &[char], start: usize, end: usize) -> bool {
    let at = |place: usize| text.get(place).copied().unwrap_or(' ');
    let before = |back: usize| start.checked_sub(back).map_or(' ', at);
    let is_fraction = at(end) == '/' && at(end + 1).is_ascii_digit()
        || before(1) == '/' && before(2).is_ascii_digit();
    !numbers_a_list(text, start, end)
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
    // 三七二十一 is a saying.
    let is_saying = !is_row && digits.windows(3).any(|three| three.iter().all(|&it| it > 0.0));
    let is_plenty = written.len() == 2 && written[0] == '一';
    begins
        && written.len() >= 2
        && value > 12.0
        && !is_plenty
        && !is_saying
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
