//! TBX: version 2 (`martif`), TBX-Min, and version 3 in both styles (DCA and DCT); and the XML of
//! `MultiTerm` (`mtf`) and of SKOS (RDF/XML), which have the same parts under other names.
//!
//! Nothing is fetched and no entity is expanded but the five of XML: quick-xml knows no others.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::termbase::concept::{Concept, Kind, Origin, Status, Term};
use crate::termbase::error::{Error, ErrorKind};
use crate::termbase::fields;

/// Reads TBX of any kind.
///
/// # Errors
/// Broken XML, XML that is no TBX, no entry.
pub(crate) fn read(file: &str, text: &str) -> Result<Vec<Concept>, Error> {
    let mut reader = Reader::from_str(text);
    let mut state = State { file, ..State::default() };
    let (mut line, mut counted) = (1, 0);
    loop {
        let event = reader.read_event();
        let place = (reader.buffer_position() as usize).min(text.len());
        line += text.get(counted..place).map_or(0, |it| it.matches('\n').count());
        counted = place;
        let broken =
            |error: &dyn ToString| Error::new(file, line, ErrorKind::Xml(error.to_string()));
        match event.map_err(|error| broken(&error))? {
            Event::Start(tag) => {
                state.start(&tag, line)?;
            }
            Event::Empty(tag) => {
                state.start(&tag, line)?;
                state.end();
            }
            Event::End(_) => state.end(),
            Event::Text(part) => state.text.push_str(&part),
            Event::CData(part) => state.text.push_str(&part),
            Event::GeneralRef(reference) => {
                if let Some(c) = reference.resolve_char_ref().map_err(|error| broken(&error))? {
                    state.text.push(c);
                } else {
                    match reference.as_ref() {
                        "amp" => state.text.push('&'),
                        "lt" => state.text.push('<'),
                        "gt" => state.text.push('>'),
                        "quot" => state.text.push('"'),
                        "apos" => state.text.push('\''),
                        other => {
                            let message = format!("the entity &{other}; is not allowed");
                            return Err(broken(&message));
                        }
                    }
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if !state.open.is_empty() {
        let line = text.lines().count();
        let message = format!("<{}> is not closed", state.open[state.open.len() - 1].0);
        return Err(Error::new(file, line, ErrorKind::Xml(message)));
    }
    state.finish();
    // What RDF describes besides its concepts has no label.
    let is_rdf = state.is_rdf;
    state.concepts.retain(|it| !is_rdf || !it.terms.is_empty());
    if state.concepts.is_empty() {
        return Err(Error::new(file, 0, ErrorKind::Empty));
    }
    Ok(state.concepts)
}

#[derive(Default)]
struct State<'a> {
    file: &'a str,
    /// The open elements: local name, and its `type` attribute.
    open: Vec<(String, String)>,
    is_rdf: bool,
    text: String,
    concepts: Vec<Concept>,
    lang: String,
    /// Where the terms of the current term section begin in the concept.
    section: usize,
    status: Option<Status>,
    kind: Option<Kind>,
    /// What the current entry says besides, to be set when all of its terms are there.
    fields: Vec<(String, String)>,
}

impl State<'_> {
    fn start(&mut self, tag: &BytesStart, line: usize) -> Result<(), Error> {
        let name = tag.local_name().as_ref().to_owned();
        let broken = |message: String| Error::new(self.file, line, ErrorKind::Xml(message));
        if self.open.is_empty() && !ROOTS.contains(&name.as_str()) {
            return Err(Error::new(self.file, line, ErrorKind::NoTbx(name)));
        }
        let mut kind = String::new();
        let mut id = None;
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| broken(error.to_string()))?;
            let value = attribute.value.to_string();
            match attribute.key.local_name().as_ref() {
                "type" => kind = value,
                "lang" if is_language_section(&name) || label(&name).is_some() => {
                    self.lang = language(&value);
                }
                "id" | "about" => id = Some(value),
                _ => {}
            }
        }
        match name.as_str() {
            "RDF" => self.is_rdf = true,
            "Concept" | "Description"
                if self
                    .open
                    .iter()
                    .any(|(open, _)| matches!(&**open, "Concept" | "Description")) =>
            {
                return Err(broken("a concept inside another one is not read".to_owned()));
            }
            "termEntry" | "conceptEntry" | "entry" | "conceptGrp" | "Concept" | "Description" => {
                self.finish();
                self.concepts.push(Concept {
                    id,
                    origin: Origin { file: self.file.to_owned(), line },
                    ..Concept::default()
                });
            }
            "tig" | "ntig" | "termGrp" | "termGroup" | "termSec" if !self.is_inside_section() => {
                self.section = self.concepts.last().map_or(0, |it| it.terms.len());
                (self.status, self.kind) = (None, None);
            }
            _ => {}
        }
        self.text.clear();
        self.open.push((name, kind));
        Ok(())
    }

    /// Ends an entry.
    fn finish(&mut self) {
        let fields = std::mem::take(&mut self.fields);
        let Some(concept) = self.concepts.last_mut() else { return };
        for (field, text) in fields {
            // What another tool wrote under our name says nothing to us.
            let _ = fields::set(concept, &field, &text);
        }
    }

    /// `ntig` holds a `termGrp`, and both may be called a section.
    fn is_inside_section(&self) -> bool {
        self.open
            .iter()
            .any(|(name, _)| matches!(name.as_str(), "tig" | "ntig" | "termSec" | "termGroup"))
    }

    fn end(&mut self) {
        let Some((name, kind)) = self.open.pop() else { return };
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.text.clear();
        let ends_section = !self.is_inside_section();
        let Some(concept) = self.concepts.last_mut() else { return };
        // DCA says `<termNote type="administrativeStatus">`, DCT `<min:administrativeStatus>`.
        let what = if kind.is_empty() { name.as_str() } else { kind.as_str() };
        match (name.as_str(), what) {
            ("term", _) if !text.is_empty() => {
                concept.terms.push(Term::new(&self.lang, &text, Status::Preferred));
            }
            (name, _) if !text.is_empty() && label(name).is_some() => {
                concept.terms.extend(label(name).map(|it| Term::new(&self.lang, &text, it)));
            }
            ("tig" | "ntig" | "termSec" | "termGroup" | "termGrp", _) if ends_section => {
                for term in concept.terms.iter_mut().skip(self.section) {
                    term.status = self.status.unwrap_or(Status::Preferred);
                    term.stated = self.status.is_some();
                    term.kind = self.kind.unwrap_or(Kind::Full);
                }
            }
            (
                _,
                "administrativeStatus"
                | "termStatus"
                | "normativeAuthorization"
                | "Status"
                | "status"
                | "Usage"
                | "Usage status",
            ) => self.status = status(&text),
            (_, "termType") => {
                self.kind = match text.as_str() {
                    "abbreviation" | "acronym" | "initialism" => Some(Kind::Abbreviation),
                    "shortForm" => Some(Kind::Short),
                    _ => None,
                };
            }
            ("descrip", field) if field.starts_with(OWN) => {
                self.fields.push((field[OWN.len()..].to_owned(), text));
            }
            (_, "subjectField" | "Subject" | "Domain") => concept.domain = Some(text),
            (_, "definition" | "Definition") => add(&mut concept.definition, &text),
            (_, "partOfSpeech" | "Part of Speech" | "PartOfSpeech") => {
                add(&mut concept.part_of_speech, &text);
            }
            (_, "context" | "Context" | "example" | "Example") => add(&mut concept.context, &text),
            (_, "usageNote" | "Usage note") => add(&mut concept.usage, &text),
            ("note" | "scopeNote", _) | (_, "Note" | "Comment") => add(&mut concept.note, &text),
            (_, "source" | "Source") => concept.source = Some(text),
            _ => {}
        }
    }
}

