//! XML, pulled or as a small tree. Nothing is ever fetched, no entity is
//! ever declared, and depth is bounded.

use std::borrow::Cow;

use encoding_rs::Encoding;
use quick_xml::{
    NsReader, XmlVersion,
    escape::resolve_xml_entity,
    events::{BytesStart, Event},
    name::ResolveResult,
};

use super::{
    encoding,
    error::{Error, ErrorKind},
    input::Options,
    report::Report,
};

/// The deepest nesting that is read.
const MAX_DEPTH: usize = 200;

/// The most elements that stand in memory at once.
const MAX_ELEMENTS: usize = 3_000_000;

/// Namespaces whose elements get a fixed prefix, whatever the file calls it.
/// The second address of each is that of the strict variant of ISO 29500.
const PREFIXES: &[(&str, &str)] = &[
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w:"),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "w:"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", "m:"),
    ("http://purl.oclc.org/ooxml/officeDocument/math", "m:"),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", "mc:"),
    ("http://schemas.openxmlformats.org/drawingml/2006/main", "a:"),
    ("http://purl.oclc.org/ooxml/drawingml/main", "a:"),
    ("http://sdl.com/FileTypes/SdlXliff/1.0", "sdl:"),
];

/// An element and what it holds.
#[derive(Debug, Clone, Default)]
pub(super) struct Element {
    /// The local name, after the fixed prefix of its namespace if that has one.
    pub(super) name: String,
    /// Local names and values.
    attributes: Vec<(String, String)>,
    /// In document order.
    pub(super) children: Vec<Node>,
    /// Its line in the XML, from 1.
    pub(super) line: usize,
}

/// What stands in an element.
#[derive(Debug, Clone)]
pub(super) enum Node {
    /// An element.
    Element(Element),
    /// Text with its references resolved.
    Text(String),
}

impl Element {
    /// The value of an attribute by its local name.
    pub(super) fn attr(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The value of the last attribute of that local name: of `id` and `r:id`, that of `r:id`.
    pub(super) fn last_attr(&self, name: &str) -> Option<&str> {
        self.attributes.iter().rfind(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The child elements.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first child element of that name.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|e| e.name == name)
    }

    /// The first element of that name at any depth, itself included.
    pub(super) fn find(&self, name: &str) -> Option<&Element> {
        if self.name == name { Some(self) } else { self.elements().find_map(|e| e.find(name)) }
    }

    /// All text in it, at any depth.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.text_into(&mut text);
        text
    }

    /// The text of all elements of that name in it, at any depth.
    pub(super) fn text_of(&self, name: &str) -> String {
        if self.name == name {
            return self.text();
        }
        self.elements().map(|e| e.text_of(name)).collect()
    }

    fn text_into(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Element(element) => element.text_into(text),
                Node::Text(piece) => text.push_str(piece),
            }
        }
    }
}

/// The text of an XML file or part, by its byte order mark, its declaration, or UTF-8.
///
/// # Errors
/// [`ErrorKind::Undecodable`], [`ErrorKind::UnknownEncoding`].
pub(super) fn decode(
    bytes: &[u8],
    options: &Options,
    report: &mut Report,
) -> Result<String, Error> {
    let head = &bytes[..bytes.len().min(200)];
    let declared =
        head.starts_with(b"<?xml").then(|| String::from_utf8_lossy(head)).and_then(|head| {
            let declaration = head.split("?>").next()?;
            let value =
                declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            Encoding::for_label(value[1..].split(quote).next()?.as_bytes())
        });
    encoding::decode(bytes, options, declared, report)
}

/// XML pulled in document order.
pub(super) struct Xml<'a> {
    text: &'a str,
    reader: NsReader<&'a [u8]>,
    depth: usize,
    /// How many elements the tree being built has.
    elements: usize,
    /// How far lines were counted: byte offset and line.
    counted: (usize, usize),
}

/// One thing pulled.
pub(super) enum Pulled {
    /// An element begins; its children follow (none are in it yet).
    Start(Element),
    /// The innermost open element ends.
    End,
    /// Text with its references resolved.
    Text(String),
    /// The document ends.
    Eof,
}

