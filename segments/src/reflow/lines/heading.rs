//! Headings: how they are numbered, what they say, how they rank.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::{Lang, numerals, rules, script};

/// How a heading shows itself, from the highest rank to the lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sort {
    /// `第一编`, `Part One`
    Part,
    /// `第一章`, `Chapter 1`
    Chapter,
    /// `第一节`
    Section,
    /// `一、`, `I.`
    Roman,
    /// `结语`, `References`: stands beside the highest numbered ones.
    Named,
    /// `（一）`, `A.`
    Letter,
    /// `1.`, `1 Introduction`
    Figure,
    /// `1.1`
    Figures2,
    /// `1.1.1`
    Figures3,
    /// `（1）`
    Round,
    /// Without a number: short, alone, in capitals or without a stop.
    Plain,
}

/// How the text of a heading shows its rank, where it has a number or a name.
pub(crate) fn sort(lang: Lang, text: &str) -> Option<Sort> {
    if named(text).is_some() {
        return Some(Sort::Named);
    }
    match lang {
        Lang::Zh => chinese(text).or_else(|| figures(text)),
        Lang::En => english(text).or_else(|| figures(text)),
    }
}

/// Whether a line starts with the number of a heading.
pub(crate) fn is_numbered(lang: Lang, text: &str) -> bool {
    sort(lang, text).is_some_and(|sort| !matches!(sort, Sort::Named | Sort::Plain))
}

/// Whether a line holds the number of a heading and nothing else: `第一章`, `三、`, `1.1`.
pub(crate) fn is_bare_number(lang: Lang, text: &str) -> bool {
    let dense: String = text.chars().filter(|c| !c.is_whitespace()).take(12).collect();
    if lang == Lang::Zh {
        if let Some(rest) = dense.strip_prefix('第') {
            let unit = &rest[number_length(rest)..];
            return unit.len() < rest.len()
                && matches!(unit, "章" | "节" | "節" | "编" | "編" | "篇");
        }
        if let Some(rest) = dense.strip_suffix('、') {
            return !rest.is_empty() && numerals::chinese_length(rest) == rest.len();
        }
    }
    let parts: Vec<&str> = dense.trim_end_matches('.').split('.').collect();
    (2..=4).contains(&parts.len())
        && parts.iter().all(|part| part.len() <= 2 && part.parse::<u8>().is_ok())
}

/// How many bytes the number takes that a text starts with, Chinese or in digits.
fn number_length(text: &str) -> usize {
    numerals::chinese_length(text).max(text.bytes().take_while(u8::is_ascii_digit).count())
}

/// Whether a line holds the number of an article and nothing else: `第二条`.
pub(crate) fn is_article_number(text: &str) -> bool {
    text.strip_prefix('第').and_then(|rest| rest.strip_suffix(['条', '條'])).is_some_and(|number| {
        !number.is_empty() && numerals::chinese_length(number) == number.len()
    })
}

/// Whether a heading opens a list of notes or references.
pub(crate) fn opens_notes(text: &str) -> bool {
    named(text) == Some(true)
}

/// Titles that stand without a number beside numbered chapters, and which open a list of notes.
static NAMED: LazyLock<HashMap<&str, bool>> = LazyLock::new(|| {
    rules::entries(include_str!("../../../rules/headings.txt"))
        .map(|entry| entry.strip_prefix('*').map_or((entry, false), |name| (name, true)))
        .collect()
});

/// Whether a heading that is named opens a list of notes. `三、结语`, `附 录`, `【References】` and
/// `NOTES:` are named.
fn named(text: &str) -> Option<bool> {
    if text.len() > 60 {
        return None;
    }
    let number = |c: char| c.is_ascii_digit() || numerals::is_chinese(c) || c == '.' || c == '、';
    let bracket = |c: char| script::opens_bracket(c) || script::closes_bracket(c);
    let name: String = text
        .trim_start_matches(|c| number(c) || bracket(c) || c == '#' || c == ' ')
        .trim_end_matches(|c| bracket(c) || matches!(c, ':' | '：' | ' '))
        .to_lowercase();
    let dense: String = name.split_whitespace().collect();
    NAMED.get(name.as_str()).or_else(|| NAMED.get(dense.as_str())).copied()
}

fn chinese(text: &str) -> Option<Sort> {
    if let Some(rest) = text.strip_prefix('第') {
        let length = number_length(rest);
        let unit = rest[length..].trim_start().chars().next().filter(|_| length > 0)?;
        let behind = rest[length..].trim_start()[unit.len_utf8()..].chars().next();
        if behind.is_some_and(|c| {
            !c.is_whitespace() && !script::is_han(c) && !matches!(c, '：' | ':' | '“' | '《')
        }) {
            return None;
        }
        return match unit {
            '编' | '編' | '篇' | '部' | '卷' => Some(Sort::Part),
            '章' | '回' | '讲' => Some(Sort::Chapter),
            '节' | '節' => Some(Sort::Section),
            _ => None,
        };
    }
    let number = numerals::chinese_length(text);
    if number > 0 && text[number..].starts_with(['、', '．', '.']) {
        return Some(Sort::Roman);
    }
    let inside = text.strip_prefix(['（', '('])?;
    let number = numerals::chinese_length(inside);
    if number > 0 && inside[number..].starts_with(['）', ')']) {
        return Some(Sort::Letter);
    }
    let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
    ((1..=2).contains(&digits) && inside[digits..].starts_with(['）', ')'])).then_some(Sort::Round)
}

