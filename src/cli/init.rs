//! `diptych init`: writes a project file from the files of a folder.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use diptych_segments::Lang;

use super::console::Console;
use super::outcome::{Failure, Outcome, Outcomes};
use super::printable::printable;
use crate::project::{self, Pairing, pair};
use crate::{output, prepare};

/// The arguments of `diptych init`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder of the book; its folders are looked through as well.
    #[arg(default_value = ".")]
    folder: PathBuf,
}

/// Extensions of texts that may be chapters.
const TEXTS: [&str; 8] = ["txt", "md", "markdown", "html", "htm", "xhtml", "docx", "pdf"];
/// Extensions of tables that may be glossaries.
const TABLES: [&str; 5] = ["tsv", "tbx", "csv", "xlsx", "utf8"];

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let file = args.folder.join(project::FILE);
    if file.exists() {
        return Err(Failure::new(format!(
            "{}: is there already: edit it, or remove it first",
            file.display()
        )));
    }
    let found = found(&args.folder, Path::new(""))?;
    let has = |path: &PathBuf, extensions: &[&str]| {
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        extensions.contains(&extension.as_str())
    };
    let mut texts: Vec<(PathBuf, Lang)> = vec![];
    let mut unknown = vec![];
    for path in found.iter().filter(|path| has(path, &TEXTS)) {
        match prepare::one(&args.folder.join(path), &prepare::Options::default()) {
            Ok(prepared) => texts.push((path.clone(), prepared.side.lang)),
            Err(_) => unknown.push(path.clone()),
        }
    }
    let mut pairing = pair(&texts);
    pairing.alone.extend(unknown);
    if pairing.chapters.is_empty() {
        return Err(Failure::new(format!(
            "{}: no Chinese text and its English translation were found: give both the same number or name, \
             as 01-zh.txt and 01-en.txt",
            args.folder.display()
        )));
    }
    let glossaries: Vec<&PathBuf> = found.iter().filter(|path| has(path, &TABLES)).collect();
    let text = project_file(&pairing, &glossaries);
    output::write(&file, |out| out.write_all(text.as_bytes()))?;

    for (source, target) in &pairing.chapters {
        console.say(format_args!("{} — {}", source.display(), target.display()));
    }
    for path in &pairing.alone {
        console.warn(format_args!("{}: no partner was found", path.display()));
    }
    console.say(format_args!(
        "{}: {}; `diptych build` makes the book",
        file.display(),
        super::summary::plural(pairing.chapters.len(), "chapter")
    ));
    Ok(Outcome::Clean)
}

/// The files under `folder`, relative to it, in order; hidden ones left out.
fn found(folder: &Path, below: &Path) -> Result<Vec<PathBuf>, Failure> {
    let here = folder.join(below);
    let failed = |error: std::io::Error| Failure::io(&here, &error);
    let mut names: Vec<_> = vec![];
    for entry in fs::read_dir(&here).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        names.push((entry.file_name(), entry.file_type().map_err(failed)?));
    }
    names.sort_by(|a, b| a.0.cmp(&b.0));
    let mut files = vec![];
    for (name, kind) in names {
        if name.to_string_lossy().starts_with('.') {
            continue;
        }
        let path = below.join(name);
        if kind.is_dir() {
            files.extend(found(folder, &path)?);
        } else if kind.is_file() {
            files.push(path);
        }
    }
    Ok(files)
}

fn project_file(pairing: &Pairing, glossaries: &[&PathBuf]) -> String {
    // The strings of JSON are strings of TOML too.
    let quoted = |path: &Path| {
        serde_json::Value::from(path.to_string_lossy().replace('\\', "/")).to_string()
    };
    let list: Vec<String> = glossaries.iter().map(|path| quoted(path)).collect();
    let mut text = format!(
        "# A book for `diptych build`. Paths are relative to this file.\n\
         outputs = [\"out/book.jsonl\", \"out/book.html\", \"out/book.epub\", \"out/review.xlsx\"]\n\
         layout = \"facing\" # or interlinear, stacked, popup\n\
         glossaries = [{}]\n\n\
         [book]\n\
         title = \"\" # empty: the title that stands in the texts\n\
         authors = []\n\
         translators = []\n",
        list.join(", ")
    );
    for (source, target) in &pairing.chapters {
        let _ = write!(
            text,
            "\n[[chapter]]\nsource = {}\ntarget = {}\n",
            quoted(source),
            quoted(target)
        );
    }
    for path in &pairing.alone {
        let name = path.display().to_string();
        let _ = writeln!(text, "\n# No partner was found for {}", printable(&name));
    }
    text
}
