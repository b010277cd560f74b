//! Counts as people read them.

use std::fmt::Display;

use crate::emit::report::counts;
use crate::finding::Finding;
use crate::words::{Language, language};

/// `3 findings (variant 2, missing 1), 1 waived`.
pub(crate) fn found<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> String {
    let findings: Vec<&Finding> = findings.into_iter().collect();
    let waived = findings.iter().filter(|it| it.waived).count();
    let classes: Vec<String> = counts(findings.iter().copied())
        .iter()
        .map(|(class, count)| format!("{class} {count}"))
        .collect();
    let classes =
        if classes.is_empty() { String::new() } else { format!(" ({})", classes.join(", ")) };
    let also = if waived == 0 { String::new() } else { format!(", {waived} waived") };
    format!("{}{classes}{also}", plural(findings.len() - waived, "finding"))
}

/// `1 note`, `2 notes`, where a note is the mildest of what was found, and no note of a text.
pub(crate) fn remarks<N: Copy + Display + PartialEq + From<u8>>(count: N) -> String {
    match language::in_use() {
        Language::English => plural(count, "note"),
        Language::Chinese => format!("{count} 条提示"),
    }
}

/// `1 pair`, `2 pairs`; `1 entry`, `2 entries`.
pub(crate) fn plural<N: Copy + Display + PartialEq + From<u8>>(count: N, noun: &str) -> String {
    if count == N::from(1) {
        return format!("{count} {noun}");
    }
    match noun.strip_suffix('y') {
        Some(stem) => format!("{count} {stem}ies"),
        None => format!("{count} {noun}s"),
    }
}
