//! The text of one unit, or of the head of a file, becomes values.

use crate::attributes::Attributes;
use crate::fault::{Found, Rule};
use crate::header::Header;
use crate::inline::{Code, CodeKind, Inline};
use crate::references::{Entities, Illegal, Resolver};
use crate::unit::{Detail, Note, Prop, TranslationUnit, Ude, Variant};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// How deep elements may nest in a segment.
const DEPTH: usize = 64;

/// Why a text could not be parsed, and at which byte of it.
#[derive(Debug)]
pub(crate) struct Broken {
    pub(crate) offset: usize,
    pub(crate) reason: String,
}

/// What the parser has to know about the file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Context {
    /// The prefix of TMX elements with its colon; nearly always empty.
    pub(crate) prefix: String,
    pub(crate) entities: Entities,
    pub(crate) illegal: Illegal,
}

/// Parses a unit from `<tu` to `</tu>`. On `Err`, `unit` and `found` hold what came before.
pub(crate) fn unit(
    text: &str,
    context: &Context,
    unit: &mut TranslationUnit,
    found: &mut Vec<Found>,
) -> Result<(), Broken> {
    unit.clear();
    let mut parser = Parser::new(text, context, found);
    let (start, empty) = loop {
        match parser.next()? {
            Event::Start(start) => break (start, false),
            Event::Empty(start) => break (start, true),
            Event::Eof => return Err(parser.broken("there is no unit")),
            _ => {}
        }
    };
    parser.attributes(&start, &mut unit.attributes)?;
    if empty { Ok(()) } else { parser.unit(unit) }
}

/// Parses everything before the first unit.
pub(crate) fn head(
    text: &str,
    context: &Context,
    header: &mut Header,
    found: &mut Vec<Found>,
) -> Result<(), Broken> {
    let mut parser = Parser::new(text, context, found);
    parser.xml.config_mut().check_end_names = false;
    parser.xml.config_mut().allow_unmatched_ends = true;
    parser.head(header)
}

struct Parser<'a, 'c> {
    xml: Reader<&'a [u8]>,
    text: &'a str,
    context: &'c Context,
    resolver: Resolver<'c>,
    /// Where the last event began.
    at: usize,
}

impl<'a, 'c> Parser<'a, 'c> {
    fn new(text: &'a str, context: &'c Context, found: &'c mut Vec<Found>) -> Self {
        let resolver = Resolver::new(text, &context.entities, context.illegal, found);
        Self { xml: Reader::from_str(text), text, context, resolver, at: 0 }
    }

