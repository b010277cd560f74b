//! Findings for the terminal: both texts, the place underlined under Chinese and English alike.

use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use diptych_segments::Lang;

use super::counted::found;
use super::printable::{self, printable};
use crate::bitext::Bitext;
use crate::check::{Unit, units};
use crate::emit::report::Report;
use crate::finding::{Finding, Severity, Span};

/// The findings of an alignment for people, each with both sentences.
pub(crate) fn of_bitext(
    file: &str,
    bitext: &Bitext,
    findings: &[Finding],
    color: bool,
    all: bool,
) -> io::Result<String> {
    let units: Vec<Unit> = units::of_bitext(bitext).collect();
    let mut text = vec![];
    human(&Report::new(file, &units, findings), ("pair", color), all, &mut text)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Writes a report for people, in which a unit is called `noun`: what is for information is counted
/// only, unless `all` is asked for.
pub(crate) fn human(
    report: &Report,
    (noun, color): (&str, bool),
    all: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut hidden = 0;
    for finding in report.findings {
        if !all && (finding.severity == Severity::Info || finding.waived) {
            hidden += 1;
            continue;
        }
        let unit = report.unit(finding.unit);
        writeln!(out, "{}\n", renderer.render(&groups(unit, noun, finding)))?;
    }
    if report.findings.is_empty() {
        return writeln!(out, "no findings");
    }
    writeln!(out, "{}", found(report.findings))?;
    if hidden > 0 {
        writeln!(out, "{hidden} for information or waived: --all shows them")?;
    }
    Ok(())
}

fn groups<'a>(unit: Option<&'a Unit>, noun: &str, finding: &'a Finding) -> Vec<Group<'a>> {
    let level = match finding.severity {
        Severity::Critical | Severity::Major => Level::ERROR,
        Severity::Minor => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let waived = if finding.waived { " (waived)" } else { "" };
    let reason = finding.reason.as_deref().unwrap_or_default();
    let place = match &finding.tuid {
        Some(tuid) if *tuid != finding.unit.to_string() => {
            format!("{noun} {} ({})", finding.unit, printable(tuid))
        }
        _ => format!("{noun} {}", finding.unit),
    };
    let mut group = level
        .primary_title(format!("{place}: {}{waived}", printable(reason)))
        .id(finding.rule.as_str())
        .elements(unit.map(|unit| snippet(unit, finding)));
    if let Some(diff) = &finding.diff {
        group = group.element(Level::HELP.message(printable(&word_diff(diff)).into_owned()));
    } else if !finding.expected.is_empty() {
        let expected = format!("expected: {}", finding.expected.join(" | "));
        group = group.element(Level::HELP.message(printable(&expected).into_owned()));
    }
    if let Some(glossary) = &finding.glossary {
        let (file, line) = (printable(&glossary.file), glossary.line);
        let note = format!("{file}:{line}; to waive it: {}", finding.fingerprint);
        group = group.element(Level::NOTE.message(note));
    }
    vec![group]
}

/// Both texts, one on each line.
fn snippet<'a>(unit: &Unit, finding: &Finding) -> Snippet<'a, Annotation<'a>> {
    let (source, source_places) = shown(&unit.source);
    let (target, target_places) = shown(&unit.target);
    let in_source = finding.source.map(|it| bytes(&source_places, it));
    let offset = source.len() + 1;
    let in_target = finding.target.map(|it| bytes(&target_places, it));
    let in_target = in_target.map(|it| it.start + offset..it.end + offset);
    // The term is Chinese, whichever side that is; a number that is missing has none.
    let (term, found) = match (&finding.term, unit.lang) {
        (None, _) => (None, in_source.or(in_target)),
        (Some(_), Lang::Zh) => (in_source, in_target),
        (Some(_), Lang::En) => (in_target, in_source),
    };
    let mut snippet =
        Snippet::source(format!("{source}\n{target}")).line_numbering(false).fold(false);
    let mark = |span: Range<usize>| AnnotationKind::Context.span(span).label("the term");
    for annotation in
        term.map(mark).into_iter().chain(found.map(|it| AnnotationKind::Primary.span(it)))
    {
        snippet = snippet.annotation(annotation);
    }
    snippet
}

/// `community with a shared [-destiny-]{+future+}`.
fn word_diff(diff: &[(String, String)]) -> String {
    let words: Vec<String> = diff
        .iter()
        .map(|(change, words)| match change.as_str() {
            "-" => format!("[-{words}-]"),
            "+" => format!("{{+{words}+}}"),
            _ => words.clone(),
        })
        .collect();
    words.join(" ")
}

/// A text in one line as a terminal may show it, and where each of its characters begins there and
/// the last one ends, in bytes.
fn shown(text: &str) -> (String, Vec<usize>) {
    let (mut shown, mut places) = (String::with_capacity(text.len()), Vec::new());
    for c in text.chars() {
        places.push(shown.len());
        printable::push(if matches!(c, '\n' | '\r') { ' ' } else { c }, &mut shown);
    }
    places.push(shown.len());
    (shown, places)
}

/// Characters as bytes; beyond the end, the end.
fn bytes(places: &[usize], span: Span) -> Range<usize> {
    let at = |count: usize| places[count.min(places.len() - 1)];
    at(span.start)..at(span.end)
}
