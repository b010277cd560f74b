//! A bitext becomes findings.
//!
//! Units go through one by one; what is kept of them is the findings, the distinct renderings,
//! and the last few units that a pronoun may look back on.

mod document;
mod findings;
mod fingerprint;
pub mod fixes;
pub mod in_language;
mod source_words;
pub mod termbases;
pub mod units;
pub mod waivers;

use std::borrow::Cow;
use std::cell::LazyCell;
use std::collections::BTreeMap;

use diptych_glossary::{Checked, Reason, Rendering, Termbase, Verdict};
use diptych_segments::Lang;

use crate::bitext::Bitext;
use crate::check::source_words::SourceWords;
use crate::finding::{Class, Finding};

pub use findings::{explained, rule};

/// How far back a pronoun may look for its term, in units.
const LOOK_BACK: usize = 3;

/// One pair of texts to check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its number in its file, from 1.
    pub number: usize,
    /// Its own id.
    pub tuid: Option<String>,
    /// The language of `source`; `target` is in the other one.
    pub lang: Lang,
    /// The source text.
    pub source: String,
    /// The target text.
    pub target: String,
    /// The line of the file where it begins, from 1; 0 where it stands in no file.
    pub line: usize,
    /// Remarks that the file keeps with it.
    pub notes: Vec<String>,
}

impl Unit {
    /// The Chinese text, whichever side it stands on.
    pub fn chinese(&self) -> &str {
        if self.lang == Lang::Zh { &self.source } else { &self.target }
    }

    /// The English text, whichever side it stands on.
    pub fn english(&self) -> &str {
        if self.lang == Lang::Zh { &self.target } else { &self.source }
    }
}

/// How often a document renders a term in one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The Chinese term.
    pub term: String,
    /// The rendering: an approved one as the termbase writes it, another one in lower case.
    pub rendering: String,
    /// How many times.
    pub count: usize,
}

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Told {
    /// In the order of the units.
    pub findings: Vec<Finding>,
    /// The units that have findings, in their order.
    pub units: Vec<Unit>,
    /// The ways of the terms that the document renders in several ways, the most frequent first.
    pub uses: Vec<Use>,
    /// The waivers that units carry in their own notes.
    pub waivers: Vec<waivers::Waiver>,
}

/// Checks units in their order. Units with an empty side are passed over.
///
/// Law: the order of the termbase's entries changes no finding but for which entry of two equal
/// ones it names.
pub fn check(units: impl IntoIterator<Item = Unit>, base: &Termbase) -> Vec<Finding> {
    let mut checker = Checker::new(base);
    for unit in units {
        checker.push(unit);
    }
    checker.finish().findings
}

/// Checks every bead that has two sides; `unit` in the findings is the bead's number.
pub fn check_bitext(bitext: &Bitext, base: &Termbase) -> Vec<Finding> {
    check(units::of_bitext(bitext), base)
}

/// The check while units come in.
pub struct Checker<'a> {
    base: &'a Termbase,
    /// How many units have been decided.
    ordinal: usize,
    /// Concepts with a spare rendering in the unit before.
    spare_before: Vec<usize>,
    /// The unit that waits for the next one.
    waiting: Option<(Unit, Checked)>,
    /// The ordinal of the unit where a concept was last named, or stood for.
    last_mention: BTreeMap<usize, usize>,
    document: document::Document,
    /// Opened when first asked.
    words: LazyCell<SourceWords>,
    /// Whether traditional characters count as simplified ones.
    any_script: bool,
    told: Told,
}

impl<'a> Checker<'a> {
    /// Begins a document.
    pub fn new(base: &'a Termbase) -> Self {
        Self {
            base,
            ordinal: 0,
            spare_before: Vec::new(),
            waiting: None,
            last_mention: BTreeMap::new(),
            document: document::Document::default(),
            words: LazyCell::new(SourceWords::default),
            any_script: false,
            told: Told::default(),
        }
    }

    /// Reads traditional characters as simplified ones; the termbase must hold simplified terms.
    #[must_use]
    pub fn of_any_script(self) -> Self {
        Self { any_script: true, ..self }
    }

