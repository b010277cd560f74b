//! A bitext becomes findings.
//!
//! Units go through one by one; what is kept of them is the findings, the distinct renderings,
//! and the last few units that a pronoun may look back on.

mod checker;
mod document;
mod findings;
mod fingerprint;
pub mod fixes;
pub mod in_language;
mod numbers;
mod script;
mod source_words;
pub mod termbases;
mod unit;
pub mod units;
pub mod waivers;

pub use checker::{CheckReport, Checker, check, check_bitext};
pub use document::Use;
pub use findings::{explained, is_alarm, rule};
pub use numbers::numbers_of_bitext;
pub use unit::Unit;

use diptych_glossary::Termbase;

use crate::bitext::Bitext;
use crate::finding::Finding;

/// What is found in a bitext, by unit: terms where there is a termbase, and numbers.
pub fn findings_of(bitext: &Bitext, base: Option<&Termbase>) -> Vec<Finding> {
    let mut findings = base.map_or_else(Vec::new, |base| check_bitext(bitext, base));
    findings.extend(numbers_of_bitext(bitext));
    findings.sort_by_key(|it| it.unit);
    findings
}
