//! Faults as lines for people, and counted.

use diptych_tmx::{Fault, Rule, Severity, TranslationUnit};

use super::input::{Input, Memory};
use crate::cli::console::Console;
use crate::cli::counted::plural;
use crate::cli::outcome::Failure;
use crate::words::phrases::told;

/// `FILE:LINE:COLUMN: error[tmx.rule]: unit 3: what is wrong (what was done)`.
pub(super) fn line(name: &str, fault: &Fault) -> String {
    let severity = match fault.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let unit =
        fault.unit.map_or(String::new(), |unit| format!("{}: ", told(&format!("unit {unit}"))));
    format!(
        "{name}:{}:{}: {}[{}]: {unit}{} ({})",
        fault.line,
        fault.column,
        told(severity),
        fault.rule.id(),
        told(&fault.fault),
        told(&fault.done)
    )
}

/// The faults of a memory, where they are only counted.
#[derive(Debug, Default)]
pub(super) struct FaultCount {
    faults: usize,
    /// Units that cannot be read.
    pub(super) broken: u64,
}

impl FaultCount {
    /// Reads the next unit and counts the faults up to there; `false` at the end.
    pub(super) fn read_unit(
        &mut self,
        input: &Input,
        memory: &mut Memory,
        unit: &mut TranslationUnit,
    ) -> Result<bool, Failure> {
        let more = memory.read_unit(unit).map_err(|error| input.failure(&error))?;
        self.take(memory);
        Ok(more)
    }

    /// Counts the faults found since the last time.
    pub(super) fn take(&mut self, memory: &mut Memory) {
        memory.take_faults().iter().for_each(|fault| self.add(fault));
    }

    /// Counts one fault.
    pub(super) fn add(&mut self, fault: &Fault) {
        self.faults += 1;
        self.broken += u64::from(fault.rule == Rule::UnitBroken);
    }

    /// Faults that a copy has too.
    pub(super) fn copied(faults: u64) -> Self {
        Self { faults: usize::try_from(faults).unwrap_or(usize::MAX), broken: 0 }
    }

    /// Warns how many there are, if any.
    pub(super) fn warn(&self, input: &Input, console: &Console) {
        let broken = match self.broken {
            0 => String::new(),
            broken => format!(", {} unreadable", plural(broken, "unit")),
        };
        if self.faults > 0 {
            console.warn(format!(
                "{}: {}{broken}: `diptych tmx check` lists all, `diptych tmx repair` mends the file",
                input.name(),
                plural(self.faults, "fault")
            ));
        }
    }
}
