//! One web page with everything in it: it can be mailed, printed, read on a phone, and decided on.
//!
//! Its own words stand in it in both languages; a button changes between them. What a reviewer
//! decides is exported as the findings sheet in CSV, which `diptych decide` reads.

use std::collections::HashSet;
use std::io::{self, Write};

use super::content::{Report, counts, mqm};
use super::markdown::severity;
use super::sheet::{COLUMNS, DECISIONS, sheet};
use super::words::{self, INSTRUCTIONS};
use crate::emit::escape::escaped;
use crate::emit::table::{Cell, Column};
use crate::finding::{Class, Finding, Severity, Span};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

pub(super) fn write(reports: &[Report], out: &mut dyn Write) -> io::Result<()> {
    let files: Vec<&str> = reports.iter().map(|it| it.file).collect();
    let names = escaped(&files.join(", "));
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
         <title>Terms in {names}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n\
         <button id=\"language\" type=\"button\">中文</button>\n<h1>{} {names}</h1>\n<p>{}</p>\n",
        both("Terms in", "术语检查："),
        both(
            "These are issues to look at, not confirmed errors.",
            "这些是请您过目的问题，不一定是错误。"
        ),
    )?;
    totals(reports, out)?;
    filters(reports, out)?;
    legend(out)?;
    writeln!(out, "</header>\n<main>")?;
    let mut row = 0;
    for report in reports {
        for finding in report.findings {
            let open = report.is_open(finding).then_some(row);
            row += usize::from(open.is_some());
            article(report, finding, open, out)?;
        }
    }
    if reports.iter().all(|it| it.findings.is_empty()) {
        writeln!(out, "<p>{}</p>", both("No findings.", "没有发现问题。"))?;
    }
    reports.iter().try_for_each(|report| uses(report, out))?;
    writeln!(
        out,
        "</main>\n<script type=\"application/json\" id=\"sheet\">{}</script>",
        rows(reports)
    )?;
    write!(out, "<script>\n{SCRIPT}</script>\n</body>\n</html>\n")
}

/// Words of the page in both languages; its style shows one of them.
fn both(en: &str, zh: &str) -> String {
    format!("<span class=\"en\">{en}</span><span class=\"zh\" lang=\"zh\">{zh}</span>")
}

/// The findings sheet for the script: its head, and a row for each finding that asks for a decision.
fn rows(reports: &[Report]) -> String {
    let head: Vec<String> = COLUMNS.iter().map(Column::head).collect();
    let rows: Vec<Vec<String>> =
        sheet(reports).rows.iter().map(|row| row.iter().map(Cell::text).collect()).collect();
    // No text may end the element.
    serde_json::json!({ "head": head, "rows": rows }).to_string().replace('<', "\\u003c")
}

/// What was checked, and how much of it is right.
fn totals(reports: &[Report], out: &mut dyn Write) -> io::Result<()> {
    let checked: usize = reports.iter().map(|it| it.checked).sum();
    let right: usize = reports.iter().map(|it| it.right).sum();
    let open: usize = reports.iter().map(|it| it.open().count()).sum();
    writeln!(
        out,
        "<p class=\"totals\">{}</p>",
        both(
            &format!(
                "Units checked: {checked}. Terms rendered right: {right}. Findings to look at: {open}."
            ),
            &format!(
                "检查了 {checked} 个句对；术语译法正确的有 {right} 处，请过目的有 {open} 处。"
            ),
        )
    )
}

