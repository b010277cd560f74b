//! Termbases written as XML: TBX of both versions, and that of `MultiTerm`.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use crate::termbase::concept::{Concept, Kind, Status, Term};
use crate::termbase::fields::{self, FIELDS};
use crate::termbase::tbx::OWN;

/// What the parts of an entry are called.
struct Names {
    frame: [&'static str; 2],
    entry: &'static str,
    language: &'static str,
    term: &'static str,
}

const TBX_3: Names = Names {
    frame: [
        "<tbx style=\"dca\" type=\"TBX-Basic\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\">\n\
         <tbxHeader><fileDesc><sourceDesc><p>diptych</p></sourceDesc></fileDesc></tbxHeader>\n\
         <text><body>\n",
        "</body></text>\n</tbx>\n",
    ],
    entry: "conceptEntry",
    language: "langSec",
    term: "termSec",
};
const TBX_2: Names = Names {
    frame: [
        "<martif type=\"TBX-Basic\" xml:lang=\"en\">\n\
         <martifHeader><fileDesc><sourceDesc><p>diptych</p></sourceDesc></fileDesc></martifHeader>\n\
         <text><body>\n",
        "</body></text>\n</martif>\n",
    ],
    entry: "termEntry",
    language: "langSet",
    term: "tig",
};

/// TBX version 3 (ISO 30042:2019), TBX-Basic, DCA style. Terms of all languages are kept. What the
/// standard has no name for stands in a `descrip` of our own, which is read back.
pub fn to_tbx(concepts: &[Concept]) -> String {
    tbx(concepts, &TBX_3)
}

/// TBX version 2 (ISO 30042:2008, `martif`), as older tools read it.
pub fn to_tbx_2(concepts: &[Concept]) -> String {
    tbx(concepts, &TBX_2)
}

fn tbx(concepts: &[Concept], names: &Names) -> String {
    let mut out = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}", names.frame[0]);
    for (number, concept) in (1..).zip(concepts) {
        let _ = writeln!(out, "<{} id=\"c{number}\">", names.entry);
        for field in FIELDS {
            let text = escaped(&fields::get(concept, field));
            let _ = match field {
                _ if text.is_empty() => Ok(()),
                "domain" => writeln!(out, "<descrip type=\"subjectField\">{text}</descrip>"),
                "provenance" => writeln!(out, "<admin type=\"source\">{text}</admin>"),
                "note" => writeln!(out, "<note>{text}</note>"),
                "definition" => writeln!(out, "<descrip type=\"definition\">{text}</descrip>"),
                "part_of_speech" | "context" | "usage" => Ok(()),
                own => writeln!(out, "<descrip type=\"{OWN}{own}\">{text}</descrip>"),
            };
        }
        let mut said = of_term(concept);
        let has_english = concept.english().next().is_some();
        for lang in languages(concept) {
            let _ = writeln!(out, "<{} xml:lang=\"{}\">", names.language, escaped(lang));
            for term in concept.terms.iter().filter(|it| it.lang == lang) {
                let status = match term.status {
                    Status::Preferred => "preferredTerm-admn-sts",
                    Status::Admitted => "admittedTerm-admn-sts",
                    Status::Superseded => "supersededTerm-admn-sts",
                    Status::Forbidden => "deprecatedTerm-admn-sts",
                };
                let kind = kind(term).map_or_else(String::new, |kind| {
                    format!("<termNote type=\"termType\">{kind}</termNote>")
                });
                let (name, text) = (names.term, escaped(&term.text));
                let status = if term.stated {
                    format!("<termNote type=\"administrativeStatus\">{status}</termNote>")
                } else {
                    String::new()
                };
                // The first English term stands for the entry, or the first of all.
                let of_term = if term.is_english() || !has_english {
                    std::mem::take(&mut said)
                } else {
                    String::new()
                };
                let _ =
                    writeln!(out, "<{name}><term>{text}</term>{status}{kind}{of_term}</{name}>");
            }
            let _ = writeln!(out, "</{}>", names.language);
        }
        let _ = writeln!(out, "</{}>", names.entry);
    }
    out + names.frame[1]
}

/// What the standard says of a term, not of an entry.
fn of_term(concept: &Concept) -> String {
    let field = |name| Some(escaped(&fields::get(concept, name))).filter(|it| !it.is_empty());
    let said = [
        ("termNote", "partOfSpeech", field("part_of_speech")),
        ("termNote", "usageNote", field("usage")),
        ("descrip", "context", field("context")),
    ];
    let element = |(element, kind, text): (&str, &str, Option<String>)| {
        text.map(|text| format!("<{element} type=\"{kind}\">{text}</{element}>"))
    };
    said.into_iter().filter_map(element).collect()
}

/// The XML that `MultiTerm` exchanges, with its usual names of languages.
pub fn to_multiterm(concepts: &[Concept]) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<mtf>\n");
    for (number, concept) in (1..).zip(concepts) {
        let _ = writeln!(out, "<conceptGrp><concept>{number}</concept>");
        for field in FIELDS {
            let text = escaped(&fields::get(concept, field));
            let name = match field {
                "domain" => "Subject".to_owned(),
                "provenance" => "Source".to_owned(),
                "note" => "Note".to_owned(),
                "definition" => "Definition".to_owned(),
                "part_of_speech" => "Part of Speech".to_owned(),
                "context" => "Context".to_owned(),
                "usage" => "Usage note".to_owned(),
                own => format!("{OWN}{own}"),
            };
            if !text.is_empty() {
                let _ = writeln!(out, "{}", described(&name, &text));
            }
        }
        for lang in languages(concept) {
            let name = if lang.starts_with("zh") { "Chinese" } else { "English" };
            let code = escaped(&lang.to_uppercase());
            let _ = writeln!(out, "<languageGrp><language type=\"{name}\" lang=\"{code}\"/>");
            for term in concept.terms.iter().filter(|it| it.lang == lang) {
                let status = match term.status {
                    Status::Preferred => "preferred",
                    Status::Admitted => "admitted",
                    Status::Superseded => "superseded",
                    Status::Forbidden => "forbidden",
                };
                let kind = kind(term).map_or_else(String::new, |it| described("termType", it));
                let status = if term.stated { described("Status", status) } else { String::new() };
                let text = escaped(&term.text);
                let _ = writeln!(out, "<termGrp><term>{text}</term>{status}{kind}</termGrp>");
            }
            out.push_str("</languageGrp>\n");
        }
        out.push_str("</conceptGrp>\n");
    }
    out + "</mtf>\n"
}

fn described(name: &str, text: &str) -> String {
    format!("<descripGrp><descrip type=\"{name}\">{text}</descrip></descripGrp>")
}

/// The languages of an entry, in the order of its terms.
fn languages(concept: &Concept) -> Vec<&str> {
    let mut languages: Vec<&str> = Vec::new();
    for term in &concept.terms {
        if !languages.contains(&term.lang.as_str()) {
            languages.push(&term.lang);
        }
    }
    languages
}

fn kind(term: &Term) -> Option<&'static str> {
    match term.kind {
        Kind::Full => None,
        Kind::Abbreviation => Some("abbreviation"),
        Kind::Short => Some("shortForm"),
    }
}

/// Text as XML holds it; control characters, which it cannot hold, are blanks.
fn escaped(text: &str) -> String {
    escape(text.replace(char::is_control, " ")).into_owned()
}
