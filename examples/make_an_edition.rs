//! Makes a book of a saved alignment: `cargo run --example make_an_edition SAVED.jsonl BOOK.epub`.

use std::path::Path;

use diptych::bitext::saved;
use diptych::emit::edition::{Edition, Metadata};
use diptych::output::Set;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [alignment, book] = arguments.as_slice() else {
        return Err("give a saved alignment and the name of a book".into());
    };
    let bitext = saved::parse(&std::fs::read_to_string(alignment)?)?;
    let metadata = Metadata { title: "双语 Bilingual".to_owned(), ..Metadata::default() };
    let edition = Edition { metadata, ..Edition::default() };
    let outputs: Set = Set::new([book], &[Path::new(alignment)])?;
    outputs.write_bitext(&bitext, &[], &edition)?;
    Ok(())
}
