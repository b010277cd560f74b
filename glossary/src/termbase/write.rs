//! Termbases written as tables: our own, `OmegaT`'s and UTX, and what each cannot hold.

use std::fmt::Write as _;

use crate::termbase::concept::{Concept, Kind, Status, Term};
use crate::termbase::fields::{self, FIELDS};

/// Our own table with every column that is read back: its header and a row an entry.
pub fn to_rows(concepts: &[Concept]) -> Vec<Vec<String>> {
    let terms = ["zh", "en", "admitted", "superseded", "forbidden", "abbr", "short"];
    let header = terms.into_iter().chain(FIELDS).map(str::to_owned).collect();
    std::iter::once(header).chain(concepts.iter().map(row)).collect()
}

fn row(concept: &Concept) -> Vec<String> {
    let list = |keep: &dyn Fn(&Term) -> bool| {
        let texts: Vec<&str> =
            concept.english().filter(|it| keep(it)).map(|it| it.text.as_str()).collect();
        texts.join("|")
    };
    let full =
        |status: Status| list(&move |it: &Term| it.status == status && it.kind == Kind::Full);
    let kind = |kind: Kind| list(&move |it: &Term| it.is_approved() && it.kind == kind);
    // No column tells that a form not to be used is a short one.
    let wrong = |status: Status| list(&move |it: &Term| it.status == status);
    let chinese: Vec<&str> = concept.chinese().map(|it| it.text.as_str()).collect();
    let terms = [
        chinese.join("|"),
        full(Status::Preferred),
        full(Status::Admitted),
        wrong(Status::Superseded),
        wrong(Status::Forbidden),
        kind(Kind::Abbreviation),
        kind(Kind::Short),
    ];
    terms.into_iter().chain(FIELDS.map(|field| fields::get(concept, field))).collect()
}

/// [`to_rows`] with tabs; what would break a line is a blank.
pub fn to_tsv(concepts: &[Concept]) -> String {
    let line =
        |row: Vec<String>| row.iter().map(|it| cell(it)).collect::<Vec<_>>().join("\t") + "\n";
    to_rows(concepts).into_iter().map(line).collect()
}

/// UTX 1.20: a row for each Chinese term and rendering.
pub fn to_utx(concepts: &[Concept]) -> String {
    let mut out = String::from(
        "#UTX 1.20; zh-CN/en-US\n#src\ttgt\tterm status\tconcept id\tdomain\tcomment\n",
    );
    for (number, concept) in (1..).zip(concepts) {
        let text = |it: &Option<String>| cell(it.as_deref().unwrap_or_default());
        for (chinese, english) in
            concept.chinese().flat_map(|it| concept.english().map(move |en| (it, en)))
        {
            let status = match english.status {
                Status::Preferred => "approved",
                Status::Admitted => "non-standard",
                Status::Superseded | Status::Forbidden => "forbidden",
            };
            let (chinese, english) = (cell(&chinese.text), cell(&english.text));
            let (domain, note) = (text(&concept.domain), text(&concept.note));
            let _ = writeln!(out, "{chinese}\t{english}\t{status}\t{number}\t{domain}\t{note}");
        }
    }
    out
}

/// What a form of file cannot hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Everything: our own table, TBX and `MultiTerm`.
    All,
    /// Approved renderings and notes: `OmegaT`.
    Renderings,
    /// Renderings with their status, domains and notes: UTX.
    Statuses,
}

/// The fields that a form cannot hold, each with the number of entries that lose it.
pub fn lost(concepts: &[Concept], holds: Holds) -> Vec<(&'static str, usize)> {
    let held: &[&str] = match holds {
        Holds::All => return Vec::new(),
        Holds::Renderings => &["note"],
        Holds::Statuses => &["note", "domain"],
    };
    let fields = FIELDS.into_iter().filter(|it| !held.contains(it));
    let count = |field| concepts.iter().filter(|it| !fields::get(it, field).is_empty()).count();
    let has = |keep: fn(&Term) -> bool| concepts.iter().filter(|it| it.english().any(keep)).count();
    let mut lost: Vec<_> = fields.map(|field| (field, count(field))).collect();
    lost.push(("abbr and short", has(|it| it.kind != Kind::Full && it.is_approved())));
    lost.push(("superseded", has(|it| it.status == Status::Superseded)));
    if holds == Holds::Renderings {
        lost.push(("forbidden", has(|it| it.status == Status::Forbidden)));
    }
    lost.retain(|it| it.1 > 0);
    lost
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

fn cell(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}
