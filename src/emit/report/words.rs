//! The words of reports in English and Chinese, kept together so that they can be translated.

use crate::finding::Class;

/// What a class is called in Chinese, and what its findings mean in a sentence of each language.
pub(super) struct Words {
    pub(super) class: Class,
    pub(super) zh: &'static str,
    pub(super) means: &'static str,
    pub(super) means_zh: &'static str,
}

const WORDS: [Words; 11] = [
    words(
        Class::Forbidden,
        "禁用",
        "A forbidden rendering stands in the translation",
        "译文用了术语库禁用的译法",
    ),
    words(
        Class::Superseded,
        "旧译",
        "A rendering that is no longer used stands in the translation",
        "译文用了已停用的旧译",
    ),
    words(Class::Missing, "漏译", "No rendering of a term was found", "译文里找不到该术语的译法"),
    words(
        Class::Variant,
        "变体",
        "Something near to an approved rendering stands in the translation",
        "译法与规定译法相近，但写法不同",
    ),
    words(
        Class::Ambiguous,
        "存疑",
        "It cannot be told whether the term is rendered",
        "无法判断该术语是否已译出",
    ),
    words(
        Class::Inconsistent,
        "不一致",
        "A term is rendered in several ways, or several terms in one",
        "同一术语有几种译法，或几个术语同一译法",
    ),
    words(
        Class::FirstMention,
        "首次出现",
        "The first mention lacks the full form",
        "首次出现时没有写全称",
    ),
    words(
        Class::Number,
        "数字",
        "One side names a number that the other side lacks",
        "一侧的数字在另一侧没有",
    ),
    words(Class::Qa, "质检", "A rule of quality is broken", "违反一条质量规则"),
    words(
        Class::Typo,
        "错字",
        "The source holds what looks like a misspelt term",
        "原文的术语疑有错字",
    ),
    words(Class::Note, "提示", "For information", "仅供参考"),
];

const fn words(
    class: Class,
    zh: &'static str,
    means: &'static str,
    means_zh: &'static str,
) -> Words {
    Words { class, zh, means, means_zh }
}

/// The words of a class.
pub(super) fn of(class: Class) -> &'static Words {
    WORDS.iter().find(|it| it.class == class).unwrap_or(&WORDS[10])
}

/// How to work in a findings sheet, in English and Chinese.
pub(super) const INSTRUCTIONS: [(&str, &str); 8] = [
    (
        "One row is one finding: an issue to look at, not a confirmed error. The term and what was found are red in the texts.",
        "一行是一个问题：请您过目，不一定是错误。术语和找到的译法在两栏文字里标红。",
    ),
    (
        "Choose in the column “decision”. A row without a decision changes nothing.",
        "请在“决定”一栏选择。没有决定的行不作任何改动。",
    ),
    (
        "fix: the first proposed rendering takes the place of what was found; your own wording, where you write one, goes before it. Where nothing is marked in the translation, edit the translation in its cell.",
        "修改：用第一个建议的译法替换找到的说法；写了“自定译法”的，以它为准。译文没有标红处时，请直接改“译文”一格。",
    ),
    (
        "accept once: this place is right as it is, and is not reported again.",
        "接受一次：此处可以这样译，不再报告。",
    ),
    (
        "accept always: these words for this term are right everywhere, and are not reported again. Where no rendering was found, this holds wherever the same Chinese text stands.",
        "一律接受：该术语在任何地方都可以这样译，不再报告。漏译的，只在原文相同处不再报告。",
    ),
    (
        "change the termbase: your own wording goes into the termbase, or what was found if you write none.",
        "改术语库：术语库改用“自定译法”；没有写的，改用译文里找到的说法。",
    ),
    (
        "ask: somebody else decides; write your question as a comment.",
        "询问：由他人决定，请把问题写在“说明”里。",
    ),
    (
        "Keep the head of the table and the hidden columns. Rows may be sorted, filtered and deleted.",
        "请保留表头和隐藏的列。行可以排序、筛选、删除。",
    ),
];
