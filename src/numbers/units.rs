//! Units of measurement in both languages, and shares of a whole.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// In metres.
    Length,
    /// In square metres.
    Area,
    /// In litres.
    Volume,
    /// In kilograms.
    Mass,
    /// In watts.
    Power,
    /// In watt hours.
    Energy,
    /// In hertz.
    Frequency,
    /// In seconds.
    Time,
    /// In months: years and centuries have no number of days.
    Months,
    /// Of a whole: 5 % is 0.05, and 3 倍 is 3.
    Share,
}

/// A measured quantity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// What is measured.
    pub dimension: Dimension,
    /// How much, in the unit of the dimension.
    pub value: f64,
    /// Whether nothing is lost between its unit and that of the dimension.
    pub is_exact: bool,
}

impl Measure {
    /// Whether two quantities are one; where a unit is converted by rounding, nearly.
    pub(super) fn is(&self, other: &Self) -> bool {
        let apart = (self.value - other.value).abs();
        let allowed = if self.is_exact && other.is_exact { 1e-6 } else { 0.03 };
        self.dimension == other.dimension
            && apart <= allowed * self.value.abs().max(other.value.abs())
    }

    /// A share of a whole.
    pub(super) fn share(value: f64, is_exact: bool) -> Self {
        Self { dimension: Share, value, is_exact }
    }
}

/// A unit: its names in Chinese and in English, and how much of the dimension's own unit it is.
struct Unit {
    chinese: &'static str,
    english: &'static str,
    dimension: Dimension,
    size: f64,
    is_exact: bool,
}

const fn unit(
    chinese: &'static str,
    english: &'static str,
    dimension: Dimension,
    size: f64,
) -> Unit {
    Unit { chinese, english, dimension, size, is_exact: true }
}

const fn about(
    chinese: &'static str,
    english: &'static str,
    dimension: Dimension,
    size: f64,
) -> Unit {
    Unit { chinese, english, dimension, size, is_exact: false }
}

use Dimension::{Area, Energy, Frequency, Length, Mass, Months, Power, Share, Time, Volume};

/// All units. Names are parted by bars; those of English are in small letters.
const UNITS: &[Unit] = &[
    unit("公里|千米", "km|kms|kilometre|kilometres|kilometer|kilometers", Length, 1e3),
    unit("米|公尺", "m|metre|metres|meter|meters", Length, 1.0),
    unit("厘米|公分", "cm|centimetre|centimetres|centimeter|centimeters", Length, 1e-2),
    unit("毫米", "mm|millimetre|millimetres|millimeter|millimeters", Length, 1e-3),
    unit(
        "微米",
        "μm|µm|um|micron|microns|micrometre|micrometres|micrometer|micrometers",
        Length,
        1e-6,
    ),
    unit("纳米", "nm|nanometre|nanometres|nanometer|nanometers", Length, 1e-9),
    about("里|华里", "li", Length, 500.0),
    about("英里", "mile|miles", Length, 1609.344),
    about("海里", "nautical mile|nautical miles", Length, 1852.0),
    about("英尺", "ft|foot|feet", Length, 0.3048),
    about("英寸", "inch|inches", Length, 0.0254),
    about("码", "yard|yards", Length, 0.9144),
    about("丈", "zhang", Length, 10.0 / 3.0),
    about("尺", "chi", Length, 1.0 / 3.0),
    unit(
        "平方公里|平方千米",
        "km2|km²|sq km|sq. km|square km|square kilometre|square kilometres|square kilometer|square kilometers",
        Area,
        1e6,
    ),
    unit(
        "平方米|平米",
        "m2|m²|sq m|sq. m|sqm|square metre|square metres|square meter|square meters",
        Area,
        1.0,
    ),
    unit("公顷", "ha|hectare|hectares", Area, 1e4),
    about("亩", "mu", Area, 10_000.0 / 15.0),
    about("英亩", "acre|acres", Area, 4046.86),
    about("平方英里", "square mile|square miles", Area, 2_589_988.0),
    about("平方英尺", "square foot|square feet|sq ft|sq. ft", Area, 0.0929),
    unit("立方米|方", "m3|m³|cubic metre|cubic metres|cubic meter|cubic meters|cu m", Volume, 1e3),
    unit("升|公升", "l|litre|litres|liter|liters", Volume, 1.0),
    unit("毫升", "ml|millilitre|millilitres|milliliter|milliliters", Volume, 1e-3),
    about("加仑", "gallon|gallons", Volume, 3.785),
    unit("吨", "t|tonne|tonnes|ton|tons|metric ton|metric tons", Mass, 1e3),
    unit("公斤|千克", "kg|kgs|kilo|kilos|kilogram|kilograms|kilogramme|kilogrammes", Mass, 1.0),
    unit("斤|市斤", "jin|catty|catties", Mass, 0.5),
    unit("克", "g|gram|grams|gramme|grammes", Mass, 1e-3),
    unit("毫克", "mg|milligram|milligrams", Mass, 1e-6),
    unit("担", "dan", Mass, 50.0),
    about("磅", "lb|lbs|pound|pounds", Mass, 0.4536),
    about("盎司", "oz|ounce|ounces", Mass, 0.02835),
    unit("瓦", "w|watt|watts", Power, 1.0),
    unit("千瓦", "kw|kilowatt|kilowatts", Power, 1e3),
    unit("兆瓦", "mw|megawatt|megawatts", Power, 1e6),
    unit("吉瓦", "gw|gigawatt|gigawatts", Power, 1e9),
    unit("太瓦", "tw|terawatt|terawatts", Power, 1e12),
    unit("瓦时", "wh|watt-hours|watt hours", Energy, 1.0),
    unit("千瓦时|千瓦小时|度电|度", "kwh|kilowatt-hour|kilowatt-hours|kilowatt hours", Energy, 1e3),
    unit("兆瓦时", "mwh|megawatt-hours|megawatt hours", Energy, 1e6),
    unit("吉瓦时", "gwh|gigawatt-hours|gigawatt hours", Energy, 1e9),
    unit("太瓦时", "twh|terawatt-hours|terawatt hours", Energy, 1e12),
    unit("赫兹|赫", "hz|hertz", Frequency, 1.0),
    unit("千赫兹|千赫", "khz|kilohertz", Frequency, 1e3),
    unit("兆赫兹|兆赫", "mhz|megahertz", Frequency, 1e6),
    unit("吉赫兹|吉赫", "ghz|gigahertz", Frequency, 1e9),
    unit("毫秒", "ms|millisecond|milliseconds", Time, 1e-3),
    unit("秒钟|秒", "s|sec|secs|second|seconds", Time, 1.0),
    unit("分钟|分", "min|mins|minute|minutes", Time, 60.0),
    unit("刻钟", "", Time, 900.0),
    unit("小时|钟头|时辰", "h|hr|hrs|hour|hours", Time, 3600.0),
    unit("昼夜|天|日", "day|days", Time, 86_400.0),
    unit("周|星期|礼拜", "week|weeks", Time, 604_800.0),
    unit("旬", "", Time, 864_000.0),
    unit("", "fortnight|fortnights", Time, 1_209_600.0),
    unit("月", "month|months", Months, 1.0),
    unit("季度|季", "quarter|quarters", Months, 3.0),
    unit("学期", "semester|semesters", Months, 6.0),
    unit("周年|年|周岁|岁|载", "year|years|yr|yrs", Months, 12.0),
    unit("", "decade|decades", Months, 120.0),
    unit("世纪", "century|centuries", Months, 1200.0),
    unit("", "millennium|millennia", Months, 12_000.0),
    unit("%|百分点", "%|percent|per cent|percentage point|percentage points|pct", Share, 1e-2),
    unit("‰", "‰|per mille|per mil|per thousand", Share, 1e-3),
    unit("‱|基点", "‱|basis point|basis points|bp|bps|per ten thousand", Share, 1e-4),
    unit("", "times|fold", Share, 1.0),
];

