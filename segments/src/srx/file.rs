//! The file: SRX 2.0, and 1.0 as memoQ exports it.

use std::borrow::Cow;
use std::collections::HashMap;

use fancy_regex::Regex;
use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_xml_entity,
    events::{BytesStart, Event},
};

use super::pattern;
use super::rule::{Rule, SrxFault, SrxMode};
use super::rules::SrxSplitter;

/// The rules of an SRX file.
#[derive(Debug, Clone)]
pub struct Srx {
    /// Whether every language pattern that fits a code counts, or only the first.
    cascade: bool,
    /// In file order: which codes, and the name of their rules.
    maps: Vec<(Regex, String)>,
    languages: Vec<Language>,
    faults: Vec<SrxFault>,
}

#[derive(Debug, Clone)]
struct Language {
    name: String,
    rules: Vec<Rule>,
}

/// Why a file is no SRX.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SrxError {
    /// It is not well-formed XML, or declares entities.
    #[error("line {line}: {reason}: save the rules anew with the tool they come from")]
    Xml {
        /// The line of the file, from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// It has no rules and no map.
    #[error("the file is no SRX: it has no language rules or no language map")]
    NotSrx,
}

impl Srx {
    /// Reads the rules of a decoded SRX file.
    ///
    /// # Errors
    /// [`SrxError`]. A rule that cannot be used is no error: see [`faults`](Self::faults) and
    /// [`SrxSplitter::faults`].
    pub fn parse(text: &str) -> Result<Self, SrxError> {
        parse(text)
    }

    /// The language patterns that cannot be used.
    pub fn faults(&self) -> &[SrxFault] {
        &self.faults
    }

    /// The rules for a language code (`zh-CN`), ready to split; `None` when no pattern fits it.
    pub fn splitter(&self, code: &str, mode: SrxMode) -> Option<SrxSplitter> {
        let fits = |pattern: &Regex| pattern.is_match(code).unwrap_or(false);
        let mut names = self.maps.iter().filter(|(pattern, _)| fits(pattern)).map(|(_, name)| name);
        let chosen: Vec<&String> =
            if self.cascade { names.collect() } else { names.next().into_iter().collect() };
        if chosen.is_empty() {
            return None;
        }
        let mut by_name: HashMap<&str, &Language> = HashMap::new();
        for language in &self.languages {
            by_name.entry(&language.name).or_insert(language);
        }
        // Rules that come again change nothing: the first decides in either mode.
        let languages = chosen.iter().filter_map(|name| by_name.remove(name.as_str()));
        let rules = languages
            .flat_map(|language| language.rules.iter().map(|rule| (language.name.as_str(), rule)));
        Some(SrxSplitter::new(rules, mode))
    }
}

/// Reads the file. White space in patterns is part of them; unknown elements are passed over.
fn parse(text: &str) -> Result<Srx, SrxError> {
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
                let opened =
                    open(&mut srx, &tag, line).map_err(|reason| SrxError::Xml { line, reason })?;
                match opened {
                    Opened::Rule(new) => rule = Some(new),
                    Opened::Pattern(side) => into = Some(side),
                    Opened::Other => {}
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

/// What a start tag opens besides the parts of an [`Srx`].
enum Opened {
    Rule(Rule),
    Pattern(Side),
    Other,
}

/// Reads a start tag.
fn open(srx: &mut Srx, tag: &BytesStart<'_>, line: usize) -> Result<Opened, String> {
    match tag.local_name().as_ref() {
        "header" => srx.cascade = attribute(tag, "cascade")?.as_deref() == Some("yes"),
        "languagerule" => {
            let name = attribute(tag, "languagerulename")?.unwrap_or_default();
            srx.languages.push(Language { name, rules: Vec::new() });
        }
        "rule" => {
            // `break` is "yes" where it is not said.
            let breaks = attribute(tag, "break")?.as_deref() != Some("no");
            return Ok(Opened::Rule(Rule { breaks, line, ..Rule::default() }));
        }
        "beforebreak" => return Ok(Opened::Pattern(Side::Before)),
        "afterbreak" => return Ok(Opened::Pattern(Side::After)),
        "languagemap" => {
            let codes = attribute(tag, "languagepattern")?.unwrap_or_default();
            let name = attribute(tag, "languagerulename")?.unwrap_or_default();
            map(srx, &codes, name, line);
        }
        _ => {}
    }
    Ok(Opened::Other)
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
