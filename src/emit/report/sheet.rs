//! The findings sheet: a row a finding, on which a reviewer decides.

use diptych_segments::Lang;

use super::content::Report;
use super::words::{self, INSTRUCTIONS};
use crate::check::fingerprint::of_texts;
use crate::emit::table::{Cell, Column, Table};
use crate::finding::Finding;

/// What a reviewer can decide, as it stands in the drop-down; each name is English and Chinese.
pub const DECISIONS: [&str; 5] = [
    "fix 修改",
    "accept once 接受一次",
    "accept always 一律接受",
    "change the termbase 改术语库",
    "ask 询问",
];

/// The columns, in order. The last two are for the way back, and hidden.
pub const COLUMNS: &[Column] = &[
    Column::new("file", "文件", 14),
    Column::new("unit", "句对", 7),
    Column::new("chapter", "章", 10),
    Column::new("page", "页", 8),
    Column::new("class", "类别", 13),
    Column::new("term", "术语", 14),
    Column::new("source", "原文", 40),
    Column::new("target", "译文", 46),
    Column::new("found", "现译", 18),
    Column::new("proposed", "建议", 20),
    Column::new("why", "原因", 26),
    Column::new("note", "术语备注", 18),
    Column::new("provenance", "出处", 14),
    Column { choices: &DECISIONS, ..Column::new("decision", "决定", 18) },
    Column::new("wording", "自定译法", 20),
    Column::new("comment", "说明", 20),
    Column::new("fingerprint", "编号", 0),
    Column::new("made_from", "版本", 0),
];

/// The sheet of what was found in several files; waived findings and those of an earlier run are
/// not on it.
pub(super) fn sheet(reports: &[Report]) -> Table {
    let rows = reports.iter().flat_map(|report| report.open().map(|finding| row(report, finding)));
    Table {
        title: ("findings", "问题"),
        columns: COLUMNS,
        rows: rows.collect(),
        instructions: &INSTRUCTIONS,
    }
}

/// The page of the source, and that of the target behind a stroke.
fn pages(pages: [Option<u32>; 2]) -> String {
    match pages.map(|page| page.map_or_else(String::new, |it| it.to_string())) {
        [source, target] if target.is_empty() => source,
        [source, target] => format!("{source}/{target}"),
    }
}

fn row(report: &Report, finding: &Finding) -> Vec<Cell> {
    let unit = report.unit(finding.unit);
    let words = words::of(finding.class);
    let text = |it: Option<&str>| Cell::Text(it.unwrap_or_default().to_owned());
    let side = |text: Option<&String>, span| Cell::Marked(text.cloned().unwrap_or_default(), span);
    let entry = finding.glossary.as_ref();
    let in_source = unit.is_some_and(|it| it.lang == Lang::En);
    let english = if in_source { finding.source } else { finding.target };
    let place = english.map_or_else(String::new, |it| format!("{}-{}", it.start, it.end));
    let state = unit.map_or_else(String::new, of_texts);
    vec![
        report.file.into(),
        finding.unit.into(),
        text(unit.and_then(|it| it.chapter.as_deref())),
        unit.map_or_else(String::new, |it| pages(it.pages)).into(),
        Cell::Badge(format!("{} {}", finding.class, words.zh), finding.severity),
        text(finding.term.as_deref()),
        side(unit.map(|it| &it.source), finding.source),
        side(unit.map(|it| &it.target), finding.target),
        text(finding.found.as_deref()),
        finding.expected.join(" | ").into(),
        format!("{}\n{}", finding.reason.as_deref().unwrap_or(words.means), words.means_zh).into(),
        text(entry.and_then(|it| it.note.as_deref())),
        text(entry.and_then(|it| it.provenance.as_deref())),
        "".into(),
        "".into(),
        "".into(),
        // With a letter before it, no spreadsheet takes a name of digits for a number.
        format!("f-{} a-{}", finding.fingerprint, finding.always).into(),
        format!("u-{state} {place}").trim_end().into(),
    ]
}
