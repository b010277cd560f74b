//! A bitext becomes findings.
//!
//! Units go through one by one; what is kept of them is the findings, the distinct renderings,
//! and the last few units that a pronoun may look back on.

mod document;
mod findings;
mod fingerprint;
pub mod fixes;
pub mod in_language;
mod script;
mod source_words;
pub mod termbases;
pub mod units;
pub mod waivers;

use std::cell::LazyCell;

use diptych_glossary::{Checked, Rendering, Termbase};
use diptych_segments::Lang;

use crate::bitext::Bitext;
use crate::check::script::Traditional;
use crate::check::source_words::SourceWords;
use crate::finding::{Class, Finding};
use crate::lexicon::Lexicon;

pub use findings::{explained, rule};

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
pub struct CheckReport {
    /// In the order of the units.
    pub findings: Vec<Finding>,
    /// The units that have findings, in their order.
    pub units: Vec<Unit>,
    /// The ways of the terms that the document renders in several ways, the most frequent first.
    pub uses: Vec<Use>,
    /// The waivers that units carry in their own notes.
    pub waivers: Vec<waivers::Waiver>,
    /// How many units in traditional characters were read as simplified ones to find their terms.
    pub traditional: usize,
}

/// A unit as it was read.
struct Read {
    checked: Checked,
    /// The Chinese text as it was read; places in it are places in the unit's own.
    simple: String,
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
    /// The unit that waits for the next one.
    waiting: Option<(Unit, Read)>,
    context: diptych_glossary::Document,
    document: document::Document,
    /// Opened when first asked.
    words: LazyCell<SourceWords>,
    traditional: LazyCell<Traditional>,
    /// Whether traditional characters count as simplified ones.
    any_script: bool,
    told: CheckReport,
}

impl<'a> Checker<'a> {
    /// Begins a document.
    pub fn new(base: &'a Termbase) -> Self {
        Self {
            base,
            waiting: None,
            context: diptych_glossary::Document::default(),
            document: document::Document::default(),
            words: LazyCell::new(SourceWords::default),
            traditional: LazyCell::new(|| Traditional::new(&Lexicon::embedded())),
            any_script: false,
            told: CheckReport::default(),
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
        let as_it_is = unit.chinese().to_owned();
        let read = if self.traditional.is_in(&as_it_is) {
            let simple = termbases::simplified(&as_it_is, &self.words.0);
            let simple = self.read(simple, &unit);
            // The termbase may be in traditional characters too: what finds more terms counts.
            let own = (!self.any_script).then(|| self.read(as_it_is, &unit));
            match own {
                Some(own) if own.checked.renderings.len() >= simple.checked.renderings.len() => own,
                own => {
                    self.told.traditional += usize::from(own.is_some());
                    simple
                }
            }
        } else {
            self.read(as_it_is, &unit)
        };
        if let Some((before, its)) = self.waiting.take() {
            self.decide(&before, &its, Some(&read.checked));
        }
        self.waiting = Some((unit, read));
    }

    fn read(&self, simple: String, unit: &Unit) -> Read {
        Read { checked: self.base.check_unit(&simple, unit.english()), simple }
    }

    /// Ends the document.
    pub fn finish(mut self) -> CheckReport {
        if let Some((unit, read)) = self.waiting.take() {
            self.decide(&unit, &read, None);
        }
        let (late, uses) = self.document.finish(self.base);
        let mut told = CheckReport { uses, ..self.told };
        for (unit, finding) in late {
            told.findings.push(finding);
            told.units.push(unit);
        }
        told.findings.sort_by_key(|it| it.unit);
        told.units.sort_by_key(|it| it.number);
        told.units.dedup_by_key(|it| it.number);
        told
    }

    fn decide(&mut self, unit: &Unit, read: &Read, after: Option<&Checked>) {
        let Read { checked, simple } = read;
        let is_cut = |rendering: &Rendering| {
            let at = rendering.source.as_ref();
            at.is_some_and(|at| self.words.cut(simple, at, unit.english()))
        };
        let verdicts = self.context.verdicts(self.base, checked, after, is_cut);
        for (rendering, verdict) in checked.renderings.iter().zip(verdicts) {
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
    }
}

/// Whether a class is raised as something to mend.
pub fn is_alarm(class: Class) -> bool {
    matches!(class, Class::Missing | Class::Variant | Class::Forbidden | Class::Superseded)
}
