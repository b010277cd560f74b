//! Tab-separated values for spreadsheets and scripts.

use std::io::{self, Write};

use super::emitter::Emit;
use crate::bitext::Bitext;
use crate::finding::Finding;

/// One bead a line: source text, target text, score, source ids, target ids; no header.
/// Tabs and line breaks inside a text become spaces.
pub struct Tsv;

impl Emit for Tsv {
    fn emit(&self, bitext: &Bitext, _: &[Finding], out: &mut dyn Write) -> io::Result<()> {
        for bead in &bitext.beads {
            writeln!(
                out,
                "{}\t{}\t{:.3}\t{}\t{}",
                one_cell(&bitext.source_text(bead)),
                one_cell(&bitext.target_text(bead)),
                bead.score,
                id_list(&bead.source.ids),
                id_list(&bead.target.ids)
            )?;
        }
        Ok(())
    }
}

fn one_cell(text: &str) -> String {
    text.replace(['\t', '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'], " ")
}

/// Segment numbers as `0,1`.
pub(super) fn id_list(ids: &[usize]) -> String {
    ids.iter().map(usize::to_string).collect::<Vec<_>>().join(",")
}
