//! What stands before and behind the text: who made the book, and how much of it is aligned.

use super::book::Book;
use super::labels::Label;

/// A line of the title page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Credit {
    /// What the name did, where it does not go without saying.
    pub(super) label: Option<Label<'static>>,
    /// The names, or the publisher and date.
    pub(super) text: String,
}

/// A line of the count at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Count<'b> {
    /// In Chinese.
    pub(super) zh: String,
    /// In English.
    pub(super) en: String,
    /// The numbers of the beads meant; empty where there are none, or all are.
    pub(super) beads: &'b [usize],
}

/// Authors, translators, publisher and date, each in a line; what is not known has none.
pub(super) fn credits(book: &Book) -> Vec<Credit> {
    let metadata = &book.metadata;
    let imprint: Vec<&str> =
        metadata.publisher.iter().chain(&metadata.date).map(String::as_str).collect();
    let lines = [
        (None, metadata.authors.join(" · ")),
        (Some(("译", "translated by")), metadata.translators.join(" · ")),
        (None, imprint.join(" · ")),
    ];
    lines
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(label, text)| Credit { label, text })
        .collect()
}

/// How many beads there are, and which lack a side.
pub(super) fn counts<'b>(book: &'b Book) -> Vec<Count<'b>> {
    let notes = book.notes().count();
    let all = book.rows().count() + notes;
    let beads = |count: usize| if count == 1 { "pair" } else { "pairs" };
    let mut lines = vec![Count {
        zh: format!("句对 {all} 个，其中注释 {notes} 个"),
        en: format!("{all} {}, {notes} of them notes", beads(all)),
        beads: &[],
    }];
    for (lacking, zh, en) in [
        (&book.without_target, "无译文", "without a translation"),
        (&book.without_source, "无原文", "without a source text"),
    ] {
        let count = lacking.len();
        lines.push(Count {
            zh: format!("{zh} {count} 个"),
            en: format!("{count} {} {en}", beads(count)),
            beads: lacking,
        });
    }
    lines
}
