//! Markdown (`CommonMark` with tables and footnotes).

use std::collections::HashMap;

use diptych_segments::{Layout, Role};
use pulldown_cmark::{Event, Options as Extensions, Parser, Tag, TagEnd};

use super::{
    error::Error,
    flow::{BREAK, Flow},
    formula, html,
    input::{Input, Options},
    reader::{Content, Reader},
    report::Report,
    text,
};

/// Reads Markdown.
pub(super) struct Markdown;

impl Reader for Markdown {
    fn read(
        &self,
        input: &Input,
        options: &Options,
        report: &mut Report,
    ) -> Result<Content, Error> {
        let source = text::decoded(input, options, report)?;
        let mut page = Page::default();
        let extensions = Extensions::ENABLE_TABLES
            | Extensions::ENABLE_FOOTNOTES
            | Extensions::ENABLE_STRIKETHROUGH
            | Extensions::ENABLE_TASKLISTS
            | Extensions::ENABLE_YAML_STYLE_METADATA_BLOCKS
            | Extensions::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
        let (mut counted, mut line) = (0, 1);
        for (event, range) in Parser::new_ext(&source, extensions).into_offset_iter() {
            if range.start > counted {
                line += source[counted..range.start].bytes().filter(|b| *b == b'\n').count();
                counted = range.start;
            }
            page.event(event, line, report)
                .map_err(|kind| Error::new(report.file.clone(), kind).at_line(line))?;
        }
        page.flush(line);
        for _ in 0..page.numbered {
            report.change("list numbers made text", "the page shows them");
        }
        Ok(Content::Blocks(Layout::Structured, page.flow.blocks))
    }
}

#[derive(Default)]
struct Page {
    flow: Flow,
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
    numbered: usize,
    /// How text that stands raised or lowered is written.
    shift: Option<fn(&str, &str) -> String>,
}

impl Page {
    fn event(
        &mut self,
        event: Event<'_>,
        line: usize,
        report: &mut Report,
    ) -> Result<(), super::ErrorKind> {
        match event {
            Event::Start(Tag::CodeBlock(_)) => {
                self.flush(line);
                self.skipping += 1;
                report.leave_out("code", "it is not translated", Some(format!("line {line}")), "");
            }
            Event::Start(Tag::MetadataBlock(_)) => {
                self.skipping += 1;
                report.leave_out(
                    "metadata",
                    "it is not part of the text",
                    Some(format!("line {line}")),
                    "",
                );
            }
            Event::Start(Tag::Image { .. }) => {
                self.skipping += 1;
                report.leave_out("pictures", "they hold no text", Some(format!("line {line}")), "");
            }
            Event::End(TagEnd::CodeBlock | TagEnd::MetadataBlock(_) | TagEnd::Image) => {
                self.skipping -= 1;
            }
            _ if self.skipping > 0 => {}
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
            Event::Start(Tag::Paragraph | Tag::TableCell | Tag::BlockQuote(_)) => {
                self.begin(line);
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                if let Some(label) = self.note.take() {
                    let text = std::mem::take(&mut self.text);
                    self.flow.push_note(&label, &text, self.line);
                }
            }
            Event::End(
                TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell,
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

    fn begin(&mut self, line: usize) {
        self.flush(line);
        if self.note.is_none() || self.text.is_empty() {
            self.line = line;
        }
    }

    /// Ends the paragraph being read; inside a note it only ends a line.
    fn flush(&mut self, line: usize) {
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
