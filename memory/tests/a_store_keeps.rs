//! What a store keeps, and what it refuses.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::Path;

use diptych_memory::{
    Entry, Error, Imported, Index, IndexBuilder, Measure, Query, Quote, Store, StoreError,
};

fn entry(number: usize, source: &str, target: &str, date: Option<u64>) -> Entry {
    let (source, target) = (source.to_owned(), target.to_owned());
    Entry { number, is_chinese: true, source, target, date, ..Entry::default() }
}

fn import(path: &Path, file: &str, units: &[(&str, &str, Option<u64>)]) -> Imported {
    let mut store = Store::create(path, 7).unwrap();
    let mut import = store.import("20240301T000000Z", file, true).unwrap();
    import.file(file).unwrap();
    for (number, (source, target, date)) in (1..).zip(units) {
        import.add(entry(number, source, target, *date)).unwrap();
    }
    import.finish().unwrap()
}

fn targets(path: &Path) -> Vec<String> {
    let mut targets = Vec::new();
    Store::open(path).unwrap().each_text(|_, _, english| targets.push(english.to_owned())).unwrap();
    targets
}

#[test]
fn the_same_import_changes_nothing_and_the_newest_wins() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.dtm");
    // Two translations of one file are both kept, whatever their dates.
    let first = [("云", "Cloud", Some(2)), ("云", "A cloud", Some(1)), ("雨", "Rain", None)];
    assert_eq!(import(&path, "a", &first), Imported { added: 3, ..Imported::default() });
    let generation = Store::open(&path).unwrap().stamp().unwrap().generation;
    assert_eq!(import(&path, "a", &first), Imported { same: 3, ..Imported::default() });
    assert_eq!(Store::open(&path).unwrap().stamp().unwrap().generation, generation);

    let newer = [("云", "The cloud", Some(3)), ("雨", "The rain", Some(1))];
    let done = import(&path, "b", &newer);
    assert_eq!(done, Imported { added: 2, replaced: 2, ..Imported::default() });
    assert_eq!(targets(&path), ["Rain", "The cloud", "The rain"]);
    assert_eq!(import(&path, "c", &[("云", "Clouds", Some(2))]).older, 1);
    assert_eq!(import(&path, "c", &[("云", "The cloud", Some(4))]).updated, 1);
    let record = Store::open(&path).unwrap().record(4).unwrap();
    assert_eq!((record.date, &*record.origin), (Some(4), "c"));

    let mut store = Store::open(&path).unwrap();
    store.undo().unwrap().unwrap();
    assert_eq!(store.record(4).unwrap().date, Some(3));
    assert_eq!(store.undo().unwrap().unwrap().0, "b");
    assert_eq!(targets(&path), ["Cloud", "A cloud", "Rain"]);
    store.undo().unwrap().unwrap();
    assert!(store.is_empty().unwrap() && store.undo().unwrap().is_none());
}

#[test]
fn a_unit_knows_what_stood_around_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.dtm");
    import(&path, "a", &[("云", "Cloud", None), ("雨", "Rain", None), ("云", "Cloud", None)]);
    let record = Store::open(&path).unwrap().record(1).unwrap();
    let hash = diptych_memory::context_hash;
    let (zh, en) = (hash("雨"), hash("Rain"));
    assert_eq!(record.contexts, [[0, 0, zh, en], [zh, en, 0, 0]]);
}

#[test]
fn an_import_that_is_not_finished_leaves_the_old_state() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.dtm");
    import(&path, "a", &[("云", "Cloud", None)]);
    let mut store = Store::open(&path).unwrap();
    let mut import = store.import("x", "b", true).unwrap();
    import.file("b").unwrap();
    import.add(entry(1, "雨", "Rain", None)).unwrap();
    import.add(entry(2, "雪", "Snow", None)).unwrap();
    // Who reads meanwhile sees the old state; who writes waits, and is refused.
    assert_eq!(targets(&path), ["Cloud"]);
    let mut other = Store::open(&path).unwrap();
    assert!(matches!(other.import("x", "c", true), Err(StoreError::Busy(_))));
    drop(import);
    assert_eq!(targets(&path), ["Cloud"]);
}

