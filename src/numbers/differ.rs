//! Whether two texts name the same numbers.

use std::collections::HashSet;

use super::number::{Number, same};
use super::read::Reading;
use super::runs;
use super::units::Measure;

/// A number that one of two texts names and the other does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The number as it is written.
    pub written: String,
    /// Whether the source names it; else the target does.
    pub in_source: bool,
}

/// How the numbers of two texts differ, each with the code of its language: the first firm number
/// of one side that the other side does not name.
///
/// ```
/// use diptych::numbers::differ;
/// assert_eq!(differ(("人口3.5亿", "zh-CN"), ("350 million people", "en-US")), None);
/// assert!(differ(("共12人", "zh-CN"), ("a total of 21 people", "en-US")).is_some());
/// ```
pub fn differ(source: (&str, &str), target: (&str, &str)) -> Option<Difference> {
    let (from, to) = (Reading::new(source.0, source.1), Reading::new(target.0, target.1));
    let of = |in_source| move |written| Difference { written, in_source };
    missing(&from, &to).map(of(true)).or_else(|| missing(&to, &from).map(of(false)))
}

/// The first firm number of a text that another one does not name.
fn missing(of: &Reading, within: &Reading) -> Option<String> {
    let named = Named::new(within);
    let has_row: Vec<bool> = of.rows.iter().map(|row| named.has_row(row)).collect();
    let is_missing = |(number, row): &(&Number, &Option<usize>)| {
        let must_be_named =
            number.firm && number.name.as_deref().is_none_or(|name| named.names.contains(name));
        must_be_named && !named.has(number) && !row.is_some_and(|row| has_row[row])
    };
    of.numbers.iter().zip(&of.row_of).find(is_missing).map(|(number, _)| number.written.clone())
}

/// What a text names.
struct Named<'r> {
    /// All values, ascending.
    values: Vec<f64>,
    names: HashSet<&'r str>,
    measures: Vec<Measure>,
    rows: Vec<&'r str>,
}

/// So many quantities or rows of digits are compared; a text of more is a table of them.
const MOST: usize = 200;

impl<'r> Named<'r> {
    fn new(text: &'r Reading) -> Self {
        let numbers = || text.numbers.iter();
        let mut values: Vec<f64> =
            numbers().flat_map(|it| it.values.iter().chain(&it.pieces)).copied().collect();
        values.sort_by(f64::total_cmp);
        let mut rows: Vec<&str> =
            text.row_of.iter().flatten().map(|&row| text.rows[row].as_str()).collect();
        rows.dedup();
        rows.truncate(MOST);
        Self {
            values,
            names: numbers().filter_map(|it| it.name.as_deref()).collect(),
            measures: numbers().flat_map(|it| &it.measures).copied().take(MOST).collect(),
            rows,
        }
    }

    fn has_value(&self, value: f64) -> bool {
        let place = self.values.partition_point(|&other| other < value);
        let near = &self.values[place.saturating_sub(1)..self.values.len().min(place + 1)];
        near.iter().any(|&other| same(value, other))
    }

    fn has(&self, number: &Number) -> bool {
        let has_all =
            |pieces: &[f64]| pieces.len() > 1 && pieces.iter().all(|&it| self.has_value(it));
        number.values.iter().any(|&it| self.has_value(it))
            || has_all(&number.pieces)
            || number.measures.iter().any(|it| self.measures.iter().any(|other| it.is(other)))
    }

    fn has_row(&self, row: &str) -> bool {
        self.rows.iter().any(|other| runs::is_same(row, other))
    }
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

    #[test]
    fn an_hour_is_one_only_in_a_time() {
        same("下午3点", "at 15:00");
        other("共15人", "a total of 3 people");
        other("3月", "15 people were there");
        other("二十一世纪有三项", "the 21st century has 15");
        other("共21人", "9 people in all");
        same("15时", "at 15:00");
    }

    #[test]
    fn words_behind_a_stop_multiply_nothing() {
        same("2010年，成千上万的人", "In 2010, thousands of people came");
        other("2010000人", "In 2010, thousands of people came");
        same("20、30岁", "aged twenty, thirty");
        same("1200元", "one thousand, two hundred yuan");
        same("100和200", "one hundred, two hundred");
        other("102", "one hundred, two apples");
        same("5个村有300万人", "In 5 villages there are 3 million people");
        other("500万个村有300万人", "In 5 villages there are 3 million people");
        same("300万至500万", "3 to 5 million");
    }

    #[test]
    fn numerals_are_read_by_one_reader() {
        same("两万五", "25,000");
        same("一千两百人", "1,200 people");
        same("廿四人", "24 people");
        same("3万5000人", "35,000 people");
        same("1亿2000万3000人", "120,003,000 people");
        same("3万亿元", "3 trillion yuan");
    }

    #[test]
    fn long_rows_end() {
        // English has no 亿; lists and notes are the same in both.
        for (piece, count, is_same) in [
            ("1亿", 50_000, false),
            ("1,", 100_000, true),
            ("一亿", 50_000, false),
            ("[1]", 100_000, true),
        ] {
            let text = piece.repeat(count);
            let differs = differ((&text, "zh-CN"), (&text, "en-US")).is_some();
            assert_eq!(differs, !is_same, "{piece}");
        }
        assert_eq!(differ((&"九".repeat(100_000), "zh"), ("nine", "en")), None);
    }
}
