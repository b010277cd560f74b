//! One pass over the elements of a page, in document order.

use std::collections::HashMap;

use diptych_segments::{Block, Role, behind_label};
use ego_tree::{NodeId, iter::Edge};
use scraper::{ElementRef, Node};

use super::{
    block::{anchor, heading_level, is_all_links, is_block},
    css::{Display, Sheet},
    furniture::{furniture, is_tooltip},
    lists::Numbers,
    markup::without_scripts,
    mathml, notes,
    shape::parse,
};
use crate::read::{
    archive::resolve,
    error::ErrorKind,
    flow::{BREAK, Flow},
    formula,
    report::Report,
};

/// Reads pages into blocks; note marks of one page may lead to another.
#[derive(Default)]
pub(in crate::read) struct Walk {
    flow: Flow,
    text: String,
    /// The label of each note by the address (`file#id`) that its mark leads to.
    labels: HashMap<String, String>,
    /// The note being read: its label, and the element it ends with.
    note: Option<(String, NodeId)>,
    /// The block being read is a note with this label.
    note_block: Option<String>,
    headings: Vec<u8>,
    preformatted: usize,
    /// The lists that are open; what stands in one that has no numbers gets none.
    lists: Vec<Option<Numbers>>,
    /// The number of the item that begins.
    number: Option<String>,
    /// How many items of the page got their numbers.
    numbered: usize,
    /// Notes that pictures of the paragraph being read hold.
    pictured: Vec<(String, String)>,
    /// Remarks beside words of the paragraph being read.
    tooltips: Vec<String>,
    /// What the styles of the page say.
    sheet: Sheet,
    /// Whether the page has a table of contents: all of it, or the element of that id.
    contents: Option<String>,
}

/// What is done with an element.
enum Treatment {
    /// Nothing in it is read.
    Skip,
    /// It begins and ends a paragraph.
    Block,
    /// It stands in a line.
    Inline,
}

impl Walk {
    /// The blocks read.
    pub(in crate::read) fn finish(self) -> Vec<Block> {
        self.flow.blocks
    }

    /// Reads the next page without its table of contents: the page itself, or the element of that
    /// id, where nearly all of its text are links.
    pub(in crate::read) fn expect_contents(&mut self, id: Option<&str>) {
        self.contents = Some(id.unwrap_or_default().to_owned());
    }

    /// Reads one page that stands at `file` in its archive.
    ///
    /// # Errors
    /// [`ErrorKind::Hostile`] when it is nested too deep.
    pub(in crate::read) fn read(
        &mut self,
        text: &str,
        file: &str,
        report: &mut Report,
    ) -> Result<(), ErrorKind> {
        let (text, styles) = without_scripts(text);
        let page = parse(&text)?;
        self.sheet = Sheet::read(&styles);
        let mut skipping: Option<NodeId> = None;
        for edge in page.tree.root().traverse() {
            match edge {
                Edge::Open(node) if skipping.is_none() => match node.value() {
                    Node::Text(text) => self.text(text),
                    Node::Element(_) => {
                        let element = ElementRef::wrap(node).expect("the node is an element");
                        match self.open(element, file, report) {
                            Treatment::Skip => skipping = Some(node.id()),
                            Treatment::Block => self.flush(),
                            Treatment::Inline => {}
                        }
                        self.open_note(element, file);
                    }
                    _ => {}
                },
                Edge::Close(node) if skipping == Some(node.id()) => skipping = None,
                Edge::Close(node) if skipping.is_none() => {
                    if let Some(element) = ElementRef::wrap(node) {
                        self.close(element);
                    }
                }
                _ => {}
            }
        }
        self.flush();
        self.contents = None;
        let numbered = std::mem::take(&mut self.numbered);
        report.change("list numbers made text", "the page shows them", numbered);
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.preformatted > 0 {
            self.text.extend(text.chars().map(|c| if c == '\n' { BREAK } else { c }));
        } else {
            self.text.push_str(text);
        }
    }

