//! Any file under the name of each format: an error or a text, never a panic.
#![no_main]

use diptych::read::{Options, read_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    // PDF is left to its program.
    let Some((&which, rest)) = data.split_first() else { return };
    if rest.windows(5).any(|w| w == b"%PDF-") {
        return;
    }
    let name = ["a.txt", "a.md", "a.html", "a.po", "a.csv", "a.tsv", "a.tmx", "a.srt"][usize::from(which % 8)];
    let options = Options { replace: which & 8 != 0, ..Options::default() };
    let _ = read_bytes(name, rest.to_vec(), &options);
});
