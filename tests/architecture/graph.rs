//! Circles in a graph of files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use crate::imports::Imports;

/// Sets of two files or more, each of which reaches all others of its set.
pub(crate) fn circles(imports: &Imports) -> Vec<BTreeSet<PathBuf>> {
    let mut next: BTreeMap<&Path, Vec<&Path>> = BTreeMap::new();
    for (from, to) in imports.keys() {
        next.entry(from).or_default().push(to);
    }
    let reach: BTreeMap<&Path, BTreeSet<&Path>> =
        next.keys().map(|&file| (file, reached(&next, file))).collect();
    let mut circles = BTreeSet::new();
    for (file, reached) in &reach {
        if reached.contains(file) {
            let others = reached.iter().filter(|other| reach[*other].contains(file));
            circles.insert(others.map(|other| other.to_path_buf()).collect());
        }
    }
    circles.into_iter().collect()
}

fn reached<'a>(next: &BTreeMap<&'a Path, Vec<&'a Path>>, from: &'a Path) -> BTreeSet<&'a Path> {
    let mut reached = BTreeSet::new();
    let mut waiting = vec![from];
    while let Some(file) = waiting.pop() {
        for &other in next.get(file).into_iter().flatten() {
            // A file that imports nothing is in no circle.
            if next.contains_key(other) && reached.insert(other) {
                waiting.push(other);
            }
        }
    }
    reached
}

/// The arrows inside a circle, with the names that tie its files.
pub(crate) fn shown(circle: &BTreeSet<PathBuf>, imports: &Imports) -> String {
    let mut text = String::new();
    for ((from, to), names) in imports {
        if circle.contains(from) && circle.contains(to) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            writeln!(text, "  {} -> {}: {}", from.display(), to.display(), names.join(", "))
                .unwrap();
        }
    }
    text
}
