//! Words of the edition's own, which stand in none of the texts.

use diptych_segments::Lang;

use super::book::Book;
use super::markup::Markup;
use super::settings::Which;

/// The same words in Chinese and in English: the edition is read by both.
pub(super) type Label<'a> = (&'a str, &'a str);

pub(super) const CONTENTS: Label = ("目录", "Contents");
pub(super) const NOTES: Label = ("注释", "Notes");
pub(super) const TERMS: Label = ("术语表", "Terms");
pub(super) const ABOUT: Label = ("关于本书", "About this edition");
pub(super) const DOUBTFUL: Label = ("存疑", "doubtful");

/// A label in one line of plain text.
pub(super) fn plainly((zh, en): Label) -> String {
    format!("{zh} {en}")
}

/// A label in HTML, each language marked.
pub(super) fn bilingual(m: &mut Markup, (zh, en): Label) {
    m.leaf("span", &[("lang", "zh")], zh);
    m.text(" ");
    m.leaf("span", &[("lang", "en")], en);
}

/// The same words in both languages, in one line; a side that is empty leaves nothing.
pub(super) fn both(m: &mut Markup, book: &Book, source: &str, target: &str) {
    let sides = [(book.source_code, source), (book.target_code, target)];
    for (index, (code, words)) in
        sides.into_iter().filter(|(_, words)| !words.is_empty()).enumerate()
    {
        m.text(if index > 0 { " " } else { "" });
        m.leaf("span", &[("lang", code), ("xml:lang", code)], words);
    }
}

/// What stands where a side of a bead is empty.
pub(super) fn missing(lang: Lang, which: Which) -> &'static str {
    match (lang, which) {
        (Lang::Zh, Which::Source) => "［无原文］",
        (Lang::Zh, Which::Target) => "［未译］",
        (Lang::En, Which::Source) => "[no source text]",
        (Lang::En, Which::Target) => "[not translated]",
    }
}
