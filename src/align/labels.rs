//! Numbers that headings and articles begin with: 第三条 is "Article 3" and not "Article 4".
//!
//! A bead whose sides both hold such numbers gains `AGREE` where they are the same in the same
//! order, and costs `DIFFER` where they are not: of a row of short articles nothing else may tell
//! which one the other side lacks.

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

/// The number that each sentence of either side begins with; nothing where one side has none.
#[derive(Debug, Clone, Default)]
pub(super) struct Labels {
    chinese: Vec<Option<u64>>,
    english: Vec<Option<u64>>,
}

impl Labels {
    pub(super) fn new(chinese: &[&str], english: &[&str]) -> Self {
        let chinese: Vec<_> = chinese.iter().map(|text| chinese_label(text)).collect();
        let english: Vec<_> = english.iter().map(|text| english_label(text)).collect();
        let has_any = |side: &[Option<u64>]| side.iter().any(Option::is_some);
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
        let numbers = |side: &'_ [Option<u64>], (from, to): (usize, usize)| {
            side[from..to].iter().flatten().copied().collect::<Vec<_>>()
        };
        let own = numbers(&self.chinese, group.chinese);
        let other = numbers(&self.english, group.english);
        match () {
            () if own.is_empty() || other.is_empty() => 0.0,
            () if own == other => AGREE,
            () => DIFFER,
        }
    }
}

/// 3 of 第三条, 第3章 and 第３节.
fn chinese_label(text: &str) -> Option<u64> {
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
    digits.parse().ok().or_else(|| numerals::chinese(numeral))
}

/// 3 of "Article 3", "CHAPTER III." and "Part Three".
fn english_label(text: &str) -> Option<u64> {
    let mut words = text.split_whitespace();
    let head = words.next()?.to_lowercase();
    if !ENGLISH.contains(&head.as_str()) {
        return None;
    }
    let number = words.next()?.trim_end_matches(|c: char| !c.is_alphanumeric());
    let word = || numerals::english(&number.to_lowercase());
    number.parse().ok().or_else(|| roman(number)).or_else(word)
}

/// The value of a Roman numeral in capitals.
fn roman(numeral: &str) -> Option<u64> {
    let digit = |c: char| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        'C' => Some(100),
        _ => None,
    };
    let digits: Vec<u64> = numeral.chars().map(digit).collect::<Option<_>>()?;
    let sign = |n: usize| digits.get(n + 1).is_some_and(|next| *next > digits[n]);
    let (mut sum, mut less) = (0, 0);
    for (n, value) in digits.iter().enumerate() {
        if sign(n) { less += value } else { sum += value }
    }
    sum.checked_sub(less).filter(|value| *value > 0)
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
            assert_eq!(chinese_label(text), number, "{text}");
        }
        for (text, number) in [
            ("Article 3", Some(3)),
            ("CHAPTER XIV. The House", Some(14)),
            ("Part Three", Some(3)),
            ("Section 12.", Some(12)),
            ("Part of it", None),
            ("Three", None),
        ] {
            assert_eq!(english_label(text), number, "{text}");
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
}
