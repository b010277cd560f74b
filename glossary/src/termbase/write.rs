//! Termbases written: our own table, `OmegaT`'s, and TBX version 3.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use crate::termbase::concept::{Concept, Kind, Status, Term};

/// Our own table with every column that is read back.
pub fn to_tsv(concepts: &[Concept]) -> String {
    let mut out = String::from(
        "zh\ten\tadmitted\tsuperseded\tforbidden\tabbr\tshort\tcase\tinflect\tgap\tseverity\t\
         not_before\tnot_after\tnot_inside\tallow_short\talways\tdomain\tprovenance\tnote\n",
    );
    for concept in concepts {
        let list = |keep: &dyn Fn(&Term) -> bool| {
            let texts: Vec<String> =
                concept.english().filter(|it| keep(it)).map(|it| cell(&it.text)).collect();
            texts.join("|")
        };
        let full =
            |status: Status| list(&move |it: &Term| it.status == status && it.kind == Kind::Full);
        let kind = |kind: Kind| list(&move |it: &Term| it.is_approved() && it.kind == kind);
        // No column tells that a form not to be used is a short one.
        let wrong = |status: Status| list(&move |it: &Term| it.status == status);
        let chinese: Vec<String> = concept.chinese().map(|it| cell(&it.text)).collect();
        let text = |it: &Option<String>| cell(it.as_deref().unwrap_or_default());
        let english = concept.english().next();
        let yes = |it: bool| if it { "yes" } else { "" }.to_owned();
        let cells = [
            chinese.join("|"),
            full(Status::Preferred),
            full(Status::Admitted),
            wrong(Status::Superseded),
            wrong(Status::Forbidden),
            kind(Kind::Abbreviation),
            kind(Kind::Short),
            english.map_or(String::new(), |it| format!("{:?}", it.case).to_lowercase()),
            english.map_or(String::new(), |it| format!("{:?}", it.inflect).to_lowercase()),
            english.map_or(String::new(), |it| it.gap.to_string()),
            concept.severity.map_or(String::new(), |it| format!("{it:?}").to_lowercase()),
            cell(&concept.not_before.join("|")),
            cell(&concept.not_after.join("|")),
            cell(&concept.not_inside.join("|")),
            yes(concept.allow_short),
            yes(concept.always),
            text(&concept.domain),
            text(&concept.source),
            text(&concept.note),
        ];
        let _ = writeln!(out, "{}", cells.join("\t"));
    }
    out
}

/// An `OmegaT` glossary: one line for each Chinese term and approved rendering, the best first.
pub fn to_omegat(concepts: &[Concept]) -> String {
    let mut out = String::from("# -*- coding: utf-8 -*-\n");
    for concept in concepts {
        for chinese in concept.chinese() {
            for english in concept.approved() {
                let note = concept.note.as_deref().unwrap_or_default();
                let _ = writeln!(
                    out,
                    "{}\t{}\t{}",
                    cell(&chinese.text),
                    cell(&english.text),
                    cell(note)
                );
            }
        }
    }
    out
}

/// TBX version 3 (ISO 30042:2019), TBX-Basic, DCA style. Terms of all languages are kept.
pub fn to_tbx(concepts: &[Concept]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <tbx style=\"dca\" type=\"TBX-Basic\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\">\n\
         <tbxHeader><fileDesc><sourceDesc><p>diptych</p></sourceDesc></fileDesc></tbxHeader>\n\
         <text><body>\n",
    );
    for (number, concept) in concepts.iter().enumerate() {
        let _ = writeln!(out, "<conceptEntry id=\"c{}\">", number + 1);
        if let Some(domain) = &concept.domain {
            let _ = writeln!(out, "<descrip type=\"subjectField\">{}</descrip>", escaped(domain));
        }
        if let Some(note) = &concept.note {
            let _ = writeln!(out, "<note>{}</note>", escaped(note));
        }
        let mut languages: Vec<&str> = Vec::new();
        for term in &concept.terms {
            if !languages.contains(&term.lang.as_str()) {
                languages.push(&term.lang);
            }
        }
        for lang in languages {
            let _ = writeln!(out, "<langSec xml:lang=\"{}\">", escaped(lang));
            for term in concept.terms.iter().filter(|it| it.lang == lang) {
                term_section(term, &mut out);
            }
            out.push_str("</langSec>\n");
        }
        out.push_str("</conceptEntry>\n");
    }
    out.push_str("</body></text>\n</tbx>\n");
    out
}

fn term_section(term: &Term, out: &mut String) {
    let status = match term.status {
        Status::Preferred => "preferredTerm-admn-sts",
        Status::Admitted => "admittedTerm-admn-sts",
        Status::Superseded => "supersededTerm-admn-sts",
        Status::Forbidden => "deprecatedTerm-admn-sts",
    };
    let _ = write!(
        out,
        "<termSec><term>{}</term><termNote type=\"administrativeStatus\">{status}</termNote>",
        escaped(&term.text)
    );
    match term.kind {
        Kind::Full => {}
        Kind::Abbreviation => out.push_str("<termNote type=\"termType\">abbreviation</termNote>"),
        Kind::Short => out.push_str("<termNote type=\"termType\">shortForm</termNote>"),
    }
    out.push_str("</termSec>\n");
}

fn cell(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

/// Text as XML holds it; control characters, which it cannot hold, are blanks.
fn escaped(text: &str) -> String {
    escape(text.replace(char::is_control, " ")).into_owned()
}