fn filters(reports: &[Report], out: &mut dyn Write) -> io::Result<()> {
    let findings = || reports.iter().flat_map(|it| it.findings);
    writeln!(out, "<form id=\"filters\">\n<fieldset><legend>{}</legend>", both("Class", "类别"))?;
    for (name, count) in counts(findings()) {
        let class = Class::named(name).unwrap_or(Class::Note);
        let quiet = matches!(class, Class::Ambiguous | Class::Typo | Class::Note);
        let checked = if quiet { "" } else { " checked" };
        writeln!(
            out,
            "<label class=\"{name}\"><input type=\"checkbox\" name=\"class\" value=\"{name}\"{checked}> {} <b>{count}</b></label>",
            both(name, words::of(class).zh)
        )?;
    }
    let waived = findings().filter(|it| it.waived).count();
    if waived > 0 {
        writeln!(
            out,
            "<label><input type=\"checkbox\" name=\"waived\"> {} <b>{waived}</b></label>",
            both("waived", "已接受")
        )?;
    }
    writeln!(out, "</fieldset>")?;
    let mut terms: Vec<&str> = findings().filter_map(|it| it.term.as_deref()).collect();
    terms.sort_unstable();
    terms.dedup();
    select("term", &both("Term", "术语"), &terms, out)?;
    if reports.len() > 1 {
        let files: Vec<&str> = reports.iter().map(|it| it.file).collect();
        select("file", &both("File", "文件"), &files, out)?;
    }
    let mut chapters: Vec<&str> =
        reports.iter().flat_map(|it| it.units).filter_map(|it| it.chapter.as_deref()).collect();
    let mut met = HashSet::new();
    chapters.retain(|it| met.insert(*it));
    if chapters.len() > 1 {
        select("chapter", &both("Chapter", "章"), &chapters, out)?;
    }
    writeln!(
        out,
        "<label><input type=\"checkbox\" name=\"sort\"> {}</label>\n\
         <button id=\"export\" type=\"button\">{} <b id=\"decided\">0</b></button>\n\
         <output id=\"shown\"></output>\n</form>",
        both("gravest first", "严重的在前"),
        both("Export decisions", "导出决定")
    )
}

fn select(name: &str, label: &str, choices: &[&str], out: &mut dyn Write) -> io::Result<()> {
    write!(
        out,
        "<label class=\"term\">{label} <select name=\"{name}\"><option value=\"\">—</option>"
    )?;
    for choice in choices {
        write!(out, "<option>{}</option>", escaped(choice))?;
    }
    writeln!(out, "</select></label>")
}

/// What the classes and the decisions mean.
fn legend(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<details><summary>{}</summary>\n<dl>", both("Legend", "图例"))?;
    for (name, class) in Class::ALL {
        let words = words::of(class);
        writeln!(
            out,
            "<dt class=\"{name}\"><b class=\"badge\">{}</b></dt><dd>{}</dd>",
            both(name, words.zh),
            both(words.means, words.means_zh)
        )?;
    }
    writeln!(out, "</dl>\n<ul>")?;
    for (en, zh) in &INSTRUCTIONS[2..7] {
        writeln!(out, "<li>{}</li>", both(en, zh))?;
    }
    writeln!(out, "</ul></details>")
}

/// The terms that the document renders in several ways.
fn uses(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    if report.uses.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "<section>\n<h2>{}</h2>\n<table>\n<tr><th>{}</th><th>{}</th><th>{}</th></tr>",
        both("Rendered in several ways", "有几种译法的术语"),
        both("term", "术语"),
        both("rendering", "译法"),
        both("times", "次数")
    )?;
    for it in report.uses {
        writeln!(
            out,
            "<tr><td lang=\"zh\">{}</td><td lang=\"en\">{}</td><td>{}</td></tr>",
            escaped(&it.term),
            escaped(&it.rendering),
            it.places.len()
        )?;
    }
    writeln!(out, "</table>\n</section>")
}

