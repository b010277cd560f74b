//! The files of the page, which are part of the program.

use super::answer::Answer;

const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Every file: its path, its type, its text.
const FILES: &[(&str, &str, &str)] = &[
    ("/", "text/html; charset=utf-8", include_str!("page/index.html")),
    ("/style.css", "text/css; charset=utf-8", include_str!("page/style.css")),
    ("/icon.svg", "image/svg+xml", include_str!("page/icon.svg")),
    ("/words.json", "application/json", include_str!("page/words.json")),
    ("/main.js", SCRIPT, include_str!("page/main.js")),
    ("/acts.js", SCRIPT, include_str!("page/acts.js")),
    ("/appearance.js", SCRIPT, include_str!("page/appearance.js")),
    ("/busy.js", SCRIPT, include_str!("page/busy.js")),
    ("/chapters.js", SCRIPT, include_str!("page/chapters.js")),
    ("/commands.js", SCRIPT, include_str!("page/commands.js")),
    ("/desk.js", SCRIPT, include_str!("page/desk.js")),
    ("/dialogs.js", SCRIPT, include_str!("page/dialogs.js")),
    ("/element.js", SCRIPT, include_str!("page/element.js")),
    ("/keys.js", SCRIPT, include_str!("page/keys.js")),
    ("/list.js", SCRIPT, include_str!("page/list.js")),
    ("/mouse.js", SCRIPT, include_str!("page/mouse.js")),
    ("/row.js", SCRIPT, include_str!("page/row.js")),
    ("/rows.js", SCRIPT, include_str!("page/rows.js")),
    ("/search.js", SCRIPT, include_str!("page/search.js")),
    ("/words.js", SCRIPT, include_str!("page/words.js")),
];

/// The file at `path`.
pub(super) fn file(path: &str) -> Option<Answer> {
    let (_, content_type, text) = FILES.iter().find(|(known, ..)| *known == path)?;
    Some(Answer::bytes(content_type, text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// What a text calls by `before"…"`, with what stands before the key.
    fn called<'a>(text: &'a str, before: &str) -> Vec<&'a str> {
        let found = text.split(before).skip(1);
        found.filter_map(|rest| rest.split(['"', '`']).next()).collect()
    }

    #[test]
    fn every_word_is_there_in_both_languages_and_used() {
        let words: BTreeMap<String, BTreeMap<String, String>> =
            serde_json::from_str(include_str!("page/words.json")).unwrap();
        for (key, texts) in &words {
            let languages: Vec<&str> = texts.keys().map(String::as_str).collect();
            assert_eq!(languages, ["en", "zh"], "{key}");
            let holes = |text: &str| -> BTreeSet<String> {
                let parts = text.split('{').skip(1);
                parts.map(|it| it.split('}').next().unwrap().to_owned()).collect()
            };
            assert!(texts.values().all(|text| !text.is_empty()), "{key}");
            assert_eq!(holes(&texts["en"]), holes(&texts["zh"]), "{key}");
        }
        let calls = ["data-word=\"", "data-label=\"", "data-placeholder=\"", "group: \""];
        let mut used: BTreeSet<String> = BTreeSet::new();
        let mut families: BTreeSet<&str> = BTreeSet::new();
        for (.., text) in FILES.iter().filter(|(path, ..)| *path != "/words.json") {
            used.extend(calls.iter().flat_map(|call| called(text, call)).map(str::to_owned));
            // Also two keys of one choice: `word(is ? "a" : "b")`.
            for call in text.split("word(").skip(1) {
                let until = call.split([')', ',']).next().unwrap();
                let quoted = until.split('"').skip(1).step_by(2);
                used.extend(quoted.map(str::to_owned));
            }
            families.extend(
                called(text, "word(`").iter().filter_map(|it| it.split_once("${")).map(|it| it.0),
            );
        }
        families.insert("filter.");
        families.insert("order.");
        let is_used = |key: &str| {
            used.contains(key) || families.iter().any(|it| !it.is_empty() && key.starts_with(it))
        };
        let unused: Vec<&String> = words.keys().filter(|key| !is_used(key)).collect();
        assert!(unused.is_empty(), "{unused:?}");
        let missing: Vec<&String> =
            used.iter().filter(|key| !key.is_empty() && !words.contains_key(*key)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn every_file_of_the_page_is_part_of_the_program() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/server/page");
        for entry in std::fs::read_dir(folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let path = if name == "index.html" { "/".to_owned() } else { format!("/{name}") };
            assert!(file(&path).is_some(), "{name}");
        }
    }
}
