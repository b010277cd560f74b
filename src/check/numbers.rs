//! The numbers that a text names, in Chinese and English.
//!
//! Digits, full-width digits, Chinese numerals, 万 and 亿, number words, ordinals, months and scales
//! such as "million" are read as values, so that 3.5亿 and "350 million" are one number.

mod chinese;
mod english;

/// A number of a text: how it is written, and the values it may stand for.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// As it stands in the text.
    pub written: String,
    /// What it may mean: 90 of "90年代" is also 1990. Never empty.
    pub values: Vec<f64>,
    /// Whether a translation must name it too. A small number in words (一, "one", "second") need
    /// not come back: it is too often no number.
    pub firm: bool,
}

/// The numbers of a text in the language of that code.
pub fn numbers(text: &str, code: &str) -> Vec<Number> {
    let text: Vec<char> = text.chars().map(plain).collect();
    let primary = diptych_tmx::language::primary(code).to_ascii_lowercase();
    if matches!(primary.as_str(), "zh" | "cmn" | "yue" | "lzh" | "ja") {
        chinese::numbers(&text)
    } else {
        english::numbers(&text, primary == "en")
    }
}

/// How the numbers of two texts differ, each with the code of its language: the first firm number
/// of one side that the other side does not name.
///
/// ```
/// use diptych::check::numbers::differ;
/// assert_eq!(differ(("人口3.5亿", "zh-CN"), ("350 million people", "en-US")), None);
/// assert!(differ(("共12人", "zh-CN"), ("a total of 21 people", "en-US")).is_some());
/// ```
pub fn differ(source: (&str, &str), target: (&str, &str)) -> Option<String> {
    let (from, to) = (numbers(source.0, source.1), numbers(target.0, target.1));
    let missing = |of: &[Number], within: &[Number]| {
        let named =
            |value: f64| within.iter().flat_map(|n| &n.values).any(|&other| same(value, other));
        of.iter()
            .find(|number| number.firm && !number.values.iter().any(|&value| named(value)))
            .map(|number| number.written.clone())
    };
    missing(&from, &to)
        .map(|written| format!("{written} is not in {}", target.1))
        .or_else(|| missing(&to, &from).map(|written| format!("{written} is not in {}", source.1)))
}

/// Whether two values are the same, but for what is lost in arithmetic.
fn same(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs())
}

/// Full-width digits, points and signs become the usual ones.
fn plain(character: char) -> char {
    match character {
        '０'..='９' | '．' | '，' | '％' | '：' | '／' | '－' | '～' => {
            char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
        }
        other => other,
    }
}

/// A number in digits at `start`: its value and where it ends. Commas between groups of three are
/// part of it (1,234.5), so is a point before digits.
fn digits(text: &[char], start: usize) -> Option<(f64, usize)> {
    let is_digit = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
    if !is_digit(start) {
        return None;
    }
    let mut end = start;
    let mut written = String::new();
    while is_digit(end) {
        written.push(text[end]);
        end += 1;
    }
    let group = |at: usize| {
        text.get(at) == Some(&',') && (1..4).all(|next| is_digit(at + next)) && !is_digit(at + 4)
    };
    if written.len() <= 3 {
        while group(end) {
            written.extend(&text[end + 1..end + 4]);
            end += 4;
        }
    }
    if text.get(end) == Some(&'.') && is_digit(end + 1) {
        written.push('.');
        end += 1;
        while is_digit(end) {
            written.push(text[end]);
            end += 1;
        }
        // 1.2.3 is a version, not a value; each part counts by itself.
        if text.get(end) == Some(&'.') && is_digit(end + 1) {
            let whole = written.split('.').next().unwrap_or("0");
            return Some((whole.parse().ok()?, start + whole.len()));
        }
    }
    Some((written.parse().ok()?, end))
}

#[cfg(test)]
mod tests {
    use super::differ;

    #[track_caller]
    fn same(zh: &str, en: &str) {
        assert_eq!(differ((zh, "zh-CN"), (en, "en-US")), None, "{zh} | {en}");
    }

    #[track_caller]
    fn other(zh: &str, en: &str) {
        assert!(differ((zh, "zh-CN"), (en, "en-US")).is_some(), "{zh} | {en}");
    }

    #[test]
    fn ten_thousands_and_hundred_millions() {
        same("投资3.5亿元", "an investment of 350 million yuan");
        same("约三万人", "about 30,000 people");
        same("12万", "120,000");
        same("一亿二千万", "120 million");
        same("３０００万", "thirty million");
        same("3万亿", "3 trillion");
        same("1.3亿人次", "130 million trips");
        other("约三万人", "about 300,000 people");
        other("投资3.5亿元", "an investment of 35 million yuan");
    }

    #[test]
    fn dates_times_and_shares() {
        same("2024年3月5日", "March 5, 2024");
        same("二〇二四年十二月", "December 2024");
        same("20世纪90年代", "the 1990s");
        same("十九世纪", "the 19th century");
        same("下午3点", "at 15:00");
        same("增长百分之五", "grew by 5%");
        same("五成", "50 percent");
        same("三分之二", "2/3 of them");
        same("二十一世纪", "the twenty-first century");
        other("2024年3月5日", "March 6, 2024");
    }

    #[test]
    fn small_words_need_not_come_back() {
        same("一个人一生", "A man in his life");
        same("千里之行", "a long journey");
        same("他们俩", "the two of them");
        same("万一下雨", "in case it rains");
        same("第一章", "Chapter 1");
        same("共五本", "5 books");
    }

    #[test]
    fn guesses_weights_and_plenty() {
        same("两三天", "a few days");
        same("翻了十七八个滚", "They rolled over and over.");
        same("二三十人", "twenty or thirty people");
        same("五十两银子", "fifty taels of silver");
        same("一百个不服", "A hundred times no!");
        same("九一八事变", "the September 18 Incident");
        same("“十四五”规划", "The 14th Five-Year Plan");
        same("30多万人", "more than 300,000 people");
        same("40多年来", "Over the past four decades");
        same("一百多年前", "more than a century ago");
        other("30多万人", "more than 30,000 people");
        other("二百三十人", "320 people");
    }

    #[test]
    fn hours_units_and_lists() {
        same("航班于14:05起飞。", "The flight departs at 2:05 p.m.");
        same("下午3点半", "at 3:30 p.m.");
        same("晚上10：00", "at ten in the evening");
        same("中午12点", "noon");
        same("约500千米", "about 500 kilometres");
        same("3K背景辐射", "the 3K background radiation");
        same("1970年代初期", "in the early seventies");
        same("1/3的水", "a third of the water");
        same("6. 片厂", "The Film Studio");
        other("500千米", "50 kilometres");
        other("第6章", "Chapter 7");
    }

    #[test]
    fn versions_and_names() {
        same("版本1.2.3", "version 1.2.3");
        same("COVID-19疫情", "the COVID-19 epidemic");
        same("3-5万元", "30,000 to 50,000 yuan");
        other("型号X12", "model X13");
    }
}
