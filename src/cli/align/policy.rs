//! What becomes of a unit that the check has something to say about.

use std::str::FromStr;

use super::Args;
use crate::cli::check::class_named;
use crate::finding::{Class, Finding, Severity};

/// `--on-finding CLASS=ACTION`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OnFinding {
    class: Class,
    action: Action,
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
            other => return Err(format!("`{other}` is none of mark, drop and fail")),
        };
        Ok(Self { class: class_named(class)?, action })
    }
}

/// Whether nothing is to be written because of a finding.
pub(super) fn fails(args: &Args, finding: &Finding) -> bool {
    asks(args, finding, Action::Fail) || (args.strict && args.fail_on.counts(finding))
}

/// Whether a finding keeps its unit out of the translation memory.
pub(super) fn drops(args: &Args, finding: &Finding) -> bool {
    asks(args, finding, Action::Drop)
}

fn asks(args: &Args, finding: &Finding, action: Action) -> bool {
    // The last word on a class counts.
    let word = args.on_finding.iter().rev().find(|on| on.class == finding.class);
    counts(finding) && word.is_some_and(|on| on.action == action)
}

/// Waived findings, and those an entry has lowered to information, ask for nothing.
fn counts(finding: &Finding) -> bool {
    !finding.waived && finding.severity != Severity::Info
}
