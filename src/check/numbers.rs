//! The numbers that a text names, in Chinese and English.
//!
//! Digits, full-width digits, Chinese numerals, 万 and 亿, number words, ordinals, months and scales
//! such as "million" are read as values, so that 3.5亿 and "350 million" are one number.

mod chinese;
mod english;

use diptych_segments::{Lang, is_han};
use diptych_tmx::language::primary;

use crate::lang_code::lang_of_code;

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
    /// The Latin letters of the name it is part of: COVID of COVID-19, G of G20 and of 5G. The other
    /// side may have another name for that (新冠), so it must come back only where that side too
    /// has such letters with a number.
    pub name: Option<String>,
}

/// The numbers of a text in the language of that code.
pub fn numbers(text: &str, code: &str) -> Vec<Number> {
    let text = without_marks(text.chars().map(plain).collect());
    let lang = lang_of_code(code);
    // Japanese writes its numbers as Chinese does.
    if lang == Some(Lang::Zh) || primary(code).eq_ignore_ascii_case("ja") {
        chinese::numbers(&text)
    } else {
        english::numbers(&text, lang == Some(Lang::En))
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
        let must_be_named = |number: &Number| {
            let has_name = || within.iter().any(|other| other.name == number.name);
            number.firm && (number.name.is_none() || has_name())
        };
        of.iter()
            .find(|number| must_be_named(number) && !number.values.iter().any(|&it| named(it)))
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

/// The text with a blank for each note mark in brackets, such as [12], 〔1〕 and [3, 4]: notes are counted
/// by page in one language and through the whole in another. 〔2021〕 is a year.
fn without_marks(mut text: Vec<char>) -> Vec<char> {
    let mut here = 0;
    while here < text.len() {
        if matches!(text[here], '[' | '［' | '〔') {
            let inside = text[here + 1..]
                .iter()
                .take_while(|c| c.is_ascii_digit() || matches!(c, ' ' | ',' | '、' | '-' | '–'));
            let end = here + 1 + inside.count();
            let is_closed = matches!(text.get(end), Some(']' | '］' | '〕'));
            let mut runs = text[here + 1..end].split(|c| !c.is_ascii_digit());
            if is_closed && end > here + 1 && runs.all(|run| run.len() <= 3) {
                text.splice(here..=end, [' ']);
            }
        }
        here += 1;
    }
    text
}

/// Whether the digits are a remark that the other side may be without: a note mark right after a
/// stop or a closing quotation mark ("said.”12 Then"), or one of two years in brackets, which explain
/// a name to those who do not know it: "the 14th Five-Year Plan (2021-2025)".
fn is_remark(text: &[char], start: usize, end: usize) -> bool {
    let at = |place: usize| text.get(place).copied().unwrap_or(' ');
    let before = |back: usize| start.checked_sub(back).map_or(' ', at);
    let is_closing =
        |c| matches!(c, '”' | '’' | '"' | '》' | '。' | '！' | '？' | '；' | '!' | '?');
    let is_stop = is_closing(before(1))
        || matches!(before(1), '.' | ',' | ';')
            && (before(2).is_alphabetic() || is_closing(before(2)));
    // In Chinese a sentence may begin with digits: 。5 月
    let goes_on = at(end).is_alphanumeric()
        || matches!(at(end), '%' | '.' | ',' | ':') && at(end + 1).is_ascii_digit()
        || at(end) == ' ' && is_han(at(end + 1));
    if is_stop && !goes_on && end - start <= 3 {
        return true;
    }
    let open = text[..start].iter().rposition(|c| matches!(c, '(' | '（'));
    let years = open.and_then(|open| text.get(open + 1..open + 11));
    years.is_some_and(|years| {
        start - open.unwrap_or(start) <= 6
            && (0..4).chain(5..9).all(|place| years[place].is_ascii_digit())
            && matches!(years[4], '-' | '–' | '—' | '~')
            && matches!(years[9], ')' | '）')
    })
}

/// The letters of the name that the digits are part of: those glued to them on the left, also by a
/// hyphen (X12, COVID-19), or capitals right after a single digit (5G). A name has a capital.
fn name(text: &[char], start: usize, end: usize) -> Option<String> {
    let before = text[..start].strip_suffix(&['-']).unwrap_or(&text[..start]);
    let stem = before.iter().rev().take_while(|c| c.is_ascii_alphabetic()).count();
    let stem = &before[before.len() - stem..];
    if stem.iter().any(char::is_ascii_uppercase) {
        return Some(stem.iter().collect());
    }
    let is_alone = start == 0 || !matches!(text[start - 1], '.' | ',');
    let capitals: String = text[end..].iter().take_while(|c| c.is_ascii_uppercase()).collect();
    (end == start + 1 && is_alone && !capitals.is_empty()).then_some(capitals)
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
        same("新冠疫情", "the COVID-19 pandemic");
        same("二十国集团", "the G20");
        same("第五代移动通信和企业间电子商务", "5G and B2B commerce");
        same("RMB500万", "RMB5 million");
        other("新冠疫情中有12人", "21 people in the COVID-19 pandemic");
        other("二十国集团", "the G7");
    }

    #[test]
    fn note_marks_are_no_numbers() {
        same("各国应该合作。”[1]", "Countries should cooperate.”[17]");
        same("再次确认，〔2〕这一原则", "reaffirmed,[7, 8] the principle");
        same("他说。①后来", "he said.² Later");
        same("“命运与共。”1", "“one future.”12 Indeed");
        same("命运与共。", "They share one future.12");
        other("国发〔2021〕12号", "State Council Document No. 12 of 2022");
        other("增长了。5 月有12人", "It grew. In May there were 21");
        other("共12人。[1]", "12[21] and 21 people");
        // A mark names no number of the other side.
        other("共12人", "a group of people[12]");
    }

    #[test]
    fn blanks_before_units_and_years_that_explain() {
        same("近 30 亿人", "nearly 3 billion people");
        same("达到 38.1 万亿美元", "reached $38.1 trillion");
        same("20 世纪 90 年代", "the 1990s");
        same("“十四五”规划", "the 14th Five-Year Plan (2021-2025)");
        same("毛泽东（1893—1976）", "Mao Zedong");
        other("近 30 亿人", "nearly 30 billion people");
        other("（2021—2025年）", "(2021-2026)");
        other("一项规划", "a plan of 2021 (in Chinese)");
    }
}
