//! The text of one unit becomes values.

use crate::attributes::{ATTRIBUTES, Attributes};
use crate::fault::{Found, Note as _, Rule};
use crate::inline::Inline;
use crate::read::references::{Entities, Illegal, Resolver};
use crate::unit::{Detail, Note, Prop, TranslationUnit, Ude, Variant};
use memchr::memmem;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

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
    /// The prefixes that the head of the file declares, without their colons.
    pub(crate) prefixes: Vec<String>,
}

impl Context {
    /// What the head of a file says.
    pub(crate) fn of(head: &str, prefix: String, illegal: Illegal) -> Self {
        let declared = head.split("xmlns:").skip(1).filter_map(|after| after.split('=').next());
        let prefixes = declared.map(|prefix| prefix.trim().to_owned()).collect();
        Self { prefix, entities: Entities::of_doctype(head), illegal, prefixes }
    }
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

pub(crate) struct Parser<'a, 'c> {
    pub(crate) xml: Reader<&'a [u8]>,
    text: &'a str,
    context: &'c Context,
    resolver: Resolver<'c>,
    /// Where the last event began.
    at: usize,
    /// Whether `]]>` stands anywhere: only then it is looked for in texts.
    has_cdata_end: bool,
}

impl<'a, 'c> Parser<'a, 'c> {
    pub(crate) fn new(text: &'a str, context: &'c Context, found: &'c mut Vec<Found>) -> Self {
        let resolver = Resolver::new(text, &context.entities, context.illegal, found);
        let has_cdata_end = memmem::find(text.as_bytes(), b"]]>").is_some();
        Self { xml: Reader::from_str(text), text, context, resolver, at: 0, has_cdata_end }
    }

    pub(crate) fn next(&mut self) -> Result<Event<'a>, Broken> {
        self.at = self.xml.buffer_position() as usize;
        self.xml.read_event().map_err(|error| Broken {
            offset: self.xml.error_position() as usize,
            reason: error.to_string(),
        })
    }

    pub(crate) fn broken(&self, reason: impl Into<String>) -> Broken {
        Broken { offset: self.at, reason: reason.into() }
    }

    /// The name of a TMX element without its prefix; a foreign element keeps its own.
    pub(crate) fn name<'e>(&self, start: &'e BytesStart<'a>) -> &'e str {
        let name = start.name().into_inner();
        if self.context.prefix.is_empty() {
            return name;
        }
        name.strip_prefix(self.context.prefix.as_str()).unwrap_or(name)
    }

