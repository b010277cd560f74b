//! The licence texts of all that is linked into the program.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The text of `THIRD-PARTY.txt` of a package, which cargo's options choose: each licence text once, under the packages that carry it.
///
/// # Errors
/// When a package carries neither a licence text nor the name of a licence.
pub(super) fn all(root: &Path, target: &str, package: &[&str]) -> Result<String, Box<dyn Error>> {
    let output = Command::new("cargo")
        .args(["tree", "--locked", "-e", "normal", "--prefix", "none"])
        .args(package)
        .args(["--target", target, "--format", "{p}"])
        .current_dir(root)
        .output()?;
    let linked: BTreeSet<String> = String::from_utf8(output.stdout)?
        .lines()
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            Some(format!("{} {}", words.next()?, words.next()?.trim_start_matches('v')))
        })
        .collect();
    let output = Command::new("cargo")
        .args(["metadata", "--format-version", "1", "--locked", "--all-features"])
        .args(["--filter-platform", target])
        .current_dir(root)
        .output()?;
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut without = vec![];
    for package in metadata["packages"].as_array().ok_or("cargo metadata names no packages")? {
        let text = |key: &str| package[key].as_str().unwrap_or_default();
        let name = format!("{} {}", text("name"), text("version"));
        if !linked.contains(&name) || name.starts_with("diptych") {
            continue;
        }
        let name = format!("{name} ({})", text("license"));
        let folder = Path::new(text("manifest_path")).parent().ok_or("a manifest has no folder")?;
        let found = texts_in(folder)?;
        if found.is_empty() {
            if text("license").is_empty() {
                return Err(format!("{name}: carries no licence").into());
            }
            without.push(name.clone());
        }
        for found in found {
            texts.entry(found).or_default().push(name.clone());
        }
    }
    let mut whole = "The program contains these works. Each text stands under the names of the works that carry it.\n".to_owned();
    for (text, names) in texts {
        write!(whole, "\n{}\n{}\n\n{}\n", "=".repeat(78), names.join("\n"), text.trim_end())?;
    }
    if !without.is_empty() {
        let names = without.join("\n");
        write!(
            whole,
            "\n{}\nThese name their licence and carry no text:\n{names}\n",
            "=".repeat(78)
        )?;
    }
    Ok(whole)
}

/// The licence texts of a package, by the names that such files have.
fn texts_in(folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut files: Vec<_> = fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut texts = vec![];
    for file in files.into_iter().filter(|file| file.is_file()) {
        let name = file.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        if ["LICEN", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE"]
            .iter()
            .any(|it| name.starts_with(it))
        {
            texts.push(String::from_utf8_lossy(&fs::read(&file)?).replace('\r', ""));
        }
    }
    Ok(texts)
}
