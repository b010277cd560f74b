//! What was decided or found before: waivers, and the findings of an earlier run.

use std::collections::BTreeSet;
use std::path::Path;

use super::Error;
use crate::check::waivers::{self, Waiver};
use crate::finding::Finding;
use crate::read;

/// The waivers of a file.
///
/// # Errors
/// When it cannot be read, or a line is no waiver.
pub fn read_waivers(path: &Path) -> Result<Vec<Waiver>, Error> {
    let (text, _) = read::read_text(path, &read::Options::default())?;
    waivers::parse(&text).map_err(|error| Error::Line {
        file: path.to_owned(),
        line: error.line,
        message: error.what.to_owned(),
    })
}

/// The findings of a file, one JSON object a line.
///
/// # Errors
/// When it cannot be read, or a line is no finding.
pub fn read_findings(path: &Path) -> Result<Vec<Finding>, Error> {
    let (text, _) = read::read_text(path, &read::Options::default())?;
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(line, content)| {
            serde_json::from_str(content).map_err(|error| Error::Line {
                file: path.to_owned(),
                line,
                message: format!(
                    "this line is not a finding ({error}): give the output of `diptych check --format jsonl`"
                ),
            })
        })
        .collect()
}

/// The fingerprints of the findings of an earlier run; an empty file has none.
///
/// # Errors
/// As [`read_findings`].
pub fn read_baseline(path: &Path) -> Result<BTreeSet<String>, Error> {
    match read_findings(path) {
        Ok(findings) => Ok(findings.into_iter().map(|finding| finding.fingerprint).collect()),
        Err(Error::Read(error)) if matches!(error.kind(), read::ErrorKind::Empty) => {
            Ok(BTreeSet::new())
        }
        Err(error) => Err(error),
    }
}
