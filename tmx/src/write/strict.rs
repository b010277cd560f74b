//! Makes strict TMX 1.4 of units and headers.

use crate::attributes::Attributes;
use crate::date;
use crate::dtd;
use crate::fault::{Found, Rule};
use crate::header::{Header, REQUIRED};
use crate::language;
use crate::unit::{Detail, Prop, TranslationUnit, Ude, Variant};

/// Makes the unit valid by the DTD of TMX 1.4 and lists what was changed.
///
/// What the DTD does not know is kept as what it comes nearest to: a foreign element in a segment
/// becomes a code that holds its tag, one beside the variants a prop. A unit that is strict already
/// is not touched. The one thing that cannot be mended is a unit without variants.
pub(crate) fn unit(unit: &mut TranslationUnit) -> Vec<Found> {
    let mut changes = Changes::default();
    changes.attributes("tu", &mut unit.attributes, dtd::unit_has);
    changes.details("tu", &mut unit.details);
    for variant in &mut unit.variants {
        changes.variant(variant);
    }
    changes.0
}

/// Makes the header valid by the DTD of TMX 1.4 and lists what was changed.
pub(crate) fn header(header: &mut Header) -> Vec<Found> {
    let mut changes = Changes::default();
    if header.version != "1.4" {
        let fault = match header.version.as_str() {
            "" => "the file names no version".to_owned(),
            other => format!("the version is {other}"),
        };
        changes.push(Rule::Version, fault, "written as 1.4");
        "1.4".clone_into(&mut header.version);
    }
    for (name, value) in REQUIRED {
        if header.attributes.get(name).is_none() {
            let fault = format!("<header> has no {name}");
            changes.push(Rule::AttributeMissing, fault, format!("written as {value}"));
            header.attributes.set(name, value);
        }
    }
    if header
        .attributes
        .get("srclang")
        .is_some_and(|code| language::is_any(code) && code != "*all*")
    {
        changes.push(Rule::LanguageCode, "srclang is all", "written as *all*");
        header.attributes.set("srclang", "*all*");
    }
    let known = |name: &str| {
        dtd::HEADER.contains(&name) || REQUIRED.iter().any(|(required, _)| *required == name)
    };
    changes.attributes("header", &mut header.attributes, known);
    if header.attributes.get("segtype").is_none() {
        header.attributes.set("segtype", "sentence");
    }
    changes.details("header", &mut header.details);
    changes.0
}

#[derive(Default)]
struct Changes(Vec<Found>);

impl Changes {
    fn push(&mut self, rule: Rule, fault: impl Into<String>, done: impl Into<String>) {
        self.0.push(Found::new(rule, 0, fault, done));
    }

    /// Attributes that are known, once, with values the DTD allows and dates in UTC.
    fn attributes(
        &mut self,
        element: &str,
        attributes: &mut Attributes,
        known: impl Fn(&str) -> bool,
    ) {
        for name in dtd::DATES {
            let Some(value) = attributes.get(name).filter(|value| !date::is_strict(value)) else {
                continue;
            };
            let fault = format!("{name} of <{element}> is {value:?}");
            if let Some(strict) = date::strict(value) {
                self.push(Rule::Date, fault, format!("written as {strict}"));
                attributes.set(name, strict);
            } else {
                self.push(Rule::Date, fault, "left out");
                attributes.remove(name);
            }
        }
        if let Some(value) = attributes.get("segtype").filter(|v| !dtd::SEGTYPES.contains(v)) {
            let lower = value.to_ascii_lowercase();
            let fault = format!("segtype of <{element}> is {value:?}");
            if dtd::SEGTYPES.contains(&lower.as_str()) {
                self.push(Rule::ValueIllegal, fault, format!("written as {lower}"));
                attributes.set("segtype", lower);
            } else {
                self.push(Rule::ValueIllegal, fault, "left out");
                attributes.remove("segtype");
            }
        }
        attributes.retain(|name, value| {
            let keep = known(name);
            if !keep {
                let fault = format!("<{element}> has the attribute {name}=\"{value}\"");
                self.push(Rule::AttributeUnknown, fault, "left out");
            }
            keep
        });
        for value in attributes.values_mut() {
            self.legal(value);
        }
    }

    fn legal(&mut self, text: &mut String) {
        if crate::characters::drop_illegal(text) {
            self.push(Rule::CharacterIllegal, "a character that XML forbids", "left out");
        }
    }

    /// `lang` becomes `xml:lang`.
    fn language(&mut self, element: &str, attributes: &mut Attributes) {
        if attributes.get("lang").is_none() {
            return;
        }
        let fault = format!("<{element}> has lang");
        if attributes.get("xml:lang").is_some() {
            self.push(Rule::LangOld, fault, "left out beside xml:lang");
            attributes.remove("lang");
        } else {
            self.push(Rule::LangOld, fault, "written as xml:lang");
            attributes.rename("lang", "xml:lang");
        }
    }

