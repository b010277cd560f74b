//! What a store keeps, and what it refuses.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::Path;

use std::collections::BTreeSet;

use diptych_memory::{
    Entry, Error, Imported, Index, IndexBuilder, Measure, Query, Quote, Record, Saved, Store,
    StoreError,
};
use proptest::prelude::*;

fn entry(number: usize, source: &str, target: &str, date: Option<u64>) -> Entry {
    let (source, target) = (source.to_owned(), target.to_owned());
    let (source_lang, target_lang) = ("zh-CN".to_owned(), "en-US".to_owned());
    let entry = Entry { number, is_chinese: true, source, target, date, ..Entry::default() };
    Entry { source_lang, target_lang, ..entry }
}

/// Details that are lists of letters: those of both.
#[allow(clippy::unnecessary_wraps, reason = "it stands for one that fails")]
fn merge(stored: &str, entered: &str, _: bool) -> Result<String, String> {
    let more = entered.chars().filter(|it| !stored.contains(*it));
    Ok(stored.chars().chain(more).collect())
}

fn import(path: &Path, file: &str, units: &[(&str, &str, Option<u64>)]) -> Imported {
    let mut store = Store::create(path, 7).unwrap();
    let mut import = store.import("20240301T000000Z", file, true, merge).unwrap();
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
    let generation = Store::open(&path).unwrap().generation().unwrap();
    assert_eq!(import(&path, "a", &first), Imported { same: 3, ..Imported::default() });
    assert_eq!(Store::open(&path).unwrap().generation().unwrap(), generation);

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

/// A file: units with a date or none.
type Dated = Vec<(usize, usize, Option<u64>)>;

const SOURCES: [&str; 2] = ["云", "雨"];
const TARGETS: [&str; 4] = ["one", "two", "three", "four"];

/// What a store keeps of files, by the law: the dated translations of the files that have the newest date
/// of the source, and those that some file has without a date.
fn kept(files: &[Dated]) -> BTreeSet<(usize, usize)> {
    let mut kept = BTreeSet::new();
    for source in 0..SOURCES.len() {
        let newest =
            |file: &Dated| file.iter().filter(|it| it.0 == source).filter_map(|it| it.2).max();
        let highest = files.iter().filter_map(newest).max();
        for file in files {
            let stays = |it: &&(usize, usize, Option<u64>)| {
                it.0 == source && (it.2.is_none() || newest(file) == highest)
            };
            kept.extend(file.iter().filter(stays).map(|it| (it.0, it.1)));
        }
    }
    kept
}

/// Imports files, so many at once each time.
fn import_files(path: &Path, files: &[Dated], groups: &[usize]) -> BTreeSet<(usize, usize)> {
    let mut store = Store::create(path, 7).unwrap();
    let (mut rest, mut groups) = (files, groups.iter().cycle());
    while !rest.is_empty() {
        let (now, later) = rest.split_at((*groups.next().unwrap()).min(rest.len()));
        rest = later;
        let mut import = store.import("20240301T000000Z", "x", true, merge).unwrap();
        for file in now {
            import.file("x").unwrap();
            for (number, (source, target, date)) in (1..).zip(file) {
                import.add(entry(number, SOURCES[*source], TARGETS[*target], *date)).unwrap();
            }
        }
        import.finish().unwrap();
    }
    let mut kept = BTreeSet::new();
    let place = |of: &[&str], text: &str| of.iter().position(|it| *it == text).unwrap();
    store
        .each_text(|_, zh, en| {
            kept.insert((place(&SOURCES, zh), place(&TARGETS, en)));
        })
        .unwrap();
    kept
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_stays_depends_on_no_order_and_no_grouping(
        (files, shuffled) in prop::collection::vec(
            prop::collection::vec((0..2_usize, 0..4_usize, prop::option::weighted(0.8, 1..6_u64)), 1..5),
            1..6,
        ).prop_flat_map(|files| {
            let shuffled = Just(files.clone()).prop_shuffle().prop_flat_map(|files| {
                files.into_iter().map(|file| Just(file).prop_shuffle()).collect::<Vec<_>>()
            });
            (Just(files), shuffled)
        }),
        groups in prop::collection::vec(1..4_usize, 1..4),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let wanted = kept(&files);
        prop_assert_eq!(&import_files(&at("a.dtm"), &files, &[files.len()]), &wanted);
        prop_assert_eq!(&import_files(&at("b.dtm"), &shuffled, &groups), &wanted);
        // Again: nothing changes.
        prop_assert_eq!(&import_files(&at("a.dtm"), &files, &[1]), &wanted);
    }

    #[test]
    fn taking_back_gives_the_state_before(
        files in prop::collection::vec(
            prop::collection::vec((0..2_usize, 0..4_usize, prop::option::weighted(0.8, 1..6_u64)), 1..5),
            2..5,
        ),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.dtm");
        let (last, before) = files.split_last().unwrap();
        import_files(&path, before, &[1]);
        let state = records(&path);
        let generation = Store::open(&path).unwrap().generation().unwrap();
        import_files(&path, std::slice::from_ref(last), &[1]);
        let mut store = Store::open(&path).unwrap();
        if store.generation().unwrap() > generation {
            store.undo().unwrap().unwrap();
        }
        prop_assert_eq!(&records(&path), &state);
        prop_assert_eq!(store.len().unwrap(), state.len());
    }
}

fn records(path: &Path) -> Vec<Record> {
    let mut all = Vec::new();
    let each = |record| {
        all.push(record);
        Ok::<(), StoreError>(())
    };
    Store::open(path).unwrap().each(each).unwrap();
    all
}

#[test]
fn another_language_is_no_rival() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.dtm");
    let mut store = Store::create(&path, 7).unwrap();
    for (year, lang, target) in
        [(2020, "zh-CN", "软件"), (2021, "zh-TW", "軟體"), (2022, "zh-HK", "軟體")]
    {
        let mut import = store.import("x", lang, true, merge).unwrap();
        import.file(lang).unwrap();
        let target_lang = lang.to_owned();
        let unit = entry(1, "Software", target, Some(year));
        import.add(Entry { is_chinese: false, target_lang, ..unit }).unwrap();
        assert_eq!(import.finish().unwrap(), Imported { added: 1, ..Imported::default() });
    }
    let langs: Vec<String> = records(&path).into_iter().map(|it| it.target_lang).collect();
    assert_eq!(langs, ["zh-CN", "zh-TW", "zh-HK"]);
}

