//! Whether two builds write the same files: `cargo xtask compare OLD NEW [--only TEXT]`.
//!
//! Each job of the [`plan`] runs with both binaries, in folders `target/compare/old/JOB` and
//! `target/compare/new/JOB`, which stay for a closer look. Exit codes and all files written are
//! compared byte for byte; so is the standard output of commands that print data. What is printed
//! for people is not. In JSON, the fields that hold wording (`reason`, `message`) are told apart: a file
//! that differs in them alone is listed as such. Outputs hold no time of day, but a waiver that
//! ends today changes a check; no job has one.

mod job;
mod plan;

use std::collections::BTreeSet;
use std::error::Error;
use std::io::Read;
use std::path::Path;

use job::Left;

/// Runs the task and prints what differs.
pub(crate) fn run(arguments: impl Iterator<Item = String>) -> Result<(), Box<dyn Error>> {
    const USE: &str = "name two binaries: cargo xtask compare OLD NEW [--only TEXT]";
    let mut arguments: Vec<String> = arguments.collect();
    let mut only = String::new();
    if let Some(place) = arguments.iter().position(|a| a == "--only") {
        only.clone_from(arguments.get(place + 1).ok_or(USE)?);
        arguments.drain(place..place + 2);
    }
    let [old, new] = &arguments[..] else { return Err(USE.into()) };
    let (old, new) = (Path::new(old).canonicalize()?, Path::new(new).canonicalize()?);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    let folder = root.join("target/compare");
    std::fs::remove_dir_all(&folder).ok();
    let jobs = plan::jobs(&root)?;
    let (mut ran, mut files, mut refused, mut differ, mut wording) = (0, 0, 0, 0, 0);
    for job in jobs.iter().filter(|job| job.name.contains(&only)) {
        let was = job.run(&old, &folder.join("old").join(&job.name))?;
        let is = job.run(&new, &folder.join("new").join(&job.name))?;
        ran += 1;
        for name in was.keys().chain(is.keys()).collect::<BTreeSet<_>>() {
            files += 1;
            if name.starts_with("exit code") && was.get(name).is_some_and(|code| code == b"2") {
                refused += 1;
            }
            match difference(name, was.get(name), is.get(name)) {
                Difference::None => {}
                Difference::Wording => {
                    wording += 1;
                    println!("{} {name}: only the wording differs", job.name);
                }
                Difference::Content(what) => {
                    differ += 1;
                    println!("{} {name}: {what}", job.name);
                }
            }
        }
    }
    println!(
        "{ran} jobs, {files} files and exit codes: {differ} differ, {wording} in wording alone; the old \
         build refused {refused} runs (all in {})",
        folder.display()
    );
    if differ == 0 { Ok(()) } else { Err("the two builds do not do the same".into()) }
}

enum Difference {
    None,
    /// The fields of JSON that hold wording, and nothing else.
    Wording,
    Content(String),
}

fn difference(name: &str, was: Option<&Vec<u8>>, is: Option<&Vec<u8>>) -> Difference {
    match (was, is) {
        (Some(was), Some(is)) if was == is => Difference::None,
        (Some(_), None) => Difference::Content("is not there in the new build".to_owned()),
        (None, _) => Difference::Content("is not there in the old build".to_owned()),
        (Some(was), Some(is)) => {
            if let (Some(was), Some(is)) = (without_wording(was), without_wording(is))
                && was == is
            {
                return Difference::Wording;
            }
            if let (Ok(was), Ok(is)) = (parts(was), parts(is)) {
                let all: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
                let Some(part) = all.into_iter().find(|part| was.get(*part) != is.get(*part))
                else {
                    return Difference::Content("the archive, but none of its parts".to_owned());
                };
                let part_of = |left: &Left| left.get(part).cloned().unwrap_or_default();
                let what = first_line(&part_of(&was), &part_of(&is));
                return Difference::Content(format!("{part} {what}"));
            }
            Difference::Content(if name.starts_with("exit code") {
                format!("{} became {}", String::from_utf8_lossy(was), String::from_utf8_lossy(is))
            } else {
                first_line(was, is)
            })
        }
    }
}

/// The lines of JSON (or one value over many lines), without the fields that hold wording.
fn without_wording(bytes: &[u8]) -> Option<Vec<serde_json::Value>> {
    let mut values: Vec<serde_json::Value> =
        serde_json::Deserializer::from_slice(bytes).into_iter().collect::<Result<_, _>>().ok()?;
    values.iter_mut().for_each(remove_wording);
    Some(values)
}

fn remove_wording(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(fields) => {
            fields.retain(|name, _| !["reason", "message"].contains(&name.as_str()));
            fields.values_mut().for_each(remove_wording);
        }
        serde_json::Value::Array(values) => values.iter_mut().for_each(remove_wording),
        _ => {}
    }
}

/// The parts of a zip archive.
fn parts(bytes: &[u8]) -> Result<Left, Box<dyn Error>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes))?;
    let mut left = Left::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index)?;
        let mut content = Vec::new();
        part.read_to_end(&mut content)?;
        left.insert(part.name()?.into_owned(), content);
    }
    Ok(left)
}

/// The first line that differs, cut to what stands around the place.
fn first_line(was: &[u8], is: &[u8]) -> String {
    let (was, is) = (String::from_utf8_lossy(was), String::from_utf8_lossy(is));
    let same = was.lines().zip(is.lines()).take_while(|(was, is)| was == is).count();
    let line = |text: &str| text.lines().nth(same).unwrap_or("(nothing)").to_owned();
    let (was, is) = (line(&was), line(&is));
    let start = was.chars().zip(is.chars()).take_while(|(a, b)| a == b).count().saturating_sub(30);
    let cut = |text: String| text.chars().skip(start).take(100).collect::<String>();
    format!("line {}\n    old: {}\n    new: {}", same + 1, cut(was), cut(is))
}
