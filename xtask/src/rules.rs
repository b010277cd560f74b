//! The ledger of the rules that excuse an absent rendering: each is switched off in turn, and the
//! cases that then fail are listed, rules without effect first.

use std::process::Command;

/// Runs the test that makes the ledger, and prints it.
pub(crate) fn print() -> Result<(), Box<dyn std::error::Error>> {
    let status = Command::new(env!("CARGO"))
        .args(["test", "--quiet", "-p", "diptych-glossary", "--test", "enforcement"])
        .args(["every_rule_has_a_case_that_fails_without_it", "--", "--nocapture"])
        .status()?;
    if status.success() { Ok(()) } else { Err("a rule has no case that fails without it".into()) }
}