    fn details(&mut self, element: &str, details: &mut Vec<Detail>) {
        let mut kept = Vec::with_capacity(details.len());
        for mut detail in details.drain(..) {
            match &mut detail {
                Detail::Prop(prop) => {
                    if prop.attributes.get("type").is_none() {
                        self.push(
                            Rule::AttributeMissing,
                            "<prop> has no type",
                            "written as x-unknown",
                        );
                        prop.attributes.set("type", "x-unknown");
                    }
                    self.language("prop", &mut prop.attributes);
                    self.attributes("prop", &mut prop.attributes, |name| dtd::PROP.contains(&name));
                    self.legal(&mut prop.text);
                }
                Detail::Note(note) => {
                    self.language("note", &mut note.attributes);
                    self.attributes("note", &mut note.attributes, |name| {
                        name != "type" && dtd::PROP.contains(&name)
                    });
                    self.legal(&mut note.text);
                }
                Detail::Comment(text) | Detail::Instruction(text) => self.legal(text),
                Detail::Ude(ude) if element == "header" && !ude.maps.is_empty() => {
                    self.ude(ude);
                }
                Detail::Ude(_) => {
                    self.push(Rule::ElementMisplaced, format!("<ude> in <{element}>"), "left out");
                    continue;
                }
                Detail::Foreign(raw) => {
                    let fault = format!("{} in <{element}>", start_of(raw));
                    if let Some(prop) = prop_of(raw) {
                        let done = format!("written as the prop {}", prop.kind());
                        self.push(Rule::ElementForeign, fault, done);
                        detail = Detail::Prop(prop);
                    } else {
                        self.push(Rule::ElementForeign, fault, "left out");
                        continue;
                    }
                }
            }
            kept.push(detail);
        }
        *details = kept;
    }

    /// A user-defined encoding with the attributes that the DTD requires.
    fn ude(&mut self, ude: &mut Ude) {
        if ude.attributes.get("name").is_none() {
            self.push(Rule::AttributeMissing, "<ude> has no name", "written as unknown");
            ude.attributes.set("name", "unknown");
        }
        self.attributes("ude", &mut ude.attributes, |name| dtd::UDE.contains(&name));
        for map in &mut ude.maps {
            if map.get("unicode").is_none() {
                self.push(Rule::AttributeMissing, "<map> has no unicode", "written as #xFFFD");
                map.set("unicode", "#xFFFD");
            }
            self.attributes("map", map, |name| dtd::MAP.contains(&name));
        }
    }

    fn variant(&mut self, variant: &mut Variant) {
        self.language("tuv", &mut variant.attributes);
        if variant.attributes.get("xml:lang").is_none() {
            self.push(Rule::AttributeMissing, "<tuv> has no xml:lang", "written as und");
            variant.attributes.set("xml:lang", "und");
        }
        let lang = variant.lang();
        if lang.trim() != lang || lang.is_empty() {
            // OmegaT refuses a file with an empty one.
            let written = if lang.trim().is_empty() { "und" } else { lang.trim() }.to_owned();
            let fault = format!("the xml:lang of a <tuv> is {lang:?}");
            self.push(Rule::LanguageCode, fault, format!("written as {written}"));
            variant.attributes.set("xml:lang", written);
        }
        self.attributes("tuv", &mut variant.attributes, |name| dtd::VARIANT.contains(&name));
        self.details("tuv", &mut variant.details);
        let mut seg = crate::write::strict_seg::Strict::of(std::mem::take(&mut variant.seg));
        variant.seg = std::mem::take(&mut seg.seg);
        variant.details.append(&mut seg.props);
        self.0.append(&mut seg.changes);
    }
}

/// The beginning of a foreign piece, for a message.
fn start_of(raw: &str) -> String {
    let end = raw.find('>').map_or(raw.len(), |at| at + 1);
    raw[..end].chars().take(40).collect()
}

/// A prop for `<name>text</name>`.
fn prop_of(raw: &str) -> Option<Prop> {
    let inside = raw.strip_prefix('<')?;
    let (tag, rest) = inside.split_once('>')?;
    let name = tag.split(|c: char| c.is_whitespace() || c == '/').next()?;
    let text = rest.strip_suffix(&format!("</{name}>"))?;
    if text.contains(['<', '&']) || text.trim().is_empty() || name == "seg" {
        return None;
    }
    Some(Prop::new(&format!("x-{}", name.replace(':', "-")), text))
}
