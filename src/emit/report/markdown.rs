//! A summary in Markdown, with the categories of the MQM typology.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::content::{Report, counts, mqm};
use crate::finding::{Finding, Severity};

pub(super) fn write(reports: &[Report], out: &mut dyn Write) -> io::Result<()> {
    for (at, report) in reports.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        of_file(report, out)?;
    }
    Ok(())
}

fn of_file(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# Terms in {}\n", escaped(report.file))?;
    if report.findings.is_empty() {
        writeln!(out, "No findings.")?;
        return uses(report, out);
    }
    writeln!(out, "These are issues to look at, not confirmed errors.\n")?;
    writeln!(out, "| class | findings | MQM category |\n|---|---:|---|")?;
    for (name, count) in counts(report.findings.iter()) {
        let class = crate::finding::Class::named(name).and_then(mqm).unwrap_or("–");
        writeln!(out, "| {name} | {count} | {class} |")?;
    }
    let waived = report.findings.iter().filter(|it| it.waived).count();
    if waived > 0 {
        writeln!(out, "| waived | {waived} | – |")?;
    }
    let mut terms: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in report.findings.iter().filter(|it| it.severity > Severity::Info && !it.waived) {
        terms.entry(finding.term.as_deref().unwrap_or_default()).or_default().push(finding);
    }
    for (term, findings) in &terms {
        writeln!(out, "\n## {}\n", escaped(term))?;
        writeln!(out, "Expected: {}\n", escaped(&findings[0].expected.join(" | ")))?;
        writeln!(out, "| unit | class | severity | found | text |\n|---:|---|---|---|---|")?;
        for finding in findings {
            let text = report.unit(finding.unit).map_or(String::new(), |unit| {
                format!("{}<br>{}", escaped(&unit.source), escaped(&unit.target))
            });
            writeln!(
                out,
                "| {} | {} | {} | {} | {text} |",
                finding.unit,
                finding.class,
                severity(finding.severity),
                escaped(finding.found.as_deref().unwrap_or("–")),
            )?;
        }
    }
    uses(report, out)
}

/// The terms that the document renders in several ways.
fn uses(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    if report.uses.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Rendered in several ways\n\n| term | rendering | times |\n|---|---|---:|")?;
    for it in report.uses {
        writeln!(
            out,
            "| {} | {} | {} |",
            escaped(&it.term),
            escaped(&it.rendering),
            it.places.len()
        )?;
    }
    Ok(())
}

pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "neutral",
        Severity::Minor => "minor",
        Severity::Major => "major",
        Severity::Critical => "critical",
    }
}

/// Text that Markdown and a table cell leave as it is.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => escaped.push(' '),
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '#' => {
                escaped.push('\\');
                escaped.push(c);
            }
            _ => escaped.push(c),
        }
    }
    escaped
}
