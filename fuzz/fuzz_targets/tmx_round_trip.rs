//! Any text: a copy is the same text, a repaired memory is strict, and repaired for good.
#![no_main]

use diptych_tmx::{Copier, Options, Reader, TranslationUnit, repair};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &str| {
    let Ok(mut reader) = Reader::new(data.as_bytes()) else { return };
    if !reader.encoding().name().starts_with("UTF-8") {
        return;
    }
    let mut copier = Copier::new(Vec::new(), &reader).expect("memory can be written");
    let mut unit = TranslationUnit::default();
    while let Some(part) = reader.next_part(&mut unit).expect("memory can be read") {
        copier.keep(part, &reader).expect("memory can be written");
    }
    assert_eq!(copier.finish().expect("memory can be written"), data.as_bytes());

    let mut reader = Reader::new(data.as_bytes()).expect("it was read before");
    let (once, done) = repair(&mut reader, Vec::new(), |_| {}).expect("memory can be written");
    assert_eq!(done.read, done.written + done.given_up);
    let strict = Options { strict: true, ..Options::default() };
    let mut reader = Reader::with_options(once.as_slice(), strict).expect("a repaired file is strict");
    let (twice, again) = repair(&mut reader, Vec::new(), |_| {}).expect("a repaired file is strict");
    assert_eq!((again.repairs, again.written), (0, done.written));
    assert_eq!(once, twice);
});
