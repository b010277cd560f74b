//! The file: SRX 2.0, and 1.0 as memoQ exports it.

use std::borrow::Cow;

use fancy_regex::Regex;
use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_xml_entity,
    events::{BytesStart, Event},
};

use super::{Language, Rule, Srx, SrxError, SrxFault, pattern};

/// Reads the file. White space in patterns is part of them; unknown elements are passed over.
pub(super) fn parse(text: &str) -> Result<Srx, SrxError> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut srx =
        Srx { cascade: false, maps: Vec::new(), languages: Vec::new(), faults: Vec::new() };
    let mut rule: Option<Rule> = None;
    let mut into: Option<Side> = None;
    let mut lines = Lines { text, counted: 0, line: 1 };
    loop {
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => return Err(lines.broken(&reader, &error.to_string())),
        };
        match event {
            Event::Start(tag) => {
                let line = lines.at(&reader);
                let attr =
                    |name| attribute(&tag, name).map_err(|reason| SrxError::Xml { line, reason });
                match tag.local_name().as_ref() {
                    "header" => srx.cascade = attr("cascade")?.as_deref() == Some("yes"),
                    "languagerule" => {
                        let name = attr("languagerulename")?.unwrap_or_default();
                        srx.languages.push(Language { name, rules: Vec::new() });
                    }
                    "rule" => {
                        // `break` is "yes" where it is not said.
                        let breaks = attr("break")?.as_deref() != Some("no");
                        rule = Some(Rule { breaks, line, ..Rule::default() });
                    }
                    "beforebreak" => into = Some(Side::Before),
                    "afterbreak" => into = Some(Side::After),
                    "languagemap" => {
                        let codes = attr("languagepattern")?.unwrap_or_default();
                        let name = attr("languagerulename")?.unwrap_or_default();
                        map(&mut srx, &codes, name, line);
                    }
                    _ => {}
                }
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "beforebreak" | "afterbreak" => into = None,
                "rule" => {
                    if let (Some(rule), Some(language)) = (rule.take(), srx.languages.last_mut()) {
                        language.rules.push(rule);
                    }
                }
                _ => {}
            },
            Event::Text(piece) => add(&mut rule, into, &piece.xml10_content()),
            Event::CData(piece) => add(&mut rule, into, &piece.xml10_content()),
            Event::GeneralRef(name) => {
                let resolved = match name.resolve_char_ref() {
                    Ok(Some(c)) => Some(Cow::Owned(c.to_string())),
                    Ok(None) => resolve_xml_entity(&name).map(Cow::Borrowed),
                    Err(_) => None,
                };
                let piece = resolved.ok_or_else(|| {
                    lines.broken(&reader, &format!("`&{};` is not defined", &*name))
                })?;
                add(&mut rule, into, &piece);
            }
            Event::DocType(doctype) if doctype.contains("<!ENTITY") => {
                return Err(lines.broken(&reader, "the file declares entities"));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if srx.languages.is_empty() || (srx.maps.is_empty() && srx.faults.is_empty()) {
        return Err(SrxError::NotSrx);
    }
    Ok(srx)
}

#[derive(Clone, Copy)]
enum Side {
    Before,
    After,
}

fn add(rule: &mut Option<Rule>, into: Option<Side>, text: &str) {
    let (Some(rule), Some(side)) = (rule, into) else { return };
    match side {
        Side::Before => rule.before.push_str(text),
        Side::After => rule.after.push_str(text),
    }
}

/// A language pattern fits a whole code, in any case.
fn map(srx: &mut Srx, codes: &str, name: String, line: usize) {
    let compiled = pattern::translated(codes)
        .and_then(|codes| Regex::new(&format!("^(?i:{codes})$")).map_err(|e| e.to_string()));
    match compiled {
        Ok(regex) => srx.maps.push((regex, name)),
        Err(reason) => {
            srx.faults.push(SrxFault { language: name, rule: codes.to_owned(), line, reason });
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, String> {
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|e| e.to_string())?;
        if attribute.key.local_name().as_ref() == name {
            let value =
                attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|e| e.to_string())?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

/// Counts lines as the reader goes on.
struct Lines<'t> {
    text: &'t str,
    counted: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line the reader stands on, from 1.
    fn at(&mut self, reader: &Reader<&[u8]>) -> usize {
        let to =
            usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX).min(self.text.len());
        self.line +=
            memchr::memchr_iter(b'\n', &self.text.as_bytes()[self.counted.min(to)..to]).count();
        self.counted = to;
        self.line
    }

    fn broken(&mut self, reader: &Reader<&[u8]>, reason: &str) -> SrxError {
        SrxError::Xml { line: self.at(reader), reason: reason.to_owned() }
    }
}