    pub(crate) fn report(&mut self, rule: Rule, fault: impl Into<String>, done: impl Into<String>) {
        self.resolver.found.note(Found::new(rule, self.at, fault, done));
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
                let (at, known) = (self.at, self.resolver.found.len());
                let start = self.xml.buffer_position() as usize;
                let has_segment = !empty && self.variant(&mut variant)?;
                if !has_segment {
                    let content = if empty { "" } else { &self.text[start..self.at] };
                    self.at = at;
                    self.without_segment(content, known, &mut variant);
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
                if !start.attributes_raw().trim_ascii().is_empty() {
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

    /// Reads the content of a `<tuv>` that has no `<seg>` as if one were around its text. What was found
    /// in it so far, from the number `known` on, was said of text that stands outside a segment.
    fn without_segment(&mut self, content: &str, known: usize, variant: &mut Variant) {
        let fault = "a <tuv> has no <seg>";
        let mut seg = Vec::new();
        if variant.details.iter().any(|detail| matches!(detail, Detail::Foreign(_))) {
            let mut found = Vec::new();
            let wrapped = format!("<seg>{content}</seg>");
            let mut parser = Parser::new(&wrapped, self.context, &mut found);
            // The content was read once, so it is well-formed.
            let read = parser.next().and_then(|_| parser.inline(&mut seg, 0));
            if read.is_ok() {
                self.resolver.found.truncate(known);
                for one in found {
                    self.resolver.found.note(Found { offset: self.at, ..one });
                }
            } else {
                seg.clear();
            }
        }
        // Props, notes and comments stand among the details already.
        seg.retain(|inline| match inline {
            Inline::Text(_) => true,
            Inline::Code(code) => !matches!(code.kind.name(), "prop" | "note"),
            Inline::Comment(_) | Inline::Instruction(_) => false,
        });
        trim(&mut seg);
        if seg.is_empty() {
            return self.report(Rule::SegmentMissing, fault, "read as empty");
        }
        variant.details.retain(|detail| !matches!(detail, Detail::Foreign(_)));
        variant.seg = seg;
        self.report(Rule::SegmentMissing, fault, "its text is read as the segment");
    }

    /// Comments, and text where none belongs.
    fn beside(&mut self, event: &Event<'a>, details: &mut Vec<Detail>) {
        match event {
            Event::Comment(comment) => details.push(Detail::Comment(self.comment(comment))),
            Event::Text(text) if text.trim().is_empty() => {}
            Event::PI(text) => details.extend(self.instruction(text).map(Detail::Instruction)),
            Event::Decl(_) | Event::DocType(_) => self.misplaced(),
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {
                self.report(Rule::ContentStray, "text stands outside a <seg>", "kept as it is");
                details.push(Detail::Foreign(self.raw().to_owned()));
            }
            _ => {}
        }
    }

    /// The text of a comment. XML allows no `--` in it, which the parser does not mind.
    pub(crate) fn comment(&mut self, text: &str) -> String {
        if text.contains("--") || text.ends_with('-') {
            self.report(Rule::MarkupStray, "a comment holds --", "read as it stands");
        }
        text.to_owned()
    }

    /// Reports an element that TMX does not know.
    pub(crate) fn foreign(&mut self, name: &str, fault: String) {
        self.report(Rule::ElementForeign, fault, "kept as it is");
        let Some((prefix, _)) = name.split_once(':') else { return };
        let is_declared = self.context.prefixes.iter().any(|known| known == prefix)
            || self.text.contains(&format!("xmlns:{prefix}"));
        if !is_declared {
            let fault = format!("the prefix of <{name}> is not declared");
            self.report(Rule::PrefixUndeclared, fault, "kept as it is");
        }
    }

    /// The text of a processing instruction, if it is one.
    pub(crate) fn instruction(&mut self, text: &str) -> Option<String> {
        let target = text.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or("");
        let is_good = crate::attributes::is_name(target) && !target.eq_ignore_ascii_case("xml");
        if !is_good {
            self.misplaced();
        }
        is_good.then(|| text.to_owned())
    }

    /// What belongs to the beginning of a file only.
    pub(crate) fn misplaced(&mut self) {
        let shown: String = self.raw().chars().take(40).collect();
        self.report(Rule::ContentStray, format!("{shown} stands inside a unit"), "left out");
    }

    /// The text of the last event.
    pub(crate) fn raw(&self) -> &'a str {
        &self.text[self.at..self.xml.buffer_position() as usize]
    }

    pub(crate) fn detail(&mut self, start: &BytesStart<'a>, empty: bool) -> Result<Detail, Broken> {
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
                    self.foreign(other, format!("<{other}> is no element of TMX"));
                }
                if !empty {
                    self.skip(start)?;
                }
                Detail::Foreign(self.text[begin..self.xml.buffer_position() as usize].to_owned())
            }
        })
    }

    pub(crate) fn skip(&mut self, start: &BytesStart<'a>) -> Result<(), Broken> {
        let offset = self.at;
        self.xml
            .read_to_end(start.name())
            .map(|_| ())
            .map_err(|error| Broken { offset, reason: error.to_string() })
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
    pub(crate) fn push(&mut self, event: &Event<'a>, text: &mut String) {
        let at = self.at;
        match event {
            Event::Text(piece) => {
                if self.has_cdata_end && piece.contains("]]>") {
                    self.report(
                        Rule::MarkupStray,
                        "]]> stands in text",
                        "read as these characters",
                    );
                }
                self.resolver.push_text(piece, at, text);
            }
            Event::CData(piece) => self.resolver.push_text(piece, at + 9, text),
            Event::GeneralRef(name) => self.resolver.push_reference(name, at, text),
            _ => {}
        }
    }

    pub(crate) fn attributes(
        &mut self,
        start: &BytesStart<'a>,
        attributes: &mut Attributes,
    ) -> Result<(), Broken> {
        for attribute in crate::attributes::written(start.attributes_raw()) {
            let (name, written) = attribute.map_err(|reason| self.broken(reason))?;
            if attributes.get(name).is_some() {
                return Err(self.broken(format!("the attribute {name} stands twice")));
            }
            if attributes.len() == ATTRIBUTES {
                return Err(self.broken("an element has too many attributes"));
            }
            let mut value = String::with_capacity(written.len());
            self.resolver.push_value(written, self.at, &mut value);
            attributes.push(name.to_owned(), value);
        }
        Ok(())
    }
}

/// Takes the layout of the file from both ends of a segment.
fn trim(seg: &mut Vec<Inline>) {
    if let Some(Inline::Text(first)) = seg.first_mut() {
        *first = first.trim_start().to_owned();
    }
    if let Some(Inline::Text(last)) = seg.last_mut() {
        last.truncate(last.trim_end().len());
    }
    seg.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
}
