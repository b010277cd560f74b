//! How fast memories are read, copied and repaired.

use diptych_tmx::{Copier, Header, Reader, Stats, TranslationUnit, Writer, repair};
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// A memory of 2,000 units.
fn memory() -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), &Header::new("zh-CN")).expect("memory can be written");
    for number in 0..2000 {
        let zh = format!("第{number}艘渡轮在九点以前离开了北岸的码头。");
        let en =
            format!("Ferry number {number} left the pier on the north bank before nine o'clock.");
        let mut unit = TranslationUnit::of(("zh-CN", &zh), ("en-US", &en));
        unit.attributes.set("tuid", number.to_string());
        unit.add_prop("x-project", "ferry");
        writer.write(&unit).expect("memory can be written");
    }
    writer.finish().expect("memory can be written")
}

#[divan::bench]
fn stats(bencher: Bencher<'_, '_>) {
    let file = memory();
    bencher.counter(BytesCount::of_slice(&file)).bench(|| {
        let mut reader = Reader::new(file.as_slice()).expect("it is a memory");
        let (mut stats, mut unit) = (Stats::default(), TranslationUnit::default());
        while reader.read_unit(&mut unit).expect("it is in memory") {
            stats.add(&unit);
        }
        stats.units
    });
}

#[divan::bench]
fn copy_without_reading(bencher: Bencher<'_, '_>) {
    let file = memory();
    bencher.counter(BytesCount::of_slice(&file)).bench(|| {
        let mut reader = Reader::new(file.as_slice()).expect("it is a memory");
        let mut copier = Copier::new(Vec::new(), &reader).expect("memory can be written");
        while let Some(part) = reader.skip_part().expect("it is in memory") {
            copier.keep(part, &reader).expect("memory can be written");
        }
        copier.finish().expect("memory can be written").len()
    });
}

#[divan::bench]
fn repair_what_is_whole(bencher: Bencher<'_, '_>) {
    let file = memory();
    bencher.counter(BytesCount::of_slice(&file)).bench(|| {
        let mut reader = Reader::new(file.as_slice()).expect("it is a memory");
        repair(&mut reader, Vec::new(), |_| {}).expect("memory can be written").0.len()
    });
}