    fn open(&mut self, element: ElementRef<'_>, file: &str, report: &mut Report) -> Treatment {
        let name = element.value().name();
        let display = self.sheet.display(element);
        if let Some((what, why)) = self.reason(element, display) {
            let text: String = element.text().collect();
            if !text.trim().is_empty() {
                report.leave_out(what, why, None, text.trim());
            }
            return Treatment::Skip;
        }
        match name {
            "math" => {
                let is_source = |e: &ElementRef<'_>| e.value().name().starts_with("annotation");
                for source in element.descendent_elements().filter(is_source) {
                    let text: String = source.text().collect();
                    report.leave_out("formula sources", "the formula is read", None, text.trim());
                }
                let text = mathml::text(element);
                formula::push(&mut self.text, &text, true);
                Treatment::Skip
            }
            "sup" | "sub" => self.shifted(element),
            "pre" => {
                self.preformatted += 1;
                Treatment::Block
            }
            "br" => {
                self.text.push(BREAK);
                Treatment::Inline
            }
            _ if is_tooltip(element) && !self.in_note() => {
                self.tooltips.push(element.text().collect());
                Treatment::Skip
            }
            "a" => self.link(element, file, report),
            "img" => {
                self.picture(element, file);
                Treatment::Inline
            }
            "ol" | "ul" | "menu" => {
                self.lists.push(Numbers::of(element));
                Treatment::Block
            }
            "li" => {
                self.flush();
                let numbers = self.lists.last_mut().and_then(Option::as_mut);
                self.number = numbers.map(|numbers| numbers.next(element));
                Treatment::Block
            }
            _ if heading_level(name).is_some() => {
                self.flush();
                self.headings.extend(heading_level(name));
                Treatment::Block
            }
            _ if is_block(name) || display == Some(Display::Block) => Treatment::Block,
            _ => Treatment::Inline,
        }
    }

    /// What an element is, when it is no text of the page, and why it is left out.
    fn reason(
        &self,
        element: ElementRef<'_>,
        display: Option<Display>,
    ) -> Option<(&'static str, &'static str)> {
        if element.attr("hidden").is_some() || display == Some(Display::Hidden) {
            Some(("hidden text", "browsers do not show it"))
        } else if self.is_contents(element) {
            Some(("tables of contents", "they repeat the headings"))
        } else {
            furniture(element)
        }
    }

    /// A picture that holds a note gives its label.
    fn picture(&mut self, picture: ElementRef<'_>, file: &str) {
        if let Some(note) = notes::of_picture(picture).filter(|_| !self.in_note()) {
            let label = format!("[{}]", self.labels.len() + 1);
            self.labels.insert(format!("{file}#{label}"), label.clone());
            self.text.push_str(&label);
            self.pictured.push((label, note.to_owned()));
        }
    }

