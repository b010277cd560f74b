//! A book as a project: `diptych.toml` names its chapters, its glossaries and what is made of it.

mod build;
mod corrections;
mod found;
mod ledger;
mod make;
mod renew;
mod settings;

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::emit::edition::{Fonts, Layout, Metadata};
use crate::lang_code::lang_of_code;
use crate::output::Format;
use crate::prepare::Named;

pub use build::BuiltChapter;
pub use corrections::Contradiction;
pub use found::Found;
pub use ledger::Ledger;
pub use make::{Book, Build, Leave};
pub use renew::GivenUp;
pub use settings::{AlignSettings, TextSettings};

/// The name of the project file.
pub const FILE: &str = "diptych.toml";

/// A book, as its project file describes it; paths are relative to the file's folder.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// What readers are told about the book.
    #[serde(default)]
    pub book: About,
    /// The languages, where they are not to be detected.
    #[serde(default)]
    pub languages: Languages,
    /// How every text is read and split.
    #[serde(default)]
    pub text: TextSettings,
    /// How chapters are aligned, and what findings do.
    #[serde(default)]
    pub align: AlignSettings,
    /// How an edition arranges the two texts.
    #[serde(default)]
    pub layout: Named<Layout>,
    /// Whether editions mark doubtful beads and findings.
    #[serde(default)]
    pub draft: bool,
    /// The fonts of a PDF.
    #[serde(default)]
    pub fonts: FontNames,
    /// Termbases, which count together.
    #[serde(default)]
    pub glossaries: Vec<Spanned<PathBuf>>,
    /// Findings that were decided to be none.
    pub waivers: Option<Spanned<PathBuf>>,
    /// A reviewed alignment of the whole book, from which each chapter takes its part; a chapter that
    /// is not in it is aligned.
    pub alignment: Option<Spanned<PathBuf>>,
    /// What is made of the whole book; the extension tells the format.
    pub outputs: Vec<Spanned<PathBuf>>,
    /// The chapters, in order.
    #[serde(rename = "chapter")]
    pub chapters: Vec<Chapter>,
    /// The folder of the project file.
    #[serde(skip)]
    pub folder: PathBuf,
}

/// What an edition says about the book.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// The title.
    #[serde(default)]
    pub title: String,
    /// The authors, in order.
    #[serde(default)]
    pub authors: Vec<String>,
    /// The translators, in order.
    #[serde(default)]
    pub translators: Vec<String>,
    /// The publisher.
    pub publisher: Option<String>,
    /// The date of publication: `2026`, `2026-11` or `2026-11-24`.
    pub date: Option<Spanned<String>>,
    /// A name that no other book has.
    pub identifier: Option<String>,
}

/// The fonts of a PDF.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FontNames {
    /// The folders in which fonts are looked for; none for the system's.
    #[serde(default)]
    pub folders: Vec<PathBuf>,
    /// The family for English.
    pub latin: Option<String>,
    /// The family for Chinese.
    pub chinese: Option<String>,
}

/// The languages, as BCP 47 codes.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Languages {
    /// Of the source.
    pub source: Option<Spanned<String>>,
    /// Of the target.
    pub target: Option<Spanned<String>>,
}

/// One chapter: two texts to align, or an alignment that was reviewed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chapter {
    /// The source text.
    pub source: Spanned<PathBuf>,
    /// Its translation.
    pub target: Spanned<PathBuf>,
    /// A saved alignment of the two, which is taken instead of aligning them; one of the whole book
    /// gives the chapter's part.
    pub alignment: Option<Spanned<PathBuf>>,
    /// Pairs that are fixed: lines of a saved alignment.
    pub anchors: Option<Spanned<PathBuf>>,
    /// Align them though they do not look like translations of each other.
    #[serde(default)]
    pub unrelated: bool,
}

