//! The report of what a review changed, for the author and the translator.

use diptych_segments::Role;

use crate::bitext::{Bead, Bitext, differences};
use crate::emit::table::{Cell, Column, Table};

const COLUMNS: &[Column] = &[
    Column::new("chapter", "章节", 20),
    Column::new("pair", "句对", 8),
    Column::new("source before", "原文（改前）", 40),
    Column::new("target before", "译文（改前）", 40),
    Column::new("source after", "原文（改后）", 40),
    Column::new("target after", "译文（改后）", 40),
    Column::new("comment", "备注", 30),
];

/// What `new` has otherwise than `old`, in the order of the text: rows that came in place of others
/// stand beside them. Numbers are those of `new`, from 1; a dropped text stands in brackets.
pub fn changes(old: &Bitext, new: &Bitext) -> Table {
    let mut rows = vec![];
    for (before, after) in differences(old, new) {
        for n in 0..before.len().max(after.len()) {
            let was = before.clone().nth(n).map(|at| &old.beads[at]);
            let now = after.clone().nth(n);
            let is = now.map(|at| &new.beads[at]);
            let chapter = chapter(new, now.unwrap_or(after.end).min(new.beads.len()));
            let number = now.map_or_else(String::new, |at| (at + 1).to_string());
            let texts = |bitext: &Bitext, bead: Option<&Bead>| {
                bead.map_or_else(Default::default, |bead| texts(bitext, bead))
            };
            let (before, after) = (texts(old, was), texts(new, is));
            let comment = is.map_or("", Bead::comment).to_owned();
            let cells = [chapter, number, before.0, before.1, after.0, after.1, comment];
            rows.push(cells.map(Cell::Text).into());
        }
    }
    Table { title: ("changes", "改动报告"), columns: COLUMNS, rows, instructions: &[] }
}

/// Both texts of a bead.
fn texts(bitext: &Bitext, bead: &Bead) -> (String, String) {
    let (source, target) = (bitext.source_text(bead), bitext.target_text(bead));
    let dropped = bead.dropped();
    let shown = |text: String, is_dropped| {
        if is_dropped && !text.is_empty() { format!("[{text}]") } else { text }
    };
    (shown(source, dropped.source), shown(target, dropped.target))
}

/// The heading that a bead stands under.
fn chapter(bitext: &Bitext, at: usize) -> String {
    let is_heading = |bead: &&Bead| matches!(bead.role, Role::Title | Role::Heading(_));
    let last = bitext.beads[..bitext.beads.len().min(at + 1)].iter().rev().find(is_heading);
    last.map_or_else(String::new, |bead| {
        let text = bitext.source_text(bead);
        if text.is_empty() { bitext.target_text(bead) } else { text }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::saved::parse;

    fn bitext(rows: &[(&str, &str)]) -> Bitext {
        let line = |(n, (source, target)): (usize, &(&str, &str))| {
            let kind = if n == 0 {
                r#","kind":"heading","source_lang":"zh","target_lang":"en""#
            } else {
                ""
            };
            let number = n + 1;
            format!(
                r#"{{"bead":{number},"source":[{n}],"target":[{n}],"score":1,"source_text":"{source}","target_text":"{target}"{kind}}}"#
            )
        };
        let lines: Vec<String> = rows.iter().enumerate().map(line).collect();
        parse(&lines.join("\n")).unwrap()
    }

    #[test]
    fn what_changed_stands_beside_what_it_was() {
        let old = bitext(&[("一", "One"), ("二", "Two"), ("三", "Three")]);
        let new = bitext(&[("一", "One"), ("二", "Second"), ("三", "Three")]);
        let table = changes(&old, &new);
        let rows: Vec<Vec<String>> =
            table.rows.iter().map(|row| row.iter().map(Cell::text).collect()).collect();
        assert_eq!(rows, [["一", "2", "二", "Two", "二", "Second", ""]]);
        assert!(changes(&old, &old).rows.is_empty());
    }
}
