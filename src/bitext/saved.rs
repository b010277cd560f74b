//! The saved alignment: a bitext as lines of JSON, and back.
//!
//! Every line has `bead`, `source`, `target`, `score`, `source_text`,
//! `target_text`; fields that say nothing are left out. The first line also
//! names the files and languages; those of later chapters of a book name their own files.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use diptych_segments::{Lang, Role, is_han};
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use super::{Apart, Bead, Bitext, Cell, Reviewed, Side, Sides};
use crate::lang_code::{default_code, lang_of_code};
use crate::read;

/// One line of a saved alignment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SavedBead {
    /// From 1, in output order.
    pub bead: usize,
    /// Source segment numbers, from 0.
    pub source: Vec<usize>,
    /// Target segment numbers, from 0.
    pub target: Vec<usize>,
    /// Probability, three decimals.
    pub score: f64,
    /// The source segments joined.
    pub source_text: String,
    /// The target segments joined.
    pub target_text: String,
    /// What the segments are: `title`, `heading`, `abstract`, `note`; absent for a paragraph.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Whether a person has confirmed the bead.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub accepted: bool,
    /// What a reviewer wrote about the bead.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comment: String,
    /// Whether somebody is to look at the bead again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub flagged: bool,
    /// Whether the bead is a half of a pair that a reviewer rejected.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rejected: bool,
    /// The sides that are in no edition and no memory: `source`, `target` or `both`.
    #[serde(default, skip_serializing_if = "Sides::none")]
    pub dropped: Sides,
    /// The sides whose text may no longer be edited: `source`, `target` or `both`.
    #[serde(default, skip_serializing_if = "Sides::none")]
    pub locked: Sides,
    /// The sides whose text a person wrote: `source`, `target` or `both`.
    #[serde(default, skip_serializing_if = "Sides::none")]
    pub edited: Sides,
    /// Source segments each with the target segments that they are not to be paired with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub apart: Vec<Apart>,
    /// Where a bilingual file says that the pair is used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<String>,
    /// The level of a heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// The source segments one by one, where there are several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub source_segments: Vec<String>,
    /// The target segments one by one, where there are several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub target_segments: Vec<String>,
    /// The paragraph of the first source segment, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_paragraph: Option<usize>,
    /// The paragraph of the first target segment, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_paragraph: Option<usize>,
    /// The page of the source file, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_page: Option<u32>,
    /// The page of the target file, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_page: Option<u32>,
    /// The source note's own label, or the number of the source paragraph.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_label: Option<String>,
    /// The target note's own label, or the number of the target paragraph.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_label: Option<String>,
    /// The source file's name: on the first line, and on each of a later chapter of a book.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_file: Option<String>,
    /// The target file's name: on the first line, and on each of a later chapter of a book.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_file: Option<String>,
    /// On the first line: the source language (BCP 47).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_lang: Option<String>,
    /// On the first line: the target language (BCP 47).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_lang: Option<String>,
}

/// What a file of anchors needs of a line: its segment numbers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Ids {
    /// Source segment numbers, from 0.
    pub source: Vec<usize>,
    /// Target segment numbers, from 0.
    pub target: Vec<usize>,
}

/// Why a line of a saved alignment cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {kind}")]
pub struct Error {
    /// From 1.
    pub line: usize,
    /// What is wrong.
    pub kind: ErrorKind,
}

/// What is wrong with a saved alignment.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The line is no bead.
    #[error("this line is not a pair of a saved alignment: {0}")]
    Json(#[from] serde_json::Error),
    /// Beads must be numbered 1, 2, 3, …
    #[error("pair number {found} stands where {expected} is expected")]
    Number {
        /// The number due.
        expected: usize,
        /// The number found.
        found: usize,
    },
    /// A segment stands in two beads.
    #[error("{side} segment {segment} also stands in pair {other}")]
    Repeated {
        /// `source` or `target`.
        side: &'static str,
        /// The segment, from 0.
        segment: usize,
        /// The bead that has it already.
        other: usize,
    },
    /// A text that belongs to no segment, and would be lost.
    #[error("this pair has a {side} text but no {side} segment: number its segments in \"{side}\"")]
    Unnumbered {
        /// `source` or `target`.
        side: &'static str,
    },
    /// Neither the file nor its texts tell the languages apart.
    #[error("it is not clear which side is Chinese: add \"source_lang\" and \"target_lang\"")]
    Languages,
    /// There is no bead at all.
    #[error("the file holds no pair")]
    Empty,
}

