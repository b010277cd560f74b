//! What only the whole document shows: abbreviations and their full forms, a term rendered in
//! several ways, and one rendering for two terms.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use diptych_glossary::{
    Concept, Kind, Rendering, Spare, Termbase, Verdict, in_singular, is_common_abbreviation,
};

use crate::check::findings::Draft;
use crate::check::unit::Unit;
use crate::finding::{Class, Finding};

/// How often a document renders a term in one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The Chinese term.
    pub term: String,
    /// The rendering: the termbase's first choice for all approved ones, a forbidden one as the
    /// termbase writes it, any other one in lower case and in the singular.
    pub rendering: String,
    /// The numbers of the units where it stands, in their order: one as often as it stands there.
    pub places: Vec<usize>,
}

/// What was seen of each concept so far.
#[derive(Debug, Default)]
pub(super) struct Document {
    introductions: BTreeMap<usize, Introduction>,
    /// English renderings in lower case, and the first Chinese term each stood for.
    renders: FxHashMap<String, usize>,
    /// Pairs of terms that were reported as having one rendering.
    told: BTreeSet<(usize, usize)>,
    /// How often each concept was rendered in each way.
    uses: BTreeMap<usize, BTreeMap<Way, Vec<usize>>>,
    /// The first variant of each concept, as a finding to be made.
    variants: BTreeMap<usize, (Unit, Finding)>,
}

/// A way to render a concept. Number makes no other way: `network rights` is that of `network right`.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// Any approved rendering: the termbase declares them equal.
    Approved,
    /// One that the termbase knows and does not approve.
    Wrong(String),
    /// One that the termbase does not know, in lower case.
    Variant(String),
}

/// How a concept's abbreviation was introduced.
#[derive(Debug, Default)]
struct Introduction {
    /// Whether the full form, or a missing full form, was seen.
    full: bool,
    /// The abbreviation that stood in brackets after the full form, with what is to be said if it is
    /// never used.
    defined: Option<(String, Unit, Finding)>,
    used: bool,
}

impl Document {
    /// Takes the next rendering, and adds what it shows.
    pub(super) fn see(
        &mut self,
        base: &Termbase,
        unit: &Unit,
        rendering: &Rendering,
        findings: &mut Vec<Finding>,
    ) {
        let Some(target) = &rendering.target else { return };
        let found = &unit.english()[target.clone()];
        self.count(base, unit, rendering, found);
        if !matches!(rendering.verdict, Verdict::Ok | Verdict::Admitted) {
            return;
        }
        self.introduce(base, unit, rendering, found, findings);
        self.one_for_two(base, unit, rendering, found, findings);
    }

    /// Takes an approved rendering that no occurrence of the term needs: it uses an abbreviation.
    pub(super) fn see_spare(&mut self, unit: &Unit, spare: &Spare) {
        if let Some(introduction) = self.introductions.get_mut(&spare.concept)
            && let Some((abbreviation, defined_in, _)) = &introduction.defined
        {
            let found = &unit.english()[spare.target.clone()];
            let is_definition = defined_in.number == unit.number
                && unit.english()[..spare.target.start].ends_with(['(', '（']);
            introduction.used |= found == abbreviation && !is_definition;
        }
    }

    /// Ends the document: further findings with their units, and how often each rendering was used
    /// of the terms that were rendered in several ways.
    pub(super) fn finish(mut self, base: &Termbase) -> (Vec<(Unit, Finding)>, Vec<Use>) {
        let mut findings = Vec::new();
        for introduction in self.introductions.into_values().filter(|it| !it.used) {
            findings.extend(introduction.defined.map(|(_, unit, finding)| (unit, finding)));
        }
        let mut uses = Vec::new();
        for (concept, forms) in self.uses {
            if forms.len() < 2 {
                continue;
            }
            let unknown = forms.iter().filter(|(way, _)| matches!(way, Way::Variant(_)));
            // A single variant is told where it stands.
            let is_unsteady = unknown.map(|(_, places)| places.len()).sum::<usize>() > 1;
            let shown = |way| match way {
                Way::Approved => base.expected(concept).swap_remove(0),
                Way::Wrong(text) | Way::Variant(text) => text,
            };
            let mut forms: Vec<(String, Vec<usize>)> =
                forms.into_iter().map(|(way, places)| (shown(way), places)).collect();
            forms.sort_by_key(|(form, places)| (usize::MAX - places.len(), form.clone()));
            if is_unsteady && let Some((unit, mut finding)) = self.variants.remove(&concept) {
                let ways: Vec<String> = forms
                    .iter()
                    .map(|(form, places)| format!("“{form}” {}×", places.len()))
                    .collect();
                finding.reason =
                    Some(format!("this document renders it in several ways: {}", ways.join(", ")));
                findings.push((unit, finding));
            }
            uses.extend(forms.into_iter().map(|(rendering, places)| Use {
                term: base.chinese(concept).to_owned(),
                rendering,
                places,
            }));
        }
        (findings, uses)
    }

