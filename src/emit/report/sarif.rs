//! SARIF 2.1.0, for code review services and editors.

use std::fmt::Write as _;
use std::io;

use serde_json::{Value, json};

use super::content::Report;
use super::words;
use crate::check::fixes::fixes;
use crate::check::qa::RULES;
use crate::check::rule;
use crate::finding::{Class, Finding, Severity};

pub(super) fn write(reports: &[Report], out: &mut dyn io::Write) -> io::Result<()> {
    let of_classes = Class::ALL.iter().map(|(name, class)| {
        json!({
            "id": rule(*class),
            "name": name,
            "shortDescription": { "text": words::of(*class).means },
            "defaultConfiguration": { "level": default_level(*class) },
        })
    });
    let of_quality = RULES.iter().map(|rule| {
        json!({
            "id": rule.id,
            "name": rule.id.trim_start_matches("qa."),
            "shortDescription": { "text": rule.means },
            "defaultConfiguration": { "level": level(rule.severity) },
        })
    });
    let rules: Vec<Value> = of_classes.chain(of_quality).collect();
    let results: Vec<Value> = reports
        .iter()
        .flat_map(|report| report.findings.iter().map(move |it| result(report, it)))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "diptych",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    io::Write::write_all(out, b"\n")
}

fn result(report: &Report, finding: &Finding) -> Value {
    let of_class = || Class::ALL.iter().position(|it| it.1 == finding.class);
    let of_quality = RULES.iter().position(|rule| rule.id == finding.rule);
    let index = of_quality.map(|at| Class::ALL.len() + at).or_else(of_class);
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": level(finding.severity),
        "kind": if finding.class == Class::Ambiguous { "review" } else { "fail" },
        "message": { "text": message(finding) },
        "locations": [location(report, finding)],
        "partialFingerprints": { "diptychFinding/v1": finding.fingerprint },
        "properties": {
            "unit": finding.unit,
            "tuid": finding.tuid,
            "term": finding.term,
            "expected": finding.expected,
            "score": finding.score,
        },
    });
    // The standard wants level `none` for every kind but `fail`.
    if finding.class == Class::Ambiguous {
        result["level"] = json!("none");
    }
    if let Some(fix) = fix(report, finding) {
        result["fixes"] = json!([fix]);
    }
    if finding.waived {
        let mut suppression = json!({ "kind": "external", "status": "accepted" });
        if let Some(reason) = report.reason_to_waive(finding) {
            suppression["justification"] = json!(reason);
        }
        result["suppressions"] = json!([suppression]);
    }
    if let Some(known) = report.known {
        let state = if known.contains(&finding.fingerprint) { "unchanged" } else { "new" };
        result["baselineState"] = json!(state);
    }
    if let Some(glossary) = &finding.glossary {
        result["relatedLocations"] = json!([{
            "message": { "text": "the termbase entry" },
            "physicalLocation": {
                "artifactLocation": { "uri": uri(&glossary.file) },
                "region": { "startLine": glossary.line.max(1) },
            },
        }]);
    }
    result
}

/// The unit's place: the line where it begins, with both its texts.
fn location(report: &Report, finding: &Finding) -> Value {
    let unit = report.unit(finding.unit);
    let mut region = json!({ "startLine": unit.map_or(finding.unit, |it| it.line.max(1)) });
    if let Some(unit) = unit {
        region["snippet"] = json!({ "text": format!("{}\n{}", unit.source, unit.target) });
    }
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(report.file) },
            "region": region,
        },
        "logicalLocations": [{
            "kind": "member",
            "fullyQualifiedName": match &finding.tuid {
                Some(tuid) => format!("unit {} ({tuid})", finding.unit),
                None => format!("unit {}", finding.unit),
            },
        }],
    })
}

/// The change that the finding asks for, where its place in the file is known: in a table that begins
/// with its two sides.
fn fix(report: &Report, finding: &Finding) -> Option<Value> {
    let unit = report.unit(finding.unit).filter(|it| it.line > 0)?;
    report.columns.filter(|it| *it == (0, 1))?;
    let classes = [Class::Forbidden, Class::Superseded, Class::Variant];
    let fixes = fixes(report.units, std::slice::from_ref(finding), &classes);
    let fix = fixes.into_values().flatten().find(|it| it.is_sure)?;
    let before = if fix.in_source { 0 } else { unit.source.chars().count() + 1 };
    let column = |byte: usize| before + fix.text[..byte].chars().count() + 1;
    Some(json!({
        "description": { "text": format!("{} -> {}", fix.old, fix.new) },
        "artifactChanges": [{
            "artifactLocation": { "uri": uri(report.file) },
            "replacements": [{
                "deletedRegion": {
                    "startLine": unit.line,
                    "startColumn": column(fix.range.start),
                    "endColumn": column(fix.range.end),
                },
                "insertedContent": { "text": fix.new },
            }],
        }],
    }))
}

fn message(finding: &Finding) -> String {
    let reason = finding.reason.as_deref().unwrap_or_default();
    if finding.expected.is_empty() {
        reason.to_owned()
    } else {
        format!("{reason}; expected: {}", finding.expected.join(" | "))
    }
}

/// A path as a relative or file URI: what a URI cannot hold is percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::Major => "error",
        Severity::Minor => "warning",
        Severity::Info => "note",
    }
}

fn default_level(class: Class) -> &'static str {
    match class {
        Class::Forbidden | Class::Superseded | Class::Missing => "error",
        Class::Variant | Class::Inconsistent | Class::FirstMention | Class::Number | Class::Qa => {
            "warning"
        }
        Class::Ambiguous => "none",
        Class::Typo | Class::Note => "note",
    }
}
