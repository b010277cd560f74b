//! What findings do: to the exit code, to the outputs, to single units.

use std::str::FromStr;

use crate::check::is_alarm;
use crate::finding::{Class, Finding, Severity};

/// What findings do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy {
    /// The classes that make the exit code 1.
    pub fail_on: FailOn,
    /// What to do with units that have findings of a class; the last word on a class counts.
    pub on_finding: Vec<OnFinding>,
    /// Whether findings that `fail_on` names keep everything from being written.
    pub strict: bool,
}

impl Policy {
    /// Whether nothing may be written because of a finding.
    pub fn stops(&self, finding: &Finding) -> bool {
        self.asks(finding, Action::Fail) || (self.strict && self.fail_on.counts(finding))
    }

    /// Whether a finding keeps its unit out of the translation memory.
    pub fn drops(&self, finding: &Finding) -> bool {
        self.asks(finding, Action::Drop)
    }

    fn asks(&self, finding: &Finding, action: Action) -> bool {
        let word = self.on_finding.iter().rev().find(|on| on.class == finding.class);
        // Waived findings, and those an entry has lowered to information, ask for nothing.
        let counts = !finding.waived && finding.severity != Severity::Info;
        counts && word.is_some_and(|on| on.action == action)
    }
}

/// The classes of findings that count as failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailOn(Vec<Class>);

impl Default for FailOn {
    fn default() -> Self {
        Self(vec![Class::Forbidden, Class::Superseded, Class::Missing])
    }
}

impl FailOn {
    /// The default, as an option names it.
    pub const DEFAULT: &'static str = "forbidden,superseded,missing";

    /// Whether a finding is one to fail on. What an entry has lowered to information, or a waiver
    /// covers, is none.
    pub fn counts(&self, finding: &Finding) -> bool {
        let lowered = finding.severity == Severity::Info && is_alarm(finding.class);
        self.0.contains(&finding.class) && !finding.waived && !lowered
    }
}

impl FromStr for FailOn {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "never" {
            return Ok(Self(Vec::new()));
        }
        text.split(',').map(|name| class_named(name.trim())).collect::<Result<_, _>>().map(Self)
    }
}

/// The class with this name.
///
/// # Errors
/// Which names there are.
pub fn class_named(name: &str) -> Result<Class, String> {
    Class::named(name).ok_or_else(|| {
        let names: Vec<_> = Class::ALL.iter().map(|it| it.0).collect();
        format!("`{name}` is no class of findings: use {}", names.join(", "))
    })
}

/// What to do with units that have findings of a class: `CLASS=mark|drop|fail`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnFinding {
    class: Class,
    action: Action,
}

impl OnFinding {
    /// Whether it keeps units out of the translation memory.
    pub fn is_drop(&self) -> bool {
        self.action == Action::Drop
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Action {
    Mark,
    Drop,
    Fail,
}

impl FromStr for OnFinding {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (class, action) =
            text.split_once('=').ok_or("write it as CLASS=mark, CLASS=drop or CLASS=fail")?;
        let action = match action {
            "mark" => Action::Mark,
            "drop" => Action::Drop,
            "fail" => Action::Fail,
            other => return Err(format!("`{other}` is not an action: use mark, drop or fail")),
        };
        Ok(Self { class: class_named(class)?, action })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_what_its_name_says() {
        assert_eq!(FailOn::DEFAULT.parse(), Ok(FailOn::default()));
    }
}