/// A finding; `open` is its row in the sheet.
fn article(
    report: &Report,
    finding: &Finding,
    open: Option<usize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (class, words) = (finding.class.name(), words::of(finding.class));
    let term = escaped(finding.term.as_deref().unwrap_or_default());
    let waived = if finding.waived { " data-waived" } else { "" };
    writeln!(
        out,
        "<article class=\"{class}\" data-class=\"{class}\" data-term=\"{term}\" data-file=\"{}\" data-chapter=\"{}\" data-gravity=\"{}\"{waived}>\n\
         <h2><a id=\"{id}\" href=\"#{id}\">{unit}</a> <b class=\"badge\">{}</b> <span lang=\"zh\">{term}</span> <small>{}</small></h2>",
        escaped(report.file),
        escaped(report.unit(finding.unit).and_then(|it| it.chapter.as_deref()).unwrap_or_default()),
        finding.severity as u8,
        both(class, words.zh),
        gravity(finding),
        id = finding.fingerprint,
        unit = finding.unit,
    )?;
    texts(report, finding, out)?;
    let reason = escaped(finding.reason.as_deref().unwrap_or_default());
    writeln!(out, "<p class=\"reason\">{}</p>", both(&reason, words.means_zh))?;
    diff(finding, out)?;
    if !finding.expected.is_empty() {
        let expected = escaped(&finding.expected.join(" | "));
        writeln!(out, "<p class=\"expected\">{} {expected}</p>", both("Should be:", "应为："))?;
    }
    entry(finding, out)?;
    if finding.waived
        && let Some(reason) = report.reason_to_waive(finding)
    {
        writeln!(
            out,
            "<p class=\"reason\">{} {}</p>",
            both("Accepted:", "已接受："),
            escaped(reason)
        )?;
    }
    if let Some(row) = open {
        decision(row, out)?;
    }
    writeln!(out, "</article>")
}

/// How much it matters; in English with the category of the MQM typology.
fn gravity(finding: &Finding) -> String {
    let mqm = mqm(finding.class).filter(|_| finding.severity > Severity::Info);
    let mqm = mqm.map_or(String::new(), |it| format!(", {it}"));
    let zh = match finding.severity {
        Severity::Info => "提示",
        Severity::Minor => "轻微",
        Severity::Major => "严重",
        Severity::Critical => "致命",
    };
    both(&format!("{}{mqm}", severity(finding.severity)), zh)
}

/// Both texts, with their places marked.
fn texts(report: &Report, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let Some(unit) = report.unit(finding.unit) else { return Ok(()) };
    let (source, target) = match unit.lang {
        diptych_segments::Lang::Zh => ("zh", "en"),
        diptych_segments::Lang::En => ("en", "zh"),
    };
    writeln!(
        out,
        "<div class=\"texts\">\n<p lang=\"{source}\">{}</p>\n<p lang=\"{target}\">{}</p>\n</div>",
        marked(&unit.source, finding.source),
        marked(&unit.target, finding.target),
    )
}

fn diff(finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let Some(diff) = &finding.diff else { return Ok(()) };
    write!(out, "<p class=\"diff\">")?;
    for (change, words) in diff {
        let words = escaped(words);
        match change.as_str() {
            "-" => write!(out, "<del>{words}</del> ")?,
            "+" => write!(out, "<ins>{words}</ins> ")?,
            _ => write!(out, "{words} ")?,
        }
    }
    writeln!(out, "</p>")
}

/// What the termbase says besides.
fn entry(finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let Some(glossary) = &finding.glossary else { return Ok(()) };
    for (text, label) in [
        (&glossary.note, both("Note:", "备注：")),
        (&glossary.provenance, both("Source:", "出处：")),
    ] {
        if let Some(text) = text {
            writeln!(out, "<p class=\"expected\">{label} {}</p>", escaped(text))?;
        }
    }
    let (file, line) = (escaped(&glossary.file), glossary.line);
    writeln!(out, "<p class=\"origin\">{file}:{line} · <code>{}</code></p>", finding.fingerprint)
}

/// The boxes in which a reviewer decides.
fn decision(row: usize, out: &mut dyn Write) -> io::Result<()> {
    let (decision, wording, comment) = ("decision 决定", "wording 自定译法", "comment 说明");
    write!(
        out,
        "<p class=\"decision\" data-row=\"{row}\"><select aria-label=\"{decision}\"><option value=\"\">{decision}…</option>"
    )?;
    for choice in DECISIONS {
        write!(out, "<option>{choice}</option>")?;
    }
    writeln!(
        out,
        "</select> <input aria-label=\"{wording}\" placeholder=\"{wording}\"> <input aria-label=\"{comment}\" placeholder=\"{comment}\"></p>"
    )
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
