//! The copy of the workspace whose conditions can be switched.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::condition::{Condition, Kind};

/// Reads once which condition is deleted, and can write down which are reached.
const SWITCH: &str = r#"
#[allow(warnings, clippy::all)]
pub(crate) fn mutant(number: usize) -> bool {
    use std::io::Write;
    use std::sync::{LazyLock, atomic::{AtomicBool, Ordering}};
    static DELETED: LazyLock<usize> = LazyLock::new(|| {
        std::env::var("DIPTYCH_MUTANT").ok().and_then(|n| n.parse().ok()).unwrap_or(0)
    });
    static REACHED: LazyLock<Option<std::fs::File>> = LazyLock::new(|| {
        let path = std::env::var_os("DIPTYCH_REACHED")?;
        std::fs::OpenOptions::new().append(true).create(true).open(path).ok()
    });
    static SEEN: [AtomicBool; COUNT] = [const { AtomicBool::new(false) }; COUNT];
    if *DELETED == 0
        && let Some(file) = &*REACHED
        && !SEEN[number - 1].swap(true, Ordering::Relaxed)
    {
        let _ = (&*file).write_all(format!("{number}\n").as_bytes());
    }
    *DELETED == number
}
"#;

/// Copies the workspace of `root` to `scratch` with the conditions made switchable.
///
/// A file that is as it should be stays untouched, so that cargo builds only what changed.
pub(super) fn make(
    root: &Path,
    scratch: &Path,
    source_folder: &Path,
    conditions: &[Condition],
) -> Result<(), Box<dyn Error>> {
    let listed = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()?;
    if !listed.status.success() {
        return Err("git cannot list the files of the workspace".into());
    }
    let listed = String::from_utf8(listed.stdout)?;
    let files: BTreeSet<&Path> =
        listed.split('\0').filter(|f| !f.is_empty()).map(Path::new).collect();
    let mut by_file: BTreeMap<&Path, Vec<usize>> = BTreeMap::new();
    for (number, condition) in conditions.iter().enumerate() {
        by_file.entry(&condition.file).or_default().push(number);
    }
    let switch = SWITCH.replace("COUNT", &conditions.len().max(1).to_string());
    let mut wanted = BTreeSet::new();
    for file in files {
        // A file that was deleted and not yet committed is still listed.
        let Ok(mut bytes) = std::fs::read(root.join(file)) else { continue };
        if let Some(numbers) = by_file.get(file) {
            let source = String::from_utf8(bytes)?;
            bytes = switchable(&source, conditions, numbers).into_bytes();
        }
        if file == source_folder.join("lib.rs") {
            bytes.extend_from_slice(switch.as_bytes());
        }
        let target = scratch.join(file);
        if std::fs::read(&target).ok().as_ref() != Some(&bytes) {
            if let Some(folder) = target.parent() {
                std::fs::create_dir_all(folder)?;
            }
            std::fs::write(&target, bytes)?;
        }
        wanted.insert(target);
    }
    remove_others(scratch, &scratch.join("target"), &wanted)
}

/// Removes what an earlier copy left behind: a test that has gone would still run.
fn remove_others(
    folder: &Path,
    kept: &Path,
    wanted: &BTreeSet<PathBuf>,
) -> Result<(), Box<dyn Error>> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path == kept {
            continue;
        }
        if path.is_dir() {
            remove_others(&path, kept, wanted)?;
        } else if !wanted.contains(&path) {
            std::fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// The source with a switch around each condition; the numbers count from 1.
fn switchable(source: &str, conditions: &[Condition], numbers: &[usize]) -> String {
    // At one place: inner ends before outer ends, then starts, outer before inner.
    let mut edits: Vec<(usize, bool, usize, String)> = Vec::new();
    for &number in numbers {
        let Condition { range, kind, .. } = &conditions[number];
        let before = match kind {
            Kind::And => format!("(crate::mutant({}) || (", number + 1),
            Kind::Or | Kind::Whole => format!("(!crate::mutant({}) && (", number + 1),
        };
        edits.push((range.start, true, usize::MAX - range.end, before));
        edits.push((range.end, false, usize::MAX - range.start, "))".to_owned()));
    }
    edits.sort();
    let mut out = String::with_capacity(source.len() * 2);
    let mut at = 0;
    for (place, _, _, text) in edits {
        out.push_str(&source[at..place]);
        out.push_str(&text);
        at = place;
    }
    out.push_str(&source[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_switch_stands_around_each_condition() {
        let folder = std::env::temp_dir().join(format!("diptych-mutate-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let source = "fn f(a: bool, b: bool) { if a && (b || !a) {} match a { x if x => {} _ => {} } }\n\
            const C: bool = true && false;\nconst fn g(a: bool) -> bool { a || a }\n\
            #[cfg(test)] mod t { fn f(a: bool) { if a {} } }\n\
            fn h(a: Option<bool>) { if let Some(b) = a && b {} assert!(true || false); }\n";
        std::fs::write(folder.join("a.rs"), source).unwrap();
        let conditions = super::super::condition::find(&folder, Path::new("a.rs")).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        let shown: Vec<String> = conditions.iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            [
                "a.rs:1:29  && a",
                "a.rs:1:34  && (b || !a)",
                "a.rs:1:35  || b",
                "a.rs:1:40  || !a",
                "a.rs:1:62  if x",
                "a.rs:5:47  && b",
            ]
        );
        let numbers: Vec<usize> = (0..conditions.len()).collect();
        let copy = switchable(source, &conditions, &numbers);
        assert!(copy.contains(
            "if (crate::mutant(1) || (a)) && (crate::mutant(2) || (((!crate::mutant(3) && (b)) || \
             (!crate::mutant(4) && (!a))))) {}"
        ));
    }
}
