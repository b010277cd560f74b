//! The input report: what was read, what was left out and why.

use std::collections::BTreeSet;
use std::fmt;

use diptych_segments::{Paragraph, Role};
use serde::Serialize;

use super::format::Format;

/// What became of one input file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The file as the user named it (`<stdin>` for `-`).
    pub file: String,
    /// The format it was read as.
    pub format: Format,
    /// The encoding, for formats that are text.
    pub encoding: Option<Encoding>,
    /// How many blocks were read that are not blank and not notes.
    pub blocks: usize,
    /// How many notes were read.
    pub notes: usize,
    /// What was left out, in document order.
    pub left_out: Vec<LeftOut>,
    /// What is text, but not as it stands in the file, in document order.
    pub changed: Vec<LeftOut>,
}

/// The encoding of a text file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Encoding {
    /// Its WHATWG name.
    pub name: &'static str,
    /// How it was found.
    pub by: Evidence,
    /// The option of the command that overrides it.
    #[serde(skip)]
    pub option: Option<&'static str>,
}

/// How an encoding was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// A byte order mark says it.
    ByteOrderMark,
    /// The user named it.
    Given,
    /// Every byte fits it, which no other encoding's text does by chance.
    Validity,
    /// It is the likeliest by the frequency of its byte pairs: a guess.
    Guess,
    /// The file itself declares it.
    Declaration,
}

/// Something of a file that did not become text, or not as it stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// What it is, a plural noun ("tracked deletions", "control characters").
    pub what: &'static str,
    /// Why.
    pub why: &'static str,
    /// How many of them.
    pub count: usize,
    /// Where, where that can be said: a line, page or part of the file.
    pub place: Option<String>,
    /// Its text, cut after 200 characters; empty where it has none.
    pub text: String,
}

/// The longest text that a [`LeftOut`] repeats, in characters.
const EXCERPT: usize = 200;

impl Report {
    pub(crate) fn new(file: impl Into<String>, format: Format) -> Self {
        Self {
            file: file.into(),
            format,
            encoding: None,
            blocks: 0,
            notes: 0,
            left_out: Vec::new(),
            changed: Vec::new(),
        }
    }

    /// Records something left out; the same thing without place or text is counted, not repeated.
    pub(crate) fn leave_out(
        &mut self,
        what: &'static str,
        why: &'static str,
        place: Option<String>,
        text: &str,
    ) {
        let text: String = text.chars().take(EXCERPT).collect();
        record(&mut self.left_out, LeftOut { what, why, count: 1, place, text });
    }

    /// Records something that became text in another form ("automatic numbers made text").
    pub(crate) fn change(&mut self, what: &'static str, why: &'static str) {
        let item = LeftOut { what, why, count: 1, place: None, text: String::new() };
        record(&mut self.changed, item);
    }

    /// Records damage that the text had before it was read.
    pub(crate) fn damaged(
        &mut self,
        what: &'static str,
        why: &'static str,
        count: usize,
        place: Option<String>,
        text: &str,
    ) {
        let text = text.chars().take(EXCERPT).collect();
        self.changed.push(LeftOut { what, why, count, place, text });
    }

    /// Records what the lines of a text were found to be: notes, and what is no text of its own.
    ///
    /// `read` are the lines of the notes that the format itself told, which are counted already.
    pub(crate) fn add_found(&mut self, paragraphs: &[Paragraph], read: &BTreeSet<usize>) {
        for paragraph in paragraphs {
            let (list, what, why) = match paragraph.role {
                Role::Furniture => {
                    let why = paragraph.reason.unwrap_or("furniture");
                    (&mut self.left_out, "furniture lines", why)
                }
                Role::Note if !read.contains(&paragraph.line) => {
                    self.notes += 1;
                    let why = "its label and its place are those of a note";
                    (&mut self.changed, "paragraphs taken for notes", why)
                }
                _ => continue,
            };
            let place = Some(match paragraph.page {
                Some(page) => format!("page {page}, line {}", paragraph.line),
                None => format!("line {}", paragraph.line),
            });
            let text = paragraph.text.chars().take(EXCERPT).collect();
            list.push(LeftOut { what, why, count: 1, place, text });
        }
    }

    /// The report as JSON lines: the file, then each thing left out or changed.
    pub fn to_jsonl(&self) -> String {
        let head = serde_json::json!({
            "file": self.file,
            "format": self.format,
            "encoding": self.encoding,
            "blocks": self.blocks,
            "notes": self.notes,
            "left_out": self.left_out.iter().map(|l| l.count).sum::<usize>(),
            "changed": self.changed.iter().map(|l| l.count).sum::<usize>(),
        });
        let mut lines = format!("{head}\n");
        let left_out = self.left_out.iter().map(|item| ("left out", item));
        let changed = self.changed.iter().map(|item| ("changed", item));
        for (fate, item) in left_out.chain(changed) {
            let line = serde_json::json!({
                "file": self.file,
                "fate": fate,
                "what": item.what,
                "why": item.why,
                "count": item.count,
                "place": item.place,
                "text": item.text,
            });
            lines.push_str(&line.to_string());
            lines.push('\n');
        }
        lines
    }
}

impl fmt::Display for Report {
    /// The report as one line: `zh.docx: Word, 41 blocks, 29 notes; left out: 3 tracked deletions`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.format)?;
        if let Some(encoding) = &self.encoding {
            let how = if encoding.by == Evidence::Guess {
                encoding
                    .option
                    .map_or(" (guessed)".to_owned(), |it| format!(" (guessed; {it} overrides)"))
            } else {
                String::new()
            };
            write!(f, ", {}{how}", encoding.name)?;
        }
        let s = |count: usize| if count == 1 { "" } else { "s" };
        write!(f, ", {} block{}", self.blocks, s(self.blocks))?;
        if self.notes > 0 {
            write!(f, ", {} note{}", self.notes, s(self.notes))?;
        }
        for (lead, items) in [("left out", &self.left_out), ("changed", &self.changed)] {
            let mut kinds: Vec<(&str, usize)> = Vec::new();
            for item in items {
                match kinds.iter_mut().find(|(what, _)| *what == item.what) {
                    Some((_, count)) => *count += item.count,
                    None => kinds.push((item.what, item.count)),
                }
            }
            for (at, (what, count)) in kinds.iter().enumerate() {
                let lead = if at == 0 { format!("; {lead}:") } else { ",".to_owned() };
                // The one kind that often stands alone.
                let what = if (*what, *count) == ("undecodable bytes", 1) {
                    "undecodable byte"
                } else {
                    what
                };
                write!(f, "{lead} {count} {what}")?;
            }
        }
        Ok(())
    }
}

fn record(list: &mut Vec<LeftOut>, item: LeftOut) {
    let bare = |l: &LeftOut| l.place.is_none() && l.text.is_empty();
    match list.iter_mut().find(|known| bare(&item) && bare(known) && known.what == item.what) {
        Some(known) => known.count += 1,
        None => list.push(item),
    }
}