/// Adds to what is there already; what is said twice, of two terms, stands once.
fn add(field: &mut Option<String>, text: &str) {
    match field {
        _ if text.is_empty() => {}
        Some(own) if own.split("; ").any(|it| it == text) => {}
        Some(own) => {
            own.push_str("; ");
            own.push_str(text);
        }
        None => *field = Some(text.to_owned()),
    }
}

/// What the documents are called that are read.
const ROOTS: [&str; 5] = ["martif", "tbx", "TBX", "mtf", "RDF"];

/// What a label of SKOS says of its term: a hidden one is to be found, and not to be used.
fn label(name: &str) -> Option<Status> {
    match name {
        "prefLabel" => Some(Status::Preferred),
        "altLabel" => Some(Status::Admitted),
        "hiddenLabel" => Some(Status::Forbidden),
        _ => None,
    }
}

/// What our own fields are called in a `descrip`.
pub(crate) const OWN: &str = "x-diptych-";

fn is_language_section(name: &str) -> bool {
    matches!(name, "langSet" | "langSec" | "langGroup" | "language")
}

/// The code of a language as the standard writes it: `MultiTerm` has `ZH-CN`, and `EN` or `ZH`.
fn language(code: &str) -> String {
    match code.split_once('-') {
        _ if code.chars().any(char::is_lowercase) => code.to_owned(),
        Some((language, country)) => format!("{}-{country}", language.to_lowercase()),
        None => code.to_lowercase(),
    }
}

/// The words of the standard and those that tools write; after translate5's table.
pub(crate) fn status(word: &str) -> Option<Status> {
    let plain: String = word.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    Some(match plain.strip_suffix("admnsts").or(plain.strip_suffix("admnst")).unwrap_or(&plain) {
        "preferredterm" | "preferred" | "approved" | "standardizedterm" | "standardized"
        | "legalterm" | "legal" | "regulatedterm" | "regulated" => Status::Preferred,
        "admittedterm" | "admitted" => Status::Admitted,
        "supersededterm" | "superseded" => Status::Superseded,
        "deprecatedterm" | "deprecated" | "obsolete" | "notrecommended" | "donotuse"
        | "forbidden" => Status::Forbidden,
        _ => return None,
    })
}
