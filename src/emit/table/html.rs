//! A table as one web page.

use std::io::{self, Write};

use super::content::{Cell, Table};
use crate::emit::escape::escaped;
use crate::finding::Severity;

const STYLE: &str = include_str!("table.css");

pub(super) fn html(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let title = escaped(&format!("{} {}", table.title.0, table.title.1));
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<table>\n<thead><tr>"
    )?;
    let shown = |at: &usize| table.columns[*at].width > 0;
    let columns: Vec<usize> = (0..table.columns.len()).filter(shown).collect();
    for &at in &columns {
        write!(out, "<th>{}</th>", escaped(&table.columns[at].head()))?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")?;
    for row in &table.rows {
        write!(out, "<tr>")?;
        for &at in &columns {
            cell(&row[at], out)?;
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody>\n</table>\n</body>\n</html>")
}

fn cell(cell: &Cell, out: &mut dyn Write) -> io::Result<()> {
    let [before, place, after] = cell.parts().map(|it| escaped(&it).replace('\n', "<br>"));
    match cell {
        Cell::Count(_) => write!(out, "<td class=\"count\">{before}</td>"),
        Cell::Badge(_, severity) => {
            let class = match severity {
                Severity::Critical | Severity::Major => "bad",
                Severity::Minor => "warn",
                Severity::Info => "info",
            };
            write!(out, "<td class=\"{class}\">{before}</td>")
        }
        _ if place.is_empty() => write!(out, "<td>{before}</td>"),
        _ => write!(out, "<td>{before}<mark>{place}</mark>{after}</td>"),
    }
}
