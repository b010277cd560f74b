//! The events of a Markdown text become blocks.

use std::{collections::HashMap, ops::Range};

use diptych_segments::{Role, is_han};
use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use crate::read::{
    error::ErrorKind,
    flow::{BREAK, Flow},
    formula, html,
    report::Report,
};

#[derive(Default)]
pub(super) struct Page {
    pub(super) flow: Flow,
    text: String,
    line: usize,
    role: Option<Role>,
    note: Option<String>,
    /// Labels by footnote name; names that are no numbers get the next free one.
    labels: HashMap<String, String>,
    /// How many pictures stand in one another here.
    pictures: usize,
    html: String,
    /// The lists that are open, each with the number of its next item if it has numbers.
    lists: Vec<Option<u64>>,
    /// The number of the item that begins.
    number: Option<u64>,
    pub(super) numbered: usize,
    /// How text that stands raised or lowered is written.
    shift: Option<fn(&str, &str) -> String>,
    /// The code or metadata being read, and its line.
    block: Option<(Held, usize)>,
    /// The text of that, or of the picture being read.
    held: String,
    /// Where the deletions that are open begin in the text.
    deletions: Vec<usize>,
    /// Where code and formulas stand in the text.
    verbatim: Vec<Range<usize>>,
}

/// What is read whole before it is known whether it is text.
#[derive(Clone, Copy)]
enum Held {
    /// Code, and whether it is only indented.
    Code(bool),
    Metadata,
}

impl Page {
    pub(super) fn event(
        &mut self,
        event: Event<'_>,
        line: usize,
        report: &mut Report,
    ) -> Result<(), ErrorKind> {
        match event {
            Event::Text(text) if self.block.is_some() => self.held.push_str(&text),
            // What describes a picture is not shown.
            Event::Start(Tag::Image { .. }) => self.pictures += 1,
            Event::End(TagEnd::Image) => {
                self.pictures -= 1;
                if self.pictures == 0 {
                    let text = std::mem::take(&mut self.held);
                    let place = Some(format!("line {line}"));
                    report.leave_out("pictures", "they hold no text", place, &text);
                }
            }
            Event::Text(text) | Event::Code(text) if self.pictures > 0 => self.held.push_str(&text),
            _ if self.pictures > 0 => {}
            Event::Start(tag) => self.start(tag, line),
            Event::End(tag) => return self.end(tag, line, report),
            Event::Text(text) => self.push_text(&text),
            Event::Code(text) => self.push_verbatim(&text),
            Event::SoftBreak => self.text.push('\n'),
            Event::HardBreak => self.text.push(BREAK),
            Event::FootnoteReference(name) => {
                let label = self.label(&name);
                self.text.push_str(&label);
            }
            Event::DisplayMath(formula) => {
                let place = Some(format!("line {line}"));
                let why = "they stand apart and are not translated";
                report.leave_out("formulas", why, place, &formula);
            }
            Event::InlineMath(formula) => self.push_verbatim(&format!("${formula}$")),
            Event::InlineHtml(tag) => self.inline_html(&tag, report),
            Event::Html(html) => self.html.push_str(&html),
            Event::Rule | Event::TaskListMarker(_) => {}
        }
        Ok(())
    }