    fn next(&mut self) -> Result<Event<'a>, Broken> {
        self.at = self.xml.buffer_position() as usize;
        self.xml.read_event().map_err(|error| Broken {
            offset: self.xml.error_position() as usize,
            reason: error.to_string(),
        })
    }

    fn broken(&self, reason: impl Into<String>) -> Broken {
        Broken { offset: self.at, reason: reason.into() }
    }

    /// The name of a TMX element without its prefix; a foreign element keeps its own.
    fn name<'e>(&self, start: &'e BytesStart<'a>) -> &'e str {
        let name = start.name().into_inner();
        if self.context.prefix.is_empty() {
            return name;
        }
        name.strip_prefix(self.context.prefix.as_str()).unwrap_or(name)
    }

    fn report(&mut self, rule: Rule, fault: impl Into<String>, done: impl Into<String>) {
        self.resolver.found.push(Found::new(rule, self.at, fault, done));
    }

    fn head(&mut self, header: &mut Header) -> Result<(), Broken> {
        let (mut root, mut has_header, mut body) = (false, false, false);
        loop {
            let event = self.next()?;
            let (start, empty) = match event {
                Event::Start(start) => (start, false),
                Event::Empty(start) => (start, true),
                Event::Eof => break,
                _ => continue,
            };
            match self.name(&start) {
                "tmx" if !root => {
                    root = true;
                    let mut attributes = Attributes::new();
                    self.attributes(&start, &mut attributes)?;
                    header.version = attributes.remove("version").unwrap_or_default();
                }
                "header" if !has_header => {
                    has_header = true;
                    header.details.clear();
                    header.attributes.clear();
                    self.attributes(&start, &mut header.attributes)?;
                    if !empty {
                        self.header_details(&mut header.details)?;
                    }
                }
                "body" if !body => body = true,
                other => {
                    let fault = format!("<{other}> does not belong before the units");
                    self.report(Rule::ContentStray, fault, "passed over");
                }
            }
        }
        for (there, name) in [(root, "tmx"), (has_header, "header"), (body, "body")] {
            if !there {
                self.report(Rule::FrameMissing, format!("there is no <{name}>"), "read without it");
            }
        }
        Ok(())
    }

    fn header_details(&mut self, details: &mut Vec<Detail>) -> Result<(), Broken> {
        loop {
            match self.next()? {
                Event::Start(start) => {
                    if self.name(&start) == "body" {
                        return Err(self.broken("the header does not end before the body"));
                    }
                    let detail = self.detail(&start, false)?;
                    details.push(detail);
                }
                Event::Empty(start) => {
                    let detail = self.detail(&start, true)?;
                    details.push(detail);
                }
                Event::Comment(comment) => {
                    details.push(Detail::Comment(comment.into_inner().into()));
                }
                Event::End(_) => return Ok(()),
                Event::Eof => return Err(self.broken("the header does not end")),
                _ => {}
            }
        }
    }

    fn unit(&mut self, unit: &mut TranslationUnit) -> Result<(), Broken> {
        loop {
            let (start, empty) = match self.next()? {
                Event::Start(start) => (start, false),
                Event::Empty(start) => (start, true),
                Event::End(_) => return Ok(()),
                Event::Eof => return Err(self.broken("the unit does not end")),
                other => {
                    self.beside(&other, &mut unit.details);
                    continue;
                }
            };
            if self.name(&start) == "tuv" {
                let mut variant = Variant::default();
                self.attributes(&start, &mut variant.attributes)?;
                let at = self.at;
                let has_segment = !empty && self.variant(&mut variant)?;
                if !has_segment {
                    self.at = at;
                    self.report(Rule::SegmentMissing, "a <tuv> has no <seg>", "read as empty");
                }
                unit.variants.push(variant);
            } else {
                if !unit.variants.is_empty() {
                    let fault = format!("<{}> stands after a <tuv>", self.name(&start));
                    self.report(Rule::Order, fault, "read as if it stood before");
                }
                let detail = self.detail(&start, empty)?;
                unit.details.push(detail);
            }
        }
    }

    /// The content of a `<tuv>`; whether it has a segment.
    fn variant(&mut self, variant: &mut Variant) -> Result<bool, Broken> {
        let mut has_segment = false;
        loop {
            let (start, empty) = match self.next()? {
                Event::Start(start) => (start, false),
                Event::Empty(start) => (start, true),
                Event::End(_) => return Ok(has_segment),
                Event::Eof => return Err(self.broken("the <tuv> does not end")),
                other => {
                    self.beside(&other, &mut variant.details);
                    continue;
                }
            };
            if self.name(&start) == "seg" && !has_segment {
                has_segment = true;
                if start.attributes().next().is_some() {
                    let fault = "<seg> has attributes";
                    self.report(Rule::AttributeUnknown, fault, "left out");
                }
                if !empty {
                    self.inline(&mut variant.seg, 0)?;
                }
            } else {
                if self.name(&start) == "seg" {
                    let fault = "a <tuv> has a second <seg>";
                    self.report(Rule::SegmentMissing, fault, "kept beside the first");
                } else if has_segment {
                    let fault = format!("<{}> stands after the <seg>", self.name(&start));
                    self.report(Rule::Order, fault, "read as if it stood before");
                }
                let detail = self.detail(&start, empty)?;
                variant.details.push(detail);
            }
        }
    }

    /// Comments, and text where none belongs.
    fn beside(&mut self, event: &Event<'a>, details: &mut Vec<Detail>) {
        match event {
            Event::Comment(comment) => details.push(Detail::Comment((**comment).to_owned())),
            Event::Text(text) if text.trim().is_empty() => {}
            Event::PI(_) => details.push(Detail::Foreign(self.raw().to_owned())),
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {
                self.report(Rule::ContentStray, "text stands outside a <seg>", "kept as it is");
                details.push(Detail::Foreign(self.raw().to_owned()));
            }
            _ => {}
        }
    }

    /// The text of the last event.
    fn raw(&self) -> &'a str {
        &self.text[self.at..self.xml.buffer_position() as usize]
    }

    fn detail(&mut self, start: &BytesStart<'a>, empty: bool) -> Result<Detail, Broken> {
        let begin = self.at;
        Ok(match self.name(start) {
            "prop" => {
                let mut prop = Prop::default();
                self.attributes(start, &mut prop.attributes)?;
                if !empty {
                    prop.text = self.plain()?;
                }
                Detail::Prop(prop)
            }
            "note" => {
                let mut note = Note::default();
                self.attributes(start, &mut note.attributes)?;
                if !empty {
                    note.text = self.plain()?;
                }
                Detail::Note(note)
            }
            "ude" => {
                let mut ude = Ude::default();
                self.attributes(start, &mut ude.attributes)?;
                if !empty {
                    self.maps(&mut ude.maps)?;
                }
                Detail::Ude(ude)
            }
            other => {
                if other != "seg" {
                    let fault = format!("<{other}> is no element of TMX");
                    self.report(Rule::ElementForeign, fault, "kept as it is");
                }
                if !empty {
                    self.skip(start)?;
                }
                Detail::Foreign(self.text[begin..self.xml.buffer_position() as usize].to_owned())
            }
        })
    }

    fn skip(&mut self, start: &BytesStart<'a>) -> Result<(), Broken> {
        let offset = self.at;
        self.xml
            .read_to_end(start.name())
            .map(|_| ())
            .map_err(|error| Broken { offset, reason: error.to_string() })
    }

    fn maps(&mut self, maps: &mut Vec<Attributes>) -> Result<(), Broken> {
        loop {
            match self.next()? {
                Event::Empty(start) => {
                    let mut map = Attributes::new();
                    self.attributes(&start, &mut map)?;
                    maps.push(map);
                }
                Event::Start(start) => {
                    let mut map = Attributes::new();
                    self.attributes(&start, &mut map)?;
                    maps.push(map);
                    self.skip(&start)?;
                }
                Event::End(_) => return Ok(()),
                Event::Eof => return Err(self.broken("the <ude> does not end")),
                _ => {}
            }
        }
    }

    /// The text of a `prop` or `note`. Elements in it are against the DTD; their text is kept.
    fn plain(&mut self) -> Result<String, Broken> {
        let (mut text, mut depth) = (String::new(), 0);
        loop {
            match self.next()? {
                Event::Start(start) => {
                    let fault = format!("<{}> stands in a <prop> or <note>", self.name(&start));
                    self.report(Rule::ElementMisplaced, fault, "read as its text");
                    text.push_str(self.raw());
                    depth += 1;
                }
                Event::Empty(start) => {
                    let fault = format!("<{}> stands in a <prop> or <note>", self.name(&start));
                    self.report(Rule::ElementMisplaced, fault, "read as its text");
                    text.push_str(self.raw());
                }
                Event::End(_) if depth == 0 => return Ok(text),
                Event::End(_) => {
                    text.push_str(self.raw());
                    depth -= 1;
                }
                Event::Eof => return Err(self.broken("a <prop> or <note> does not end")),
                event => self.push(&event, &mut text),
            }
        }
    }

    /// Adds what a text event says.
    fn push(&mut self, event: &Event<'a>, text: &mut String) {
        let at = self.at;
        match event {
            Event::Text(piece) => self.resolver.push_text(piece, at, text),
            Event::CData(piece) => self.resolver.push_text(piece, at + 9, text),
            Event::GeneralRef(name) => self.resolver.push_reference(name, at, text),
            _ => {}
        }
    }

    fn inline(&mut self, content: &mut Vec<Inline>, depth: usize) -> Result<(), Broken> {
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
                    content.push(Inline::Comment(comment.into_inner().into()));
                    continue;
                }
                Event::End(_) => {
                    flush(&mut text, content);
                    return Ok(());
                }
                Event::Eof => return Err(self.broken("a segment does not end")),
                _ => continue,
            };
            flush(&mut text, content);
            let kind = CodeKind::of(self.name(&start));
            if let CodeKind::Foreign(name) = &kind {
                if !name.starts_with(|first: char| first.is_alphabetic() || first == '_') {
                    return Err(self.broken(format!("<{name} is no tag")));
                }
                if matches!(name.as_str(), "seg" | "tuv" | "tu") {
                    return Err(self.broken(format!("<{name}> stands inside a segment")));
                }
                let fault = format!("<{name}> is no element of TMX");
                self.report(Rule::ElementForeign, fault, "kept as it is");
            }
            let mut code = Code { kind, attributes: Attributes::new(), content: Vec::new() };
            self.attributes(&start, &mut code.attributes)?;
            if !empty {
                self.inline(&mut code.content, depth + 1)?;
            }
            content.push(Inline::Code(code));
        }
    }

    fn attributes(
        &mut self,
        start: &BytesStart<'a>,
        attributes: &mut Attributes,
    ) -> Result<(), Broken> {
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| self.broken(error.to_string()))?;
            let mut value = String::with_capacity(attribute.value.len());
            self.resolver.push_value(&attribute.value, self.at, &mut value);
            attributes.push(attribute.key.into_inner().to_owned(), value);
        }
        Ok(())
    }
}

/// The text so far becomes a piece of the segment.
fn flush(text: &mut String, content: &mut Vec<Inline>) {
    if !text.is_empty() {
        content.push(Inline::Text(std::mem::take(text)));
    }
}
