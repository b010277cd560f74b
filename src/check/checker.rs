//! The check while units come in.

use std::cell::LazyCell;

use diptych_glossary::{Checked, Rendering, Termbase};

use crate::bitext::Bitext;
use crate::check::document::{self, Use};
use crate::check::qa::Qa;
use crate::check::script::Traditional;
use crate::check::source_words::SourceWords;
use crate::check::unit::Unit;
use crate::check::usage::{Usage, Uses};
use crate::check::waivers::{Waiver, of_note};
use crate::check::{findings, numbers, termbases, units};
use crate::finding::Finding;
use crate::lexicon::Lexicon;

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CheckReport {
    /// In the order of the units.
    pub findings: Vec<Finding>,
    /// The units that have findings, in their order.
    pub units: Vec<Unit>,
    /// The ways of the terms that the document renders in several ways, the most frequent first.
    pub uses: Vec<Use>,
    /// How each term of the termbase is used.
    pub usage: Vec<Usage>,
    /// How many units with two sides were looked at.
    pub checked: usize,
    /// The waivers that units carry in their own notes.
    pub waivers: Vec<Waiver>,
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

/// What is found in a bitext, by bead: terms where there is a termbase, and numbers.
pub fn findings_of(bitext: &Bitext, base: Option<&Termbase>) -> Vec<Finding> {
    let mut findings = base.map_or_else(Vec::new, |base| check_bitext(bitext, base));
    findings.extend(numbers::numbers_of_bitext(bitext));
    findings.sort_by_key(|it| it.unit);
    findings
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
    /// Whether numbers are compared too.
    numbers: bool,
    /// Whether a chapter is a document of its own.
    by_chapter: bool,
    /// The check of all that is no term, where it is asked for.
    qa: Option<Qa>,
    uses: Uses,
    report: CheckReport,
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
            numbers: false,
            by_chapter: false,
            qa: None,
            uses: Uses::default(),
            report: CheckReport::default(),
        }
    }

    /// Reads traditional characters as simplified ones; the termbase must hold simplified terms.
    #[must_use]
    pub fn of_any_script(self) -> Self {
        Self { any_script: true, ..self }
    }

    /// Compares the numbers of both sides too.
    #[must_use]
    pub fn with_numbers(self) -> Self {
        Self { numbers: true, ..self }
    }

    /// Takes each chapter for a document of its own: what was named in one is not known in the next.
    #[must_use]
    pub fn by_chapter(self) -> Self {
        Self { by_chapter: true, ..self }
    }

    /// Checks numbers and all that is no term too: placeholders, codes, blanks, brackets, ends.
    #[must_use]
    pub fn with_qa(self) -> Self {
        Self { numbers: true, qa: Some(Qa::default()), ..self }
    }

    /// Takes the next unit.
    pub fn push(&mut self, unit: Unit) {
        if let Some(qa) = &mut self.qa {
            let faults = qa.of_unit(&unit);
            if !faults.is_empty() {
                self.report.findings.extend(faults);
                self.report.units.push(unit.clone());
            }
        }
        if unit.source.trim().is_empty() || unit.target.trim().is_empty() {
            return;
        }
        self.report.checked += 1;
        let as_it_is = unit.chinese().to_owned();
        let read = if self.traditional.is_in(&as_it_is) {
            let simple = termbases::simplified(&as_it_is, &self.words.0);
            let simple = self.read(simple, &unit);
            // The termbase may be in traditional characters too: what finds more terms counts.
            let own = (!self.any_script).then(|| self.read(as_it_is, &unit));
            match own {
                Some(own) if own.checked.renderings.len() >= simple.checked.renderings.len() => own,
                own => {
                    self.report.traditional += usize::from(own.is_some());
                    simple
                }
            }
        } else {
            self.read(as_it_is, &unit)
        };
        let before = self.waiting.as_ref().map(|(before, _)| &before.chapter);
        if self.by_chapter && before.is_some_and(|it| *it != unit.chapter) {
            self.end_document();
        }
        if let Some((before, its)) = self.waiting.take() {
            self.decide(&before, &its, Some(&read.checked));
        }
        self.waiting = Some((unit, read));
    }

    fn read(&self, simple: String, unit: &Unit) -> Read {
        Read { checked: self.base.check_unit(&simple, unit.english()), simple }
    }

    /// Ends a document: what only the whole of it shows, and no more of it is remembered.
    fn end_document(&mut self) {
        if let Some((unit, read)) = self.waiting.take() {
            self.decide(&unit, &read, None);
        }
        self.context = diptych_glossary::Document::default();
        let (late, uses) = std::mem::take(&mut self.document).finish(self.base);
        self.report.uses.extend(uses);
        for (unit, finding) in late {
            self.report.findings.push(finding);
            self.report.units.push(unit);
        }
    }

    /// Ends the check.
    pub fn finish(mut self) -> CheckReport {
        self.end_document();
        let usage = self.uses.finish(self.base);
        let mut report = CheckReport { usage, ..self.report };
        report.findings.sort_by_key(|it| it.unit);
        report.units.sort_by_key(|it| it.number);
        report.units.dedup_by_key(|it| it.number);
        report
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
            findings::of_rendering(self.base, unit, &rendering, &mut self.report.findings);
            self.uses.see(unit, &rendering);
            self.document.see(self.base, unit, &rendering, &mut self.report.findings);
        }
        for spare in &checked.spare {
            self.document.see_spare(unit, spare);
        }
        if self.numbers {
            self.report.findings.extend(numbers::of_unit(unit));
        }
        if self.report.findings.last().is_some_and(|it| it.unit == unit.number) {
            self.report.units.push(unit.clone());
        }
        self.report.waivers.extend(unit.notes.iter().filter_map(|it| of_note(unit, it)));
    }
}
