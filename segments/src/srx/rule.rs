//! A rule as it is written, and what can be wrong with it.

/// How rules are applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SrxMode {
    /// As SRX 2.0 says: at each place the first rule that matches decides.
    #[default]
    Spec,
    /// As OmegaT does: the two patterns of a rule are searched apart, each without overlaps, and
    /// the rule holds where an end of the one is a start of the other.
    Omegat,
}

/// A rule as it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rule {
    pub(super) breaks: bool,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) line: usize,
}

/// A rule that cannot be applied, and so is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SrxFault {
    /// The name of the rules it belongs to, as the file has it.
    pub language: String,
    /// Its text: the pattern before the place and the one after it, or the language pattern.
    pub rule: String,
    /// The line of the file, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: String,
}

impl std::fmt::Display for SrxFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "line {}: rule `{}` of {} is left out: {}",
            self.line, self.rule, self.language, self.reason
        )
    }
}
