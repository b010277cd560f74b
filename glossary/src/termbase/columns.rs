//! What the columns of a table mean, told by the names in its header.

use crate::termbase::fault::{Fault, Grade};
use crate::termbase::memoq;
use crate::termbase::rows::{Row, has_han, unquoted};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Chinese,
    English,
    Admitted,
    Superseded,
    Forbidden,
    Abbreviation,
    Short,
    /// One of the [`FIELDS`](crate::termbase::fields::FIELDS).
    Field(&'static str),
    Confidence,
    Id,
    /// Whether a person takes the row, of a list of candidates.
    Take,
    Other,
}

/// `source` and `target` name a direction, not a language: they change places when the cells under
/// `source` hold no Chinese and those under `target` do.
pub(crate) fn oriented(mut columns: Vec<Column>, header: &Row, rows: &[Row]) -> Vec<Column> {
    let place = |wanted: Column| columns.iter().position(|&it| it == wanted);
    let (Some(chinese), Some(english)) = (place(Column::Chinese), place(Column::English)) else {
        return columns;
    };
    let by_direction =
        matches!(plain(&header.cells[chinese]).as_str(), "source" | "源语" | "原文" | "术语");
    let chinese_cells = |column: usize| {
        rows.iter().filter(|row| row.cells.get(column).is_some_and(|it| has_han(it))).count()
    };
    if by_direction && chinese_cells(english) > chinese_cells(chinese) {
        columns.swap(chinese, english);
    }
    columns
}

fn plain(name: &str) -> String {
    name.trim().trim_start_matches('\u{feff}').to_lowercase().replace([' ', '-'], "_")
}

/// `source` beside `zh` is where the rendering was found; alone it is the Chinese column.
pub(crate) fn columns_of(header: &[String]) -> Vec<Column> {
    let mut columns: Vec<_> = header.iter().map(|cell| column_of(cell)).collect();
    for (ambiguous, column, otherwise) in [
        ("source", Column::Chinese, Column::Field("provenance")),
        ("target", Column::English, Column::Other),
    ] {
        let place = header.iter().position(|cell| plain(cell) == ambiguous);
        if let Some(place) = place
            && columns.iter().filter(|&&it| it == column).count() > 1
        {
            columns[place] = otherwise;
        }
    }
    columns
}

/// The names of the columns; of each meaning the first is the one that messages show.
const NAMES: &[(Column, &str)] = &[
    (
        Column::Chinese,
        "zh source 中文 zh_cn zh_hans zh_hans_cn chinese 汉语 源语 原文 source_term 术语",
    ),
    (Column::English, "en target 英文 en_us en_gb english 英语 译文 target_term 译名 preferred"),
    (Column::Admitted, "admitted accept accepted admit allowed 可用 可接受 允许 备选"),
    (Column::Superseded, "superseded deprecated 旧译 废弃"),
    (Column::Forbidden, "forbidden avoid forbid 禁用 禁用译法 禁译"),
    (Column::Abbreviation, "abbr abbreviation 缩写"),
    (Column::Short, "short short_form 简称"),
    (Column::Field("case"), "case"),
    (Column::Field("inflect"), "inflect"),
    (Column::Field("gap"), "gap"),
    (Column::Field("severity"), "severity"),
    (Column::Confidence, "confidence"),
    (Column::Field("domain"), "domain subject 领域"),
    (Column::Field("provenance"), "provenance 出处"),
    (Column::Field("note"), "note notes comment 备注"),
    (Column::Field("not_before"), "not_before"),
    (Column::Field("not_after"), "not_after"),
    (Column::Field("not_inside"), "not_inside"),
    (Column::Field("allow_short"), "allow_short"),
    (Column::Field("always"), "always"),
    (Column::Id, "id concept_id entry_id"),
    (Column::Take, "take 采用"),
];

/// All names, each with its column.
fn names() -> impl Iterator<Item = (Column, &'static str)> {
    NAMES.iter().flat_map(|&(column, names)| names.split(' ').map(move |name| (column, name)))
}

fn column_of(name: &str) -> Column {
    let meaning = |name: &str| names().find(|(_, known)| *known == name).map(|(column, _)| column);
    // A sheet for readers of both languages has `zh 中文` in its head.
    let (first, rest) = name.trim().split_once(' ').unwrap_or((name, ""));
    let is_twice_named = has_han(rest) && !has_han(first);
    let of_first = || meaning(&plain(first)).filter(|_| is_twice_named);
    meaning(&plain(name)).or_else(of_first).unwrap_or(Column::Other)
}

/// Whether tab-separated text begins with a header that names both languages.
///
/// An entry is never taken for one: its two cells translate each other, and `中文`, `Chinese` name
/// one column, not two.
pub(crate) fn has_header(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let cells: Vec<String> = first.split('\t').map(unquoted).collect();
    let named = columns_of(&cells);
    named.contains(&Column::Chinese) && named.contains(&Column::English)
}

/// The columns of a table's header that say nothing to us, each with the name that may be meant:
/// a misspelt `forbidden` would enforce nothing, and nobody would know.
pub(crate) fn unknown_columns(file: &str, rows: &[Row]) -> Vec<Fault> {
    let Some(first) = rows.first().filter(|it| !memoq::is_header(&it.cells)) else {
        return Vec::new();
    };
    let named = columns_of(&first.cells);
    // A list of candidates has columns for people.
    if !named.contains(&Column::Chinese) || named.contains(&Column::Take) {
        return Vec::new();
    }
    let unknown = first.cells.iter().map(|it| it.trim()).filter(|it| !it.is_empty());
    unknown
        .filter(|name| column_of(name) == Column::Other)
        .map(|name| {
            let main = |names: &'static str| names.split(' ').next().unwrap_or_default();
            let known = || NAMES.iter().map(|it| main(it.1)).collect::<Vec<_>>().join(", ");
            let advice = meant(name, &named).map_or_else(
                || format!("known are {}", known()),
                |it| format!("did you mean `{it}`?"),
            );
            Fault {
                file: file.to_owned(),
                line: first.line,
                grade: Grade::Note,
                message: format!("column `{name}` is not known and was ignored: {advice}"),
            }
        })
        .collect()
}

/// The name of a column the header lacks that `name` may be a slip of: one in three characters, at most two.
fn meant(name: &str, named: &[Column]) -> Option<&'static str> {
    let name = plain(name);
    let most = (name.chars().count() / 3).clamp(1, 2);
    names()
        .filter(|(column, _)| !named.contains(column))
        .map(|(_, known)| (strsim::osa_distance(&name, known), known))
        .filter(|&(distance, _)| distance <= most)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, known)| known)
}
