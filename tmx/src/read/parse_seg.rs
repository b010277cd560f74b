//! What stands in a segment becomes values.

use crate::attributes::Attributes;
use crate::inline::{Code, CodeKind, Inline};
use crate::read::parse::{Broken, Parser};
use quick_xml::events::Event;

/// How deep elements may nest in a segment.
const DEPTH: usize = 64;

impl Parser<'_, '_> {
    /// What stands up to the end of the element that is open.
    pub(crate) fn inline(&mut self, content: &mut Vec<Inline>, depth: usize) -> Result<(), Broken> {
        if depth > DEPTH {
            return Err(self.broken(format!("elements nest deeper than {DEPTH} in a segment")));
        }
        let mut text = String::new();
        loop {
            let event = self.next()?;
            let (start, empty) = match event {
                Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {
                    self.push(&event, &mut text);
                    continue;
                }
                Event::Start(start) => (start, false),
                Event::Empty(start) => (start, true),
                Event::Comment(comment) => {
                    flush(&mut text, content);
                    content.push(Inline::Comment(self.comment(&comment)));
                    continue;
                }
                Event::PI(instruction) => {
                    flush(&mut text, content);
                    content.extend(self.instruction(&instruction).map(Inline::Instruction));
                    continue;
                }
                Event::End(_) => {
                    flush(&mut text, content);
                    return Ok(());
                }
                Event::Eof => return Err(self.broken("a segment does not end")),
                _ => {
                    self.misplaced();
                    continue;
                }
            };
            flush(&mut text, content);
            let kind = CodeKind::of(self.name(&start));
            if let CodeKind::Foreign(name) = &kind {
                if !name.starts_with(|first: char| first.is_alphabetic() || first == '_') {
                    return Err(self.broken(format!("<{name} is no tag")));
                }
                let fault = match name.as_str() {
                    "seg" | "tuv" => format!("<{name}> stands inside a segment"),
                    _ => format!("<{name}> is no element of TMX"),
                };
                self.foreign(name, fault);
            }
            let mut code = Code { kind, attributes: Attributes::new(), content: Vec::new() };
            self.attributes(&start, &mut code.attributes)?;
            if !empty {
                self.inline(&mut code.content, depth + 1)?;
            }
            content.push(Inline::Code(code));
        }
    }
}

/// The text so far becomes a piece of the segment.
fn flush(text: &mut String, content: &mut Vec<Inline>) {
    if !text.is_empty() {
        content.push(Inline::Text(std::mem::take(text)));
    }
}
