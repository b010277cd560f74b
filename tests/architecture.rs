//! Arrows point one way, and every dependency may be shipped.

#![allow(clippy::unwrap_used, reason = "a test that cannot run cargo should stop")]

use std::collections::BTreeSet;
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
        if !["diptych-segments", "diptych-tmx", "diptych-glossary"].contains(&name) {
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
    for package in metadata["packages"].as_array().unwrap() {
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
