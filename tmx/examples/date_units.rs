//! Changes some units and leaves every other byte alone: each unit without a date of change gets one.
//! `cargo run --example date_units IN.tmx OUT.tmx 20240229T120000Z`
#![allow(clippy::print_stdout, reason = "it is what the example shows")]

use diptych_tmx::{Copier, Part, Reader, TranslationUnit};
use std::fs::File;
use std::io::{BufWriter, Write as _};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [from, to, date] = arguments.as_slice() else {
        return Err("name a memory, the file to write, and a date".into());
    };
    let mut reader = Reader::new(File::open(from)?)?;
    let mut copier = Copier::new(BufWriter::new(File::create(to)?), &reader)?;
    let (mut unit, mut changed) = (TranslationUnit::default(), 0);
    while let Some(part) = reader.next_part(&mut unit)? {
        if part == Part::Unit && unit.attributes.get("changedate").is_none() {
            unit.attributes.set("changedate", date.as_str());
            copier.change(&unit)?;
            changed += 1;
        } else {
            copier.keep(part, &reader)?;
        }
    }
    copier.finish()?.flush()?;
    println!("{changed} of {} units were changed", reader.unit_number());
    Ok(())
}
