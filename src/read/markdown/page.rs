//! The events of a Markdown text become blocks.

use std::collections::HashMap;

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
    /// Depth of what is not text: code, metadata, picture descriptions.
    skipping: usize,
    html: String,
    /// The lists that are open, each with the number of its next item if it has numbers.
    lists: Vec<Option<u64>>,
    /// The number of the item that begins.
    number: Option<u64>,
    pub(super) numbered: usize,
    /// How text that stands raised or lowered is written.
    shift: Option<fn(&str, &str) -> String>,
    /// The code or metadata being read, its line and its text.
    block: Option<(Held, usize)>,
    held: String,
    /// Where the deletion being read begins in the text.
    deletion: Option<usize>,
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
            Event::Start(Tag::CodeBlock(kind)) => {
                self.flush(line);
                self.block = Some((Held::Code(kind == CodeBlockKind::Indented), line));
            }
            Event::Start(Tag::MetadataBlock(_)) => self.block = Some((Held::Metadata, line)),
            Event::End(TagEnd::CodeBlock | TagEnd::MetadataBlock(_)) => self.end_held(report),
            Event::Text(text) if self.block.is_some() => self.held.push_str(&text),
            Event::Start(Tag::Strikethrough) => self.delete(),
            Event::End(TagEnd::Strikethrough) => self.end_deletion(report),
            Event::InlineHtml(tag) if &*tag == "<del>" => self.delete(),
            Event::InlineHtml(tag) if &*tag == "</del>" => self.end_deletion(report),
            Event::DisplayMath(formula) => {
                report.leave_out(
                    "formulas",
                    "they stand apart and are not translated",
                    Some(format!("line {line}")),
                    &formula,
                );
            }
            Event::InlineMath(formula) => self.text.extend(["$", &*formula, "$"]),
            Event::Start(Tag::Image { .. }) => {
                self.skipping += 1;
                report.leave_out("pictures", "they hold no text", Some(format!("line {line}")), "");
            }
            Event::End(TagEnd::Image) => self.skipping -= 1,
            _ if self.skipping > 0 => {}
            shown => return self.shown(shown, line, report),
        }
        Ok(())
    }

    /// An event of what the page shows as text.
    fn shown(
        &mut self,
        event: Event<'_>,
        line: usize,
        report: &mut Report,
    ) -> Result<(), ErrorKind> {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                self.begin(line);
                self.role = Some(Role::Heading(level as u8));
            }
            Event::Start(Tag::FootnoteDefinition(name)) => {
                self.flush(line);
                self.note = Some(self.label(&name));
            }
            Event::Start(Tag::List(start)) => {
                self.begin(line);
                self.lists.push(start);
            }
            Event::End(TagEnd::List(_)) => drop(self.lists.pop()),
            Event::Start(Tag::Item) => {
                self.begin(line);
                let next = self.lists.last_mut().and_then(Option::as_mut);
                let next = next.filter(|_| self.note.is_none());
                self.number = next.map(|next| {
                    *next += 1;
                    *next - 1
                });
            }
            Event::Start(
                Tag::Paragraph
                | Tag::TableCell
                | Tag::BlockQuote(_)
                | Tag::DefinitionListTitle
                | Tag::DefinitionListDefinition,
            ) => {
                self.begin(line);
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                if let Some(label) = self.note.take() {
                    let text = std::mem::take(&mut self.text);
                    self.flow.push_note(&label, &text, self.line);
                }
            }
            Event::End(
                TagEnd::Heading(_)
                | TagEnd::Paragraph
                | TagEnd::Item
                | TagEnd::TableCell
                | TagEnd::DefinitionListTitle
                | TagEnd::DefinitionListDefinition,
            ) => {
                self.flush(line);
                self.role = None;
            }
            Event::Text(text) => match self.shift {
                Some(shift) => self.text.push_str(&shift(&self.text, &text)),
                None => self.text.push_str(&text),
            },
            Event::Code(text) => self.text.push_str(&text),
            Event::SoftBreak => self.text.push('\n'),
            Event::HardBreak => self.text.push(BREAK),
            Event::FootnoteReference(name) => {
                let label = self.label(&name);
                self.text.push_str(&label);
            }
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.text.push(BREAK),
            Event::InlineHtml(tag) => match &*tag {
                "<sup>" => self.shift = Some(formula::raised),
                "<sub>" => self.shift = Some(formula::lowered),
                "</sup>" | "</sub>" => self.shift = None,
                _ => {}
            },
            Event::Html(html) => self.html.push_str(&html),
            Event::End(TagEnd::HtmlBlock) => {
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

    fn delete(&mut self) {
        self.deletion = Some(self.text.len());
    }

    fn end_deletion(&mut self, report: &mut Report) {
        // A flush in between has taken the text.
        let from = self.deletion.take().filter(|from| self.text.is_char_boundary(*from));
        if let Some(from) = from {
            let deleted = self.text.split_off(from);
            report.leave_out("deletions", "they are deleted", None, &deleted);
        }
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
            Held::Code(_) => report.leave_out("code", "it is not translated", place, ""),
            Held::Metadata => {
                for (key, role) in [("title", Role::Heading(1)), ("description", Role::Paragraph)] {
                    if let Some(value) = metadata(&text, key) {
                        self.flow.push(role, &value, line);
                    }
                }
                report.leave_out("metadata", "only title and description are text", place, "");
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
        let mut text = std::mem::take(&mut self.text);
        // CommonMark takes no emphasis that touches Chinese punctuation
        // (`**“引文”**他说`); the author meant it as such all the same.
        if text.contains("**") && !text.is_ascii() {
            text = text.replace("**", "");
        }
        if let Some(number) = self.number.take_if(|_| !text.trim().is_empty()) {
            text.insert_str(0, &format!("{number}. "));
            self.numbered += 1;
        }
        let start = if self.line == 0 { line } else { self.line };
        self.flow.push(self.role.unwrap_or(Role::Paragraph), &text, start);
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

/// The value of a key in the metadata of a page, in YAML (`key: value`) or TOML (`key = "value"`).
fn metadata(text: &str, key: &str) -> Option<String> {
    text.lines().find_map(|line| {
        let rest = line.strip_prefix(key)?.trim_start();
        let value = rest.strip_prefix([':', '='])?.trim();
        let value = value.trim_matches(['"', '\'']).trim();
        (!value.is_empty() && !value.starts_with(['|', '>', '[', '{'])).then(|| value.to_owned())
    })
}