    fn start(&mut self, tag: Tag<'_>, line: usize) {
        match tag {
            Tag::CodeBlock(kind) => {
                self.flush(line);
                self.block = Some((Held::Code(kind == CodeBlockKind::Indented), line));
            }
            Tag::MetadataBlock(_) => self.block = Some((Held::Metadata, line)),
            Tag::Strikethrough => self.deletions.push(self.text.len()),
            Tag::Heading { level, .. } => {
                self.begin(line);
                self.role = Some(Role::Heading(level as u8));
            }
            Tag::FootnoteDefinition(name) => {
                self.flush(line);
                self.note = Some(self.label(&name));
            }
            Tag::List(start) => {
                self.begin(line);
                self.lists.push(start);
            }
            Tag::Item => {
                self.begin(line);
                let next = self.lists.last_mut().and_then(Option::as_mut);
                let next = next.filter(|_| self.note.is_none());
                self.number = next.map(|next| {
                    *next += 1;
                    *next - 1
                });
            }
            Tag::Paragraph
            | Tag::TableCell
            | Tag::BlockQuote(_)
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition => self.begin(line),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, line: usize, report: &mut Report) -> Result<(), ErrorKind> {
        match tag {
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) => self.end_held(report),
            TagEnd::Strikethrough => self.end_deletion(report),
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::FootnoteDefinition => {
                if let Some(label) = self.note.take() {
                    let text = self.take_text();
                    self.flow.push_note(&label, &text, self.line);
                }
            }
            TagEnd::Heading(_)
            | TagEnd::Paragraph
            | TagEnd::Item
            | TagEnd::TableCell
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => {
                self.flush(line);
                self.role = None;
            }
            TagEnd::HtmlBlock => {
                let mut walk = html::Walk::default();
                walk.read(&std::mem::take(&mut self.html), "", report)?;
                for block in walk.finish() {
                    self.flow.push(block.role, &block.text, line);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn push_text(&mut self, text: &str) {
        match self.shift {
            Some(shift) => self.text.push_str(&shift(&self.text, text)),
            None => self.text.push_str(text),
        }
    }

    fn push_verbatim(&mut self, text: &str) {
        let from = self.text.len();
        self.text.push_str(text);
        self.verbatim.push(from..self.text.len());
    }

    fn inline_html(&mut self, tag: &str, report: &mut Report) {
        let inside =
            tag.strip_prefix('<').and_then(|tag| tag.strip_suffix('>')).unwrap_or_default();
        let name = inside.split([' ', '\n', '\t']).next().unwrap_or_default();
        match name.trim_end_matches('/').to_ascii_lowercase().as_str() {
            "br" => self.text.push(BREAK),
            "sup" => self.shift = Some(formula::raised),
            "sub" => self.shift = Some(formula::lowered),
            "/sup" | "/sub" => self.shift = None,
            "del" => self.deletions.push(self.text.len()),
            "/del" => self.end_deletion(report),
            _ => {}
        }
    }

    /// Takes what was deleted from the text; where deletions stand in one another, the outermost
    /// takes the rest.
    fn end_deletion(&mut self, report: &mut Report) {
        if let Some(from) = self.deletions.pop() {
            let deleted = self.text.split_off(from);
            self.verbatim.retain(|range| range.end <= from);
            report.leave_out("deletions", "they are deleted", None, &deleted);
        }
    }

    /// The text read so far. A deletion that is still open has no end in it, and is none.
    fn take_text(&mut self) -> String {
        self.deletions.clear();
        let text = std::mem::take(&mut self.text);
        let verbatim = std::mem::take(&mut self.verbatim);
        if text.is_ascii() {
            return text;
        }
        // CommonMark takes no emphasis that touches Chinese punctuation
        // (`**“引文”**他说`); the author meant it as such all the same.
        let (mut out, mut here) = (String::with_capacity(text.len()), 0);
        for range in verbatim {
            out.push_str(&text[here..range.start].replace("**", ""));
            out.push_str(&text[range.clone()]);
            here = range.end;
        }
        out + &text[here..].replace("**", "")
    }

    /// Ends code or metadata. Chinese authors indent paragraphs, which makes them code; title and
    /// description are text of the page.
    fn end_held(&mut self, report: &mut Report) {
        let text = std::mem::take(&mut self.held);
        let Some((held, line)) = self.block.take() else { return };
        let place = Some(format!("line {line}"));
        match held {
            Held::Code(true) if is_prose(&text) => {
                for (at, paragraph) in text.lines().enumerate() {
                    self.flow.push(Role::Paragraph, paragraph, line + at);
                }
            }
            Held::Code(_) if is_prose(&text) => {
                report.leave_out(
                    "code that reads as prose",
                    "it stands between fences",
                    place,
                    &text,
                );
            }
            Held::Code(_) => report.leave_out("code", "it is not translated", place, &text),
            Held::Metadata => {
                let mut rest: Vec<&str> = Vec::new();
                for entry in text.lines() {
                    let found = TEXT_KEYS
                        .iter()
                        .find_map(|(key, role)| Some((*role, metadata(entry, key)?)));
                    match found {
                        Some((role, value)) => self.flow.push(role, value, line),
                        None => rest.push(entry),
                    }
                }
                let why = "only title and description are text";
                report.leave_out("metadata", why, place, &rest.join("\n"));
            }
        }
    }

    fn begin(&mut self, line: usize) {
        self.flush(line);
        if self.note.is_none() || self.text.is_empty() {
            self.line = line;
        }
    }

    /// Ends the paragraph being read; inside a note it only ends a line.
    pub(super) fn flush(&mut self, line: usize) {
        if self.note.is_some() {
            if !self.text.is_empty() {
                self.text.push('\n');
            }
            return;
        }
        let text = self.take_text();
        let number = self.number.take_if(|_| !text.trim().is_empty());
        self.numbered += usize::from(number.is_some());
        let number = number.map_or_else(String::new, |number| format!("{number}. "));
        let start = if self.line == 0 { line } else { self.line };
        self.flow.push_numbered(self.role.unwrap_or(Role::Paragraph), &number, &text, start);
    }

    fn label(&mut self, name: &str) -> String {
        if !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit()) {
            return format!("[{name}]");
        }
        let next = format!("[{}]", self.labels.len() + 1);
        self.labels.entry(name.to_owned()).or_insert(next).clone()
    }
}

/// Whether text is Chinese prose: most of its letters are Han, and it has a full stop.
fn is_prose(text: &str) -> bool {
    let han = text.chars().filter(|c| is_han(*c)).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    han * 10 > letters * 8 && text.contains(['。', '！', '？'])
}

/// The keys of metadata whose values are text of the page, and what they are there.
const TEXT_KEYS: &[(&str, Role)] = &[("title", Role::Heading(1)), ("description", Role::Paragraph)];

/// The value of a key in an entry of metadata, in YAML (`key: value`) or TOML (`key = "value"`).
fn metadata<'t>(entry: &'t str, key: &str) -> Option<&'t str> {
    let rest = entry.strip_prefix(key)?.trim_start();
    let value = rest.strip_prefix([':', '='])?.trim();
    let value = value.trim_matches(['"', '\'']).trim();
    (!value.is_empty() && !value.starts_with(['|', '>', '[', '{'])).then_some(value)
}