    fn count(&mut self, base: &Termbase, unit: &Unit, rendering: &Rendering, found: &str) {
        let concept = &base.concepts()[rendering.concept];
        let way = match (rendering.verdict, rendering.term) {
            (Verdict::Ok | Verdict::Admitted, _) => Way::Approved,
            (Verdict::Forbidden | Verdict::Superseded, Some(term)) => {
                Way::Wrong(concept.terms[term].text.clone())
            }
            (Verdict::Variant, _) if !rendering.doubtful => {
                self.variants.entry(rendering.concept).or_insert_with(|| {
                    let draft = Draft::new(Class::Inconsistent, rendering, String::new());
                    (unit.clone(), draft.finding(base, unit, concept))
                });
                Way::Variant(in_singular(found))
            }
            _ => return,
        };
        self.uses.entry(rendering.concept).or_default().entry(way).or_default().push(unit.number);
    }

    fn introduce(
        &mut self,
        base: &Termbase,
        unit: &Unit,
        rendering: &Rendering,
        found: &str,
        findings: &mut Vec<Finding>,
    ) {
        let concept = &base.concepts()[rendering.concept];
        let Some(term) = rendering.term.map(|it| &concept.terms[it]) else { return };
        let full = concept.approved().into_iter().find(|it| it.kind == Kind::Full);
        let Some(full) = full else { return };
        let finding = |reason: String| {
            Draft::new(Class::FirstMention, rendering, reason).finding(base, unit, concept)
        };
        let introduction = self.introductions.entry(rendering.concept).or_default();
        let is_short = term.kind != Kind::Full
            || rendering.verdict == Verdict::Admitted && is_initialism(found, &full.text);
        if is_short {
            introduction.used |=
                introduction.defined.as_ref().is_none_or(|(short, _, _)| short == found);
            let start = rendering.target.as_ref().map_or(0, |it| it.start);
            let before = &unit.english()[..start];
            let is_named = before.to_lowercase().contains(&full.text.to_lowercase())
                || is_bracketed(before, found);
            if !introduction.full && !is_common_abbreviation(found) && !is_named {
                let full = &full.text;
                findings.push(finding(format!("“{found}” stands before its full form “{full}”")));
            }
            introduction.full = true;
            return;
        }
        let is_first = !introduction.full;
        introduction.full = true;
        let end = rendering.target.as_ref().map_or(0, |it| it.end);
        let given = rendering.source.as_ref().and_then(|it| bracketed(&unit.chinese()[it.end..]));
        let Some(short) = bracketed(&unit.english()[end..])
            .filter(|it| is_abbreviation_of(concept, it, &full.text))
        else {
            if is_first
                && let Some(given) = given.filter(|it| is_abbreviation_of(concept, it, &full.text))
            {
                findings.push(finding(format!(
                    "the source introduces “{given}” here, and the translation does not"
                )));
            }
            return;
        };
        if introduction.defined.is_some() {
            findings.push(finding(format!("“{short}” is introduced a second time")));
            return;
        }
        let unused = finding(format!("“{short}” is introduced here and never used"));
        introduction.defined = Some((short.to_owned(), unit.clone(), unused));
        // The translation follows the source in this.
        introduction.used |= given == Some(short);
    }

    fn one_for_two(
        &mut self,
        base: &Termbase,
        unit: &Unit,
        rendering: &Rendering,
        found: &str,
        findings: &mut Vec<Finding>,
    ) {
        let first = *self.renders.entry(found.to_lowercase()).or_insert(rendering.concept);
        let (one, other) = (base.chinese(first), base.chinese(rendering.concept));
        if one == other || !self.told.insert((first, rendering.concept)) {
            return;
        }
        let reason = format!("“{found}” renders both “{one}” and “{other}” in this document");
        let draft = Draft::new(Class::Inconsistent, rendering, reason);
        findings.push(draft.finding(base, unit, &base.concepts()[rendering.concept]));
    }
}

/// The capitals in brackets at the beginning of `after`: ` (GGE)`, `（GGE）`.
fn bracketed(after: &str) -> Option<&str> {
    let inside = after.trim_start_matches(['”', '"', '》', ' ']).strip_prefix(['(', '（'])?;
    let end = inside.find([')', '）', ',', '，', ';', '；'])?;
    let short = inside[..end].trim();
    let is_capital = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || "&-".contains(c);
    (short.len() > 1 && short.chars().all(is_capital)).then_some(short)
}

/// Whether `short` stood in brackets in `before`: `state-owned enterprises (SOEs)`.
fn is_bracketed(before: &str, short: &str) -> bool {
    let stem = short.trim_end_matches('s');
    before.split(['(', '（']).skip(1).any(|inside| {
        inside
            .strip_prefix(stem)
            .map(|it| it.strip_prefix('s').unwrap_or(it))
            .is_some_and(|it| !it.starts_with(char::is_alphanumeric))
    })
}

fn is_abbreviation_of(concept: &Concept, short: &str, full: &str) -> bool {
    is_initialism(short, full) || concept.english().any(|it| it.is_approved() && it.text == short)
}

/// Whether `short` is made of the first letters of the words of `full`.
fn is_initialism(short: &str, full: &str) -> bool {
    let letters: String = full
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|word| word.chars().next())
        .filter(|c| c.is_uppercase())
        .collect();
    short.chars().count() > 1 && short.chars().all(char::is_uppercase) && letters.ends_with(short)
}