    /// Takes the next unit.
    pub fn push(&mut self, unit: Unit) {
        if unit.source.trim().is_empty() || unit.target.trim().is_empty() {
            return;
        }
        let checked = self.base.check_unit(&self.chinese(&unit), unit.english());
        let spare_after = not_needed(&checked);
        if let Some((unit, checked)) = self.waiting.replace((unit, checked)) {
            self.decide(&unit, &checked, &spare_after);
        }
    }

    /// Ends the document.
    pub fn finish(mut self) -> Told {
        if let Some((unit, checked)) = self.waiting.take() {
            self.decide(&unit, &checked, &[]);
        }
        let (late, uses) = self.document.finish(self.base);
        let mut told = Told { uses, ..self.told };
        for (unit, finding) in late {
            told.findings.push(finding);
            told.units.push(unit);
        }
        told.findings.sort_by_key(|it| it.unit);
        told.units.sort_by_key(|it| it.number);
        told.units.dedup_by_key(|it| it.number);
        told
    }

    /// The Chinese text as it is read; places in it are places in the unit's own.
    fn chinese<'u>(&self, unit: &'u Unit) -> Cow<'u, str> {
        if self.any_script {
            Cow::Owned(termbases::simplified(unit.chinese(), &self.words.0))
        } else {
            Cow::Borrowed(unit.chinese())
        }
    }

    fn decide(&mut self, unit: &Unit, checked: &Checked, spare_after: &[usize]) {
        self.ordinal += 1;
        for rendering in &checked.renderings {
            let verdict = self.in_context(unit, rendering, spare_after);
            // A wrong rendering is a mention as well, and a pronoun hands the term on.
            let is_mention = match verdict {
                Verdict::Missing => false,
                Verdict::Ambiguous(why) => matches!(why, Reason::Pronoun | Reason::GeneralNoun),
                _ => true,
            };
            if is_mention {
                self.last_mention.insert(rendering.concept, self.ordinal);
            }
            let rendering = Rendering { verdict, ..rendering.clone() };
            findings::of_rendering(self.base, unit, &rendering, &mut self.told.findings);
            self.document.see(self.base, unit, &rendering, &mut self.told.findings);
        }
        for spare in &checked.spare {
            self.document.see_spare(unit, spare);
        }
        if self.told.findings.last().is_some_and(|it| it.unit == unit.number) {
            self.told.units.push(unit.clone());
        }
        self.told.waivers.extend(unit.notes.iter().filter_map(|it| waivers::of_note(unit, it)));
        self.spare_before = not_needed(checked);
    }

    /// What the neighbours make of a verdict.
    fn in_context(&self, unit: &Unit, rendering: &Rendering, spare_after: &[usize]) -> Verdict {
        if matches!(rendering.verdict, Verdict::Missing | Verdict::Variant)
            && let Some(at) = &rendering.source
            && self.words.cut(&self.chinese(unit), at, unit.english())
        {
            return Verdict::Ambiguous(Reason::SourceWord);
        }
        let doubtful = match rendering.verdict {
            Verdict::Missing => true,
            Verdict::Variant => rendering.doubtful,
            _ => false,
        };
        if !doubtful {
            return rendering.verdict;
        }
        let concept = rendering.concept;
        if self.spare_before.contains(&concept) || spare_after.contains(&concept) {
            return Verdict::Ambiguous(Reason::Neighbor);
        }
        let Some(stand_in) = &rendering.stand_in else { return rendering.verdict };
        let known = match self.last_mention.get(&concept) {
            Some(last) => stand_in.reason != Reason::Pronoun || self.ordinal - last <= LOOK_BACK,
            None => false,
        };
        if known { Verdict::Ambiguous(stand_in.reason) } else { rendering.verdict }
    }
}

/// The concepts whose renderings stand here though the source does not name them, not even inside a
/// longer term.
fn not_needed(checked: &Checked) -> Vec<usize> {
    let is_named = |concept: usize| checked.skipped.iter().any(|it| it.concept == concept);
    checked.spare.iter().map(|it| it.concept).filter(|it| !is_named(*it)).collect()
}

/// Whether a class is raised as something to mend.
pub fn is_alarm(class: Class) -> bool {
    matches!(class, Class::Missing | Class::Variant | Class::Forbidden | Class::Superseded)
}
