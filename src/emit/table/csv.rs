//! A table as CSV, or with tabs.

use std::io::{self, Write};

use super::content::{Cell, Column, Table};
use super::guard::guarded;

/// CSV in UTF-8 with a byte order mark, by which Excel knows it. A marked place stands in `⟦⟧`.
pub(super) fn csv(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut rows = ::csv::Writer::from_writer(out);
    rows.write_record(table.columns.iter().map(Column::head))?;
    for row in &table.rows {
        rows.write_record(row.iter().map(|cell| guarded(&marked(cell))))?;
    }
    rows.flush()
}

/// The English names of the columns, then a line a row; what would break a line is a blank.
pub(super) fn tsv(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let names: Vec<&str> = table.columns.iter().map(|it| it.name).collect();
    writeln!(out, "{}", names.join("\t"))?;
    for row in &table.rows {
        let cells: Vec<String> =
            row.iter().map(|cell| cell.text().replace(['\t', '\n', '\r'], " ")).collect();
        writeln!(out, "{}", cells.join("\t"))?;
    }
    Ok(())
}

/// An object a line, whose keys are the names of the columns.
pub(super) fn jsonl(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    for row in &table.rows {
        let fields = table.columns.iter().zip(row).map(|(column, cell)| {
            let value = match cell {
                Cell::Count(count) => serde_json::json!(count),
                other => serde_json::json!(other.text()),
            };
            (column.name.replace(' ', "_"), value)
        });
        serde_json::to_writer(&mut *out, &fields.collect::<serde_json::Map<_, _>>())?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn marked(cell: &Cell) -> String {
    let [before, place, after] = cell.parts();
    if place.is_empty() { before + &after } else { format!("{before}⟦{place}⟧{after}") }
}
