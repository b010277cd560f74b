//! Tables about terms: a termbase, how it is used, and what is rendered in several ways.

use crate::check::consistency::{Inconsistency, Kind};
use crate::check::extract::Candidate;
use crate::check::{Unit, Usage};

use crate::emit::table::{Cell, Column, Table};
use crate::finding::Severity;

/// The columns of our own termbase table, with the names that are read back.
const TERMBASE: &[Column] = &[
    Column::new("zh", "", 24),
    Column::new("en", "", 34),
    Column::new("admitted", "", 24),
    Column::new("superseded", "", 20),
    Column::new("forbidden", "", 24),
    Column::new("abbr", "", 10),
    Column::new("short", "", 12),
    Column::new("case", "", 9),
    Column::new("inflect", "", 9),
    Column::new("gap", "", 6),
    Column::new("severity", "", 10),
    Column::new("not_before", "", 12),
    Column::new("not_after", "", 12),
    Column::new("not_inside", "", 12),
    Column::new("allow_short", "", 11),
    Column::new("always", "", 9),
    Column::new("domain", "", 14),
    Column::new("provenance", "", 18),
    Column::new("note", "", 24),
    Column::new("definition", "", 24),
    Column::new("part_of_speech", "", 10),
    Column::new("context", "", 24),
    Column::new("usage", "", 18),
];

/// A termbase as a table, from its rows without their header.
pub fn termbase(rows: impl IntoIterator<Item = Vec<String>>) -> Table {
    let cells = |row: Vec<String>| row.into_iter().map(Cell::Text).collect();
    Table {
        title: ("termbase", "术语库"),
        columns: TERMBASE,
        rows: rows.into_iter().map(cells).collect(),
        instructions: &[],
    }
}

const USAGE: &[Column] = &[
    Column::new("term", "术语", 20),
    Column::new("expected", "译法", 34),
    Column::new("occurrences", "次数", 12),
    Column::new("approved", "首选", 10),
    Column::new("admitted", "可用", 10),
    Column::new("wrong", "有误", 9),
    Column::new("ambiguous", "存疑", 11),
    Column::new("first", "首次", 20),
    Column::new("last", "末次", 20),
    Column::new("files", "文件数", 8),
];

/// How each term is used in files: the terms in the order of the termbase, never met ones too.
/// `usages` has a list for each file, all of the same terms.
pub fn usage(usages: &[(String, Vec<Usage>)]) -> Table {
    let count = usages.first().map_or(0, |it| it.1.len());
    let rows = (0..count).map(|at| {
        let each = || usages.iter().map(move |(file, terms)| (file, &terms[at]));
        let sum = |of: fn(&Usage) -> usize| Cell::Count(each().map(|it| of(it.1)).sum());
        let place = |(file, unit): (&String, usize)| {
            if usages.len() > 1 { format!("{file}:{unit}") } else { unit.to_string() }
        };
        let first = each().find_map(|(file, it)| Some((file, it.first?)));
        let last = each().rev().find_map(|(file, it)| Some((file, it.last?)));
        let wrong = each().map(|it| it.1.wrong).sum::<usize>();
        let term = &usages[0].1[at];
        vec![
            term.term.as_str().into(),
            term.expected.join(" | ").into(),
            sum(Usage::occurrences),
            sum(|it| it.approved),
            sum(|it| it.admitted),
            if wrong > 0 {
                Cell::Badge(wrong.to_string(), Severity::Major)
            } else {
                Cell::Count(0)
            },
            sum(|it| it.ambiguous),
            first.map_or(String::new(), place).into(),
            last.map_or(String::new(), place).into(),
            Cell::Count(each().filter(|it| it.1.occurrences() > 0).count()),
        ]
    });
    Table {
        title: ("usage", "术语用量"), columns: USAGE, rows: rows.collect(), instructions: &[]
    }
}

const CONSISTENCY: &[Column] = &[
    Column::new("kind", "类别", 22),
    Column::new("text", "文字", 40),
    Column::new("majority", "多数译法", 40),
    Column::new("count", "次数", 8),
    Column::new("outlier", "其他译法", 40),
    Column::new("outliers", "次数", 9),
    Column::new("places", "位置", 24),
];

/// A row for each form that is not the one of the majority, with its places.
pub fn consistency(all: &[Inconsistency], files: &[String]) -> Table {
    let mut rows = Vec::new();
    for it in all {
        let kind = match it.kind {
            Kind::Source => "one source, several targets 一文多译",
            Kind::Target => "one target, several sources 多文一译",
            Kind::Term => "one term, several renderings 一词多译",
        };
        let Some((majority, outliers)) = it.forms.split_first() else { continue };
        for outlier in outliers {
            let place = |&(file, unit): &(usize, usize)| match files.get(file) {
                Some(name) if files.len() > 1 => format!("{name}:{unit}"),
                _ => unit.to_string(),
            };
            let places: Vec<String> = outlier.places.iter().map(place).collect();
            rows.push(vec![
                kind.into(),
                it.text.as_str().into(),
                majority.text.as_str().into(),
                majority.places.len().into(),
                outlier.text.as_str().into(),
                outlier.places.len().into(),
                places.join(", ").into(),
            ]);
        }
    }
    Table { title: ("consistency", "一致性"), columns: CONSISTENCY, rows, instructions: &[] }
}

/// What is written into the column of a candidate that is to be kept.
const TAKE: [&str; 2] = ["yes 是", "no 否"];
const CANDIDATES: &[Column] = &[
    Column { choices: &TAKE, ..Column::new("take", "采用", 9) },
    Column::new("zh", "中文", 20),
    Column::new("en", "英文", 34),
    Column::new("count", "次数", 8),
    Column::new("shared", "同现", 8),
    Column::new("rivals", "其他译法", 40),
    Column::new("example 1", "例句", 50),
    Column::new("example 2", "例句", 50),
    Column::new("example 3", "例句", 50),
];
const HOW_TO_TAKE: [(&str, &str); 3] = [
    (
        "One row is one candidate for a term with its likely rendering, the best first.",
        "一行是一个候选术语及其可能的译法，好的在前。",
    ),
    (
        "Choose “yes” in the column “take” for what belongs in the termbase, and correct the rendering where it is wrong.",
        "要收入术语库的，请在“采用”一栏选“是”；译法不对的，请直接改。",
    ),
    (
        "diptych glossary convert candidates.xlsx -o terms.tsv keeps the rows that are taken.",
        "用 diptych glossary convert candidates.xlsx -o terms.tsv 得到采用的术语。",
    ),
];

/// Term candidates for a person to choose from.
pub fn candidates(all: &[Candidate], units: &[Unit]) -> Table {
    let rows = all.iter().map(|it| {
        let (rendering, shared) = it.renderings.first().cloned().unwrap_or_default();
        let rivals: Vec<String> =
            it.renderings.iter().skip(1).map(|(text, count)| format!("{text} ({count})")).collect();
        let example = |at: usize| {
            let unit = it.examples.get(at).map(|&it| &units[it]);
            unit.map_or(String::new(), |it| format!("{}\n{}", it.source, it.target)).into()
        };
        vec![
            "".into(),
            it.term.as_str().into(),
            rendering.into(),
            it.count.into(),
            shared.into(),
            rivals.join(" | ").into(),
            example(0),
            example(1),
            example(2),
        ]
    });
    Table {
        title: ("candidates", "候选术语"),
        columns: CANDIDATES,
        rows: rows.collect(),
        instructions: &HOW_TO_TAKE,
    }
}