/// Why a project cannot be built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The project file cannot be read.
    #[error("{}: {error}: `diptych init` writes one", file.display())]
    Read {
        /// The project file.
        file: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// It is no TOML, or not this one.
    #[error("{}: {error}", file.display())]
    Toml {
        /// The project file.
        file: PathBuf,
        /// What and where.
        error: toml::de::Error,
    },
    /// A value in it makes no sense.
    #[error("{}:{line}:{column}: {message}", file.display())]
    Value {
        /// The project file.
        file: PathBuf,
        /// Its line, from 1.
        line: usize,
        /// The character in it, from 1.
        column: usize,
        /// What is wrong and what to do.
        message: String,
    },
    /// It has no chapter.
    #[error("{}: names no [[chapter]]: add one", .0.display())]
    NoChapter(PathBuf),
    /// A folder cannot be read.
    #[error(transparent)]
    Folder(#[from] crate::read::Error),
    /// An output is outside of its folder.
    #[error("{}: this output is outside the folder of the project: allow that with --outside", .0.display())]
    Outside(PathBuf),
    /// An output was changed.
    #[error(
        "{}: this output was changed since it was written: move your version away (a reviewed sheet into the \
         folder `review/`), or overwrite it \
         with --force", .0.display()
    )]
    Changed(PathBuf),
    /// A chapter cannot be aligned.
    #[error(transparent)]
    Pipeline(#[from] crate::pipeline::Error),
    /// An output cannot be written.
    #[error(transparent)]
    Output(#[from] crate::output::Error),
    /// A chapter's saved alignment cannot be used.
    #[error(transparent)]
    Alignment(#[from] crate::bitext::saved::FileError),
    /// A chapter's saved alignment is of several chapters, none of which has its file names.
    #[error(
        "{}: this alignment has no chapter of the files {source_file} and {target_file}: name the \
         files as they were when it was made", file.display()
    )]
    NoSuchFiles {
        /// The saved alignment.
        file: PathBuf,
        /// The chapter's source.
        source_file: String,
        /// The chapter's target.
        target_file: String,
    },
    /// A sheet or journal is of a chapter that the project does not have.
    #[error(
        "{}: this was made from an alignment of {source_file} and {target_file}, and no chapter has \
         these files", file.display()
    )]
    NoChapterOf {
        /// The sheet or journal.
        file: PathBuf,
        /// Its source.
        source_file: String,
        /// Its target.
        target_file: String,
    },
    /// A sheet or journal cannot be used.
    #[error("{}: {message}", file.display())]
    Correction {
        /// The sheet or journal.
        file: PathBuf,
        /// Why, row by row.
        message: String,
    },
    /// A chapter's saved alignment is of other texts.
    #[error(
        "{}: this alignment is not of {source_file} and {target_file}: most of its sentences are not \
         in them", file.display()
    )]
    OtherTexts {
        /// The saved alignment.
        file: PathBuf,
        /// The chapter's source.
        source_file: String,
        /// The chapter's target.
        target_file: String,
    },
    /// A file cannot be read or written.
    #[error("{}: {error}", file.display())]
    Io {
        /// The file.
        file: PathBuf,
        /// Why.
        error: std::io::Error,
    },
}

impl From<crate::prepare::Error> for Error {
    fn from(error: crate::prepare::Error) -> Self {
        Self::Pipeline(error.into())
    }
}

impl Project {
    /// Reads a project file and checks what it says.
    ///
    /// # Errors
    /// When it cannot be read, is no such TOML, or names what is not there; with line and column.
    pub fn read(file: &Path) -> Result<Self, Error> {
        let bytes = fs::read(file).map_err(|error| Error::Read { file: file.to_owned(), error })?;
        let folder = file.parent().unwrap_or(Path::new(""));
        match str::from_utf8(&bytes) {
            Ok(text) => Self::parse(text.trim_start_matches('\u{feff}'), file, folder),
            Err(error) => {
                let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
                let message = "is not UTF-8 from here on: save the file as UTF-8".to_owned();
                Err(value_error(&before, file, message))
            }
        }
    }

    fn parse(text: &str, file: &Path, folder: &Path) -> Result<Self, Error> {
        let mut project: Self =
            toml::from_str(text).map_err(|error| Error::Toml { file: file.to_owned(), error })?;
        folder.clone_into(&mut project.folder);
        match project.fault() {
            Some((span, message)) => Err(value_error(&text[..span.start], file, message)),
            None => Ok(project),
        }
    }

