//! What documents are to a memory, as a table.

use crate::emit::table::{Cell, Column, Table};
use crate::memory::{Amounts, Analysis, Band};

const COLUMNS: &[Column] = &[
    Column::new("file", "文件", 30),
    Column::new("band", "匹配", 12),
    Column::new("segments", "句段", 10),
    Column::new("characters", "字数", 10),
    Column::new("words", "词数", 10),
];

/// A row for each band of each file, then those of all files, with their totals.
pub fn analysis(analysis: &Analysis) -> Table {
    let mut rows = Vec::new();
    if analysis.files.len() > 1 {
        for (file, amounts) in &analysis.files {
            push(&file.display().to_string(), amounts, &mut rows);
        }
    }
    let name = match analysis.files.as_slice() {
        [(file, _)] => file.display().to_string(),
        files => format!("{} files", files.len()),
    };
    push(&name, &analysis.all, &mut rows);
    Table { title: ("analysis", "字数统计"), columns: COLUMNS, rows, instructions: &[] }
}

fn push(file: &str, amounts: &Amounts, rows: &mut Vec<Vec<Cell>>) {
    let bands = Band::ALL.map(Band::name).into_iter().zip(amounts.0);
    for (band, amount) in bands.chain([("total", amounts.total())]) {
        let counts = [amount.segments, amount.characters, amount.words].map(Cell::Count);
        let mut row = vec![Cell::from(file), Cell::from(band)];
        row.extend(counts);
        rows.push(row);
    }
}
