//! What a check tells a person: one type for every report.

use serde::{Deserialize, Serialize};

/// The kinds of finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// A forbidden rendering stands in the target.
    Forbidden,
    /// A rendering that was once approved stands in the target.
    Superseded,
    /// No rendering of the term was found.
    Missing,
    /// Something close to an approved rendering stands in the target.
    Variant,
    /// It cannot be told, with the reason.
    Ambiguous,
    /// The document renders one term in several ways, or several terms in one.
    Inconsistent,
    /// The first mention lacks the full form.
    FirstMention,
    /// One side names a number that the other side lacks.
    Number,
    /// A rule of `--qa` is broken.
    Qa,
    /// The source holds what looks like a misspelt term.
    Typo,
    /// For information.
    Note,
}

impl Class {
    /// All classes, worst first, with the names that options and reports use.
    pub const ALL: [(&'static str, Self); 11] = [
        ("forbidden", Self::Forbidden),
        ("superseded", Self::Superseded),
        ("missing", Self::Missing),
        ("variant", Self::Variant),
        ("ambiguous", Self::Ambiguous),
        ("inconsistent", Self::Inconsistent),
        ("first-mention", Self::FirstMention),
        ("number", Self::Number),
        ("qa", Self::Qa),
        ("typo", Self::Typo),
        ("note", Self::Note),
    ];

    /// The name of the class.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, class)| *class == self).map_or("", |(name, _)| name)
    }

    /// The class with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, class)| *class)
    }
}

impl std::fmt::Display for Class {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// For information.
    Info,
    /// To be looked at.
    Minor,
    /// To be mended.
    Major,
    /// Must not go out.
    Critical,
}

/// A place in a unit's text: Unicode scalar values from 0, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// The termbase entry a finding rests on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Origin {
    /// The glossary file as given.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// The entry's remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where its rendering was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provenance: Option<String>,
}

/// One finding, with the fields of the findings file in their order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The version of this shape.
    pub v: u8,
    /// `term.` and the class, `number.differs`, or `qa.` and the name of a rule.
    pub rule: String,
    /// What kind of finding.
    pub class: Class,
    /// How much it matters.
    pub severity: Severity,
    /// The file, where several were checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The unit's number in its file (or the bead's), from 1.
    pub unit: usize,
    /// The unit's own id.
    pub tuid: Option<String>,
    /// The source term.
    pub term: Option<String>,
    /// Where it stands in the unit's source text.
    pub source: Option<Span>,
    /// What it is about in the unit's target text.
    pub target: Option<Span>,
    /// The text of that place.
    pub found: Option<String>,
    /// The renderings that would be right, best first.
    pub expected: Vec<String>,
    /// How close `found` is to the nearest of them, 0 to 1.
    pub score: Option<f32>,
    /// Word diff from `found` to that one: `-`, `+` or `=`, and the words.
    pub diff: Option<Vec<(String, String)>>,
    /// The reason in words.
    pub reason: Option<String>,
    /// The entry it rests on.
    pub glossary: Option<Origin>,
    /// Stays the same while unit texts and message stay the same.
    pub fingerprint: String,
    /// The name of all findings like it, for a waiver that covers them all; not saved.
    #[serde(skip)]
    pub always: String,
    /// Whether a waiver covers it.
    pub waived: bool,
}

impl Finding {
    /// A finding about a unit that names no term, no place and no rendering yet, and has no fingerprint.
    pub fn new(rule: String, class: Class, severity: Severity, unit: usize) -> Self {
        Self {
            v: 1,
            rule,
            class,
            severity,
            file: None,
            unit,
            tuid: None,
            term: None,
            source: None,
            target: None,
            found: None,
            expected: Vec::new(),
            score: None,
            diff: None,
            reason: None,
            glossary: None,
            fingerprint: String::new(),
            always: String::new(),
            waived: false,
        }
    }

    /// The rule and the term, or the number, as a unit of a translation memory names them.
    pub fn label(&self) -> String {
        let what = self.term.as_deref().or(self.found.as_deref());
        format!("{}: {}", self.rule, what.unwrap_or_default())
    }
}