    /// The first value that makes no sense, and why.
    fn fault(&self) -> Option<(Range<usize>, String)> {
        for input in self.inputs() {
            if !self.path(input.get_ref()).is_file() {
                return Some((
                    input.span(),
                    format!("there is no file {}", input.get_ref().display()),
                ));
            }
        }
        for output in &self.outputs {
            if Format::of(output.get_ref()).is_none() {
                let message = Format::why_none(output.get_ref());
                return Some((output.span(), message));
            }
        }
        for code in [&self.languages.source, &self.languages.target].into_iter().flatten() {
            if lang_of_code(code.get_ref()).is_none() {
                let message = format!(
                    "`{}` is neither Chinese nor English: write zh-CN, zh-TW, en-US …",
                    code.get_ref()
                );
                return Some((code.span(), message));
            }
        }
        if let Some(fault) = self.text.fault().or_else(|| self.align.fault()) {
            return Some(fault);
        }
        let date = self.book.date.as_ref().filter(|date| !Metadata::is_date(date.get_ref()))?;
        Some((date.span(), "this is not a date: write 2026, 2026-11 or 2026-11-24".to_owned()))
    }

    /// Every file that the project file names as input.
    pub fn inputs(&self) -> impl Iterator<Item = &Spanned<PathBuf>> {
        let chapters = self.chapters.iter().flat_map(|chapter| {
            let own = [&chapter.source, &chapter.target].into_iter();
            own.chain(&chapter.alignment).chain(&chapter.anchors)
        });
        let settings = self.glossaries.iter().chain(&self.waivers).chain(&self.alignment);
        chapters.chain(settings).chain(&self.align.lexicon).chain(&self.text.srx)
    }

    /// A path of the project file, seen from here.
    pub fn path(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }

    /// The fonts of a PDF.
    pub fn fonts(&self) -> Fonts {
        Fonts {
            folders: self.fonts.folders.iter().map(|folder| self.path(folder)).collect(),
            latin: self.fonts.latin.clone(),
            chinese: self.fonts.chinese.clone(),
        }
    }

    /// What readers are told about the book.
    pub fn metadata(&self) -> Metadata {
        let book = &self.book;
        Metadata {
            title: book.title.clone(),
            authors: book.authors.clone(),
            translators: book.translators.clone(),
            publisher: book.publisher.clone(),
            date: book.date.as_ref().map(|date| date.get_ref().clone()),
            identifier: book.identifier.clone(),
        }
    }
}

/// An error at the place behind `before`.
fn value_error(before: &str, file: &Path, message: String) -> Error {
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Error::Value { file: file.to_owned(), line, column, message }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        Project::parse(text, Path::new("diptych.toml"), Path::new("/nowhere"))
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn a_file_in_another_encoding_is_told_where() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("diptych.toml");
        fs::write(&file, b"outputs = []\n[book]\ntitle = \"\xca\xe9\"\n").unwrap();
        let error = Project::read(&file).unwrap_err().to_string();
        assert!(
            error.ends_with(":3:10: is not UTF-8 from here on: save the file as UTF-8"),
            "{error}"
        );
    }

    #[test]
    fn faults_point_at_line_and_column() {
        let unknown = refused("outputs = []\nchapters = []\n");
        assert!(unknown.contains("line 2, column 1") && unknown.contains("chapters"), "{unknown}");
        let value = refused("outputs = [\"书.html\", \"书.doc\"]\nchapter = []\n");
        assert!(
            value.starts_with("diptych.toml:1:22: the name does not say the format"),
            "{value}"
        );
        let missing =
            refused("outputs = []\n[[chapter]]\nsource = \"一.txt\"\ntarget = \"1.txt\"\n");
        assert!(missing.starts_with("diptych.toml:3:10: there is no file 一.txt"), "{missing}");
        let date = refused("outputs = []\nchapter = []\n[book]\ndate = \"2026-13\"\n");
        assert!(date.starts_with("diptych.toml:4:8: this is not a date"), "{date}");
    }
}
