//! The review sheet as CSV, for those without Excel.

use std::io::{self, Write};

use super::fingerprint::of_lines;
use super::lines::lines;
use super::row::{COLUMNS, MADE_FROM};
use crate::bitext::Bitext;
use crate::emit::Emit;
use crate::emit::table::guarded;
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
            table.write_record([
                line.bead.to_string(),
                line.status.shown().to_owned(),
                format!("{:.3}", line.score),
                guarded(&line.source),
                guarded(&line.target),
                guarded(&line.findings),
                guarded(&line.comment),
                guarded(&line.source_ids),
                guarded(&line.target_ids),
                String::new(),
            ])?;
        }
        table.flush()
    }
}
