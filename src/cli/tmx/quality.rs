//! The texts of units, as `tmx check --qa` looks at them.

use diptych_tmx::{TranslationUnit, different_codes};

use super::input::Memory;
use crate::check::qa::Qa;
use crate::check::{Unit, numbers_of_unit};
use crate::finding::{Finding, Severity};
use crate::lang_code::lang_of_code;
use crate::read::pairs::PairChoice;
use crate::words::phrases::told;

/// The check of the units of a memory.
pub(super) struct Quality {
    choice: PairChoice,
    qa: Qa,
}

impl Quality {
    /// For the units of that memory.
    pub(super) fn new(memory: &Memory) -> Self {
        Self { choice: PairChoice::new(memory.header().srclang()), qa: Qa::default() }
    }

    /// What is wrong with the Chinese and English texts of unit `number`.
    pub(super) fn of_unit(&mut self, unit: &TranslationUnit, number: u64) -> Vec<Finding> {
        let Some((source, target)) = self.choice.sides(unit) else { return vec![] };
        let (source, target) = (&unit.variants[source], &unit.variants[target]);
        let lang = lang_of_code(source.lang());
        let Some(lang) = lang.filter(|it| lang_of_code(target.lang()).is_some_and(|to| to != *it))
        else {
            return vec![];
        };
        let unit = Unit {
            number: usize::try_from(number).unwrap_or(usize::MAX),
            tuid: unit.id().map(str::to_owned),
            lang,
            source: source.text(),
            target: target.text(),
            line: 0,
            is_doubtful: false,
            chapter: None,
            pages: [None; 2],
            codes: different_codes(&source.seg, &target.seg),
            notes: vec![],
        };
        let mut findings = self.qa.of_unit(&unit);
        findings.extend(numbers_of_unit(&unit));
        findings
    }
}

/// `FILE:LINE:1: warning[qa.blanks]: unit 3: what is wrong`.
pub(super) fn line(name: &str, line: u64, finding: &Finding) -> String {
    let Finding { rule, unit, reason, .. } = finding;
    let (warning, unit) = (told("warning"), format!("unit {unit}"));
    let reason = told(reason.as_deref().unwrap_or(""));
    format!("{name}:{line}:1: {warning}[{rule}]: {}: {reason}", told(&unit))
}

/// The same in the shape of the other faults.
pub(super) fn json(line: u64, finding: &Finding) -> serde_json::Value {
    let level = if finding.severity >= Severity::Major { "major" } else { "minor" };
    serde_json::json!({
        "rule": finding.rule,
        "severity": "warning",
        "level": level,
        "line": line,
        "column": 1,
        "unit": finding.unit,
        "fault": finding.reason,
        "done": "",
    })
}
