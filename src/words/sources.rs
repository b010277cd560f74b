//! What the sources say, compared with the catalogue.

#![allow(clippy::unwrap_used, reason = "a test that cannot read the sources should stop")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;

use proc_macro2::{TokenStream, TokenTree};

use super::phrases;

/// The Rust files of a folder of the project and of those in it.
fn files(folder: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The tokens of a file without its tests, which stand at its end.
fn tokens(path: &Path) -> TokenStream {
    let text = std::fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap();
    TokenStream::from_str(text).unwrap()
}

/// The texts between quotes outside of attributes, or those of the attributes `error`.
fn texts(tokens: TokenStream, of_errors: bool) -> Vec<String> {
    let mut found = Vec::new();
    let mut after_hash = false;
    for token in tokens {
        let is_attribute = after_hash;
        after_hash = matches!(&token, TokenTree::Punct(it) if matches!(it.as_char(), '#' | '!'))
            && (after_hash || token.to_string() == "#");
        match token {
            TokenTree::Group(group) if is_attribute => {
                let is_error = of_errors && group.stream().to_string().starts_with("error");
                let of_it = is_error.then(|| texts(group.stream(), false));
                found.extend(of_it.unwrap_or_default());
            }
            TokenTree::Group(group) => found.extend(texts(group.stream(), of_errors)),
            TokenTree::Literal(literal) if !of_errors => {
                let text = syn::parse_str::<syn::LitStr>(&literal.to_string());
                found.extend(text.map(|text| text.value()));
            }
            _ => {}
        }
    }
    found
}

/// A text of a format with a number in each of its holes.
fn filled(text: &str) -> String {
    let mut filled = String::new();
    let mut depth = 0;
    let text = text.replace("{{", "\u{1}").replace("}}", "\u{2}");
    for c in text.chars() {
        match c {
            '{' => {
                depth += 1;
                filled.push('7');
            }
            '}' => depth -= 1,
            c if depth == 0 => filled.push(c),
            _ => {}
        }
    }
    filled.replace('\u{1}', "{").replace('\u{2}', "}")
}

/// Whether two English words stand side by side, but for code between backticks.
fn is_english(text: &str) -> bool {
    let mut words = 0;
    for word in text.split('`').step_by(2).flat_map(str::split_whitespace) {
        let word = word.trim_end_matches([',', ';', ':', '.', '?']);
        let is_word = word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase());
        words = if is_word { words + 1 } else { 0 };
        if words > 1 {
            return true;
        }
    }
    false
}

/// The texts that stay English when they are said in Chinese, each after its file.
fn untold(folders: &[&str], of_errors: bool) -> String {
    let mut report = String::new();
    for path in folders.iter().flat_map(|folder| files(folder)) {
        for text in texts(tokens(&path), of_errors) {
            let said = filled(&text);
            let is_told = |said: &str| !is_english(&phrases::chinese(said).unwrap_or(said.into()));
            let lines_are_told = said.lines().all(is_told);
            if is_english(&said) && !lines_are_told && !NOT_SAID.contains(&text.as_str()) {
                let name = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().display();
                let _ = writeln!(report, "{name}: {text}");
            }
        }
    }
    report
}

/// What no person reads, for it is written for programs; and what is a part of a message that is in
/// the catalogue as a whole.
const NOT_SAID: &[&str] = &[
    "# fingerprint\tterm\treason\twho\tuntil\n",
    "zh\ten\tprovenance\tnote\n",
    "{number}\t{id}\t{winner}\tsays the same as unit {winner}",
    "a fault holds text and numbers only",
    "{file}:{line}: {grade}: {} like this: {message}",
    "more than 99 %",
    "{} with several targets, {} with several sources",
    ", {} with several renderings",
    "  {share} of the pairs are right",
    ", the first of {all} faults",
    "neither is taken: the {it} {is} as before and flagged",
    "the first is kept, and the {it} {is} flagged",
    "{name}no file written: fix the findings above first",
    "{name}{count} of low confidence moved to {}",
    "{name}{count} left out of the TMX because of findings",
    ", with an index",
    "{} {faults}; diptych tmx repair mends the file",
    "{}: {}{broken}: `diptych tmx check` lists all, `diptych tmx repair` mends the file",
    "{}{more}: left over from an earlier split: remove what you do not need",
];

#[test]
fn what_commands_say_is_in_the_catalogue() {
    let report = untold(&["src/cli"], false);
    assert!(report.is_empty(), "no Chinese in src/words/phrases.toml for\n{report}");
}

#[test]
fn every_error_is_in_the_catalogue() {
    let all = ["src", "segments/src", "tmx/src", "glossary/src", "memory/src"];
    let report = untold(&all, true);
    assert!(report.is_empty(), "no Chinese in src/words/phrases.toml for\n{report}");
}

#[test]
fn every_phrase_is_said_somewhere() {
    let all = ["src", "segments/src", "tmx/src", "glossary/src", "memory/src"];
    // Names count too: a verdict is said by its name in the sources.
    let mut said = String::new();
    for path in all.iter().flat_map(|folder| files(folder)) {
        let tokens = tokens(&path);
        let _ = writeln!(said, "{tokens}");
        for text in texts(tokens.clone(), false).into_iter().chain(texts(tokens, true)) {
            let _ = writeln!(said, "{}", filled(&text).replace('7', " "));
        }
    }
    let said = said.to_lowercase();
    let is_unsaid = |english: &String| {
        // The system says these.
        if english.contains("(os error") {
            return false;
        }
        let english = filled(english).to_lowercase();
        let parts = english.split(['7', '“', '”', '(']).map(str::trim);
        let words: Vec<&str> =
            parts.max_by_key(|part| part.len()).unwrap_or_default().split(' ').collect();
        // Counts change the ending of a word, and messages are made of parts.
        let stem =
            |word: &str| word.trim_end_matches("ies").trim_end_matches(['y', 's']).to_owned();
        match words.as_slice() {
            [word] => !said.contains(&stem(word)),
            words => !words
                .windows(words.len().div_ceil(3).max(2))
                .any(|some| said.contains(stem(&some.join(" ")).trim_end_matches([',', ';', ':']))),
        }
    };
    let unsaid: Vec<String> = phrases::all_english().into_iter().filter(is_unsaid).collect();
    assert!(unsaid.is_empty(), "no source says {unsaid:#?}");
}
