//! The translation memory.

mod again;
mod props;
mod shown;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;

use diptych_tmx::{Detail, Error, Header, Note, TranslationUnit, Writer};

pub use props::FINDING;
use props::{ByUnit, props};
use shown::{Shown, Texts};

use super::emitter::Emit;
use crate::bitext::{Bead, Bitext};
use crate::finding::Finding;

/// Strict TMX 1.4: one unit for each bead with text on both sides.
///
/// A bead with an empty side, or with one that a reviewer dropped, never becomes a unit: OmegaT would blank the
/// translator's text with it. The unit's id is the bead's number; files and segment numbers are
/// those of its own chapter. Numbers that the document counts by itself and what is surely the mark of
/// a note are no part of the texts, as no CAT tool shows them there: they stand in props. What only one
/// side would lose stays on both. There are no dates, so that the same alignment gives the same bytes.
#[derive(Debug, Clone, Default)]
pub struct Tmx {
    /// Beads below this score are left out.
    pub min_score: f32,
    /// Beads that are left out whatever their score, by number.
    pub dropped: BTreeSet<usize>,
    /// Whether beads without a letter on either side are left out: `300`, `12.5 %`.
    pub without_numbers: bool,
    /// The memory that the beads were read from, one bead a unit: what its units hold is kept, codes,
    /// dates, notes and props, and diptych's own props are added.
    pub original: Option<PathBuf>,
}

impl Tmx {
    /// Whether bead `number` becomes a unit.
    pub fn takes(&self, number: usize, bead: &Bead) -> bool {
        let has_text = |segments: &[String]| segments.iter().any(|s| !s.trim().is_empty());
        has_text(&bead.source.segments)
            && has_text(&bead.target.segments)
            && !bead.dropped().any()
            && !self.dropped.contains(&number)
            && (bead.accepted || bead.score >= self.min_score)
            && !(self.without_numbers && has_no_letter(bead))
    }
}

impl Emit for Tmx {
    fn emit(&self, bitext: &Bitext, findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
        if let Some(original) = &self.original {
            let takes = |number: usize| self.takes(number, &bitext.beads[number - 1]);
            return again::emit(takes, original, (bitext, findings), out).map_err(io_error);
        }
        let mut header = Header::new(&bitext.source.code);
        header.attributes.set("segtype", segment_type(bitext));
        let mut writer = Writer::new(out, &header).map_err(io_error)?;
        let findings = ByUnit::new(findings);
        let before = bitext.segments_before();
        let texts = Texts::new(bitext);
        for (number, bead) in (1..).zip(&bitext.beads).filter(|(n, bead)| self.takes(*n, bead)) {
            let (source, target) = texts.of(number);
            let mut unit = TranslationUnit::of(
                (&bitext.source.code, &source.text),
                (&bitext.target.code, &target.text),
            );
            unit.attributes.set("tuid", number.to_string());
            for (kind, value) in props(bitext, number, before[number - 1]) {
                unit.add_prop(kind, value);
            }
            if let Some(context) = &bead.context {
                unit.add_prop("x-context", context.to_string());
            }
            add_taken(&mut unit, "source", source);
            add_taken(&mut unit, "target", target);
            findings.add_to(&mut unit, number);
            if !bead.comment().is_empty() {
                let text = bead.comment().to_owned();
                unit.details.push(Detail::Note(Note { text, ..Note::default() }));
            }
            writer.write(&unit).map_err(io_error)?;
        }
        writer.finish().map_err(io_error)?;
        Ok(())
    }
}

/// Adds what a side has besides its text.
fn add_taken(unit: &mut TranslationUnit, side: &str, shown: Shown) {
    if let Some(label) = shown.label {
        unit.add_prop(&format!("x-diptych-{side}-label"), label);
    }
    if !shown.marks.is_empty() {
        unit.add_prop(&format!("x-diptych-{side}-marks"), shown.marks.join(" "));
    }
}

/// Whether neither side of a bead has a letter.
fn has_no_letter(bead: &Bead) -> bool {
    let mut segments = bead.source.segments.iter().chain(&bead.target.segments);
    !segments.any(|segment| segment.chars().any(char::is_alphabetic))
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