#[test]
fn details_come_together_whichever_unit_is_newer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.dtm");
    let mut store = Store::create(&path, 7).unwrap();
    let details = [(Some("ab"), 2), (None, 3), (Some("c"), 1), (Some("c"), 1)];
    let done = details.map(|(detail, date)| {
        let mut import = store.import("x", "x", true, merge).unwrap();
        import.file("x").unwrap();
        let detail = detail.map(str::to_owned);
        import.add(Entry { detail, ..entry(1, "云", "Cloud", Some(date)) }).unwrap();
        import.finish().unwrap()
    });
    assert_eq!(done.map(|it| (it.updated, it.same)), [(0, 0), (1, 0), (1, 0), (0, 1)]);
    let [record] = records(&path).try_into().unwrap();
    assert_eq!((record.date, record.detail.as_deref()), (Some(3), Some("abc")));
}

#[test]
fn many_translations_of_one_source_are_taken_in_in_time_to_match() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.dtm");
    let mut store = Store::create(&path, 7).unwrap();
    // By comparing each with all it would take minutes.
    for _ in 0..2 {
        let mut import = store.import("x", "x", true, merge).unwrap();
        import.file("x").unwrap();
        for number in 1..60_000 {
            import.add(entry(number, "云", &number.to_string(), None)).unwrap();
        }
        import.finish().unwrap();
    }
    assert_eq!(store.len().unwrap(), 59_999);
}

#[test]
fn a_number_is_never_given_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.dtm");
    import(&path, "a", &[("云", "Cloud", None), ("雨", "Rain", None)]);
    Store::open(&path).unwrap().undo().unwrap().unwrap();
    import(&path, "b", &[("雪", "Snow", None)]);
    assert_eq!(records(&path)[0].id, 3);
}

