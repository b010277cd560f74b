//! Aligns two files and writes a translation memory: `cargo run --example align_two_files ZH EN OUT.tmx`.

#![allow(clippy::print_stderr, reason = "an example says what it does")]

use std::path::Path;

use diptych::output::Set;
use diptych::pipeline::Options;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [source, target, output] = arguments.as_slice() else {
        return Err("give a source, its translation and an output".into());
    };
    let outputs: Set = Set::new([output], &[Path::new(source), Path::new(target)])?;
    let pair = diptych::align_files(source, target, &Options::default())?;
    outputs.write_bitext(
        &pair.bitext,
        &pair.findings,
        &diptych::emit::edition::Edition::default(),
    )?;
    eprintln!(
        "{} pairs, {} to check first, support {:.2}",
        pair.bitext.beads.len(),
        pair.diagnosis.doubtful.len(),
        pair.diagnosis.support
    );
    Ok(())
}
