//! Why there is no aligned pair.

use std::path::PathBuf;

use super::Unrelated;
use crate::check::termbases;
use crate::{prepare, read};

/// Why there is no aligned pair.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A text cannot be read or prepared.
    #[error(transparent)]
    Prepare(#[from] prepare::Error),
    /// A word list or a file of anchors cannot be read.
    #[error(transparent)]
    Read(#[from] read::Error),
    /// A termbase cannot be used.
    #[error(transparent)]
    Termbase(#[from] termbases::Error),
    /// The texts are no translations of each other.
    #[error(
        "{source_file} and {target_file} do not look like translations of each other ({unrelated}): \
         check that they belong together"
    )]
    Unrelated {
        /// The name of the source.
        source_file: String,
        /// The name of the target.
        target_file: String,
        /// How little each answers the other.
        unrelated: Unrelated,
    },
    /// A line of a settings file is wrong.
    #[error("{}:{line}: {message}", file.display())]
    Line {
        /// The file.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong and what to do.
        message: String,
    },
    /// A pair of a list cannot be written.
    #[error("{name}: {message}")]
    Pair {
        /// What names the pair.
        name: String,
        /// What is wrong and what to do.
        message: String,
    },
    /// Two folders have no text in common.
    #[error(
        "{}, {}: no text of one has a partner in the other: give both the same number or name, as \
         01.docx and 01.docx, or 第一章.txt and Chapter 1.txt", .0.display(), .1.display()
    )]
    NoPairs(PathBuf, PathBuf),
    /// A list of pairs holds none.
    #[error("{}: the list holds no pair", .0.display())]
    EmptyList(PathBuf),
    /// A file of anchors has none.
    #[error("{}: no line fixes a pair: give lines of a saved alignment with segments on both sides", .0.display())]
    NoAnchor(PathBuf),
    /// Anchors were given for a file that holds both sides.
    #[error("anchors fix pairs of two texts: the pairs of one bilingual file stay as they are")]
    AnchorsOfOneFile,
}
