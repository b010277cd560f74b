//! Findings for the terminal: both texts, the place underlined under Chinese and English alike.

use std::collections::HashMap;
use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use diptych_segments::Lang;
use unicode_width::UnicodeWidthChar;

use super::console;
use super::counted::found;
use super::printable::{self, printable};
use crate::bitext::Bitext;
use crate::check::{Unit, units};
use crate::emit::report::Report;
use crate::finding::{Finding, Severity, Span};
use crate::words::findings as words;
use crate::words::phrases::told;

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
    let how = Shown { called: words::pair, color, all, verbose: false, by: By::File };
    human(&[Report::new(file, &units, findings)], how, &mut text)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// What findings are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum By {
    File,
    Term,
    Chapter,
}

/// How findings are shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown {
    /// What the unit of a number is called.
    pub(crate) called: fn(usize) -> String,
    /// Whether in colour.
    pub(crate) color: bool,
    /// Whether what is for information, waived or known from an earlier run is shown too.
    pub(crate) all: bool,
    /// Whether the entry and the code for a waiver are shown too.
    pub(crate) verbose: bool,
    /// What they are grouped by: each group stands under its name, but for a file.
    pub(crate) by: By,
}

/// Writes reports for people.
pub(crate) fn human(
    reports: &[Report],
    Shown { called, color, all, verbose, by }: Shown,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(columns());
    let (mut hidden, mut old) = (0, 0);
    let mut group = None;
    for (name, report, finding) in grouped(reports, by) {
        let is_old = !finding.waived && !report.is_open(finding);
        if !all && (finding.severity == Severity::Info || finding.waived || is_old) {
            old += usize::from(is_old);
            hidden += usize::from(!is_old);
            continue;
        }
        if by != By::File && group.as_ref() != Some(&name) {
            writeln!(out, "== {} ==\n", printable(&name))?;
            group = Some(name);
        }
        let unit = report.unit(finding.unit);
        let file = finding.file.as_ref().map_or_else(String::new, |it| format!("{it}, "));
        let place = format!("{}{}", printable(&file), called(finding.unit));
        writeln!(out, "{}\n", renderer.render(&groups(unit, &place, finding, verbose)))?;
    }
    let findings: Vec<&Finding> = reports.iter().flat_map(|it| it.findings).collect();
    if findings.is_empty() {
        return writeln!(out, "{}", words::no_findings());
    }
    writeln!(out, "{}", told(&found(findings.iter().copied())))?;
    if old > 0 {
        writeln!(out, "{}", words::known_before(old))?;
    }
    if hidden > 0 {
        writeln!(out, "{}", words::hidden(hidden))?;
    }
    Ok(())
}

/// The columns of a finding: those of the terminal, so that no mark falls off its line; else what is
/// pleasant to read in a file.
fn columns() -> usize {
    console::columns().map_or(WIDEST, |columns| columns.clamp(40, WIDEST))
}

/// A line is no longer, however wide the terminal is.
const WIDEST: usize = 140;

/// The findings with the names of their groups, groups in the order in which they are met.
fn grouped<'r, 'a>(
    reports: &'r [Report<'a>],
    by: By,
) -> Vec<(String, &'r Report<'a>, &'a Finding)> {
    let name = |report: &Report, finding: &Finding| match by {
        By::File => String::new(),
        By::Term => finding.term.clone().unwrap_or_else(|| finding.rule.clone()),
        // Two files may have chapters of one name.
        By::Chapter => match report.unit(finding.unit).and_then(|it| it.chapter.as_deref()) {
            Some(chapter) if reports.len() > 1 => format!("{}: {chapter}", report.file),
            Some(chapter) => chapter.to_owned(),
            None => report.file.to_owned(),
        },
    };
    let each = |report: &'r Report<'a>| {
        report.findings.iter().map(move |it| (name(report, it), report, it))
    };
    let mut all: Vec<_> = reports.iter().flat_map(each).collect();
    let mut order: HashMap<String, usize> = HashMap::new();
    for (name, _, _) in &all {
        let next = order.len();
        order.entry(name.clone()).or_insert(next);
    }
    all.sort_by_key(|(name, _, _)| order.get(name).copied());
    all
}

