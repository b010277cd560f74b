#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| diptych_fuzz::review_sheet(data));
