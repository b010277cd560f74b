//! The translation memory.

use std::collections::BTreeSet;
use std::io::{self, Write};

use diptych_tmx::{Error, Header, TranslationUnit, Writer};

use super::emitter::Emit;
use super::tsv::id_list;
use crate::bitext::{Bead, Bitext};
use crate::finding::Finding;

/// The type of the props that name a unit's findings.
pub const FINDING: &str = "x-diptych-finding";

/// Strict TMX 1.4: one unit for each bead with text on both sides.
///
/// A bead with an empty side never becomes a unit: OmegaT would blank the
/// translator's text with it. The unit's id is the bead's number; files and segment numbers are
/// those of its own chapter. There are no
/// dates, so that the same alignment gives the same bytes.
#[derive(Debug, Clone, Default)]
pub struct Tmx {
    /// Beads below this score are left out.
    pub min_score: f32,
    /// Beads that are left out whatever their score, by number.
    pub dropped: BTreeSet<usize>,
}

impl Tmx {
    /// Whether bead `number` becomes a unit.
    pub fn takes(&self, number: usize, bead: &Bead) -> bool {
        let has_text = |segments: &[String]| segments.iter().any(|s| !s.trim().is_empty());
        has_text(&bead.source.segments)
            && has_text(&bead.target.segments)
            && !self.dropped.contains(&number)
            && (bead.accepted || bead.score >= self.min_score)
    }
}

impl Emit for Tmx {
    fn emit(&self, bitext: &Bitext, findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
        let mut header = Header::new(&bitext.source.code);
        header.attributes.set("segtype", segment_type(bitext));
        let mut writer = Writer::new(out, &header).map_err(io_error)?;
        let before = bitext.segments_before();
        for (number, bead) in (1..).zip(&bitext.beads).filter(|(n, bead)| self.takes(*n, bead)) {
            let (sources, targets) = before[number - 1];
            let ids = |ids: &[usize], before: usize| {
                id_list(&ids.iter().map(|id| id.saturating_sub(before)).collect::<Vec<_>>())
            };
            let mut unit = TranslationUnit::of(
                (&bitext.source.code, &bitext.source_text(bead)),
                (&bitext.target.code, &bitext.target_text(bead)),
            );
            unit.attributes.set("tuid", number.to_string());
            unit.add_prop("x-diptych-score", format!("{:.3}", bead.score));
            unit.add_prop("x-diptych-source-file", bitext.source_file(bead));
            unit.add_prop("x-diptych-target-file", bitext.target_file(bead));
            unit.add_prop("x-diptych-source-segments", ids(&bead.source.ids, sources));
            unit.add_prop("x-diptych-target-segments", ids(&bead.target.ids, targets));
            for finding in findings.iter().filter(|f| f.unit == number && !f.waived) {
                unit.add_prop(FINDING, finding.label());
            }
            writer.write(&unit).map_err(io_error)?;
        }
        writer.finish().map_err(io_error)?;
        Ok(())
    }
}

/// Sentences, unless most units hold several.
fn segment_type(bitext: &Bitext) -> &'static str {
    let several = |bead: &&Bead| bead.source.ids.len() > 1;
    if bitext.beads.iter().filter(several).count() * 2 > bitext.beads.len() {
        "paragraph"
    } else {
        "sentence"
    }
}

/// What `out` gave, where it was that.
fn io_error(error: Error) -> io::Error {
    let given =
        std::error::Error::source(&error).and_then(|source| source.downcast_ref::<io::Error>());
    io::Error::new(given.map_or(io::ErrorKind::Other, io::Error::kind), error)
}

#[cfg(test)]
mod tests {
    use diptych_tmx::Reader;

    use super::*;
    use crate::bitext::saved;

    #[test]
    fn only_beads_with_two_sides_become_units() {
        let saved = "{\"bead\":1,\"source\":[0],\"target\":[0],\"score\":0.97,\"source_text\":\"云\",\"target_text\":\"A cloud\"}\n\
             {\"bead\":2,\"source\":[1],\"target\":[],\"score\":0.5,\"source_text\":\"雨\",\"target_text\":\"\"}\n\
             {\"bead\":3,\"source\":[2],\"target\":[1],\"score\":0.2,\"source_text\":\"雪\",\"target_text\":\"Snow\"}\n";
        let bitext = saved::parse(saved).unwrap();
        let ids = |tmx: Tmx| -> Vec<String> {
            let mut bytes = vec![];
            tmx.emit(&bitext, &[], &mut bytes).unwrap();
            let units = Reader::new(bytes.as_slice()).unwrap();
            units.map(|unit| unit.unwrap().id().unwrap().to_owned()).collect()
        };
        assert_eq!(ids(Tmx::default()), ["1", "3"]);
        assert_eq!(ids(Tmx { min_score: 0.5, ..Tmx::default() }), ["1"]);
    }
}
