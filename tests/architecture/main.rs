//! Arrows point one way, no files import each other, and every dependency may be shipped.

#![allow(clippy::unwrap_used, reason = "a test that cannot run cargo should stop")]

mod graph;
mod imports;
mod published;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

fn metadata() -> serde_json::Value {
    let rustc = Command::new("rustc").arg("-vV").output().unwrap();
    let rustc = String::from_utf8(rustc.stdout).unwrap();
    let host = rustc.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--offline",
            "--all-features",
            "--filter-platform",
            host,
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_leaves_know_nothing_of_each_other_nor_of_the_command_line() {
    let metadata = metadata();
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        if !["diptych-segments", "diptych-tmx", "diptych-glossary", "diptych-memory"]
            .contains(&name)
        {
            continue;
        }
        for dependency in package["dependencies"].as_array().unwrap() {
            if dependency["kind"] == "dev" {
                continue;
            }
            let used = dependency["name"].as_str().unwrap();
            assert!(
                !used.starts_with("diptych") && !["clap", "rayon", "anyhow"].contains(&used),
                "{name} depends on {used}"
            );
        }
    }
}

#[test]
fn every_licence_allows_shipping_under_ours() {
    const FREE: [&str; 14] = [
        "MIT",
        "Apache-2.0",
        "Apache-2.0 WITH LLVM-exception",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "ISC",
        "Unicode-3.0",
        "Unlicense",
        "Zlib",
        "0BSD",
        "CC0-1.0",
        "MPL-2.0",
        "BSL-1.0",
        "MIT-0",
    ];
    let metadata = metadata();
    let mut strangers = BTreeSet::new();
    let strange = |package: &&serde_json::Value| !package["source"].is_null();
    for package in metadata["packages"].as_array().unwrap().iter().filter(strange) {
        let licence = package["license"].as_str().unwrap_or("none").replace('/', " OR ");
        let free = |choice: &str| {
            choice.split(" AND ").all(|l| FREE.contains(&l.trim_matches(['(', ')', ' '])))
        };
        if !licence.split(" OR ").any(free) {
            strangers.insert(format!("{}: {licence}", package["name"]));
        }
    }
    assert!(strangers.is_empty(), "{strangers:#?}");
}

const PACKAGES: [&str; 7] =
    ["segments/src", "tmx/src", "glossary/src", "memory/src", "src", "xtask/src", "python/src"];

/// Circles that are still to be removed, each by its files. It only shrinks.
const CIRCLES: &[&[&str]] = &[];

#[test]
fn no_files_import_each_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut report = String::new();
    let mut left: Vec<bool> = vec![false; CIRCLES.len()];
    for folder in PACKAGES {
        let imports = imports::read(root, folder).imports;
        assert!(!imports.is_empty(), "{folder} has files that import others");
        for circle in graph::circles(&imports) {
            let is_listed =
                |file: &PathBuf, files: &[&str]| files.iter().any(|it| Path::new(it) == file);
            let known =
                CIRCLES.iter().position(|files| circle.iter().all(|file| is_listed(file, files)));
            match known {
                Some(known) => left[known] = true,
                None => {
                    let _ = write!(
                        report,
                        "{} files import each other:\n{}",
                        circle.len(),
                        graph::shown(&circle, &imports)
                    );
                }
            }
        }
    }
    for (files, _) in CIRCLES.iter().zip(left).filter(|(_, left)| !left) {
        let _ = writeln!(report, "{files:?} are no circle any more: take them off the list");
    }
    assert!(report.is_empty(), "{report}");
}

/// The rooms of `src/` from the top: a room may import from those below it.
const ROOMS: [&str; 20] = [
    "main",
    "cli",
    "words",
    "server",
    "project",
    "pipeline",
    "output",
    "review",
    "emit",
    "memory",
    "check",
    "prepare",
    "bitext",
    "read",
    "align",
    "lexicon",
    "numbers",
    "lang_code",
    "finding",
    "lib",
];

/// Arrows that still run up. It only shrinks.
const UPWARD: &[(&str, &str)] = &[];

#[test]
fn the_rooms_of_the_application_know_only_what_is_below() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut report = String::new();
    let mut left: BTreeSet<&(&str, &str)> = BTreeSet::new();
    let height = |room: &str| {
        let place = ROOMS.iter().position(|r| *r == room);
        place.unwrap_or_else(|| panic!("src/{room} has no place in the table of rooms"))
    };
    for ((from, to), names) in &imports::read(root, "src").imports {
        let (from_room, to_room) = (room(from), room(to));
        if from_room == to_room || height(&from_room) < height(&to_room) {
            continue;
        }
        let known = UPWARD.iter().find(|(f, t)| *f == from_room && *t == to_room);
        left.extend(known);
        if known.is_none() {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let (from, to, names) = (from.display(), to.display(), names.join(", "));
            let _ = writeln!(report, "{from} takes from {to}, which is above it: {names}");
        }
    }
    for arrow in UPWARD.iter().filter(|arrow| !left.contains(arrow)) {
        let _ = writeln!(report, "{arrow:?} is gone: take it off the list");
    }
    assert!(report.is_empty(), "{report}");
}

#[test]
fn only_the_command_line_knows_how_to_print() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let crates = imports::read(root, "src").crates;
    let printing = ["clap", "annotate_snippets", "anstyle", "indicatif"];
    let known = |file: &Path| room(file) == "cli";
    assert!(printing.iter().any(|p| crates.iter().any(|(f, c)| c == p && known(f))));
    let strangers: Vec<_> =
        crates.iter().filter(|(f, c)| printing.contains(&c.as_str()) && !known(f)).collect();
    assert!(strangers.is_empty(), "{strangers:?}");
}

/// The room of a file below `src/`.
fn room(file: &Path) -> String {
    let first = file.strip_prefix("src").unwrap().iter().next().unwrap();
    first.to_str().unwrap().trim_end_matches(".rs").to_owned()
}