fn english(text: &str) -> Option<Sort> {
    let mut words = text.split_whitespace();
    let first = words.next()?;
    let second = words.next().unwrap_or_default().trim_end_matches(['.', ':', ',']);
    let counted = !second.is_empty()
        && (second.bytes().all(|b| b.is_ascii_digit())
            || is_roman(second)
            || numerals::english(second).is_some());
    match first {
        "Part" | "PART" | "Book" | "BOOK" if counted => return Some(Sort::Part),
        "Chapter" | "CHAPTER" | "Lecture" if counted => return Some(Sort::Chapter),
        "Section" | "SECTION" | "Article" if counted => return Some(Sort::Section),
        "Appendix" | "APPENDIX" | "Annex" | "ANNEX" if second.len() <= 2 => {
            return Some(Sort::Named);
        }
        _ => {}
    }
    let number = first.strip_suffix('.')?;
    if is_roman(number) && !second.is_empty() {
        return Some(Sort::Roman);
    }
    let letter = number.len() == 1 && number.bytes().all(|b| b.is_ascii_uppercase());
    (letter && starts_upper(text[first.len()..].trim_start())).then_some(Sort::Letter)
}

/// A Roman numeral in capitals, up to LXXXIX: `C`, `D` and `M` are letters before.
fn is_roman(word: &str) -> bool {
    numerals::roman(word).is_some_and(|value| value < 90) && word.starts_with(char::is_uppercase)
}

fn starts_upper(text: &str) -> bool {
    text.starts_with(|c: char| {
        c.is_uppercase() || script::is_han(c) || matches!(c, '“' | '"' | '《' | '‘')
    })
}

/// `1. Introduction`, `1 引言`, `2.3 Methods`
fn figures(text: &str) -> Option<Sort> {
    let mut parts = 0;
    let mut rest = text;
    loop {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 2 {
            break;
        }
        parts += 1;
        rest = &rest[digits..];
        match rest.strip_prefix(['.', '．']) {
            Some(after) => rest = after,
            None => break,
        }
    }
    let marked =
        text.len() - rest.len() > 2 || text[..text.len() - rest.len()].ends_with(['.', '．']);
    let spaced = rest.starts_with([' ', '\u{3000}', '\t']);
    let title = rest.trim_start_matches(['、', ' ', '\u{3000}', '\t']);
    let listed = rest.starts_with('、');
    if parts == 0 || !(spaced || listed || marked) || !starts_upper(title) {
        return None;
    }
    // `2022 年`, `30 万人`: a number that counts.
    if title.starts_with(['年', '月', '日', '万', '亿', '个', '世', '岁']) && !listed && parts == 1
    {
        return None;
    }
    match parts {
        1 => Some(Sort::Figure),
        2 => Some(Sort::Figures2),
        _ => Some(Sort::Figures3),
    }
}

/// Whether a short English line reads like a heading: most of its long words are capitalised.
pub(crate) fn is_title_case(text: &str) -> bool {
    let words: Vec<&str> = text
        .split_whitespace()
        .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 3)
        .collect();
    let capital = words
        .iter()
        .filter(|word| {
            word.trim_start_matches(|c: char| !c.is_alphabetic()).starts_with(char::is_uppercase)
        })
        .count();
    starts_upper(text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ' '))
        && capital * 3 >= words.len() * 2
}

/// What a line of an abstract starts with, in bytes: `〔提要〕`, `摘 要：`, `Abstract:`, `ABSTRACT`.
pub(crate) fn abstract_label(text: &str) -> Option<usize> {
    labelled(
        text,
        "提要 摘要 内容提要 内容摘要 中文摘要 內容提要 abstract summary executivesummary",
    )
}

/// What a line of key words starts with: `关键词：`, `Keywords:`.
pub(crate) fn is_keywords(text: &str) -> bool {
    labelled(text, "关键词 關鍵詞 关键字 主题词 keywords indexterms").is_some()
}

/// The length of one of `names` at the start of a line, set in brackets, before a colon, a stop or a
/// gap, or alone.
fn labelled(text: &str, names: &str) -> Option<usize> {
    names.split(' ').find_map(|name| {
        let end = spelled(text, name)?;
        let next = text[end..].trim_start().chars().next();
        let set_off = next
            .is_none_or(|c| matches!(c, ':' | '：' | '—' | '.') || script::closes_bracket(c))
            || text[end..].starts_with(['\u{3000}', '\t'])
            || text[end..].starts_with("  ");
        set_off.then_some(end)
    })
}

/// Where a name ends that a line starts with, in any case, spaced or not, in a bracket or not.
fn spelled(text: &str, name: &str) -> Option<usize> {
    let mut letters = name.chars();
    for (at, c) in text.char_indices() {
        if c.is_whitespace() || script::opens_bracket(c) {
            continue;
        }
        if letters.next()? != c.to_ascii_lowercase() {
            return None;
        }
        if letters.as_str().is_empty() {
            return Some(at + c.len_utf8());
        }
    }
    None
}
