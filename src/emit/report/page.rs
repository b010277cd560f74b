//! One web page with everything in it: it can be mailed, printed, and read on a phone.

use std::io::{self, Write};

use super::content::{Report, counts, mqm};
use super::markdown::severity;
use crate::emit::escape::escape;
use crate::finding::{Finding, Severity, Span};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let title = escaped(&format!("Terms in {}", report.file));
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n\
         <p>These are issues to look at, not confirmed errors.</p>\n"
    )?;
    filters(report, out)?;
    writeln!(out, "</header>\n<main>")?;
    for finding in report.findings {
        article(report, finding, out)?;
    }
    if report.findings.is_empty() {
        writeln!(out, "<p>No findings.</p>")?;
    }
    uses(report, out)?;
    write!(out, "</main>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n")
}

fn filters(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<form id=\"filters\">\n<fieldset><legend>Class</legend>")?;
    for (name, count) in counts(report.findings) {
        let quiet = matches!(name, "ambiguous" | "typo" | "note");
        let checked = if quiet { "" } else { " checked" };
        writeln!(
            out,
            "<label class=\"{name}\"><input type=\"checkbox\" name=\"class\" value=\"{name}\"{checked}> {name} <b>{count}</b></label>"
        )?;
    }
    let waived = report.findings.iter().filter(|it| it.waived).count();
    if waived > 0 {
        writeln!(
            out,
            "<label><input type=\"checkbox\" name=\"waived\"> waived <b>{waived}</b></label>"
        )?;
    }
    let mut terms: Vec<&str> = report.findings.iter().filter_map(|it| it.term.as_deref()).collect();
    terms.sort_unstable();
    terms.dedup();
    writeln!(
        out,
        "</fieldset>\n<label class=\"term\">Term <select name=\"term\"><option value=\"\">all</option>"
    )?;
    for term in terms {
        writeln!(out, "<option>{}</option>", escaped(term))?;
    }
    writeln!(out, "</select></label>\n<output id=\"shown\"></output>\n</form>")
}

/// The terms that the document renders in several ways.
fn uses(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    if report.uses.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "<section>\n<h2>Rendered in several ways</h2>\n<table>\n<tr><th>term</th><th>rendering</th><th>times</th></tr>"
    )?;
    for it in report.uses {
        writeln!(
            out,
            "<tr><td lang=\"zh\">{}</td><td lang=\"en\">{}</td><td>{}</td></tr>",
            escaped(&it.term),
            escaped(&it.rendering),
            it.count
        )?;
    }
    writeln!(out, "</table>\n</section>")
}

fn article(report: &Report, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let unit = report.unit(finding.unit);
    let class = finding.class.name();
    let term = escaped(finding.term.as_deref().unwrap_or_default());
    let waived = if finding.waived { " data-waived" } else { "" };
    writeln!(
        out,
        "<article class=\"{class}\" data-class=\"{class}\" data-term=\"{term}\"{waived}>\n\
         <h2><a id=\"{id}\" href=\"#{id}\">{unit}</a> <b class=\"badge\">{class}</b> <span lang=\"zh\">{term}</span> <small>{severity}{mqm}</small></h2>",
        id = finding.fingerprint,
        unit = finding.unit,
        severity = severity(finding.severity),
        mqm = mqm(finding.class)
            .filter(|_| finding.severity > Severity::Info)
            .map_or(String::new(), |it| format!(", {it}")),
    )?;
    if let Some(unit) = unit {
        let (source, target) = match unit.lang {
            diptych_segments::Lang::Zh => ("zh", "en"),
            diptych_segments::Lang::En => ("en", "zh"),
        };
        writeln!(
            out,
            "<div class=\"texts\">\n<p lang=\"{source}\">{}</p>\n<p lang=\"{target}\">{}</p>\n</div>",
            marked(&unit.source, finding.source),
            marked(&unit.target, finding.target),
        )?;
    }
    writeln!(
        out,
        "<p class=\"reason\">{}</p>",
        escaped(finding.reason.as_deref().unwrap_or_default())
    )?;
    if let Some(diff) = &finding.diff {
        write!(out, "<p class=\"diff\">")?;
        for (change, words) in diff {
            let words = escaped(words);
            match change.as_str() {
                "-" => write!(out, "<del>{words}</del> ")?,
                "+" => write!(out, "<ins>{words}</ins> ")?,
                _ => write!(out, "{words} ")?,
            }
        }
        writeln!(out, "</p>")?;
    }
    if !finding.expected.is_empty() {
        writeln!(
            out,
            "<p class=\"expected\">Expected: {}</p>",
            escaped(&finding.expected.join(" | "))
        )?;
    }
    if let Some(glossary) = &finding.glossary {
        writeln!(
            out,
            "<p class=\"origin\">{}:{} · waive with <code>{}</code></p>",
            escaped(&glossary.file),
            glossary.line,
            finding.fingerprint
        )?;
    }
    if finding.waived
        && let Some(reason) = report.reason_to_waive(finding)
    {
        writeln!(out, "<p class=\"reason\">Waived: {}</p>", escaped(reason))?;
    }
    writeln!(out, "</article>")
}

/// The text with the characters of `span` marked.
fn marked(text: &str, span: Option<Span>) -> String {
    let Some(span) = span else { return escaped(text) };
    let part =
        |from: usize, to: usize| -> String { text.chars().skip(from).take(to - from).collect() };
    format!(
        "{}<mark>{}</mark>{}",
        escaped(&part(0, span.start)),
        escaped(&part(span.start, span.end)),
        escaped(&text.chars().skip(span.end).collect::<String>()),
    )
}

/// Text for both an element and an attribute.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    escape(text, true, &mut escaped);
    escaped
}
