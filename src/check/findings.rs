//! A rendering becomes a finding.

use std::ops::Range;

use diptych_glossary::{Change, Concept, Reason, Rendering, Termbase, Verdict, Weight};

use crate::check::fingerprint::{everywhere, fingerprint};
use crate::check::unit::Unit;
use crate::finding::{Class, Finding, Origin, Severity, Span};

/// Adds what is to be said about `rendering` to `findings`: nothing for an approved one.
pub(crate) fn of_rendering(
    base: &Termbase,
    unit: &Unit,
    rendering: &Rendering,
    findings: &mut Vec<Finding>,
) {
    let concept = &base.concepts()[rendering.concept];
    if rendering.typo
        && let Some(source) = &rendering.source
    {
        let term = base.chinese(rendering.concept);
        let reason =
            format!("“{}” looks like a slip for “{term}”", &unit.chinese()[source.clone()]);
        findings.push(Draft::new(Class::Typo, rendering, reason).finding(base, unit, concept));
    }
    let Some((class, reason)) = class_of(base, unit, rendering) else { return };
    findings.push(Draft::new(class, rendering, reason).finding(base, unit, concept));
}

fn class_of(base: &Termbase, unit: &Unit, rendering: &Rendering) -> Option<(Class, String)> {
    let term = base.chinese(rendering.concept);
    let found = rendering.target.clone().map_or("", |it| &unit.english()[it]);
    let reason = |text: &str| text.to_owned();
    Some(match rendering.verdict {
        Verdict::Ok | Verdict::Admitted => return None,
        Verdict::Forbidden => (Class::Forbidden, format!("“{found}” is forbidden for “{term}”")),
        Verdict::Superseded => {
            (Class::Superseded, format!("“{found}” is no longer used for “{term}”"))
        }
        Verdict::Missing if unit.is_doubtful => (
            Class::Missing,
            format!(
                "no rendering of “{term}” was found; look at the pairing first: the two texts may not belong together"
            ),
        ),
        Verdict::Missing => (Class::Missing, format!("no rendering of “{term}” was found")),
        Verdict::Variant if rendering.doubtful => (
            Class::Variant,
            format!("“{found}” may stand for “{term}”, and is no approved rendering"),
        ),
        Verdict::Variant => {
            (Class::Variant, format!("“{found}” is near to an approved rendering of “{term}”"))
        }
        Verdict::Repeated => {
            (Class::Note, reason("the term stands here more often than its rendering"))
        }
        Verdict::Shared => (Class::Note, reason("its rendering is shared with another term")),
        Verdict::Crossed => (
            Class::Note,
            reason(
                "another term that crosses it counts here; its own rendering was not looked for",
            ),
        ),
        Verdict::Ambiguous(why) => (Class::Ambiguous, reason(explained(why))),
    })
}

/// Why it cannot be told, in words.
pub fn explained(why: Reason) -> &'static str {
    match why {
        Reason::Pronoun => {
            "a pronoun or a general noun may stand for the term, which was rendered just before"
        }
        Reason::Coordination => "the rendering shares its head with others in a list",
        Reason::ShortForm => "a short form of the rendering stands here",
        Reason::Neighbor => "the rendering stands in the unit before or after",
        Reason::SourceWord => "the term seems to be part of a longer word here",
        Reason::Typo => "the term is misspelt in the source, and no rendering was found",
        Reason::WordClass => "the noun or verb of the rendering stands here in its place",
        Reason::Ellipsis => {
            "a part of the rendering was named just before, and `one` stands for it here"
        }
    }
}

/// What a finding says before it is tied to its unit.
pub(crate) struct Draft<'a> {
    class: Class,
    rendering: &'a Rendering,
    reason: String,
}

impl<'a> Draft<'a> {
    pub(crate) fn new(class: Class, rendering: &'a Rendering, reason: String) -> Self {
        Self { class, rendering, reason }
    }

    pub(crate) fn finding(self, base: &Termbase, unit: &Unit, concept: &Concept) -> Finding {
        let Self { class, rendering, reason } = self;
        let target = rendering
            .target
            .clone()
            .or_else(|| rendering.stand_in.as_ref().map(|it| it.target.clone()))
            .filter(|_| !matches!(class, Class::Missing | Class::Typo));
        let chinese = rendering.source.as_ref().map(|it| span(unit.chinese(), it));
        let english = target.as_ref().map(|it| span(unit.english(), it));
        let found = target.map(|it| unit.english()[it].to_owned());
        let (source, target) = if unit.lang == diptych_segments::Lang::Zh {
            (chinese, english)
        } else {
            (english, chinese)
        };
        let rule = rule(class);
        let term = base.chinese(rendering.concept).to_owned();
        let expected = base.expected(rendering.concept);
        let diff = found.as_deref().and_then(|found| base.diff(rendering, found)).map(|steps| {
            steps.into_iter().map(|(change, words)| (sign(change).to_owned(), words)).collect()
        });
        let place = |span: Option<Span>| span.map_or(String::new(), |it| it.start.to_string());
        let fingerprint = fingerprint(
            unit,
            &rule,
            &[
                &term,
                found.as_deref().unwrap_or_default(),
                &expected.join("|"),
                &place(source),
                &place(target),
            ],
        );
        let always = everywhere(&rule, &term, found.as_deref().unwrap_or_default(), unit.chinese());
        Finding {
            tuid: unit.tuid.clone(),
            term: Some(term),
            source,
            target,
            found,
            expected,
            score: rendering.score.filter(|_| class != Class::Typo),
            diff: diff.filter(|_| class != Class::Typo),
            reason: Some(reason),
            glossary: Some(Origin {
                file: concept.origin.file.clone(),
                line: concept.origin.line,
                note: concept.note.clone(),
                provenance: concept.source.clone(),
            }),
            fingerprint,
            always,
            ..Finding::new(rule, class, severity(class, concept), unit.number)
        }
    }
}

/// Whether a class is raised as something to mend.
pub fn is_alarm(class: Class) -> bool {
    matches!(class, Class::Missing | Class::Variant | Class::Forbidden | Class::Superseded)
}

/// `term.` and the class, or `number.differs`.
pub fn rule(class: Class) -> String {
    if class == Class::Number {
        return "number.differs".to_owned();
    }
    format!("term.{}", class.name())
}

/// Issues of a class matter as much as the MQM typology suggests, unless the entry says otherwise.
/// What is for information stays so.
fn severity(class: Class, concept: &Concept) -> Severity {
    let usual = match class {
        Class::Forbidden | Class::Superseded | Class::Missing => Severity::Major,
        Class::Variant | Class::Inconsistent | Class::FirstMention | Class::Number | Class::Qa => {
            Severity::Minor
        }
        Class::Ambiguous | Class::Typo | Class::Note => return Severity::Info,
    };
    match concept.severity {
        None => usual,
        Some(Weight::Info) => Severity::Info,
        Some(Weight::Minor) => Severity::Minor,
        Some(Weight::Major) => Severity::Major,
        Some(Weight::Critical) => Severity::Critical,
    }
}

fn sign(change: Change) -> &'static str {
    match change {
        Change::Keep => "=",
        Change::Remove => "-",
        Change::Add => "+",
    }
}

/// A byte range as characters.
fn span(text: &str, bytes: &Range<usize>) -> Span {
    let start = text[..bytes.start].chars().count();
    Span { start, end: start + text[bytes.clone()].chars().count() }
}
