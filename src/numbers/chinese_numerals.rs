//! Chinese numerals and scales.

use diptych_segments::numerals::{chinese, chinese_scale, is_chinese};

use super::digits::{Digits, digits};
use super::number::same;

/// The value of digits with the 万 and 亿 after them, and where that ends: 3.5亿, 3万亿, 3千, 30 亿,
/// 1亿2000万, 3万5000.
pub(super) fn scaled(text: &[char], value: f64, end: usize) -> (f64, usize) {
    let (factor, mut end) = scales(text, end);
    let mut total = value * factor;
    let mut last = factor;
    // What follows adds to it, as long as it is smaller.
    while last > 1.0
        && let Some(Digits { value: more, end: after, .. }) = digits(text, end)
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
pub(super) fn numeral_length(text: &[char]) -> usize {
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
pub(super) fn numeral(written: &[char]) -> Option<f64> {
    if written == ['俩'] {
        return Some(2.0);
    }
    chinese(&written.iter().collect::<String>()).map(|value| value as f64)
}

pub(super) fn multiplier(character: char) -> Option<f64> {
    chinese_scale(character).map(|scale| scale as f64)
}
