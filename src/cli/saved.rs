//! Reads what earlier commands saved: alignments and findings.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use super::Failure;
use crate::bitext::{Bitext, saved};
use crate::finding::Finding;

/// The saved alignment at `path`; `-` is stdin.
pub(crate) fn alignment(path: &Path) -> Result<Bitext, Failure> {
    let text = text(path)?;
    saved::parse(&text).map_err(|error| {
        Failure::new(format!(
            "{}: {error}: give an alignment that `diptych align -o NAME.jsonl` saved",
            path.display()
        ))
    })
}

/// The findings at `path`, one a line.
pub(crate) fn findings(path: &Path) -> Result<Vec<Finding>, Failure> {
    let text = text(path)?;
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| {
            serde_json::from_str(line).map_err(|error| {
                Failure::new(format!("{}: line {number}: is no finding: {error}", path.display()))
            })
        })
        .collect()
}

fn text(path: &Path) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().lock().read_to_end(&mut bytes).map_err(|error| Failure::io(path, &error))?;
    } else {
        bytes = fs::read(path).map_err(|error| Failure::io(path, &error))?;
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + String::from_utf8_lossy(good).matches('\n').count();
        Failure::new(format!(
            "{}: line {line}: is not UTF-8: save the file as UTF-8",
            path.display()
        ))
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
