//! Faults as lines for people.

use diptych_tmx::{Fault, Severity};

/// `FILE:LINE:COLUMN: error[tmx.rule]: unit 3: what is wrong (what was done)`.
pub(super) fn line(name: &str, fault: &Fault) -> String {
    let severity = match fault.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let unit = fault.unit.map_or(String::new(), |unit| format!("unit {unit}: "));
    format!(
        "{name}:{}:{}: {severity}[{}]: {unit}{} ({})",
        fault.line,
        fault.column,
        fault.rule.id(),
        fault.fault,
        fault.done
    )
}
