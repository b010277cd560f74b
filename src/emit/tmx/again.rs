//! A memory that was read as a bitext, written again with all that its units hold.

use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::Path;

use diptych_tmx::{Detail, Error, Reader, TranslationUnit, Writer, unpack};

use super::props::{ByUnit, FINDING, SCORE, props};
use crate::bitext::Bitext;
use crate::finding::Finding;
use crate::lang_code::canonical;
use crate::read::pairs::{PairChoice, on_one_line};

/// Goes through the memory as the reading of bilingual files does, so that pair `n` is segment `n` of
/// both sides, and writes each unit whose bead `takes` says is to be written.
pub(super) fn emit(
    takes: impl Fn(usize) -> bool,
    original: &Path,
    (bitext, findings): (&Bitext, &[Finding]),
    out: &mut dyn Write,
) -> Result<(), Error> {
    let mut reader = open(original)?;
    let mut choice = PairChoice::new(reader.header().srclang());
    let mut header = reader.header().clone();
    if let Some(code) = canonical(header.srclang()) {
        header.attributes.set("srclang", code);
    }
    let mut writer = Writer::new(out, &header)?;
    let (numbers, findings) = (bead_numbers(bitext), ByUnit::new(findings));
    let (mut unit, mut pair) = (TranslationUnit::default(), 0);
    while reader.read_unit(&mut unit)? {
        let Some((source, target)) = choice.sides(&unit) else { continue };
        if on_one_line(&unit.variants[source].text(), &unit.variants[target].text(), false)
            .is_none()
        {
            continue;
        }
        let number = numbers.get(pair).copied().unwrap_or(0);
        pair += 1;
        if number == 0 || !takes(number) {
            continue;
        }
        complete(&mut unit, bitext, &findings, number);
        writer.write(&unit)?;
    }
    writer.finish()?;
    Ok(())
}

fn open(path: &Path) -> Result<Reader<Box<dyn Read + Send>>, Error> {
    Reader::new(unpack(BufReader::new(File::open(path)?))?)
}

/// For each segment of either side the number of its bead, from 1; 0 where it has none.
fn bead_numbers(bitext: &Bitext) -> Vec<usize> {
    let mut numbers = Vec::with_capacity(bitext.beads.len());
    for (number, bead) in (1..).zip(&bitext.beads) {
        for &segment in bead.source.ids.iter().chain(&bead.target.ids) {
            if numbers.len() <= segment {
                numbers.resize(segment + 1, 0);
            }
            numbers[segment] = number;
        }
    }
    numbers
}

/// Adds what diptych knows of the unit; of an earlier run the score and the findings go, and where its
/// texts came from stays.
fn complete(unit: &mut TranslationUnit, bitext: &Bitext, findings: &ByUnit, number: usize) {
    if unit.id().is_none() {
        unit.attributes.set("tuid", number.to_string());
    }
    for variant in &mut unit.variants {
        if let Some(code) = canonical(variant.lang()) {
            let name =
                if variant.attributes.get("xml:lang").is_some() { "xml:lang" } else { "lang" };
            variant.attributes.set(name, code);
        }
    }
    unit.details.retain(
        |detail| !matches!(detail, Detail::Prop(prop) if matches!(prop.kind(), SCORE | FINDING)),
    );
    for (kind, value) in props(bitext, number, (0, 0)) {
        if unit.prop(kind).is_none() {
            unit.add_prop(kind, value);
        }
    }
    findings.add_to(unit, number);
}