    /// Raised and lowered text: digits keep their place, all else is text of the line.
    fn shifted(&mut self, element: ElementRef<'_>) -> Treatment {
        // Notes and pictures in it are found one by one; all else only changes how it looks.
        let is_more = |e: ElementRef<'_>| {
            matches!(e.value().name(), "a" | "img" | "math" | "br" | "sup" | "sub" | "ruby" | "del")
                || self.sheet.display(e) == Some(Display::Hidden)
        };
        if element.descendent_elements().skip(1).any(is_more) {
            return Treatment::Inline;
        }
        let text: String = element.text().collect();
        let shifted = match element.value().name() {
            "sup" => formula::raised(&self.text, &text),
            _ => formula::lowered(&self.text, &text),
        };
        self.text.push_str(&shifted);
        Treatment::Skip
    }

    /// Whether an element is the table of contents that the page is known to have.
    fn is_contents(&self, element: ElementRef<'_>) -> bool {
        let Some(id) = &self.contents else { return false };
        let is_it =
            element.value().name() == "body" || !id.is_empty() && anchor(element) == Some(id);
        is_it && is_all_links(element)
    }

    /// A link: a note's mark gives its label, a way back from a note gives nothing.
    fn link(&mut self, link: ElementRef<'_>, file: &str, report: &mut Report) -> Treatment {
        let is_sign = || self.in_note() && notes::is_sign(link);
        if link.attr("href").is_some() && (notes::is_back_link(link) || is_sign()) {
            let text: String = link.text().collect();
            report.leave_out("ways back from notes", "they are links, not text", None, text.trim());
            return Treatment::Skip;
        }
        // In a note, a link with a number at its head is the note's own label.
        let own = anchor(link).and_then(|id| self.labels.get(&format!("{file}#{id}")));
        let mark = notes::mark(link);
        if own.is_some_and(|own| mark.is_some() || notes::is_label(link, own)) {
            self.note_block = own.cloned();
            return Treatment::Skip;
        }
        let Some((target, label)) = mark else { return Treatment::Inline };
        if self.in_note() && self.text.trim().is_empty() {
            return Treatment::Skip;
        }
        let place = resolve(file, target);
        if label.is_none() && self.in_note() {
            return Treatment::Skip;
        }
        let label = label
            .or_else(|| self.labels.get(&place).cloned())
            .unwrap_or_else(|| format!("[{}]", self.labels.len() + 1));
        self.text.push_str(&label);
        self.labels.entry(place).or_insert(label);
        Treatment::Skip
    }

    fn in_note(&self) -> bool {
        self.note.is_some() || self.note_block.is_some()
    }

    /// Begins a note where an element is one, or is what a mark leads to.
    fn open_note(&mut self, element: ElementRef<'_>, file: &str) {
        let label =
            anchor(element).and_then(|id| self.labels.get(&format!("{file}#{id}"))).cloned();
        // A note in what only says that notes are in it is the note.
        let begun = |(label, _): &(String, NodeId)| !label.is_empty();
        if self.note.as_ref().is_some_and(|n| begun(n) || !self.text.trim().is_empty()) {
            return;
        }
        if is_block(element.value().name()) {
            if label.is_some() || (notes::is_note(element) && element.value().name() != "section") {
                self.flush();
                self.note = Some((label.unwrap_or_default(), element.id()));
                self.number = None;
            }
        } else if label.is_some() && self.text.trim().is_empty() {
            self.note_block = label;
            self.number = None;
        }
    }

    fn close(&mut self, element: ElementRef<'_>) {
        let name = element.value().name();
        if let Some((label, _)) = self.note.take_if(|(_, id)| *id == element.id()) {
            let text = std::mem::take(&mut self.text);
            self.push_note(&label, &text);
        } else if is_block(name) || self.sheet.display(element) == Some(Display::Block) {
            self.flush();
        }
        match name {
            _ if heading_level(name).is_some() => drop(self.headings.pop()),
            "pre" => self.preformatted = self.preformatted.saturating_sub(1),
            "ol" | "ul" | "menu" => drop(self.lists.pop()),
            "li" => self.number = None,
            _ => {}
        }
    }

    /// Ends the paragraph being read; inside a note it only ends a line.
    fn flush(&mut self) {
        if self.note.is_some() {
            if !self.text.is_empty() {
                self.text.push('\n');
            }
            return;
        }
        let text = std::mem::take(&mut self.text);
        if let Some(label) = self.note_block.take() {
            self.push_note(&label, &text);
        } else {
            let role = self.headings.last().map_or(Role::Paragraph, |level| Role::Heading(*level));
            let number = self.number.take_if(|_| !text.trim().is_empty());
            // Where a page hides its numbers, the author types them.
            let number = number.filter(|n| !text.trim_start().starts_with(n.as_str()));
            if let Some(number) = number {
                self.numbered += 1;
                self.flow.push_numbered(role, &format!("{number}. "), text.trim_start(), 0);
            } else {
                self.flow.push(role, &text, 0);
            }
        }
        for (label, note) in std::mem::take(&mut self.pictured) {
            self.flow.push_note(&label, &note, 0);
        }
        for remark in std::mem::take(&mut self.tooltips) {
            self.flow.push(Role::Paragraph, &remark, 0);
        }
    }

    /// Adds a note without the label that stands at its head.
    fn push_note(&mut self, label: &str, text: &str) {
        let text = text.trim_start();
        let number = label.trim_matches(['[', ']']);
        let bare = behind_label(text, label).or_else(|| {
            let typed = ["", ".", "、", "．", ")"].map(|stop| format!("{number}{stop}"));
            typed.iter().filter(|_| !number.is_empty()).find_map(|it| behind_label(text, it))
        });
        let bare = bare.unwrap_or(text);
        // The stop after a number that was the way back.
        let bare = bare.strip_prefix('.').filter(|rest| rest.starts_with(' ')).unwrap_or(bare);
        self.flow.push_note(label, bare, 0);
    }
}