impl SavedBead {
    /// The line of bead `number`, from 1.
    ///
    /// # Panics
    /// When there is no such bead.
    pub fn new(bitext: &Bitext, number: usize) -> Self {
        let bead = &bitext.beads[number - 1];
        let several =
            |cell: &Cell| if cell.segments.len() > 1 { cell.segments.to_vec() } else { vec![] };
        let (kind, level) = kind(bead.role);
        let reviewed = bead.reviewed.as_deref().cloned().unwrap_or_default();
        let first = |value: &str| (number == 1).then(|| value.to_owned());
        Self {
            bead: number,
            source: bead.source.ids.to_vec(),
            target: bead.target.ids.to_vec(),
            score: (f64::from(bead.score) * 1000.0).round() / 1000.0,
            source_text: bitext.source_text(bead),
            target_text: bitext.target_text(bead),
            kind: kind.map(str::to_owned),
            accepted: bead.accepted,
            comment: reviewed.comment,
            flagged: reviewed.is_flagged,
            rejected: reviewed.is_rejected,
            dropped: reviewed.dropped,
            locked: reviewed.locked,
            edited: reviewed.edited,
            apart: reviewed.apart,
            context: bead.context.as_deref().map(str::to_owned),
            level,
            source_segments: several(&bead.source),
            target_segments: several(&bead.target),
            source_paragraph: bead.source.paragraph,
            target_paragraph: bead.target.paragraph,
            source_page: bead.source.page,
            target_page: bead.target.page,
            source_label: bead.source.label.clone(),
            target_label: bead.target.label.clone(),
            source_file: bead.source.file.clone().or_else(|| first(&bitext.source.file)),
            target_file: bead.target.file.clone().or_else(|| first(&bitext.target.file)),
            source_lang: first(&bitext.source.code),
            target_lang: first(&bitext.target.code),
        }
    }

    fn into_bead(self) -> Bead {
        let role = match (self.kind.as_deref(), self.level) {
            (Some("title"), _) => Role::Title,
            (Some("heading"), level) => Role::Heading(level.unwrap_or(1)),
            (Some("abstract"), _) => Role::Abstract,
            (Some("note"), _) => Role::Note,
            _ => Role::Paragraph,
        };
        // The first line's files are those of the bitext.
        let own = |file: Option<String>| file.filter(|_| self.bead > 1);
        let cell =
            |ids: Vec<usize>, segments: Vec<String>, text, paragraph, page, label, file| Cell {
                segments: match (segments.len(), ids.len()) {
                    (_, 0) => SmallVec::new(),
                    (a, b) if a == b && a > 1 => segments.into(),
                    _ => [text].into(),
                },
                ids: ids.into(),
                paragraph,
                page,
                label,
                file: own(file),
            };
        let reviewed = Reviewed {
            comment: self.comment,
            is_flagged: self.flagged,
            is_rejected: self.rejected,
            dropped: self.dropped,
            locked: self.locked,
            edited: self.edited,
            apart: self.apart,
        };
        Bead {
            source: cell(
                self.source,
                self.source_segments,
                self.source_text,
                self.source_paragraph,
                self.source_page,
                self.source_label,
                self.source_file,
            ),
            target: cell(
                self.target,
                self.target_segments,
                self.target_text,
                self.target_paragraph,
                self.target_page,
                self.target_label,
                self.target_file,
            ),
            score: self.score as f32,
            role,
            accepted: self.accepted,
            context: self.context.map(String::into_boxed_str),
            reviewed: (reviewed != Reviewed::default()).then(|| Box::new(reviewed)),
        }
    }
}

fn kind(role: Role) -> (Option<&'static str>, Option<u8>) {
    match role {
        Role::Title => (Some("title"), None),
        Role::Heading(level) => (Some("heading"), Some(level)),
        Role::Abstract => (Some("abstract"), None),
        Role::Note => (Some("note"), None),
        _ => (None, None),
    }
}

