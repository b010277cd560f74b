//! The saved alignment.

use std::io::{self, Write};

use super::emitter::Emit;
use crate::bitext::Bitext;
use crate::bitext::saved::SavedBead;
use crate::finding::Finding;

/// One bead a line, with everything that reading it back needs.
pub struct Jsonl;

impl Emit for Jsonl {
    fn emit(&self, bitext: &Bitext, _: &[Finding], out: &mut dyn Write) -> io::Result<()> {
        for number in 1..=bitext.beads.len() {
            serde_json::to_writer(&mut *out, &SavedBead::new(bitext, number))?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}