#[test]
fn a_backup_that_is_put_back_is_in_no_state_of_the_store() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    import(&at("a.dtm"), "a", &[("云", "Cloud", None)]);
    Store::open(&at("a.dtm")).unwrap().copy_to(&at("b.dtm")).unwrap();
    let state = |name| Store::open(&at(name)).unwrap().stamp().unwrap();
    assert_eq!(state("a.dtm"), state("b.dtm"));
    import(&at("a.dtm"), "b", &[("雨", "Rain", None)]);
    import(&at("b.dtm"), "c", &[("雪", "Snow", None)]);
    let [a, b] = ["a.dtm", "b.dtm"].map(|it| Store::open(&at(it)).unwrap().generation().unwrap());
    assert_eq!(a, b);
    assert_ne!(state("a.dtm"), state("b.dtm"));
}

#[test]
fn an_aborted_beginning_is_begun_again_and_a_draft_is_settled() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("a.dtm"), "").unwrap();
    import(&at("a.dtm"), "a", &[("云", "Cloud", None)]);
    assert_eq!(records(&at("a.dtm")).len(), 1);

    let mut store = Store::draft(&at("draft"), &at("b.dtm"), 7).unwrap();
    let mut import = store.import("x", "x", true, merge).unwrap();
    import.file("x").unwrap();
    import.add(entry(1, "云", "Cloud", None)).unwrap();
    import.finish().unwrap();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    store.settle().unwrap();
    assert_eq!(records(&at("draft")).len(), 1);
}

#[test]
fn names_that_mean_more_to_others_are_names() {
    let folder = tempfile::tempdir().unwrap();
    #[cfg(unix)]
    let odd = {
        use std::os::unix::ffi::OsStrExt as _;
        std::ffi::OsStr::from_bytes(b"\xD4\xC6.dtm").to_owned()
    };
    #[cfg(not(unix))]
    let odd = std::ffi::OsString::from("云.dtm");
    let path = folder.path().join(&odd);
    import(&path, "a", &[("云", "Cloud", None)]);
    let copy = folder.path().join("copies");
    fs::create_dir(&copy).unwrap();
    Store::open(&path).unwrap().copy_to(&copy.join(&odd)).unwrap();
    assert_eq!(records(&copy.join(&odd)).len(), 1);
}

#[test]
fn a_store_is_read_where_nothing_can_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("100%?#.dtm");
    import(&path, "a", &[("云", "Cloud", None)]);
    // As in a folder that is write-protected: the file that readers share cannot be made.
    let mut shared = path.clone().into_os_string();
    shared.push("-shm");
    fs::create_dir(shared).unwrap();
    assert_eq!(records(&path).len(), 1);
    let mut store = Store::open(&path).unwrap();
    assert!(store.import("x", "b", true, merge).is_err());
    assert_eq!(records(&path).len(), 1);
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
    let mut import = store.import("x", "b", true, merge).unwrap();
    import.file("b").unwrap();
    import.add(entry(1, "雨", "Rain", None)).unwrap();
    import.add(entry(2, "雪", "Snow", None)).unwrap();
    // Who reads meanwhile sees the old state; who writes waits, and is refused.
    assert_eq!(targets(&path), ["Cloud"]);
    let mut other = Store::open(&path).unwrap();
    assert!(matches!(other.import("x", "c", true, merge), Err(StoreError::Busy(_))));
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
    let stamp = diptych_memory::Stamp { store: 1, state: 2 };
    Index::save([&held, &held], stamp, &path).unwrap();
    let other = diptych_memory::Stamp { store: 1, state: 3 };
    assert!(Saved::open(&path, other).unwrap().is_none());
    let saved = Saved::open(&path, stamp).unwrap().unwrap();
    let [first, second] = [0, 1].map(|which| saved.index(which).unwrap());
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
    let stamp = diptych_memory::Stamp { store: 1, state: 2 };
    Index::save([&held, &held], stamp, &path).unwrap();
    let whole = fs::read(&path).unwrap();
    let query = Query::new(Measure::Characters, &texts[123]);
    let wanted = held.search(&texts.as_slice(), &query, 70.0).unwrap();
    let mut noticed = 0;
    for at in (0..whole.len()).step_by(97) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        fs::write(&path, &bytes).unwrap();
        let found = match Saved::open(&path, stamp) {
            Ok(Some(saved)) => {
                saved.index(0).and_then(|first| first.search(&texts.as_slice(), &query, 70.0))
            }
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
        assert!(matches!(Saved::open(&path, stamp), Err(Error::Index)), "{length} bytes");
    }
}
