//! A project file from the files of a folder.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use diptych_glossary::Concept;
use diptych_segments::Lang;

use super::{Error, Pairing, pair};
use crate::check::termbases;
use crate::lang_code::lang_of_code;
use crate::prepare;
use crate::review::Sheet;

/// Extensions of texts that may be chapters.
const TEXTS: [&str; 8] = ["txt", "md", "markdown", "html", "htm", "xhtml", "docx", "pdf"];
/// Extensions of tables that may be termbases.
const TABLES: [&str; 5] = ["tsv", "tbx", "csv", "xlsx", "utf8"];

/// What a folder holds for a book; paths are relative to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// The chapters, and texts without a partner.
    pub pairing: Pairing,
    /// The termbases.
    pub glossaries: Vec<PathBuf>,
}

impl Found {
    /// Looks through a folder and the folders in it; hidden ones are passed over.
    ///
    /// # Errors
    /// When a folder cannot be read.
    pub fn in_folder(folder: &Path) -> Result<Self, Error> {
        let files = files(folder, Path::new(""))?;
        let has = |path: &Path, extensions: &[&str]| {
            let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
            extensions.contains(&extension.as_str())
        };
        let mut texts: Vec<(PathBuf, Lang)> = vec![];
        let mut unknown = vec![];
        for path in files.iter().filter(|path| has(path, &TEXTS)) {
            match prepare::one(&folder.join(path), &prepare::Options::default()) {
                Ok(prepared) => texts.push((path.clone(), prepared.side.lang)),
                Err(_) => unknown.push(path.clone()),
            }
        }
        let mut pairing = pair(&texts);
        pairing.alone.extend(unknown);
        let glossaries = files
            .into_iter()
            .filter(|path| has(path, &TABLES) && is_termbase(&folder.join(path)))
            .collect();
        Ok(Self { pairing, glossaries })
    }

    /// The project file of a book of these.
    pub fn project_file(&self) -> String {
        // The strings of JSON are strings of TOML too.
        let quoted = |path: &Path| {
            serde_json::Value::from(path.to_string_lossy().replace('\\', "/")).to_string()
        };
        let list: Vec<String> = self.glossaries.iter().map(|path| quoted(path)).collect();
        let mut text = format!(
            "# A book for `diptych build`. Paths are relative to this file.\n\
             outputs = [\"out/book.jsonl\", \"out/book.html\", \"out/book.epub\", \"out/review.xlsx\"]\n\
             layout = \"facing\" # or interlinear, stacked, popup\n\
             glossaries = [{}]\n\n\
             [book]\n\
             title = \"\" # empty: the title in the texts\n\
             authors = []\n\
             translators = []\n",
            list.join(", ")
        );
        for (source, target) in &self.pairing.chapters {
            let (source, target) = (quoted(source), quoted(target));
            let _ = write!(text, "\n[[chapter]]\nsource = {source}\ntarget = {target}\n");
        }
        for path in &self.pairing.alone {
            // Quoted, so that a name in two lines stays in its comment.
            let _ = writeln!(text, "\n# No partner was found for {}", quoted(path));
        }
        text
    }
}

/// The files under `folder`, relative to it, in order; hidden ones left out.
fn files(folder: &Path, below: &Path) -> Result<Vec<PathBuf>, Error> {
    let here = folder.join(below);
    let failed = |error: std::io::Error| Error::Io { file: here.clone(), error };
    let mut names: Vec<_> = vec![];
    for entry in fs::read_dir(&here).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        names.push((entry.file_name(), entry.file_type().map_err(failed)?));
    }
    names.sort_by(|a, b| a.0.cmp(&b.0));
    let mut found = vec![];
    for (name, kind) in names {
        if name.to_string_lossy().starts_with('.') {
            continue;
        }
        let path = below.join(name);
        if kind.is_dir() {
            found.extend(files(folder, &path)?);
        } else if kind.is_file() {
            found.push(path);
        }
    }
    Ok(found)
}

/// Whether a table is a termbase: neither a review sheet nor a table of sentences.
fn is_termbase(path: &Path) -> bool {
    if fs::read(path).is_ok_and(|bytes| Sheet::read(&bytes).is_ok()) {
        return false;
    }
    let Ok(contents) = termbases::contents(path) else { return false };
    let is_sentence = |concept: &&Concept| {
        let chinese =
            concept.terms.iter().filter(|term| lang_of_code(&term.lang) == Some(Lang::Zh));
        chinese.into_iter().any(|term| term.text.ends_with(['。', '！', '？']))
    };
    let sentences = contents.concepts.iter().filter(is_sentence).count();
    !contents.concepts.is_empty() && sentences * 10 < contents.concepts.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn termbases_are_told_from_other_tables() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        put("terms.csv", "zh,en\n云,cloud\n雨,rain\n");
        put("pairs.csv", "天晴了。,The sky is clear.\n雨停了。,The rain stopped.\n");
        put("review.csv", "bead,status,source,target\n1,,云,cloud\n");
        put("01-zh.txt", "山里下了三天雨。\n\n第四天，太阳出来了。\n");
        put("01-en.txt", "It rained for three days.\n\nOn the fourth day the sun came out.\n");
        let found = Found::in_folder(folder.path()).unwrap();
        assert_eq!(found.glossaries, [PathBuf::from("terms.csv")]);
        assert_eq!(found.pairing.chapters.len(), 1);
    }
}
