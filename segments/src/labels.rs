//! The labels that texts begin with: `1.`, 第一条, `[1]`.

use crate::reflow::{is_item, is_numbered};
use crate::{Lang, numerals, script};

/// What stands behind the label that a text begins with, without the blanks between.
///
/// Nothing where the text begins otherwise, or where the label may go on. One that ends in a figure
/// or a letter ends before a blank only, and one that ends in a stop not before a figure.
///
/// ```
/// use diptych_segments::behind_label;
///
/// assert_eq!(behind_label("1. Clouds", "1."), Some("Clouds"));
/// assert_eq!(behind_label("第一条云很高", "第一条"), Some("云很高"));
/// assert_eq!(behind_label("10个人", "1"), None);
/// assert_eq!(behind_label("1.5 million", "1."), None);
/// ```
pub fn behind_label<'t>(text: &'t str, label: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(label)?;
    let last = label.chars().next_back()?;
    let unit = script::is_han(last) && !numerals::is_chinese(last);
    let closed = unit
        || last == '、'
        || script::closes_bracket(last)
        || script::circled(last).is_some()
        || script::superscript(last).is_some();
    let ends = match rest.chars().next() {
        None => true,
        Some(next) if next.is_whitespace() => true,
        Some(next) if closed => script::superscript(next).is_none(),
        Some(next) => !last.is_alphanumeric() && !next.is_numeric() && next != last,
    };
    ends.then(|| rest.trim_start())
}

/// Whether a text begins with a typed number or sign, as headings, articles and items of lists do.
///
/// ```
/// use diptych_segments::{Lang, is_labelled};
///
/// assert!(is_labelled(Lang::En, "2.1 The fee") && is_labelled(Lang::Zh, "第二条　费用"));
/// assert!(!is_labelled(Lang::En, "12 people came."));
/// ```
pub fn is_labelled(lang: Lang, text: &str) -> bool {
    let counts = |rest: &str| {
        numerals::chinese_length(rest) > 0 || rest.starts_with(|c: char| c.is_ascii_digit())
    };
    is_item(text)
        || is_numbered(lang, text)
        || text.strip_prefix('第').is_some_and(|rest| counts(rest.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_ends_where_nothing_goes_on() {
        for (text, label, behind) in [
            ("1 云", "1", Some("云")),
            ("1. 5 million", "1.", Some("5 million")),
            ("（1）5个人", "（1）", Some("5个人")),
            ("一、三个人", "一、", Some("三个人")),
            ("①3月", "①", Some("3月")),
            ("[1] 见书", "[1]", Some("见书")),
            ("1.", "1.", Some("")),
            ("1.5 million", "1", None),
            ("1. Clouds", "1", None),
            ("1年", "1", None),
            ("一个人", "一", None),
            ("Apples", "A", None),
            ("**二", "*", None),
            ("2. 云", "1.", None),
        ] {
            assert_eq!(behind_label(text, label), behind, "{text} | {label}");
        }
    }

    #[test]
    fn typed_labels_are_seen() {
        for text in ["1. Fees", "2.1 Fees", "(a) fees", "Article 3", "Chapter One", "IV. Fees"] {
            assert!(is_labelled(Lang::En, text), "{text}");
        }
        for text in ["一、费用", "（一）费用", "1、费用", "第三条 费用", "第3条", "①费用"]
        {
            assert!(is_labelled(Lang::Zh, text), "{text}");
        }
        for (lang, text) in [
            (Lang::En, "A fee"),
            (Lang::En, "3 days later"),
            (Lang::Zh, "3天后"),
            (Lang::Zh, "一天"),
        ] {
            assert!(!is_labelled(lang, text), "{text}");
        }
    }
}
