//! The bodies of the fuzz targets on every seed, whole and damaged: each returns, and its laws hold.

#[path = "../../fuzz/src/lib.rs"]
#[allow(unreachable_pub, reason = "it is a library for libFuzzer")]
mod bodies;

use std::{fs, path::Path};

use proptest::{collection::vec, prelude::*, sample::Index};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The files of a folder, in order.
fn files(folder: &Path) -> Vec<Vec<u8>> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| fs::read(path).unwrap()).collect()
}

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let mut seeds = files(&Path::new(ROOT).join("fuzz/seeds").join(target));
    if target == "file" {
        // Whole files of the formats' own tests: the first byte chooses the name.
        let formats = Path::new(ROOT).join("tests/formats");
        for (which, name) in [
            (7, "article/article.docx"),
            (10, "article/article.epub"),
            (9, "cases/229-updown.xlsx"),
            (11, "cases/film.bilingual.srt"),
            (12, "cases/092-sub.ass"),
            (14, "cases/contract-zh.odt"),
            (15, "cases/slides-zh.pptx"),
        ] {
            seeds.push([vec![which], fs::read(formats.join(name)).unwrap()].concat());
        }
    }
    seeds
}

#[test]
fn every_seed_is_borne() {
    for (name, body) in bodies::TARGETS {
        let seeds = seeds(name);
        assert!(!seeds.is_empty(), "fuzz/seeds/{name} is empty");
        for seed in &seeds {
            body(seed);
        }
    }
}

/// One of the ways an editor, a disk or an enemy changes a file.
#[derive(Debug, Clone)]
enum Wound {
    Byte(Index, u8),
    End(Index),
    /// A piece of a seed comes in.
    Insert(Index, Index, Index, usize),
    /// A piece goes.
    Cut(Index, usize),
    /// A piece stands many times.
    Repeat(Index, usize, usize),
}

fn wound() -> impl Strategy<Value = Wound> {
    let at = any::<Index>;
    prop_oneof![
        3 => (at(), any::<u8>()).prop_map(|(at, byte)| Wound::Byte(at, byte)),
        1 => at().prop_map(Wound::End),
        4 => (at(), at(), at(), 0usize..60).prop_map(|(at, of, from, len)| Wound::Insert(at, of, from, len)),
        3 => (at(), 0usize..60).prop_map(|(at, len)| Wound::Cut(at, len)),
        2 => (at(), 1usize..30, 2usize..60).prop_map(|(at, len, times)| Wound::Repeat(at, len, times)),
    ]
}

fn wounded(mut bytes: Vec<u8>, wound: &Wound, seeds: &[Vec<u8>]) -> Vec<u8> {
    if bytes.is_empty() {
        return bytes;
    }
    match wound {
        Wound::Byte(at, byte) => *at.get_mut(&mut bytes) = *byte,
        Wound::End(at) => bytes.truncate(at.index(bytes.len())),
        Wound::Insert(at, of, from, len) => {
            let other = of.get(seeds);
            let from = from.index(other.len().max(1));
            let piece = other[from..(from + len).min(other.len())].to_vec();
            let at = at.index(bytes.len());
            bytes.splice(at..at, piece);
        }
        Wound::Cut(at, len) => {
            let at = at.index(bytes.len());
            bytes.drain(at..(at + len).min(bytes.len()));
        }
        Wound::Repeat(at, len, times) => {
            let at = at.index(bytes.len());
            let piece = bytes[at..(at + len).min(bytes.len())].repeat(*times);
            bytes.splice(at..at, piece);
        }
    }
    bytes
}

/// Runs a target on damaged seeds.
fn damaged(name: &str) {
    let (_, body) = bodies::TARGETS.iter().find(|(target, _)| *target == name).unwrap();
    let seeds = seeds(name);
    let input = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzzed-{name}"));
    // A find is kept as a seed: the input that fails lies in `input`.
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(which in any::<Index>(), wounds in vec(wound(), 1..6))| {
        let seed = which.get(&seeds).clone();
        let bytes = wounds.iter().fold(seed, |bytes, wound| wounded(bytes, wound, &seeds));
        fs::write(&input, &bytes).unwrap();
        body(&bytes);
    });
}

/// A test for each target, so that they run at the same time.
macro_rules! damaged {
    ($($name:ident)*) => {
        mod damaged {
            $(#[test] fn $name() { super::damaged(stringify!($name)); })*
        }
        #[test]
        fn every_target_is_here() {
            let names: Vec<&str> = bodies::TARGETS.iter().map(|(name, _)| *name).collect();
            assert_eq!(names, [$(stringify!($name)),*]);
        }
    };
}

damaged! {
    segment srx tmx_read tmx_round_trip termbase file docx epub xliff workbook review_sheet
    findings_sheet saved_alignment project waivers
}