/// Reads a saved alignment.
///
/// # Errors
/// When a line is no bead, beads are not numbered in order, a segment stands in two beads, or a text in none.
pub fn parse(text: &str) -> Result<Bitext, Error> {
    let at = |line: usize, kind: ErrorKind| Error { line, kind };
    let mut sides: Option<(Side, Side)> = None;
    let mut beads = vec![];
    let (mut source_owners, mut target_owners) = (HashMap::new(), HashMap::new());
    for (line, content) in (1..).zip(text.lines()).filter(|(_, content)| !content.trim().is_empty())
    {
        let saved: SavedBead = serde_json::from_str(content).map_err(|e| at(line, e.into()))?;
        let expected = beads.len() + 1;
        if saved.bead != expected {
            return Err(at(line, ErrorKind::Number { expected, found: saved.bead }));
        }
        for (side, ids, joined, owners) in [
            ("source", &saved.source, &saved.source_text, &mut source_owners),
            ("target", &saved.target, &saved.target_text, &mut target_owners),
        ] {
            if ids.is_empty() && !joined.trim().is_empty() {
                return Err(at(line, ErrorKind::Unnumbered { side }));
            }
            for &segment in ids {
                if let Some(other) = owners.insert(segment, expected) {
                    return Err(at(line, ErrorKind::Repeated { side, segment, other }));
                }
            }
        }
        if sides.is_none() {
            sides = Some(sides_of(&saved, text).ok_or_else(|| at(line, ErrorKind::Languages))?);
        }
        beads.push(saved.into_bead());
    }
    let (source, target) = sides.ok_or_else(|| at(1, ErrorKind::Empty))?;
    Ok(Bitext { source, target, beads })
}

/// Why a file is no saved alignment that can be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// It cannot be read.
    #[error(transparent)]
    Read(#[from] read::Error),
    /// A line is wrong.
    #[error("{}:{}: {}: give an alignment that `diptych align -o NAME.jsonl` saved", file.display(), error.line, error.kind)]
    Line {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        error: Error,
    },
}

/// The saved alignment at `path`; `-` is the standard input.
///
/// # Errors
/// When the file cannot be read, or as [`parse`].
pub fn read(path: &Path) -> Result<Bitext, FileError> {
    let (text, _) = read::read_text(path, &read::Options::default())?;
    parse(&text).map_err(|error| FileError::Line { file: path.to_owned(), error })
}

/// The sides as the first line names them; languages that it does not name are told by Chinese characters.
fn sides_of(first: &SavedBead, text: &str) -> Option<(Side, Side)> {
    let lang = |code: &Option<String>| lang_of_code(code.as_deref()?);
    let told = lang(&first.source_lang).zip(lang(&first.target_lang));
    let (source, target) = if let Some(told) = told {
        told
    } else {
        let (mut source, mut target) = (0usize, 0usize);
        let beads = text.lines().take(50).filter_map(|l| serde_json::from_str::<SavedBead>(l).ok());
        for bead in beads {
            let han = |text: &str| text.chars().filter(|c| is_han(*c)).count();
            source += han(&bead.source_text);
            target += han(&bead.target_text);
        }
        match source.cmp(&target) {
            std::cmp::Ordering::Greater => (Lang::Zh, Lang::En),
            std::cmp::Ordering::Less => (Lang::En, Lang::Zh),
            std::cmp::Ordering::Equal => return None,
        }
    };
    let side = |file: &Option<String>, code: &Option<String>, lang: Lang| Side {
        file: file.clone().unwrap_or_default(),
        lang,
        code: code.clone().unwrap_or_else(|| default_code(lang).to_owned()),
    };
    Some((
        side(&first.source_file, &first.source_lang, source),
        side(&first.target_file, &first.target_lang, target),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = r#"{"bead":1,"source":[0,1],"target":[0],"score":0.97,"source_text":"一。二。","target_text":"One. Two.","source_segments":["一。","二。"]}
{"bead":2,"source":[],"target":[1],"score":0.5,"source_text":"","target_text":"Three.","new_field":1}
"#;

    #[test]
    fn a_saved_alignment_comes_back() {
        let bitext = parse(TWO).unwrap();
        assert_eq!(bitext.source.lang, Lang::Zh);
        assert_eq!(bitext.beads[0].source.segments[..], ["一。", "二。"]);
        assert!(bitext.beads[1].source.is_empty());
        let lines: Vec<String> =
            (1..=2).map(|n| serde_json::to_string(&SavedBead::new(&bitext, n)).unwrap()).collect();
        assert_eq!(parse(&lines.join("\n")).unwrap(), bitext);
    }

    #[test]
    fn faults_are_told_with_their_line() {
        let twice = TWO.replace("\"target\":[1]", "\"target\":[0]");
        assert_eq!(
            parse(&twice).unwrap_err().to_string(),
            "line 2: target segment 0 also stands in pair 1"
        );
        let unnumbered = TWO.replace("\"source_text\":\"\"", "\"source_text\":\"三。\"");
        assert!(
            parse(&unnumbered)
                .unwrap_err()
                .to_string()
                .starts_with("line 2: this pair has a source text but")
        );
        assert_eq!(parse("").unwrap_err().to_string(), "line 1: the file holds no pair");
        assert!(
            parse("{}").unwrap_err().to_string().starts_with("line 1: this line is not a pair")
        );
    }
}
