//! What is published says truly under which licences it stands, and carries their texts.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::metadata;

/// A crate, its folder, its licence, the data in it that others made, and the texts of their licences.
struct Published {
    name: &'static str,
    folder: &'static str,
    licence: &'static str,
    data: &'static [&'static str],
    texts: &'static [&'static str],
}

const PUBLISHED: [Published; 5] = [
    Published {
        name: "diptych",
        folder: "",
        licence: "(MIT OR Apache-2.0) AND CC-BY-SA-4.0 AND MIT AND WordNet",
        data: &["src/lexicon/lexicon.bin"],
        texts: &["LICENSE-CC-BY-SA-4.0", "LICENSE-JIEBA", "LICENSE-WORDNET"],
    },
    Published {
        name: "diptych-segments",
        folder: "segments",
        licence: "(MIT OR Apache-2.0) AND LicenseRef-SCOWL",
        data: &["rules/en/words.txt"],
        texts: &["LICENSE-SCOWL"],
    },
    Published {
        name: "diptych-tmx",
        folder: "tmx",
        licence: "MIT OR Apache-2.0",
        data: &[],
        texts: &[],
    },
    Published {
        name: "diptych-glossary",
        folder: "glossary",
        licence: "(MIT OR Apache-2.0) AND WordNet",
        data: &[
            "data/derived.tsv",
            "data/ing-nouns.txt",
            "data/irregular-nouns.tsv",
            "data/irregular-verbs.tsv",
        ],
        texts: &["LICENSE-WORDNET"],
    },
    Published {
        name: "diptych-memory",
        folder: "memory",
        licence: "MIT OR Apache-2.0",
        data: &[],
        texts: &[],
    },
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn licence_texts(folder: &Path) -> BTreeSet<String> {
    let names = folder.read_dir().unwrap().map(|it| it.unwrap().file_name());
    let names = names.map(|name| name.to_string_lossy().into_owned());
    names.filter(|name| name.starts_with("LICENSE")).collect()
}

#[test]
fn every_crate_names_its_licences_and_what_a_registry_asks_for() {
    let metadata = metadata();
    let ours: Vec<&serde_json::Value> = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| it["source"].is_null())
        .collect();
    for package in ours.iter().filter(|it| it["publish"].is_null()) {
        let name = package["name"].as_str().unwrap();
        let known = PUBLISHED.iter().find(|it| it.name == name);
        assert_eq!(
            known.map(|it| it.licence),
            package["license"].as_str(),
            "{name}: a licence is changed together with the table here and NOTICE"
        );
        for field in ["description", "documentation", "repository", "readme", "rust_version"] {
            assert!(package[field].is_string(), "{name} has no {field}");
        }
        for field in ["keywords", "categories"] {
            let count = package[field].as_array().unwrap().len();
            assert!((1..=5).contains(&count), "{name}: {count} {field}");
        }
    }
}

#[test]
fn every_crate_carries_the_texts_of_its_licences() {
    for crate_ in PUBLISHED {
        let folder = root().join(crate_.folder);
        let mut due: BTreeSet<String> = crate_.texts.iter().map(|it| (*it).to_owned()).collect();
        due.extend(["LICENSE-APACHE".to_owned(), "LICENSE-MIT".to_owned()]);
        assert_eq!(licence_texts(&folder), due, "{}", crate_.name);
        for text in due.iter().filter(|text| root().join(text).exists()) {
            let [here, there] = [folder.join(text), root().join(text)]
                .map(|path| std::fs::read_to_string(path).unwrap());
            assert!(here == there, "{}/{text} differs from {text}", crate_.folder);
        }
    }
}

/// A file of data names its origin where others made it; all other data is our own.
#[test]
fn data_that_others_made_is_known() {
    const OTHERS: [&str; 4] = ["WordNet", "SCOWL", "CEDICT", "Copyright"];
    for crate_ in PUBLISHED.iter().filter(|it| !it.folder.is_empty()) {
        let folder = root().join(crate_.folder);
        let mut found = vec![];
        for data in ["data", "rules"].map(|data| folder.join(data)) {
            collect(&data, &mut found);
        }
        let foreign: BTreeSet<String> = found
            .iter()
            .filter(|path| path.extension().is_none_or(|it| it != "md"))
            .filter(|path| {
                let text = std::fs::read_to_string(path).unwrap();
                let head: String = text.lines().take_while(|it| it.starts_with('#')).collect();
                !head.contains("Own list") && OTHERS.iter().any(|it| head.contains(it))
            })
            .map(|path| path.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/"))
            .collect();
        let known: BTreeSet<String> = crate_.data.iter().map(|it| (*it).to_owned()).collect();
        assert_eq!(foreign, known, "{}", crate_.name);
    }
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in folder.read_dir().into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() { collect(&path, found) } else { found.push(path) }
    }
}
