//! Numbers that headings and articles begin with: 第三条 is "Article 3" and not "Article 4".
//!
//! A bead whose sides both hold such numbers gains `AGREE` where they are the same in the same
//! order, and costs `DIFFER` where they are not: of a row of short articles nothing else may tell
//! which one the other side lacks. Headings of two ranks (第一编 and 第一章) may stand in one text of
//! the other side, which begins with the first of them.

use diptych_segments::numerals;

use super::group::Group;

const AGREE: f32 = 3.0;
const DIFFER: f32 = -12.0;

/// What a Chinese heading counts.
const CHINESE: &str = "条條章节節部编編篇卷款项項讲講回课課集幕";
/// What an English one does.
const ENGLISH: [&str; 13] = [
    "article", "chapter", "section", "part", "volume", "book", "lesson", "rule", "title", "act",
    "scene", "episode", "lecture",
];

/// What is counted, and its number.
type Label = (&'static str, u64);

/// The number that each sentence of either side begins with; nothing where one side has none.
#[derive(Debug, Clone, Default)]
pub(super) struct Labels {
    chinese: Vec<Option<Label>>,
    english: Vec<Option<Label>>,
}

impl Labels {
    pub(super) fn new(chinese: &[&str], english: &[&str]) -> Self {
        let chinese: Vec<_> = chinese.iter().map(|text| chinese_label(text)).collect();
        let english: Vec<_> = english.iter().map(|text| english_label(text)).collect();
        let has_any = |side: &[Option<Label>]| side.iter().any(Option::is_some);
        if has_any(&chinese) && has_any(&english) {
            Self { chinese, english }
        } else {
            Self::default()
        }
    }

    /// What a two-sided bead gains or pays.
    pub(super) fn bead(&self, group: Group) -> f32 {
        if self.chinese.is_empty() {
            return 0.0;
        }
        let labels = |side: &'_ [Option<Label>], (from, to): (usize, usize)| {
            side[from..to].iter().flatten().copied().collect::<Vec<_>>()
        };
        let own = labels(&self.chinese, group.chinese);
        let other = labels(&self.english, group.english);
        match () {
            () if own.is_empty() || other.is_empty() => 0.0,
            () if agree(&own, &other) => AGREE,
            () => DIFFER,
        }
    }
}

/// Whether the numbers are the same, but for those at the end of one side that count something else
/// than those before: 第一编, 第一章 and "Part One … Chapter One".
fn agree(own: &[Label], other: &[Label]) -> bool {
    let (short, long) = if own.len() < other.len() { (own, other) } else { (other, own) };
    let (head, more) = long.split_at(short.len());
    let is_same = head.iter().map(|label| label.1).eq(short.iter().map(|label| label.1));
    is_same && more.iter().all(|label| head.iter().all(|before| before.0 != label.0))
}

/// 3 of 第三条, 第3章 and 第３节.
fn chinese_label(text: &str) -> Option<Label> {
    let rest = text.trim_start().strip_prefix('第')?.trim_start();
    let end = rest.find(|c: char| CHINESE.contains(c))?;
    let numeral = rest[..end].trim();
    if numeral.chars().count() > 8 {
        return None;
    }
    let plain = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    let digits: String = numeral.chars().map(plain).collect();
    let number = digits.parse().ok().or_else(|| numerals::chinese(numeral))?;
    let unit = rest[end..].chars().next()?;
    Some((CHINESE.matches(unit).next()?, number))
}

/// 3 of "Article 3", "CHAPTER III." and "Part Three".
fn english_label(text: &str) -> Option<Label> {
    let mut words = text.split_whitespace();
    let head = words.next()?.to_lowercase();
    let unit = ENGLISH.into_iter().find(|unit| *unit == head)?;
    let number = words.next()?.trim_end_matches(|c: char| !c.is_alphanumeric());
    let word = || numerals::english(&number.to_lowercase());
    let number = number.parse().ok().or_else(|| roman(number)).or_else(word)?;
    Some((unit, number))
}

/// The value of a Roman numeral in capitals. "Part C" and "Part D" count with letters.
fn roman(numeral: &str) -> Option<u64> {
    let is_letter = matches!(numeral, "C" | "D" | "M");
    let value = numerals::roman(numeral).filter(|_| !is_letter)?;
    numeral.starts_with(char::is_uppercase).then(|| value.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_say_their_numbers() {
        for (text, number) in [
            ("第三条", Some(3)),
            ("第十二章　總則", Some(12)),
            ("第 3 节", Some(3)),
            ("第３條", Some(3)),
            ("第一次见面是在冬天，那一章", None),
            ("条例", None),
        ] {
            assert_eq!(chinese_label(text).map(|label| label.1), number, "{text}");
        }
        for (text, number) in [
            ("Article 3", Some(3)),
            ("CHAPTER XIV. The House", Some(14)),
            ("Part Three", Some(3)),
            ("Section 12.", Some(12)),
            ("Part C", None),
            ("Part VX", None),
            ("Chapter CXX", Some(120)),
            ("Book mix", None),
            ("Part of it", None),
            ("Three", None),
        ] {
            assert_eq!(english_label(text).map(|label| label.1), number, "{text}");
        }
    }

    #[test]
    fn numbers_that_differ_keep_a_bead_apart() {
        let labels =
            Labels::new(&["第一条", "正文", "第二条"], &["Article 1", "Text", "Article 3"]);
        let bead = |chinese, english| labels.bead(Group { chinese, english });
        assert!(bead((0, 1), (0, 1)) > 0.0);
        assert!(bead((0, 1), (1, 2)).abs() < 1e-6 && bead((1, 2), (0, 1)).abs() < 1e-6);
        assert!(bead((2, 3), (2, 3)) < 0.0 && bead((0, 3), (0, 2)) < 0.0);
    }
    #[test]
    fn headings_of_two_ranks_stand_in_one_text() {
        let chinese = ["第一编 总则", "第一章 范围", "第二章", "第三章"];
        let english = ["Part One General Chapter One Scope", "Chapter 2", "Chapter 3", "Part Two"];
        let labels = Labels::new(&chinese, &english);
        let bead = |chinese, english| labels.bead(Group { chinese, english });
        assert!(bead((0, 2), (0, 1)) > 0.0);
        // A chapter that the other side lacks is no part of the one before, nor another heading.
        assert!(bead((1, 3), (0, 1)) < 0.0 && bead((2, 4), (1, 2)) < 0.0);
        assert!(bead((0, 2), (1, 2)) < 0.0);
    }
}
