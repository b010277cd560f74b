//! Waivers: findings that a person has looked at and accepted, in a file of their own or in a note
//! of the translation unit.
//!
//! A waiver names a finding by its fingerprint, and so holds while the unit's texts and the
//! message stay the same; or all findings of these words for the term, wherever they stand, and of a
//! missing rendering all those with the same Chinese text. One that holds for nothing is stale, and
//! is reported.

use std::collections::BTreeSet;
use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::check::unit::Unit;
use crate::finding::Finding;

/// A line of a waiver file: fingerprint, term, reason, who, and until when (`2026-12-31`), separated
/// by tabs. The last two may be absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// The line, from 1.
    pub line: usize,
    /// The finding's name.
    pub fingerprint: String,
    /// The term, for people who read the file.
    pub term: String,
    /// Why it is accepted.
    pub reason: String,
    /// The last day it holds.
    pub until: Option<String>,
}

impl Waiver {
    /// Whether it names this finding, or all findings like it.
    pub fn covers(&self, finding: &Finding) -> bool {
        self.fingerprint == finding.fingerprint || self.fingerprint == finding.always
    }
}

impl fmt::Display for Waiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = |text: &str| text.replace(['\t', '\n', '\r'], " ");
        write!(f, "{}\t{}\t{}", self.fingerprint, plain(&self.term), plain(&self.reason))
    }
}

/// A line that is no waiver.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line}: {what}")]
pub struct Error {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub what: &'static str,
}

/// Reads a waiver file; lines that begin with `#` are comments.
///
/// # Errors
/// The first line without a fingerprint, a term and a reason, or with a wrong date.
pub fn parse(text: &str) -> Result<Vec<Waiver>, Error> {
    let mut waivers = Vec::new();
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let wrong = |what| Error { line: at + 1, what };
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let [fingerprint, term, reason, rest @ ..] = cells.as_slice() else {
            return Err(wrong("give a fingerprint, a term and a reason, separated by tabs"));
        };
        if !is_fingerprint(fingerprint) {
            return Err(wrong("a fingerprint is 16 hexadecimal digits, as findings show it"));
        }
        if reason.is_empty() {
            return Err(wrong("a waiver needs a reason"));
        }
        let until = rest.get(1).filter(|it| !it.is_empty()).map(|&it| it.to_owned());
        if until.as_deref().is_some_and(|it| !is_date(it)) {
            return Err(wrong("the last cell is the last day it holds, as 2026-12-31"));
        }
        waivers.push(Waiver {
            line: at + 1,
            fingerprint: (*fingerprint).to_owned(),
            term: (*term).to_owned(),
            reason: (*reason).to_owned(),
            until,
        });
    }
    Ok(waivers)
}

/// The waiver in a note of a unit: `waive`, the fingerprint, and the reason, as in
/// `waive 0123456789abcdef the author's own word`. Other notes are none.
pub fn of_note(unit: &Unit, note: &str) -> Option<Waiver> {
    let rest = note.trim().strip_prefix("waive ")?.trim_start();
    let (fingerprint, reason) = rest.split_once(char::is_whitespace)?;
    let reason = reason.trim();
    (is_fingerprint(fingerprint) && !reason.is_empty()).then(|| Waiver {
        line: unit.line,
        fingerprint: fingerprint.to_owned(),
        term: String::new(),
        reason: reason.to_owned(),
        until: None,
    })
}

fn is_fingerprint(text: &str) -> bool {
    text.len() == 16 && text.bytes().all(|it| it.is_ascii_hexdigit())
}

/// Marks the findings that a waiver covers on the day `today`, and gives the waivers that cover none.
pub fn waive<'a>(
    findings: &mut [&mut Finding],
    waivers: &'a [Waiver],
    today: &str,
) -> Vec<&'a Waiver> {
    let mut stale = Vec::new();
    for waiver in waivers {
        let expired = waiver.until.as_deref().is_some_and(|until| until < today);
        let mut held = false;
        for finding in findings.iter_mut().filter(|it| waiver.covers(it)) {
            finding.waived |= !expired;
            held |= !expired;
        }
        if !held {
            stale.push(waiver);
        }
    }
    stale
}

/// The fingerprints of findings that were saved as JSON lines.
///
/// # Errors
/// The number (from 1) of the first line that is no finding.
pub fn baseline(text: &str) -> Result<BTreeSet<String>, usize> {
    let mut known = BTreeSet::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let finding: Finding = serde_json::from_str(line).map_err(|_| at + 1)?;
        known.insert(finding.fingerprint);
    }
    Ok(known)
}

/// This day in UTC, as 2026-12-31.
pub fn today() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |it| it.as_secs());
    date_of_day(i64::try_from(seconds / 86_400).unwrap_or_default())
}

/// The date of a day counted from 1 January 1970 (Howard Hinnant, "chrono-compatible low-level date
/// algorithms": `civil_from_days`).
fn date_of_day(day: i64) -> String {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{date:02}")
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |it: &str, length: usize| it.len() == length && it.parse::<u32>().is_ok();
    matches!(parts.as_slice(), [year, month, day] if number(year, 4) && number(month, 2) && number(day, 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_their_dates() {
        assert_eq!(date_of_day(0), "1970-01-01");
        assert_eq!(date_of_day(11_016), "2000-02-29");
        assert_eq!(date_of_day(20_781), "2026-11-24");
    }

    #[test]
    fn a_waiver_needs_a_reason_and_a_name() {
        let good = "# comment\n0123456789abcdef\t术语\tagreed with the author\tLi\t2026-12-31\n";
        assert_eq!(parse(good).unwrap()[0].until.as_deref(), Some("2026-12-31"));
        for (bad, line) in [
            ("0123456789abcdef\t术语\t\n", 1),
            ("\nxyz\t术语\twhy\n", 2),
            ("0123456789abcdef\n", 1),
            ("0123456789abcdef\t术语\twhy\twho\tsoon\n", 1),
        ] {
            assert_eq!(parse(bad).unwrap_err().line, line, "{bad}");
        }
    }
}
