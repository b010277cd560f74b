//! Rules and a text, parted by a zero byte: the pieces are the text.
#![no_main]

use diptych_segments::{Srx, SrxMode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &str| {
    let Some((rules, text)) = data.split_once('\0') else { return };
    let (rules, text): (String, String) = (rules.chars().take(400).collect(), text.chars().take(100).collect());
    let Ok(srx) = Srx::parse(&rules) else { return };
    for mode in [SrxMode::Spec, SrxMode::Omegat] {
        if let Some(splitter) = srx.splitter("en", mode) {
            let pieces: String = splitter.split(&text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(pieces, text);
        }
    }
});
