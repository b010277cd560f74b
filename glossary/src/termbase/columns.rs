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
    /// A number for readers.
    Number,
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
    // `English source` is the English column only where no head is plainly that.
    for column in [Column::Chinese, Column::English] {
        let is_plain = |cell: &&String| plainly(cell) == Some(column);
        if header.iter().any(|cell| is_plain(&cell)) {
            let guessed = columns.iter_mut().zip(header).filter(|(it, _)| **it == column);
            for (it, _) in guessed.filter(|(_, cell)| !is_plain(cell)) {
                *it = Column::Other;
            }
        }
    }
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
    (
        Column::English,
        "en target 英文 en_us en_gb english 英语 译文 target_term 译名 译法 规定译法 preferred",
    ),
    (Column::Admitted, "admitted accept accepted admit allowed 可用 可接受 允许 备选 可用译法"),
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
    (Column::Field("definition"), "definition 定义 释义 中文释义 英文释义"),
    (Column::Field("part_of_speech"), "part_of_speech pos 词性"),
    (Column::Field("context"), "context 语境 上下文"),
    (Column::Field("usage"), "usage usage_note 用法"),
    (Column::Number, "no no. # 序号 编号"),
    (Column::Id, "id concept_id entry_id"),
    (Column::Take, "take 采用"),
];

/// All names, each with its column.
fn names() -> impl Iterator<Item = (Column, &'static str)> {
    NAMES.iter().flat_map(|&(column, names)| names.split(' ').map(move |name| (column, name)))
}

fn column_of(name: &str) -> Column {
    plainly(name).or_else(|| language_of_head(name)).unwrap_or(Column::Other)
}

/// What a name that we know means.
fn plainly(name: &str) -> Option<Column> {
    let meaning = |name: &str| names().find(|(_, known)| *known == name).map(|(column, _)| column);
    // A sheet for readers of both languages has `zh 中文` in its head.
    let (first, rest) = name.trim().split_once(' ').unwrap_or((name, ""));
    let is_twice_named = has_han(rest) && !has_han(first);
    let of_first = || meaning(&plain(first)).filter(|_| is_twice_named);
    meaning(&plain(name)).or_else(of_first)
}

/// What names a language in a head of several words, such as 中文术语 and `Source Term (ZH)`.
const LANGUAGES: [(Column, &[&str]); 2] = [
    (
        Column::Chinese,
        &[
            "简体中文",
            "中文",
            "汉语",
            "简体",
            "simplified chinese",
            "chinese",
            "zh-cn",
            "zh",
            "chs",
        ],
    ),
    (Column::English, &["英文", "英语", "english", "en-us", "en-gb", "en", "enu"]),
];

/// What may stand beside the language: the head still names the terms.
const TERM_WORDS: &str = "术语 名称 名 全称 词条 词汇 词语 词 译法 译名 译文 表述 表达 对应词 对应 用语 原文 \
     source target term terms translation name text word words simplified us gb uk american british prc china 中国 美国 简体";

/// The language that a head of several words names, where the other words say no more than *term*.
/// Words that stand for no language count only beside one: `Term` alone names no column.
fn language_of_head(name: &str) -> Option<Column> {
    let plain =
        name.trim().to_lowercase().replace(['_', '(', ')', '（', '）', '[', ']', '/', ','], " ");
    let is_term_word = |word: &str| TERM_WORDS.split_whitespace().any(|it| it == word);
    let mut found = None;
    for word in plain.split_whitespace() {
        let of_word = LANGUAGES.iter().find_map(|(column, names)| {
            let rest = names
                .iter()
                .filter_map(|it| word.strip_prefix(it))
                .find(|rest| rest.is_empty() || has_han(word) && is_term_word(rest));
            rest.map(|_| *column)
        });
        match of_word {
            Some(column) if found.is_none_or(|it| it == column) => found = Some(column),
            None if is_term_word(word) => {}
            Some(_) | None => return None,
        }
    }
    found
}

/// The rows from the header on: titles and other lines may stand above it. Where no row of the first
/// ones names both languages, or one above it is a pair of terms, all rows.
pub(crate) fn from_header(rows: &[Row]) -> &[Row] {
    let names_both = |row: &Row| {
        let named = columns_of(&row.cells);
        named.contains(&Column::Chinese) && named.contains(&Column::English)
    };
    // In a list as DeepL writes it every row ends with its codes.
    let header = rows.iter().take(LATEST_HEADER).position(names_both).unwrap_or(0);
    let is_pair = |row: &Row| {
        let mut filled = row.cells.iter().filter(|it| !it.trim().is_empty());
        let is_latin = |it: &String| !has_han(it) && it.contains(char::is_alphabetic);
        filled.clone().count() == 2 && filled.clone().any(|it| has_han(it)) && filled.any(is_latin)
    };
    let is_title = !is_deepl(rows) && !rows[..header].iter().any(is_pair);
    &rows[if is_title { header } else { 0 }..]
}

/// So many rows are searched for the header.
const LATEST_HEADER: usize = 12;

/// Whether rows are those of a glossary downloaded from `DeepL`: two terms and their two codes.
pub(crate) fn is_deepl(rows: &[Row]) -> bool {
    let is_row = |row: &Row| {
        row.cells.len() == 4
            && matches!(
                (column_of(&row.cells[2]), column_of(&row.cells[3])),
                (Column::Chinese, Column::English) | (Column::English, Column::Chinese)
            )
    };
    !rows.is_empty() && rows.iter().all(is_row)
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
    let Some(first) = from_header(rows).first().filter(|it| !memoq::is_header(&it.cells)) else {
        return Vec::new();
    };
    if is_deepl(rows) {
        return Vec::new();
    }
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