#[test]
fn what_is_no_store_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    assert!(matches!(Store::open(&at("none.dtm")), Err(StoreError::Missing(_))));
    fs::write(at("text.dtm"), "云\tCloud\n".repeat(200)).unwrap();
    assert!(matches!(Store::open(&at("text.dtm")), Err(StoreError::Foreign(_))));
    assert!(matches!(Store::create(&at("text.dtm"), 1), Err(StoreError::Foreign(_))));
    fs::write(at("empty.dtm"), "").unwrap();
    assert!(matches!(Store::open(&at("empty.dtm")), Err(StoreError::Foreign(_))));

    import(&at("a.dtm"), "a", &[("云", "Cloud", None)]);
    // The version stands at byte 60 of the file, in big-endian order.
    let mut bytes = fs::read(at("a.dtm")).unwrap();
    bytes[63] = 9;
    fs::write(at("newer.dtm"), &bytes).unwrap();
    let newer = Store::open(&at("newer.dtm"));
    assert!(matches!(newer, Err(StoreError::Newer { version: 9, .. })), "{newer:?}");
}

/// Texts of which many have something in common.
fn texts() -> Vec<String> {
    let words = ["天", "地", "人", "山水", "风雨", "日月", "GDP", "，", "。"];
    let text = |n: usize| (0..4 + n % 9).map(|i| words[(n * 7 + i * (n % 5 + 1)) % 9]).collect();
    (0..500).map(text).collect()
}

fn index(texts: &[String]) -> Index {
    let mut index = IndexBuilder::new(Measure::Characters);
    for (unit, text) in (0..).zip(texts) {
        index.push(unit, text);
    }
    index.finish()
}

#[test]
fn an_index_in_a_file_finds_what_the_held_one_finds() {
    let (folder, texts) = (tempfile::tempdir().unwrap(), texts());
    let path = folder.path().join("a.index");
    let held = index(&texts);
    let stamp = diptych_memory::Stamp { store: 1, generation: 2 };
    Index::save([&held, &held], stamp, &path).unwrap();
    let other = diptych_memory::Stamp { store: 1, generation: 3 };
    assert!(Index::open(&path, other).unwrap().is_none());
    let [first, second] = Index::open(&path, stamp).unwrap().unwrap();
    for text in texts.iter().step_by(7) {
        let query = Query::new(Measure::Characters, text);
        let wanted = held.search(&texts.as_slice(), &query, 70.0).unwrap();
        assert_eq!(first.search(&texts.as_slice(), &query, 70.0).unwrap(), wanted);
        assert_eq!(second.search(&texts.as_slice(), &query, 70.0).unwrap(), wanted);
        let quote = Quote::new(Measure::Characters, "山水");
        let wanted = held.quoting(&texts.as_slice(), &quote).unwrap();
        assert_eq!(first.quoting(&texts.as_slice(), &quote).unwrap(), wanted);
    }
}

#[test]
fn a_damaged_index_finds_the_same_or_says_so() {
    let (folder, texts) = (tempfile::tempdir().unwrap(), texts());
    let path = folder.path().join("a.index");
    let held = index(&texts);
    let stamp = diptych_memory::Stamp { store: 1, generation: 2 };
    Index::save([&held, &held], stamp, &path).unwrap();
    let whole = fs::read(&path).unwrap();
    let query = Query::new(Measure::Characters, &texts[123]);
    let wanted = held.search(&texts.as_slice(), &query, 70.0).unwrap();
    let mut noticed = 0;
    for at in (0..whole.len()).step_by(97) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        fs::write(&path, &bytes).unwrap();
        let found = match Index::open(&path, stamp) {
            Ok(Some([first, _])) => first.search(&texts.as_slice(), &query, 70.0),
            Ok(None) => panic!("byte {at}: the head is changed, and nobody notices"),
            Err(error) => Err(error),
        };
        match found {
            Ok(found) => assert_eq!(found, wanted, "byte {at}"),
            Err(Error::Index) => noticed += 1,
            Err(other) => panic!("byte {at}: {other}"),
        }
    }
    assert!(noticed > 10);
    for length in [0, 100, 512, whole.len() / 2, whole.len() - 1] {
        fs::write(&path, &whole[..length]).unwrap();
        assert!(matches!(Index::open(&path, stamp), Err(Error::Index)), "{length} bytes");
    }
}
