//! How two memories differ, as a table.

use diptych_tmx::TranslationUnit;

use crate::emit::difference::marked;
use crate::emit::table::{Cell, Column, Table};

/// A unit in the older and in the newer memory, each with its number from 1.
#[derive(Debug, Clone, Copy)]
pub struct Change<'u> {
    /// Nothing where it was added.
    pub old: Option<(usize, &'u TranslationUnit)>,
    /// Nothing where it was removed.
    pub new: Option<(usize, &'u TranslationUnit)>,
}

const CHANGES: &[Column] = &[
    Column::new("change", "变化", 10),
    Column::new("old_unit", "旧单元", 9),
    Column::new("new_unit", "新单元", 9),
    Column::new("tuid", "编号", 12),
    Column::new("source", "原文", 40),
    Column::new("before", "旧译文", 40),
    Column::new("after", "新译文", 40),
    Column::new("difference", "差异", 50),
];

/// The changes as a table, a row each; the two codes are the source languages of the memories.
///
/// A difference has what is gone in `[-…-]` and what is new in `{+…+}`, by words, in Chinese by
/// characters.
pub fn changes(changes: &[Change<'_>], srclangs: (&str, &str)) -> Table {
    let rows = changes.iter().map(|change| {
        let old = change.old.map(|(number, unit)| (number, unit, texts(unit, srclangs.0)));
        let new = change.new.map(|(number, unit)| (number, unit, texts(unit, srclangs.1)));
        let what = match (&old, &new) {
            (None, _) => "added",
            (_, None) => "removed",
            _ => "changed",
        };
        let number = |it: &Option<(usize, &TranslationUnit, (String, String))>| {
            it.as_ref().map_or(Cell::Text(String::new()), |it| Cell::Count(it.0))
        };
        let unit = new.as_ref().or(old.as_ref());
        let id = unit.and_then(|it| it.1.id()).unwrap_or_default();
        let (source, difference) = match (&old, &new) {
            (Some(old), Some(new)) if old.2.0 != new.2.0 => {
                (marked(&old.2.0, &new.2.0), marked(&old.2.1, &new.2.1))
            }
            (Some(old), Some(new)) => (new.2.0.clone(), marked(&old.2.1, &new.2.1)),
            _ => (unit.map_or(String::new(), |it| it.2.0.clone()), String::new()),
        };
        let target = |it: &Option<(usize, &TranslationUnit, (String, String))>| {
            Cell::Text(it.as_ref().map_or(String::new(), |it| it.2.1.clone()))
        };
        vec![
            Cell::Text(what.to_owned()),
            number(&old),
            number(&new),
            Cell::Text(id.to_owned()),
            Cell::Text(source),
            target(&old),
            target(&new),
            Cell::Text(difference),
        ]
    });
    Table {
        title: ("changes", "变化"), columns: CHANGES, rows: rows.collect(), instructions: &[]
    }
}

/// The source of a unit, and its other texts.
fn texts(unit: &TranslationUnit, srclang: &str) -> (String, String) {
    let source = unit.source_index(srclang);
    let others = unit.variants.iter().enumerate().filter(|(at, _)| Some(*at) != source);
    let others: Vec<String> = others.map(|(_, variant)| variant.text()).collect();
    (source.map_or(String::new(), |at| unit.variants[at].text()), others.join(" | "))
}
