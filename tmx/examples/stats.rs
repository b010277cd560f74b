//! Prints what is in a memory: `cargo run --release -p diptych-tmx --example stats -- FILE.tmx`.
#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use diptych_tmx::{Reader, Stats, TranslationUnit};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("name a TMX file")?;
    let mut reader = Reader::new(std::fs::File::open(path)?)?;
    let (mut stats, mut unit) = (Stats::default(), TranslationUnit::default());
    while reader.read_unit(&mut unit)? {
        stats.add(&unit);
    }
    println!("{stats:#?}");
    println!("{} faults", reader.take_faults().len());
    Ok(())
}
