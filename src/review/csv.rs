//! The review sheet as CSV, for those without Excel.

use std::io::{self, Write};

use super::fingerprint::of_lines;
use super::lines::lines;
use super::row::{COLUMNS, MADE_FROM, Status};
use crate::bitext::Bitext;
use crate::emit::Emit;
use crate::finding::Finding;

/// The review sheet as CSV: UTF-8 with a byte order mark, by which Excel knows it.
#[derive(Debug, Clone, Copy)]
pub struct Csv;

impl Emit for Csv {
    fn emit(&self, bitext: &Bitext, findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut table = csv::Writer::from_writer(out);
        let lines = lines(bitext, findings);
        let state = of_lines(&lines);
        table.write_record(COLUMNS.iter().map(|&(name, zh)| match name {
            MADE_FROM => format!("{name} {zh} {state}"),
            _ => format!("{name} {zh}"),
        }))?;
        for line in lines {
            let status = if line.accepted { Status::CHOICES[0].1 } else { "" };
            table.write_record([
                line.bead.to_string(),
                status.to_owned(),
                format!("{:.3}", line.score),
                guarded(&line.source),
                guarded(&line.target),
                guarded(&line.findings),
                String::new(),
                guarded(&line.source_ids),
                guarded(&line.target_ids),
                String::new(),
            ])?;
        }
        table.flush()
    }
}

/// `text` so that no spreadsheet takes it for a formula: an apostrophe before `=`, `+`, `-` or `@`.
fn guarded(text: &str) -> String {
    if looks_like_formula(text) { format!("'{text}") } else { text.to_owned() }
}

/// What [`guarded`] made of a text, undone.
pub(super) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| looks_like_formula(text)).unwrap_or(cell)
}

/// Apostrophes in front do not count, so that what is guarded already is guarded once more.
fn looks_like_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn guarding_is_undone(text in "['=+@a-]{0,4}[ -~]{0,4}") {
            let guarded = guarded(&text);
            prop_assert!(!guarded.starts_with(['=', '+', '-', '@']));
            prop_assert_eq!(unguarded(&guarded), text);
        }
    }
}
