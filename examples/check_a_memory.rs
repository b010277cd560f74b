//! Checks a translation memory against a termbase: `cargo run --example check_a_memory MEMORY TERMS`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example says what it does")]

use std::path::{Path, PathBuf};

use diptych::check::{Checker, termbases, units};
use diptych::read::Options;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [memory, terms] = arguments.as_slice() else {
        return Err("give a memory and a termbase".into());
    };
    let base = termbases::load(&[PathBuf::from(terms)], |fault| eprintln!("{}", fault.message))?;
    let mut checker = Checker::new(&base);
    units::each_unit(Path::new(memory), &Options::default(), |unit| checker.push(unit))?;
    for finding in checker.finish().findings {
        println!("unit {}: {}", finding.unit, finding.label());
    }
    Ok(())
}
