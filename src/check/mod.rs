//! A bitext becomes findings.
//!
//! Units go through one by one; what is kept of them is the findings, the distinct renderings,
//! and the last few units that a pronoun may look back on.

mod checker;
pub mod consistency;
mod document;
pub mod extract;
mod findings;
pub mod fingerprint;
pub mod fixes;
pub mod in_language;
mod numbers;
pub mod qa;
mod script;
mod source_words;
pub mod termbases;
mod unit;
pub mod units;
mod usage;
pub mod waivers;

pub use checker::{CheckReport, Checker, check, check_bitext, findings_of};
pub use document::Use;
pub use findings::{explained, is_alarm, rule};
pub use numbers::of_unit as numbers_of_unit;
pub use unit::Unit;
pub use usage::Usage;