/// How long a month is, in seconds.
const MONTH: f64 = 30.4 * 86_400.0;

/// The quantities that `value` of the unit is.
fn measures(value: f64, unit: &Unit) -> Vec<Measure> {
    let Unit { dimension, size, is_exact, .. } = *unit;
    let mut all = vec![Measure { dimension, value: value * size, is_exact }];
    if dimension == Months {
        let value = value * size * MONTH;
        all.push(Measure { dimension: Time, value, is_exact: false });
    }
    all
}

/// The names of the units of one language by their first letter, the longest first.
type Names = HashMap<char, Vec<(Vec<char>, &'static Unit)>>;

fn names(of: fn(&Unit) -> &'static str) -> Names {
    let mut names = Names::new();
    for unit in UNITS {
        for name in of(unit).split('|').filter(|name| !name.is_empty()) {
            let name: Vec<char> = name.chars().collect();
            names.entry(name[0]).or_default().push((name, unit));
        }
    }
    for of_letter in names.values_mut() {
        of_letter.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    }
    names
}

static CHINESE: LazyLock<Names> = LazyLock::new(|| names(|unit| unit.chinese));
static ENGLISH: LazyLock<Names> = LazyLock::new(|| names(|unit| unit.english));

/// The unit with the longest name that `text` begins with and `ends` allows, and the length of that
/// name.
fn longest(
    text: &[char],
    names: &Names,
    ends: impl Fn(usize) -> bool,
) -> Option<(&'static Unit, usize)> {
    let lower = |c: &char| c.to_lowercase().next().unwrap_or(*c);
    let begins = |name: &[char]| {
        text.len() >= name.len() && name.iter().zip(text).all(|(a, b)| *a == lower(b))
    };
    let of_letter = names.get(&lower(text.first()?))?;
    let (name, unit) = of_letter.iter().find(|(name, _)| begins(name) && ends(name.len()))?;
    Some((unit, name.len()))
}

/// The quantities that a number before `text` measures in Chinese, and how long the unit is. 个 may
/// stand between.
pub(super) fn in_chinese(value: f64, text: &[char]) -> Option<(Vec<Measure>, usize)> {
    let skipped = text.iter().take_while(|c| **c == ' ').count();
    let skipped = skipped + usize::from(text.get(skipped) == Some(&'个'));
    let rest = &text[skipped.min(text.len())..];
    let found = longest(rest, &CHINESE, |_| true);
    // Units are written in Latin letters too.
    let found = found.or_else(|| longest(rest, &ENGLISH, |at| ends_word(rest, at)));
    found.map(|(unit, length)| (measures(value, unit), skipped + length))
}

/// The quantities that a number before `text` measures in English, and how long the unit is.
pub(super) fn in_english(value: f64, text: &[char]) -> Option<(Vec<Measure>, usize)> {
    let skipped = usize::from(matches!(text.first(), Some(' ' | '-' | '‑')));
    let rest = &text[skipped.min(text.len())..];
    let (unit, length) = longest(rest, &ENGLISH, |at| ends_word(rest, at))?;
    Some((measures(value, unit), skipped + length))
}

fn ends_word(text: &[char], at: usize) -> bool {
    let sign = matches!(text[at - 1], '%' | '‰' | '‱');
    sign || text.get(at).is_none_or(|c| !c.is_ascii_alphanumeric())
}
