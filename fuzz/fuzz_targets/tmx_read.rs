//! Any bytes: reading and checking end without a panic.
#![no_main]

use diptych_tmx::{Reader, Stats, TranslationUnit, Validator};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(mut reader) = Reader::new(data) else { return };
    let (mut validator, mut faults) = Validator::new(&reader);
    let (mut stats, mut unit) = (Stats::default(), TranslationUnit::default());
    while reader.read_unit(&mut unit).expect("bytes in memory can be read") {
        stats.add(&unit);
        validator.unit(&reader, &mut unit, &mut faults);
    }
    let _ = validator.finish();
    assert!(stats.units <= reader.unit_number());
});