fn groups<'a>(
    unit: Option<&'a Unit>,
    place: &str,
    finding: &'a Finding,
    verbose: bool,
) -> Vec<Group<'a>> {
    let level = match finding.severity {
        Severity::Critical | Severity::Major => Level::ERROR,
        Severity::Minor => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let reason = finding.reason.as_deref().unwrap_or_default();
    let place = match &finding.tuid {
        Some(tuid) if *tuid != finding.unit.to_string() => {
            format!("{place} ({})", printable(tuid))
        }
        _ => place.to_owned(),
    };
    let place = if finding.waived { words::waived(place) } else { place };
    let mut group = level
        .with_name(words::class(finding.class))
        .primary_title(place)
        .elements(unit.map(|unit| snippet(unit, finding)));
    let mut lines: Vec<(String, String)> = vec![(words::why(), told(reason).into_owned())];
    if !finding.expected.is_empty() {
        lines.push((words::should_be(), finding.expected.join(" | ")));
    }
    if let Some(diff) = &finding.diff {
        lines.push((words::change(), word_diff(diff)));
    }
    let entry = finding.glossary.as_ref();
    let of_entry = |text: Option<&String>| text.cloned().unwrap_or_default();
    lines.push((words::note(), of_entry(entry.and_then(|it| it.note.as_ref()))));
    lines.push((words::source(), of_entry(entry.and_then(|it| it.provenance.as_ref()))));
    if verbose {
        lines.push((
            words::entry(),
            entry.map_or(String::new(), |it| format!("{}:{}", it.file, it.line)),
        ));
        lines.push((words::to_waive(), finding.fingerprint.clone()));
    }
    for (name, text) in lines.iter().filter(|it| !it.1.is_empty()) {
        let name = Level::NOTE.with_name(name.clone());
        group = group.element(name.message(printable(text).into_owned()));
    }
    vec![group]
}

/// Both texts, one on each line.
fn snippet<'a>(unit: &Unit, finding: &Finding) -> Snippet<'a, Annotation<'a>> {
    let (source, source_places) = shown(&unit.source, finding.source);
    let (target, target_places) = shown(&unit.target, finding.target);
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
    let mark = |span: Range<usize>| AnnotationKind::Context.span(span).label(words::the_term());
    for annotation in term
        .map(mark)
        .into_iter()
        .chain(found.map(|it| AnnotationKind::Primary.span(it).label(words::found())))
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
/// the last one ends, in bytes. Of a text that is wider than the terminal what stands around `span`
/// is shown, and the rest is an ellipsis.
fn shown(text: &str, span: Option<Span>) -> (String, Vec<usize>) {
    let part = console::columns().map_or(0..usize::MAX, |columns| around(text, span, columns));
    let (mut shown, mut places) = (String::with_capacity(text.len()), Vec::new());
    for (at, c) in text.chars().enumerate() {
        if at + 1 == part.start || at == part.end {
            shown.push('…');
        }
        places.push(shown.len());
        if part.contains(&at) {
            printable::push(if matches!(c, '\n' | '\r') { ' ' } else { c }, &mut shown);
        }
    }
    places.push(shown.len());
    (shown, places)
}

/// What stands beside the text in a line: the bar before it, and the label of a mark after it.
const BESIDE: usize = 14;

/// The characters that fit these columns, with a third of them before `span`.
fn around(text: &str, span: Option<Span>, columns: usize) -> Range<usize> {
    let room = columns.clamp(40, WIDEST) - BESIDE;
    let widths: Vec<usize> = text.chars().map(|c| c.width().unwrap_or(6)).collect();
    if widths.iter().sum::<usize>() <= room {
        return 0..usize::MAX;
    }
    // How many characters of these fit so many columns.
    let fitting = |widths: &mut dyn Iterator<Item = &usize>, room: usize| {
        widths
            .scan(0, |sum, width| {
                *sum += width;
                Some(*sum)
            })
            .take_while(|sum| *sum <= room)
            .count()
    };
    let first = span.map_or(0, |span| span.start.min(widths.len()));
    let start = first - fitting(&mut widths[..first].iter().rev(), room / 3);
    let end = start + fitting(&mut widths[start..].iter(), room);
    start..end
}

/// Characters as bytes; beyond the end, the end.
fn bytes(places: &[usize], span: Span) -> Range<usize> {
    let at = |count: usize| places[count.min(places.len() - 1)];
    at(span.start)..at(span.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_text_is_cut_around_what_it_is_about() {
        let text = format!("{}甲乙{}", "云".repeat(100), "a".repeat(100));
        let span = Some(Span { start: 100, end: 102 });
        let part = around(&text, span, 60);
        assert!(part.contains(&100) && part.contains(&101), "{part:?}");
        let shown: String = text.chars().skip(part.start).take(part.len()).collect();
        let columns: usize = shown.chars().filter_map(UnicodeWidthChar::width).sum();
        assert!((40..=60 - BESIDE).contains(&columns), "{columns}");
        assert_eq!(around("短", span, 60), 0..usize::MAX);
        assert_eq!(around(&text, None, 60).start, 0);
    }
}