impl<'a> Xml<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { text, reader, depth: 0, elements: 0, counted: (0, 1) }
    }

    /// The line the reader stands on, from 1.
    pub(super) fn line(&mut self) -> usize {
        let to = usize::try_from(self.reader.buffer_position())
            .unwrap_or(usize::MAX)
            .min(self.text.len());
        let (from, line) = self.counted;
        let line = line + self.text.as_bytes()[from.min(to)..to].split(|b| *b == b'\n').count() - 1;
        self.counted = (to, line);
        line
    }

    fn broken(&mut self, what: &dyn std::fmt::Display) -> ErrorKind {
        let line = self.line();
        ErrorKind::Damaged(format!("its XML is broken at line {line} ({what})"))
    }

    /// The next event.
    ///
    /// # Errors
    /// [`ErrorKind::Damaged`] for XML that is not well-formed or ends early,
    /// [`ErrorKind::Hostile`] for declared entities or excessive depth.
    pub(super) fn pull(&mut self) -> Result<Pulled, ErrorKind> {
        loop {
            let (space, event) = match self.reader.read_resolved_event() {
                Ok(read) => read,
                Err(error) => return Err(self.broken(&error)),
            };
            match event {
                Event::Start(tag) => {
                    let prefix = match space {
                        ResolveResult::Bound(space) => PREFIXES
                            .iter()
                            .find(|(uri, _)| *uri == space.as_ref())
                            .map_or("", |(_, prefix)| prefix),
                        _ => "",
                    };
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(ErrorKind::Hostile(format!(
                            "its XML is nested more than {MAX_DEPTH} deep"
                        )));
                    }
                    let mut element = element(&tag, prefix).map_err(|why| self.broken(&why))?;
                    element.line = self.line();
                    return Ok(Pulled::Start(element));
                }
                Event::End(_) => {
                    self.depth -= 1;
                    return Ok(Pulled::End);
                }
                Event::Text(text) => return Ok(Pulled::Text(text.xml10_content().into_owned())),
                Event::CData(text) => return Ok(Pulled::Text(text.xml10_content().into_owned())),
                Event::GeneralRef(name) => {
                    let resolved = match name.resolve_char_ref() {
                        Ok(Some(c)) => Some(c.to_string()),
                        Ok(None) => resolve_xml_entity(&name).map(str::to_owned),
                        Err(_) => None,
                    };
                    let text = resolved.ok_or_else(|| self.broken(&format!("&{};", &*name)))?;
                    return Ok(Pulled::Text(text));
                }
                Event::DocType(doctype) if doctype.contains("<!ENTITY") => {
                    return Err(ErrorKind::Hostile("its XML declares entities".to_owned()));
                }
                Event::Eof if self.depth > 0 => return Err(self.broken(&"it ends early")),
                Event::Eof => return Ok(Pulled::Eof),
                _ => {}
            }
        }
    }

    /// Fills an element that [`pull`](Self::pull) gave with its children, up to its end.
    ///
    /// # Errors
    /// Those of [`pull`](Self::pull).
    pub(super) fn tree(&mut self, element: Element) -> Result<Element, ErrorKind> {
        self.elements = 0;
        self.filled(element)
    }

    fn filled(&mut self, mut element: Element) -> Result<Element, ErrorKind> {
        self.elements += 1;
        if self.elements > MAX_ELEMENTS {
            return Err(ErrorKind::Hostile(format!(
                "its XML has more than {MAX_ELEMENTS} elements in one block"
            )));
        }
        loop {
            match self.pull()? {
                Pulled::Start(child) => {
                    let child = self.filled(child)?;
                    element.children.push(Node::Element(child));
                }
                // Text comes in pieces around references and comments.
                Pulled::Text(text) => match element.children.last_mut() {
                    Some(Node::Text(before)) => before.push_str(&text),
                    _ => element.children.push(Node::Text(text)),
                },
                Pulled::End => return Ok(element),
                Pulled::Eof => return Err(self.broken(&"it ends early")),
            }
        }
    }
}

/// The root element of an XML text as a tree.
///
/// # Errors
/// Those of [`Xml::pull`].
pub(super) fn parse(text: &str) -> Result<Element, ErrorKind> {
    let mut xml = Xml::new(text);
    loop {
        match xml.pull()? {
            Pulled::Start(root) => return xml.tree(root),
            Pulled::Eof => return Err(ErrorKind::Damaged("its XML has no element".to_owned())),
            Pulled::End | Pulled::Text(_) => {}
        }
    }
}

fn element(tag: &BytesStart<'_>, prefix: &str) -> Result<Element, String> {
    let local = tag.local_name();
    let mut name = String::with_capacity(prefix.len() + local.as_ref().len());
    name.push_str(prefix);
    name.push_str(local.as_ref());
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|e| e.to_string())?;
        let value: Cow<'_, str> =
            attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|e| e.to_string())?;
        attributes.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
    }
    Ok(Element { name, attributes, children: Vec::new(), line: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_has_names_attributes_and_resolved_text() {
        let root = parse("<x:a xmlns:x='http://purl.oclc.org/ooxml/wordprocessingml/main' x:v='1&lt;2'>中&#x6587;&amp;<![CDATA[<b>]]><c/></x:a>").unwrap();
        assert_eq!((root.name.as_str(), root.attr("v")), ("w:a", Some("1<2")));
        assert_eq!(root.text(), "中文&<b>");
        assert_eq!(root.elements().count(), 1);
    }

    #[test]
    fn entity_bombs_depth_and_cut_files_are_refused() {
        let bomb = "<!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;'>]><a>&c;</a>";
        assert!(matches!(parse(bomb), Err(ErrorKind::Hostile(_))));
        assert!(matches!(parse(&"<a>".repeat(100_000)), Err(ErrorKind::Hostile(_))));
        assert!(
            matches!(parse("<a>\n<b></a>"), Err(ErrorKind::Damaged(why)) if why.contains("line 2"))
        );
        let wide = format!("<a>{}</a>", "<b/>".repeat(MAX_ELEMENTS));
        assert!(matches!(parse(&wide), Err(ErrorKind::Hostile(_))));
        assert!(matches!(parse("<a>text"), Err(ErrorKind::Damaged(_))));
        assert!(matches!(parse("<a>&nbsp;</a>"), Err(ErrorKind::Damaged(_))));
        assert!(matches!(parse("text"), Err(ErrorKind::Damaged(_))));
    }
}
