//! What stands beside a finding on the terminal.

use crate::finding::Class;
use crate::words::{Language, language};

messages! {
    why() "why" "原因";
    should_be() "should be" "应为";
    change() "change" "改动";
    note() "note" "备注";
    source() "source" "出处";
    entry() "entry" "条目";
    to_waive() "to waive it" "豁免代码";
    the_term() "the term" "术语";
    found() "found" "所见";
    waived(place) "{place} (waived)" "{place}（已豁免）";
    pair(number) "pair {number}" "第 {number} 对";
    unit(number) "unit {number}" "第 {number} 单元";
    no_findings() "no findings" "没有发现问题";
    known_before(count)
        "{count} known from the earlier run: --all shows them"
        "另有 {count} 条在上次运行中已有：用 --all 显示";
    hidden(count)
        "{count} for information or waived: --all shows them"
        "另有 {count} 条仅供参考或已豁免：用 --all 显示";
}

/// What a class is called.
pub(crate) fn class(class: Class) -> &'static str {
    match language::in_use() {
        Language::English => class.name(),
        Language::Chinese => match class {
            Class::Forbidden => "禁用",
            Class::Superseded => "旧译",
            Class::Missing => "漏译",
            Class::Variant => "变体",
            Class::Ambiguous => "存疑",
            Class::Inconsistent => "不一致",
            Class::FirstMention => "首次出现",
            Class::Number => "数字",
            Class::Qa => "质检",
            Class::Typo => "错字",
            Class::Note => "提示",
        },
    }
}
