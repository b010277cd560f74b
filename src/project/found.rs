//! A project file from the files of a folder.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use diptych_glossary::Concept;
use diptych_segments::Lang;

use super::Error;
use crate::check::termbases;
use crate::lang_code::lang_of_code;
use crate::pipeline::{Pairing, pair};
use crate::prepare;
use crate::read::folder;
use crate::review::Sheet;

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
        let files = folder::files(folder)?;
        let (mut chinese, mut english, mut unknown) = (vec![], vec![], vec![]);
        for path in files.iter().filter(|path| folder::is_text(path)) {
            let prepared = prepare::one(&folder.join(path), &prepare::Options::default());
            match prepared.map(|prepared| prepared.side.lang) {
                Ok(Lang::Zh) => chinese.push(path.clone()),
                Ok(Lang::En) => english.push(path.clone()),
                Err(_) => unknown.push(path.clone()),
            }
        }
        let mut pairing = pair(&chinese, &english);
        pairing.alone.extend(unknown);
        let glossaries = files
            .into_iter()
            .filter(|path| is_table(path) && is_termbase(&folder.join(path)))
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
        for (source, target) in &self.pairing.pairs {
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

/// Whether the name of a file says that it may be a termbase.
fn is_table(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    TABLES.iter().any(|it| extension == *it)
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
        assert_eq!(found.pairing.pairs.len(), 1);
    }
}
