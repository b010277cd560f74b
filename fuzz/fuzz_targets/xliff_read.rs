//! An XLIFF file: an error or a text, never a panic.
#![no_main]

use diptych::read::{Format, Options, read_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let options = Options { from: Some(Format::Xliff), ..Options::default() };
    let _ = read_bytes("a.xlf", data.to_vec(), &options);
});
