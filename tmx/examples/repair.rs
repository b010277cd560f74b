//! Repairs a memory and lists every repair: `cargo run --example repair IN.tmx OUT.tmx`.
#![allow(clippy::print_stdout, reason = "it is what the example shows")]

use diptych_tmx::{Reader, repair};
use std::fs::File;
use std::io::BufWriter;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut paths = std::env::args_os().skip(1);
    let (Some(from), Some(to)) = (paths.next(), paths.next()) else {
        return Err("name a memory and the file to write".into());
    };
    let mut reader = Reader::new(File::open(from)?)?;
    let (_, done) = repair(&mut reader, BufWriter::new(File::create(to)?), |fault| {
        println!("line {}, column {}: {} ({})", fault.line, fault.column, fault.fault, fault.done);
    })?;
    println!("{} units = {} written + {} given up", done.read, done.written, done.given_up);
    Ok(())
}
