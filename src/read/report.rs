//! The input report: what was read, what was left out and why.

use std::borrow::Cow;
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
    /// What a memory holds beside its texts: a memory that is written from it keeps it.
    pub beside: Vec<LeftOut>,
    #[serde(skip)]
    of_left_out: Kinds,
    #[serde(skip)]
    of_changed: Kinds,
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
    /// How many characters all of its text has, white space apart.
    pub characters: usize,
}

/// The longest text that a [`LeftOut`] repeats, in characters.
const EXCERPT: usize = 200;

/// How many items of a kind are listed one by one; those after them are counted in one.
const LISTED: usize = 1000;

/// By kind: how many items are listed, and which of them counts what has neither place nor text.
type Kinds = Vec<(&'static str, usize, Option<usize>)>;

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
            beside: Vec::new(),
            of_left_out: Vec::new(),
            of_changed: Vec::new(),
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
        self.add(LeftOut::new(what, why, place, text));
    }

    /// Records that many things left out that have neither place nor text.
    pub(crate) fn leave_out_all(&mut self, what: &'static str, why: &'static str, count: usize) {
        self.add(LeftOut { count, ..LeftOut::new(what, why, None, "") });
    }

    /// Records what a memory holds beside its texts, and what of it is kept where.
    pub(crate) fn keep_beside(&mut self, what: &'static str, why: &'static str, count: usize) {
        if count > 0 {
            self.beside.push(LeftOut { count, ..LeftOut::new(what, why, None, "") });
        }
    }

    /// Records something left out that another report has.
    pub(crate) fn add(&mut self, item: LeftOut) {
        record(&mut self.left_out, &mut self.of_left_out, item);
    }

    /// Records that so many things became text in another form ("automatic numbers made text").
    pub(crate) fn change(&mut self, what: &'static str, why: &'static str, count: usize) {
        self.add_changed(LeftOut { count, ..LeftOut::new(what, why, None, "") });
    }

    /// Records something changed that another report has.
    pub(crate) fn add_changed(&mut self, item: LeftOut) {
        record(&mut self.changed, &mut self.of_changed, item);
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
        self.add_changed(LeftOut { count, ..LeftOut::new(what, why, place, text) });
    }

    /// Records what the lines of a text were found to be: notes, and what is no text of its own.
    ///
    /// `read` are the lines of the notes that the format itself told, which are counted already.
    pub(crate) fn add_found(&mut self, paragraphs: &[Paragraph], read: &BTreeSet<usize>) {
        for paragraph in paragraphs {
            let place = Some(match paragraph.page {
                Some(page) => format!("page {page}, line {}", paragraph.line),
                None => format!("line {}", paragraph.line),
            });
            match paragraph.role {
                Role::Furniture => {
                    let why = paragraph.reason.unwrap_or("furniture");
                    self.leave_out("furniture lines", why, place, &paragraph.text);
                }
                Role::Note if !read.contains(&paragraph.line) => {
                    self.notes += 1;
                    let why = "its label and its place are those of a note";
                    self.damaged("paragraphs taken for notes", why, 1, place, &paragraph.text);
                }
                _ => {}
            }
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
            "beside": self.beside.iter().map(|l| l.count).sum::<usize>(),
        });
        let mut lines = format!("{head}\n");
        let left_out = self.left_out.iter().map(|item| ("left out", item));
        let changed = self.changed.iter().map(|item| ("changed", item));
        let beside = self.beside.iter().map(|item| ("beside the text", item));
        for (fate, item) in left_out.chain(changed).chain(beside) {
            let line = serde_json::json!({
                "file": self.file,
                "fate": fate,
                "what": item.what,
                "why": item.why,
                "count": item.count,
                "place": item.place,
                "text": item.text,
                "characters": item.characters,
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
        let is_paired = matches!(
            self.format,
            Format::Tmx | Format::Xliff | Format::Po | Format::Xlsx | Format::Csv | Format::Tsv
        );
        let noun = if is_paired { "pair" } else { "block" };
        write!(f, ", {} {noun}{}", self.blocks, s(self.blocks))?;
        if self.notes > 0 {
            write!(f, ", {} note{}", self.notes, s(self.notes))?;
        }
        let lists = [
            ("left out", &self.left_out),
            ("changed", &self.changed),
            ("beside the text", &self.beside),
        ];
        for (lead, items) in lists {
            let mut kinds: Vec<(&str, usize)> = Vec::new();
            for item in items {
                match kinds.iter_mut().find(|(what, _)| *what == item.what) {
                    Some((_, count)) => *count += item.count,
                    None => kinds.push((item.what, item.count)),
                }
            }
            for (at, (what, count)) in kinds.iter().enumerate() {
                let lead = if at == 0 { format!("; {lead}:") } else { ",".to_owned() };
                write!(f, "{lead} {count} {}", of_count(what, *count))?;
            }
        }
        Ok(())
    }
}

impl LeftOut {
    fn new(what: &'static str, why: &'static str, place: Option<String>, text: &str) -> Self {
        let characters = text.chars().filter(|c| !c.is_whitespace()).count();
        let text = text.chars().take(EXCERPT).collect();
        Self { what, why, count: 1, place, text, characters }
    }
}

/// What a name is about stands before the word that says more about it.
const AFTER: [&str; 10] =
    ["of", "in", "with", "without", "from", "not", "that", "taken", "made", "by"];

/// The name of so many things; one of several kinds of things is not called otherwise.
fn of_count(what: &'static str, count: usize) -> Cow<'static, str> {
    if count != 1 || what.contains(',') {
        return what.into();
    }
    let mut words: Vec<&str> = what.split(' ').collect();
    let head = words.iter().position(|word| AFTER.contains(word)).unwrap_or(words.len());
    let is_plural = |word: &str| word.ends_with('s') && !word.ends_with("ss");
    let Some(at) = words[..head].iter().rposition(|word| is_plural(word)) else {
        return what.into();
    };
    let noun = &mut words[at];
    match noun.strip_suffix("ies") {
        Some(stem) => return what.replacen(*noun, &format!("{stem}y"), 1).into(),
        None => *noun = &noun[..noun.len() - 1],
    }
    words.join(" ").into()
}

/// Adds an item to a list: what has neither place nor text, or would make the list too long, is
/// counted in one item of its kind.
fn record(list: &mut Vec<LeftOut>, kinds: &mut Kinds, mut item: LeftOut) {
    if item.count == 0 {
        return;
    }
    let at = kinds.iter().position(|(what, ..)| *what == item.what).unwrap_or_else(|| {
        kinds.push((item.what, 0, None));
        kinds.len() - 1
    });
    let (_, listed, counted) = &mut kinds[at];
    let is_bare = item.place.is_none() && item.text.is_empty();
    if !is_bare && *listed < LISTED {
        *listed += 1;
        list.push(item);
        return;
    }
    if let Some(known) = counted.and_then(|at| list.get_mut(at)) {
        known.count += item.count;
        known.characters += item.characters;
    } else {
        (item.place, item.text) = (None, String::new());
        *counted = Some(list.len());
        list.push(item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_is_called_by_its_singular() {
        for (many, one) in [
            ("undecodable bytes", "undecodable byte"),
            ("obsolete entries", "obsolete entry"),
            ("ways back from notes", "way back from notes"),
            ("units with one side", "unit with one side"),
            ("hidden text", "hidden text"),
            ("dates, users and counts of units", "dates, users and counts of units"),
        ] {
            assert_eq!((&*of_count(many, 1), &*of_count(many, 2)), (one, many));
        }
    }

    #[test]
    fn a_long_list_is_counted_and_no_character_is_lost() {
        let mut report = Report::new("t", Format::Text);
        for at in 0..50_000 {
            report.leave_out("pictures", "why", Some(format!("line {at}")), "");
            report.leave_out("comments", "why", None, &format!("一二三 四{}", "五".repeat(300)));
            report.leave_out_all("signs", "why", 2);
        }
        report.leave_out_all("nothing", "why", 0);
        assert_eq!(report.left_out.len(), 2 * (LISTED + 1) + 1);
        let sum = |what: &str, of: fn(&LeftOut) -> usize| -> usize {
            report.left_out.iter().filter(|item| item.what == what).map(of).sum()
        };
        assert_eq!(sum("pictures", |item| item.count), 50_000);
        assert_eq!(sum("comments", |item| item.characters), 50_000 * 304);
        assert_eq!(sum("signs", |item| item.count), 100_000);
    }
}
